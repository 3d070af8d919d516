"""The one file that is read from somebody's home: their own defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from toolkit.model.personal import DefaultsFile
from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import Files
from toolkit.reading.recovery import read_file_recovering


def defaults_place(environment: Mapping[str, str], *, windows: bool = os.name == "nt") -> Path:
    """Where the file would be: below XDG_CONFIG_HOME (a relative one does not count, as the XDG rule has it), below
    APPDATA on Windows, else below ~/.config, on macOS too, as uv and most commands do."""
    home = Path(environment.get("HOME", "~")) / ".config"
    asked = [Path(environment.get(name, "")) for name in ("XDG_CONFIG_HOME", *(("APPDATA",) if windows else ()))]
    base = next((place for place in asked if place.is_absolute()), home)
    return base / "programme" / "defaults.yaml"


def read_defaults_file(path: Path, *, problems: list[Problem]) -> tuple[DefaultsFile, SourceFile] | None:
    """The file as far as it can be had, and where each value stands; None where there is none, or where whoever runs
    this may not look.

    Problems as for any YAML file; a link is followed here, since people keep such files elsewhere.
    """
    if not os.path.lexists(path):
        return None
    name, before = str(path), len(problems)
    text = Files().text(Path(os.path.realpath(path)), name, problems=problems)
    if text is None:
        return (DefaultsFile(), SourceFile(name)) if len(problems) > before else None
    record, _sure, source = read_file_recovering(DefaultsFile, text, name=name, problems=problems)
    return record or DefaultsFile(), source
