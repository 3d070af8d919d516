"""When each meeting was in UTC at the last build, so that it can be told when newer time zone data move one that was
printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from toolkit.model.plan import KnownStart, Meeting, Plan
from toolkit.planning.rules.places import gathered, meeting_problem, told
from toolkit.problems import Problem


def moments(plan: Plan) -> dict[str, KnownStart]:
    """The moment of every start that the plan has, by date, wall time and zone: "2027-01-19T18:30 Europe/London"."""
    now = version("tzdata")
    return {_wall(meeting): (_utc(meeting), now) for meeting in plan.meetings}


def moved_moments(plan: Plan, before: Mapping[str, KnownStart]) -> Iterator[Problem]:
    """P079: the wall time of a meeting still to be held stands as it was built, but is another moment by the zone data
    of now."""
    yield from gathered(
        (meeting.zone, problem) for meeting in plan.meetings for problem in _moved(plan, meeting, before=before)
    )


def _moved(plan: Plan, meeting: Meeting, *, before: Mapping[str, KnownStart]) -> Iterator[Problem]:
    was, by = before.get(_wall(meeting), (_utc(meeting), ""))
    if not meeting.open or was == _utc(meeting):
        return
    message = (
        f"{told(meeting)} in {meeting.zone} was {_clock(was)} at the last build (tzdata {by}); it is"
        f" {_clock(_utc(meeting))} now."
    )
    hint = "Build again, then send the calendars again and tell whoever lives in another zone."
    yield meeting_problem(plan.programme, meeting, name="time", code="P079", message=message, hint=hint)


def _wall(meeting: Meeting) -> str:
    return f"{meeting.date.isoformat()}T{meeting.time:%H:%M} {meeting.zone}"


def _utc(meeting: Meeting) -> str:
    return meeting.start.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")


def _clock(moment: str) -> str:
    return f"{moment[11:16]} UTC"
