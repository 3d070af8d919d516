"""Where the headings of a table are: below a title, and over one row or two.

SurveyMonkey writes a question above and its choices below; others write days above and `from`, `until` or hours below,
in merged cells, of which only the first has its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.reading.imports.cells import Row, Table
from toolkit.reading.imports.from_until import edge
from toolkit.reading.imports.grid import label_kind
from toolkit.reading.imports.heading_words import heading_field, times_heading
from toolkit.reading.people_tables import FACILITATOR_COLUMNS, PARTICIPANT_COLUMNS

LOOKED_AT = 8
"""Rows that may stand above the people."""

MOST_IN_TITLE = 2
"""Cells of a row that is a title; one with more is a row of the table."""

MOST_LABELS = 200
"""Cells of a row that are looked at."""

_ANSWER = re.compile(
    r"(?:open-ended )?response|other \(please specify\)|offene antwort|beantwortung(?: mit freiem ende)?|antwort"
    r"|réponse(?: ouverte)?|respuesta(?: abierta)?|risposta(?: aperta)?|resposta(?: aberta)?|antwoord",
    re.IGNORECASE,
)
"""What SurveyMonkey writes below a question that has no choices."""

LOOKS_LIKE_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
"""One e-mail address, and nothing else."""

_OURS = frozenset((*PARTICIPANT_COLUMNS, *FACILITATOR_COLUMNS))


def find_table(rows: Sequence[Row]) -> Table | None:
    """The table of rows that are not blank; None where there is none."""
    if not rows:
        return None
    top = _top(rows)
    above = [row for row in rows[:top] if _is_upper(row)]
    headings = rows[top].cells
    for row in reversed(above):
        headings = _joined(row.cells, headings)
    below = top + 1
    if below < len(rows) and _continues(headings, rows[below]):
        headings = _joined(headings, rows[below].cells)
        below += 1
    return Table(headings, tuple(rows[below:]), rows[top].line)


def speaks_of_people(rows: Sequence[Row]) -> bool:
    """Whether a heading that we know or an e-mail address stands in one of the first rows, and a second cell beside
    it."""
    first = [row for row in rows if row.filled][:LOOKED_AT]
    return any(
        len(row.filled) > 1
        and (_known(row) or any(LOOKS_LIKE_ADDRESS.fullmatch(cell) for cell in row.cells[:MOST_LABELS]))
        for row in first
    )


def _top(rows: Sequence[Row]) -> int:
    """The place of the row of headings: the first that has two which are known; else the first of all."""
    if len(rows) < 2 or _known(rows[0]) > 1 or (_known(rows[0]) and len(rows[0].filled) > 1):
        return 0
    for place, row in enumerate(rows[1:LOOKED_AT], 1):
        if len(rows[place - 1].filled) > MOST_IN_TITLE and not _is_upper(rows[place - 1]):
            return 0
        if _known(row) > 1 and place < len(rows) - 1:
            return place
    return 0


def _known(row: Row) -> int:
    return sum(_is_known(cell) for cell in row.cells[:MOST_LABELS] if cell)


def _is_known(cell: str) -> bool:
    plain = "_".join(cell.casefold().split())
    return len(cell) < 200 and bool(plain in _OURS or heading_field(cell) or times_heading(cell))


def _is_label(cell: str) -> bool:
    """Whether a cell is a day, hours, both, or an edge of hours."""
    return len(cell) < 60 and (label_kind(cell) is not None or edge(cell) is not None)


def _is_upper(row: Row) -> bool:
    """Whether a row above the headings names days or hours of the columns below it; a title does not."""
    cells = [cell for cell in row.cells[:MOST_LABELS] if cell]
    return bool(cells) and all(_is_label(cell) for cell in cells)


def _continues(headings: Sequence[str], row: Row) -> bool:
    """Whether a row goes on with the headings: nobody stands in it, and each of its cells is a choice, a day, hours, or
    says that the answer is free."""
    places = row.filled
    if not places or any(
        heading_field(headings[place]) for place in places if place < len(headings) and not _answer(row, place)
    ):
        return False
    cells = [row.cell(place) for place in places][:MOST_LABELS]
    if all(_ANSWER.fullmatch(cell) or edge(cell) is not None for cell in cells):
        return True
    under_nothing = any(place >= len(headings) or not headings[place] for place in places)
    return under_nothing and all(_ANSWER.fullmatch(cell) or _is_label(cell) for cell in cells)


def _answer(row: Row, place: int) -> bool:
    return _ANSWER.fullmatch(row.cell(place)) is not None


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two rows of headings as one; an upper cell counts for the blank ones behind it that have something below."""
    joined: list[str] = []
    carried = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        carried = above or carried
        joined.append(_one(carried if below else above, below))
    return tuple(joined)


def _one(above: str, below: str) -> str:
    if not below or _ANSWER.fullmatch(below):
        return above
    if not above:
        return below
    kinds = label_kind(above), label_kind(below)
    if kinds == ("hours", "day"):
        return f"{below} {above}"
    return f"{above} {below}" if kinds[0] == "day" and (kinds[1] == "hours" or edge(below)) else f"{above} [{below}]"
