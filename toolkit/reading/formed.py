"""What `programme cohorts` remembers of the cohorts it formed last: `.programme/formed.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.formed import Formed
from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own_records import parse_json
from toolkit.reading.records import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reading.files import Files

FORMED = ".programme/formed.json"


def read_formed(folder: Path, files: Files, problems: list[Problem]) -> Formed | None:
    """The record; None where no cohorts were formed, or it is damaged: then it is as if they had been written by hand."""
    data = files.data(folder / FORMED, FORMED, problems, largest=RECORD_LARGEST)
    if data is None:
        return None
    try:
        return read_record(Formed, parse_json(data), SourceFile(FORMED), [])
    except ValueError:
        return None
