"""YAML 1.2 with a position for every value: plain data out, and where each value stands.

PyYAML's C parser composes the nodes; scalars are resolved here by the core schema of YAML 1.2 (section 10.3), so that
`18:30` stays text, `no` is a word and dates stay as written. Repeated keys, aliases and merges are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from toolkit.problems import Problem, SourceFile, YamlPath
from toolkit.reading.control_characters import CONTROL, STEERED, without_control

Data: TypeAlias = "str | int | float | bool | None | list[Data] | dict[str, Data]"

KEY = "<key>"
"""Appended to a path: the place of the key instead of that of its value."""

END = "<end>"
"""Appended to the path of a list in square brackets: the place right after its closing bracket."""

LEFT_OUT = "<left out>"
"""Appended to the path of a group of keys: the place of a value that was wrong and left out of it."""

DEEPEST = 40

STEEPEST = 500
"""Levels at which reading ends at once; below, the place of what is nested too deep is told."""

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def resolve_scalar(text: str) -> str | int | float | bool | None:
    """What a plain scalar means in YAML 1.2's core schema (hexadecimal, octal and infinities are left as text)."""
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text) and not re.match(r"[-+]?0[0-9]", text):
        return int(text)
    if _FLOAT.fullmatch(text) and not re.match(r"[-+]?0[0-9]", text):
        return float(text)
    return text


def read_yaml(text: str, name: str, *, problems: list[Problem], first_line: int = 1) -> tuple[Data, SourceFile]:
    """The data of one YAML document and where each value stands.

    `first_line` is the line at which `text` begins in the file `name`. Problems: P010 not YAML, P011 a key twice,
    P012 anchors and merges, P013 too deep. With any of them the data is what could be read. Control characters are left
    out, and their places marked (STEERED).
    """
    import yaml

    lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
    source = SourceFile(name, lines)
    try:
        node = _compose(text)
    except RecursionError:
        problems.append(source.problem_at("P013", (first_line, 1), f"The file is nested deeper than {DEEPEST} levels."))
        return None, source
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, source, first_line=first_line))
        return None, source
    if node is None:
        return None, source
    problems.extend(_anchors(text, source, first_line=first_line))
    return _YamlReader(source, problems, offset=first_line - 1).value(node, (), depth=0), source


def _compose(text: str) -> Any:
    """The root node. RecursionError before the parser does, which goes down by recursion and takes the whole process
    with it, and slowly at that."""
    import yaml

    depth, marks = 0, sum(text.count(mark) for mark in ("[", "{", "- ", "? "))
    steep = marks > STEEPEST or " " * (STEEPEST // 2) in text
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if steep else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > STEEPEST:
            raise RecursionError
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _anchors(text: str, source: SourceFile, *, first_line: int) -> list[Problem]:
    """P012 wherever an anchor or an alias stands; the text is valid YAML."""
    import yaml

    if "&" not in text and "*" not in text:
        return []
    found = []
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if getattr(event, "anchor", None) is not None and event.start_mark is not None:
            place = (event.start_mark.line + first_line, event.start_mark.column + 1)
            word = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            found.append(source.problem_at("P012", place, f"An {word} stands here; write the value out."))
    return found


def _syntax_problem(error: Exception, source: SourceFile, *, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = (mark.line + first_line, mark.column + 1) if mark is not None else (first_line, 1)
    line = source.lines[place[0] - 1] if place[0] <= len(source.lines) else ""
    if "\t" in line:
        return source.problem_at("P010", place, "YAML does not allow a tab here.", "Use spaces.")
    reason = str(getattr(error, "problem", None) or "the text cannot be understood")
    hint = (
        "Put quotes around a text that holds a colon, a hash or a quote."
        if ":" in line or "#" in line
        else "Look at the line above it too."
    )
    if "undefined alias" in reason:
        return source.problem_at("P012", place, "An alias stands here; write the value out.")
    return source.problem_at("P010", place, "This line is not valid YAML (or the one before it was not closed).", hint)


class _YamlReader:
    """Walks composed nodes once; keeps the places and the problems."""

    def __init__(self, source: SourceFile, problems: list[Problem], *, offset: int) -> None:
        self.source, self.problems, self.offset = source, problems, offset
        self.seen: set[int] = set()

    def value(self, node: object, path: YamlPath, *, depth: int) -> Data:
        from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

        assert isinstance(node, Node)
        place = (node.start_mark.line + 1 + self.offset, node.start_mark.column + 1)
        self.source.places[path] = place
        if id(node) in self.seen:
            return None
        self.seen.add(id(node))
        if depth > DEEPEST:
            self.problems.append(
                self.source.problem_at("P013", place, f"The file is nested deeper than {DEEPEST} levels.")
            )
            return None
        if isinstance(node, ScalarNode):
            return self.scalar(node, path)
        if isinstance(node, SequenceNode):
            if node.flow_style and node.end_mark is not None:
                self.source.places[(*path, END)] = (node.end_mark.line + 1 + self.offset, node.end_mark.column + 1)
            return [self.value(child, (*path, index), depth=depth + 1) for index, child in enumerate(node.value)]
        assert isinstance(node, MappingNode)
        return self.mapping(node.value, path, depth=depth)

    def scalar(self, node: Any, path: YamlPath) -> Data:
        """The value of a plain scalar, or the text of another, without the control characters that it may spell."""
        if not node.style and node.tag != "tag:yaml.org,2002:str":
            return resolve_scalar(node.value)
        if CONTROL.search(node.value):
            self.source.places[(*path, STEERED)] = self.source.places[path]
        return without_control(node.value)

    def mapping(self, pairs: list[tuple[object, object]], path: YamlPath, *, depth: int) -> Data:
        from yaml.nodes import Node, ScalarNode

        result: dict[str, Data] = {}
        for key_node, value_node in pairs:
            assert isinstance(key_node, Node)
            place = (key_node.start_mark.line + 1 + self.offset, key_node.start_mark.column + 1)
            if not isinstance(key_node, ScalarNode):
                self.problems.append(self.source.problem_at("P010", place, "A key must be a plain word."))
                continue
            key = str(key_node.value)
            if key == "<<":
                self.problems.append(
                    self.source.problem_at("P012", place, "A merge (<<) stands here; write the values out.")
                )
                continue
            if key in result:
                first = self.source.places[(*path, key, KEY)][0]
                self.problems.append(
                    self.source.problem_at(
                        "P011", place, f"“{key}” stands here and already in line {first}.", "Keep one of the two."
                    )
                )
                continue
            self.source.places[(*path, key, KEY)] = place
            result[key] = self.value(value_node, (*path, key), depth=depth + 1)
        return result


@dataclass(frozen=True)
class Scalar:
    """A value as it stands in a text: its path, text, the letters [start, end), and whether the list it stands in is in
    square brackets."""

    path: YamlPath
    text: str
    start: int
    end: int
    flow: bool = False


def read_scalars(text: str) -> tuple[Scalar, ...]:
    """Every value of a YAML text that `read_yaml` reads without a problem, in order, for edits that leave all else
    alone.

    A key stands there too, with KEY behind its path. Nothing where the text is not YAML.
    """
    import yaml

    try:
        node = _compose(text)
    except (yaml.YAMLError, RecursionError):
        return ()
    found: list[Scalar] = []
    _gather(node, (), found=found, flow=False)
    return tuple(found)


def _gather(node: Any, path: YamlPath, *, found: list[Scalar], flow: bool) -> None:
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if len(path) > DEEPEST:
        return
    if isinstance(node, ScalarNode):
        found.append(Scalar(path, str(node.value), node.start_mark.index, node.end_mark.index, flow))
    elif isinstance(node, SequenceNode):
        for index, child in enumerate(node.value):
            _gather(child, (*path, index), found=found, flow=bool(node.flow_style))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            _gather(key, (*inner, KEY), found=found, flow=bool(node.flow_style))
            _gather(value, inner, found=found, flow=bool(node.flow_style))
