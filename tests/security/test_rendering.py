"""A page of anybody's making ends: in 30 seconds of the processor and 1 GiB, with a message that names the document."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.outputs.printing import page_of, pdfs
from tests.security.attacks import MOST_MEBIBYTES, MOST_SECONDS, Spent, document_type, small, spent
from toolkit.documents.render import Renderer
from toolkit.limits import TooLong, memory_limit, time_limit
from toolkit.outputs import weasyprint_engine
from toolkit.outputs.engine import Limits
from toolkit.problems import ProblemsFound

STYLES = {
    "columns of a grid": "main { display: grid; grid-template-columns: repeat(100000000, 1px) }",
    "rows of a grid": "main { display: grid } p { grid-row: 1 / 100000000 }",
    "stripes": "main { height: 200mm; background: repeating-linear-gradient(red 0, blue 0.00001px) }",
    "a counter": (
        '@counter-style x { system: symbolic; symbols: "i" } p { counter-reset: c 1000000000 } p::before { content:'
        " counter(c, x) }"
    ),
    "zeros before a number": (
        '@counter-style x { system: numeric; symbols: "0" "1"; pad: 1000000000 "0" } p { counter-reset: c 1 } p::before'
        " { content: counter(c, x) }"
    ),
    "names that double": (
        ":root { --a0: xxxxxxxxxx; "
        + "".join(f"--a{n + 1}: var(--a{n}) var(--a{n}); " for n in range(40))
        + "} p::before { content: var(--a40) }"
    ),
    "letters as large as a town": "p { font-size: 1e30px }",
    "waves": "p { text-decoration: underline wavy red; font-size: 0.01px; letter-spacing: 1e6px }",
    "nested rules": "p { width: " + "calc(" * 5000 + "1px" + ")" * 5000 + " }",
    "many rules": "p { color: red }" * 60_000,
}
BODIES = {
    "cells": (
        "<table>{% for i in range(400) %}<tr>{% for j in range(400) %}<td>x</td>{% endfor %}</tr>{% endfor %}</table>"
    ),
    "words": "<p>{% for i in range(400) %}" + "a " * 4500 + "{% endfor %}</p>",
    "paragraphs": "{% for i in range(60000) %}<p></p>{% endfor %}",
    "floats": "{% for i in range(20000) %}<i style='float: left'>x</i>{% endfor %}",
    "places of their own": "{% for i in range(50000) %}<i style='position: absolute'>x</i>{% endfor %}",
    "a grid": "<div style='display: grid'>{% for i in range(5000) %}<i>x</i>{% endfor %}</div>",
}


SHORTER = "import functools, toolkit.outputs.pdf as pdf\npdf.Limits = functools.partial(pdf.Limits, seconds=0.5)\n"
"""The limit of time as half a second, which the same timer keeps: what passes 25 passes that too."""


def printed(folder: Path, *, css: str = "", body: str = "<p>one two three</p>", before: str = SHORTER) -> Spent:
    """What it takes to print a programme's one document of this style or body."""
    document_type(small(folder), css=css, body=body)
    return spent(folder, "build --document evil", before=before)


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
def test_a_style_that_grows_without_end_is_stopped(tmp_path: Path, name: str) -> None:
    found = printed(tmp_path / "programme", css=STYLES[name])
    assert found.within_limits, found
    assert found.seconds < 5
    assert found.code == 0 or "“Evil”" in found.said


@pytest.mark.slow
@pytest.mark.parametrize("name", BODIES)
def test_a_page_that_grows_without_end_is_stopped(tmp_path: Path, name: str) -> None:
    found = printed(tmp_path / "programme", body=BODIES[name])
    assert found.within_limits, found
    assert found.seconds < 5
    assert found.code == 1
    assert "“Evil”" in found.said


def test_the_limits_of_a_build_itself_leave_room_for_the_rest() -> None:
    """The cases above end less than five seconds after their limit; memory is measured with the limit that a build
    has."""
    assert Limits().seconds + 5 <= MOST_SECONDS
    assert Limits().memory + 2**28 <= MOST_MEBIBYTES * 2**20


@pytest.mark.slow
def test_without_the_limit_of_memory_the_same_style_takes_more_than_it_may(tmp_path: Path) -> None:
    unguarded = (
        f"{SHORTER}import contextlib\nimport toolkit.outputs.guards as guards\n"
        "guards.memory_limit = lambda _most: contextlib.nullcontext()"
    )
    assert not printed(tmp_path / "programme", css=STYLES["zeros before a number"], before=unguarded).within_limits


@pytest.mark.parametrize(
    ("limits", "body"),
    [
        (Limits(elements=10), "<p>x</p>" * 20), (Limits(depth=5), "<div>" * 9),
        (Limits(pages=2), "<p style='break-after: page'>x</p>" * 5),
        (Limits(span=3), "<table><tr><td colspan=9>x</table>"), (Limits(seconds=1), "<p>word </p>" * 30_000),
        (Limits(memory=2**24), "<p>word </p>" * 30_000),
    ],
)  # fmt: skip
def test_each_limit_stops_what_passes_without_it(monkeypatch: pytest.MonkeyPatch, limits: Limits, body: str) -> None:
    page = page_of(body)
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)  # with no memory left even a finaliser cannot be told of
    with pytest.raises(ProblemsFound) as found:
        pdfs([page], limits=limits)
    (problem,) = found.value.problems
    assert (problem.code, "“The title”" in problem.message) == ("P103", True)
    if len(body) < 1000:
        assert pdfs([page])


def test_a_library_that_swallows_the_stop_is_told_at_the_end() -> None:
    """As WeasyPrint does while it draws a picture: the page would be printed without it, as if all were well."""

    def swallowing() -> None:
        try:
            while True:
                pass
        except TooLong:
            return

    with pytest.raises(TooLong), time_limit(0.05):
        swallowing()
    with time_limit(5):
        pass


def test_the_memory_of_a_text_has_a_limit() -> None:
    with pytest.raises(MemoryError), memory_limit(2**26):
        bytearray(2**28)
    with memory_limit(2**29), nullcontext():
        assert bytearray(2**20)
    assert bytearray(2**28)  # afterwards everything is as it was


def test_the_template_of_a_text_may_not_take_more_either() -> None:
    doubling = "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a]|join %}" * 40 + "{{ a }}"
    with pytest.raises(ProblemsFound) as found:
        Renderer({"a/page.html.j2": doubling}).page("a/page.html.j2", {})
    assert found.value.problems[0].code == "P103"


def _stumble(*_arguments: object, **_named: object) -> None:
    raise IndexError


@pytest.mark.usefixtures("cold_engine")
def test_a_style_that_makes_the_engine_stumble_is_told_by_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint_engine.Press, "fitted", _stumble)
    with pytest.raises(ProblemsFound) as found:
        pdfs([page_of("<p>x</p>")])
    assert "IndexError" in found.value.problems[0].message
