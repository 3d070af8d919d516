"""One person or one room more, typed and not imported: looked through, told where it is there already, and written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.jobs.people import COLUMNS, PeopleTable, load, merged_with, need_programme, path_of
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.people_file import PeopleFile, PeopleRow, refuse_too_many
from toolkit.model.fields import folded, is_address
from toolkit.model.imports import Incoming
from toolkit.problems import Problem, ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.availability import read_availability
from toolkit.reading.people_tables import ROOM_COLUMNS, read_rooms, row_id
from toolkit.reading.zones import is_zone, why_no_zone

_VERBS: Mapping[PeopleTable, tuple[str, str]] = {
    "participants": ("people", "add"),
    "facilitators": ("facilitator", "add"),
}


@dataclass(frozen=True)
class Added:
    """Somebody who was added: their id and their cells by heading.

    `namesakes` are the ids of others in the list who have the same name and another address, `elsewhere` that of
    somebody in the other list (participants, or those who run meetings) with the same address. `already`: their row was
    there, with just these cells, and nothing was written.
    """

    id: str
    cells: Mapping[str, str]
    namesakes: tuple[str, ...] = ()
    elsewhere: str = ""
    already: bool = False


@dataclass(frozen=True)
class AddedRoom:
    """A room that was added, by its id. `already`: its row was there, with just these cells; nothing was written."""

    id: str
    already: bool = False


@job
def add_person(
    folder: Path, kind: PeopleTable, *, cells: Mapping[str, str], now: datetime.datetime, dry_run: bool = False
) -> Added:
    """Somebody behind the others, with the next id. `cells` are by heading; blank ones count as not given.

    WouldOverwrite where they are in the list already, by address or by a name without one; WrongUsage for a text that
    cannot be read.
    """
    need_programme(folder)
    given = {heading: text.strip() for heading, text in cells.items() if text.strip()}
    _refuse_unusable(given)
    with locked(folder):
        known = [given.get("email", "").casefold()]  # by whatever name: they are told as there already
        merged = merged_with(folder, [[Incoming(given)]], kind=kind, same=known)
        for one in merged.refused:
            raise WouldOverwrite(f"{given['name']} was not added: {one.why}.")
        match = merged.matches[0]
        if not match.new:
            if _holds_just(load(folder, kind), match.id, cells=given):
                return Added(match.id, given, already=True)
            raise WouldOverwrite(_there_already(given["name"], match.id, by=match.by, kind=kind))
        _write(folder, path_of(kind), file=merged.file, did=[*_VERBS[kind], match.id], now=now, dry_run=dry_run)
        return Added(match.id, given, match.namesakes, _elsewhere(folder, kind, email=given.get("email", "")))


def _holds_just(file: PeopleFile, id: str, *, cells: Mapping[str, str]) -> bool:
    """Whether there is a row with this id, and it holds these cells and nothing else: a run that died behind its last
    write ends well when it is started again."""
    row = file.ids().get(id)
    held = {heading: file.cell(row, heading) for heading in file.headings} if row else {}
    return {heading: text for heading, text in held.items() if text} == {"id": id, **cells}


def _refuse_unusable(cells: Mapping[str, str]) -> None:
    if not cells.get("name"):
        raise WrongUsage("A name is needed.")
    email, zone = cells.get("email", ""), cells.get("timezone", "")
    if email and not is_address(email):
        raise WrongUsage(f"“{email}” is not an address that mail can use (P131).", argument="email")
    if zone and not is_zone(zone):
        raise WrongUsage(" ".join(why_no_zone(zone)), argument="timezone")
    for heading in ("available", "if_needed"):
        found = read_availability(cells.get(heading, ""))
        if found.problems:
            raise WrongUsage(" ".join(found.problems), argument=heading)


def _there_already(name: str, id: str, *, by: str, kind: PeopleTable) -> str:
    what = "this address" if by == "e-mail" else "this name"
    mend = "" if by == "e-mail" else " If it is somebody else, give both an address: the one in the file first."
    return f"{name} was not added: {id} in {path_of(kind)} has {what}.{mend}"


def _elsewhere(folder: Path, kind: PeopleTable, *, email: str) -> str:
    """The id of whoever has this address in the other list; nothing where nobody has it."""
    file = load(folder, next(other for other in COLUMNS if other != kind))
    same = (id for id, row in file.ids().items() if email and file.cell(row, "email").casefold() == email.casefold())
    return next(same, "")


@job
def add_room(folder: Path, *, cells: Mapping[str, str], now: datetime.datetime, dry_run: bool = False) -> AddedRoom:
    """A room behind the others, with an id that is made from its name. `cells` are by heading.

    WouldOverwrite where a room has the name or the id already; WrongUsage for opening hours that cannot be read,
    ProblemsFound for another cell that cannot.
    """
    need_programme(folder)
    given = {heading: text.strip() for heading, text in cells.items() if text.strip()}
    if not given.get("name"):
        raise WrongUsage("A name is needed.")
    with locked(folder):
        file = load(folder, "rooms")
        id = row_id("", given["name"], number=len(file.ids()) + 1)
        if _holds_just(file, id, cells=given):
            return AddedRoom(id, already=True)
        _refuse_same_room(file, id, name=given["name"])
        given = {"id": id, **given}
        wide = file.with_columns([heading for heading in ROOM_COLUMNS if heading in given])
        wide = replace(wide, rows=(*wide.rows, wide.changed(PeopleRow((), None), given)))
        _refuse_unread(wide, id)
        _write(folder, path_of("rooms"), file=wide, did=["room", "add", id], now=now, dry_run=dry_run)
        return AddedRoom(id)


def _refuse_same_room(file: PeopleFile, id: str, *, name: str) -> None:
    for known, row in file.ids().items():
        if known.lower() == id.lower() or folded(file.cell(row, "name")) == folded(name):
            shown = f"{known} ({file.cell(row, 'name') or known})"
            raise WouldOverwrite(f"“{name}” was not added: {shown} is in {path_of('rooms')} already.")


def _refuse_unread(file: PeopleFile, id: str) -> None:
    problems: list[Problem] = []
    rooms, _ = read_rooms(file.write().decode().removeprefix("\ufeff"), path_of("rooms"), problems)
    if problems:
        raise ProblemsFound(problems)
    if rooms[id].open and not read_availability(rooms[id].open).stretches:
        raise WrongUsage(
            f"“{rooms[id].open}” cannot be read (P114). Write it like Mon-Fri 18:00-22:00.", argument="open"
        )


def _write(folder: Path, path: str, *, file: PeopleFile, did: list[str], now: datetime.datetime, dry_run: bool) -> None:
    refuse_too_many(file, path)
    if not dry_run:
        apply_files(folder, with_action(folder, {path: file.write()}, did=typed(*did), now=now))
