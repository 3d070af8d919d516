"""`.programme/imports.yaml`: what the organiser said about headings and words, so that nothing is asked twice. It holds
no personal data."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

from toolkit.model.imports import Answers, ImportMemory
from toolkit.problems import Problem
from toolkit.reading.files import Files
from toolkit.reading.imports.columns import FIELDS, OTHER
from toolkit.reading.records import nearest, read_record
from toolkit.reading.yaml import read_yaml
from toolkit.reading.zones import is_zone, why_no_zone

MEMORY = ".programme/imports.yaml"
Hours = tuple[datetime.time, datetime.time]

_HEAD = (
    "# What headings and words in imported files mean. Written by `programme people import`; edit or delete it as you"
    " like.\n"
)


def read_hours(text: str) -> Hours | None:
    """`18:00-21:00` as times; nothing for nothing. ValueError in words for anything else."""
    if not text.strip():
        return None
    match = re.fullmatch(r"\s*(\d{1,2})[:.]?(\d{2})?\s*[-–]\s*(\d{1,2})[:.]?(\d{2})?\s*", text)
    numbers = [int(part or 0) for part in match.groups()] if match else []
    if (
        not numbers
        or max(numbers[0], numbers[2] % 24) > 23
        or numbers[2] > 24
        or max(numbers[1], numbers[3]) > 59
        or numbers[:2] == numbers[2:]
    ):
        raise ValueError(f"“{text}” are no hours. Write them like 18:00-21:00.")
    return datetime.time(numbers[0], numbers[1]), datetime.time(numbers[2] % 24, numbers[3])


def read_column(text: str) -> str:
    """One of our columns, or `other`. ValueError in words for anything else."""
    column = text.strip().lower().replace(" ", "_")
    if column not in (*FIELDS, OTHER):
        raise ValueError(f"“{text}” is none of our columns. {nearest(column, [*FIELDS, OTHER])}")
    return column


def read_import_memory(folder: Path, files: Files, *, problems: list[Problem]) -> Answers:
    """What was said before. Problems as for any YAML file, P023 for a column, P025 for hours and P124 for a zone that
    cannot be read."""
    text = files.text(folder / MEMORY, MEMORY, problems=problems)
    if text is None:
        return Answers()
    mine: list[Problem] = []
    data, source = read_yaml(text, MEMORY, problems=mine)
    record = None if mine else read_record(ImportMemory, data, source=source, problems=mine)
    columns: dict[str, str] = {}
    hours: dict[str, Hours | None] = {}
    for heading, column in record.columns.items() if record else ():
        try:
            columns[heading] = read_column(column)
        except ValueError as error:
            mine.append(source.problem("P023", ("columns", heading), str(error)))
    for word, said in record.hours.items() if record else ():
        try:
            hours[word] = read_hours(said)
        except ValueError as error:
            mine.append(source.problem("P025", ("hours", word), str(error)))
    zones = {}
    for short, place in record.zones.items() if record else ():
        if is_zone(place):
            zones[short] = place
        else:
            mine.append(source.problem("P124", ("zones", short), " ".join(why_no_zone(place))))
    problems += mine
    return Answers(columns=columns, hours=hours, zones=zones)


def write_import_memory(
    columns: Mapping[str, str], hours: Mapping[str, Hours | None], *, zones: Mapping[str, str] | None = None
) -> bytes:
    """The file: sorted, so that the same answers give the same bytes."""
    lines = [f"  {_quoted(heading)}: {column}" for heading, column in sorted(columns.items())]
    words = [f"  {_quoted(word)}: {_quoted(_told(said))}" for word, said in sorted(hours.items())]
    places = [f"  {_quoted(short)}: {zone}" for short, zone in sorted((zones or {}).items())]
    parts = [
        line
        for heading, found in (("columns:", lines), ("hours:", words), ("zones:", places))
        if found
        for line in (heading, *found)
    ]
    return (_HEAD + "\n".join(parts or ["{}"]) + "\n").encode()


def _told(hours: Hours | None) -> str:
    return f"{hours[0]:%H:%M}-{hours[1]:%H:%M}" if hours else ""


def _quoted(text: str) -> str:
    """A text that YAML reads back to the letter."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)
