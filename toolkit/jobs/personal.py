"""Somebody's own defaults: for `new`, for sending and for the terminal. Nothing that is checked, planned or built comes
from them: `new` writes its answers into the folder, which alone decides afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.jobs.job import job
from toolkit.jobs.origins import SettingData
from toolkit.model.personal import DefaultsFile
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.personal import defaults_place, read_defaults_file

VARIABLES = {
    "new.city": "PROGRAMME_CITY",
    "new.template": "PROGRAMME_TEMPLATE",
    "new.contact": "PROGRAMME_CONTACT",
    "new.signed_by": "PROGRAMME_SIGNED_BY",
    "mail.smtp": "PROGRAMME_SMTP",
    "mail.user": "PROGRAMME_SMTP_USER",
}
"""Each key with the variable that is stronger than the file."""


@dataclass(frozen=True)
class Personal:
    """What was set, by key, each with what set it. `file` is where the file is read from, `there` whether it is
    there; `problems` are those in it, and what could be read of it counts even so for the colours alone."""

    file: Path
    there: bool
    settings: tuple[SettingData, ...]
    no_color: bool
    problems: tuple[Problem, ...]

    @property
    def running(self) -> tuple[SettingData, ...]:
        """Those that count after `new`: mail and terminal."""
        return tuple(one for one in self.settings if not one["key"].startswith("new."))

    def settings_of(self, group: str) -> dict[str, SettingData]:
        """The settings of a group, such as `new`, by their names in it. ProblemsFound where the file has any."""
        if self.problems:
            raise ProblemsFound(self.problems)
        return {one["key"].split(".")[1]: one for one in self.settings if one["key"].startswith(f"{group}.")}


@job
def read_personal(environment: Mapping[str, str]) -> Personal:
    """The defaults of whoever runs this: PROGRAMME_ variables, then their file."""
    problems: list[Problem] = []
    place = defaults_place(environment)
    found = read_defaults_file(place, problems=problems)
    record, source = found or (DefaultsFile(), SourceFile(str(place)))
    plain = record.model_dump(mode="json")
    written = {f"{group}.{name}": value for group, values in plain.items() for name, value in values.items() if value}
    settings = []
    for key in (*VARIABLES, "terminal.no_color"):
        variable = VARIABLES.get(key, "")
        if said := environment.get(variable, "").strip():
            settings.append(SettingData(key=key, value=said, origin=variable, line=0))
        elif key in written:
            line, _ = source.place(tuple(key.split(".")))
            value = str(written[key]).lower() if written[key] is True else str(written[key])
            settings.append(SettingData(key=key, value=value, origin=str(place), line=line))
    return Personal(place, found is not None, tuple(settings), record.terminal.no_color, tuple(problems))
