"""One person out of the texts that a programme folder keeps: tables, YAML of the organiser, and our own records.

Ids are taken out where they stand as ids. A name of several words, and an e-mail address, is replaced wherever it
stands by “somebody”, and so is an id in a reason; a name of one word may be any word, so it is only told where it
stands, and so is a part of a name in a reason.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.keeping.people_file import PeopleFile, PeopleRow, read_people_file
from toolkit.keeping.yaml_lists import TextEdit, edits_that_drop, with_edits
from toolkit.model.people import Attendance, Facilitator, Participant
from toolkit.model.person_ids import PersonFields, person_fields
from toolkit.reading.yaml import read_scalars

SOMEBODY = "somebody"
REASON = "reason"
_END = r"(?!\w|['’]\w\w)"
"""The end of a word: O is none in O’Sullivan, and Zoë is one in Zoë’s."""
_GONE = object()
TABLES = {"participants.csv": Participant, "facilitators.csv": Facilitator, "attendance.csv": Attendance}
WISHES = person_fields(*TABLES.values()).many
"""The columns that hold ids of other people."""


@dataclass(frozen=True)
class ForgottenPerson:
    """Whom it is about: id, names and e-mail addresses; `shared` names belong to somebody else too and are left
    alone."""

    id: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> PersonFields:
        """The fields in which ids stand."""
        return person_fields()

    @property
    def words(self) -> tuple[str, ...]:
        """What is replaced wherever it stands: addresses, and names of several words; the longest first."""
        names = [name for name in self.names if len(name.split()) > 1 and name not in self.shared]
        return tuple(sorted({*names, *self.emails}, key=lambda word: (-len(word), word)))

    def replaced(self, text: str) -> str:
        """The text without their name and address."""
        for word in self.words:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)
        return text

    def id_replaced(self, text: str) -> str:
        """A text of the organiser without their id."""
        return re.sub(rf"(?<![\w-]){re.escape(self.id)}(?![\w-])", SOMEBODY, text)

    def mentioned_in(self, text: str) -> bool:
        """Whether their id or a word of their name stands in a text of the organiser."""
        words = {word for name in self.names for word in name.split() if not word[:1].islower()}
        return self.id_replaced(text) != text or any(
            re.search(rf"(?<!\w){re.escape(word)}{_END}", text) for word in words
        )

    def named_in(self, text: str, *, one_word: bool = True) -> bool:
        """Whether a name or an address stands there as whole words; names of one word only where `one_word` says that
        they are meant."""
        words = [*self.emails, *(name for name in self.names if one_word or len(name.split()) > 1)]
        return any(
            re.search(rf"(?<![\w@.]){re.escape(word)}{_END}", text, re.IGNORECASE if "@" in word else 0)
            for word in words
        )

    def in_path(self, path: str) -> bool:
        """Whether a file is theirs by its name, such as facilitator-ID.ics or one in invitations/ID/."""
        id = re.escape(self.id)
        return (
            re.search(rf"(?:facilitator|person|mentor|participant)-{id}\.\w+$|/invitations/(?:[a-z]+-)?{id}/", path)
            is not None
        )


def without_person(name: str, data: bytes, *, subject: ForgottenPerson) -> bytes:
    """A file's bytes without the person, by the kind of file that its name says; as they are where nothing of them is
    in it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return _text_without(name, text, subject=subject).encode()


def _text_without(name: str, text: str, *, subject: ForgottenPerson) -> str:
    base = name.rsplit("/", 1)[-1]
    if base == "calendar.lock":
        return _lock_without(text, subject)
    if base.endswith(".csv"):
        return _table_without(base, text, subject=subject)
    if base.endswith((".yaml", ".yml")):
        return _yaml_without(text, subject)
    if base.endswith(".jsonl"):
        return "".join(_json_without(line, subject) for line in text.splitlines(keepends=True))
    return _json_without(text, subject) if base.endswith(".json") else subject.replaced(text)


def _table_without(base: str, text: str, *, subject: ForgottenPerson) -> str:
    try:
        file = read_people_file(text.encode())
    except ValueError:
        return text
    ours = base in TABLES
    own = file.ids().get(subject.id) if base != "attendance.csv" and ours else None

    def edit(row: PeopleRow) -> PeopleRow | None:
        if row is own or (base == "attendance.csv" and file.cell(row, "id") == subject.id):
            return None
        if not ours and any(
            cell.strip().casefold() in {word.casefold() for word in subject.words} for cell in row.cells
        ):
            return None
        cells = {
            heading: _list_without(file, row, heading=heading, id=subject.id)
            for heading in WISHES
            if file.place(heading) is not None
        }
        cells |= {
            heading: subject.replaced(cell)
            for heading, cell in zip(file.headings, row.cells, strict=False)
            if subject.replaced(cell) != cell
        }
        return file.changed(row, cells)

    return file.edited(edit).write().decode()


def _list_without(file: PeopleFile, row: PeopleRow, *, heading: str, id: str) -> str:
    cell = file.cell(row, heading)
    ids = [part.strip() for part in cell.split(";")]
    return "; ".join(part for part in ids if part != id) if id in ids else cell


def _yaml_without(text: str, subject: ForgottenPerson) -> str:
    bom, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    return bom + subject.replaced(with_edits(body, _edits(body, subject)))


def _edits(text: str, subject: ForgottenPerson) -> Iterator[TextEdit]:
    """Stretches of a YAML text and what comes in their place."""
    scalars = read_scalars(text)
    yield from edits_that_drop(text, scalars, item=subject.id, names=subject.fields.many)
    for scalar in scalars:
        if scalar.path and scalar.path[-1] == REASON:
            yield scalar.start, scalar.end, subject.id_replaced(text[scalar.start : scalar.end])
        elif scalar.path and scalar.path[-1] in subject.fields.single and scalar.text == subject.id:
            yield scalar.start, scalar.end, '""'


def _lock_without(text: str, subject: ForgottenPerson) -> str:
    """The calendar lock without the entries that are theirs alone, and what was withdrawn from them; what a
    preparation's UID looks like stands in documents/."""
    try:
        values = json.loads(text)
        entries = {uid: entry for uid, entry in values["entries"].items() if f".preparation.{subject.id}@" not in uid}
        entries = {uid: _not_withdrawn(entry, subject) for uid, entry in entries.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return text
    return text if entries == values["entries"] else json.dumps({**values, "entries": entries}, indent=1) + "\n"


def _not_withdrawn(entry: dict[str, Any], subject: ForgottenPerson) -> dict[str, Any]:
    left = {id: number for id, number in entry.get("withdrawn", {}).items() if id != subject.id}
    return {
        **{name: value for name, value in entry.items() if name != "withdrawn"},
        **({"withdrawn": left} if left else {}),
    }


def _json_without(text: str, subject: ForgottenPerson) -> str:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return subject.replaced(text)
    without = _value_without(values, subject, field="")
    return (
        text
        if without == values
        else json.dumps({} if without is _GONE else without, indent=1, ensure_ascii=False) + "\n"
    )


def _value_without(value: Any, subject: ForgottenPerson, *, field: str) -> Any:
    """A value of JSON in a field without the person; _GONE where it is about nobody else. An id of theirs in a field
    that holds none of people's is the id of a room, or the key of a cohort, that is named alike."""
    if isinstance(value, dict):
        return _record_without(value, subject)
    if isinstance(value, list):
        return [inner for each in value if (inner := _value_without(each, subject, field=field)) is not _GONE]
    if not isinstance(value, str):
        return value
    if field == REASON:
        return subject.replaced(subject.id_replaced(value))
    if (value == subject.id and subject.fields.hold_id(field)) or value in subject.emails:
        return None if field in subject.fields.single else _GONE
    if field == "did":
        return _command_without(value, subject)
    if field == "lock":
        return _lock_without(value, subject)
    return (
        _text_without(field, value, subject=subject)
        if field.endswith((".yaml", ".csv", ".json"))
        else subject.replaced(value)
    )


def _record_without(record: dict[str, Any], subject: ForgottenPerson) -> Any:
    if any(record.get(field) == subject.id for field in subject.fields.about):
        return _GONE
    pairs = {
        name: (
            _mapping_without(inner, subject, field=name)
            if isinstance(inner, dict) and name in (*subject.fields.many, *subject.fields.by)
            else _value_without(inner, subject, field=name)
        )
        for name, inner in record.items()
        if not subject.in_path(name)
    }
    return {name: inner for name, inner in pairs.items() if inner is not _GONE}


def _mapping_without(mapping: dict[str, Any], subject: ForgottenPerson, *, field: str) -> Any:
    """A field that has something for each cohort, or for each person."""
    return {
        key: _value_without(inner, subject, field=field)
        for key, inner in mapping.items()
        if not (key == subject.id and field in subject.fields.by)
    }


def _command_without(words: str, subject: ForgottenPerson) -> str:
    """The words of a command, with “somebody” for the id."""
    try:
        parts = shlex.split(words)
    except ValueError:
        return subject.replaced(words)
    return (
        subject.replaced(shlex.join(SOMEBODY if part == subject.id else part for part in parts))
        if subject.id in parts
        else subject.replaced(words)
    )
