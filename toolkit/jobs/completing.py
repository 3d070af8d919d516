"""The words that may stand where somebody types one of a programme's own: keys, ids and names, as far as its files can
be read. It writes nothing, finishes nothing and tells no problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.jobs.folder import open_shelves
from toolkit.jobs.job import job
from toolkit.problems import Problem
from toolkit.reading.files import TABLE_LARGEST
from toolkit.reading.folder_reader import Folder
from toolkit.reading.shelves import KINDS, Shelves

Completed = Literal[
    "city", "template", "document", "offer", "explained", "session", "cohort", "participant", "facilitator", "mentor",
    "person", "room", "publish",
]  # fmt: skip
"""What a word stands for; an offer is anything on a shelf, a person a participant, facilitator or mentor."""


@dataclass(frozen=True)
class Completion:
    """A word that may stand there, and what it goes by; blank where that says no more."""

    word: str
    name: str = ""


@job
def completions_of(kind: Completed, *, folder: Path, extra: Sequence[Path]) -> tuple[Completion, ...]:
    """What could be meant, in the order of the files; nothing of a programme where the folder holds none. `extra` are
    shelves beside the usual ones. What cannot be read is left out."""
    if kind == "explained":
        return tuple(_explained())
    if kind in ("city", "template"):
        return tuple(_on_shelves(open_shelves(extra=extra), "cities" if kind == "city" else "programmes"))
    here = (folder / "programme.yaml").is_file()
    shelves = open_shelves(folder if here else None, extra=extra)
    if kind == "offer":
        return tuple(Completion(one.word, of) for of in KINDS for one in _on_shelves(shelves, of))
    return tuple(_OF_PROGRAMME[kind](Folder(folder, shelves))) if here else ()


def words_beginning(start: str, known: Iterable[Completion]) -> tuple[Completion, ...]:
    """Those whose word begins so, whatever the capitals; where none does, the one whose name begins so."""
    every, wanted = tuple(known), start.casefold()
    found = tuple(one for one in every if one.word.casefold().startswith(wanted))
    named = tuple(one for one in every if one.name.casefold().startswith(wanted))
    return found or (named if len(named) == 1 else ())


def _on_shelves(shelves: Shelves, kind: str) -> Iterator[Completion]:
    return (Completion(name) for name in shelves.names(kind))


def _explained() -> Iterator[Completion]:
    from toolkit.problem_codes import CODES
    from toolkit.words.glossary import GLOSSARY

    yield from (Completion(word.word) for word in GLOSSARY.values())
    yield from (Completion(code.code, code.title) for code in CODES.values())


def _sessions(reader: Folder) -> Iterator[Completion]:
    """In the curriculum's order, each by its phase: its title would take a look into every session."""
    from toolkit.model.curriculum import Curriculum

    curriculum = reader.record(Curriculum, "curriculum.yaml")
    for phase in curriculum.phases if curriculum else ():
        yield from (Completion(key, phase.title) for key in phase.sessions)


def _cohorts(reader: Folder) -> Iterator[Completion]:
    from toolkit.model.cohort_file import CohortFile

    file = reader.record(CohortFile, "cohorts.yaml")
    if file is None and not reader.problems:
        yield Completion("a")
    yield from (Completion(key, entry.label or "") for key, entry in (file.cohorts if file else {}).items())


def _publishes(reader: Folder) -> Iterator[Completion]:
    from toolkit.reading.own.published import read_publishes

    found = read_publishes(reader.path, reader.shelves.files, problems=reader.problems)
    return (Completion(one.name, one.moment.date().isoformat()) for one in found)


def _documents(reader: Folder) -> Iterator[Completion]:
    return _on_shelves(reader.shelves, "documents")


def _participants(reader: Folder) -> Iterator[Completion]:
    from toolkit.reading.people_tables import read_participants

    return (Completion(one.id, one.name) for one in read_participants(*_table(reader, "participants"))[0].values())


def _facilitators(reader: Folder) -> Iterator[Completion]:
    """Mentors, too: they stand in the same table."""
    from toolkit.reading.people_tables import read_facilitators

    return (Completion(one.id, one.name) for one in read_facilitators(*_table(reader, "facilitators"))[0].values())


def _mentors(reader: Folder) -> Iterator[Completion]:
    from toolkit.reading.people_tables import read_facilitators

    everybody = read_facilitators(*_table(reader, "facilitators"))[0].values()
    return (Completion(one.id, one.name) for one in everybody if one.role == "mentor")


def _rooms(reader: Folder) -> Iterator[Completion]:
    from toolkit.reading.people_tables import read_rooms

    return (Completion(one.id, one.name) for one in read_rooms(*_table(reader, "rooms"))[0].values())


def _persons(reader: Folder) -> Iterator[Completion]:
    yield from _participants(reader)
    yield from _facilitators(reader)


def _table(reader: Folder, name: str) -> tuple[str, str, list[Problem]]:
    """What a reader of a table of people/ is given."""
    path = f"people/{name}.csv"
    text = reader.shelves.files.text(reader.path / path, path, problems=reader.problems, largest=TABLE_LARGEST)
    return text or "", path, reader.problems


_OF_PROGRAMME: Mapping[Completed, Callable[[Folder], Iterator[Completion]]] = {
    "cohort": _cohorts,
    "document": _documents,
    "facilitator": _facilitators,
    "mentor": _mentors,
    "participant": _participants,
    "person": _persons,
    "publish": _publishes,
    "room": _rooms,
    "session": _sessions,
}
