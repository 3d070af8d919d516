"""Disks, limits and rights of the system itself, in processes of their own: what fails is told in one line, and
nothing is lost."""

from __future__ import annotations

import os
import re
import resource
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.disks.disturbed import MADE, NOW, SCENARIOS, Scenario, start
from tests.running import tree
from tests.source_files import ROOT
from toolkit.cli import run

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


needs_a_disk = pytest.mark.skipif(
    not may_mount(),
    reason=(
        "this system lets nobody mount a disk in a namespace (unshare(1)); the injected faults of test_nothing_lost"
        " stand alone here"
    ),
)


def on_a_disk(script: str, base: Path, *, place: Path, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """What a script does with a copy of the programme on a disk of its own, in a namespace (unshare(1))."""
    place.mkdir()
    command = ["unshare", "-rm", "sh", "-c", script, "sh", str(place), str(base / "programme"), sys.executable, *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


@pytest.mark.slow
@needs_a_disk
def test_on_a_small_disk_that_is_full_nothing_changes_and_with_room_again_all_goes_on(
    base: Path, tmp_path: Path
) -> None:
    done = on_a_disk(ON_A_SMALL_DISK, base, place=tmp_path / "disk", words=())
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
@needs_a_disk
def test_on_a_disk_that_is_mounted_to_be_read_only_reading_works_and_writing_says_so(
    base: Path, tmp_path: Path
) -> None:
    code = ONE_AFTER_THE_OTHER.format(verbs=(*READING, *WRITING))
    done = on_a_disk(ON_A_READ_ONLY_DISK, base, place=tmp_path / "disk", words=(code,))
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
    ours = (".programme/lock",)  # whoever comes second may have looked whether the first is still at work
    assert tree(into, without=ours) == tree(alone, without=ours)
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
