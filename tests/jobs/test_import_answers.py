"""The answers that an import asks for, read from what somebody typed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from toolkit.jobs.import_answers import names_a_heading, read_answers, with_answer
from toolkit.model.imports import Answers, Question, QuestionTopic
from toolkit.problems import WrongUsage

EVENING = (datetime.time(18), datetime.time(21))
NONE: dict[str, Any] = {"zone": None, "week_of": None, "window": None, "columns": (), "hours": ()}


def read(**given: Any) -> Answers:
    return read_answers(**{**NONE, **given})


def test_what_is_not_said_stays_open() -> None:
    assert read() == Answers()


def test_what_is_said_before_a_question_is_read() -> None:
    found = read(
        zone="Asia/Seoul",
        week_of="2027-01-19",
        window="Mon 18:00-22:00",
        columns=["Mail=email"],
        hours=["evenings=18-21"],
    )
    assert (found.zone, found.week_of, dict(found.columns)) == (
        "Asia/Seoul", datetime.date(2027, 1, 19), {"mail": "email"},
    )  # fmt: skip
    assert (found.window, list(found.hours)) == ("Mon 18:00-22:00", ["evening"])


def test_words_places_and_headings_are_said_with_what_they_mean() -> None:
    found = read(
        hours=[" Evenings = 18:00-21:00", "late="],
        zones=["EST=America/New_York"],
        columns=["a=b=name"],
        ignored=[" Notes "],
        busy=True,
        same=[" Fam@X.org "],
    )
    assert found.same == {"fam@x.org"}
    assert found.hours == {"evening": EVENING, "late": None}
    assert found.zones == {"EST": "America/New_York"}
    assert dict(found.columns) == {"a=b": "name", "notes": "other"}
    assert found.busy


@pytest.mark.parametrize(
    ("given", "argument", "says"),
    [
        ({"week_of": "19 January"}, "week-of", "“19 January” is not a date"),
        ({"window": "whenever"}, "window", ""),
        ({"columns": ["name"]}, "map", "“name” is not of the form HEADING=COLUMN"),
        ({"columns": ["=name"]}, "map", "“=name” is not of the form"),
        ({"columns": ["What=nonsense"]}, "map", "“nonsense” is none of our columns"),
        ({"ignored": [" "]}, "ignore", "Name the heading"),
        ({"hours": ["evening"]}, "hours", "“evening” is not of the form"),
        ({"hours": ["=18-21"]}, "hours", "“=18-21” is not of the form"),
        ({"hours": ["evening=late"]}, "hours", "“late” are no hours"),
        ({"zones": ["EST"]}, "zone-of", "“EST” is not of the form"),
        ({"zones": ["=Europe/London"]}, "zone-of", "“=Europe/London” is not of the form"),
        ({"zones": ["EST=EST"]}, "zone-of", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_argument(given: dict[str, Any], argument: str, says: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        read(**given)
    assert caught.value.argument == argument
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("asks", "about", "text", "answers"),
    [
        ("zone", "", "Asia/Seoul", Answers(zone="Asia/Seoul")),
        ("week-of", "", "2027-01-19", Answers(week_of=datetime.date(2027, 1, 19))),
        ("window", "", "Mon 18:00-22:00", Answers(window="Mon 18:00-22:00")),
        ("hours", "evening", "18-21", Answers(hours={"evening": EVENING})),
        ("hours", "evening", "", Answers(hours={"evening": None})),
        ("zone-of", "EST", "America/New_York", Answers(zones={"EST": "America/New_York"})),
        ("column", "Handle", "NAME", Answers(columns={"Handle": "name"})),
        ("map", "Tuesday", "Available", Answers(columns={"Tuesday": "available"})),
    ],
)
def test_a_question_is_answered_in_words(asks: QuestionTopic, about: str, text: str, answers: Answers) -> None:
    question = Question(asks, "?", about=about, choices=("name", "available", "other"))
    assert with_answer(Answers(), question, text=text) == answers


def test_a_week_without_its_year_is_near_to_the_programme() -> None:
    near, week = datetime.date(2027, 1, 17), datetime.date(2027, 1, 19)
    assert read(week_of="Tue 19 Jan", near=near).week_of == week
    assert with_answer(Answers(), Question("week-of", "?"), text="19 Jan", near=near).week_of == week


def test_an_answer_leaves_the_earlier_ones() -> None:
    before = Answers(zone="Asia/Seoul", hours={"late": None}, columns={"a": "name"}, zones={"EST": "America/New_York"})
    after = with_answer(before, Question("hours", "?", about="evening"), text="18-21")
    assert (after.zone, after.hours) == ("Asia/Seoul", {"late": None, "evening": EVENING})
    after = with_answer(after, Question("zone-of", "?", about="CST"), text="America/Chicago")
    assert after.zones == {"EST": "America/New_York", "CST": "America/Chicago"}
    after = with_answer(after, Question("column", "?", about="b", choices=("email",)), text="email")
    assert after.columns == {"a": "name", "b": "email"}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("first", {"First": "name"}),
        ("2", {"Second": "name"}),
        ("3", {"3": "name"}),
        ("", {"First": "other", "Second": "other", "3": "other"}),
    ],
)
def test_of_headings_one_is_named_by_its_words_or_its_number_or_none_where_none_is_needed(
    text: str, columns: dict[str, str]
) -> None:
    question = Question("map", "?", about="name", choices=("First", "Second", "3"), needed=False)
    assert with_answer(Answers(), question, text=text).columns == columns


@pytest.mark.parametrize("text", ["", "0", "4", "Third"])
def test_a_heading_that_is_needed_and_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        with_answer(Answers(), Question("map", "?", about="name", choices=("First", "Second", "Last")), text=text)


def test_headings_are_to_choose_from_where_a_column_of_ours_is_wanted() -> None:
    assert names_a_heading(Question("map", "?", about="name"))
    assert not names_a_heading(Question("map", "?", about="Tuesday"))
    assert not names_a_heading(Question("column", "?", about="name"))


@pytest.mark.parametrize(
    ("text", "same", "apart"),
    [("yes", {"a@x.org", "fam@x.org"}, {"b@x.org"}), ("no", {"a@x.org"}, {"b@x.org", "fam@x.org"})],
)
def test_whether_two_names_are_one_person_is_added_to_what_was_said_before(
    text: str, same: set[str], apart: set[str]
) -> None:
    before = Answers(same=frozenset({"a@x.org"}), apart=frozenset({"b@x.org"}))
    after = with_answer(before, Question("same-person", "?", about="fam@x.org", choices=("yes", "no")), text=text)
    assert (set(after.same), set(after.apart)) == (same, apart)
