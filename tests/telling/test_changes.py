"""What changed since people were told: `status`, `changes`, pages that are old, slips; on a small programme."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.running import tree
from tests.telling.programme import COHORTS, NAMES, changes, drafts, move, say, sessions

pytestmark = pytest.mark.usefixtures("without_pdfs")


def pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> set[tuple[str, str]]:
    """What and path of each page that is out of date."""
    found = changes(folder, capsys)["pages"]
    assert isinstance(found, list)
    return {(page["what"], page["path"]) for page in found}


def test_status_says_what_changed_in_words_and_names_no_record_of_ours(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, "publish again") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    said = capsys.readouterr().out
    assert "since the build: what people have been told: `programme build`" in said
    assert ".programme/" not in said


def test_right_after_a_publish_nothing_has_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = changes(folder, capsys)
    assert (found["people"], found["pages"], found["files"]) == ([], [], [])
    assert found["since"] == {"name": "launch", "moment": "2027-01-05T09:00:00"}
    assert (drafts(folder), list(folder.glob("out/share/slip*"))) == ([], [])


def test_a_move_is_told_to_its_cohort_and_its_pages_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = move(folder)
    found = changes(folder, capsys)
    alder, birch = found["cohorts"]
    assert [(one["moved"], one["unchanged"]) for one in (alder, birch)] == [
        (1, len(sessions(folder)) - 1),
        (0, len(sessions(folder))),
    ]
    assert [person["id"] for person in found["people"]] == ["p1", "p2", "fay"]
    stale = pages(folder, capsys)
    assert ("print", f"private/facilitators/run-sheets/02-{session}-a.pdf") in stale
    assert ("print", "private/facilitators/sign-in-02-a.pdf") in stale
    assert ("slip", "private/facilitators/pack-a.pdf") in stale
    assert ("slip", "share/syllabus.pdf") in stale
    assert not any("-b.pdf" in path for _, path in stale)
    assert {"share/calendar/programme.ics", "share/calendar/cohort-a.ics"} <= set(found["files"])
    assert "share/calendar/cohort-b.ics" not in found["files"]


def test_a_slip_is_counted_once_for_each_reader(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(folder)
    found = changes(folder, capsys)["slips"]
    assert isinstance(found, list)
    (slip,) = found
    assert (slip["path"], slip["copies"], slip["copies_for"]) == (
        "share/slip-a.pdf",
        3,
        "2 participants and 1 facilitator",
    )
    assert {"share/syllabus.pdf", "private/facilitators/pack-a.pdf"} <= set(slip["pages"])
    capsys.readouterr()
    assert say(folder, "changes") == 0
    assert capsys.readouterr().out.count("share/slip-a.pdf") == 1


def test_a_slip_is_not_enough_where_something_else_changed_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    settings = folder / "programme.yaml"
    settings.write_text(
        re.sub(r"(?m)^price: .*$", 'price: "three pounds"', settings.read_text("utf-8")), encoding="utf-8"
    )
    assert ("print", "share/syllabus.pdf") in pages(folder, capsys)


def test_another_reading_is_printed_where_it_stands_and_nowhere_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resources = folder / "resources.yaml"
    text = resources.read_text("utf-8")
    resources.write_text(
        text.replace(re.findall(r"url: (\S+)", text)[0], "https://example.org/elsewhere"), encoding="utf-8"
    )
    leaves = {("print", f"private/facilitators/run-sheets/01-three-passes-{key}.pdf") for key in "ab"}
    assert pages(folder, capsys) == leaves | {("print", "share/syllabus.pdf"), ("print", "share/handbook.pdf")}


def test_another_block_is_printed_as_a_run_sheet_and_not_with_the_whole_pack(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = sorted((folder / "sessions").glob("*.md"))[1]
    text = session.read_text("utf-8")
    session.write_text(re.sub(r"(?m)^(    do: )", r"\1Open the window. ", text, count=1), encoding="utf-8")
    key = sessions(folder)[1]
    assert pages(folder, capsys) == {
        ("print", f"private/facilitators/run-sheets/02-{key}-{cohort}.pdf") for cohort in "ab"
    }


def test_a_cover_gets_a_hand_over_and_participants_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"swap fay --with fred --session {session} --yes") == 0
    assert ("new", "private/facilitators/hand-over-02-a.pdf") in pages(folder, capsys)
    found = changes(folder, capsys)
    assert [(one["id"], one["meetings"][0]["sort"]) for one in found["people"]] == [
        ("fay", "cancelled"),
        ("fred", "added"),
    ]


def test_the_run_sheet_of_a_group_that_runs_it_alone_goes_to_somebody_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"swap fay --peer-led --session {session} --yes") == 0
    found = changes(folder, capsys)
    assert [one["id"] for one in found["people"]] == ["p1", "p2", "fay"]
    sheet = next(page for page in found["pages"] if "/run-sheets/" in page["path"])
    assert (sheet["copies"], "somebody in the group" in sheet["copies_for"]) == (1, True)


def test_a_cancelled_meetings_pages_are_thrown_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(folder, f"cancel {sessions(folder)[1]} --cohort a --then drop --yes") == 0
    assert ("gone", "private/facilitators/sign-in-02-a.pdf") in pages(folder, capsys)


def test_a_cohort_that_is_no_more_is_called_as_people_know_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cohorts = folder / "cohorts.yaml"
    cohorts.write_text(
        "".join(line for line in COHORTS.splitlines(keepends=True) if "Birch" not in line), encoding="utf-8"
    )
    capsys.readouterr()
    assert say(folder, "changes") == 0
    said = capsys.readouterr().out
    assert ("Cohorts that are no more\n  Birch, " in said, "\n  b, " in said) == (True, False)


def test_changes_can_be_measured_against_an_earlier_publish(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(folder)
    assert say(folder, "publish 'week 2'") == 0
    assert changes(folder, capsys)["people"] == []
    assert len(changes(folder, capsys, "--since", "launch")["people"]) == 3
    assert say(folder, "changes --since lunch") == 2
    assert "Did you mean “launch”" in capsys.readouterr().err


def test_without_a_publish_the_plan_without_changes_is_what_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    move(folder)
    found = changes(folder, capsys)
    assert (found["since"], found["pages"]) == (None, [])
    assert len(found["people"]) == 3
    assert {name.split("-")[0] for name in drafts(folder)} == {"place", "welcome"}  # nobody was told of those either
    assert list(folder.glob("out/share/slip*")) == []


def test_changes_in_words_names_people_pages_and_slips_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    before = tree(folder)
    capsys.readouterr()
    assert say(folder, "changes") == 0
    said = capsys.readouterr().out
    for words in (
        "Alder: 1 moved",
        "Birch: ",
        "Zoë Planted, ليلى الحداد, Fay Planted (facilitator)",
        "A slip is enough",
        "share/slip-a.pdf",
        "cohort-a.ics",
    ):
        assert words in said
    assert tree(folder) == before


def test_nobody_is_named_on_a_slip_or_in_anything_that_is_shared(folder: Path) -> None:
    move(folder)
    assert (folder / "out/share/slip-a.html").is_file()
    words = {*NAMES.values(), "Planted", *(f"{id}@example.org" for id in NAMES)}
    for path in (folder / "out/share").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".ics", ".csv", ".txt"):
            text = path.read_bytes().decode().replace("\r\n ", "")
            assert [word for word in words if word in text] == [], path
