"""A record of ours that is damaged, or comes from a stranger, is told or begun anew and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.security.attacks import say
from tests.security.records import record

pytestmark = pytest.mark.usefixtures("without_pdfs")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("place", ["inputs", "outputs"])
def test_a_manifest_that_names_a_pipe_or_an_endless_file_does_not_stop_a_build(folder: Path, place: str) -> None:
    os.mkfifo(folder / "pipe")
    assert say(folder, "build") == 3
    values = json.loads((folder / ".programme/manifest").read_bytes())
    values[place] |= {"@folder/pipe": "x", "/dev/zero": "x"} if place == "inputs" else {"out/pipe": ["x", ""]}
    if place == "outputs":
        (folder / "pipe").rename(folder / "out/pipe")
    record(folder, "manifest", values=values)
    assert say(folder, "status") == 0
    assert say(folder, "build") == 3


RECORDS = (
    "manifest",
    "cohorts.json",
    "formed.json",
    "mailed/01.json",
    "history/0001.json",
    "calendar.lock",
    "sent.json",
    "published.yaml",
    "imports.yaml",
    "origin.yaml",
    "journal",
)


VERBS = (
    "check",
    "build",
    "changes",
    "send --dry-run",
    "undo",
    "people list",
    "status",
    "update --dry-run",
    "publish now",
    "people export p1",
)


READERS = {
    "manifest": ("build", "publish now"), "cohorts.json": ("cohorts", "cohorts --replan"),
    "formed.json": ("build", "status", "people list"),
    "mailed/01.json": ("changes", "send --dry-run", "build"), "history/0001.json": ("undo", "status"),
    "calendar.lock": ("build --only ics", "changes"),
    "sent.json": ("send --dry-run", "status"), "published.yaml": ("check", "changes", "publish now"),
    "imports.yaml": ("people import people/participants.csv",),
    "origin.yaml": ("update --dry-run", "status"), "journal": ("check", "undo"),
}  # fmt: skip
"""The verbs that look at each record; the others do not open it."""


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"entries": {"a": 1}}', "null", "\x00\x01", "published: [{name: a, moment: 2027, file: ../x}]"],
)
@pytest.mark.parametrize("name", RECORDS)
def test_a_damaged_record_is_told_or_begun_anew_and_never_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    record(folder, name, values=text)
    monkeypatch.chdir(folder)
    assert {say(folder, verb) for verb in READERS[name]} <= {0, 1, 2, 3, 4}


def test_every_damage_at_once_stops_no_verb_with_a_traceback(folder: Path) -> None:
    for name in RECORDS:
        record(folder, name, values="[" * 200_000)
    assert {say(folder, verb) for verb in VERBS} == {1}  # P005, told of the journal
    (folder / ".programme/journal").unlink()
    assert {say(folder, verb) for verb in VERBS} <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("TOPSECRET", "utf-8")
    place = folder / ".programme" / name
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "secret")
    assert {say(folder, verb) for verb in ("check", *READERS[name])} <= {0, 1, 2, 3, 4}
    assert (tmp_path / "secret").read_text("utf-8") == "TOPSECRET"


CORRUPT: list[Callable[[dict[str, Any]], None]] = [
    lambda told: told["meetings"][0].update(zone="../../etc/passwd"),
    lambda told: told["meetings"][0].update(cohort="../x"),
    lambda told: told["meetings"][0].update(session="/etc/x"),
    lambda told: told["meetings"][0].update(facilitators=["../x"]),
    lambda told: told["meetings"][0].update(minutes=10**30),
    lambda told: told["meetings"][0].update(date="9999-12-31", time="23:59"),
    lambda told: told.update(moment="0001-01-01T00:00:00"),
    lambda told: told.update(members={"../x": ["../y"]}),
    lambda told: told.update(changes=[{"cohort": ["x"]}]),
]


@pytest.mark.parametrize("corrupt", CORRUPT)
def test_a_publish_of_a_stranger_is_told_as_damaged(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], corrupt: Callable[[dict[str, Any]], None]
) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "programme"))
    path = folder / ".programme/published/01.json"
    told = json.loads(path.read_bytes())
    corrupt(told)
    path.write_text(json.dumps(told), "utf-8")
    capsys.readouterr()
    assert {say(folder, verb) for verb in ("check", "build", "changes")} == {1}
    assert "P005" in capsys.readouterr().err
