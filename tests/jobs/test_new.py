"""A new programme: what somebody answers is read once, for every face, and its files go where nothing is in the way."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.make_plan_by_hand import make_curriculum
from toolkit.jobs.new import (
    draft,
    find_template,
    has_sure_term,
    load_city,
    number_up_to,
    planned_files,
    read_day_and_time,
    read_days,
    read_line,
    read_settings,
    read_start,
    read_zone,
    term_or_start,
    times_for,
    write_new,
)
from toolkit.model.place import City, Term
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.compare import Planned

TODAY = datetime.date(2026, 11, 23)
DAYS = {"Hilary": "2027-01-17", "Trinity": "2027-04-25"}


def term(name: str, **values: Any) -> Term:
    last = datetime.date.fromisoformat(DAYS[name]) + datetime.timedelta(days=55)
    given = {"short": name[:2].lower(), "status": "confirmed", "source": "x", **values}
    return Term(name=name, first_day=datetime.date.fromisoformat(DAYS[name]), last_day=last, **given)


HILARY, TRINITY = term("Hilary"), term("Trinity", status="unconfirmed")
OXFORD = City(key="oxford", name="Oxford", terms=(HILARY, TRINITY))


@pytest.mark.parametrize(("today", "sure"), [("2027-01-17", True), ("2027-01-18", False), ("2027-05-01", False)])
def test_a_term_is_sure_where_somebody_announced_it(today: str, sure: bool) -> None:
    assert has_sure_term(OXFORD, datetime.date.fromisoformat(today)) is sure


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("1", (HILARY, "")),
        ("2", (TRINITY, "")),
        ("trinity", (TRINITY, "")),
        ("2027-02-01", (None, "2027-02-01")),
        ("12 Jan 2027", (None, "2027-01-12")),
        ("Jan 12, 2027", (None, "2027-01-12")),
        ("19/01/2027", (None, "2027-01-19")),
        ("Tue 12 Jan", (None, "2027-01-12")),
        ("23 Nov", (None, "2026-11-23")),
        ("22 Nov", (None, "2027-11-22")),
    ],
)
def test_a_term_is_meant_by_number_or_name_or_a_start_is_given(word: str, meant: tuple[Term | None, str]) -> None:
    assert term_or_start(OXFORD, [HILARY, TRINITY], word=word, today=TODAY) == meant


@pytest.mark.parametrize(
    "word", ["0", "3", "Michaelmas", "2027-13-01", "Wed 12 Jan", "02/03", "02/03/2027", "Wed 12 Jan 2027"]
)
def test_no_term_and_no_date_is_refused(word: str) -> None:
    with pytest.raises(WrongUsage):
        term_or_start(OXFORD, [HILARY, TRINITY], word=word, today=TODAY)


def test_a_zone_and_a_start_are_as_they_stand_in_the_file() -> None:
    assert (read_zone("Europe/London"), read_start("2027-02-01", today=TODAY)) == ("Europe/London", "2027-02-01")
    with pytest.raises(WrongUsage):
        read_zone("Zulu")


def test_what_is_no_zone_by_a_name_of_tzdata_is_refused_with_what_is_one() -> None:
    with pytest.raises(WrongUsage, match="Europe/London"):
        read_zone("London")


def test_a_city_without_terms_has_a_start() -> None:
    nowhere = City(key="x", name="X", zone="Europe/London")
    assert term_or_start(nowhere, [], word="2027-02-01", today=TODAY) == (None, "2027-02-01")
    with pytest.raises(WrongUsage, match="Hilary"):
        term_or_start(nowhere, [], word="Hilary", today=TODAY)


def test_a_term_is_found_by_its_short_name_and_one_that_is_none_is_refused_with_those_there_are() -> None:
    assert term_or_start(OXFORD, [], word=" TR ", today=TODAY) == (TRINITY, "")
    with pytest.raises(WrongUsage, match=r"P037.*“Trinity”.*Hilary"):
        term_or_start(OXFORD, [], word="Trinitie", today=TODAY)


@pytest.mark.parametrize("text", ["tue 18:30", "Tuesday at 18:30", "tue,thu 18:30,19:00"])
def test_day_and_time_stand_in_one_line(text: str) -> None:
    assert read_day_and_time(text) == tuple(text.replace(" at ", " ").split())


@pytest.mark.parametrize("text", ["tue", "18:30", "tueday 18:30", "tue 25:00"])
def test_a_line_without_a_day_or_a_time_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_day_and_time(text)


def test_days_are_read_as_people_write_them() -> None:
    assert read_days("Tue,thursday") == ["tue", "thu"]
    with pytest.raises(WrongUsage, match="“tux” is not a day of the week"):
        read_days("mon,tux")


def test_the_first_time_is_none_too_late_for_the_template() -> None:
    late = make_curriculum(["s1"]).model_copy(update={"latest_time": datetime.time(19)})
    assert times_for(late, "19:00,20:00") == [datetime.time(19), datetime.time(20)]
    assert times_for(None, "23:00") == [datetime.time(23)]
    assert times_for(None, "7pm,7.30 am") == [datetime.time(19), datetime.time(7, 30)]
    with pytest.raises(WrongUsage, match=r"19:01 is later .* \(19:00\)"):
        times_for(late, "19:01")


@pytest.mark.parametrize("word", ["0", "13", "-1", "1.5", "many", "", "1" * 5000])
def test_a_number_is_whole_and_within_its_bounds(word: str) -> None:
    assert [number_up_to(12)(good) for good in ("1", "12")] == [1, 12]
    with pytest.raises(WrongUsage, match="from 1 to 12"):
        number_up_to(12)(word)


def test_words_for_pages_are_one_line_in_one_spelling() -> None:
    assert read_line("--title", " Zoe\u0308’s class ") == "Zoë’s class"
    assert (read_line("--title", None), read_line("--title", "x" * 200)) == ("", "x" * 200)
    for text in ("two\nlines", "a\x1bb", "a\u2028b", "x" * 201):
        with pytest.raises(WrongUsage, match=r"^--title must be one line"):
            read_line("--title", text)


def test_a_city_is_loaded_by_its_key_and_one_that_no_shelf_has_is_refused() -> None:
    assert load_city(Shelves.open(), "oxford").name == "Oxford"
    with pytest.raises(ProblemsFound) as caught:
        load_city(Shelves.open(), "atlantis")
    assert [problem.code for problem in caught.value.problems] == ["P036"]


def test_a_city_whose_zone_nobody_knows_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "snow.yaml").write_text("key: snow\nname: Snow\nzone: EST5EDT\n", "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_city(Shelves.open(extra=[tmp_path]), "snow")
    assert [(one.file, one.line, one.code) for one in caught.value.problems] == [("cities/snow.yaml", 3, "P029")]


def test_everything_that_is_wrong_with_answers_is_told_at_once() -> None:
    with pytest.raises(WrongUsage, match=f"{named('people')}: .*{named('cohorts')}: "):
        read_settings({**ANSWERS, "people": 0, "cohorts": "many"})
    with pytest.raises(WrongUsage) as caught:
        read_settings({**ANSWERS, "people": 0})
    assert str(caught.value) == str(caught.value).strip()


ANSWERS: dict[str, Any] = {
    "key": "k",
    "title": "Ladder",
    "city": "oxford",
    "start": "2027-01-19",
    "day": ["tue"],
    "time": ["18:30"],
    "mode": "in-person-peer",
    "people": 12,
    "cohorts": 2,
}


def planned(root: Path, **answers: Any) -> tuple[Planned, ...]:
    """What would become of each file of a new programme."""
    shelves = Shelves.open()
    template, settings = (
        find_template("engineering", shelves, checkout="", directory=""),
        read_settings({**ANSWERS, **answers}),
    )
    drafted = draft(template, settings, shelves=shelves, today=TODAY)
    return planned_files(root, drafted, made=template, settings=settings, called="ours")


def test_a_programme_is_written_whole_and_not_a_second_time(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    first = planned(root)
    assert ({each.state for each in first}, root.exists()) == ({"create"}, False)
    write_new(root, first, called="ours")
    assert all((root / each.path).read_bytes() == each.data for each in first)
    (root / "README.md").write_text("Mine.")
    (root / "changes.yaml").unlink()
    again = {each.path: each.state for each in planned(root)}
    assert {path for path, state in again.items() if state != "same"} == {"README.md", "changes.yaml"}
    write_new(root, planned(root), called="ours")
    assert ((root / "README.md").read_text(), (root / "changes.yaml").exists()) == ("Mine.", False)


def test_other_answers_make_another_folder(tmp_path: Path) -> None:
    write_new(tmp_path, planned(tmp_path), called="ours")
    with pytest.raises(WouldOverwrite, match=r"ours was made with other answers .*people: 12, now 13"):
        planned(tmp_path, people=13)


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("mine")
    with pytest.raises(WouldOverwrite, match="ours is a file"):
        planned(tmp_path / "ours")


def test_what_is_in_the_way_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(WouldOverwrite, match=r"ours holds other files already: README.md"):
        write_new(tmp_path, planned(tmp_path), called="ours")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("README.md", "mine")]


def test_beside_files_of_others_only_the_new_ones_are_written(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_new(tmp_path, [Planned("a", b"1", "create"), Planned("b", b"2", "keep")], called="ours")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a", "notes.txt"]


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("Tuesday 7pm", "Tuesday", "19:00"),
        ("tuesdays at 7.30 pm", "tuesday", "19:30"),
        ("wed 18:30", "wed", "18:30"),
        ("sat,sun 10am,12pm", "sat,sun", "10:00,12:00"),
        ("Thu 12 a.m.", "Thu", "0:00"),
    ],
)
def test_a_day_and_a_time_are_read_as_people_say_them(said: str, day: str, time: str) -> None:
    assert read_day_and_time(said) == (day, time)


@pytest.mark.parametrize("said", ["Tuesday", "Tuesday 13pm", "someday 7pm", "Tuesday evening"])
def test_what_is_no_day_and_time_is_refused(said: str) -> None:
    with pytest.raises(WrongUsage):
        read_day_and_time(said)
