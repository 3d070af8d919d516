"""Where somebody stands in the files of a programme folder: rows, values, made files."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.keeping.forgetting import REASON, TABLES, WISHES, ForgottenPerson
from toolkit.keeping.people_file import read_people_file
from toolkit.model.person_ids import PersonFields
from toolkit.reading.yaml import KEY, read_scalars


@dataclass(frozen=True, order=True)
class Trace:
    """One place: file, line (0: the file as a whole), what stands there in words, and for a row its cells."""

    file: str
    line: int
    what: str
    values: Mapping[str, str] = field(default_factory=dict, compare=False)


def find_traces(subject: ForgottenPerson, files: Mapping[str, bytes]) -> tuple[Trace, ...]:
    """Every place at which the person's id, name or address stands, by file and line; none twice."""
    found = {trace for path, data in files.items() for trace in _in_file(subject, path, data=data)}
    web_pages = {trace.file.rsplit(".", 1)[0] for trace in found if trace.file.endswith(".html")}
    found |= {
        Trace(path, 0, "made from the same text") for path in files if path.endswith(".pdf") and path[:-4] in web_pages
    }
    return tuple(sorted(found))


def _in_file(subject: ForgottenPerson, path: str, *, data: bytes) -> Iterator[Trace]:
    base = path.rsplit("/", 1)[-1]
    if subject.in_path(path):
        yield Trace(path, 0, "a file of their own")
        return
    if base.endswith(".xlsx"):
        if subject.named_in(_workbook_text(data)):
            yield Trace(path, 0, "a sheet that names them")
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    if base.endswith(".csv"):
        yield from _in_table(subject, path, text=text)
    elif base.endswith((".yaml", ".yml")):
        yield from _in_yaml(subject, path, text=text)
    elif path.startswith((".programme/", "people/history/")) and (base.endswith((".json", ".lock"))):
        yield from _in_json(subject, path, text=text)
    elif not path.startswith(".programme/"):
        yield from _in_text(subject, path, text=_unfolded(base, text))


def _in_table(subject: ForgottenPerson, path: str, *, text: str) -> Iterator[Trace]:
    try:
        file = read_people_file(text.encode())
    except ValueError:
        return
    base = path.rsplit("/", 1)[-1]
    own = file.ids().get(subject.id) if base in TABLES and base != "attendance.csv" else None
    for row in file.rows:
        values = {heading: file.cell(row, heading) for heading in file.headings if heading}
        if row is own or (base == "attendance.csv" and file.cell(row, "id") == subject.id):
            yield Trace(path, row.line, "their row", values)
        elif mentioned := [heading for heading in WISHES if subject.id in _ids(values.get(heading, ""))]:
            yield Trace(path, row.line, f"another person's {' and '.join(mentioned)}")
        elif any(subject.named_in(cell) for cell in values.values()) or (
            path.startswith("out/") and subject.id in values.values()
        ):
            whole = any(
                cell.casefold() in {word.casefold() for word in (*subject.names, *subject.emails)}
                for cell in values.values()
            )
            yield Trace(path, row.line, "a row that names them", values if whole else {})


def _ids(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]


def _in_yaml(subject: ForgottenPerson, path: str, *, text: str) -> Iterator[Trace]:
    close = path in ("cohorts.yaml", "changes.yaml")
    for scalar in read_scalars(text):
        line = text.count("\n", 0, scalar.start) + 1
        words = " › ".join(str(part + 1) if isinstance(part, int) else part for part in scalar.path if part != KEY)
        field = _field(scalar.path)
        if scalar.text == subject.id and (field is None or subject.fields.hold_id(field)):
            yield Trace(path, line, words or "their id")
        elif subject.named_in(scalar.text, one_word=close):
            yield Trace(path, line, f"{words}: their name")
        elif scalar.path and scalar.path[-1] == REASON and subject.mentioned_in(scalar.text):
            yield Trace(path, line, f"{words}: their id, or a part of their name")
    for number, line_text in enumerate(text.split("\n"), 1):
        if "#" in line_text and subject.named_in(line_text.split("#", 1)[1], one_word=close):
            yield Trace(path, number, "a comment that names them")


def _in_json(subject: ForgottenPerson, path: str, *, text: str) -> Iterator[Trace]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return
    found = _values(values, fields=subject.fields)
    count = sum(1 for value, of_people in found if (of_people and value == subject.id) or _says_them(subject, value))
    if count:
        yield Trace(path, 0, f"{count} {'place' if count == 1 else 'places'} of a record of ours")


def _field(path: tuple[str | int, ...]) -> str | None:
    """The field in which a value of YAML stands, by itself or in a list; None where it stands in none."""
    return next((part for part in reversed(path) if isinstance(part, str)), None)


def _says_them(subject: ForgottenPerson, value: str) -> bool:
    own = (
        rf"(?:\.preparation\.{re.escape(subject.id)}@|^\s*-"
        rf" {re.escape(subject.id)}\s*$|^{re.escape(subject.id)}[,;\t]|[\[,] ?{re.escape(subject.id)} ?[\],])"
    )
    return subject.in_path(value) or subject.named_in(value) or re.search(own, value, re.MULTILINE) is not None


def _values(value: Any, *, fields: PersonFields, field: str = "") -> Iterator[tuple[str, bool]]:
    """Each text of a record, and whether it stands where people's ids do."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, field in fields.by
            yield from _values(inner, fields=fields, field=field if field in fields.many else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, fields=fields, field="" if isinstance(inner, dict) else field)
    elif isinstance(value, str):
        yield value, fields.hold_id(field)


def _in_text(subject: ForgottenPerson, path: str, *, text: str) -> Iterator[Trace]:
    close = path.startswith("out/private/")
    if path.startswith("out/") and any(subject.in_path(link) for link in re.findall(r'href="([^"]*)"', text)):
        yield Trace(path, 0, "a link to a file of their own")
    if subject.named_in(text, one_word=close):
        first = next(
            (number for number, line in enumerate(text.split("\n"), 1) if subject.named_in(line, one_word=close)), 0
        )
        yield Trace(path, 0 if path.startswith("out/") else first, "names them")


def _unfolded(base: str, text: str) -> str:
    """The text of a calendar, a page or a message as it is read."""
    if base.endswith(".ics"):
        return text.replace("\r\n ", "").replace("\r\n\t", "")
    if base.endswith(".html"):
        return html.unescape(text)
    if base.endswith(".eml"):
        from email import message_from_string, policy

        message = message_from_string(text, policy=policy.default)
        parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join([*(str(value) for value in message.values()), *parts])
    return text


def _workbook_text(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(
                html.unescape(packed.read(part).decode(errors="replace"))
                for part in packed.namelist()
                if part.endswith(".xml")
            )
    except (zipfile.BadZipFile, OSError):
        return ""
