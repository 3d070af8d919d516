"""Imported people into a file of `people/`: matched by id or e-mail, added behind the others, nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model.imports import Incoming
from toolkit.outputs.people_file import PeopleFile, PeopleRow, heading_key
from toolkit.reading.people import plain_cell

_TIMES = ("available", "if_needed")


@dataclass(frozen=True)
class Match:
    """Somebody of the import: their id, by what they were known (`id`, `e-mail` or `name`; nothing: they are new), and the headings of
    the cells that change."""

    id: str
    person: Incoming
    by: str = ""
    changed: tuple[str, ...] = ()

    @property
    def new(self) -> bool:
        """Whether nobody in the file was this person."""
        return not self.by


@dataclass(frozen=True)
class Merged:
    """The file as it would be, who was matched, and who could not be (with the reason)."""

    file: PeopleFile
    matches: tuple[Match, ...]
    refused: tuple[tuple[Incoming, str], ...]


@dataclass
class _Known:
    """The rows of the file by id, by e-mail and by name."""

    file: PeopleFile
    rows: Mapping[str, PeopleRow] = field(init=False)
    by_email: dict[str, list[str]] = field(init=False, default_factory=dict)
    by_name: dict[str, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = self.file.ids()
        for id, row in self.rows.items():
            self.by_email.setdefault(self.file.cell(row, "email").casefold(), []).append(id)
            self.by_name.setdefault(name_key(self.file.cell(row, "name")), []).append(id)

    def match(self, cells: Mapping[str, str]) -> tuple[str, str] | None:
        """The id of the row that is this person, and by what; None for somebody new. ValueError in words where it cannot be told."""
        id, email, name = cells.get("id", ""), cells.get("email", "").casefold(), cells.get("name", "")
        if not (id or email or name):
            raise ValueError("there is neither a name, nor an e-mail address, nor an id")
        if id in self.rows:
            other = self.file.cell(self.rows[id], "email")
            if other and email and other.casefold() != email:
                raise ValueError(f"the id {id} belongs to {self.file.cell(self.rows[id], 'name') or id} with another e-mail address")
            return id, "id"
        by = "e-mail"
        found = self.by_email.get(email, []) if email else []
        if not found and name and not id:
            by = "name"
            found = [id for id in self.by_name.get(name_key(name), []) if not email or not self.file.cell(self.rows[id], "email")]
        if len(found) > 1:
            raise ValueError(f"{len(found)} people have the same {by}, and the file does not say which is meant")
        return (found[0], by) if found else None


def name_key(name: str) -> str:
    """A name for comparing: case and spaces do not count."""
    return " ".join(name.casefold().split())


def merge_people(file: PeopleFile, people: Iterable[Incoming], *, columns: Sequence[str], prefix: str, taken: Collection[str] = ()) -> Merged:
    """The file with these people.

    Whoever is there already (by id, by e-mail, or by name where one side has neither) gets the cells that the import fills; the name stays
    as it stands. Times are replaced as a whole. Others come behind, with the next id `prefix`NN that is not `taken`. `columns` are ours: those
    that are filled are added where they are missing, and so is every other heading of the import.
    """
    wanted = [_clean(person, columns) for person in people]
    known = _Known(file)
    refused: list[tuple[Incoming, str]] = []
    claimed: dict[str, tuple[Incoming, str]] = {}
    fresh: list[Incoming] = []
    for person in wanted:
        try:
            match = known.match(person.cells)
        except ValueError as error:
            refused.append((person, str(error)))
            continue
        if match is None:
            fresh.append(person)
        elif match[0] in claimed:
            refused.append((person, f"this is {match[0]}, whom {_where(claimed[match[0]][0])} gives already"))
        else:
            claimed[match[0]] = person, match[1]
    used = [*(person for person, _ in claimed.values()), *fresh]
    headings = [heading for heading in columns if (heading == "id" and fresh) or any(person.cells.get(heading) for person in used)]
    wide = file.with_columns([*headings, *(heading for person in used for heading in person.others)] if used else [])
    return _merged(wide, claimed, fresh, refused, ids=_next_ids(prefix, {*known.rows, *taken, *(person.cells.get("id", "") for person in fresh)}))


def _merged(file: PeopleFile, claimed: Mapping[str, tuple[Incoming, str]], fresh: list[Incoming], refused: list[tuple[Incoming, str]], *, ids: Iterable[str]) -> Merged:
    rows = {row.line: id for id, row in file.ids().items() if row.line}
    matches: list[Match] = []

    def edit(row: PeopleRow) -> PeopleRow:
        id = rows.get(row.line, "")
        if id not in claimed:
            return row
        person, by = claimed[id]
        cells = _news(file, row, person)
        changed = file.changed(row, cells)
        differing = tuple(heading for heading in cells if file.cell(changed, heading) != file.cell(row, heading))
        matches.append(Match(id, person, by, differing))
        return changed if differing else row

    edited = file.edited(edit)
    numbers = iter(ids)
    new: list[PeopleRow] = []
    for person in fresh:
        id = person.cells.get("id") or next(numbers)
        new.append(edited.changed(PeopleRow((), None), {**person.others, **person.cells, "id": id}))
        matches.append(Match(id, person))
    whole = PeopleFile(edited.headings, (*edited.rows, *new), edited.separator, edited.newline, edited.bom, edited.head)
    return Merged(whole, tuple(matches), tuple(refused))


def _news(file: PeopleFile, row: PeopleRow, person: Incoming) -> dict[str, str]:
    """The cells that the import fills in a row that is there already."""
    cells = {heading: text for heading, text in {**person.others, **person.cells}.items() if text and heading not in ("id", *_TIMES)}
    if file.cell(row, "name"):
        cells.pop("name", None)
    if file.cell(row, "email").casefold() == cells.get("email", "").casefold():
        cells.pop("email", None)
    if any(person.cells.get(heading) for heading in _TIMES):
        cells |= {heading: person.cells[heading] for heading in _TIMES if heading in person.cells}
    elif "timezone" in cells and file.cell(row, "timezone"):
        del cells["timezone"]  # a zone without times says nothing new
    return cells


def _clean(person: Incoming, columns: Sequence[str]) -> Incoming:
    """Cells of one line each; a heading of the file that is the name of one of our columns is told apart from it."""
    keys = {heading_key(column) for column in columns}
    cells = {heading: _cell(text) for heading, text in person.cells.items() if heading in columns}
    others = {(f"{heading} (as imported)" if heading_key(heading) in keys else heading): _cell(text) for heading, text in person.others.items()}
    others |= {heading: _cell(text) for heading, text in person.cells.items() if heading not in columns and text}
    return Incoming(cells, {" ".join(heading.split()): text for heading, text in others.items()}, person.line)


def _cell(text: str) -> str:
    """A text as it will be read again."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]+", " ", text)
    while plain != (again := plain_cell(plain)):
        plain = again
    return plain


def _next_ids(prefix: str, taken: Collection[str]) -> Iterable[str]:
    numbers = [int(match[1]) for id in taken if (match := re.fullmatch(rf"{prefix}(\d{{1,9}})", id))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{prefix}{number:02d}"


def _where(person: Incoming) -> str:
    return f"line {person.line}" if person.line else f"another answer ({person.called})"
