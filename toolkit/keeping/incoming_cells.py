"""The cells of somebody who is imported, as the file of people will hold them."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.keeping.people_file import heading_key
from toolkit.model.imports import Incoming
from toolkit.reading.tables import plain_cell


def as_it_will_be_read(person: Incoming, columns: Sequence[str]) -> Incoming:
    """Cells of one line each; a heading of the file that is the name of one of our columns is told apart from it."""
    keys = {heading_key(column) for column in columns}
    cells = {heading: _cell(text) for heading, text in person.cells.items() if heading in columns}
    others = {
        (f"{heading} (as imported)" if heading_key(heading) in keys else heading): _cell(text)
        for heading, text in person.others.items()
    }
    others |= {heading: _cell(text) for heading, text in person.cells.items() if heading not in columns and text}
    return Incoming(cells, {" ".join(heading.split()): text for heading, text in others.items()}, person.line)


def _cell(text: str) -> str:
    """A text as it will be read again."""
    plain = text
    while plain != (again := plain_cell(plain)):
        plain = again
    return plain
