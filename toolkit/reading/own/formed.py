"""What `programme cohorts` remembers of the cohorts it formed last: `.programme/formed.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.formed import Formed
from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own.own_records import parse_json
from toolkit.reading.records import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reading.files import Files

FORMED = ".programme/formed.json"
COHORT_MEMORY = ".programme/cohorts.json"
"""What `programme cohorts` wrote, and every key that was ever used."""


def read_formed(folder: Path, files: Files, *, problems: list[Problem]) -> Formed | None:
    """The record; None where no cohorts were formed, or it is damaged: then it is as if they had been written by
    hand."""
    data = files.data(folder / FORMED, FORMED, problems=problems, largest=RECORD_LARGEST)
    return None if data is None else parse_formed(data)


def parse_formed(data: bytes) -> Formed | None:
    """The record in these bytes; None where it is damaged."""
    try:
        return read_record(Formed, parse_json(data), source=SourceFile(FORMED), problems=[])
    except ValueError:
        return None


def read_used_keys(folder: Path, files: Files, *, problems: list[Problem]) -> frozenset[str]:
    """The keys of cohorts that were ever formed; none where nothing is remembered or it is damaged."""
    data = files.data(folder / COHORT_MEMORY, COHORT_MEMORY, problems=problems, largest=RECORD_LARGEST)
    try:
        return frozenset(str(key) for key in parse_json(data)["used"]) if data is not None else frozenset()
    except (ValueError, KeyError, TypeError):
        return frozenset()
