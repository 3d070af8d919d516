"""`programme cohorts` as a process of its own on a terminal: progress is drawn there only, and Ctrl-C keeps the best
plan so far."""

from __future__ import annotations

import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")

ROOT = Path(__file__).parents[2]
COMMAND = (
    sys.executable,
    "-m",
    "toolkit",
    "cohorts",
    "--now",
    "2026-11-23",
    "--meeting",
    "90",
    "--size",
    "4-6",
    "--target",
    "5",
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def environment() -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """More people than the search is done with in some seconds."""
    return lay_out_people(tmp_path, 300)


def lay_out_people(tmp_path: Path, people: int) -> Path:
    """So many people with two evenings each, somebody to keep apart from, and few facilitators."""
    place, chance = lay_out(tmp_path / "programme"), random.Random(4)

    def evenings(number: int) -> str:
        return "; ".join(
            f"{day} {hour}:00-{hour + 1}:30"
            for day in sorted(chance.sample(DAYS, number))
            for hour in [chance.choice((16, 17, 18, 19, 20))]
        )

    (place / "cohorts.yaml").write_text("cohorts: {}\n")
    (place / "changes.yaml").write_text("changes: []\n")
    rows = "".join(f'p{number},"{evenings(2)}",accepted,p{(number * 7 + 3) % people}\n' for number in range(people))
    (place / "people" / "participants.csv").write_text("id,available,status,apart\n" + rows)
    rows = "".join(f'f{number},"{evenings(4)}",2\n' for number in range(people // 12))
    (place / "people" / "facilitators.csv").write_text("id,available,max_cohorts\n" + rows)
    (place / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,20,3\nroom,9,1\n")
    return place


def on_a_terminal(*words: str, keys: bytes = b"", once: bytes = b"") -> tuple[str, int]:
    """What a process shows on a terminal of its own, and its exit code; `keys` are pressed when it has shown `once`."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(COMMAND[0], [*COMMAND, *words], dict(environment()))  # noqa: S606 - our own command
    shown, pressed, until = b"", False, time.monotonic() + 120
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
        if keys and not pressed and once in shown:
            os.write(terminal, keys)
            pressed = True
    else:
        os.kill(child, 9)
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
def test_progress_with_bound_and_gap_is_drawn_and_ctrl_c_keeps_the_best_plan(folder: Path) -> None:
    shown, code = on_a_terminal(str(folder), keys=b"\x03", once=b"gap ")
    assert code == 0
    drawn = re.findall(r"\r\x1b\[KPlaced (\d+); no plan can place more than (\d+), gap ([\d.]+) %\. (\d+) s", shown)
    assert drawn
    for placed, bound, gap, _ in drawn:
        assert 0 < int(placed) <= int(bound) <= 300
        assert float(gap) == pytest.approx(100 * (int(bound) - int(placed)) / int(bound), abs=0.06)
    result = re.search(r"\r\x1b\[KPlaced (\d+) of 300 people", shown)
    assert result, "the drawn line is wiped off before the result"
    assert "Cut short by Ctrl-C: this is the best plan so far" in shown
    cohorts = read_programme(folder, Shelves.open(folder=folder)).cohorts
    assert sum(len(cohort.members) for cohort in cohorts) == int(result[1]) >= int(drawn[-1][0])


@pytest.mark.slow
def test_without_a_terminal_nothing_is_drawn_and_an_interrupt_keeps_the_best_plan_too(tmp_path: Path) -> None:
    """The search takes half a minute, so that the interrupt meets it on a quick machine as on a slow one."""
    folder = lay_out_people(tmp_path, 3000)
    (folder / "people" / "rooms.csv").write_text("id\n")
    process = subprocess.Popen(
        [*COMMAND, str(folder), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment()),
        text=True,
    )
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    out, talk = process.communicate(timeout=60)
    found = json.loads(out)
    assert (process.returncode, found["cut"]) == (0, "interrupted")
    assert found["placed"] == sum(len(one["members"]) for one in found["cohorts"]) > 0
    assert "\x1b" not in talk
    assert "gap" not in talk
    assert "Cut short by Ctrl-C" in talk


def test_a_quick_plan_draws_nothing_on_a_terminal_either(folder: Path) -> None:
    (folder / "people" / "participants.csv").write_text(
        "id,available\n" + "".join(f"p{number},Mon 18:00-21:00\n" for number in range(5))
    )
    shown, code = on_a_terminal(str(folder), "--dry-run")
    assert code == 0
    assert "no plan can place more" not in shown
