"""A small programme whose people were told, and what its verbs say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.post_office import PostOffice
from toolkit.cli import run

MADE, NOW = "2026-11-23", "2027-01-11T10:00"


COHORTS = """\
cohorts:
  a: {label: Alder, room: r1, facilitators: [fay], members: [p1, p2]}
  b: {label: Birch, room: r1, facilitators: [fred], members: [p3, p4]}
"""


NAMES = {"p1": "Zoë Planted", "p2": "ليلى الحداد", "p3": 'Tamsin D\'Arcy, "Lloyd"', "p4": "김하늘"}
MEETINGS = "out/share/calendar/programme.ics"


def no_engine(*_arguments: object, **_named: object) -> None:
    from toolkit.problems import EnvironmentMissing

    raise EnvironmentMissing("No PDF engine here.", "install it")


def say(folder: Path, words: str, *, now: str = NOW) -> int:
    """The exit code of a command."""
    return run([*shlex.split(words), "-C", str(folder), "--now", now, "-q", "--no-input"])


def sessions(folder: Path) -> list[str]:
    """The keys of the sessions, in order."""
    return re.findall(
        r"(?m)^key: (\S+)", "\n".join(path.read_text("utf-8") for path in sorted((folder / "sessions").glob("*.md")))
    )


def changes(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """What `programme changes --json` says."""
    capsys.readouterr()
    assert say(folder, shlex.join(["changes", "--json", *options])) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def move(folder: Path, *, to: str = "2027-01-28") -> str:
    """The second session of Alder on another day; the session's key."""
    session = sessions(folder)[1]
    assert say(folder, f"move {session} --cohort a --to {to} --reason 'Zoë Planted asked' --yes") == 0
    assert say(folder, "build") == 3
    return session


def drafts(folder: Path) -> list[str]:
    """The names of the drafts."""
    return sorted(path.name for path in (folder / "out/private/messages").glob("*.eml"))


def send(folder: Path, office: PostOffice, *options: str) -> int:
    return say(folder, shlex.join(["send", "--smtp", office.address, "--no-tls", *options]))
