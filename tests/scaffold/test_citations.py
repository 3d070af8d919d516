"""resources.yaml holds what the sessions cite, with its fallbacks, as it stands on the shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.problems import ProblemsFound
from toolkit.reading.files import Files
from toolkit.reading.shelves import Shelf, Shelves
from toolkit.reading.yaml import read_yaml
from toolkit.scaffold.citations import cited_resources

HEAD = """---
key: one
title: One
kind: talk
minutes: 60
able_to: [a, b]
items: [{items}]
blocks: [{{key: a, minutes: 60, name: A, who: all}}]
---
"""

ENTRY = """\
{dash}# about {id}
{dash}- id: {id}
{dash}  title: "Title: {id}"   # kept
{dash}  authors: Somebody
{dash}  kind: paper
{dash}  format: pdf
{dash}  url: https://example.org/{id}
{dash}  access: open
{dash}  status: live
{dash}  checked: 2026-11-23
{dash}  checked_how: seen-in-source
{dash}  {fallback}use_for: Words.
"""


def entry(id: str, fallback: str = "", *, dash: str = "  ") -> str:
    return ENTRY.format(id=id, dash=dash, fallback=f"fallback: {fallback}\n{dash}  " if fallback else "")


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return Shelves((Shelf("test", tmp_path, tmp_path / "guides"),), Files())


def shelf(shelves: Shelves, **files: str) -> Shelves:
    folder = shelves.shelves[0].folder / "resources"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return shelves


def cites(*ids: str) -> dict[str, bytes]:
    return {"sessions/01-one.md": HEAD.format(items=", ".join(f"{{use: {id}, when: before}}" for id in ids)).encode()}


def ids(data: bytes) -> list[str]:
    problems: list[object] = []
    found, _ = read_yaml(data.decode(), "resources.yaml", problems=problems)  # type: ignore[arg-type]
    assert problems == []
    assert isinstance(found, dict)
    return [entry["id"] for entry in found["resources"]]  # type: ignore[union-attr,index,call-overload,misc]


def test_only_what_is_cited_is_copied_in_the_order_of_citing(shelves: Shelves) -> None:
    shelf(shelves, many="resources:\n" + entry("x") + "\n" + entry("y") + "\n" + entry("z"))
    assert ids(cited_resources(cites("z", "x", "z"), shelves)) == ["z", "x"]


def test_comments_and_words_are_copied_as_they_stand(shelves: Shelves) -> None:
    shelf(shelves, many="resources:\n" + entry("x") + "\n" + entry("y") + "\n" + entry("z"))
    text = cited_resources(cites("y"), shelves).decode()
    assert text.endswith("\nresources:\n" + entry("y"))


def test_a_fallback_comes_with_what_it_stands_in_for(shelves: Shelves) -> None:
    shelf(shelves, many="resources:\n" + entry("x", "y") + entry("y", "z") + entry("z", "x") + entry("w"))
    assert ids(cited_resources(cites("x", "w"), shelves)) == ["x", "y", "z", "w"]


@pytest.mark.parametrize("dash", ["", "  ", "      "])
def test_any_indentation_of_a_shelf_is_taken(shelves: Shelves, dash: str) -> None:
    shelf(shelves, many="resources:\n" + entry("x", dash=dash) + entry("y", dash=dash))
    assert cited_resources(cites("y"), shelves).decode().endswith("resources:\n" + entry("y"))


def test_an_entry_that_cannot_be_cut_out_is_written_anew(shelves: Shelves) -> None:
    fields = "title: T, authors: A, kind: k, format: pdf, url: https://example.org, access: open, status: live"
    one = "{id: %s, " + fields + ", checked: 2026-11-23, checked_how: opened, use_for: é}"
    shelf(shelves, flow=f"resources: [{one % 'x'}, {one % 'y'}]\n")
    data = cited_resources(cites("y"), shelves)
    assert ids(data) == ["y"]
    assert "é" in data.decode()


def test_nothing_cited_gives_an_empty_list(shelves: Shelves) -> None:
    assert ids(cited_resources(cites(), shelf(shelves))) == []


def test_what_no_shelf_has_is_passed_over(shelves: Shelves) -> None:
    shelf(shelves, many="resources:\n" + entry("x"))
    assert ids(cited_resources(cites("nowhere", "x"), shelves)) == ["x"]


def test_a_file_of_the_templates_own_is_kept_to_the_byte(shelves: Shelves) -> None:
    own = ("# mine\r\nresources:\r\n" + entry("x").replace("\n", "\r\n")).encode()
    assert cited_resources({**cites("x"), "resources.yaml": own}, shelf(shelves)) == own


@pytest.mark.parametrize("dash", ["", "  "])
def test_what_it_lacks_is_added_at_its_end(shelves: Shelves, dash: str) -> None:
    shelf(shelves, many="resources:\n" + entry("y", "x"))
    own = "# mine\nresources:\n" + entry("x", dash=dash)
    data = cited_resources({**cites("x", "y"), "resources.yaml": own.encode()}, shelves)
    assert data.decode().startswith(own)
    assert ids(data) == ["x", "y"]


def test_an_own_file_in_one_line_is_refused_where_something_must_be_added(shelves: Shelves) -> None:
    shelf(shelves, many="resources:\n" + entry("y"))
    with pytest.raises(ProblemsFound) as found:
        cited_resources({**cites("y"), "resources.yaml": b"resources: [{id: x}]\n"}, shelves)
    assert [problem.code for problem in found.value.problems] == ["P022"]
