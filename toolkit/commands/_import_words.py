"""An import of people in words: what a file leaves open, and who would come in."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.commands._problem_text import printable
from toolkit.jobs.importing import ImportProposal, clock_at_home, zone_at_home
from toolkit.jobs.times import times_of
from toolkit.model.imports import Incoming, Question
from toolkit.model.programme import Programme
from toolkit.problems import brief
from toolkit.words.week_words import shifted, week_words

if TYPE_CHECKING:
    from toolkit.model.imports import Match

_FLAGS = {
    "zone": "--zone ZONE",
    "week-of": "--week-of DATE",
    "window": "--window TIMES",
    "hours": "--hours WORD=HH:MM-HH:MM",
    "zone-of": "--zone-of NAME=ZONE",
}

SHOWN = 3
"""How many people are shown back in words."""


def unanswered_import(where: str, questions: Sequence[Question]) -> str:
    """Every open question of a file with the option that answers it."""
    lines = [f"{where} leaves open, and nobody is there to ask:"]
    for question in questions:
        if question.asks == "same-person":
            answer = f"  --same-person {shlex.quote(question.about)}  {question.text}?"
            lines.append(f"{answer} If they are not, give each an address of their own.")
            continue
        flag = _FLAGS.get(question.asks) or f"--map 'HEADING={question.about}'"
        fields = {"available", "if_needed", "other"}
        if question.asks in ("map", "column") and question.choices and set(question.choices) <= fields:
            flag = f"--map '{question.about}=available|if_needed|other'"
            lines.append(f"  {flag}  {question.text}?")
            continue
        listed = f" Headings: {'; '.join(question.choices[:12])}." if question.choices else ""
        lines.append(f"  {flag}  {question.text}?{listed}")
    return _plain_lines(lines)


def hours_flag(word: str, hours: str) -> str:
    """The option that says which hours a word means."""
    return shlex.join(["--hours", f"{word}={hours}"])


def import_preview(proposal: ImportProposal) -> str:
    """How many come, how many change, and the first three in words and local time."""
    matches, programme = proposal.merged.matches, proposal.importing.programme
    new = [match for match in matches if match.new]
    changed = [match for match in matches if not match.new and match.changed]
    same = len(matches) - len(new) - len(changed)
    lines = [
        f"{found.source}: {len(found.people)} {'person' if len(found.people) == 1 else 'people'}"
        for found in proposal.founds
    ]
    kind = proposal.importing.kind
    lines.append(f"people/{kind}.csv: {len(new)} new, {len(changed)} changed, {same} as they are.")
    lines += [f"  {_person_words(match, programme)}" for match in matches[:SHOWN]]
    lines += [f"  … and {len(matches) - SHOWN} more"] if len(matches) > SHOWN else []
    lines += [
        f"  changed: {match.id} {brief(match.person.called)} ({_listed(match)}known by {match.by}):"
        f" {', '.join(match.changed)}"
        for match in changed
    ]
    lines += [
        f"  new, though {' and '.join(match.namesakes)} {'has' if len(match.namesakes) == 1 else 'have'} the same name:"
        f" {match.id} {brief(match.person.called)}. If that is one person, write their address in the list first."
        for match in new
        if match.namesakes
    ]
    return _plain_lines(lines)


def _listed(match: Match) -> str:
    return f"{match.listed} in the list, " if match.listed else ""


def _plain_lines(lines: Sequence[str]) -> str:
    """Lines that cannot steer a terminal."""
    return "\n".join(printable(line) for line in lines)


def _person_words(match: Match, programme: Programme) -> str:
    """ "p01 Ann Lee (ann@example.org), Europe/London: Mondays 18:00 to 21:00; if needed Tuesdays 19:00 to 21:00"."""
    person = match.person
    email = f" ({brief(person.cells['email'])})" if person.cells.get("email") else ""
    zone = person.cells.get("timezone", "")
    return f"{match.id} {brief(person.called)}{email}{f', {zone}' if zone else ''}: {_times_words(person, programme)}"


def _times_words(person: Incoming, programme: Programme) -> str:
    if "available" not in person.cells:
        return "no times"
    free, perhaps = times_of(person.cells)
    words = week_words(free) + (f"; if needed {week_words(perhaps)}" if perhaps else "")
    here, there = zone_at_home(programme), person.cells.get("timezone", "")
    if not there or there == here or not free:
        return words
    day, ahead = clock_at_home(programme, there)
    return f"{words} (in {here}, on {day.isoformat()}: {week_words(shifted(free, ahead))})"
