"""Times that people typed, in our own words; what is unclear in them is told and the words in them that only the
organiser knows are gathered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from toolkit.model.availability import Availability
from toolkit.model.imports import Answers, Question
from toolkit.problems import Problem, named
from toolkit.reading.availability import read_availability, write_availability
from toolkit.reading.imports.busy import read_busy
from toolkit.reading.imports.questions import example_hours, hours_question, place_question
from toolkit.reading.imports.votes import without
from toolkit.reading.parts_of_day import part_of_day
from toolkit.reading.zone_names import ABBREVIATIONS
from toolkit.words.filters import plural

_GREENWICH = (
    "“GMT” is an hour off London's clock in summer. Write Europe/London or UTC, or say which is meant:"
    f" {named('zone-of')} GMT=Europe/London"
)


class Said(NamedTuple):
    """Cells `available`, `if_needed` and, where the text names it, `timezone`; sentences about what is unclear and
    about what was supposed; and the words without hours, which took nothing else with them."""

    cells: Mapping[str, str]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass
class _Lacking:
    """Who said a word that only the organiser knows: the line of the first, and how many."""

    line: int
    people: int = 0
    without_times: int = 0

    @property
    def who(self) -> str:
        """How many said it, in words."""
        return plural(self.people, "person", "people")


@dataclass
class Texts:
    """Reads texts with the organiser's hours; each text is read once."""

    answers: Answers
    _seen: dict[str, Availability] = field(default_factory=dict)
    _words: dict[str, _Lacking] = field(default_factory=dict)
    _zones: dict[str, _Lacking] = field(default_factory=dict)
    _supposed: dict[str, _Lacking] = field(default_factory=dict)

    def read(self, text: str) -> Availability:
        """The stretches that a text gives."""
        if text not in self._seen:
            hours = {word: pair for word, pair in self.answers.hours.items() if pair is not None}
            found = read_availability(text, words=hours, zones=self.answers.zones)
            asked = found.zone == "GMT" and "GMT" not in self.answers.zones
            self._seen[text] = replace(found, zone="", problems=(_GREENWICH,)) if asked else found
        return self._seen[text]

    def cells(self, available: str, if_needed: str = "") -> Said:
        """The cells of a person. A word without hours leaves what stands beside it; with anything else unclear there
        are none: half of what somebody said may mean the opposite of the whole."""
        first, second = self._turned(available) if self.answers.busy else self.read(available), self.read(if_needed)
        words = (*first.words, *second.words)
        problems = [] if first.lacks_only_hours and second.lacks_only_hours else [*first.problems, *second.problems]
        zones = sorted({found.zone for found in (first, second) if found.zone})
        if len(zones) > 1:
            problems.append(f"Two time zones are named: {', '.join(zones)}.")
        if problems:
            return Said({}, tuple(dict.fromkeys(problems)))
        if words and not (first.stretches or second.stretches):
            return Said({}, words=words)
        cells = {"available": _written(first), "if_needed": _written(second)}
        notes = (*first.notes, *second.notes)
        return Said(cells | {"timezone": zones[0]} if zones else cells, notes=notes, words=words)

    def _turned(self, text: str) -> Availability:
        """What is left of the window beside busy times; nobody is free who did not answer."""
        hours = {word: pair for word, pair in self.answers.hours.items() if pair is not None}
        busy = read_busy(text, words=hours, zones=self.answers.zones)
        if not text.strip() or busy.problems:
            return replace(busy, stretches=(), words=(), problems=tuple(busy.problems))
        return replace(busy, stretches=without(read_availability(self.answers.window).stretches, busy.stretches))

    def lacks_hours(self, words: Sequence[str], *, line: int, without_times: bool) -> None:
        """Remember that somebody used these words."""
        for word in dict.fromkeys(words):
            self._count(self._words, word, line=line, without_times=without_times)

    def suppose(self, notes: Sequence[str], *, line: int) -> None:
        """Remember that this was supposed of somebody's times."""
        for note in notes:
            self._count(self._supposed, note, line=line, without_times=False)

    def lacks_place(self, short: str, *, line: int) -> None:
        """Remember that somebody's zone is an abbreviation."""
        self._count(self._zones, short, line=line, without_times=True)

    def _count(self, lacking: dict[str, _Lacking], word: str, *, line: int, without_times: bool) -> None:
        found = lacking.setdefault(word, _Lacking(line))
        found.people += 1
        found.without_times += without_times

    def problems(self, tell: Callable[[str, int, str, str], Problem]) -> list[Problem]:
        """One problem for each word and each abbreviation, with how many people it is about and the option that answers
        it: P122 hours, P124 zones; and for what was supposed, P127."""
        hours = [
            tell(
                "P122",
                found.line,
                f"“{word}”, said by {found.who}: nobody said which hours these are." + _lacking(found.without_times),
                f"Say it, and import the file again: {named('hours')} {_shell(word)}={example_hours(word)}",
            )
            for word, found in self._words.items()
        ]
        places = [
            tell(
                "P124",
                found.line,
                f"“{short}”, said by {found.who}, does not name one place; their times are left out.",
                f"Say which is meant, and import the file again: {named('zone-of')} {short}={ABBREVIATIONS[short][0]}",
            )
            for short, found in self._zones.items()
        ]
        supposed = [
            tell("P127", found.line, f"{note.removesuffix('.')}, said by {found.who}.", "")
            for note, found in self._supposed.items()
        ]
        return [*hours, *places, *supposed]

    def questions(self) -> tuple[Question, ...]:
        """The hours of each word and the place of each abbreviation that nobody explained, the most frequent first."""
        words = sorted(self._words, key=lambda word: (-self._words[word].people, word))
        said = {word.casefold() for word in self.answers.hours}
        return (
            *(hours_question(word) for word in words if word not in said),
            *(place_question(short) for short in self._zones),
        )


def by_line(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of their lines; those of one line as they come."""
    return tuple(sorted(problems, key=lambda problem: problem.line))


def vague_words(text: str) -> set[str]:
    """Words such as `evening` in a text, in the singular."""
    return {part for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if (part := part_of_day(word))}


def _lacking(count: int) -> str:
    return f" {count} of them {'has' if count == 1 else 'have'} no times until then." if count else ""


def _shell(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _written(found: Availability) -> str:
    return write_availability(Availability(found.stretches))
