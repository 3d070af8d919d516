"""What a calendar entry says: purpose, readings, what to bring, how to get in; nobody's name where it is shared."""

from __future__ import annotations

import pytest

from tests.documents.calendar_plans import GRACE, LINK, calendar, entry, one, two
from tests.make_plan_by_hand import (
    make_cohort,
    make_item,
    make_meeting,
    make_plan,
    make_room,
    make_session,
    make_settings,
)
from toolkit.documents.calendar_words import LONGEST_DESCRIPTION
from toolkit.documents.calendars import make_calendars


def test_a_description_has_purpose_readings_what_to_bring_access_and_contact() -> None:
    session = make_session(
        why="Derive it **by hand**, see [the notes](https://example.org/notes).",
        materials=({"what": "Laptop", "who": "participant"}, {"what": "Pens", "who": "facilitator"}),
    )
    items = (
        make_item("paper", minutes=40, part="section 2"),
        make_item("tool", when="during"),
        make_item("more", when="further"),
    )
    meeting = make_meeting(
        make_cohort("a"), session, week="HT27 week 1", room=make_room(step_free="ramp at the side"), items=items
    )
    text = entry(make_plan([meeting], settings=make_settings(contact="Ada, 07700 900123"))).description
    assert (
        text == "Engineering ladder, HT27 week 1\n\n"
        "Derive it by hand, see the notes (https://example.org/notes).\n\n"
        "Before the meeting (about 40 min):\n- A paper: section 2, about 40 min: https://example.org/paper\n"
        "Used in the meeting:\n- A paper, about 40 min: https://example.org/tool\n\n"
        "Please bring: Laptop.\n\n"
        "Step-free access: ramp at the side\n\n"
        "Contact: Ada, 07700 900123"
    )


def test_what_is_not_known_yet_is_said_so() -> None:
    told = entry(one())
    assert told.location == "Venue to be announced"
    assert "Step-free access: ask us" in told.description


def test_a_room_is_named_with_its_address_in_one_line_and_its_point() -> None:
    told = entry(one(room=make_room(address="14 Broad Street,\nOxford OX1 3AS,\n")))
    assert told.location == "Room 1, 14 Broad Street, Oxford OX1 3AS"
    assert told.geo == (51.754, -1.257)


@pytest.mark.parametrize("latitude", [None, 91.0, float("nan")])
def test_a_point_that_is_not_on_earth_is_left_out(latitude: float | None) -> None:
    assert entry(one(room=make_room(latitude=latitude))).geo is None


def test_a_description_stays_short_and_keeps_whole_links() -> None:
    items = [make_item(f"{number:03d}", title="A long title " * 9) for number in range(40)]
    session = make_session(
        why="Many words. " * 300, materials=tuple({"what": "A thing " * 9, "who": "participant"} for _ in range(9))
    )
    room = make_room(step_free="stairs " * 99)
    plan = make_plan(
        [make_meeting(make_cohort("a"), session, room=room, items=items, week="week " * 99)],
        settings=make_settings(contact="me " * 99),
    )
    text = entry(plan).description
    assert 1000 < len(text) <= LONGEST_DESCRIPTION
    assert "More in the syllabus." in text
    readings = [line for line in text.split("\n") if line.startswith("- ")]
    assert all(line.endswith(f": https://example.org/{number:03d}") for number, line in enumerate(readings))


def test_words_with_underscores_and_formulas_stay_as_they_are() -> None:
    why = "snake_case and 2 * 3 * 4"
    assert why in entry(make_plan([make_meeting(make_cohort(), make_session(why=why))])).description


def test_a_private_link_is_in_private_calendars_only() -> None:
    plan = two()
    shared = [told for made in make_calendars(plan) if made.audience == "share" for told in made.entries]
    assert LINK not in repr(shared)
    assert next(told for told in shared if ".b." in told.uid).location == "Online: link from your facilitator"
    own = next(told for told in calendar(plan, "private/calendar/organiser.ics").entries if ".b.tensors" in told.uid)
    assert (own.location, own.url, own.link) == (f"Online: {LINK}", LINK, LINK)


def test_a_link_that_is_no_address_is_told_in_words_only() -> None:
    meeting = make_meeting(make_cohort("a", mode="online-peer", link="ask Ada for the number"), make_session())
    told = entry(make_plan([meeting]), "private/calendar/organiser.ics")
    assert (told.location, told.url, told.link) == ("Online: ask Ada for the number", "", "")


def test_no_name_or_address_of_anybody_is_shared() -> None:
    plan = one(mentor=GRACE, status="cancelled", reason="Ada Lovelace is ill")
    shared = repr([made for made in make_calendars(plan) if made.audience == "share"])
    for planted in ("Ada", "Grace", "Pat", "@example.org"):
        assert planted not in shared
    assert "Ada Lovelace is ill" in repr(calendar(plan, "private/calendar/organiser.ics"))
