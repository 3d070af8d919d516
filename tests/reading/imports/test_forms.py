"""Forms and tables as other programs write them: every column is used, kept by its name, or asked about.

The shapes: SurveyMonkey's two rows of headings and Typeform's choices as columns, as their CSV exports have them;
Microsoft Forms' workbook; Google Forms in German; and tables that people make by hand.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace

import pytest

from tests.examples import EXAMPLES
from tests.reading.imports.tables import LONDON, table, times, told
from toolkit.model.imports import Answers, Found
from toolkit.problems import ProblemsFound, named
from toolkit.reading.availability import read_availability
from toolkit.reading.imports import read_import

L = "Europe/London"
EVENING = replace(LONDON, hours={"evening": (datetime.time(17), datetime.time(22))})


def found(name: str, answers: Answers = LONDON) -> Found:
    return read_import(name, (EXAMPLES / "imports" / name).read_bytes(), answers=answers)


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("surveymonkey.csv", LONDON, [("Ann Lee", "Mon, Wed 18:00-20:00", ""), ("Ben Ode", "Tue 18:00-20:00", "")]),
        ("typeform.csv", LONDON, [("Ann Lee", "Mon, Wed 18:00-20:00", ""), ("Ben Ode", "Tue 18:00-20:00", "")]),
        ("msforms-first.xlsx", LONDON, [("Ann Lee", "Mon, Tue 18:00-20:00", ""), ("Ben Ode", "Tue 18:00-20:00", "")]),
        ("msforms-second.xlsx", LONDON, [("Zoe New", "Wed 18:00-20:00", "")]),
        ("gforms-german.csv", LONDON, [("Ann Lee", "Mon 18:00-20:00", "")]),
        ("from-until.csv", Answers(), [("Mira Voss", "Mon 18:00-21:00", "")]),
        ("title-row.xlsx", Answers(), [("Mira Voss", "Mon 18:00-21:00", ""), ("Jo Kern", "Tue 18:00-21:00", "")]),
        ("label-hours.csv", EVENING, [("Jo Kern", "Tue 19:00-21:00", "")]),
        ("label-hours.csv", LONDON, [("Jo Kern", "Tue 19:00-21:00", "")]),
    ],
)
def test_everybody_is_read_from_what_other_programs_write(
    name: str, answers: Answers, expected: list[tuple[str, str, str]]
) -> None:
    given = found(name, answers)
    assert times(given) == expected
    assert (given.questions, given.problems) == ((), ())


def test_a_zone_of_windows_is_looked_up() -> None:
    assert [person.cells["timezone"] for person in found("zone-windows.csv", Answers()).people] == ["America/New_York"]


def test_the_number_of_a_foreign_form_is_kept_as_another_column() -> None:
    (zoe,) = found("msforms-second.xlsx").people
    assert ("id" in zoe.cells, zoe.cells["email"], zoe.others["ID"]) == (False, "", "1")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # merged cells: the day stands above the first of its two columns
        (
            "Name,Email,Timezone,Monday,,Tuesday,\n,,,from,until,from,until\nAnn,a@x.org,Europe/London,18:00,20:00,,\n",
            [("Ann", "Mon 18:00-20:00", "")],
        ),
        ("Name,Montag von,Montag bis\nAnn,18:00,21:00\n", [("Ann", "Mon 18:00-21:00", "")]),
        ("Name,Mon start,Mon end,Tue start,Tue end\nAnn,,,9:00,11:00:00\n", [("Ann", "Tue 09:00-11:00", "")]),
        ("Name,Day,From,Until\nAnn,Wed,18:00,21:00\n", [("Ann", "Wed 18:00-21:00", "")]),
        ("Name,Start,End,Days\nAnn,18:00,20:00,Mon;Tue\n", [("Ann", "Mon, Tue 18:00-20:00", "")]),
        ("Name,Start time,End time,Days\nAnn,18:00,20:00,Mon / Tue\n", [("Ann", "Mon, Tue 18:00-20:00", "")]),
        ("Name,Available from,Available to\nAnn,Mon 18:00,Mon 20:00\nBen,Tue 6pm,8pm\n",
            [("Ann", "Mon 18:00-20:00", ""), ("Ben", "Tue 18:00-20:00", "")]),
        ("Name,18:00,19:00,20:00\nAnn,Mon;Tue,Mon,\n", [("Ann", "Mon 18:00-20:00; Tue 18:00-19:00", "")]),
        ('Name,18:00-20:00\nAnn,"Mon, Wed"\n', [("Ann", "Mon, Wed 18:00-20:00", "")]),
        ("Name,Monday from (if needed),Monday until (if needed)\nAnn,18:00,21:00\n", [("Ann", "", "Mon 18:00-21:00")]),
        # days above hours, with marks; the row of days stands above the names' heading
        (",,Mon,,Tue,\nName,Email,18:00-19:00,19:00-20:00,18:00-19:00,19:00-20:00\nAnn,a@x.org,yes,yes,,1\n",
            [("Ann", "Mon 18:00-20:00; Tue 19:00-20:00", "")]),
        ("Sign-up\nlast changed 2027-01-05\n\nName,Email,Available\nAnn,a@x.org,Mon 18:00-20:00\n",
            [("Ann", "Mon 18:00-20:00", "")]),
    ],
)  # fmt: skip
def test_headings_over_two_rows_and_hours_in_two_columns_are_one(
    rows: str, expected: list[tuple[str, str, str]]
) -> None:
    given = table(rows)
    assert (times(given), given.questions, given.problems) == (expected, (), ())


def test_a_row_that_speaks_of_mail_and_times_is_somebody() -> None:
    given = table("Who,Day,Remarks\nAnn,Mon 18:00-20:00,x\nBen,available Mondays,prefers e-mail\n")
    assert [question.about for question in given.questions] == ["name", "Day"]
    assert "Who" in given.questions[0].choices


@pytest.mark.parametrize(
    ("headings", "expected"),
    [("Name,Monday,Friday,Sex", "Mon 18:00-20:00"), ("Nome,seg,sex,sab", "Mon, Fri 18:00-20:00; Sat 18:00-20:00"),
        ("Name,Mo,Di,Do", "Mon, Tue, Thu 18:00-20:00")],
)  # fmt: skip
def test_a_short_day_that_is_a_word_of_english_is_none_beside_english_days(headings: str, expected: str) -> None:
    cells = "18:00-20:00,,F" if "Monday" in headings else "18:00-20:00,18:00-20:00,18:00-20:00"
    given = table(f"{headings}\nAnn,{cells}\n")
    assert (given.problems, given.questions) == ((), ())
    assert read_availability(times(given)[0][1]).stretches == read_availability(expected).stretches
    assert given.people[0].others == ({"Sex": "F"} if "Monday" in headings else {})


def test_a_second_address_is_kept_and_the_first_that_is_one_counts() -> None:
    given = table("Name,Email,email\nAnn,a@x.org,b@x.org\nBen,,c@x.org\n")
    assert [(person.cells["email"], person.others) for person in given.people] == [
        ("a@x.org", {"email": "b@x.org"}),
        ("c@x.org", {"email": "c@x.org"}),
    ]


def test_an_unknown_word_is_one_error_with_its_count_and_its_option_and_other_choices_are_kept() -> None:
    rows = "".join(f"P{number},{'18:00-20:00; late' if number % 2 else 'late'},\n" for number in range(44))
    given = table(f"Name,Free? [Monday],Free? [Tuesday]\n{rows}")
    (problem,) = given.problems
    assert (problem.line, problem.code) == (2, "P122")
    assert "“late”, said by 44 people" in problem.message
    assert "22 of them have no times" in problem.message
    assert f"{named('hours')} late=21:00-23:00" in problem.hint
    assert [row[1] for row in times(given)] == ["-", "Mon 18:00-20:00"] * 22
    late = replace(LONDON, hours={"late": (datetime.time(21), datetime.time(23))})
    answered = table(f"Name,Free? [Monday],Free? [Tuesday]\n{rows}", late)
    assert (answered.problems, times(answered)[1][1]) == ((), "Mon 18:00-20:00, 21:00-23:00")


def test_a_choice_of_several_words_has_the_hours_that_were_said_for_all_of_it() -> None:
    rows = "Name,Free? [Monday],Free? [Tuesday]\nAnn,After school,\nBen,,After school\n"
    given = table(rows)
    assert [(q.asks, q.about) for q in given.questions] == [("hours", "after school")]
    assert f'{named("hours")} "after school"=' in given.problems[0].hint
    said = replace(LONDON, hours={"after school": (datetime.time(16), datetime.time(18))})
    assert times(table(rows, said)) == [("Ann", "Mon 16:00-18:00", ""), ("Ben", "Tue 16:00-18:00", "")]


def test_an_abbreviation_is_asked_once_for_the_file_and_its_answer_counts_everywhere() -> None:
    rows = "Name,Available,Time zone\n" + "".join(f"P{n},Mon 18:00-20:00,{'EST' if n else 'est'}\n" for n in range(5))
    given = table(rows, Answers())
    assert [(q.asks, q.about, q.suggestion) for q in given.questions] == [("zone-of", "EST", "America/New_York")]
    (problem,) = given.problems
    assert (problem.code, "5 people" in problem.message) == ("P124", True)
    assert f"{named('zone-of')} EST=America/New_York" in problem.hint
    answered = table(rows, Answers(zones={"EST": "America/New_York"}))
    assert (answered.problems, answered.questions) == ((), ())
    assert {person.cells["timezone"] for person in answered.people} == {"America/New_York"}


@pytest.mark.parametrize(
    ("heading", "day", "word"),
    [
        ("Wie heißt du?,E-Mail-Adresse,Zeitzone,Wann hast du Zeit? [Montag],Wann hast du Zeit? [Freitag]", "Mon", "ja"),
        (
            "Nom,Adresse e-mail,Fuseau horaire,Quand êtes-vous libre ? [lundi],Quand êtes-vous libre ? [jeudi]",
            "Mon",
            "",
        ),
        ("Nombre,Correo electrónico,Zona horaria,¿Cuándo puedes? [lunes],¿Cuándo puedes? [sábado]", "Mon", ""),
        ("Nome,E-mail,Fuso orario,Disponibilità [lunedì],Disponibilità [giovedì]", "Mon", ""),
        ("Nome,E-mail,Fuso horário,Disponibilidade [terça-feira],Disponibilidade [sexta-feira]", "Tue", ""),
        ("Naam,E-mailadres,Tijdzone,Wanneer kun je? [maandag],Wanneer kun je? [vrijdag]", "Mon", ""),
        ("Namn,E-post,Tidszon,När kan du? [måndag],När kan du? [fredag]", "Mon", ""),
        ("Navn,E-mail,Tidszone,Hvornår kan du? [mandag],Hvornår kan du? [torsdag]", "Mon", ""),
        ("Imię i nazwisko,E-mail,Strefa czasowa,Kiedy możesz? [poniedziałek],Kiedy możesz? [piątek]", "Mon", ""),
        ("Jméno,E-mail,Časové pásmo,Kdy můžeš? [pondělí],Kdy můžeš? [čtvrtek]", "Mon", ""),
    ],
)
def test_a_form_is_read_in_the_language_that_it_was_written_in(heading: str, day: str, word: str) -> None:
    given = table(f"Timestamp,{heading}\n1,Ann,a@x.org,Europe/Berlin,18:00-20:00,\n", Answers())
    assert (given.questions, given.problems) == ((), ())
    assert times(given) == [("Ann", f"{day} 18:00-20:00", "")]
    assert given.people[0].cells["timezone"] == "Europe/Berlin"


def formulas(*, stored: bool) -> bytes:
    """A workbook with Ann and a formula that gives her times, with or without its result."""
    from xlsxwriter import Workbook

    target, again = io.BytesIO(), io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Available"])
        sheet.write_row(1, 0, ["Ann"])
        sheet.write_formula(1, 1, '="Mon 18:00-20:00"', None, "Mon 18:00-20:00")
    with zipfile.ZipFile(target) as packed, zipfile.ZipFile(again, "w") as new:
        for part in packed.namelist():
            content = packed.read(part)
            new.writestr(part, content if stored else content.replace(b"<v>Mon 18:00-20:00</v>", b""))
    return again.getvalue()


def test_a_formula_has_the_value_that_was_stored_with_it() -> None:
    assert times(read_import("x.xlsx", formulas(stored=True), answers=LONDON)) == [("Ann", "Mon 18:00-20:00", "")]


def test_a_formula_that_was_never_calculated_is_told_and_not_read_as_blank() -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.xlsx", formulas(stored=False), answers=LONDON)
    (problem,) = raised.value.problems
    assert (problem.code, "the formula in B2 has no result" in problem.message) == ("P120", True)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('Name,Times? [Monday],Times? [Tuesday]\nAnn,"18:00, 19:00",\nBen,,20:00\n',
            [("Ann", "Mon 18:00-20:00", ""), ("Ben", "Tue 20:00-21:00", "")]),
        ('Name,Times? [18:00],Times? [18:30],Times? [7 pm]\nAnn,"Monday, Tuesday",Monday,\nBen,,,Friday\n',
            [("Ann", "Mon 18:00-19:00; Tue 18:00-18:30", ""), ("Ben", "Fri 19:00-19:30", "")]),
        ("Name,When are you free? [Monday],If need be? [Monday]\nAnn,6pm,8 p.m.\n",
            [("Ann", "Mon 18:00-19:00", "Mon 20:00-21:00")]),
        # nobody ticked what may stand between them: an hour is the most that one choice says
        ('Name,Times? [Monday]\nAnn,"18:00, 21:00"\n', [("Ann", "Mon 18:00-19:00, 21:00-22:00", "")]),
        ("Name,Times? [Monday]\nAnn,23:00\n", [("Ann", "Mon 23:00-24:00", "")]),
    ],
)  # fmt: skip
def test_the_beginning_of_an_hour_stands_for_the_hour(rows: str, expected: list[tuple[str, str, str]]) -> None:
    given = table(rows)
    assert (times(given), given.questions, given.problems) == (expected, (), ())


@pytest.mark.parametrize("cell", ["25:00", "18:75", "13 pm", "18"])
def test_what_is_no_hour_is_told(cell: str) -> None:
    assert told(table(f"Name,Times? [Monday]\nAnn,{cell}\n")) == [(2, "P122")]
