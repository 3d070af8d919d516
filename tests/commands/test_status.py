"""`programme status` is one screen: what is next, what is missing, what has changed, who needs a call."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.examples import lay_out
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("without_pdfs")

NOW = "2027-02-03"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = lay_out(tmp_path / "small")
    monkeypatch.chdir(made)
    return made


def edit(path: Path, old: str, *, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def screen(capsys: pytest.CaptureFixture[str]) -> Any:
    def show(now: str = NOW) -> str:
        capsys.readouterr()
        assert run(["status", "--now", now]) == 0
        return capsys.readouterr().out

    return show


@pytest.fixture
def data(capsys: pytest.CaptureFixture[str]) -> Any:
    def show(now: str = NOW) -> Any:
        capsys.readouterr()
        assert run(["status", "--json", "--now", now]) == 0
        return json.loads(capsys.readouterr().out)

    return show


def test_the_next_meeting_of_each_cohort_says_when_where_and_who(screen: Any, data: Any) -> None:
    assert "Tue 9 Feb, 18:30  Cohort A, 3. Race · The hall · Ada\n" in screen()
    assert [(meeting["cohort"], meeting["session"], meeting["date"]) for meeting in data()["next"]] == [
        ("a", "race", "2027-02-09"),
        ("b", "race", "2027-02-09"),
    ]
    assert [meeting["session"] for meeting in data("2027-01-20")["next"]] == ["sail", "sail"]
    assert data("2027-06-01")["next"] == []


def test_the_next_deadlines_are_there_until_their_day_is_over(data: Any) -> None:
    first = data("2026-11-01")["deadlines"]
    assert [deadline["key"] for deadline in first] == ["room-booking", "sign-up-opens", "sign-up-closes"]
    assert data(first[0]["date"])["deadlines"][0]["key"] == "room-booking"
    assert data("2027-06-01")["deadlines"] == []


def test_a_copy_without_people_says_so_and_calls_no_cohort_too_small(folder: Path, screen: Any, data: Any) -> None:
    before = screen()
    assert "people/ is not in this copy" not in before
    shutil.rmtree(folder / "people")
    assert "Nobody in cohorts.yaml is known: people/ is not in this copy (git leaves it out)." in screen()
    assert (data()["small_cohorts"], "left; it needs" in screen()) == ([], False)


def test_a_past_meeting_without_a_record_is_named_until_it_has_one(screen: Any, data: Any) -> None:
    assert "1. Fold, Tue 19 Jan (Cohort A and Cohort B): `programme held fold`" in screen()
    assert run(["held", "fold", "--now", NOW]) == 0
    assert "held fold" not in screen()
    assert [(meeting["cohort"], meeting["session"]) for meeting in data()["unrecorded"]] == [
        ("b", "sail"),
        ("a", "sail"),
    ]


def test_what_is_not_known_yet_is_counted_by_kind(folder: Path, screen: Any, data: Any) -> None:
    edit(folder / "programme.yaml", "contact: Sam, 01865 000000\n", new="")
    edit(folder / "programme.yaml", "conduct: {person: Kim}\n", new="")
    edit(folder / "cohorts.yaml", "room: hall, facilitators: [ada], ", new="")
    said = screen()
    assert "Cohort A has no room yet." in said
    assert "Something that people ask about is not known yet: 2 (" in said
    assert {each["code"]: each["count"] for each in data()["missing"]}["P074"] == 2


def test_errors_are_counted_and_do_not_hide_the_rest(folder: Path, screen: Any) -> None:
    edit(folder / "programme.yaml", "A small programme", new="TODO")
    said = screen()
    assert "1 error: `programme check` shows each" in said
    assert "Race" in said


def test_files_that_cannot_be_planned_from_are_told(folder: Path) -> None:
    (folder / "programme.yaml").write_text("key: [")
    assert run(["status"]) == 1


def test_what_changed_since_the_build_is_named(folder: Path, screen: Any, data: Any) -> None:
    assert "nothing has been built yet" in screen()
    built()
    assert data()["build"] == {"built": True, "changed": [], "altered": []}
    assert "build" not in screen()
    edit(folder / "cohorts.yaml", "p3]", new="p3] ")
    (folder / "out/share/sign-up.csv").unlink()
    assert data()["build"] == {"built": True, "changed": ["cohorts.yaml"], "altered": ["out/share/sign-up.csv"]}
    assert "since the build: cohorts.yaml" in screen()


def test_a_build_of_one_kind_is_told_as_such(folder: Path, screen: Any, data: Any) -> None:
    assert run(["build", "--only", "ics", "--now", NOW, "-q"]) == 0
    said = screen()
    assert "only calendars have been built: `programme build` makes the rest" in said
    assert "nothing has been built yet" not in said
    assert data()["build"]["built"] is False
    built()
    assert "in part" not in screen()


def test_what_changed_since_people_were_told_is_counted(folder: Path, screen: Any, data: Any) -> None:
    built()
    assert data()["published"] is None
    assert run(["publish", "launch", "--now", NOW]) == 0
    assert data()["published"] == {"name": "launch", "moment": "2027-02-03T00:00:00", "meetings": 0, "people": 0}
    assert run(["move", "race", "--cohort", "a", "--to", "2027-02-10", "--yes", "--now", NOW]) == 0
    assert data()["published"]["meetings"] == 1
    assert data()["published"]["people"] == 4
    assert "since “launch” (Wed 3 Feb): 1 meeting changed, 4 people to tell" in screen()
    assert (
        "4 people still have the old information, from Wed 3 Feb (“launch”): 3. Race: `programme changes`" in screen()
    )
    assert data()["told_otherwise"] == [
        {
            "moment": "2027-02-03T00:00:00",
            "publish": "launch",
            "people": ["p1", "p2", "p3", "ada"],
            "meetings": [{"cohort": "a", "session": "race"}],
        }
    ]
    assert run(["undo", "--now", NOW]) == 0
    assert data()["told_otherwise"] == []


def test_edits_against_the_template_and_what_waits_are_listed(folder: Path, data: Any, screen: Any) -> None:
    for path, text in (
        (".programme/pristine/programme.yaml", "key: small\n"),
        (".programme/pristine/gone.md", "x"),
        ("incoming/sessions/01-fold.md", "x"),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / ".programme/pristine/curriculum.yaml").write_bytes((folder / "curriculum.yaml").read_bytes())
    assert (data()["edited"], data()["incoming"]) == (["gone.md", "programme.yaml"], ["incoming/sessions/01-fold.md"])
    assert "gone.md, programme.yaml" in screen()


def test_who_missed_two_in_a_row_is_named_and_absences_are_counted(screen: Any, data: Any) -> None:
    for session in ("1", "2"):
        assert run(["attend", "record", session, "--cohort", "a", "--absent", "p2", "--now", NOW]) == 0
    said = screen()
    assert "Ben (p2) of Cohort A missed the last 2: Fold and Sail" in said
    assert "2 absences with something to catch up on: `programme attend`" in said
    assert data()["missed_in_a_row"] == [{"id": "p2", "cohort": "a", "sessions": ["fold", "sail"]}]


@pytest.mark.parametrize(("until", "due"), [("2027-02-02", True), ("2027-02-03", False)])
def test_data_that_should_be_gone_are_told_from_the_day_after(
    folder: Path, data: Any, screen: Any, until: str, due: bool
) -> None:
    edit(folder / "programme.yaml", "sign_up: {", new=f"sign_up: {{keep_until: {until}, ")
    assert data()["delete_people_since"] == (until if due else None)
    assert ("delete them now" in screen()) is due


def test_nobody_in_people_means_nothing_to_delete(folder: Path, data: Any) -> None:
    edit(folder / "programme.yaml", "sign_up: {", new="sign_up: {keep_until: 2027-01-01, ")
    edit(folder / "cohorts.yaml", "members: [p1, p2, p3]", new="members: []")
    edit(folder / "cohorts.yaml", "members: [p4, p5, p6], ", new="")
    (folder / "people/participants.csv").write_text("id,name\n")
    assert data()["delete_people_since"] is None


def test_it_writes_nothing_and_loads_no_pdf_engine(folder: Path) -> None:
    before = sorted(path.as_posix() for path in folder.rglob("*"))
    code = (
        f"import sys; from toolkit.cli import run; run(['status', '--now', '{NOW}']); print(*sys.modules, sep='\\n',"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert "Race" in done.stdout
    assert {name.split(".")[0] for name in done.stderr.split()} & {
        "weasyprint",
        "fontTools",
        "icalendar",
        "xlsxwriter",
        "jinja2",
    } == set()
    assert sorted(path.as_posix() for path in folder.rglob("*")) == before


def built() -> None:
    """A whole build but for the PDFs, which other tests look at."""
    assert run(["build", "-q", "--now", NOW]) == 3
