"""The files of the toolkit, what one imports, calls and speaks of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [(path, path.relative_to(ROOT / "toolkit").as_posix()) for path in sorted((ROOT / "toolkit").rglob("*.py"))]


def imports(tree: ast.AST) -> Iterator[str]:
    """The dotted name of every module that is imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def modules(files: Iterable[str]) -> dict[str, str]:
    """The dotted name of each file: `toolkit.reading.yaml`."""
    return {f"toolkit.{file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}": file for file in files}


@cache
def named(source: str) -> tuple[str, ...]:
    """Every module of ours that a file imports."""
    return (*named_by(ast.parse(source)),)


def named_by(tree: ast.AST) -> Iterator[str]:
    """The same of a tree, by `from a import b` too where b is a module; what else is imported stands among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit"):
            yield from (node.module or "", *(f"{node.module}.{name.name}" for name in node.names))
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def known_as(tree: ast.AST) -> dict[str, str]:
    """What a name of a file was imported as: `d` by `import datetime as d`."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            known |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            known |= {name.asname: name.name for name in node.names if name.asname}
    return known


def full_name(node: ast.expr, known: Mapping[str, str]) -> str:
    """The full name of what an expression speaks of, whatever it was imported as."""
    first, dot, rest = ast.unparse(node).partition(".")
    return f"{known.get(first, first)}{dot}{rest}"


def calls(tree: ast.AST) -> Iterator[str]:
    """What is called, by its full name: `print`, `datetime.date.today`."""
    known = known_as(tree)
    yield from (full_name(node.func, known) for node in ast.walk(tree) if isinstance(node, ast.Call))


def mentions(tree: ast.AST) -> Iterator[str]:
    """What is spoken of, called or not, by its full name: `print`, `sys.stdout.write`."""
    known = known_as(tree)
    owners = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in owners and isinstance(node.ctx, ast.Load):
            yield full_name(node, known)
