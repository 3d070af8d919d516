"""Somebody else runs or mentors a meeting, or nobody does."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from toolkit.model.changes import ChangeEntry, Days
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import candidate
from toolkit.planning.names import find_facilitator
from toolkit.planning.wishes.entries import Wish, alike, entry, key_of, period
from toolkit.planning.wishes.naming import meeting_name
from toolkit.problems import WrongUsage


def swap(plan: Plan, *, person: str, cover: str | None, session: str | None, days: Days | None) -> Wish:
    """Somebody else runs (or mentors) this person's meetings; without a `cover` the meeting is peer-led, or goes
    without its mentor."""
    people = plan.programme.people.facilitators
    person = find_facilitator(plan.programme, person)
    cover = find_facilitator(plan.programme, cover) if cover else None
    if cover == person:
        raise WrongUsage("Nobody can cover for themselves.")
    meetings = [meeting for meeting in theirs(plan, person, days=days) if session in (None, meeting.session.key)]
    if not meetings:
        return Wish((), (f"{people[person].name or person} has no such meeting that is still to be held.",))
    helper = people[cover] if cover else None
    found = [(meeting, candidate(plan, meeting, person=helper)) for meeting in meetings] if helper else []
    why = [
        f"{meeting_name(meeting)}: {one.person.name or cover} {one.against}." for meeting, one in found if one.against
    ]
    changed = [(meeting, _without(meeting, person, cover=cover)) for meeting in meetings]
    if session is None and days and alike(plan, meetings, values=[values for _, values in changed], days=days):
        keys = dict.fromkeys(meeting.cohort.key for meeting in meetings)
        by_cohort = {meeting.cohort.key: values for meeting, values in changed}
        return Wish(tuple(entry({"cohort": key, **period(days), **by_cohort[key]}) for key in keys), tuple(why))
    return Wish(tuple(entry({**key_of(meeting), **values}) for meeting, values in changed), tuple(why))


def theirs(plan: Plan, person: str, *, days: Days | None) -> list[Meeting]:
    """Meetings still to be held that a person runs or mentors; of these days alone where they are given."""
    found = [meeting for meeting in plan.of_facilitator(person) if meeting.open]
    return [meeting for meeting in found if days is None or meeting.date in days]


def _without(meeting: Meeting, person: str, *, cover: str | None) -> dict[str, object]:
    """The values of an entry that puts `cover`, or nobody, in a person's place."""
    values: dict[str, object] = {}
    ids = [helper.id for helper in meeting.facilitators]
    if person in ids:
        values["facilitators"] = tuple(dict.fromkeys(new for id in ids if (new := cover if id == person else id)))
    if meeting.mentor is not None and meeting.mentor.id == person:
        values |= {"mentor": cover} if cover else {"mentor": None, "mode": meeting.evening.way.without_mentor}
    return values


def mentor_lost(plan: Plan, *, mentor: str, first: datetime.date) -> Wish:
    """From that day on the mentor's cohorts go without: each falls to the same place without a mentor, and its run
    sheets follow."""
    mentor = find_facilitator(plan.programme, mentor, kind="mentor")
    meetings = [
        meeting
        for meeting in theirs(plan, mentor, days=Days(first, None))
        if meeting.mentor and meeting.mentor.id == mentor
    ]
    entries: list[ChangeEntry] = []
    for key in dict.fromkeys(meeting.cohort.key for meeting in meetings):
        entries += _without_mentor(plan, [meeting for meeting in meetings if meeting.cohort.key == key], first=first)
    if not entries:
        return Wish(
            (), (f"{plan.programme.people.facilitators[mentor].name or mentor} mentors no meeting from then on.",)
        )
    return Wish(tuple(entries))


def _without_mentor(plan: Plan, meetings: Sequence[Meeting], *, first: datetime.date) -> list[ChangeEntry]:
    """The entries that take the mentor from these meetings of a cohort: one from that day on, unless some evening then
    is elsewhere than the others, as one that went online for once."""
    cohort = meetings[0].cohort.key
    to_come = [meeting for meeting in plan.of_cohort(cohort) if meeting.open and meeting.date >= first]
    if len({meeting.evening.way.without_mentor for meeting in to_come}) == 1:
        values = {"mentor": None, "mode": meetings[0].evening.way.without_mentor}
        return [entry({"cohort": cohort, "from": first, **values})]
    return [
        entry({**key_of(meeting), "mentor": None, "mode": meeting.evening.way.without_mentor}) for meeting in meetings
    ]
