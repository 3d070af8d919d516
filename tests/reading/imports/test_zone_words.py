"""A place is a zone, however it is written; an offset is none, and an abbreviation is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.fields import zone_names
from toolkit.model.imports import Answers
from toolkit.reading.imports import read_import
from toolkit.reading.imports.zone_words import abbreviation, find_zone
from toolkit.reading.zone_names import ABBREVIATIONS, NAMES
from toolkit.reading.zones import is_zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        (" Europe/London ", "Europe/London"),
        ("london", "Europe/London"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("India Standard Time", "Asia/Kolkata"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-04:00) Eastern Time - New York", "America/New_York"),
        ("(GMT+01:00) Berlin", "Europe/Berlin"),
        ("(GMT+01:00) Central European Time - Berlin", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
        ("Kyiv", "Europe/Kyiv"),
        ("New York", "America/New_York"),
        ("St. Johns", "America/St_Johns"),
        ("UTC", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("GMT Standard Time", "Europe/London"),
        ("GB", "Europe/London"),
        ("Japan", "Asia/Tokyo"),
        ("NZ", "Pacific/Auckland"),
        ("Australia/West", "Australia/West"),
        ("America/Argentina/San_Juan", "America/Argentina/San_Juan"),
        ("Perth", "Australia/Perth"),
        ("Sydney, NSW", "Australia/Sydney"),
        ("(GMT-03:00) Cordoba", "America/Argentina/Cordoba"),
    ],
)
def test_one_place_is_looked_up(text: str, zone: str) -> None:
    assert find_zone(text) == zone


@pytest.mark.parametrize(
    "text",
    [
        "EST",
        "bst",
        "CET",
        "GMT+1",
        "UTC+05:30",
        "europe/london",
        "Etc/GMT+5",
        "(GMT-05:00) Berlin",
        "London, New York",
        "Xyzzyx",
        "",
        "(GMT+01:00)",
        "GMT",
        "(GMT+01:00) WEST",
        "Lisbon time - WEST",
        "ACT",
        "North",
        "south",
        "Center",
        "San Juan",
        "San Juan, Puerto Rico",
        "Petersburg",
        "Victoria",
    ],
)
def test_what_names_no_place_or_two_is_none(text: str) -> None:
    assert find_zone(text) == ""


def test_an_abbreviation_is_known_as_one() -> None:
    assert (abbreviation("est"), abbreviation("(BST)"), abbreviation("Berlin"), abbreviation("gmt")) == (
        "EST",
        "BST",
        "",
        "GMT",
    )


@pytest.mark.parametrize("form", ["{}", "({})", " {} "])
def test_no_abbreviation_is_a_place(form: str) -> None:
    texts = [form.format(word) for short in ABBREVIATIONS for word in (short, short.lower(), short.title())]
    assert [text for text in texts if find_zone(text)] == []


def test_gmt_behind_the_times_is_asked_too_and_any_answer_counts() -> None:
    rows = b"Name,Available\nAnn,Mon 18:00-20:00 GMT\nBen,Mon 18:00-20:00 UTC\n"
    given = read_import("x.csv", rows, answers=Answers(zone="Europe/London"))
    assert [(problem.code, problem.line) for problem in given.problems] == [("P122", 2)]
    assert [person.cells.get("available") for person in given.people] == [None, "Mon 18:00-20:00"]
    for zone in ("Europe/London", "UTC", "GMT"):
        answered = read_import("x.csv", rows, answers=Answers(zone="Europe/London", zones={"GMT": zone}))
        assert (answered.problems, answered.people[0].cells["timezone"]) == ((), zone)


def test_every_name_stands_for_a_zone_that_there_is() -> None:
    assert all(
        is_zone(zone) for zone in [*NAMES.values(), *(zone for zones in ABBREVIATIONS.values() for zone in zones)]
    )
    assert NAMES.keys().isdisjoint(name.casefold() for name in ABBREVIATIONS)


@given(st.sampled_from(sorted(zone_names() - {"GMT"})))
def test_a_zone_is_itself(zone: str) -> None:
    assert find_zone(zone) == zone


@given(st.text(max_size=40))
def test_any_text_is_a_zone_or_none(text: str) -> None:
    assert is_zone(find_zone(text)) or find_zone(text) == ""
