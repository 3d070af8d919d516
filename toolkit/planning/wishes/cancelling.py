"""A meeting that is not held, and a day on which nobody meets."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

from toolkit.model.availability import WEEK
from toolkit.model.changes import ALL, ChangeEntry
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.calendar import is_open
from toolkit.planning.wishes.entries import Wish, entry, key_of, one_entry
from toolkit.planning.wishes.following import following, guests_of, pinned_after, was_moved_to
from toolkit.planning.wishes.naming import find_cohorts, meeting_name, open_meetings
from toolkit.problems import WrongUsage

Then = Literal["drop", "shift", "double"]


def cancel(plan: Plan, *, cohort: str | None, session: str, then: Then) -> Wish:
    """The meeting is not held: dropped, shifted to the next slot with all that follow, or doubled up with the next in
    one week."""
    meetings = open_meetings(plan, cohort, session=session)
    guests = [guest for meeting in meetings if then != "drop" for guest in guests_of(plan, meeting)]
    meetings += guests
    pinned = {meeting.cohort.key: pinned_after(plan, meeting) for meeting in meetings if then != "drop"}
    carried = [meeting for meeting in meetings if then == "shift" and pinned[meeting.cohort.key]]
    entries = [
        *one_entry(
            plan,
            cohort,
            meetings=[meeting for meeting in meetings if meeting not in carried],
            values={"cancelled": then},
        )
    ]
    for meeting in carried:
        entries += _a_meeting_later(plan, meeting)
    left = [meeting for found in pinned.values() for meeting in found if then == "double"]
    why = [
        f"{meeting_name(meeting)} stays: it was moved on its own. `programme move` takes it elsewhere."
        for meeting in left
    ]
    others = {key: "other " if then == "double" and found else "" for key, found in pinned.items()}
    along = [(guest, others[guest.cohort.key]) for guest in guests]
    why += [
        f"{meeting_name(guest)} goes along, and so do its {other}later meetings: the two cohorts meet together that"
        " evening."
        for guest, other in along
    ]
    return Wish(tuple(entries), tuple(why))


def _a_meeting_later(plan: Plan, first: Meeting) -> Iterator[ChangeEntry]:
    """Entries that give each meeting from this one on the day and time of the next; the last one comes a week later, on
    an open day."""
    meetings = sorted(following(plan, first), key=lambda meeting: meeting.number)
    last = meetings[-1].date + WEEK
    while not is_open(plan.programme, last):
        last += WEEK
    moments = [*((meeting.date, meeting.time) for meeting in meetings[1:]), (last, meetings[-1].time)]
    for meeting, (date, time) in zip(meetings, moments, strict=True):
        yield entry({**key_of(meeting), "date": date, "time": time})


def skip(plan: Plan, *, cohort: str | None, date: datetime.date) -> Wish:
    """Nobody meets on that day; the sessions from then on follow a slot later."""
    keys = find_cohorts(plan, cohort)
    there = [
        meeting
        for meeting in plan.meetings
        if meeting.date == date and meeting.cohort.key in keys and not meeting.cancelled
    ]
    held = [meeting for meeting in there if meeting.held]
    if held:
        raise WrongUsage(f"{meeting_name(held[0])} was held on that day, and what has been held never moves.")
    if not there:
        return Wish((), (f"Nobody meets on {date.isoformat()}.",))
    pinned = [meeting for meeting in there if meeting.moved and was_moved_to(plan, meeting)]
    later = [one for meeting in there if meeting not in pinned for one in pinned_after(plan, meeting)]
    why = tuple(
        f"{meeting_name(meeting)} stays: it was moved to that day on its own. `programme move` takes it elsewhere."
        for meeting in pinned
    )
    why += tuple(
        f"{meeting_name(meeting)} stays: it was moved on its own. `programme move` takes it elsewhere."
        for meeting in later
    )
    scope = keys[0] if len(keys) == 1 else ALL
    return Wish((entry({"cohort": scope, "date": date, "cancelled": "skip"}),) if len(pinned) < len(there) else (), why)
