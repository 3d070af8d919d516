"""Rules about what would embarrass in print: placeholders, reserved names, things that people ask and nobody filled
in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.model.fields import Record
from toolkit.model.plan import Plan
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, SourceFile, YamlPath

_MARKUP = (
    "a|abbr|b|big|blockquote|body|br|center|cite|code|dd|del|dfn|div|dl|dt|em|h[1-6]|hr|html|i|iframe|img|ins|kbd|li"
    "|mark|ol|p|pre|q|s|samp|script|small|span|strong|style|sub|sup|svg|table|td|th|tr|tt|u|ul|var|wbr"
)

PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBC|TBD|FIXME|XXX)\b"
    r"|\[(?:your|insert|name of|fill in)\b[^\]\n]{0,60}\]"
    rf"|<(?!(?i:{_MARKUP})\s*/?>)(?:your |insert )?[A-Za-z…][A-Za-z …-]{{0,40}}>|<\.\.\.>"
    r"|\{\{\s*[A-Za-z_][^{}\n]{0,80}\}\}|\{%[^{}\n]{1,80}%\}"
    r"|\b[Ll]orem ipsum\b"
)
"""What people write in place of a text to come, and what a template leaves where nothing was filled in. HTML is printed
as it stands and is none."""

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def no_placeholders(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P090: in programme.yaml, curriculum.yaml and the sessions. Code and comments may hold them."""
    programme = plan.programme
    yield from _in_record(programme.settings, programme.source("programme.yaml"))
    yield from _in_record(programme.curriculum, programme.source("curriculum.yaml"))
    for session in programme.sessions:
        source = programme.source(session.file)
        yield from _in_record(session.head, source)
        yield from _in_body(source)


def _in_record(record: Record, source: SourceFile) -> Iterator[Problem]:
    for path, text in texts(record.model_dump(by_alias=True), ()):
        if match := PLACEHOLDER.search(_CODE.sub("", text)):
            yield source.problem("P090", path, f"“{match[0]}” was left here.")


def texts(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Every text in nested data, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from texts(inner, (*path, index))


def _in_body(source: SourceFile) -> Iterator[Problem]:
    """The lines below the head, fenced code left out."""
    end = next((number for number, line in enumerate(source.lines[1:], 1) if line.rstrip() == "---"), len(source.lines))
    fenced = False
    for number, line in enumerate(source.lines[end + 1 :], end + 2):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            bare = _CODE.sub(lambda code: " " * len(code[0]), line)
            for match in PLACEHOLDER.finditer(bare):
                yield source.problem_at("P090", (number, match.start() + 1), f"“{match[0]}” was left here.")


def no_reserved_name(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P091: the titles of the programme and of its curriculum keep clear of names that their owners reserve."""
    programme = plan.programme
    titles = (("programme.yaml", programme.settings.title), ("curriculum.yaml", programme.curriculum.title))
    for reserved in programme.reserved_names:
        for file, title in titles:
            if re.search(rf"(?<!\w){re.escape(reserved.name)}(?!\w)", title, re.IGNORECASE):
                message = f"“{reserved.name}” is a name of {reserved.owner}."
                yield programme.source(file).problem("P091", ("title",), message, reserved.reason)


def has_a_title(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P021: the programme has a title; without one posters and calendars have no name."""
    if not plan.programme.settings.title.strip():
        yield plan.programme.source("programme.yaml").problem(
            "P021", ("title",), "The programme has no title.", "Fill it in: posters and calendars carry it."
        )


def known_answers(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P074: whom to call, whom to tell when something is wrong, where to sign up, and who signs the messages."""
    settings, source = plan.programme.settings, plan.programme.source("programme.yaml")
    if settings.contact is None:
        yield source.problem("P074", ("contact",), "It is not known yet whom to call or write to on the day.")
    if settings.conduct.person is None:
        yield source.problem("P074", ("conduct", "person"), "It is not known yet whom to tell when something is wrong.")
    if settings.sign_up.url is None and settings.sign_up.email is None:
        yield source.problem("P074", ("sign_up", "url"), "It is not known yet where people sign up.")
    if settings.signed_by is None and settings.sender.name is None:
        yield source.problem("P074", ("signed_by",), "It is not known yet who signs the messages.")


RULES = (
    Rule(no_placeholders, partly=True, certain=("P090",)),
    Rule(has_a_title),
    Rule(no_reserved_name, partly=True),
    Rule(known_answers),
)
