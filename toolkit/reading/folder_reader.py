"""A programme folder while it is read: its files, what could not be read, and what stands in for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.model.place import City
from toolkit.problems import Problem, SourceFile
from toolkit.reading.records import R
from toolkit.reading.recovery import read_file_recovering
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import Data

CORE = ("programme.yaml", "curriculum.yaml", "cohorts.yaml")
"""Files without which there is no plan."""


NO_CITY = City(key="nowhere", name="Nowhere", zone="UTC")
"""Stands in for a city that is not known."""


@dataclass
class Folder:
    """A folder being read: problems and sources gather here.

    `wrong` are files with a mistake; `unsure` those of them that something was left out of; `unread` those whose names
    are not all known.
    """

    path: Path
    shelves: Shelves
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def text(self, name: str, *, required: bool = False) -> str | None:
        return self.shelves.files.text(self.path / name, name, problems=self.problems, required=required)

    def record(
        self, model: type[R], name: str, *, required: bool = False, stand_ins: Mapping[str, Data] | None = None
    ) -> R | None:
        """The record in a YAML file, as far as it can be had; None where the file is absent. `stand_ins` are for what
        it cannot do without."""
        before = len(self.problems)
        text = self.text(name, required=required)
        if text is None and len(self.problems) == before:
            return None
        record, sure, source = read_file_recovering(
            model, text or "", name=name, problems=self.problems if text is not None else [], stand_ins=stand_ins
        )
        self.sources[name] = source
        told = self.problems[before:]
        if told:
            self.wrong.add(name)
        if not sure:
            self.unsure.add(name)
        if text is None or any(problem.code in ("P010", "P012", "P013") for problem in told):
            self.unread.add(name)
        return record
