"""A place is a zone, however it is written; an offset is none, and an abbreviation is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.fields import zone_names
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
    ],
)
def test_what_names_no_place_or_two_is_none(text: str) -> None:
    assert find_zone(text) == ""


def test_an_abbreviation_is_known_as_one() -> None:
    assert (abbreviation("est"), abbreviation("(BST)"), abbreviation("Berlin"), abbreviation("GMT")) == (
        "EST",
        "BST",
        "",
        "",
    )


def test_every_name_stands_for_a_zone_that_there_is() -> None:
    assert all(
        is_zone(zone) for zone in [*NAMES.values(), *(zone for zones in ABBREVIATIONS.values() for zone in zones)]
    )
    assert NAMES.keys().isdisjoint(name.casefold() for name in ABBREVIATIONS)


@given(st.sampled_from(sorted(zone_names())))
def test_a_zone_is_itself(zone: str) -> None:
    assert find_zone(zone) == zone


@given(st.text(max_size=40))
def test_any_text_is_a_zone_or_none(text: str) -> None:
    assert is_zone(find_zone(text)) or find_zone(text) == ""
