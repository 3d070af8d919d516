"""Reading on after a mistake: the record that a file would be without what is wrong in it, so that all the rest is
checked in the same go.

What is wrong was told already. A misspelt key or choice is taken for the nearest one, anything else is left out, and
what may not be left out gets a stand-in. Nothing is ever made from such a record: it only shows what else has to be
mended.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from toolkit.problems import Problem, SourceFile, YamlPath
from toolkit.reading.records import R, choices_of, field_names, nearest_word, read_record, try_record
from toolkit.reading.yaml import LEFT_OUT, Data, read_yaml

ROUNDS = 12
"""How often what is left is looked at again: leaving something out can make another thing incomplete."""

_GONE: Final = object()


def read_file_recovering(
    model: type[R],
    text: str,
    *,
    name: str,
    problems: list[Problem],
    stand_ins: Mapping[str, Data] | None = None,
    first_line: int = 1,
) -> tuple[R | None, bool, SourceFile]:
    """A YAML file as a record, whether every value in it is the organiser's own, and where each stands. Problems as for
    `read_yaml` and `read_record`.

    `stand_ins` are values for keys that the record needs. None where it cannot be had even so.
    """
    mine: list[Problem] = []
    data, source = read_yaml(text, name, problems=mine, first_line=first_line)
    problems.extend(mine)
    whole = all(problem.code == "P011" for problem in mine)  # of a key that stands twice the first one counts
    record, sure = read_recovering(model, data, source=source, problems=problems if whole else [], stand_ins=stand_ins)
    return record, sure and whole, source


def read_recovering(
    model: type[R],
    data: Data,
    *,
    source: SourceFile,
    problems: list[Problem],
    stand_ins: Mapping[str, Data] | None = None,
) -> tuple[R | None, bool]:
    """The record as `read_record` gives it, or else what can be made of it; and whether every value in it is the
    organiser's own.

    The places in `source` are brought into line with what was left out.
    """
    record = read_record(model, data, source=source, problems=problems)
    if record is not None:
        return record, True
    mending = _Mending(
        model, copy.deepcopy(data) if isinstance(data, dict) else {}, places=source.places, stand_ins=stand_ins or {}
    )
    for _ in range(ROUNDS):
        record, details = try_record(model, mending.data)
        if record is not None:
            return record, mending.sure and isinstance(data, dict)
        mending.mend(details)
    return None, False


class _Mending:
    """Data on the way to a record. `sure` while nothing was left out or stood in for."""

    def __init__(
        self, model: type[Any], data: Any, *, places: dict[YamlPath, tuple[int, int]], stand_ins: Mapping[str, Data]
    ) -> None:
        self.model, self.data, self.places, self.stand_ins = model, data, places, stand_ins
        self.sure = True

    def mend(self, details: list[dict[str, Any]]) -> None:
        """Follow the details of one validation: unknown keys first, since each may be one that is missing."""
        unknown = [detail for detail in details if detail["type"] == "extra_forbidden"]
        for detail in unknown or details:
            path = tuple(part for part in detail["loc"] if part != "[key]")
            if unknown:
                self._unknown_key(path)
            elif detail["type"] == "missing":
                self._missing(path)
            else:
                self._wrong_value(path, detail)
        self.data = self._without_gone(self.data, ())

    def _unknown_key(self, path: YamlPath) -> None:
        """Becomes the nearest key that is not there yet, or goes; nothing else hung on it."""
        holder, name = self._holder(path)
        if holder is None:
            return
        free = [field for field in field_names(self.model, path[:-1]) if field not in holder]
        meant, value = nearest_word(str(name), free), holder.pop(name)
        if meant:
            holder[meant] = value
            for place in [place for place in self.places if place[: len(path)] == path]:
                self.places[(*path[:-1], meant, *place[len(path) :])] = self.places[place]

    def _missing(self, path: YamlPath) -> None:
        self.sure = False
        if len(path) == 1 and path[0] in self.stand_ins:
            self.data[path[0]] = self.stand_ins[str(path[0])]
        else:
            self._leave_out(path[:-1])

    def _wrong_value(self, path: YamlPath, detail: dict[str, Any]) -> None:
        """Becomes the nearest choice, or goes."""
        meant = nearest_word(str(detail["input"]), choices_of(detail))
        holder, name = self._holder(path)
        if meant and holder is not None:
            holder[name] = meant
        else:
            self._leave_out(path)

    def _leave_out(self, path: YamlPath) -> None:
        self.sure = False
        holder, name = self._holder(path)
        if holder is not None:
            holder[name] = _GONE
            self.places[(*path[:-1], LEFT_OUT)] = self.places.get(path, (1, 1))

    def _holder(self, path: YamlPath) -> tuple[Any, Any]:
        """The group or list, and the key or number in it, that hold the value at `path`, or the nearest value above it
        that is there."""
        here, found = self.data, tuple[Any, Any]((None, None))
        for part in path:
            inside = (
                part in here
                if isinstance(here, dict)
                else isinstance(here, list) and isinstance(part, int) and part < len(here)
            )
            if not inside:
                break
            found, here = (here, part), here[part]
        return found

    def _without_gone(self, data: Any, path: YamlPath) -> Any:
        if isinstance(data, dict):
            return {key: self._without_gone(value, (*path, key)) for key, value in data.items() if value is not _GONE}
        if not isinstance(data, list):
            return data
        kept = [number for number, value in enumerate(data) if value is not _GONE]
        if len(kept) < len(data):
            self._renumber(path, {old: new for new, old in enumerate(kept)})
        return [self._without_gone(data[old], (*path, new)) for new, old in enumerate(kept)]

    def _renumber(self, path: YamlPath, numbers: Mapping[int, int]) -> None:
        """The places of a list's values under the numbers that they have now."""
        depth = len(path)
        inside = {
            place: self.places.pop(place) for place in list(self.places) if len(place) > depth and place[:depth] == path
        }
        for place, where in inside.items():
            number = place[depth]
            if not isinstance(number, int):
                self.places[place] = where
            elif number in numbers:
                self.places[(*path, numbers[number], *place[depth + 1 :])] = where
