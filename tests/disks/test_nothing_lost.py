"""Whatever kills a verb that writes, at whatever write: no edit is lost, no file is half, and the same command finishes
the job."""

from __future__ import annotations

import io
import math
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.disks.disturbed import ALL, NOT_UNDONE, NOW, SCENARIOS, Scenario, Trial, start, writing_verbs
from tests.faults import Disk, Fault, Killed, failing, unreadable
from tests.post_office import PostOffice
from tests.running import tree
from toolkit.keeping.journal import locked


def test_every_verb_that_writes_is_tried_on_a_failing_disk() -> None:
    assert set(writing_verbs()) == set(SCENARIOS)


def undisturbed(started: Trial, place: Path) -> tuple[Disk, dict[str, bytes]]:
    """How often the command changes the disk, and what it leaves."""
    trial = replace(started, place=shutil.copytree(started.place, place))
    with failing(Disk()) as disk:
        assert trial.run() == 0
    files = trial.files()
    shutil.rmtree(place)
    return disk, files


MOST = 25
"""Writes of one verb that each fault is tried at, unless every one is asked for: `new` alone makes 300."""

POINTS = 300
"""Of the faults beyond those at every write: how many are tried over all verbs together."""


@dataclass(frozen=True)
class Tried:
    """A verb that is about to be disturbed: where, what there is before and after, and who gets mail when nothing is
    wrong."""

    started: Trial
    before: dict[str, bytes]
    after: dict[str, bytes]
    disk: Disk
    office: PostOffice
    recipients: list[str]

    @classmethod
    def of(cls, name: str, base: Path, *, place: Path, office: PostOffice) -> Tried:
        started = start(base, place / "started", scenario=ALL[name], smtp=office.address)
        office.received.clear()
        disk, after = undisturbed(started, place / "trial")
        return cls(started, started.files(), after, disk, office, office.recipients)

    def survives(self, fault: str, at: int, *, disturbed: Callable[[Trial], int]) -> str:
        """What is said where the verb is disturbed; after that it is done by the same command again."""
        where, errors = f"{fault} at {at}", io.StringIO()
        trial = replace(self.started, place=shutil.copytree(self.started.place, self.started.place.parent / "trial"))
        self.office.received.clear()
        with redirect_stderr(errors):
            told = disturbed(trial)
        said = errors.getvalue()
        assert "Traceback" not in said
        assert told != 0 or trial.files() == self.after, f"said that all is well, {where}"
        _nothing_lost(trial, self.before, after=self.after, where=where)
        assert told == 0 or trial.run() == 0, f"again after {where}"
        assert trial.files() == self.after, f"again after {where}"
        assert set(self.office.recipients) == set(self.recipients), f"mail after {where}"
        assert len(self.office.recipients) <= len(self.recipients) + 1, f"mail after {where}"
        shutil.rmtree(trial.place)
        return said


def spread(points: Sequence[int]) -> Sequence[int]:
    """The first, the last and those evenly between; all of them in `make long`."""
    last = len(points) - 1
    if last < MOST or "EVERY_WRITE" in os.environ:
        return points
    return [points[round(number * last / (MOST - 1))] for number in range(MOST)]


def test_the_points_of_a_verb_are_its_first_and_last_and_those_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVERY_WRITE", raising=False)
    assert spread(range(1, MOST + 1)) == range(1, MOST + 1)
    found = spread(range(1, 300))
    assert (found[0], found[-1], len(set(found))) == (1, 299, MOST)
    monkeypatch.setenv("EVERY_WRITE", "1")
    assert spread(range(1, 300)) == range(1, 300)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["full", "torn", "dead"])
@pytest.mark.parametrize("name", ALL)
def test_a_verb_survives_a_fault_at_every_write(
    name: str, fault: Fault, base: Path, tmp_path: Path, office: PostOffice
) -> None:
    tried = Tried.of(name, base, place=tmp_path, office=office)
    assert tried.disk.count > 3
    assert tried.disk.out_of_order() == []
    for at in spread(tried.disk.writes if fault == "torn" else range(1, tried.disk.count + 1)):
        tried.survives(fault, at, disturbed=partial(_disturbed, fault=fault, at=at))


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_verb_survives_a_disk_that_breaks_or_can_be_read_only_from_a_moment_on(
    name: str, base: Path, tmp_path: Path, office: PostOffice
) -> None:
    tried = Tried.of(name, base, place=tmp_path, office=office)
    chance = random.Random(name)
    for _ in range(math.ceil(POINTS / len(ALL))):
        fault: Fault = chance.choice(["broken", "read-only"])
        at = chance.randint(1, tried.disk.count)
        said = tried.survives(fault, at, disturbed=partial(_disturbed, fault=fault, at=at))
        assert "Error: a file: " not in said, f"{fault} at {at}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_file_that_breaks_while_it_is_read_is_named(
    name: str, base: Path, tmp_path: Path, office: PostOffice
) -> None:
    tried = Tried.of(name, base, place=tmp_path, office=office)
    chance = random.Random(name)
    for _ in range(3):
        at = chance.randint(1, 40)
        said = tried.survives("unreadable", at, disturbed=partial(_unread, at=at))
        assert "Error: a file: " not in said, f"file {at}"
        assert "not a mistake of yours" not in said, f"file {at}"


def test_a_file_that_is_renamed_before_it_is_on_the_disk_is_found(tmp_path: Path) -> None:
    with failing(Disk()) as disk:
        for synced in (True, False):
            handle, name = tempfile.mkstemp(dir=tmp_path)
            with os.fdopen(handle, "wb") as file:
                file.write(b"x")
                if synced:
                    os.fsync(handle)
            os.replace(name, tmp_path / str(synced))
        folder = os.open(tmp_path, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        (tmp_path / "below").mkdir()
        os.replace(tmp_path / "True", tmp_path / "below" / "True")
    assert disk.out_of_order() == [str(tmp_path / "False"), str(tmp_path / "below" / "True")]


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - NOT_UNDONE))
def test_every_verb_that_writes_can_be_undone_to_the_byte_while_nobody_was_told(
    name: str, base: Path, tmp_path: Path
) -> None:
    trial = start(base, tmp_path / "started", scenario=SCENARIOS[name])
    before = tree(trial.place, without=("programme/.programme/lock",))
    assert trial.run() == 0
    after = tree(trial.place, without=("programme/.programme/lock",))
    assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} > {
        "programme/.programme/history/0001.json"
    }
    assert trial.say("undo", now=NOW) == 0
    assert tree(trial.place, without=("programme/.programme/lock",)) == before


@pytest.mark.parametrize("name", sorted(NOT_UNDONE - {"new", "templates new", "undo", "send"}))
def test_what_cannot_be_unsaid_leaves_nothing_to_undo(name: str, base: Path, tmp_path: Path) -> None:
    trial = start(base, tmp_path / "started", scenario=SCENARIOS[name])
    assert trial.run() in (0, 3)
    assert trial.say("undo", now=NOW) == 2


def _unread(trial: Trial, at: int) -> int:
    """The exit code where a file breaks while it is read."""
    with unreadable(at):
        return trial.run()


def _disturbed(trial: Trial, fault: Fault, *, at: int) -> int:
    """The exit code, -1 where the process died."""
    with failing(Disk(fault, at)):
        try:
            return trial.run()
        except Killed:
            return -1


def _nothing_lost(trial: Trial, before: Mapping[str, bytes], *, after: Mapping[str, bytes], where: str) -> None:
    """Every file is as before or as after, none is gone that stays, and what is new is whole; our own temporary files
    apart."""
    now = {path: data for path, data in trial.files().items() if "/.programme-" not in f"/{path}"}
    for path in before.keys() | now.keys():
        allowed = {before.get(path), after.get(path)}
        assert now.get(path) in allowed, f"{path} after {where}"


@pytest.mark.parametrize("words", ["move three-passes --to 20:00 --yes", "build --only ics", "publish x", "undo"])
def test_a_second_run_at_the_same_time_leaves(
    words: str, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ("build", "skip 2027-01-26 --cohort a --yes") if words == "undo" else ("build",)
    trial = start(base, tmp_path / "started", scenario=Scenario(words, before))
    files = trial.files()
    with locked(trial.place / "programme"):
        assert trial.run() == 4
    assert "Another run is at work" in capsys.readouterr().err
    assert trial.files() == files
