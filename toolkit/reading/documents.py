"""Document types from the shelves: a folder each with document.yaml, page.html.j2 (or page.txt.j2) and page.css; and
what they share in `_base`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from toolkit.model.document import DocumentBase, DocumentHead, DocumentType
from toolkit.problems import Problem
from toolkit.reading.records import read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']""")


def read_document_types(shelves: Shelves, problems: list[Problem]) -> tuple[DocumentType, ...]:
    """Every document type by name. P102 for one that cannot be used, P108 for a page without the base, and
    the problems of YAML and records."""
    found = (
        read_document_type(shelves, name, path=path, problems=problems)
        for name, path, _shelf in shelves.entries("documents")
    )
    types = tuple(sorted((type_ for type_ in found if type_), key=lambda type_: type_.name))
    pages = {f"{type_.name}/page.html.j2": type_.template for type_ in types if type_.head.file.endswith(".pdf")}
    problems.extend(_without_base(name) for name in pages if not extends_the_base(name, pages))
    return types


def read_document_type(shelves: Shelves, name: str, *, path: Path, problems: list[Problem]) -> DocumentType | None:
    """One document type."""
    label = f"documents/{name}"
    text = shelves.files.text(path / "document.yaml", f"{label}/document.yaml", problems=problems, required=True)
    if text is None:
        return None
    mine: list[Problem] = []
    data, source = read_yaml(text, f"{label}/document.yaml", problems=mine)
    head = None if mine else read_record(DocumentHead, data, source=source, problems=mine)
    problems.extend(mine)
    if head is None:
        return None
    if head.file.endswith(".eml") and (
        head.per not in ("person", "facilitator") or not head.file.startswith("private/")
    ):
        problems.append(
            source.problem("P102", ("file",), "A message (.eml) is private and for each person or facilitator.")
        )
        return None
    if head.audience == "share" and head.per in ("person", "facilitator"):
        problems.append(
            source.problem(
                "P102",
                ("audience",),
                "What is made for one person is private.",
                "Write `audience: private`, and a file below private/.",
            )
        )
        return None
    template_name = "page.html.j2" if head.file.endswith(".pdf") else "page.txt.j2"
    template = shelves.files.text(path / template_name, f"{label}/{template_name}", problems=problems, required=True)
    css = shelves.files.text(path / "page.css", f"{label}/page.css", problems=problems)
    return DocumentType(name, head, template, css or "") if template is not None else None


def extends_the_base(name: str, pages: Mapping[str, str]) -> bool:
    """Whether a page begins from a template of `_base`, itself or by way of another page; `pages` are the texts by
    name. What stands in a comment does not count."""
    seen: set[str] = set()
    while name in pages and name not in seen:
        seen.add(name)
        found = _EXTENDS.search(_COMMENT.sub("", pages[name]))
        name = found[1] if found else ""
    return name.startswith("_base/")


def _without_base(name: str) -> Problem:
    return Problem(
        f"documents/{name}",
        1,
        1,
        "P108",
        "The page does not extend the base.",
        'Begin with {% extends "_base/base.html.j2" %} and put the page into {% block content %}.',
    )


def read_document_base(shelves: Shelves, problems: list[Problem]) -> DocumentBase:
    """What all types share: the first shelf with `documents/_base` wins file by file."""
    templates: dict[str, str] = {}
    css: str | None = None
    for shelf in shelves.shelves:
        folder = shelf.folder / "documents" / "_base"
        for name in shelves.files.names(folder):
            if name.endswith(".j2") and name not in templates:
                templates[name] = shelves.files.text(folder / name, f"documents/_base/{name}", problems=problems) or ""
        css = (
            css
            if css is not None
            else shelves.files.text(folder / "base.css", "documents/_base/base.css", problems=problems)
        )
    return DocumentBase(templates, css or "")
