"""An import of people, asked and answered by records: any face can hold the conversation."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import EXAMPLES, lay_out
from toolkit.jobs.import_answers import names_a_heading
from toolkit.jobs.importing import (
    Importing,
    answered,
    begin_import,
    clock_at_home,
    look,
    propose_import,
    suggestion,
    taken,
    unmeant,
    write_import,
    zone_at_home,
)
from toolkit.model.imports import Answers
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage, named
from toolkit.reading.shelves import Shelves

IMPORTS = EXAMPLES / "imports"
NOW = datetime.datetime(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


def begun(folder: Path, given: Answers | None = None) -> Importing:
    return begin_import(folder, Shelves.open(folder=folder), kind="participants", given=given or Answers())


def talked(importing: Importing, name: str, *, replies: dict[str, str]) -> tuple[Importing, list[str]]:
    """The import with a file whose questions get these replies, by what they ask; and what was asked."""
    data, asked = (IMPORTS / name).read_bytes(), list[str]()
    while (found := look(importing, name, data=data)).questions:
        for question in found.questions:
            asked.append(question.asks)
            importing = answered(importing, question, text=replies[question.asks])
    return taken(importing, name, data=data, found=found), asked


REPLIES = {"map": "What should we call you?", "zone": "Europe/London", "hours": "18:00-21:00"}


def test_questions_are_answered_one_by_one_and_the_rest_follows(folder: Path) -> None:
    importing, asked = talked(begun(folder), "google-days-above.csv", replies=REPLIES)
    assert sorted(set(asked)) == ["hours", "map", "zone"]
    proposal = propose_import(importing, mapped=())
    assert (proposal.words, [match.by for match in proposal.merged.matches if not match.new][:1]) == ({}, ["name"])
    before = (folder / "people/participants.csv").read_bytes()
    assert write_import(proposal, now=NOW) == ("people/participants.csv", ".programme/imports.yaml")
    assert (folder / "people/participants.csv").read_bytes() != before


def test_what_was_said_of_headings_and_words_holds_for_the_next_file_but_not_its_zone(folder: Path) -> None:
    importing, _ = talked(begun(folder), "google-days-above.csv", replies=REPLIES)
    _, asked = talked(importing, "google-days-above.csv", replies=REPLIES)
    assert set(asked) == {"zone"}


def test_what_the_folder_remembers_is_not_asked_again_and_what_is_given_wins(folder: Path) -> None:
    importing, _ = talked(begun(folder), "google-days-above.csv", replies=REPLIES)
    write_import(propose_import(importing, mapped=()), now=NOW)
    given = Answers(hours={"evening": (datetime.time(19), datetime.time(20))})
    assert begun(folder).given.hours["evening"] == (datetime.time(18), datetime.time(21))
    assert begun(folder, given).given.hours["evening"] == (datetime.time(19), datetime.time(20))
    assert begun(folder).given.columns


def test_an_answer_that_cannot_be_read_leaves_the_import_as_it_was(folder: Path) -> None:
    importing = begun(folder)
    data = (IMPORTS / "google-days-above.csv").read_bytes()
    questions = look(importing, "google-days-above.csv", data=data).questions
    zone = next(question for question in questions if question.asks == "zone")
    with pytest.raises(WrongUsage, match="Europe/London"):
        answered(importing, zone, text="Europe/Lundun")
    assert suggestion(importing, zone) == "Europe/London"
    heading = next(question for question in questions if names_a_heading(question))
    by_number = answered(importing, heading, text=str(heading.choices.index(REPLIES["map"]) + 1))
    assert by_number == answered(importing, heading, text=REPLIES["map"])


def test_a_word_that_nobody_explained_is_named_and_its_rows_are_left_out(folder: Path) -> None:
    importing, name = begun(folder), "google-days-above.csv"
    data = (IMPORTS / name).read_bytes()
    for question in look(importing, name, data=data).questions:
        if question.needed:
            importing = answered(importing, question, text=REPLIES[question.asks])
    found = look(importing, name, data=data)
    assert [suggestion(importing, question) for question in found.questions] == [""], "an example is no answer"
    proposal = propose_import(taken(importing, name, data=data, found=found), mapped=())
    assert proposal.words == {"evening": "18:00-21:00"}


def test_a_heading_that_no_file_has_is_refused(folder: Path) -> None:
    importing, _ = talked(begun(folder), "google-days-above.csv", replies=REPLIES)
    with pytest.raises(WrongUsage, match="no file has the heading “shoe size”"):
        propose_import(importing, mapped=["shoe size"])


def test_a_file_that_changed_since_it_was_shown_is_not_overwritten(folder: Path) -> None:
    importing, _ = talked(begun(folder), "google-days-above.csv", replies=REPLIES)
    proposal = propose_import(importing, mapped=())
    with (folder / "people/participants.csv").open("a", encoding="utf-8") as file:
        file.write("p9,Zed\n")
    with pytest.raises(WouldOverwrite):
        write_import(proposal, now=NOW)


def test_a_file_of_no_known_kind_is_refused(folder: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        look(begun(folder), "photo.jpg", data=b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert [problem.code for problem in caught.value.problems] == ["P003"]


def test_the_clocks_are_compared_on_the_day_of_the_start(folder: Path) -> None:
    assert clock_at_home(begun(folder).programme, "Asia/Seoul") == (datetime.date(2027, 1, 19), -540)


def test_somebody_who_may_be_one_of_two_is_not_guessed(folder: Path) -> None:
    (folder / "people/participants.csv").write_text("id,name,email\np1,Ann,\np2,Ann,\n")
    importing, data = begun(folder), b"name,email\nGil,gil@example.org\nAnn,\n"
    importing = taken(importing, "list.csv", data=data, found=look(importing, "list.csv", data=data))
    (problem,) = propose_import(importing, mapped=()).problems
    assert (problem.file, problem.line, problem.code, problem.message[:5]) == ("list.csv", 3, "P121", "Ann: ")


def test_a_column_that_nobody_gave_a_meaning_is_a_problem_of_the_file_and_not_where_more_is_open(folder: Path) -> None:
    rows = b"Name,Available,Backup\nAnn,Mon 18:00-20:00,Tue 18:00-20:00\n"
    importing = begun(folder, Answers(zone="Europe/London"))
    found = look(importing, "f.csv", data=rows)
    assert [(one.code, "“Backup”" in one.message) for one in unmeant("f.csv", found)] == [("P128", True)]
    busy = look(importing, "f.csv", data=b"Name,Available,Busy\nAnn,Mon 18:00-20:00,Mon 18:00-19:00\n")
    (problem,) = unmeant("f.csv", busy)
    assert (problem.code, "when people are not free" in problem.message) == ("P128", True)
    assert f'{named("ignore")} "Busy"' in problem.hint
    assert unmeant("f.csv", look(begun(folder), "busy.txt", data=(IMPORTS / "busy.txt").read_bytes())) == ()
    assert zone_at_home(importing.programme) == "Europe/London"


@pytest.mark.parametrize(("most", "refused"), [(7, False), (6, True)])
def test_an_import_that_would_fill_the_list_past_its_limit_is_refused(
    most: int, folder: Path, monkeypatch: pytest.MonkeyPatch, *, refused: bool
) -> None:
    monkeypatch.setattr("toolkit.keeping.people_file.MOST_LISTED", most)
    data = b"Name,Email\nZoe Zimmer,zoe@example.org\n"
    one = begun(folder)
    one = taken(one, "more.csv", data=data, found=look(one, "more.csv", data=data))
    if not refused:
        assert len(propose_import(one, mapped=()).merged.file.ids()) == most
        return
    with pytest.raises(ProblemsFound) as found:
        propose_import(one, mapped=())
    assert "would have 7 rows; at most 6 are read" in found.value.problems[0].message


@pytest.mark.parametrize(("apart", "asked"), [(frozenset[str](), ["fam@x.org"]), (frozenset({"fam@x.org"}), [])])
def test_two_names_at_one_address_are_asked_about_until_they_were_said_to_be_two(
    folder: Path, apart: frozenset[str], asked: list[str]
) -> None:
    (folder / "people/participants.csv").write_text("id,name,email\np1,Ann Lee,fam@x.org\n", "utf-8")
    importing, data = begun(folder, Answers(apart=apart)), b"name,email\nBob Lee,fam@x.org\n"
    importing = taken(importing, "list.csv", data=data, found=look(importing, "list.csv", data=data))
    assert [question.about for question in propose_import(importing, mapped=()).questions] == asked
