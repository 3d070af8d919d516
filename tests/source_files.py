"""The files of the toolkit, what one imports and what it calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
