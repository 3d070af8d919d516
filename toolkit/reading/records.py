"""Plain data into records; pydantic finds what is wrong, the words and codes are ours."""

from __future__ import annotations

import difflib
import types
import typing
from typing import Any, TypeVar

from toolkit.model.fields import Record
from toolkit.problems import Problem, SourceFile, YamlPath
from toolkit.reading.yaml import KEY, Data
from toolkit.words.filters import plural

R = TypeVar("R", bound=Record)

LONGEST_SHOWN = 60
"""Letters of a wrong value that a message repeats."""

_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "string": "a text",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "dict": "a group of keys",
    "model": "a group of keys",
}

_BOUNDS = {
    "greater_than_equal": "at least",
    "greater_than": "more than",
    "less_than_equal": "at most",
    "less_than": "less than",
}

_FORMS = {
    "http": "a link that begins with https:// and holds no spaces",
    "#[0-9a-f": "a colour like “#0b4a6f”: a # and six digits or letters from a to f",
    "(share|private)": (
        "a path like “share/syllabus.pdf”: share/ or private/, a name in small letters, and .pdf, .txt or .eml"
    ),
    "@": "an address like “ada@example.org”",
}
"""What is wanted, by a sign in the pattern that a text has to match."""


def read_record(
    model: type[R], data: Data, *, source: SourceFile, problems: list[Problem], path: YamlPath = ()
) -> R | None:
    """The record that `data` (at `path` of `source`) describes, or None with every problem added: P020 to P029,
    P039."""
    record, details = try_record(model, {} if data is None else data)
    misspelt = _misspelt(model, details)
    problems.extend(
        _problem(model, detail, source=source, path=path) for detail in details if detail["loc"] not in misspelt
    )
    return record


def try_record(model: type[R], data: Data) -> tuple[R | None, list[dict[str, Any]]]:
    """The record that `data` describes, or None and what pydantic found wrong."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [dict(detail) for detail in error.errors(include_url=False)]


def _misspelt(model: type[Record], details: list[dict[str, Any]]) -> set[YamlPath]:
    """The places of keys that are only missing because an unknown key beside them is the same word misspelt."""
    missing = {detail["loc"] for detail in details if detail["type"] == "missing"}
    found = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            meant = nearest_word(str(detail["loc"][-1]), field_names(model, detail["loc"][:-1]))
            found |= {(*detail["loc"][:-1], meant)} & missing
    return found


def nearest_word(word: str, words: typing.Iterable[str]) -> str | None:
    """The one of `words` that is most like `word` or the only one that begins with it, whatever the capitals, and of
    several the first by the alphabet; None where none is near."""
    folded: dict[str, str] = {}
    likeness = difflib.SequenceMatcher(None, "", word.casefold())
    for known in sorted(words):
        folded.setdefault(known.casefold(), known)
    longer = [known for known in folded if len(word) > 2 and known.startswith(word.casefold())]
    close = longer if len(longer) == 1 else sorted(difflib.get_close_matches(word.casefold(), folded, 9, 0.6))

    def like(known: str) -> float:
        likeness.set_seq1(known)
        return likeness.ratio()

    return folded[max(close, key=like)] if close else None


def nearest(word: str, words: typing.Iterable[str]) -> str:
    """A hint that names the nearest of `words`, or lists them when none is near."""
    known = sorted(words)
    close = nearest_word(word, known)
    if close:
        return f"Did you mean “{close}”?"
    if not known:
        return ""
    shown = ", ".join(known[:12])
    return f"Known: {shown}{' …' if len(known) > 12 else ''}."


def nearest_and_all(word: str, words: typing.Sequence[str]) -> str:
    """A hint that names the nearest of `words`, where one is near, and lists all of them in their order."""
    close = nearest_word(word, words)
    listed = "Choose one of: " + ", ".join(words) + "."
    return f"Did you mean “{close}”? {listed}" if close else listed


def _problem(model: type[Record], detail: dict[str, Any], *, source: SourceFile, path: YamlPath) -> Problem:
    kind, context = str(detail["type"]), detail.get("ctx") or {}
    inner = tuple(part for part in detail["loc"] if part != "[key]")
    full = (*path, *inner)
    name = next((part for part in reversed(full) if isinstance(part, str)), source.name)
    if kind == "extra_forbidden":
        return source.problem(
            "P020", (*full, KEY), f"“{name}” is not a key here.", nearest(name, field_names(model, inner[:-1]))
        )
    if kind == "missing":
        return source.problem("P021", full[:-1], f"“{name}” is missing.", f"Add a line “{name}: …”.")
    if kind.startswith("P0"):
        return source.problem(kind, full, str(detail["msg"]))
    if kind == "literal_error":
        return source.problem(
            "P023",
            full,
            f"“{detail['input']}” is not one of the choices for {name}.",
            nearest_and_all(str(detail["input"]), choices_of(detail)),
        )
    if kind in _BOUNDS:
        limit = next(iter(context.values()))
        return source.problem("P026", full, f"{name} is {detail['input']}; it must be {_BOUNDS[kind]} {limit}.")
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        bound = f"at least {least}" if kind == "too_short" else f"at most {most}"
        many = plural(int(context.get("actual_length", 0)), "entry", many="entries")
        return source.problem("P026", full, f"{name} has {many}; it must have {bound}.")
    if kind == "string_pattern_mismatch":
        wanted = next(
            (words for sign, words in _FORMS.items() if sign in context.get("pattern", "")),
            "of the form that is expected here",
        )
        return source.problem("P027", full, f"“{detail['input']}” is not {wanted}.")
    keys = field_names(model, inner) if kind.startswith("model") and full and isinstance(full[-1], str) else []
    return source.problem("P022", full, *_another_kind(kind, detail["input"], name=name, keys=keys))


def _another_kind(kind: str, given: object, *, name: str, keys: list[str]) -> tuple[str, str]:
    """What is told of a value of a kind that cannot stand there, and what to do; `keys` are those of the group that is
    expected."""
    expected = next((words for start, words in _EXPECTED.items() if kind.startswith(start)), "another kind of value")
    if given is None:
        return f"{name} is blank; {expected} is expected.", "Fill it in, or delete the line."
    shown = (
        f"“{given}” stands at {name}, where"
        if isinstance(given, (str, int, float)) and len(str(given)) <= LONGEST_SHOWN
        else f"At {name}"
    )
    example = ", ".join([*(f'{key}: ""' for key in keys[:3]), *(["…"] if len(keys) > 3 else [])])
    return f"{shown} {expected} is expected.", f"For example: {name}: {{{example}}}" if keys else ""


def choices_of(detail: dict[str, Any]) -> list[str]:
    """The words that a validation would have taken; none where any text would do."""
    expected = (detail.get("ctx") or {}).get("expected", "") if detail["type"] == "literal_error" else ""
    return [part for index, part in enumerate(str(expected).split("'")) if index % 2]


def field_names(model: type[Record], path: YamlPath) -> list[str]:
    """The keys that may stand at `path` below `model`."""
    there = _model_at(model, path)
    return [field.alias or key for key, field in there.model_fields.items()] if there else []


def _model_at(model: type[Record], path: YamlPath) -> type[Record] | None:
    """The record type that stands at `path` below `model`."""
    annotation: Any = model
    for part in path:
        annotation = _strip(annotation)
        if isinstance(annotation, type) and issubclass(annotation, Record):
            field = next((f for key, f in annotation.model_fields.items() if part in (key, f.alias)), None)
            if field is None:
                return None
            annotation = field.annotation
        else:
            arguments = [argument for argument in typing.get_args(annotation) if argument is not Ellipsis]
            if not arguments:
                return None
            annotation = arguments[-1]
    annotation = _strip(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None


def _strip(annotation: Any) -> Any:
    """Without Annotated and without `| None`."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(argument for argument in typing.get_args(annotation) if argument is not type(None))
        else:
            return annotation
