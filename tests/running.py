"""A running Oxford programme for tests: three cohorts in one hall, 18 people, one mentor, a facilitator and a room to
spare."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from toolkit.cli import run

DEMO = Path(__file__).resolve().parent.parent / "docs" / "demo"
MADE = "2026-11-23"
SPARE = "ravi,Ravi Menon,ravi@example.org,Europe/London,Tue 18:00-22:00,4,2,facilitator\n"
ANNEXE = "annexe,Annexe,32,3,Tue 17:00-22:00,yes,\nattic,Attic,8,1,Tue 18:00-22:00,no,\n"


def new_programme(folder: Path, words: str) -> Path:
    """What `programme new` makes of these words in the folder."""
    assert run(["new", *shlex.split(words), "--into", str(folder), "--no-input", "--now", MADE, "-q"]) == 0
    return folder


def make_programme(folder: Path, *, spare: bool = True) -> Path:
    """A fresh programme with the people of docs/demo."""
    words = "oxford --template engineering --term 'Hilary 2027' --cohorts 3 --people 18 --fit past"
    new_programme(folder, words)
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    if spare:
        for name, rows in (("facilitators", SPARE), ("rooms", ANNEXE)):
            with (folder / "people" / f"{name}.csv").open("a", encoding="utf-8") as file:
                file.write(rows)
    return folder


MENTORED = """\
  - modes: [in-person-mentored]
    lost: Nothing.
    drop: [close]
    insert:
      - after: start
        block: {{key: question, minutes: {minutes}, name: The mentor's question, who: all, do: Ask it.}}
"""


def make_from_own_template(place: Path, *, cohorts: int = 2) -> Path:
    """A fresh programme of short sessions in `place / "programme"`, from a template of one's own, `place / "mine"`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert run(["templates", "new", "mine", "-q"]) == 0
    mine = shlex.quote(str(place / "mine"))
    words = f"oxford --template {mine} --term 'Hilary 2027' --cohorts {cohorts} --mode in-person-peer"
    return new_programme(place / "programme", words)


def with_a_mentor(folder: Path) -> None:
    """Have the curriculum allow meetings with a mentor in person, beside those that it has."""
    curriculum = folder / "curriculum.yaml"
    text = curriculum.read_text("utf-8")
    curriculum.write_text(
        text.replace("[in-person-peer, online-peer]", "[in-person-peer, online-peer, in-person-mentored]"), "utf-8"
    )
    for path in folder.glob("sessions/*.md"):
        text = path.read_text("utf-8")
        (minutes,) = re.findall(r"- key: close\n    minutes: (\d+)", text)
        path.write_text(text.replace("variants:\n", f"variants:\n{MENTORED.format(minutes=minutes)}", 1), "utf-8")


def programme(folder: Path, words: str, *, now: str = MADE) -> int:
    """The exit code of a command in the folder."""
    return run([*shlex.split(words), "-C", str(folder), "--now", now, "-q", "--no-input"])


def events(path: Path) -> dict[str, str]:
    """UID to the text of each event of a calendar file."""
    text = path.read_bytes().decode().replace("\r\n ", "")
    found = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
    return {re.findall(r"UID:(\S+)", event)[0]: event for event in found}


def changed_events(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Cohort and session of each event that differs: "b.attention"."""
    return {
        uid.split("@")[0].partition(".")[2] for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)
    }


def sequence(event: str) -> int:
    """The SEQUENCE of an event; 0 where it has none."""
    found = re.search(r"SEQUENCE:(\d+)", event)
    return int(found[1]) if found else 0


def meetings(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], dict[str, object]]:
    """The meetings as `programme plan --json` gives them, by cohort and session."""
    capsys.readouterr()
    assert run(["plan", str(folder), "--json", "--now", MADE]) == 0
    return {
        (meeting["cohort"], meeting["session"]): meeting for meeting in json.loads(capsys.readouterr().out)["meetings"]
    }


def tree(folder: Path, *, without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file by path, but for those that begin with one of `without`."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {path: data for path, data in files.items() if not path.startswith(without or ("\0",))}
