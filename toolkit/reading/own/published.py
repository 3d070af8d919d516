"""What people were told and when: `.programme/published.yaml` lists the publishes, `.programme/published/NN.json` holds
each.

`.programme/mailed/NN.json` holds what a run of `programme send` told those whom it reached.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from toolkit.model.changes import ChangeEntry
from toolkit.model.told import Mailing, Publication, Publish, PublishFile
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own.own_records import parse_json
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reading.files import Files

PUBLISHED = ".programme/published.yaml"
MAILED = ".programme/mailed"

_Form = TypeVar("_Form", Publication, Mailing)


def read_publishes(folder: Path, files: Files, *, problems: list[Problem]) -> tuple[Publish, ...]:
    """Every publish, the oldest first; none where nothing was published."""
    text = files.text(folder / PUBLISHED, PUBLISHED, problems=problems)
    if text is None:
        return ()
    mine: list[Problem] = []
    data, source = read_yaml(text, PUBLISHED, problems=mine)
    record = None if mine else read_record(PublishFile, data, source=source, problems=mine)
    problems += mine
    return record.published if record else ()


def read_publication(folder: Path, publish: Publish, *, files: Files, problems: list[Problem]) -> Publication | None:
    """One publish in full. P005 where its file is damaged, P002 where it is gone."""
    hint = "Put the file back from a backup or from git, or take its line out of .programme/published.yaml."
    return _read(folder, publish.file, form=Publication, hint=hint, files=files, problems=problems)


def read_mailings(folder: Path, files: Files, *, problems: list[Problem]) -> tuple[Mailing, ...]:
    """Every run of `programme send` that reached somebody, the oldest first. P005 where a file is damaged."""
    paths = _mailing_paths(folder, files)
    hint = "Put the file back from a backup or from git."
    found = (
        _read(folder, path, form=Mailing, hint=hint, files=files, problems=problems)
        for path in sorted(paths, key=lambda path: (len(path), path))
    )
    return tuple(mailing for mailing in found if mailing)


def count_tellings(folder: Path) -> int:
    """How often people were told something, by a publish or by mail. ProblemsFound where the list of publishes cannot
    be read."""
    from toolkit.reading.files import Files

    files, problems = Files(), list[Problem]()
    publishes = read_publishes(folder, files, problems=problems)
    if problems:
        raise ProblemsFound(problems)
    return len(publishes) + len(_mailing_paths(folder, files))


def _mailing_paths(folder: Path, files: Files) -> list[str]:
    return [f"{MAILED}/{name}" for name in files.names(folder / MAILED) if re.fullmatch(r"[0-9]+\.json", name)]


def _read(
    folder: Path, path: str, *, form: type[_Form], hint: str, files: Files, problems: list[Problem]
) -> _Form | None:
    data = files.data(folder / path, path, problems=problems, largest=RECORD_LARGEST, required=True)
    if data is None:
        return None
    mine: list[Problem] = []
    try:
        record = read_record(form, parse_json(data), source=SourceFile(path), problems=mine)
    except ValueError:
        record = None
    if isinstance(record, Publication) and any(
        read_record(ChangeEntry, values, source=SourceFile(path), problems=mine) is None for values in record.changes
    ):
        record = None
    if record is None:
        problems.append(Problem(path, 0, 0, "P005", "The record of what people were told is damaged.", hint))
    return record
