"""Imported people into a file of `people/`: matched by id or e-mail, added behind the others, nothing dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.keeping.incoming_cells import as_it_will_be_read
from toolkit.keeping.people_file import PeopleFile, PeopleRow
from toolkit.model.fields import folded
from toolkit.model.imports import Doubt, Incoming, Match, Refused
from toolkit.model.same_name import may_be_one

_TIMES = ("available", "if_needed")
_APART = "If they are two, give each an address of their own, and no id that is somebody else's."


class _Unclear(ValueError):
    """It cannot be told who is meant: why, and what to do about it."""

    def __init__(self, why: str, hint: str = "Give an id of the list, or an e-mail address.") -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


@dataclass(frozen=True)
class Merged:
    """The file as it would be, who was matched (in the order of the import), and who could not be; `doubts` are those
    of them about whom one can ask."""

    file: PeopleFile
    matches: tuple[Match, ...]
    refused: tuple[Refused, ...]
    doubts: tuple[Doubt, ...] = ()


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
            self.by_name.setdefault(folded(self.file.cell(row, "name")), []).append(id)

    def with_our_id(self, person: Incoming) -> Incoming:
        """The person; a number that another program gave them is kept as another column."""
        id, email, name = (person.cells.get(key, "") for key in ("id", "email", "name"))
        if not id.isdecimal() or not (email or name):
            return person
        if id in self.rows:
            row = self.rows[id]
            same_name = bool(name) and folded(name) == folded(self.file.cell(row, "name"))
            if same_name or (email and email.casefold() == self.file.cell(row, "email").casefold()):
                return person
        cells = {heading: text for heading, text in person.cells.items() if heading != "id"}
        return replace(person, cells=cells, others={**person.others, "id (as imported)": id})

    def namesakes(self, person: Incoming, *, without: Collection[str]) -> tuple[str, ...]:
        """Those in the list with the name of somebody new."""
        same = self.by_name.get(folded(person.name), []) if person.name else []
        return tuple(id for id in same if id not in without)

    def by_key(self, cells: Mapping[str, str]) -> tuple[str, str] | None:
        """The id of the row with this id or e-mail, and which of the two; None where there is none. _Unclear where it
        cannot be told."""
        id, email = cells.get("id", ""), cells.get("email", "").casefold()
        if not (id or email or cells.get("name")):
            raise _Unclear("there is neither a name, nor an e-mail address, nor an id")
        if id in self.rows:
            other = self.file.cell(self.rows[id], "email")
            if other and email and other.casefold() != email:
                raise _Unclear(
                    f"the id {id} belongs to {self.file.cell(self.rows[id], 'name') or id} with another e-mail address",
                    "Where it is no id of this list, take it out of the row; where it is the same person, mend the"
                    " address in the list.",
                )
            return id, "id"
        found = self.by_email.get(email, []) if email else []
        if len(found) > 1:
            raise _Unclear(
                f"{len(found)} people in the list have this e-mail address, and the file does not say which is meant",
                "Give the id of the one who is meant, or each an address of their own in the list.",
            )
        return (found[0], "e-mail") if found else None

    def doubt(self, person: Incoming, id: str, *, by: str) -> Doubt | None:
        """The doubt whether somebody is this row, known by id or e-mail, whose name is not alike; None where it is, or
        where both id and address are the same."""
        row = self.rows[id]
        email, listed = self.file.cell(row, "email"), self.file.cell(row, "name")
        both = person.cells.get("id") == id and email.casefold() == person.cells.get("email", "").casefold() != ""
        if both or may_be_one(person.name, listed):
            return None
        return Doubt((id if by == "id" else email).casefold(), person, f"{listed} ({id} in the list)")

    def by_its_name(self, cells: Mapping[str, str], *, without: Collection[str], alone: bool) -> str | None:
        """The id of the only row of this name, where one side has no address; None for somebody new. _Unclear as for
        `by_key`.

        `without` are rows that are somebody else already; `alone`: nobody else in the import has the name.
        """
        email, name = cells.get("email", ""), cells.get("name", "")
        if cells.get("id") or not name or (email and not alone):
            return None
        if not alone:
            raise _Unclear(
                "somebody else in the import has the same name, and there is no e-mail address to tell them apart"
            )
        found = [
            id
            for id in self.by_name.get(folded(name), [])
            if id not in without and not (email and self.file.cell(self.rows[id], "email"))
        ]
        if len(found) > 1:
            raise _Unclear(
                f"{len(found)} people in the list have this name, and there is no e-mail address to tell them apart"
            )
        return found[0] if found else None


def merge_people(
    file: PeopleFile,
    people: Iterable[Incoming],
    *,
    columns: Sequence[str],
    prefix: str,
    taken: Collection[str] = (),
    same: Collection[str] = (),
) -> Merged:
    """The file with these people.

    Whoever is there already (by id, by e-mail, or by name where one side has neither) gets the cells that the import
    fills; the name stays as it stands. Whoever has another name than the row of their id or address is in doubt, unless
    that is in `same`. Times are replaced as a whole. Others come behind, with the next id `prefix`NN
    that is not `taken`. `columns` are ours: those that are filled are added where they are missing, and so is every
    other heading of the import. A number counts as an id only where the person of that id in the list has the name or
    the address that comes with it: other programs count their rows.
    """
    here = _Known(file)
    wanted = [here.with_our_id(as_it_will_be_read(person, columns)) for person in people]
    found = _matching(here, wanted, same=same)
    used = [wanted[place] for place in (*found.known.values(), *found.fresh)]
    headings = [
        heading
        for heading in columns
        if (heading == "id" and found.fresh) or any(person.cells.get(heading) for person in used)
    ]
    wide = file.with_columns([*headings, *(heading for person in used for heading in person.others)] if used else [])
    ids = _next_ids(prefix, {*file.ids(), *taken, *(person.cells.get("id", "") for person in used)})
    changed, known = _changed(wide, found, wanted=wanted)
    new = {place: wanted[place].cells.get("id") or next(ids) for place in found.fresh}
    rows = [
        changed.changed(PeopleRow((), None), {**wanted[place].others, **wanted[place].cells, "id": id})
        for place, id in new.items()
    ]
    matches = known | {
        place: Match(id, wanted[place], namesakes=here.namesakes(wanted[place], without=found.known))
        for place, id in new.items()
    }
    whole = replace(changed, rows=(*changed.rows, *rows))
    return Merged(
        whole,
        tuple(match for _, match in sorted(matches.items(), key=lambda pair: pair[0])),
        tuple(found.refused),
        tuple(found.doubts),
    )


@dataclass
class _Matching:
    """Places in the import: of those who are in the list, by their id; of the new ones; and who could not be told, with
    the reason."""

    known: dict[str, int] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    fresh: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def _matching(list_: _Known, wanted: Sequence[Incoming], *, same: Collection[str]) -> _Matching:
    """Ids and addresses first; then names, among the rows that are nobody else's: so an import that is merged again
    finds the same people."""
    found = _Matching()
    rest: list[int] = []
    for place, person in enumerate(wanted):
        try:
            match = list_.by_key(person.cells)
        except _Unclear as error:
            found.refused.append(Refused(person, error.why, error.hint))
            continue
        if match is None:
            rest.append(place)
        elif (doubt := list_.doubt(person, match[0], by=match[1])) and doubt.key not in same:
            found.doubts.append(doubt)
            found.refused.append(Refused(person, f"{doubt.listed} has {doubt.key} and another name", _APART))
        elif match[0] in found.known:
            why = f"this is {match[0]}, whom {_where(wanted[found.known[match[0]]])} gives already"
            found.refused.append(
                Refused(person, why, "Leave one of the two out, or give the id or address of another.")
            )
        else:
            found.known[match[0]], found.by[match[0]] = place, match[1]
    names = Counter(folded(person.name) for person in wanted)
    others = frozenset(found.known)
    for place in rest:
        try:
            id = list_.by_its_name(wanted[place].cells, without=others, alone=names[folded(wanted[place].name)] == 1)
        except _Unclear as error:
            found.refused.append(Refused(wanted[place], error.why, error.hint))
            continue
        if id is None:
            found.fresh.append(place)
        else:
            found.known[id], found.by[id] = place, "name"
    return found


def _changed(file: PeopleFile, found: _Matching, *, wanted: Sequence[Incoming]) -> tuple[PeopleFile, dict[int, Match]]:
    """The file with the cells of those who are in it, and what changed for each."""
    lines = {row.line: id for id, row in file.ids().items() if id in found.known}
    matches: dict[int, Match] = {}

    def edit(row: PeopleRow) -> PeopleRow:
        id = lines.get(row.line)
        if id is None:
            return row
        place = found.known[id]
        cells = _news(file, row, person=wanted[place])
        changed = file.changed(row, cells)
        differing = tuple(heading for heading in cells if file.cell(changed, heading) != file.cell(row, heading))
        name = file.cell(row, "name")
        listed = name if wanted[place].name and folded(name) != folded(wanted[place].name) else ""
        matches[place] = Match(id, wanted[place], found.by[id], differing, listed=listed)
        return changed if differing else row

    return file.edited(edit), matches


def _news(file: PeopleFile, row: PeopleRow, *, person: Incoming) -> dict[str, str]:
    """The cells that the import fills in a row that is there already."""
    cells = {
        heading: text
        for heading, text in {**person.others, **person.cells}.items()
        if text and heading not in ("id", *_TIMES)
    }
    if file.cell(row, "name"):
        cells.pop("name", None)
    if file.cell(row, "status") not in ("", "applied"):
        cells.pop("status", None)  # what the organiser decided is not taken back by a form
    if file.cell(row, "email").casefold() == cells.get("email", "").casefold():
        cells.pop("email", None)
    if any(person.cells.get(heading) for heading in _TIMES):
        cells |= {heading: person.cells[heading] for heading in _TIMES if heading in person.cells}
    elif "timezone" in cells and file.cell(row, "timezone"):
        del cells["timezone"]  # a zone without times says nothing new
    return cells


def _next_ids(prefix: str, taken: Collection[str]) -> Iterator[str]:
    numbers = [int(match[1]) for id in taken if (match := re.fullmatch(rf"{prefix}(\d{{1,9}})", id, re.IGNORECASE))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{prefix}{number:02d}"


def _where(person: Incoming) -> str:
    return f"line {person.line}" if person.line else f"another answer ({person.called})"
