"""What would embarrass in print: each rule with what it tells and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import programme
from toolkit.model.programme import ReservedName
from toolkit.planning.rules.readiness import PLACEHOLDER


@pytest.mark.parametrize("title", ["", "  "])
def test_a_programme_without_a_title_is_told(title: str) -> None:
    assert "P021" in codes(programme(title=title))


def test_a_reserved_name_counts_as_a_whole_word_only() -> None:
    names = (ReservedName(name="BOAT", owner="Us", reason="Ours."),)
    assert codes(replace(programme(title="The boat course"), reserved_names=names)) == {"P091"}
    assert codes(replace(programme(title="The boating course"), reserved_names=names)) == set()


@pytest.mark.parametrize(
    "text", ["TODO", "x TBC.", "[your name]", "[insert room]", "<name>", "<your city>", "<...>", "Lorem ipsum dolor"]
)
def test_placeholders_are_known(text: str) -> None:
    assert PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text",
    ["todo", "a < b and c > d", "<https://example.org>", "[1]", "[see the list](x)", "TODOS", "x<5>y", "<a@b.org>"],
)
def test_plain_text_is_no_placeholder(text: str) -> None:
    assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text", ["{{ cookiecutter.title }}", "{{slug}}", "{% if x %}", "<a name>", "<code of the door>"]
)
def test_what_a_template_left_and_what_only_begins_like_markup_is_a_placeholder(text: str) -> None:
    assert PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ring <b>knock</b>",
        "one<br>two<BR />",
        "{a} and {b}",
        "{{1, 2}, {3}}",
        "{}",
        "100 %}",
        "<script>x</script>",
        "A</script>",
    ],
)
def test_markup_and_braces_are_no_placeholders(text: str) -> None:
    assert not PLACEHOLDER.search(text)
