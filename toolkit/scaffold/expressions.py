"""The few expressions that a template may hold, and the sandbox that fills them in. The one place in scaffold/ that
names jinja2.

Allowed are `{{ cookiecutter.NAME | jsonify }}` and, in a default of cookiecutter.json, `{{ cookiecutter.NAME | slugify
}}`; the folder is called `{{cookiecutter.slug}}`. Everything else is refused by the syntax tree before anything is
rendered: a sandbox stops code, but not `{{ 'x' * 10**9 }}`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.problems import Problem, SourceFile

if TYPE_CHECKING:
    from jinja2.nodes import Node, Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON writes as it is and YAML 1.2 (section 5.1) wants escaped."""


def jsonify(value: object) -> str:
    """A plain value as JSON that YAML reads too; letters beyond ASCII stay as they are."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False)
    return Markup(_UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def slugify(text: object) -> str:
    """Lower case letters, digits and single hyphens; accents fall off."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def sandbox(folder: Path | None = None) -> ImmutableSandboxedEnvironment:
    """An environment with our two filters and nothing else; it loads files from `folder`, an absolute path."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loader = FileSystemLoader(folder) if folder else None
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True, loader=loader
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(jsonify=jsonify, slugify=slugify)
    return environment


def check_expressions(
    text: str, source: SourceFile, *, names: Collection[str], filters: Collection[str], first_line: int = 1
) -> Iterator[Problem]:
    """A P100 for each thing in `text` that is not plain text or an allowed expression over one of `names`."""
    tree, broken = _parse(text)
    if tree is None:
        yield source.problem_at(
            "P100", (first_line + broken - 1, 1), "The curly brackets here cannot be read.", _hint(filters)
        )
        return
    for node in _parts(tree):
        if not _is_allowed(node, names, filters=filters):
            line = first_line + node.lineno - 1
            yield source.problem_at("P100", (line, 1), _message(node, names, filters=filters), _hint(filters))


def is_folder_name(text: str) -> bool:
    """Whether a name is the template's folder: `{{cookiecutter.slug}}`, with or without spaces in it."""
    return re.fullmatch(r"\{\{ ?cookiecutter\.slug ?\}\}", text) is not None


def _parse(text: str) -> tuple[Template | None, int]:
    """The syntax tree, or the line at which it cannot be read."""
    from jinja2 import TemplateSyntaxError

    try:
        return sandbox().parse(text), 0
    except TemplateSyntaxError as error:
        return None, error.lineno
    except RecursionError:
        return None, 1


def _parts(tree: Template) -> Iterator[Node]:
    """Everything in a template but its plain text."""
    from jinja2 import nodes

    for statement in tree.body:
        parts: list[Any] = statement.nodes if isinstance(statement, nodes.Output) else [statement]
        yield from (part for part in parts if not isinstance(part, nodes.TemplateData))


def _name(node: Any) -> str | None:
    """NAME where the node is `cookiecutter.NAME`."""
    from jinja2 import nodes

    inside = isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "cookiecutter"
    return str(node.attr) if inside else None


def _is_allowed(node: Any, names: Collection[str], *, filters: Collection[str]) -> bool:
    from jinja2 import nodes

    if not isinstance(node, nodes.Filter) or node.name not in filters:
        return False
    return _name(node.node) in names and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _message(node: Any, names: Collection[str], *, filters: Collection[str]) -> str:
    from jinja2 import nodes

    name = _name(node.node) if isinstance(node, nodes.Filter) and node.name in filters else None
    if name and name not in names and not name.startswith("_"):
        return f"cookiecutter.json has no “{name}” before this place."
    return "A template may hold no expression of this kind; it is data, not a program."


def _hint(filters: Collection[str]) -> str:
    return "Allowed: " + " or ".join(f"{{{{ cookiecutter.NAME | {name} }}}}" for name in sorted(filters)) + "."
