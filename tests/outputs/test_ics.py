"""Calendars: what the bytes are, and that readers who share no code with us read the times that zoneinfo says."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outputs.calendar_files import ENTRY, calendar_of, render
from tests.outputs.hard_plans import hard_plan
from toolkit.documents.calendars import make_calendars
from toolkit.keeping.lock import Lock, advance
from toolkit.model.plan import Plan
from toolkit.outputs.ics import render_calendar
from toolkit.outputs.ics_text import BrokenCalendar, check_calendar, one_line, plain_text, quoted

pytestmark = pytest.mark.usefixtures("same_zones_everywhere")
MINIMAL = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def test_a_calendar_says_what_it_is_before_its_zones_and_its_zones_before_its_events() -> None:
    lines = render(ENTRY).split("\n")
    assert lines[:10] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Programme-in-a-box//Programme//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Ladder",
        "X-WR-CALNAME:Ladder",
        "X-WR-TIMEZONE:Europe/London",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    assert not [line for line in lines if line.startswith("METHOD")]


def test_a_file_without_a_name_has_no_calendar_name() -> None:
    assert "NAME:" not in render(ENTRY, name="").replace("TZNAME:", "")


def test_names_of_calendars_are_escaped_and_stay_on_one_line() -> None:
    text = render(ENTRY, name="A, B; C\nEND:VCALENDAR \\N")
    assert "\nNAME:A\\, B\\; C END:VCALENDAR \\\\N\n" in text
    assert "\nX-WR-CALNAME:A\\, B\\; C END:VCALENDAR \\\\N\n" in text


def test_an_event_has_its_wall_time_with_zone_and_its_stamps_from_the_lock() -> None:
    text = render(ENTRY)
    for line in (
        "UID:p.a.tensors@x",
        "DTSTAMP:20260119T000000Z",
        "CREATED:20260119T000000Z",
        "LAST-MODIFIED:20260119T000000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/London:20270119T183000",
        "DTEND;TZID=Europe/London:20270119T203000",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
    ):
        assert f"\n{line}\n" in text


def test_the_stamps_of_a_changed_entry_follow_the_lock() -> None:
    changed = replace(ENTRY, minutes=90, changed_stamp=datetime.datetime(2027, 1, 20, tzinfo=datetime.UTC))
    lock = advance(advance(Lock(), [ENTRY]), [changed])
    data = render_calendar(calendar_of(changed), lock)
    assert (
        b"DTSTAMP:20270120T000000Z\r\nCREATED:20260119T000000Z\r\nLAST-MODIFIED:20270120T000000Z\r\nSEQUENCE:1\r\n"
        in data
    )


def test_a_day_is_transparent_and_ends_on_the_next_day() -> None:
    text = render(replace(ENTRY, start=None, zone=None, day=datetime.date(2028, 2, 28)))
    assert "\nDTSTART;VALUE=DATE:20280228\nDTEND;VALUE=DATE:20280229\n" in text
    assert "\nTRANSP:TRANSPARENT\n" in text
    assert "VTIMEZONE" not in text


def test_a_meeting_that_begins_or_ends_in_an_hour_that_comes_twice_is_told_in_utc_since_readers_differ() -> None:
    text = render(replace(ENTRY, start=datetime.datetime(2026, 10, 25, 0, 30)))
    assert "\nDTSTART:20261024T233000Z\nDTEND:20261025T013000Z\n" in text
    text = render(replace(ENTRY, start=datetime.datetime(2026, 10, 25, 1, 30)))
    assert "\nDTSTART:20261025T003000Z\nDTEND:20261025T023000Z\n" in text


def test_utc_is_not_named_as_a_zone() -> None:
    text = render(replace(ENTRY, zone="UTC"))
    assert "\nDTSTART:20270119T183000Z\nDTEND:20270119T203000Z\n" in text
    assert "VTIMEZONE" not in text


def test_events_stand_by_start_and_then_by_uid() -> None:
    other = replace(ENTRY, uid="p.b.tensors@x")
    early = replace(ENTRY, uid="z", zone="Asia/Kathmandu")
    assert re.findall("\nUID:(.*)", render(other, ENTRY, early)) == ["z", "p.a.tensors@x", "p.b.tensors@x"]


def test_an_alarm_is_one_relative_alarm_and_only_where_asked_for() -> None:
    assert "VALARM" not in render(ENTRY)
    alarmed = render(replace(ENTRY, alarm=60))
    assert "\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT60M\nDESCRIPTION:2. Tensors\nEND:VALARM\nEND:VEVENT\n" in alarmed
    assert re.sub(r"BEGIN:VALARM\n.*?END:VALARM\n", "", alarmed, flags=re.DOTALL) == render(ENTRY)


def test_a_place_is_one_line_with_its_point_on_the_map() -> None:
    text = render(replace(ENTRY, location='Room "1",\nOxford OX1 3AS', geo=(51.75, -0.00001)))
    assert '\nLOCATION:Room "1"\\, Oxford OX1 3AS\nGEO:51.750000;-0.000010\n' in text
    assert (
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=70;X-TITLE="Room ”1”, Oxford OX1'
        ' 3AS":geo:51.750000,-0.000010' in text
    )


def test_a_joining_link_is_a_conference_with_two_features() -> None:
    text = render(replace(ENTRY, link="https://meet.example/ü,1;2", url="https://meet.example/ü"))
    assert (
        "\nCONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join the meeting:https://meet.example/%C3%BC%2C1;2\n" in text
    )
    assert "\nURL:https://meet.example/%C3%BC\n" in text


def test_a_zone_whose_law_may_change_is_told_in_utc_and_one_with_a_lasting_rule_in_its_own_time() -> None:
    text = render(replace(ENTRY, zone="Asia/Gaza", start=datetime.datetime(2027, 1, 19, 18, 30)))
    assert "\nDTSTART:20270119T163000Z\n" in text
    assert "VTIMEZONE" not in text
    assert "\nDTSTART;TZID=Europe/London:" in render(replace(ENTRY, zone="Europe/London"))


def test_a_line_break_in_a_link_cannot_begin_a_line() -> None:
    assert "\nURL:https://x.example/END:VEVENT\n" in render(replace(ENTRY, url="https://x.example/\r\nEND:VEVENT"))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_out_well_formed_and_unchanged_but_for_control_characters(text: str) -> None:
    entry = replace(
        ENTRY,
        title=text,
        description=text,
        location=text,
        geo=(1.0, 2.0),
        categories=(text,),
        url="https://x.example/" + text,
    )
    line = next(line for line in render(entry, name=text or "x").split("\n") if line.startswith("SUMMARY:"))
    value = re.sub(r"\\(.)", r"\1", line.removeprefix("SUMMARY:"))
    assert value == one_line(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\u2028c\x85d", "a\nb\nc\nd"),
        ("a\x00\x1b\x7f\ufeff\ud800b", "ab"),
        ("👩🏽‍🔬 שלום", "👩🏽‍🔬 שלום"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_control_characters_go_and_people_s_letters_stay(text: str, clean: str) -> None:
    assert plain_text(text) == clean


def test_a_quoted_name_has_no_straight_double_quote() -> None:
    assert quoted('Ann "Al"\nO\'Neil') == "Ann ”Al” O'Neil"


def test_a_minimal_calendar_passes_the_check() -> None:
    check_calendar(MINIMAL, events=0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf" + MINIMAL,
        MINIMAL.replace(b"\r\n", b"\n"),
        MINIMAL.removesuffix(b"\r\n"),
        MINIMAL + b"\r\n",
        MINIMAL + b"VERSION:2.0\r\n",
        MINIMAL + MINIMAL,
        MINIMAL.replace(b"END:VCALENDAR\r\n", b""),
        MINIMAL.replace(b"END:VCALENDAR", b"END:VEVENT\r\nEND:VCALENDAR"),
        MINIMAL.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"),
        MINIMAL.replace(b"VERSION:2.0", b"X-NOTE:" + 69 * b"x"),
        MINIMAL.replace(b"VERSION:2.0", b"X-NOTE:\x07"),
        MINIMAL.replace(b"VERSION:2.0", b"X-NOTE:\rx"),
        MINIMAL.replace(b"VERSION:2.0", b"X-NOTE:\xff"),
        MINIMAL.replace(b"VERSION:2.0", b"no name"),
    ],
)
def test_the_check_refuses_what_readers_would_refuse(data: bytes) -> None:
    with pytest.raises(BrokenCalendar):
        check_calendar(data, events=0)


PRINT_HASH = """
import hashlib
from tests.outputs.hard_plans import hard_plan
from tests.outputs.test_ics import all_bytes
print(hashlib.sha256(all_bytes(hard_plan())).hexdigest())
"""


def all_bytes(plan: Plan) -> bytes:
    """All calendars of a plan, one after another."""
    calendars = make_calendars(plan)
    lock = advance(Lock(), (entry for calendar in calendars for entry in calendar.entries))
    return b"".join(render_calendar(calendar, lock) for calendar in calendars)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "changes"),
    [
        ("-O", {}),
        ("-B", {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"}),
        ("-B", {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"}),
    ],
)
def test_the_bytes_are_the_same_under_other_options_seeds_and_host_zones(option: str, changes: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONTZPATH": "", **changes}
    done = subprocess.run(
        [sys.executable, option, "-c", PRINT_HASH], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(all_bytes(hard_plan())).hexdigest()


def test_the_check_also_works_without_asserts() -> None:
    code = (
        f"from toolkit.outputs.ics_text import *\ntry: check_calendar({MINIMAL[:-2]!r}, events=0)\n"
        "except BrokenCalendar: print('refused')"
    )
    done = subprocess.run([sys.executable, "-O", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "refused"
