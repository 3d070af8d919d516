"""A file as rows of cells, and a table of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A row of a table: its line (from 1) in the file and its cells, without surrounding space and formula guards."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at a place; nothing where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The places of its cells that are not blank."""
        return tuple(place for place, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True)
class Table:
    """Headings, one for each column, and the rows below them that are not blank. `line` is that of the headings."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int = 1
