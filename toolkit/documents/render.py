"""Templates into text, in a box: a template sees plain values, may call only what it is given, and ends within limits.

The sandbox of Jinja stops code but not `{{ 'x' * 10**9 }}`; here a template reaches the keys of a group, the places of
a list, the state of its loop and its own macros, and nothing else. There are no methods, no `safe`, no `format` and no
way to repeat a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from toolkit.limits import MOST_MEMORY, TooLarge, TooLong, memory_limit, time_limit
from toolkit.problems import Problem, ProblemsFound
from toolkit.words.filters import (
    about,
    date_words,
    day_words,
    duration,
    inline,
    listing,
    markdown,
    number_word,
    plural,
    short_date,
)

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Box(ImmutableSandboxedEnvironment):
        """What `_box` makes, for those who check types."""

        characters: _CharacterCount


KEPT_FILTERS = ("default", "e", "escape", "first", "last", "length", "list", "map", "selectattr", "rejectattr")
"""Of the filters that Jinja has: those that cannot make much out of little."""

MOST_CHARACTERS = 4_000_000
"""Letters of one document: about 1,500 pages."""

MOST_SECONDS = 10
"""Seconds of work for the text of one document; a shipped one takes 20 ms."""

TemplateValues = Mapping[str, object]
"""Plain values by name: `toolkit.documents.shapes` says which."""


class Renderer:
    """Renders the templates of one shelf's documents in one language. `templates` maps names to texts."""

    def __init__(self, templates: Mapping[str, str], *, language: str = "en-GB") -> None:
        self._pages = _environment(templates, language, autoescape=True)
        self._texts = _environment(templates, language, autoescape=False)

    def page(self, name: str, context: TemplateValues) -> str:
        """A template as HTML, every value escaped. P102 where the template is wrong, P103 where it does not end."""
        return _render(self._pages, name, context=context)

    def text(self, name: str, context: TemplateValues) -> str:
        """A template as plain text. P102 and P103 as above."""
        return _render(self._texts, name, context=context)


def _render(box: Box, name: str, *, context: TemplateValues) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        with time_limit(MOST_SECONDS), memory_limit(MOST_MEMORY):
            box.characters.count = 0
            return box.get_template(name).render(context)
    except TooLong:
        raise _problem(
            name, 0, code="P103", message=f"The template works for more than {MOST_SECONDS} seconds without an end."
        ) from None
    except (TooLarge, MemoryError, OverflowError):
        raise _problem(
            name, 0, code="P103", message=f"The template writes more than {MOST_CHARACTERS:,} letters."
        ) from None
    except TemplateSyntaxError as error:
        raise _problem(
            error.name or name, error.lineno, code="P102", message=f"The template is wrong: {error.message}."
        ) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        line = _line(error, name)
        raise _problem(
            name, line, code="P102", message=f"The template asks for something that is not there: {error}."
        ) from None


def _problem(name: str, line: int, *, code: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(f"documents/{name}", line, 1 if line else 0, code, message)])


def _line(error: BaseException, name: str) -> int:
    """The line of the template that was at work, which Jinja writes into the traceback."""
    lines = [0]
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", name):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines[-1]


def _environment(templates: Mapping[str, str], language: str, *, autoescape: bool) -> Box:
    from jinja2 import DictLoader, StrictUndefined

    box = _box()(
        loader=DictLoader(dict(templates)),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    box.filters = {name: box.filters[name] for name in KEPT_FILTERS} | _filters(language)
    box.globals = {"range": box.characters.numbers}
    return box


def _filters(language: str) -> dict[str, Callable[..., object]]:
    return {
        "about": about,
        "date": lambda value: date_words(value, language),
        "day": lambda value: day_words(value, language),
        "duration": duration,
        "inline": inline,
        "join": _join,
        "listing": listing,
        "markdown": markdown,
        "number_word": number_word,
        "plural": plural,
        "quoted": _quoted,
        "short_date": lambda value: short_date(value, language),
        "upper_first": lambda text: text[:1].upper() + text[1:],
    }


def _quoted(value: object) -> str:
    """A text or a list of texts as JavaScript and JSON write it."""
    return json.dumps(value, ensure_ascii=False)


def _join(parts: Iterable[str], between: str = "") -> str:
    """Texts in one, escaped where the page is HTML; never longer than a document may be."""
    from markupsafe import Markup, escape

    listed = list(parts)
    if sum(len(part) for part in listed) + len(between) * len(listed) > MOST_CHARACTERS:
        raise TooLarge
    return (
        Markup(escape(between)).join(listed)
        if any(isinstance(part, Markup) for part in listed)
        else between.join(listed)
    )


class _CharacterCount:
    """Counts what one document prints and how often it goes round, inside macros and blocks too, where a text could
    double and double."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, value: object) -> object:
        self.count += len(value) if isinstance(value, str) else 1
        if self.count > MOST_CHARACTERS:
            raise TooLarge
        return value

    def numbers(self, count: int) -> range:
        """What templates know as range: 0, 1, … count - 1."""
        self.count += count
        if self.count > MOST_CHARACTERS:
            raise TooLarge
        return range(count)


@cache
def _box() -> type[Box]:
    """The environment's class; Jinja is imported only when something is rendered."""
    from jinja2 import TemplateSyntaxError, nodes
    from jinja2.environment import TemplateModule
    from jinja2.runtime import BlockReference, LoopContext, Macro
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class SmallBox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.finalize = self.characters = _CharacterCount()

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, dict):
                return self.getitem(obj, attribute)
            if isinstance(obj, (LoopContext, TemplateModule)) and not attribute.startswith("_"):
                return super().getattr(obj, attribute)
            return self.undefined(f"“{attribute}” cannot be asked of a {type(obj).__name__}", obj=obj, name=attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            try:
                return (
                    obj[argument]
                    if isinstance(obj, (dict, list, tuple, str))
                    else self.undefined(obj=obj, name=str(argument))
                )
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=str(argument))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(
                isinstance(side, (int, float)) and abs(side) < 10**12 for side in (left, right)
            ):
                raise TypeError(f"{operator} works on numbers only")
            return super().call_binop(context, operator, left, right)

        def is_safe_callable(self, obj: Any) -> bool:
            return isinstance(obj, (Macro, LoopContext, BlockReference)) or obj == self.characters.numbers

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for node in tree.find_all((nodes.Concat, nodes.Include)):
                raise TemplateSyntaxError("neither ~ nor include is used here", node.lineno, name, filename)
            return tree

    return cast("type[Box]", SmallBox)
