"""Whatever kills a verb that writes, at whatever write: no edit is lost, no file is half, and the same command finishes
the job."""

from __future__ import annotations

import io
import math
import os
import random
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click
import pytest

from tests.faults import Disk, Fault, Killed, failing, unreadable
from tests.post_office import PostOffice
from tests.running import make_from_own_template, tree, with_a_mentor
from toolkit.cli import VERBS, Verb, group, run
from toolkit.keeping.journal import locked

ROOT = Path(__file__).resolve().parent.parent
MADE, NOW = "2026-11-23", "2027-01-18"
OURS = (".programme/",)


@dataclass(frozen=True)
class Scenario:
    """A writing verb: what comes before it, and the command whose every write fails once. Names in braces are those of
    files beside the programme."""

    command: str
    before: tuple[str, ...] = ()
    now: str = NOW


SCENARIOS: Mapping[str, Scenario] = {
    "new": Scenario("new oxford --template {mine} --term 'Hilary 2027' --cohorts 2 --into {other}", now=MADE),
    "templates new": Scenario("templates new another"),
    "build": Scenario("build --only ics"),
    "move": Scenario("move three-passes --cohort a --to 20:00 --yes", ("build --only ics",)),
    "link": Scenario("link https://meet.example.org/new --cohort b --from 2027-01-19 --yes", ("build --only ics",)),
    "cancel": Scenario("cancel referee --then shift --yes", ("build --only ics",)),
    "skip": Scenario("skip 2027-01-26 --cohort a --yes"),
    "combine": Scenario("combine a b --session referee --yes"),
    "swap": Scenario("swap f1 --with f2 --session referee --yes"),
    "room lost": Scenario("room lost r1 --from 2027-01-26 --yes"),
    "mentor lost": Scenario("mentor lost m1 --from 2027-01-26 --yes"),
    "held": Scenario("held three-passes", now="2027-01-21"),
    "undo": Scenario("undo", ("build --only ics", "move three-passes --cohort a --to 20:00 --yes", "build --only ics")),
    "publish": Scenario("publish launch", ("build",)),
    "people import": Scenario("people import {base}/applied.csv --zone Europe/London --yes"),
    "people accept": Scenario("people accept p1 p2"),
    "people wait": Scenario("people wait p1 p2"),
    "people decline": Scenario("people decline p3"),
    "people add": Scenario("people add 'Zoe Zimmer' --available 'Tue 18:00-21:00'"),
    "people withdraw": Scenario("people withdraw p1", ("build --only ics",)),
    "room add": Scenario("room add Attic --seats 9"),
    "facilitator add": Scenario("facilitator add 'Zoe Zimmer'"),
    "people forget": Scenario("people forget p1 --yes", ("build --only ics",)),
    "attend record": Scenario("attend record three-passes --cohort a --absent p1", now="2027-01-21"),
    "attend import": Scenario("attend import {base}/register.csv", now="2027-01-21"),
    "cohorts": Scenario("cohorts --seed 1 --json"),
    "update": Scenario("update --template {base}/newer"),
    "send": Scenario(
        "send --smtp {smtp} --no-tls --again",
        ("build", "publish launch", "build", "move three-passes --cohort a --to 20:00 --yes", "build"),
    ),
}
COHORTS = """\
cohorts:
  a: {label: A, mode: in-person-mentored, room: r1, facilitators: [f1], mentor: m1, members: [p1, p2]}
  b: {label: B, room: r1, facilitators: [f2], members: [p3]}
"""
ONLINE = """\
changes:
  - {cohort: b, session: three-passes, mode: online-peer, link: "https://meet.example.org/old"}
"""
PEOPLE = {
    "participants": (
        "id,name,email\n" + "".join(f"p{number},Person {number},p{number}@example.org\n" for number in range(1, 4))
    ),
    "facilitators": (
        "id,name,email,role\nf1,Fay,f1@example.org,facilitator\nf2,Fred,f2@example.org,facilitator\nm1,Mo,m1@example.org,mentor\n"
    ),
    "rooms": "id,name,seats,cohorts\nr1,One,20,2\nr2,Two,20,2\n",
}


APPLIED = (
    "Name,Email address,Availability\nPia,pia@example.org,Tue 18:00-21:00\nPerson 1,p1@example.org,Thu 18:00-21:00\n"
)
REGISTER = "id,name,cohort,three-passes\np1,Person 1,A,present\np2,Person 2,A,absent\np3,Person 3,B,p\n"


UNDONE: Mapping[str, Scenario] = {
    f"undo of {name}": Scenario("undo", (*SCENARIOS[name].before, SCENARIOS[name].command), SCENARIOS[name].now)
    for name in ("people import", "people accept", "people withdraw", "attend record", "cohorts", "update")
}
"""What a verb did is taken back, in people/ and beside the organiser's files too."""

LATER: Mapping[str, Scenario] = {
    "a reason on another day": Scenario(
        "move three-passes --cohort a --to 20:00 --yes --reason 'hall shut'",
        ("build --only ics", "move three-passes --cohort a --to 20:00 --yes", "skip 2027-01-26 --cohort b --yes"),
    )
}
"""What a verb writes into entries that another run wrote."""

NOT_UNDONE = {"new", "templates new", "build", "undo", "publish", "people forget", "send"}
"""Verbs that write and leave nothing to undo: they make what was not there or what is made again, or say what cannot be
unsaid."""


def writing_verbs() -> Iterator[str]:
    """Every verb and verb below a verb that can be tried with --dry-run: the mark of those that write."""
    for name in VERBS:
        command = group.commands[name]
        assert isinstance(command, Verb)
        real = command.real
        below = (
            {f"{name} {sub}": one for sub, one in real.commands.items()}
            if isinstance(real, click.Group)
            else {name: real}
        )
        for words, one in below.items():
            if any("--dry-run" in parameter.opts for parameter in one.params):
                yield words


def test_every_verb_that_writes_is_tried_on_a_failing_disk() -> None:
    assert set(writing_verbs()) == set(SCENARIOS)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small programme with people, an edit in every file of the organiser, and the template that it was made from."""
    place = tmp_path_factory.mktemp("base")
    folder = make_from_own_template(place)
    with_a_mentor(folder)
    settings = (folder / "programme.yaml").read_text(encoding="utf-8")
    (folder / "programme.yaml").write_text(
        settings.replace('sender: {name: "", email: ""}', "sender: {name: Ada, email: ada@example.org}"),
        encoding="utf-8",
    )
    (folder / "cohorts.yaml").write_text(COHORTS, encoding="utf-8")
    for name, text in PEOPLE.items():
        (folder / "people" / f"{name}.csv").write_text(text, encoding="utf-8")
    (place / "applied.csv").write_text(APPLIED, encoding="utf-8")
    (place / "register.csv").write_text(REGISTER, encoding="utf-8")
    shutil.copytree(place / "mine", place / "newer")
    newer = place / "newer" / "{{cookiecutter.slug}}"
    for path in (newer / "curriculum.yaml", newer / "resources.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# a line of the newer template\n", encoding="utf-8")
    (newer / "notes.md").write_text("New.\n", encoding="utf-8")
    changes = folder / "changes.yaml"
    own = f"{ONLINE}# the organiser's own line\n"
    changes.write_text(changes.read_text(encoding="utf-8").replace("changes: []\n", own), encoding="utf-8")
    return place


@dataclass(frozen=True)
class Trial:
    """A copy of the programme in which the scenario's command is run."""

    place: Path
    scenario: Scenario
    smtp: str = ""

    def run(self) -> int:
        """The command's exit code."""
        return self.say(self.scenario.command, now=self.scenario.now)

    def say(self, command: str, *, now: str) -> int:
        """The exit code of a command."""
        words = shlex.split(
            command.format(mine=self.place / "mine", other=self.place / "other", base=self.place, smtp=self.smtp)
        )
        os.chdir(self.place / "programme")
        return run([*words, "--now", now, "-q", "--no-input"])

    def files(self) -> dict[str, bytes]:
        """Everything but what is ours below `.programme/`."""
        found = tree(self.place)
        return {path: data for path, data in found.items() if ".programme/" not in path or path.startswith("other/")}


def start(base: Path, place: Path, *, scenario: Scenario, smtp: str = "") -> Trial:
    """A fresh copy with what comes before the command."""
    shutil.copytree(base, place)
    trial = Trial(place, scenario, smtp)
    for command in scenario.before:
        assert trial.say(command, now=NOW) in (0, 3), command
    return trial


@pytest.fixture(autouse=True)
def back(monkeypatch: pytest.MonkeyPatch, without_pdfs: None) -> None:
    """The working directory comes back after the test; no PDF engine; the disk is not waited for."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


def undisturbed(started: Trial, place: Path) -> tuple[Disk, dict[str, bytes]]:
    """How often the command changes the disk, and what it leaves."""
    trial = replace(started, place=shutil.copytree(started.place, place))
    with failing(Disk()) as disk:
        assert trial.run() == 0
    files = trial.files()
    shutil.rmtree(place)
    return disk, files


ALL: Mapping[str, Scenario] = {**SCENARIOS, **UNDONE, **LATER}
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


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["full", "torn", "dead"])
@pytest.mark.parametrize("name", ALL)
def test_a_verb_survives_a_fault_at_every_write(
    name: str, fault: Fault, base: Path, tmp_path: Path, office: PostOffice
) -> None:
    tried = Tried.of(name, base, place=tmp_path, office=office)
    assert tried.disk.count > 3
    assert tried.disk.out_of_order() == []
    for at in tried.disk.writes if fault == "torn" else range(1, tried.disk.count + 1):
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


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))
from toolkit.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.slow
def test_a_real_limit_of_the_system_is_told_in_one_line(base: Path, tmp_path: Path) -> None:
    """The kernel cuts a write off in the middle of a file (setrlimit(2), RLIMIT_FSIZE)."""
    assert resource.RLIMIT_FSIZE
    trial = start(base, tmp_path / "started", scenario=Scenario("build --only ics"))
    files = trial.files()
    command = [
        sys.executable,
        "-c",
        LIMITED.format(bytes=900),
        "build",
        "--only",
        "ics",
        str(trial.place / "programme"),
        "--now",
        NOW,
        "-q",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=False, env={**os.environ, "PYTHONWARNINGS": "ignore"}
    )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert ".ics" in done.stderr
    assert "File too large" in done.stderr
    assert {path for path, data in trial.files().items() if files.get(path) != data} <= {
        path for path, data in trial.files().items() if len(data) <= 900 and data.endswith(b"END:VCALENDAR\r\n")
    }


ON_A_SMALL_DISK = """\
set -eu
mount -t tmpfs -o size=2m tmpfs "$1"
cp -r "$2/." "$1/"
cd "$1"
cp changes.yaml /dev/shm/before.$$
dd if=/dev/zero of=fill bs=1k 2>/dev/null || true
set +e
"$3" -m toolkit move three-passes --to 20:00 --yes -C "$1" --now 2027-01-18 -q
echo "full $?"
cmp -s changes.yaml /dev/shm/before.$$ && echo same
"$3" -m toolkit build --only ics -C "$1" --now 2027-01-18 -q
echo "full $?"
rm fill
"$3" -m toolkit move three-passes --to 20:00 --yes -C "$1" --now 2027-01-18 -q
echo "room $?"
"$3" -m toolkit build --only ics -C "$1" --now 2027-01-18 -q
echo "room $?"
find . -name '.programme-*'
rm -f /dev/shm/before.$$
"""


def may_mount() -> bool:
    """Whether a small disk can be mounted for one process alone."""
    try:
        done = subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(
    not may_mount(),
    reason=(
        "this system lets nobody mount a disk in a namespace (unshare(1)); the injected faults above stand alone here"
    ),
)
def test_on_a_small_disk_that_is_full_nothing_changes_and_with_room_again_all_goes_on(
    base: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["unshare", "-rm", "sh", "-c", ON_A_SMALL_DISK, "sh", str(disk), str(base / "programme"), sys.executable]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    said = [line for line in done.stdout.splitlines() if line.startswith(("full", "same", "room", "./"))]
    assert said == ["full 3", "same", "full 3", "room 0", "room 0"], done.stderr
    assert done.stderr.count("No space left on device") == 2
    assert "Traceback" not in done.stderr


ON_A_READ_ONLY_DISK = """\
set -eu
mount -t tmpfs tmpfs "$1"
cp -r "$2/." "$1/"
mount -o remount,ro "$1"
exec "$3" -c "$4" "$1"
"""
ONE_AFTER_THE_OTHER = """\
import sys
from toolkit.cli import run
for words in {verbs!r}:
    print("#", words, run([*words.split(), "-C", sys.argv[1], "--now", "2027-01-21", "-q"]), file=sys.stderr)
"""
READING, WRITING = (
    ("check", "plan", "status"),
    ("move referee --to 20:00 --yes", "build --only ics", "people accept p1"),
)


@pytest.mark.slow
@pytest.mark.skipif(
    not may_mount(),
    reason=(
        "this system lets nobody mount a disk in a namespace (unshare(1)); the injected faults above stand alone here"
    ),
)
def test_on_a_disk_that_is_mounted_to_be_read_only_reading_works_and_writing_says_so(
    base: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    code = ONE_AFTER_THE_OTHER.format(verbs=(*READING, *WRITING))
    command = ["unshare", "-rm", "sh", "-c", ON_A_READ_ONLY_DISK, "sh", str(disk), str(base / "programme")]
    done = subprocess.run(
        [*command, sys.executable, code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    ends = [line for line in done.stderr.splitlines() if line.startswith("#")]
    assert ends == [*(f"# {words} 0" for words in READING), *(f"# {words} 3" for words in WRITING)], done.stderr
    assert len(re.findall(r"^Error: /.*: Read-only file system\. ", done.stderr, re.MULTILINE)) == len(WRITING)


AT_ONCE = """\
import sys, time
from pathlib import Path
from toolkit.cli import run
import toolkit.jobs.new
Path(sys.argv[1]).touch()
while not Path(sys.argv[2]).exists():
    time.sleep(0.001)
sys.exit(run(sys.argv[3:]))
"""


@pytest.mark.slow
def test_of_two_that_make_one_folder_at_once_each_says_what_is_true(base: Path, tmp_path: Path) -> None:
    into = tmp_path / "here" / "programme"
    into.parent.mkdir()
    words = shlex.split(SCENARIOS["new"].command.format(mine=base / "mine", other=into))
    words += ["--now", MADE, "-q", "--no-input"]
    flags = [tmp_path / "one", tmp_path / "other"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, mine, other, *words], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for mine, other in (flags, reversed(flags))
    ]
    said = [one.communicate()[1] for one in runs]
    codes = sorted(one.returncode for one in runs)
    alone = tmp_path / "alone"
    assert run([*(str(alone) if word == str(into) else word for word in words)]) == 0
    assert codes in ([0, 0], [0, 4]), said
    assert "Traceback" not in "".join(said)
    assert tree(into) == tree(alone)
    assert [path.name for path in into.parent.iterdir()] == ["programme"]


AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--"]
"""What takes the right to write everywhere from the superuser (capabilities(7)), so that modes count for it, too."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["move referee --to 20:00 --yes", "build --only ics", "held three-passes", "check", "plan"]
)
def test_files_that_cannot_be_written_are_told_without_a_traceback(words: str, base: Path, tmp_path: Path) -> None:
    """A folder that one may read only: another user's, or on a disk that is mounted so."""
    trial = start(base, tmp_path / "started", scenario=Scenario(words))
    files = trial.files()
    for path in [trial.place, *trial.place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [*(AS_ANYBODY if os.geteuid() == 0 else []), sys.executable, "-m", "toolkit", *shlex.split(words)]
    command += ["-C", str(trial.place / "programme"), "--now", "2027-01-21", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in done.stderr
    if words in ("check", "plan"):
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode == 3
        assert "Permission denied" in done.stderr
    for path in [trial.place, *trial.place.rglob("*")]:
        path.chmod(0o755)
    assert trial.files() == files
