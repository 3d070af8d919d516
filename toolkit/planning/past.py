"""What is over, as far as it was recorded: no clock is asked, so that the same files give the same plan on any day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from toolkit.model.changes import Held
from toolkit.model.fields import MeetingKey
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Programme
from toolkit.model.told import Told

_NEVER = float("-inf")


def with_past(programme: Programme, meetings: Sequence[Meeting]) -> list[Meeting]:
    """The meetings, with those marked `behind` of which nobody said that they were held, and that stand before one of
    their cohort that was, by changes.yaml or attendance.csv."""
    came = _attended(programme)
    held = {meeting.key for meeting in meetings if meeting.held} | came
    held |= {one.key for one in meetings if one.combined_into and (one.combined_into, one.session.key) in held}
    last = _last((meeting.cohort.key, meeting.start.timestamp()) for meeting in meetings if meeting.key in held)
    return [
        meeting
        if meeting.held or meeting.start.timestamp() > last.get(meeting.cohort.key, _NEVER)
        else replace(meeting, behind=True)
        for meeting in meetings
    ]


def was_over(programme: Programme, told: Collection[Told]) -> set[MeetingKey]:
    """Of the meetings that people were told of, those of cohorts that are no more which were held, or stand before one
    that was: history, and no news."""
    ended = [one for one in told if one.cohort in programme.ended]
    entries = [change for change in programme.changes if isinstance(change, Held)]
    came = _attended(programme)
    held = {one.key for one in ended if one.key in came or any(change.reaches(one) for change in entries)}
    last = _last((one.cohort, _moment(one)) for one in ended if one.key in held)
    return {one.key for one in ended if _moment(one) <= last.get(one.cohort, _NEVER)}


def unrecorded_before(plan: Plan, day: datetime.date) -> tuple[Meeting, ...]:
    """Meetings of earlier days of which nobody has said whether they were held."""
    return tuple(meeting for meeting in plan.meetings if meeting.open and meeting.date < day)


def _attended(programme: Programme) -> set[MeetingKey]:
    return {(mark.cohort, mark.session) for mark in programme.people.attendance if mark.state == "present"}


def _moment(one: Told) -> float:
    return datetime.datetime.combine(one.date, one.time, ZoneInfo(one.zone)).timestamp()


def _last(moments: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The latest moment of each cohort, in seconds."""
    found: dict[str, float] = {}
    for key, moment in moments:
        found[key] = max(moment, found.get(key, moment))
    return found
