"""A meeting at another date, time or room, or on a screen, and those that follow it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from toolkit.model.availability import WEEK
from toolkit.model.changes import ChangeEntry
from toolkit.model.fields import MeetingKey
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.calendar import is_open
from toolkit.planning.names import find_room
from toolkit.planning.wishes.entries import Wish, differs, entry, key_of, one_entry
from toolkit.planning.wishes.following import following, guests_of
from toolkit.planning.wishes.joining import address, lost_mentor, online
from toolkit.planning.wishes.naming import meeting_name, open_meetings
from toolkit.problems import WrongUsage

EntryValues = dict[str, object]
"""Keys of an entry of changes.yaml, with what they say."""

_Step = tuple[Meeting, datetime.date]
"""A meeting and the day to which it goes."""


def move(
    plan: Plan,
    *,
    cohort: str | None,
    session: str,
    date: datetime.date | None,
    time: datetime.time | None,
    room: str | None,
    and_later: bool,
    link: str | None = None,
) -> Wish:
    """The meeting at another date, time or room, or online at a `link`; with `and_later` those that follow it move by
    as many days, over closed ones."""
    if room is not None and link is not None:
        raise WrongUsage("A meeting is in a room or online, not both.")
    meetings = open_meetings(plan, cohort, session=session)
    if room is not None:
        room = find_room(plan.programme, room)
        meetings = _with_a_place(meetings, date is None and time is None)
    given: EntryValues = {name: value for name, value in (("time", time), ("room", room)) if value is not None}
    link = None if link is None else address(link)

    def put(meeting: Meeting) -> EntryValues:
        return given if link is None else {**given, **online(plan, meeting, link=link)}

    if and_later:
        return _with_later(plan, meetings, date=date, put=put)
    values = [{"date": date, **put(meeting)} if date else put(meeting) for meeting in meetings]
    return Wish(_entries(plan, cohort, meetings=meetings, values=values), _alone(meetings, put))


def _alone(meetings: Iterable[Meeting], put: Callable[[Meeting], EntryValues]) -> tuple[str, ...]:
    """A sentence for each of these meetings that loses its mentor."""
    return tuple(lost for meeting in meetings if (lost := lost_mentor(meeting, put(meeting))))


def _with_later(
    plan: Plan, meetings: list[Meeting], *, date: datetime.date | None, put: Callable[[Meeting], EntryValues]
) -> Wish:
    """These meetings and those that follow them, and the cohorts that meet together with one of them."""
    found = {
        meeting.key: step
        for first in meetings
        for step in _later(plan, first, days=(date or first.date) - first.date)
        for meeting in [step[0]]
    }
    guests = [] if date is None else list(_guests_along(plan, found))
    along = {step[0].key: step for _, steps in guests for step in steps}
    why = [
        f"{meeting_name(guest)} goes along, and so do its later meetings: the two cohorts meet together that evening."
        for guest, _ in guests
    ]
    mine = [meeting for meeting, _ in found.values()]
    entries = [
        entry({**key_of(meeting), "date": day, **put(meeting)})
        for meeting, day in found.values()
        if differs(meeting, {"date": day, **put(meeting)})
    ]
    return Wish(
        (*entries, *(entry({**key_of(meeting), "date": day}) for meeting, day in along.values())),
        (*_alone(mine, put), *why),
    )


def _entries(
    plan: Plan, cohort: str | None, *, meetings: Sequence[Meeting], values: Sequence[EntryValues]
) -> tuple[ChangeEntry, ...]:
    """As few entries as say it, with the values of each meeting."""
    if all(one == values[0] for one in values):
        return one_entry(plan, cohort, meetings=meetings, values=values[0])
    both = zip(meetings, values, strict=True)
    return tuple(entry({**key_of(meeting), **one}) for meeting, one in both if differs(meeting, one))


def _with_a_place(meetings: list[Meeting], only_room: bool) -> list[Meeting]:
    """Those that a room can be given to, where nothing else changes; WrongUsage where all are online or at home."""
    placed = [meeting for meeting in meetings if meeting.evening.way.in_person]
    if not placed:
        labels = " and ".join(meeting.cohort.label for meeting in meetings)
        how = "online" if meetings[0].evening.way.online else "without a room"
        raise WrongUsage(f"{labels} {'meets' if len(meetings) == 1 else 'meet'} {how}, so no room can be given.")
    return placed if only_room else meetings


def _later(plan: Plan, first: Meeting, *, days: datetime.timedelta) -> Iterator[_Step]:
    """The new day of a meeting and of all that follow it in its cohort; from a day that is closed on, everything is a
    week later."""
    for meeting in following(plan, first):
        date = meeting.date + days
        while meeting is not first and not is_open(plan.programme, date):
            days, date = days + WEEK, date + WEEK
        yield meeting, date


def _guests_along(plan: Plan, moved: Mapping[MeetingKey, _Step]) -> Iterator[tuple[Meeting, list[_Step]]]:
    """The meetings that join one which moves, and the new days of what follows in their cohorts, where the evening
    reaches that; the first of a cohort."""
    seen = {key for key, _ in moved}
    for host, date in moved.values():
        for guest in guests_of(plan, host):
            rest = [meeting for meeting in following(plan, guest) if meeting.number > guest.number]
            if guest.cohort.key not in seen and rest and date >= rest[0].date > host.date:
                seen.add(guest.cohort.key)
                yield guest, list(_later(plan, guest, days=date - host.date))
