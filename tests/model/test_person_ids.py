"""What holds the id of a person follows from the types of the fields: `forget` finds and cleans new ones by itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import Field

from tests.planning.small_programme import cohort, programme
from toolkit.keeping.forgetting import WISHES, ForgottenPerson, without_person
from toolkit.keeping.traces import find_traces
from toolkit.model.changes import ChangeEntry
from toolkit.model.cohort_file import CohortEntry
from toolkit.model.fields import A_PERSON, Id, PersonId, Record
from toolkit.model.formed import Asked, Formed, WithoutPlace
from toolkit.model.people import Attendance, Facilitator, Participant
from toolkit.model.person_ids import PersonFields, our_records, person_fields
from toolkit.model.programme import Programme
from toolkit.model.told import Mailing, Publication, Told
from toolkit.planning.differences import snapshot
from toolkit.planning.make_plan import make_plan

ANN = ForgottenPerson("p1")
NOTES = {"p1": "late", "p3": "p1"}


class Errand(Record):
    """A record that nobody but this test knows."""

    errand_of: PersonId
    errand_runner: PersonId | None = None
    errand_helpers: tuple[PersonId, ...] = ()
    errand_room: Id | None = None
    errand_notes: dict[PersonId, str] = Field(default_factory=dict)


class ErrandFile(Record):
    """A file of such records."""

    errands: tuple[Errand, ...]


def cleaned(errand: Errand) -> list[dict[str, object]]:
    text = ErrandFile(errands=(errand,)).model_dump_json()
    found: dict[str, list[dict[str, object]]] = json.loads(
        without_person(".programme/errands.json", text.encode(), subject=ANN)
    )
    return found["errands"]


def test_a_new_field_is_cleaned_in_our_records() -> None:
    assert cleaned(Errand(errand_of="p1")) == []
    helpers = ("p1", "p3")
    theirs = Errand(errand_of="p2", errand_runner="p1", errand_helpers=helpers, errand_room="p1", errand_notes=NOTES)
    (left,) = cleaned(theirs)
    assert left == {
        "errand_of": "p2",
        "errand_runner": None,
        "errand_helpers": ["p3"],
        "errand_room": "p1",
        "errand_notes": {"p3": "p1"},
    }


ERRANDS = b"""\
errands:
  - errand_runner: p1
    errand_helpers: [p1, p3]
    errand_room: p1
"""


def test_a_new_field_is_found_and_cleaned_in_files_of_the_organiser() -> None:
    assert [(trace.line, trace.what) for trace in find_traces(ANN, {"errands.yaml": ERRANDS})] == [
        (2, "errands › 1 › errand_runner"),
        (3, "errands › 1 › errand_helpers › 1"),
    ]
    assert without_person("errands.yaml", ERRANDS, subject=ANN).decode().splitlines()[1:] == [
        '  - errand_runner: ""',
        "    errand_helpers: [p3]",
        "    errand_room: p1",
    ]


def test_a_type_says_what_becomes_of_the_record() -> None:
    assert person_fields(Errand) == PersonFields(
        ("errand_of",), ("errand_runner",), ("errand_helpers",), ("errand_notes",)
    )
    assert person_fields(CohortEntry, ChangeEntry) == PersonFields((), ("mentor",), ("facilitators", "members"), ())
    assert {Errand, Told, Publication, Mailing, WithoutPlace, Asked, Participant, Attendance} <= {*our_records()}
    assert WISHES == ("together", "apart")


def bare(hint: Any) -> Any:
    """A type without what is said of it, and without None; PersonId as it is."""
    if get_origin(hint) is Annotated:
        return hint if A_PERSON in hint.__metadata__ else bare(hint.__origin__)
    if get_origin(hint) in (Union, UnionType):
        return next(bare(part) for part in get_args(hint) if part is not type(None))
    return hint


def ids(value: Any, hint: Any, *, known: frozenset[str], place: str = "") -> Iterator[str]:
    """The places at which a known id stands in a field that is not of the type."""
    hint = bare(hint)
    inner = get_args(hint)
    if isinstance(value, str):
        yield from [place] if value in known and hint is str else []
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from ids(key, inner[0], known=known, place=place)
            yield from ids(item, inner[1], known=known, place=place)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            own = inner[0] if inner[-1] is Ellipsis else inner[number]
            yield from ids(item, own, known=known, place=place)
    elif type(value).__module__.startswith(("toolkit.", "tests.")):
        for name, own in get_type_hints(type(value), include_extras=True).items():
            if name in vars(value):
                yield from ids(getattr(value, name), own, known=known, place=f"{type(value).__name__}.{name}")


def full() -> Programme:
    """A programme in which an id stands wherever one can."""
    changes = [{"cohort": "a", "session": "s2", "facilitators": ["bea"], "mentor": "mia"}]
    given = programme(cohorts=(cohort("a", mentor="mia", mode="in-person-mentored"),), changes=changes)
    mia = Facilitator("mia", "Mia", role="mentor")
    people = replace(
        given.people,
        participants={"p1": Participant("p1", "Ann", together=("p2",), apart=("p3",)), **given.people.participants},
        facilitators={**given.people.facilitators, "mia": mia},
        attendance=(Attendance("p1", "a", "s1", "present"),),
    )
    meetings = snapshot(make_plan(replace(given, people=people)))
    held: dict[str, Any] = {"meetings": meetings, "members": {"a": ("p1", "p2")}, "answers": {"p4": "waiting"}}
    moment = datetime.datetime(2027, 1, 5, 9)
    return replace(
        given,
        people=people,
        told=Publication(name="launch", moment=moment, files={}, **held),
        mailings=(Mailing(moment=moment, publishes=1, people=("p1",), **held),),
        formed=Formed(
            bound=1,
            reachable=1,
            members={"a": ("p1",)},
            unplaced=(WithoutPlace(id="p4"),),
            ask=(Asked(id="p5", stretch=(0, 60), places=1),),
        ),
    )


def test_every_field_of_ours_in_which_an_id_stands_is_of_the_type() -> None:
    given = full()
    known = frozenset((*given.people.participants, *given.people.facilitators))
    assert given.told is not None
    assert {told.mentor for told in given.told.meetings} == {"mia"}
    assert list(ids(given, Programme, known=known)) == []


@pytest.mark.parametrize("field", ["one", "maybe", "many", "keys"])
def test_an_id_in_another_field_is_found(field: str) -> None:
    @dataclass(frozen=True)
    class Loose:
        one: str = ""
        maybe: str | None = None
        many: tuple[str, ...] = ()
        keys: Mapping[str, int] | None = None

    values: dict[str, Any] = {"one": "p1", "maybe": "p1", "many": ("p2", "p1"), "keys": {"p1": 1}}
    found = list(ids(Loose(**{field: values[field]}), Loose, known=frozenset({"p1"})))
    assert found == [f"Loose.{field}"]
