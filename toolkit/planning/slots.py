"""Which session falls on which slot for one cohort: fit to the term, set-up clinic, and recorded skips, shifts and
doubles."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache

from toolkit.model.availability import DAY, WEEK
from toolkit.model.changes import Change, Postponed, Skip
from toolkit.model.curriculum import Session
from toolkit.model.fields import DAYS, Fit
from toolkit.model.place import Term
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.calendar import FURTHEST_WEEKS, Slot, is_open, slots, take, term_of, week_start, weeks_of_slots


def start_date(programme: Programme) -> datetime.date | None:
    """The earliest date of session 1: `start`, else the first day of the term."""
    return programme.settings.start or (programme.term.first_day if programme.term else None)


def own_term(programme: Programme) -> Term | None:
    """The term that the programme runs in: the one it names, or the one its start lies in."""
    start = start_date(programme)
    near = term_of(programme.city, start) if start else None
    inside = near if near and start and near.first_day <= start <= near.last_day else None
    return programme.term or inside


def split_clinic(sessions: tuple[Session, ...]) -> tuple[Session | None, tuple[Session, ...]]:
    """A set-up clinic that stands first (it is not counted), and the rest."""
    if sessions and sessions[0].head.kind == "clinic":
        return sessions[0], sessions[1:]
    return None, sessions


def too_many(programme: Programme, sessions: tuple[Session, ...]) -> int:
    """By how many sessions the term is too short for the programme's own days and times; 0 where it fits or has no
    term."""
    start, term = start_date(programme), own_term(programme)
    if start is None or term is None:
        return 0
    settings = programme.settings
    free = slots(programme, days=settings.day, times=settings.time, start=start)
    inside = sum(1 for date, _ in take(len(sessions), free) if date <= term.last_day)
    return len(sessions) - inside


def trim(programme: Programme) -> tuple[Session, ...]:
    """The sessions that are held: with `fit: trim` optional ones go, the last first, while the term is too short."""
    if programme.settings.fit != "trim":
        return programme.sessions
    _, counted = split_clinic(programme.sessions)
    surplus = too_many(programme, counted)
    dropped = [session.key for session in reversed(counted) if session.head.optional][:surplus]
    return tuple(session for session in programme.sessions if session.key not in dropped)


def trimmed(programme: Programme) -> tuple[Session, ...]:
    """The sessions that `fit: trim` leaves out."""
    held = {session.key for session in trim(programme)}
    return tuple(session for session in programme.sessions if session.key not in held)


def second_day(programme: Programme, cohort: Cohort) -> str:
    """The day of a second meeting in one week: as written, else two days after the first."""
    return programme.settings.second_day or DAYS[(DAYS.index(cohort.days[0]) + 2) % 7]


def assign(programme: Programme, cohort: Cohort, *, changes: tuple[Change, ...]) -> dict[str, Slot]:
    """Session key to slot for one cohort, with the skips, shifts and doubles among `changes` followed.

    A session that finds no open day within two years is left out.
    """
    start = start_date(programme)
    if start is None:
        return {}
    clinic, sessions = split_clinic(trim(programme))
    skipped = skipped_dates(changes)
    fit = programme.settings.fit if too_many(programme, split_clinic(programme.sessions)[1]) else "past"
    available = _available(programme, cohort, start=start, fit=fit, count=len(sessions), skipped=skipped)
    placed = _place(
        programme,
        cohort,
        keys=[session.key for session in sessions],
        available=available,
        actions=_actions(changes),
        skipped=skipped,
    )
    if clinic is not None and sessions and sessions[0].key in placed:
        placed[clinic.key] = _clinic_slot(programme, placed[sessions[0].key], skipped=skipped)
    return placed


def skipped_dates(changes: tuple[Change, ...]) -> frozenset[datetime.date]:
    """The days that recorded changes skip."""
    return _days_of(frozenset((change.first, change.last) for change in changes if isinstance(change, Skip)))


@lru_cache(maxsize=256)
def _days_of(stretches: frozenset[tuple[datetime.date, datetime.date]]) -> frozenset[datetime.date]:
    """Every day of these stretches; of those that overlap each day is made once."""
    found: set[datetime.date] = set()
    ahead = datetime.date.min
    for first, last in sorted(stretches):
        begin = max(first, ahead)
        found.update(begin + DAY * day for day in range((last - begin).days + 1))
        ahead = max(ahead, last + DAY)
    return frozenset(found)


def _actions(changes: tuple[Change, ...]) -> dict[str, list[str]]:
    """Session key to the shifts and doubles recorded for it, in order."""
    actions: dict[str, list[str]] = {}
    for change in changes:
        if isinstance(change, Postponed):
            actions.setdefault(change.which, []).append(change.how)
    return actions


def _available(
    programme: Programme,
    cohort: Cohort,
    *,
    start: datetime.date,
    fit: Fit,
    count: int,
    skipped: frozenset[datetime.date],
) -> list[Slot]:
    """Enough open slots for every session, the second ones of doubled weeks among them, and some to spare for
    shifts."""
    if fit == "early":
        start -= WEEK
    spare = count + FURTHEST_WEEKS // 2
    weeks = _weeks(programme, cohort, start=start, skipped=skipped)
    if fit != "double":
        return list(take(spare, (slot for _, week in weeks for slot in week)))
    term = own_term(programme)
    open_weeks = [(monday, week) for monday, week in weeks if week]
    inside = [index for index, (_, week) in enumerate(open_weeks) if term and week[-1][0] <= term.last_day]
    surplus = count - sum(len(open_weeks[index][1]) for index in inside)
    doubled = _spread(inside, surplus)
    found: list[Slot] = []
    for index, (monday, week) in enumerate(open_weeks):
        extra = (
            _second_slot(programme, cohort, monday=monday, skipped=skipped, after=week[-1])
            if index in doubled
            else None
        )
        found += sorted({*week, *([extra] if extra else [])})
    return found[:spare]


def _spread(weeks: list[int], surplus: int) -> set[int]:
    """`surplus` of the weeks, spread evenly and never the first while others remain."""
    if surplus <= 0 or not weeks:
        return set()
    if surplus >= len(weeks):
        return set(weeks)
    return {weeks[min(len(weeks) - 1, (number + 1) * len(weeks) // (surplus + 1))] for number in range(surplus)}


def _weeks(
    programme: Programme, cohort: Cohort, *, start: datetime.date, skipped: frozenset[datetime.date]
) -> Iterator[tuple[datetime.date, tuple[Slot, ...]]]:
    """Week by week the open slots of a cohort.

    Of a cohort that takes turns, each week has the slot of one. A week that the calendar closes passes its turn on; one
    that is skipped later does not, so that the other weeks keep the hour that people know.
    """
    if not cohort.turns:
        yield from weeks_of_slots(programme, days=cohort.days, times=cohort.times, start=start, skipped=skipped)
        return
    count = 0
    for monday, week in weeks_of_slots(programme, days=cohort.days, times=cohort.times, start=start):
        day, time = cohort.turns[count % len(cohort.turns)]
        due = [slot for slot in week if (DAYS[slot[0].weekday()], slot[1]) == (day, time)]
        count += len(due)
        yield monday, tuple(slot for slot in due if slot[0] not in skipped)


def _second_slot(
    programme: Programme, cohort: Cohort, *, monday: datetime.date, skipped: frozenset[datetime.date], after: Slot
) -> Slot | None:
    """The second meeting in the week that begins at `monday`, or the next open day of that week. Of a cohort that takes
    turns it is that of the turn next to the meeting `after` which it comes, on another day where both have one."""
    own, turn = (DAYS[after[0].weekday()], after[1]), None
    if own in cohort.turns:
        turn = cohort.turns[(cohort.turns.index(own) + 1) % len(cohort.turns)]
    wanted = turn[0] if turn and turn[0] != own[0] else second_day(programme, cohort)
    taken = (own[0],) if turn else cohort.days
    dates = [monday + DAY * day for day in range(7)]
    first = next(index for index, date in enumerate(dates) if DAYS[date.weekday()] == wanted)
    for date in dates[first:]:
        if date not in skipped and DAYS[date.weekday()] not in taken and is_open(programme, date):
            return date, turn[1] if turn else min(cohort.times)
    return None


def _place(
    programme: Programme,
    cohort: Cohort,
    *,
    keys: list[str],
    available: list[Slot],
    actions: Mapping[str, list[str]],
    skipped: frozenset[datetime.date],
) -> dict[str, Slot]:
    """Sessions to slots in order. A shift loses the slot; a double lets the next session follow in the same week."""
    queue = iter(available)
    placed: dict[str, Slot] = {}
    doubled_after: Slot | None = None
    for position, key in enumerate(keys):
        slot: Slot | None
        if doubled_after is not None:
            slot, doubled_after = (
                _after_double(programme, cohort, first=doubled_after, skipped=skipped, queue=queue),
                None,
            )
        else:
            slot = next(queue, None)
        for action in actions.get(key, []):
            slot = next(queue, None)
            if action == "double" and position + 1 < len(keys):
                doubled_after = slot
        if slot is not None:
            placed[key] = slot
    return placed


def _after_double(
    programme: Programme, cohort: Cohort, *, first: Slot, skipped: frozenset[datetime.date], queue: Iterator[Slot]
) -> Slot | None:
    start = programme.term.first_weekday if programme.term else programme.city.week_starts
    slot = _second_slot(programme, cohort, monday=week_start(first[0], start), skipped=skipped, after=first)
    return slot if slot and slot > first else next(queue, None)


def _clinic_slot(programme: Programme, first: Slot, *, skipped: frozenset[datetime.date]) -> Slot:
    """The clinic's own date, else a week before the first session, earlier where that day is closed."""
    clinic = programme.settings.clinic
    time = clinic.time or first[1]
    if clinic.date is not None:
        return clinic.date, time
    date = first[0] - WEEK
    for back in range(FURTHEST_WEEKS):
        day = date - DAY * back
        if day not in skipped and is_open(programme, day):
            return day, time
    return date, time
