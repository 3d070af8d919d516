"""Write docs/what-a-template-sees.md from the shapes of toolkit/documents/shapes; run by hand after a change of them.

python -m scripts.describe_shapes
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from toolkit.documents.render import KEPT_FILTERS
from toolkit.documents.shapes import meeting, page, people, programme, report, session
from toolkit.reading.documents import read_document_types
from toolkit.reading.shelves import Shelves

PAGE = Path(__file__).resolve().parent.parent / "docs" / "what-a-template-sees.md"
PAGES: dict[str, type] = {
    "programme": page.ProgrammePage,
    "cohort": page.CohortPage,
    "meeting": page.MeetingPage,
    "person": page.PersonPage,
    "facilitator": page.FacilitatorPage,
    "room": page.RoomPage,
}
"""What a template sees besides `document`, by `per` of its document.yaml."""

MODULES = (page, programme, meeting, session, people, report)
PLAIN = {str: "text", int: "whole number", float: "number", bool: "yes or no"}
FILTERS = {
    "about": "minutes as an estimate: “about 40 min”",
    "date": "a date as “Tuesday 19 January 2027”",
    "day": "the same without the weekday",
    "duration": "minutes as “2 h 10 min”",
    "inline": "one paragraph of Markdown, for the inside of a line",
    "join": "texts in one, with what stands between them",
    "listing": "“Ada, Ben and Cem”",
    "markdown": "Markdown; `markdown(3)` makes its headings so many levels smaller",
    "number_word": "“three”, up to twelve",
    "plural": '`3|plural("person", "people")` is “3 people”',
    "quoted": "a text or a list of texts as JavaScript writes it, for scripts",
    "short_date": "a date as “Tue 19 Jan”",
    "upper_first": "the first letter large",
}
"""Filters of ours."""

TOP = """# What a template sees

Made by `python -m scripts.describe_shapes` from `toolkit/documents/shapes`: a change by hand is lost. How to change a
page: [Restyle a document](how-to/restyle-a-document.md).

A template asks for what it is given by name: `{{ programme.title }}`, `{{ meeting.session.items.before }}`. There are
texts, numbers, yes or no, lists and groups, and no methods; what is not on this page is not there (P102). A text of
which this page says “Markdown” wants a filter: `{{ session.why|markdown }}` or, inside a line,
`{{ session.title|inline }}`. In a document with `audience: share` whatever names somebody or is a private link is
empty."""


def describe() -> str:
    """The page."""
    shipped = read_document_types(Shelves.open(), [])
    names = {per: [f"`{type_.name}`" for type_ in shipped if type_.head.per == per] for per in PAGES}
    given = (
        line
        for per, shape in PAGES.items()
        for line in _section(f"`per: {per}`", shape, more=f"Shipped: {', '.join(names[per])}.")
    )
    groups = (line for shape in shapes() for line in _section(title(shape), shape))
    return "\n".join((TOP, "", *_filters(), *given, *groups)).rstrip() + "\n"


def title(shape: type) -> str:
    """A group's name on the page: "Room meeting" for RoomMeetingView."""
    name = shape.__name__.removesuffix("View")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()


def shapes() -> list[type]:
    """Every group that can be asked for, in the order of the files."""
    found = [
        shape
        for module in MODULES
        for shape in vars(module).values()
        if is_typeddict(shape) and shape.__module__ == module.__name__
    ]
    return [shape for shape in found if shape not in PAGES.values()]


def fields(shape: type) -> Iterator[tuple[str, Any, str]]:
    """The name, type and sentence of each field. TypeError for one without a sentence."""
    for name, field in get_type_hints(shape, include_extras=True).items():
        if get_origin(field) is not Annotated:
            raise TypeError(f"{shape.__name__}.{name} has no sentence")
        yield name, *get_args(field)


def words(kind: Any) -> str:
    """A field's type as an author reads it. TypeError for one that no template may see."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return f"{words(parts[0])}, may be missing"
    if origin is list:
        return f"list of {words(parts[0])}"
    if origin is Literal:
        return " · ".join(f"`{word}`" if word else "empty" for word in parts)
    if origin is types.UnionType and len(parts) == 2 and parts[1] is types.NoneType:
        return f"{words(parts[0])} or nothing"
    if is_typeddict(kind):
        return f"[{title(kind)}](#{title(kind).lower().replace(' ', '-')})"
    if kind not in PLAIN:
        raise TypeError(f"{kind} is no plain value")
    return PLAIN[kind]


def _section(heading: str, shape: type, *, more: str = "") -> Iterator[str]:
    yield from (f"## {heading}", "", " ".join(part for part in (inspect.cleandoc(shape.__doc__ or ""), more) if part))
    yield from ("", "| Field | Type | |", "| --- | --- | --- |")
    for name, kind, sentence in fields(shape):
        yield f"| `{name}` | {words(kind)} | {sentence} |"
    yield ""


def _filters() -> Iterator[str]:
    yield from ("Filters, behind a bar:", "")
    yield from (f"- `{name}`: {sentence}" for name, sentence in FILTERS.items())
    yield f"- of Jinja: {', '.join(f'`{name}`' for name in KEPT_FILTERS)}"
    yield from (
        "",
        "`range(5)` counts from 0 to 4. `~`, `include` and `**` are not there.",
        "",
        "Every template sees `document` and `programme`, and what `per` in its `document.yaml` says:",
        "",
    )


if __name__ == "__main__":
    PAGE.write_text(describe(), "utf-8")
    print(PAGE)
