"""Cohorts in words: what was formed, who has no place, and the menu of `--replan`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from toolkit.jobs.choosing import Menu, instead, moves
from toolkit.jobs.cohorts import CohortWork
from toolkit.jobs.forming import Formation
from toolkit.model.availability import minute_words

if TYPE_CHECKING:
    from toolkit.grouping.problem import FormedCohort


def formation_lines(found: Formation, *, command: str) -> Iterator[str]:
    """The cohorts one by one, then those without a place and what would give them one, then the other good plans, which
    the `command` takes."""
    from toolkit.commands._good_plan_words import good_plan_lines
    from toolkit.words.filters import plural

    work, plan, advice, reasons = found.work, found.plan, found.advice, found.reasons
    people = len(plan.unplaced) + plan.placed
    if not people:
        yield "Nobody in people/participants.csv is to be placed; `programme people import FILE` brings people in."
        return
    proof = "proven the most" if plan.status == "optimal" else f"no plan can place more than {plan.bound}"
    yield (
        f"Placed {plan.placed} of {plural(people, 'person', many='people')} in {len(plan.cohorts)}"
        f" {'cohort' if len(plan.cohorts) == 1 else 'cohorts'} ({proof})."
        f" Times are those of {found.request.problem.zone}."
    )
    for cohort in plan.cohorts:
        yield ""
        yield from _cohort_lines(work, cohort, mentor=found.mentors.get(cohort.key))
    yield from _hard_hours_lines(found)
    if plan.unplaced:
        yield ""
        yield f"Without a place: {len(plan.unplaced)}"
    for id in plan.unplaced:
        suggestions = advice.suggestions.get(id, ())
        yield f"  {_name(work, id)}: {_named(work, reasons[id])}"
        yield from (f"    {_named(work, one.text)}" for one in suggestions)
        if (note := advice.notes.get(id)) and not reasons[id].startswith(("gave no times", "no meeting", "left out")):
            yield f"    {note}"
    if advice.ask:
        yield ""
        yield "Ask these people:"
        yield from (f"  {_name(work, one.id)}{one.text.removeprefix(one.id)}" for one in advice.ask)
    yield from good_plan_lines(found, name=partial(_name, work), command=command)


def _hard_hours_lines(found: Formation) -> Iterator[str]:
    """Who meets at hard hours, cohort by cohort."""
    hard = found.hard_hours
    if not hard:
        return
    yield ""
    yield f"At hard hours, before 8:00 or after 22:00 on their own clock: {sum(len(ids) for _, ids in hard)}"
    for cohort, ids in hard:
        names = (_facilitator_name(found.work, id) if id in cohort.leaders else _name(found.work, id) for id in ids)
        yield f"  {cohort.key}{' (in turn)' if cohort.turns else ''}: {', '.join(names)}"


def _named(work: CohortWork, text: str) -> str:
    """A sentence with names where it has ids of participants. An id without a figure could be a word of the sentence
    and stays."""
    names = {id: one.name for id, one in work.plan.programme.people.participants.items() if one.name}
    return re.sub(r"(?<![\w-])[\w-]*\d[\w-]*(?![\w:-]\d)", lambda match: names.get(match[0], match[0]), text)


def _cohort_lines(work: CohortWork, cohort: FormedCohort, *, mentor: str | None) -> Iterator[str]:
    """A cohort in two lines: when, with whom, where; then its members."""
    from toolkit.words.filters import listing, plural

    stream = " ".join(word for word in (cohort.stream.track, cohort.stream.level) if word)
    leader = ", ".join(_facilitator_name(work, id) for id in cohort.leaders) or "no facilitator yet"
    helper = f"mentor {_facilitator_name(work, mentor)}" if mentor else ""
    room = work.plan.programme.people.rooms.get(cohort.room or "")
    where = "online" if cohort.stream.online else room.name if room else "no room yet"
    starts = listing([minute_words(start) for start in cohort.starts]) + (" in turn" if cohort.turns else "")
    parts = [stream, starts, leader, helper, where, plural(len(cohort.members), "person", many="people")]
    yield f"{cohort.key}: {' · '.join(part for part in parts if part)}"
    yield f"   {', '.join(_name(work, id) for id in cohort.members)}"


def _facilitator_name(work: CohortWork, id: str) -> str:
    known = work.plan.programme.people.facilitators
    return (known[id].name_and_role if id in known else "") or id


def _name(work: CohortWork, id: str) -> str:
    person = work.plan.programme.people.participants.get(id)
    return person.name if person and person.name else id


def menu_lines(found: Menu) -> Iterator[str]:
    """The plans by number, each with what it changes."""
    work = found.work
    for number, choice in enumerate(found.alternatives, 1):
        plan = choice.plan
        changed = sum(1 for one in choice.moved if one[2])
        words = "1 changes time" if changed == 1 else f"{changed} change times"
        yield f"{number}. {choice.title}: {plan.placed} placed, {len(plan.unplaced)} without a place, {words}."
        yield from (
            f"     {_name(work, id)}: {before or 'no place'} → {after or 'no place'}"
            for id, before, after in moves(choice)
        )
        yield from (
            f"     {line}" for line in (*choice.ended, *instead(choice, work.plan.programme.people), *choice.small)
        )
        if plan.unplaced:
            yield f"     Without a place: {', '.join(_name(work, id) for id in plan.unplaced)}"
