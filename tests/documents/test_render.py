"""Templates in a box: what they can ask for, and where they end."""

from __future__ import annotations

import pytest

from toolkit.documents.render import Renderer, TemplateValues
from toolkit.problems import Problem, ProblemsFound


def page(template: str, **context: object) -> str:
    return Renderer({"t": template}).page("t", context)


def refusal(template: str, context: TemplateValues | None = None) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        Renderer({"a/page.html.j2": template}).page("a/page.html.j2", context or {})
    return found.value.problems[0]


def test_values_are_escaped_on_pages_and_left_alone_in_texts() -> None:
    renderer = Renderer({"t": "{{ name }}"})
    assert renderer.page("t", {"name": "<b>O'Hara & Co"}) == "&lt;b&gt;O&#39;Hara &amp; Co"
    assert renderer.text("t", {"name": "<b>O'Hara & Co"}) == "<b>O'Hara & Co"


def test_text_of_people_is_never_a_template() -> None:
    assert page("{{ name }}", name="{{ 7 * 7 }}{% if 1 %}") == "{{ 7 * 7 }}{% if 1 %}"
    assert page("{{ name|inline }}", name="{{ 7 }} {0.__class__}") == "{{ 7 }} {0.<strong>class</strong>}"


def test_a_key_of_a_group_comes_before_any_method_of_it() -> None:
    assert (
        page("{{ session.items }} {{ session['keys'] }}", session={"items": "reading", "keys": "two"}) == "reading two"
    )


def test_filters_speak_the_language_of_the_place() -> None:
    assert Renderer({"t": "{{ '2027-01-19'|date }}"}, language="en-US").page("t", {}) == "Tuesday, January 19, 2027"


def test_joined_texts_are_escaped_each() -> None:
    assert (
        page("{{ names|join(' & ') }}|{{ names|map('inline')|list|join('<br>') }}", names=["<a>", "b"])
        == "&lt;a&gt; &amp; b|&lt;a&gt;&lt;br&gt;b"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ x.__init__.__globals__ }}", "{{ x.upper() }}",
        "{{ x|attr('upper') }}",
        "{{ 'x' * 10 }}", "{{ '%5000000d' % 1 }}", "{{ [1] * 10 }}", "{{ x + x }}", "{{ 2 ** 40 }}", "{{ x|safe }}",
        "{{ x|center(9) }}",
        "{{ x ~ x }}", "{% include 't' %}", "{{ '{0}'.format(x) }}", "{{ self.__init__ }}", "{{ range.__self__ }}",
        "{{ cycler }}",
        "{% import 'os' as os %}", "{% for x in %}", "{{ nobody }}", "{{ group.missing }}",
    ],
)  # fmt: skip
def test_a_template_cannot_reach_past_what_it_is_given(template: str) -> None:
    assert refusal(template, {"x": "text", "group": {"a": 1}}).code == "P102"


@pytest.mark.parametrize(
    "template",
    [
        (
            "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{%"
            " endfor %}"
        ),
        "{% for a in range(900000) %}12345678{{ x }}{% endfor %}",
        "{% set a %}xxxxxxxxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a]|join %}" * 40 + "{{ a }}",
    ],
)
def test_a_template_that_grows_without_end_is_stopped(template: str) -> None:
    assert refusal(template, {"x": "text"}).code == "P103"


def test_macros_that_call_themselves_are_stopped() -> None:
    assert refusal("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").code in ("P102", "P103")


def test_a_mistake_is_told_with_file_and_line() -> None:
    problem = refusal("one\ntwo\n{{ nobody }}")
    assert (problem.file, problem.line) == ("documents/a/page.html.j2", 3)
    assert refusal("one\n{% if %}").line == 2


def test_a_document_starts_counting_anew() -> None:
    renderer = Renderer({"t": "{% for a in range(1000000) %}{% endfor %}"})
    assert [renderer.page("t", {}) for _ in range(5)] == [""] * 5
