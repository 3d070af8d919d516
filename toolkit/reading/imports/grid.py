"""Grids to tick, as forms write them: a column for each row of the grid, `When are you free? [Monday]`, with the ticked
columns in its cells.

Either way round: days above and hours in the cells, or hours above and days in the cells; joined by `, ` or `;`.
Columns that are a day and hours at once (`Tue 18:30-20:30`, or the start alone as in our own sign-up sheet) hold yes,
if needed or no. Hours that are a beginning alone, `18:00`, last as `bare_hours` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from toolkit.model.imports import Question
from toolkit.reading.availability import read_availability
from toolkit.reading.day_words import has_english_day, is_doubtful_day
from toolkit.reading.imports.bare_hours import LONGEST, beginning, step_between, with_end
from toolkit.reading.imports.typed_times import Texts, vague_words
from toolkit.reading.imports.vote_words import VoteWords
from toolkit.reading.imports.words import vote, weekday
from toolkit.reading.parts_of_day import join_word_and_hours, part_of_day

LONGEST_LABEL = 60
"""Letters of a text that may be a day or hours."""

CellMeaning = Literal["day", "hours", "both", "start"]

_BRACKETS = re.compile(r"(?P<question>.*?)\s*\[(?P<label>[^\[\]]+)\]\s*")
_START = re.compile(r"(?P<day>[^\W\d_]+)\.? (?P<time>\d{1,2}[:.]\d{2})")
_NOTHING = re.compile(r"(?:none|n/?a|not (?:available|free|possible)|unavailable|no|nein|never|-+)", re.IGNORECASE)
_PERHAPS = re.compile(r"[(\s,-]*\b(?:if need(?:ed| be)?|if necessary|maybe)\b\)?", re.IGNORECASE)


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid: its place, whether it is about free or if-needed times, what its label names, and the minutes
    of hours that are a beginning alone."""

    place: int
    field: str
    label: str
    kind: CellMeaning
    step: int = LONGEST


@dataclass(frozen=True)
class Ticks:
    """What the cells of a row say, as texts of times: free, if needed; `strange` cells that say neither, which took
    nothing else with them; and words whose hours nobody said."""

    available: tuple[str, ...]
    if_needed: tuple[str, ...]
    strange: tuple[str, ...]
    words: tuple[str, ...] = ()


def grid_columns(
    headings: Sequence[str],
    said: Mapping[str, str],
    *,
    settled: frozenset[int],
    meaning: Callable[[str], str | None],
    cells: Callable[[int], Sequence[str]],
) -> tuple[tuple[GridColumn, ...], tuple[Question, ...]]:
    """The columns of all grids, and a question for each grid of several whose own words do not say what it asks. Hours
    without a question are of a grid where days stand below them; `cells` gives what stands below a heading."""
    groups: dict[str, list[tuple[int, str, CellMeaning]]] = {}
    for place, heading in enumerate(headings):
        question, label = _parts(heading)
        kind = label_kind(label)
        if place in settled or kind is None:
            continue
        if question is not None or kind != "hours" or are_days(cells(place)):
            groups.setdefault(question or "", []).append((place, label, kind))
    if has_english_day([label for _, label, _ in groups.get("", ())]):
        groups[""] = [column for column in groups[""] if not is_doubtful_day(column[1])]
    groups = {
        question: columns
        for question, columns in groups.items()
        if len(columns) > 1 or question or columns[0][2] != "day"
    }
    found: list[GridColumn] = []
    questions: list[Question] = []
    for question, columns in groups.items():
        field = (
            said.get(" ".join(question.casefold().split()))
            or meaning(question)
            or ("available" if len(groups) == 1 or not question else None)
        )
        if field is None:
            text = (
                f"Does “{question}” ask for times at which people are free (available), free if needed (if_needed), or"
                " something else (other)"
            )
            questions.append(Question("map", text, about=question, choices=("available", "if_needed", "other")))
        elif field != "other":
            found += [GridColumn(place, field, label, kind) for place, label, kind in columns]
    return tuple(found), tuple(questions)


def are_days(cells: Sequence[str]) -> bool:
    """Whether there are cells, and each names days alone."""
    return bool(cells) and all(len(cell) < LONGEST_LABEL and label_kind(cell) == "day" for cell in cells)


@lru_cache(maxsize=4096)
def label_kind(label: str) -> CellMeaning | None:
    """Whether a label names a day, hours, a day with hours or a day with the start alone; None for anything else."""
    start = _START.fullmatch(label.strip())
    if start and weekday(start["day"]) is not None:
        return "start"
    whole = read_availability(label)
    if whole.stretches and not whole.problems:
        return "both"
    if read_availability(f"{label} 00:00-01:00").stretches and not re.search(r"\d", label):
        return "both" if vague_words(label) else "day"
    if (
        beginning(label) is not None
        or read_availability(f"Mon {label}").stretches
        or (vague_words(label) and len(label.split()) <= 3)
    ):
        return "hours"
    return None


def with_steps(columns: Sequence[GridColumn], cells: Callable[[int], Sequence[str]]) -> tuple[GridColumn, ...]:
    """The columns of all grids with the minutes of their hours; `cells` gives what stands below a column."""
    labels = [column.label for column in columns]
    said = (piece.strip() for column in columns for cell in cells(column.place) for piece in re.split("[,;]", cell))
    step = step_between([*labels, *said])
    return tuple(replace(column, step=step) for column in columns)


def ticks(
    columns: Sequence[GridColumn], cell: Callable[[int], str], *, texts: Texts, votes: VoteWords, line: int
) -> Ticks:
    """What somebody ticked, in this line."""
    found: dict[str, list[str]] = {"available": [], "if_needed": []}
    strange: list[str] = []
    words: list[str] = []
    for column in columns:
        for token in _tokens(column, cell(column.place), texts=texts):
            field, text = _tick(column, token, votes=votes, line=line)
            if text is None:
                strange.append(token)
                continue
            hours = _hours_of(token, texts)
            if column.kind == "day" and hours is not None:
                text = f"{column.label} {hours}" if hours else ""
            elif column.kind == "day" and _is_word(token, text, texts=texts):
                words.append(token.casefold())
                text = ""
            if text:
                found[field].append(text)
    return Ticks(tuple(found["available"]), tuple(found["if_needed"]), tuple(strange), tuple(words))


def _tokens(column: GridColumn, text: str, *, texts: Texts) -> list[str]:
    """The choices in a cell; one that repeats the heading is one, whatever stands in it."""
    if " ".join(text.casefold().split()) == " ".join(column.label.casefold().split()):
        return ["yes"] if text else []
    hours = {word: pair for word, pair in texts.answers.hours.items() if pair is not None}
    pieces = [piece for part in text.split(";") for piece in join_word_and_hours(re.split(r"\s*,\s*", part), hours)]
    return [piece.strip() for piece in pieces if piece.strip() and not _NOTHING.fullmatch(piece.strip())]


def _hours_of(token: str, texts: Texts) -> str | None:
    """The hours that the organiser gave to a whole choice; nothing where it is to be left unread, None where nothing
    was said."""
    words = [word for word in (token.casefold(), token.casefold().removesuffix("s")) if word in texts.answers.hours]
    if not words or part_of_day(token):
        return None
    pair = texts.answers.hours[words[0]]
    return f"{pair[0]:%H:%M}-{pair[1]:%H:%M}" if pair else ""


def _is_word(token: str, text: str, *, texts: Texts) -> bool:
    """Whether a choice is words without hours that nobody explained."""
    read = texts.read(text) if text else None
    return read is not None and not read.lacks_only_hours and not re.search(r"\d", token)


def _tick(column: GridColumn, token: str, *, votes: VoteWords, line: int) -> tuple[str, str | None]:
    """The field and the text of one tick; no text: it says no; None: it cannot be told."""
    if column.kind in ("both", "start"):
        said = votes.meaning(token, line=line)
        if said in (None, "no"):
            return column.field, None if said is None else ""
        return "if_needed" if said == "if needed" else column.field, (
            _from_start(column.label, votes.answers.minutes) if column.kind == "start" else column.label
        )
    plain = _PERHAPS.sub("", token).strip()
    field = "if_needed" if plain != token else column.field
    if vote(plain) == "yes":
        return field, column.label
    label, plain = with_end(column.label, column.step), with_end(plain, column.step)
    return field, f"{label} {plain}" if column.kind == "day" else f"{plain} {label}"


def _from_start(label: str, minutes: int) -> str:
    """`Tue 18:30` with the end of a meeting of so many minutes."""
    match = _START.fullmatch(label.strip())
    assert match is not None
    hour, minute = map(int, re.split("[:.]", match["time"]))
    start = hour * 60 + minute
    end = (start + minutes) % 1440
    return f"{match['day']} {start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def _parts(heading: str) -> tuple[str | None, str]:
    """The question before the brackets and the label in them; no question where there are no brackets."""
    match = _BRACKETS.fullmatch(heading)
    return (match["question"], match["label"].strip()) if match else (None, heading.strip())
