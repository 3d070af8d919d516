"""Write docs/json.md from the shapes that the jobs give: `python -m scripts.json_page`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from toolkit.jobs.attendance_report import AttendanceData
from toolkit.jobs.check import CheckData
from toolkit.jobs.choosing import MenuData
from toolkit.jobs.doctor import DoctorData
from toolkit.jobs.explaining import ExplainedData
from toolkit.jobs.forming import FormationData
from toolkit.jobs.people_list import PeopleData
from toolkit.jobs.person import PersonData
from toolkit.jobs.status import StatusData
from toolkit.jobs.templates import ShownData, TemplatesData
from toolkit.jobs.timetable import TimetableData
from toolkit.jobs.tonight import PairsData
from toolkit.jobs.untold_shapes import UntoldData
from toolkit.jobs.updating import UpdateData

PAGE = Path(__file__).resolve().parent.parent / "docs" / "json.md"
SHAPES: dict[str, Any] = {
    "check --json": CheckData,
    "explain CODE|WORD --json": ExplainedData,
    "plan --json": TimetableData,
    "cohorts --json": FormationData,
    "cohorts --replan --json": MenuData,
    "attend --json": AttendanceData,
    "pairs --json": PairsData,
    "status --json": StatusData,
    "changes --json": UntoldData,
    "people list --json": PeopleData,
    "people export ID": PersonData,
    "update --json": UpdateData,
    "templates --json": TemplatesData,
    "templates show NAME --json": ShownData,
    "doctor --json": DoctorData,
}
"""What each command prints."""

PLAIN: dict[object, str] = {str: "text", int: "number", float: "number", bool: "true or false"}
HEAD = """# What `--json` prints

One object on stdout, nothing else; talk stays on stderr. `version` is 1 and rises when a key changes its meaning or
goes; new keys may come at any time. Days are written 2027-01-19, times 18:30, moments as both with a T between them.

This page is made from `toolkit/jobs/` by `python -m scripts.json_page`; a test compares the two.
"""


def page() -> str:
    """The page, a part for each command; a shape that several give stands under the first."""
    told: dict[str, str] = {}
    return "\n".join([HEAD, *("\n".join([*_part(command, shape, told=told), ""]) for command, shape in SHAPES.items())])


def _part(command: str, shape: Any, *, told: dict[str, str]) -> Iterator[str]:
    yield from (f"## `programme {command}`", "", _says(shape), "", *_table(shape))
    known: dict[str, list[str]] = {}
    for inner in _below(shape):
        name = _name(inner)
        if name in told:
            known.setdefault(told[name], []).append(f"*{name}*")
        else:
            yield from ("", *_described(inner))
        told.setdefault(name, command)
    for other, names in known.items():
        yield from ("", f"{', '.join(names)}: as under `programme {other}`.")


def _described(shape: Any) -> Iterator[str]:
    """A shape that others hold; in one line where no key has more to be said of it."""
    keys = get_type_hints(shape, include_extras=True)
    if any(_note(kind) for kind in keys.values()):
        yield from (f"**{_name(shape)}**: {_says(shape)}", "", *_table(shape))
    else:
        listed = ", ".join(f"`{key}` ({_kind(kind)})" for key, kind in keys.items())
        yield f"**{_name(shape)}**: {_says(shape)} {listed}."


def _table(shape: Any) -> Iterator[str]:
    yield from ("| key | is | what |", "| --- | --- | --- |")
    for key, kind in get_type_hints(shape, include_extras=True).items():
        if key != "version":
            yield f"| `{key}` | {_kind(kind)} | {_note(kind)} |"


def _note(kind: Any) -> str:
    """What its shape says of a key."""
    return str(kind.__metadata__[0]) if get_origin(kind) is Annotated else ""


def _kind(kind: Any) -> str:
    """What a value is, in words."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _kind(inner[0])
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin in (Union, UnionType):
        return " or ".join("null" if one is NoneType else _kind(one) for one in inner)
    if origin is list:
        return f"list of {_kind(inner[0])}"
    if origin is dict:
        return f"object of {_kind(inner[1])}"
    return f"*{_name(kind)}*" if is_typeddict(kind) else PLAIN[kind]


def _below(shape: Any) -> list[Any]:
    """The shapes that a shape holds, each once, the outer ones first."""
    found: dict[str, Any] = {}
    waiting = [shape]
    while waiting:
        for kind in get_type_hints(waiting.pop(0)).values():
            inner = [one for one in _leaves(kind) if is_typeddict(one) and _name(one) not in found]
            found |= {_name(one): one for one in inner}
            waiting += inner
    return list(found.values())


def _leaves(kind: Any) -> Iterator[Any]:
    inner = get_args(kind)
    if get_origin(kind) is Literal or not inner:
        yield kind
    else:
        for one in inner:
            yield from _leaves(one)


def _name(shape: Any) -> str:
    """`PlannedMeeting` as "planned meeting"."""
    name: str = shape.__name__
    return re.sub(r"(?=[A-Z])", " ", name.removesuffix("Data")).strip().lower()


def _says(shape: Any) -> str:
    return " ".join((shape.__doc__ or SAYS[shape.__name__]).split())


SAYS = {
    "PairedMeeting": "A meeting in pairs.",
    "SmallCohort": "A cohort to which too few come.",
    "MovedPerson": "Somebody whose time is another.",
}
"""Of shapes that have a key which is a word of Python, and so no docstring."""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
