"""`programme new` at a terminal: at most eight questions, answered in numbers and plain words."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.commands.new_here import NOW, everything, made, new
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.slow
def test_enter_all_the_way_is_valid_and_at_most_eight_questions(here: Path) -> None:
    code, shown = at_a_terminal(here, "new", *NOW, typed=("",) * 8)
    assert code == 0, shown
    assert "]: " in shown
    (folder,) = (path for path in here.iterdir())
    assert made(folder).settings.key == folder.name


@pytest.mark.slow
def test_a_wrong_answer_is_asked_again(here: Path) -> None:
    typed = (
        "atlantis",
        "online",
        "mein",
        "mine",
        "tomorrow",
        "2027-01-18",
        "Mars/Base",
        "Europe/Paris",
        "thu 25:00",
        "thu 19:00",
        "7",
        "",
        "12 in 99",
        "12 in 2",
        "",
    )
    code, shown = at_a_terminal(here, "new", *NOW, typed=typed)
    assert code == 0, shown
    for said in ("“atlantis”", "Did you mean “mine”?", "“tomorrow”", "“Mars/Base”", "“25:00”", "from 1 to 12"):
        assert said in shown
    settings = made(here / "online-mine-2027-01-18").settings
    assert (settings.zone, settings.day, settings.cohorts) == ("Europe/Paris", ("thu",), 2)


def test_numbers_and_plain_words_are_taken_and_somebody_may_go_back(here: Path) -> None:
    typed = ("4", "1", "Back", "3", "", "Tuesdays at 7pm", "1 before", "18 in 3", "Ada Lovelace, 01865 496000", "", "")
    code, shown = at_a_terminal(here, "new", "--into", "x", *NOW, typed=typed)
    assert code == 0, shown
    assert "4  oxford" in shown
    assert "1  in-person-peer  in one room, without a mentor" in shown
    assert shown.count("Template: a number") == 2, "asked again"
    assert shown.count("City: a number") == 1, "known already"
    settings = made(here / "x").settings
    assert (settings.key, settings.day, settings.people, settings.cohorts) == ("oxford-mine-ht27", ("tue",), 18, 3)
    assert (settings.time[0].hour, settings.contact) == (19, "Ada Lovelace, 01865 496000")
    assert (settings.signed_by, settings.sender.name) == ("Ada Lovelace", "Ada Lovelace")
    line = shown.splitlines()[-1]
    assert "--contact 'Ada Lovelace, 01865 496000' --signed-by 'Ada Lovelace' --into x" in line
    before = everything(here / "x")
    assert run([*shlex.split(line)[1:], *NOW, "--no-input"]) == 0
    assert everything(here / "x") == before


def test_that_the_folder_is_there_is_said_before_the_questions_about_it(here: Path) -> None:
    assert new("oxford", "--template", "mine") == 0
    code, shown = at_a_terminal(here, "new", "oxford", "--template", "mine", *NOW, typed=("", "", "back", *[""] * 9))
    assert code == 0, shown
    (told,) = [line for line in shown.splitlines() if "oxford-mine-ht27 is there already" in line]
    assert shown.index(told) < shown.index("Day and time")


@pytest.mark.slow
def test_a_term_too_short_is_asked_about_with_dates(here: Path) -> None:
    words = (
        "new",
        "oxford",
        "--template",
        "mine",
        "--start",
        "2027-03-09",
        "--day",
        "tue",
        "--time",
        "18:30",
        "--mode",
        "in-person-peer",
    )
    code, shown = at_a_terminal(here, *words, "--people", "8", "--cohorts", "1", *NOW, typed=("twice", "double"))
    assert code == 0, shown
    assert "past    9 March to 16 March 2027; after the term: “Referee for an evening” Tue 16 Mar" in shown
    assert "a second meeting that week on Thu 11 Mar" in shown
    assert made(here / "oxford-mine-2027-03-09").settings.fit == "double"
    assert "--fit double" in shown


@pytest.mark.slow
def test_no_input_at_a_terminal_asks_nothing(here: Path) -> None:
    code, shown = at_a_terminal(here, "new", "oxford", "--no-input", *NOW, typed=())
    assert code == 2
    assert "--template" in shown


def test_at_a_terminal_another_city_is_asked_where_it_is(here: Path) -> None:
    code, shown = at_a_terminal(
        here,
        "new", "--template", "mine", "--start", "2027-03-22", "--into", "x", *NOW,
        typed=("munich", "nowhere", "DE-BY", *[""] * 8),
    )  # fmt: skip
    assert code == 0, shown
    assert "“nowhere” is no country whose holidays are known" in shown
    assert (made(here / "x").city.zone, made(here / "x").city.holidays) == ("Europe/Berlin", "de-by")
