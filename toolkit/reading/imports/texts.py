"""Times that people typed, in our own words; what is unclear in them is told and the words in them that only the
organiser knows are gathered."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.model.availability import Availability
from toolkit.model.imports import Answers, Question
from toolkit.reading.availability import VAGUE, read_availability, write_availability
from toolkit.reading.imports.questions import hours_question

_SOME_HOURS = (datetime.time(18), datetime.time(21))


class Said(NamedTuple):
    """Cells `available`, `if_needed` and, where the text names it, `timezone`; sentences about what is unclear."""

    cells: Mapping[str, str]
    problems: tuple[str, ...]


@dataclass
class Texts:
    """Reads texts with the organiser's hours; each text is read once."""

    answers: Answers
    _seen: dict[str, Availability] = field(default_factory=dict)
    _words: Counter[str] = field(default_factory=Counter)

    def read(self, text: str) -> Availability:
        """The stretches that a text gives; words whose hours nobody said are counted."""
        if text not in self._seen:
            hours = {word: pair for word, pair in self.answers.hours.items() if pair is not None}
            self._seen[text] = read_availability(text, words=hours)
        found = self._seen[text]
        if found.problems and (words := vague_words(text) - {word.casefold() for word in self.answers.hours}):
            supposed = {
                **{word: pair for word, pair in self.answers.hours.items() if pair is not None},
                **dict.fromkeys(words, _SOME_HOURS),
            }
            if not read_availability(text, words=supposed).problems:
                self._words.update(words)
        return found

    def cells(self, available: str, if_needed: str = "") -> Said:
        """The cells of a person; with something unclear in them none: half of what somebody said may mean the opposite
        of the whole."""
        first, second = self.read(available), self.read(if_needed)
        problems = [*first.problems, *second.problems]
        zones = sorted({found.zone for found in (first, second) if found.zone})
        if len(zones) > 1:
            problems.append(f"Two time zones are named: {', '.join(zones)}.")
        if problems:
            return Said({}, tuple(dict.fromkeys(problems)))
        cells = {"available": _written(first), "if_needed": _written(second)}
        return Said(cells | {"timezone": zones[0]} if zones else cells, ())

    def questions(self) -> tuple[Question, ...]:
        """The hours of each word that stands in the texts and that nobody explained, the most frequent first."""
        return tuple(
            hours_question(word) for word, _ in sorted(self._words.items(), key=lambda pair: (-pair[1], pair[0]))
        )


def vague_words(text: str) -> set[str]:
    """Words such as `evening` in a text, in the singular."""
    words = {word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold())}
    return words & VAGUE


def _written(found: Availability) -> str:
    return write_availability(Availability(found.stretches))
