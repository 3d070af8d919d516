"""Which column of a table is which of ours: by what the organiser said, by our own names, by the heading's words, by
what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from toolkit.model.imports import Answers, Question
from toolkit.reading.imports.busy import read_busy
from toolkit.reading.imports.cells import Table
from toolkit.reading.imports.from_until import PairColumns, find_pairs, is_moment, looks_like_edge
from toolkit.reading.imports.grid import LONGEST_LABEL, GridColumn, are_days, grid_columns, label_kind, with_steps
from toolkit.reading.imports.heading_words import NEGATIVE, TIMES, TIMES_ALONE, heading_field, times_heading
from toolkit.reading.imports.headings import LOOKS_LIKE_ADDRESS
from toolkit.reading.imports.questions import busy_column_question, column_question
from toolkit.reading.imports.typed_times import Texts, vague_words
from toolkit.reading.imports.words import vote
from toolkit.reading.imports.zone_words import find_zone
from toolkit.reading.people_tables import FACILITATOR_COLUMNS, PARTICIPANT_COLUMNS

OTHER = "other"
CONSENT = "i_agree_(see_the_note)"
"""A heading of our own sign-up sheet."""

FIELDS = tuple(dict.fromkeys((*PARTICIPANT_COLUMNS, *FACILITATOR_COLUMNS, "first_name", "last_name")))
"""What a heading may stand for, beside OTHER: a column that is kept under its own heading."""

_CLOCK = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}|\d{1,2} ?[ap]m)(?:\s*[-–]\s*(?:\d{1,2}[:.h]\d{2}|\d{1,2} ?[ap]m))?", re.IGNORECASE
)
_ANONYMOUS = frozenset({"anonymous", "anonym", "anonyme", "anónimo", "anonimo", "anônimo", "anoniem"})
"""What Microsoft Forms writes for the address of somebody who did not sign in."""

_SEVERAL = ("available", "if_needed")
"""Columns of which all that there are count."""


@dataclass(frozen=True)
class TableColumns:
    """Places of our columns in a table (several for times that stand in several columns), those of the grid, and open
    questions.

    `own` says that the table is written in our own form, where a blank time zone means the programme's.
    """

    places: Mapping[str, tuple[int, ...]]
    grid: tuple[GridColumn, ...]
    own: bool
    questions: tuple[Question, ...] = ()
    pairs: tuple[PairColumns, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """All places that are not kept as other columns; of two for one e-mail address the second is kept, too."""
        ours = {place for field, places in self.places.items() for place in places[: None if field in _SEVERAL else 1]}
        pairs = {place for pair in self.pairs for place in (pair.first, pair.last, pair.day_place) if place is not None}
        return frozenset(ours | pairs | {column.place for column in self.grid})


def is_email(text: str) -> bool:
    """Whether this is one e-mail address."""
    return LOOKS_LIKE_ADDRESS.fullmatch(text) is not None


def plain_heading(heading: str) -> str:
    """A heading for comparing: case and spaces do not count."""
    return " ".join(heading.casefold().split())


def is_anonymous(text: str) -> bool:
    """Whether this says that nobody gave an address."""
    return text.casefold() in _ANONYMOUS


def find_columns(table: Table, answers: Answers, *, texts: Texts) -> TableColumns:
    """The columns of a table. A name that cannot be found is a question; so are times where a heading is left that
    could hold them, and each column that seems to hold times and is not understood."""
    said = {plain_heading(heading): field for heading, field in answers.columns.items()}
    own = _is_own(table)
    ids = own or all("_".join(heading.casefold().split()) in FIELDS for heading in table.headings)
    places: dict[str, list[int]] = {}
    settled: set[int] = set()
    for place, heading in enumerate(table.headings):
        exact = "_".join(heading.casefold().split())
        field = said.get(plain_heading(heading)) or (exact if exact in FIELDS and (ids or exact != "id") else None)
        if field is not None:
            settled.add(place)
            if field != OTHER:
                places.setdefault(field, []).append(place)
    below = partial(_cells, table)
    pairs = find_pairs(table.headings, settled=settled, cells=below)
    paired = {place for pair in pairs for place in (pair.first, pair.last, pair.day_place) if place is not None}
    grid, questions = grid_columns(
        table.headings, said, settled=frozenset(settled | paired), meaning=times_heading, cells=below
    )
    used = settled | paired | {column.place for column in grid}
    free = [place for place in range(len(table.headings)) if place not in used]
    _find_by_words(table, free, places=places)
    _find_times(table, free, places=places, texts=texts, beside_grid=bool(grid or pairs))
    grid = with_steps(grid, below)
    columns = TableColumns({field: tuple(found) for field, found in places.items()}, grid, own, pairs=pairs)
    strange = _strange(table, free, texts=texts)
    asked = [one for one in _open_questions(table, columns, free=free) if one.needed or not strange]
    return replace(columns, questions=(*questions, *asked, *strange))


def _find_by_words(table: Table, free: list[int], *, places: dict[str, list[int]]) -> None:
    """Columns by the words of their headings, then by their cells; one without a cell that can be used gives way to
    another."""
    for place in list(free):
        cells = _cells(table, place)
        field = heading_field(table.headings[place]) or _by_cells(cells, places)
        if field is None or (any(_usable(field, _cells(table, other)) for other in places.get(field, ()))):
            continue
        if field in places and not _usable(field, cells):
            continue
        places.setdefault(field, []).insert(0, place)
        free.remove(place)


def _usable(field: str, cells: Sequence[str]) -> bool:
    return any(is_email(cell) for cell in cells) if field == "email" else bool(cells)


def _is_own(table: Table) -> bool:
    """Whether the headings are those of our own files: of the sign-up sheet, or times beside nothing strange or beside
    other words of ours. A column `id` says nothing: other programs count their rows in one."""
    exact = {"_".join(heading.casefold().split()) for heading in table.headings}
    return CONSENT in exact or (
        "available" in exact and (exact <= set(FIELDS) or bool(exact & {"if_needed", "status"}))
    )


def _cells(table: Table, place: int) -> list[str]:
    return [cell for row in table.rows if (cell := row.cell(place))]


def _by_cells(cells: list[str], places: Mapping[str, Sequence[int]]) -> str | None:
    if not cells:
        return None
    if "email" not in places and all(is_email(cell) for cell in cells):
        return "email"
    return "timezone" if "timezone" not in places and all("/" in cell and find_zone(cell) for cell in cells) else None


def _asks_for_times(heading: str, field: str, *, busy: bool) -> bool:
    """Whether a heading asks for these times; with `busy` also one that asks when somebody cannot come."""
    return times_heading(heading) == field or bool(
        busy and field == "available" and NEGATIVE.search(heading) and TIMES.search(heading)
    )


def _find_times(
    table: Table, free: list[int], *, places: dict[str, list[int]], texts: Texts, beside_grid: bool
) -> None:
    """Columns of times as text: by heading, and by cells where no heading says it or where several could be meant."""
    for field in ("available", "if_needed"):
        if field in places:
            continue
        busy = texts.answers.busy
        asked = [place for place in free if _asks_for_times(table.headings[place], field, busy=busy)]
        if field == "available" and not asked and not beside_grid:
            asked = [
                place
                for place in free
                if not NEGATIVE.search(table.headings[place]) and _reads(_cells(table, place), texts, share=0.8)
            ]
        found = (
            asked
            if len(asked) == 1 and not beside_grid
            else [place for place in asked if _reads(_cells(table, place), texts, share=0.5)]
        )
        alike = {plain_heading(table.headings[place]) for place in found}
        for place in [place for place in free if place in found or plain_heading(table.headings[place]) in alike]:
            places.setdefault(field, []).append(place)
            free.remove(place)


def _reads(cells: list[str], texts: Texts, *, share: float) -> bool:
    """Whether at least this share of the cells is times (words such as `evening` count)."""
    good = [cell for cell in cells if (found := texts.read(cell)).stretches or (found.problems and vague_words(cell))]
    return bool(cells) and len(good) >= share * len(cells)


def _open_questions(table: Table, columns: TableColumns, *, free: list[int]) -> tuple[Question, ...]:
    headings = tuple(table.headings[place] for place in free if table.headings[place])
    found = []
    if not {"name", "first_name", "id"} & columns.places.keys():
        found.append(Question("map", "Which heading stands above the names", about="name", choices=headings))
    if "available" not in columns.places and not columns.grid and not columns.pairs and headings:
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


def _strange(table: Table, free: list[int], *, texts: Texts) -> tuple[Question, ...]:
    """A question for each column left over that seems to hold times: it is never kept in silence."""
    found: list[Question] = []
    for place in free:
        heading, cells = table.headings[place], _cells(table, place)
        if not heading or not cells:
            continue
        if NEGATIVE.search(heading):
            found += [busy_column_question(heading)] if _seems_busy(cells) else []
        elif _is_called_times(heading, cells) or _seems_times(heading, cells, texts=texts):
            found.append(column_question(heading))
    return tuple({plain_heading(question.about): question for question in found}.values())


def _seems_busy(cells: list[str]) -> bool:
    """Whether half of the cells say when somebody is not free."""
    return 2 * sum(bool(read_busy(cell, words={}, zones={}).stretches) for cell in cells) >= len(cells)


def _is_called_times(heading: str, cells: list[str]) -> bool:
    """Whether a column of words is called `Times` and no more; numbers and moments in it are something else's."""
    words = any(re.search(r"\b(?!(?i:[ap]m)\b)[^\W\d_]", cell) and not re.search(r"\d{4}", cell) for cell in cells)
    return words and TIMES_ALONE.fullmatch(heading.strip(" ?¿:*")) is not None


def _seems_times(heading: str, cells: list[str], *, texts: Texts) -> bool:
    kind = label_kind(heading) if len(heading) < LONGEST_LABEL else None
    clocks = sum(bool(_CLOCK.fullmatch(cell)) for cell in cells)
    if looks_like_edge(heading) or kind in ("day", "both", "start"):
        return clocks > 0 or any(vote(cell) == "yes" or is_moment(cell) or texts.read(cell).stretches for cell in cells)
    if kind == "hours" and any(
        are_days([cell]) or (vote(cell) == "yes" and re.search(r"\d", heading)) for cell in cells
    ):
        return True
    moments = sum(is_moment(cell) for cell in cells)
    ranges = sum(bool(_CLOCK.fullmatch(cell) and re.search("[-–]", cell)) for cell in cells)
    return _reads(cells, texts, share=0.5) or 2 * max(ranges, moments) >= len(cells)
