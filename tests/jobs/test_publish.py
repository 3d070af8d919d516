"""What people have been told is remembered, where out/ is what the files say."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.built_folder import built
from tests.jobs.small_folder import NOW, done, known, small_folder
from tests.running import programme
from toolkit.cli import run
from toolkit.jobs.change_requests import Move
from toolkit.jobs.publish import mark_told
from toolkit.problems import ProblemsFound, WrongUsage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme, as if one text had been built of it."""
    folder = small_folder(tmp_path)
    built(folder)
    return folder


def told(folder: Path, name: str, *, dry_run: bool = False) -> bool:
    return mark_told(folder, known(folder).plan, pages=(), name=name, now=NOW, dry_run=dry_run)


def test_what_people_were_told_is_remembered_once(folder: Path) -> None:
    assert told(folder, "launch", dry_run=True)
    assert known(folder).plan.programme.told is None
    assert told(folder, "launch")
    publication = known(folder).plan.programme.told
    assert publication is not None
    assert (publication.name, list(publication.files)) == ("launch", ["out/a.txt"])
    assert [values["session"] for values in publication.changes] == ["sail"]
    assert not told(folder, "launch"), "it says so already"


def test_a_name_that_was_used_for_another_plan_is_refused(folder: Path) -> None:
    told(folder, "launch")
    done(folder, Move("race", cohort="b", time=datetime.time(20)))
    built(folder)
    with pytest.raises(WrongUsage, match="Choose another name"):
        told(folder, "launch")
    assert told(folder, "later")


@pytest.mark.parametrize("touched", ["changes.yaml", "out/a.txt"])
def test_outputs_that_are_not_what_the_files_say_were_not_told(folder: Path, touched: str) -> None:
    with (folder / touched).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    with pytest.raises(ProblemsFound) as raised:
        told(folder, "launch")
    assert [problem.code for problem in raised.value.problems] == ["P110"]


def test_of_one_meeting_nobody_reads_of_meetings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cohorts.yaml").write_text("cohorts:\n  a: {room: hall, facilitators: [ada], members: [p1, p2, p3]}\n")
    (folder / "changes.yaml").unlink()
    curriculum = folder / "curriculum.yaml"
    curriculum.write_text(curriculum.read_text("utf-8").replace("[fold, sail, race]", "[fold]"), "utf-8")
    for name in ("02-sail.md", "03-race.md"):
        (folder / "sessions" / name).unlink()
    assert run(["build", "--only", "ics", "-q", "-C", str(folder), "--now", "2026-11-23"]) == 0
    capsys.readouterr()
    assert run(["publish", "launch", "-C", str(folder), "--now", "2026-11-23"]) == 0
    assert "Noted that people know this plan: “launch”, 1 meeting. Nothing was sent." in capsys.readouterr().err
    assert run(["move", "fold", "--to", "2027-01-20", "--yes", "-C", str(folder), "--now", "2026-11-23"]) == 0
    assert "0 of 1 meeting stays as it is." in capsys.readouterr().out


def test_of_pages_that_were_not_made_anew_and_are_there_the_frames_stay(folder: Path) -> None:
    def frames() -> set[str]:
        publication = known(folder).plan.programme.told
        assert publication is not None
        return set(publication.frames)

    assert programme(folder, "build --only site") == 0
    assert programme(folder, "publish launch") == 0
    first = frames()
    assert first == {"out/private/facilitators/pack-a.pdf", "out/private/facilitators/pack-b.pdf"}
    assert programme(folder, "move race --cohort b --to 20:30 --yes") == 0
    assert programme(folder, "build --only ics") == 0
    assert programme(folder, "publish again") == 0
    assert frames() == first
    cohorts = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(cohorts.partition("  b:")[0], "utf-8")
    (folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    assert programme(folder, "build --only site") == 0
    assert programme(folder, "publish one-less") == 0
    assert frames() == {"out/private/facilitators/pack.pdf"}
