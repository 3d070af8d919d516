"""Polls about dates: what Doodle, Framadate and Nextcloud Polls export gives everybody with their votes, and nobody
else."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.examples import EXAMPLES
from toolkit.model.imports import Answers, Found
from toolkit.problems import named
from toolkit.reading.imports import read_import

LONDON = Answers(zone="Europe/London")


def times(given: Found) -> list[tuple[str, str, str]]:
    return [(person.name, person.cells["available"], person.cells["if_needed"]) for person in given.people]


ANN = ("Ann Lee", "Mon 18:00-20:00", "Tue 18:00-20:00")
BEN = ("Ben Ode", "Mon 19:00-21:00; Tue 12:00-14:00, 18:00-20:00", "")


def workbook(rows: list[list[str]]) -> bytes:
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def doodle() -> bytes:
    return (EXAMPLES / "imports" / "doodle.csv").read_bytes()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_doodle_gives_everybody_and_its_count_is_nobody(kind: str) -> None:
    import csv

    data = doodle()
    if kind == "xlsx":
        data = workbook(list(csv.reader(data.decode().splitlines())))
    given = read_import(f"doodle.{kind}", data, answers=LONDON)
    assert (times(given), given.problems) == ([ANN, BEN], ())


def test_the_zone_of_a_poll_is_asked_first() -> None:
    given = read_import("doodle.csv", doodle(), answers=Answers())
    assert ([question.asks for question in given.questions], given.people) == (["zone"], ())


@pytest.mark.parametrize(
    ("yes", "perhaps", "no"),
    [("Yes", "Under reserve", "No"), ("Oui", "Sous réserve", "Non"), ("Ja", "Unter Vorbehalt", "Nein")],
)
def test_framadate_has_a_row_of_dates_and_one_of_hours(yes: str, perhaps: str, no: str) -> None:
    days = (
        ("Lundi 18 janvier 2027", "Mardi 19 janvier 2027") if yes == "Oui" else ("Mon 18 Jan 2027", "Tue 19 Jan 2027")
    )
    text = f",{days[0]},{days[0]},{days[1]},\r\n,18h-20h,19:00 - 21:00,18h-20h,\r\n"
    text += f"Ann Lee,{yes},{no},{perhaps},\r\nBen Ode,{no},{yes},{yes},\r\n"
    given = read_import("poll.csv", b"\xef\xbb\xbf" + text.encode(), answers=LONDON)
    assert times(given) == [ANN, ("Ben Ode", "Mon 19:00-21:00; Tue 18:00-20:00", "")]


def test_nextcloud_polls_writes_intervals_in_utc_and_a_workbook_with_from_and_to() -> None:
    text = (
        "Participants,Email address,2027-01-18T18:00:00.000Z - 2027-01-18T20:00:00.000Z,"
        "2027-01-19T18:00:00.000Z - 2027-01-19T20:00:00.000Z\nAnn Lee,ann@example.org,yes,maybe\nBen Ode,,no,yes\n"
    )
    given = read_import("pollStore.csv", text.encode(), answers=LONDON)
    assert times(given) == [ANN, ("Ben Ode", "Tue 18:00-20:00", "")]
    assert given.people[0].cells["email"] == "ann@example.org"
    there = read_import("pollStore.csv", text.encode(), answers=Answers(zone="Asia/Kolkata"))
    assert times(there)[0][1:] == ("Mon 23:30-24:00; Tue 00:00-01:30", "Tue 23:30-24:00; Wed 00:00-01:30")
    book = workbook([["Reading group"], ["When shall we meet?"],
        ["From", "Mon, Jan 18, 2027, 6:00 PM", "Tue, Jan 19, 2027, 6:00 PM"],
        ["To", "Mon, Jan 18, 2027, 8:00 PM", "Tue, Jan 19, 2027, 8:00 PM"],
        ["Ann Lee", "✔", "❔"], ["Ben Ode", "❌", "✔"]])  # fmt: skip
    given = read_import("pollStore.xlsx", book, answers=LONDON)
    assert times(given) == [ANN, ("Ben Ode", "Tue 18:00-20:00", "")]


def test_a_word_that_is_no_vote_costs_that_vote_alone_and_is_told_once_with_what_answers_it() -> None:
    strange = doodle().replace(b"Ann Lee,OK", b"Ann Lee,Perhaps so")
    given = read_import("doodle.csv", strange, answers=LONDON)
    assert times(given) == [(ANN[0], "", ANN[2]), BEN]
    (problem,) = given.problems
    assert (problem.code, problem.line, "(once, by 1 person)" in problem.message) == ("P122", 7, True)
    assert f'{named("map")} "perhaps so=if_needed"' in problem.hint
    said = {"available": ANN, "other": (ANN[0], "", ANN[2])}
    for meaning, person in said.items():
        answered = read_import("doodle.csv", strange, answers=replace(LONDON, columns={"perhaps so": meaning}))
        assert (times(answered), answered.problems, "perhaps so" in answered.words) == ([person, BEN], (), True)


def test_somebody_called_count_is_somebody() -> None:
    given = read_import("doodle.csv", doodle().replace(b"Ben Ode", b"Count"), answers=LONDON)
    assert [person.name for person in given.people] == ["Ann Lee", "Count"]


def test_a_table_of_people_is_no_poll() -> None:
    data = b"Name,Mon 18:00-20:00,Tue 18:00-20:00\nAnn,yes,\n"
    assert read_import("x.csv", data, answers=LONDON).source == "table"
