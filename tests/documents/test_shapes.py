"""What a template sees is what docs/what-a-template-sees.md says: each group with exactly its fields, plain, and a
sentence to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal, NotRequired, TypedDict, get_args, get_origin, is_typeddict

import pytest

from scripts.describe_shapes import FILTERS, PAGE, PAGES, describe, fields, shapes, title, words
from tests.documents.private_plan import private_plan
from tests.documents.rich_plan import shipped_types
from toolkit.documents import render
from toolkit.documents.pages import make_pages, make_personal_texts, make_texts
from toolkit.documents.render import Renderer, TemplateValues
from toolkit.documents.shapes.page import DocumentView
from toolkit.model.document import Per


def misfits(value: object, kind: Any, *, at: str = "") -> Iterator[str]:
    """Where a value is other than its shape says: fields too many or too few, another type."""
    if get_origin(kind) is NotRequired:
        yield from misfits(value, get_args(kind)[0], at=at)
    elif is_typeddict(kind):
        assert isinstance(value, dict)
        known = {name: field for name, field, _ in fields(kind)}
        optional = {name for name, field in known.items() if get_origin(field) is NotRequired}
        yield from (f"{at}.{name}" for name in value.keys() ^ known.keys() if name in value or name not in optional)
        for name in value.keys() & known.keys():
            yield from misfits(value[name], known[name], at=f"{at}.{name}")
    elif get_origin(kind) is list:
        assert isinstance(value, list)
        for one in value:
            yield from misfits(one, get_args(kind)[0], at=f"{at}[]")
    elif get_origin(kind) is Literal:
        yield from () if value in get_args(kind) else (at,)
    elif get_args(kind):
        yield from () if value is None else misfits(value, get_args(kind)[0], at=at)
    elif type(value) is not kind and (type(value), kind) != (int, float):  # whole numbers do for others
        yield at


def test_the_page_says_what_the_shapes_say() -> None:
    assert PAGE.read_text("utf-8") == describe(), "run: python -m scripts.describe_shapes"


def test_it_names_every_filter_and_every_kind_of_document() -> None:
    assert set(FILTERS) == set(render._filters("en-GB"))
    assert set(PAGES) == set(get_args(Per))


def test_every_field_has_a_sentence_and_every_group_a_name_of_its_own() -> None:
    said = [(shape.__name__, name, sentence) for shape in shapes() for name, _, sentence in fields(shape)]
    assert [one for one in said if not one[2].endswith((".", "…"))] == []
    assert len({title(shape) for shape in shapes()}) == len(shapes())


def test_a_field_without_a_sentence_and_one_that_is_not_plain_are_refused() -> None:
    class Bad(TypedDict):
        silent: str
        raw: Annotated[bytes, "Bytes."]

    with pytest.raises(TypeError, match=r"Bad\.silent has no sentence"):
        list(fields(Bad))
    with pytest.raises(TypeError, match="bytes"):
        words(bytes)


def test_a_value_of_another_shape_is_found() -> None:
    class Small(TypedDict):
        name: Annotated[str, "Who."]
        more: Annotated[NotRequired[list[int]], "How many."]

    assert list(misfits({"name": "Ada"}, Small)) == []
    assert sorted(misfits({"other": "Ada", "more": [1, "2"]}, Small)) == [".more[]", ".name", ".other"]
    assert list(misfits({"name": None}, Small)) == [".name"]


def test_the_page_that_the_how_to_shows_can_be_made() -> None:
    how_to = (PAGE.parent / "how-to" / "restyle-a-document.md").read_text("utf-8")
    (template,) = re.findall(r"^```jinja\n(.*?)^```", how_to, re.MULTILINE | re.DOTALL)
    (pack,), base = shipped_types("pack")
    made = make_pages(private_plan(), (replace(pack, template=template),), base=base)
    assert ["Wednesday 27 January 2027: On attention" in page.html for page in made] == [True, False]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, object]]]:
    """What templates were given, by `per`, when every shipped document of a plan was made."""
    types, base = shipped_types()
    found: dict[str, list[dict[str, object]]] = {type_.head.per: [] for type_ in types}
    pers = {type_.name: type_.head.per for type_ in types}

    def take(_self: Renderer, name: str, context: TemplateValues) -> str:
        found[pers[name.partition("/")[0]]].append(dict(context))
        return ""

    monkeypatch.setattr(Renderer, "page", take)
    monkeypatch.setattr(Renderer, "text", take)
    for make in (make_pages, make_texts, make_personal_texts):
        make(private_plan(), types, base=base)
    return found


@pytest.mark.parametrize("per", PAGES)
def test_a_document_is_given_exactly_what_the_page_says(given: dict[str, list[dict[str, object]]], per: str) -> None:
    assert given[per]
    assert [wrong for one in given[per] for wrong in misfits(one.pop("document"), DocumentView)] == []
    assert [wrong for one in given[per] for wrong in misfits(one, PAGES[per])] == []


def test_what_may_be_missing_was_there_once(given: dict[str, list[dict[str, object]]]) -> None:
    optional = {name for shape in PAGES.values() for name, kind, _ in fields(shape) if get_origin(kind) is NotRequired}
    assert optional <= {name for per in PAGES for one in given[per] for name in one}
