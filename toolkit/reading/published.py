"""What people were told and when: `.programme/published.yaml` lists the publishes, `.programme/published/NN.json` holds each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.programme import Change
from toolkit.model.told import Publication, Publish, PublishFile
from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own_records import parse_json
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reading.files import Files

PUBLISHED = ".programme/published.yaml"


def read_publishes(folder: Path, files: Files, problems: list[Problem]) -> tuple[Publish, ...]:
    """Every publish, the oldest first; none where nothing was published."""
    text = files.text(folder / PUBLISHED, PUBLISHED, problems)
    if text is None:
        return ()
    mine: list[Problem] = []
    data, source = read_yaml(text, PUBLISHED, mine)
    record = None if mine else read_record(PublishFile, data, source, mine)
    problems += mine
    return record.published if record else ()


def read_publication(folder: Path, publish: Publish, files: Files, problems: list[Problem]) -> Publication | None:
    """One publish in full. P005 where its file is damaged, P002 where it is gone."""
    data = files.data(folder / publish.file, publish.file, problems, largest=RECORD_LARGEST, required=True)
    if data is None:
        return None
    mine: list[Problem] = []
    try:
        record = read_record(Publication, parse_json(data), SourceFile(publish.file), mine)
    except ValueError:
        record = None
    if record is not None and any(read_record(Change, values, SourceFile(publish.file), mine) is None for values in record.changes):
        record = None
    if record is None:
        hint = "Put the file back from a backup or from git, or take its line out of .programme/published.yaml."
        problems.append(Problem(publish.file, 0, 0, "P005", "The record of what people were told is damaged.", hint))
    return record
