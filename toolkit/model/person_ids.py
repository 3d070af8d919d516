"""Which fields of our records hold the id of a person, as their type says (`PersonId`): what `forget` has to clean."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from toolkit.model.fields import A_PERSON, Record
from toolkit.model.programme import Programme

Holds = Literal["about", "single", "many", "by"]


@dataclass(frozen=True)
class PersonFields:
    """Names of fields as they stand in files. A record is `about` the person whose id it needs, so it goes with them; a
    `single` id may be left out; `many` are lists of ids, or have a list of ids for each key; `by` have ids for keys."""

    about: tuple[str, ...]
    single: tuple[str, ...]
    many: tuple[str, ...]
    by: tuple[str, ...]

    def hold_id(self, field: str) -> bool:
        """Whether a value of this field, by itself or in a list, is the id of a person."""
        return field in self.about or field in self.single or field in self.many


def person_fields(*records: type) -> PersonFields:
    """The fields of these records; without any, of all of ours."""
    found = [pair for record in records or our_records() for pair in _fields(record)]

    def named(kind: Holds) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, holds in found if holds == kind))

    return PersonFields(named("about"), named("single"), named("many"), named("by"))


def our_records() -> tuple[type, ...]:
    """Every kind of record that a programme holds, and every other `Record`; those within others too."""
    found: set[type] = set()
    waiting = [Programme, *_below(Record)]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.add(record)
            waiting += [inner for hint in _hints(record).values() for inner in _records_in(hint)]
    return tuple(sorted(found, key=lambda record: (record.__module__, record.__qualname__)))


def _below(record: type) -> Iterator[type]:
    kinds: list[type] = record.__subclasses__()
    for inner in kinds:
        yield inner
        yield from _below(inner)


@cache
def _fields(record: type) -> tuple[tuple[str, Holds], ...]:
    return tuple((name, holds) for name, hint in _hints(record).items() if (holds := _holds(hint)))


@cache
def _hints(record: type) -> dict[str, Any]:
    """The type of each field, with all that is said of it."""
    return get_type_hints(record, include_extras=True)


def _holds(hint: Any) -> Holds | None:
    """What a type makes of a person's id."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return "about" if A_PERSON in hint.__metadata__ else _holds(parts[0])
    if origin in (Union, types.UnionType):
        inner: list[Holds | None] = [_holds(part) for part in parts]
        return "single" if "about" in inner else next((one for one in inner if one), None)
    if origin in (dict, Mapping) and _holds(parts[0]):
        return "by"
    return "many" if any(_holds(part) for part in parts) else None


def _records_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Record)):
        yield hint
    for part in get_args(hint):
        yield from _records_in(part)
