"""What a build of a part leaves in out/, and what a publish says of it: what was built, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import events, programme
from toolkit.keeping.manifest import read_manifest

pytestmark = pytest.mark.usefixtures("without_pdfs")
ONE = """cohorts:
  a: {room: hall, facilitators: [ada], members: [p1, p2, p3]}
"""
CALENDARS = "out/share/calendar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


def told(folder: Path, number: int = 1) -> dict[str, str]:
    """The files that people have, by the publish of this number."""
    found: dict[str, str] = json.loads((folder / f".programme/published/{number:02d}.json").read_text("utf-8"))["files"]
    return found


def calendars(folder: Path) -> set[str]:
    """The calendars to share, without those of one meeting."""
    return {path.name for path in (folder / CALENDARS).glob("*.ics")}


def test_what_was_published_after_a_build_of_calendars_is_those_calendars(folder: Path) -> None:
    assert programme(folder, "build --only ics") == 0
    assert programme(folder, "publish calendars") == 0
    assert told(folder) == {path: output.digest for path, output in read_manifest(folder).outputs.items()}
    assert f"{CALENDARS}/cohort-a.ics" in told(folder)
    assert all(path.endswith(".ics") for path in told(folder))


def test_of_pages_that_were_not_built_people_have_what_they_were_told_before(folder: Path) -> None:
    assert programme(folder, "build") == 3
    assert programme(folder, "publish launch") == 0
    assert programme(folder, "move race --cohort a --to 2027-02-16 --yes") == 0
    assert programme(folder, "publish week-2") == 1
    assert programme(folder, "build --only ics") == 0
    assert programme(folder, "publish week-2") == 0
    before, after = told(folder), told(folder, 2)
    assert before.keys() == after.keys()
    other = {path for path, digest in after.items() if digest != before[path]}
    assert f"{CALENDARS}/cohort-a.ics" in other
    assert f"{CALENDARS}/cohort-b.ics" not in other
    assert all(path.endswith(".ics") for path in other)


def test_a_page_of_an_older_state_is_named_as_out_of_date_after_such_a_publish(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert programme(folder, "build") == 3
    assert programme(folder, "publish launch") == 0
    assert programme(folder, "move race --cohort a --to 2027-02-16 --yes") == 0
    assert programme(folder, "build --only ics") == 0
    assert programme(folder, "publish week-2") == 0
    capsys.readouterr()
    assert programme(folder, "changes --json") == 0
    pages = {page["path"] for page in json.loads(capsys.readouterr().out)["pages"] if page["what"] == "print"}
    assert {"private/facilitators/pack-a.pdf", "private/facilitators/sign-in-03-a.pdf"} <= pages
    assert not any("-b.pdf" in path for path in pages)


def test_a_calendar_that_was_altered_by_hand_is_not_what_people_were_told(folder: Path) -> None:
    assert programme(folder, "build --only ics") == 0
    (folder / CALENDARS / "cohort-a.ics").write_text("mine", encoding="utf-8")
    assert programme(folder, "publish calendars") == 1


def test_of_a_cohort_that_is_no_more_no_calendar_stays(folder: Path) -> None:
    assert programme(folder, "build") == 3
    (folder / "cohorts.yaml").write_text(ONE, encoding="utf-8")
    assert programme(folder, "build --only ics") == 0
    assert calendars(folder) == {"programme.ics", "cohort-a.ics"}
    left = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.ics")}
    assert left == {path.removeprefix("out/") for path in read_manifest(folder).outputs if path.endswith(".ics")}
    assert not any("person-p4" in path or "-b.ics" in path for path in left)
    assert (folder / "out/index.html").is_file()
    assert (folder / "out/share/syllabus.html").is_file()


@pytest.mark.parametrize("words", ["build --only sheets", "build --only ics --cohort a"])
def test_a_build_of_something_else_leaves_calendars_as_they_were(words: str, folder: Path) -> None:
    assert programme(folder, "build --only ics") == 0
    (folder / "cohorts.yaml").write_text(ONE, encoding="utf-8")
    assert programme(folder, words) == 0
    assert "cohort-b.ics" in calendars(folder)


def test_a_second_cohort_changes_the_address_of_no_calendar(folder: Path) -> None:
    both = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(ONE, encoding="utf-8")
    assert programme(folder, "build --only ics") == 0
    assert calendars(folder) == {"programme.ics", "cohort-a.ics"}
    (folder / "cohorts.yaml").write_text(both, encoding="utf-8")
    assert programme(folder, "build --only ics") == 0
    assert calendars(folder) == {"programme.ics", "cohort-a.ics", "cohort-b.ics"}


def as_of_an_older_version(folder: Path) -> None:
    """The one cohort's calendar as it was published once: without its key."""
    plain = folder / CALENDARS / "cohort.ics"
    shutil.copy(folder / CALENDARS / "cohort-a.ics", plain)
    path = folder / ".programme/published/01.json"
    values = json.loads(path.read_text("utf-8"))
    values["files"] |= {f"{CALENDARS}/cohort.ics": "0" * 64}
    del values["plain_feed"]
    path.write_text(json.dumps(values), encoding="utf-8")


def test_a_calendar_that_was_published_without_its_key_goes_on_standing_there(folder: Path) -> None:
    both = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(ONE, encoding="utf-8")
    assert programme(folder, "build --only ics") == 0
    assert programme(folder, "publish launch") == 0
    as_of_an_older_version(folder)
    (folder / "cohorts.yaml").write_text(both.replace("  a:", "  b2:", 1).replace("  b:", "  a:").replace("b2:", "b:"))
    assert programme(folder, "build --only ics") == 0
    assert calendars(folder) == {"programme.ics", "cohort-a.ics", "cohort-b.ics", "cohort.ics"}
    for number in (2, 3):
        assert programme(folder, f"publish again-{number}") == 0
        assert programme(folder, "build --only ics") == 0
        plain, own = (events(folder / CALENDARS / f"{name}.ics") for name in ("cohort", "cohort-a"))
        assert plain == own != {}
    (folder / "cohorts.yaml").write_text(ONE.replace("a:", "b:", 1), encoding="utf-8")
    (folder / "changes.yaml").unlink()
    assert programme(folder, "build --only ics") == 0
    assert calendars(folder) == {"programme.ics", "cohort-b.ics"}
