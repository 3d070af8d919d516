"""Which column of a table is which of ours: by what the organiser said, by our own names, by the heading's words, by
what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.imports import Answers, Question
from toolkit.reading.imports.grid import GridColumn, grid_columns
from toolkit.reading.imports.texts import Texts, vague_words
from toolkit.reading.imports.upload import Table
from toolkit.reading.people import FACILITATOR_COLUMNS, PARTICIPANT_COLUMNS
from toolkit.reading.zones import is_zone

OTHER = "other"
CONSENT = "i_agree_(see_the_note)"
"""A heading of our own sign-up sheet."""

FIELDS = tuple(dict.fromkeys((*PARTICIPANT_COLUMNS, *FACILITATOR_COLUMNS, "first_name", "last_name")))
"""What a heading may stand for, beside OTHER: a column that is kept under its own heading."""

_NEGATIVE = re.compile(r"\b(?:not|n't|un\w+|never|cannot|can't|busy|away|except)\b", re.IGNORECASE)
_PERHAPS = re.compile(
    r"\bif[ -]need|if necessary|if (?:i|you) (?:must|have to)|at a push|second choice|(?:less|not)"
    r" (?:ideal|good|convenient)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"availab|\bwhen (?:are|could|can|would)"
    r" you\b|\b(?:times?|hours|days|slots|evenings?)\b.*\b(?:suit|work|can|could|make|free|come)",
    re.IGNORECASE,
)
_HEADINGS = (
    ("email", re.compile(r"\be-?mail", re.IGNORECASE)),
    ("timezone", re.compile(r"\btime ?zone\b", re.IGNORECASE)),
    ("first_name", re.compile(r"(?:first|given)[ _-]?name", re.IGNORECASE)),
    ("last_name", re.compile(r"(?:last|family)[ _-]?name|surname", re.IGNORECASE)),
    ("name", re.compile(r"(?:what is |what's )?(?:(?:your|full|preferred|first and last) )*name\??", re.IGNORECASE)),
    ("tracks", re.compile(r"(?:which )?(?:tracks?|streams?)\b.*", re.IGNORECASE)),
)  # fmt: skip
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_WHOLE = {"name", "first_name", "last_name", "tracks"}


@dataclass(frozen=True)
class Columns:
    """Places of our columns in a table (several for times that stand in several columns), those of the grid, and open
    questions.

    `own` says that the table is written in our own form, where a blank time zone means the programme's.
    """

    places: Mapping[str, tuple[int, ...]]
    grid: tuple[GridColumn, ...]
    own: bool
    questions: tuple[Question, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """All places that are not kept as other columns."""
        return frozenset(place for places in self.places.values() for place in places) | {
            column.place for column in self.grid
        }


def is_email(text: str) -> bool:
    """Whether this is one e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def plain_heading(heading: str) -> str:
    """A heading for comparing: case and spaces do not count."""
    return " ".join(heading.casefold().split())


def find_columns(table: Table, answers: Answers, *, texts: Texts) -> Columns:
    """The columns of a table. A name that cannot be found is a question; so are times where a heading is left that
    could hold them."""
    said = {plain_heading(heading): field for heading, field in answers.columns.items()}
    places: dict[str, list[int]] = {}
    settled: set[int] = set()
    for place, heading in enumerate(table.headings):
        exact = "_".join(heading.casefold().split())
        field = said.get(plain_heading(heading)) or (exact if exact in FIELDS else None)
        if field is not None:
            settled.add(place)
            if field != OTHER:
                places.setdefault(field, []).append(place)
    grid, questions = grid_columns(table.headings, said, settled=frozenset(settled), meaning=times_heading)
    free = [
        place
        for place in range(len(table.headings))
        if place not in settled and place not in {column.place for column in grid}
    ]
    for place in list(free):
        field = _by_heading(table.headings[place], places) or _by_cells(_cells(table, place), places)
        if field:
            places.setdefault(field, []).append(place)
            free.remove(place)
    _find_times(table, free, places=places, texts=texts, beside_grid=bool(grid))
    questions = (*questions, *_open_questions(table, places, free=free, grid=grid))
    return Columns({field: tuple(found) for field, found in places.items()}, grid, _is_own(table), questions)


def times_heading(heading: str) -> str | None:
    """`available` or `if_needed`, where a heading asks for times at which somebody is free."""
    if _NEGATIVE.search(heading) and not _PERHAPS.search(heading):
        return None
    if _PERHAPS.search(heading):
        return "if_needed"
    return "available" if _TIMES.search(heading) else None


def _is_own(table: Table) -> bool:
    """Whether the headings are those of our own files: of the sign-up sheet, or times beside nothing strange or beside
    other words of ours."""
    exact = {"_".join(heading.casefold().split()) for heading in table.headings}
    return CONSENT in exact or (
        "available" in exact and (exact <= set(FIELDS) or bool(exact & {"id", "if_needed", "status"}))
    )


def _cells(table: Table, place: int) -> list[str]:
    return [cell for row in table.rows if (cell := row.cell(place))]


def _by_heading(heading: str, places: Mapping[str, Sequence[int]]) -> str | None:
    for field, pattern in _HEADINGS:
        matches = pattern.fullmatch(heading.strip()) if field in _WHOLE else pattern.search(heading)
        if matches and field not in places:
            return field
    return None


def _by_cells(cells: list[str], places: Mapping[str, Sequence[int]]) -> str | None:
    if not cells:
        return None
    if "email" not in places and all(is_email(cell) for cell in cells):
        return "email"
    return "timezone" if "timezone" not in places and all(is_zone(cell) and "/" in cell for cell in cells) else None


def _find_times(
    table: Table, free: list[int], *, places: dict[str, list[int]], texts: Texts, beside_grid: bool
) -> None:
    """Columns of times as text: by heading, and by cells where no heading says it or where several could be meant."""
    for field in ("available", "if_needed"):
        if field in places:
            continue
        asked = [place for place in free if times_heading(table.headings[place]) == field]
        if field == "available" and not asked and not beside_grid:
            asked = [
                place
                for place in free
                if not _NEGATIVE.search(table.headings[place]) and _reads(_cells(table, place), texts, share=0.8)
            ]
        found = (
            asked
            if len(asked) == 1 and not beside_grid
            else [place for place in asked if _reads(_cells(table, place), texts, share=0.5)]
        )
        for place in found:
            places.setdefault(field, []).append(place)
            free.remove(place)


def _reads(cells: list[str], texts: Texts, *, share: float) -> bool:
    """Whether at least this share of the cells is times (words such as `evening` count)."""
    good = [cell for cell in cells if (found := texts.read(cell)).stretches or (found.problems and vague_words(cell))]
    return bool(cells) and len(good) >= share * len(cells)


def _open_questions(
    table: Table, places: Mapping[str, Sequence[int]], *, free: list[int], grid: tuple[GridColumn, ...]
) -> tuple[Question, ...]:
    headings = tuple(table.headings[place] for place in free if table.headings[place])
    found = []
    if not {"name", "first_name", "id"} & places.keys():
        found.append(Question("map", "Which heading stands above the names", about="name", choices=headings))
    if "available" not in places and not grid and headings:
        found.append(
            Question(
                "map",
                "Which heading stands above the times at which people are free",
                about="available",
                choices=headings,
                needed=False,
            )
        )
    return tuple(found)
