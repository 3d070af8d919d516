"""Which calendars a plan gives, what each holds, and what may be shared."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.make_plan_by_hand import (
    make_cohort,
    make_item,
    make_meeting,
    make_plan,
    make_room,
    make_session,
    make_settings,
)
from toolkit.documents.calendar_entries import ALARM
from toolkit.documents.calendar_words import LONGEST
from toolkit.documents.calendars import make_calendars
from toolkit.model.curriculum import Block
from toolkit.model.document import Calendar, CalendarEntry
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Meeting, Plan

ADA = Facilitator("f1", "Ada Lovelace", "ada@example.org")
GRACE = Facilitator("m1", "Grace Hopper", "grace@example.org", role="mentor")
PAT = Participant("p1", "Pat Planted", "pat@example.org")
LINK = "https://meet.example/secret"


def calendar(plan: Plan, path: str, **options: str) -> Calendar:
    """The calendar of that path."""
    return {calendar.path: calendar for calendar in make_calendars(plan, **options)}[path]  # type: ignore[arg-type]


def entry(plan: Plan, path: str = "share/calendar/programme.ics", **options: str) -> CalendarEntry:
    """The first entry of that calendar."""
    return calendar(plan, path, **options).entries[0]


def paths(plan: Plan, **options: str) -> list[str]:
    """The paths of all calendars."""
    return [calendar.path for calendar in make_calendars(plan, **options)]  # type: ignore[arg-type]


def one(**values: object) -> Plan:
    """A plan of one meeting of one cohort, run by Ada."""
    meeting = make_meeting(make_cohort("a", members=("p1",)), make_session(), facilitators=(ADA,), **values)  # type: ignore[arg-type]
    return make_plan([meeting], facilitators=[ADA, GRACE], participants=[PAT])


def two() -> Plan:
    """Two cohorts, two sessions each; the second cohort meets online."""
    here = make_cohort("a", members=("p1",))
    there = make_cohort("b", mode="online-peer", link=LINK)
    meetings = [
        make_meeting(cohort, make_session(key), number=number, at=f"2027-01-{day} 18:30", facilitators=(ADA,))
        for cohort, days in ((here, ("19", "26")), (there, ("21", "28")))
        for number, (key, day) in enumerate(zip(("tensors", "backprop"), days, strict=True), 1)
    ]
    return make_plan(
        meetings,
        facilitators=[ADA, GRACE],
        participants=[PAT],
        deadlines=[Deadline("print-run", datetime.date(2027, 1, 15), "Print")],
    )


# Which files


def test_with_one_cohort_there_is_no_key_in_any_name() -> None:
    assert paths(one()) == [
        "share/calendar/programme.ics",
        "share/calendar/cohort-a.ics",
        "share/calendar/meetings/01-backprop.ics",
        "private/calendar/facilitator-f1.ics",
        "private/calendar/person-p1.ics",
        "private/calendar/organiser.ics",
    ]


def test_with_several_cohorts_every_cohort_and_meeting_has_its_file() -> None:
    assert paths(two()) == [
        "share/calendar/programme.ics",
        "share/calendar/cohort-a.ics",
        "share/calendar/cohort-b.ics",
        "share/calendar/meetings/01-tensors-a.ics",
        "share/calendar/meetings/01-tensors-b.ics",
        "share/calendar/meetings/02-backprop-a.ics",
        "share/calendar/meetings/02-backprop-b.ics",
        "private/calendar/facilitator-f1.ics",
        "private/calendar/person-p1.ics",
        "private/calendar/organiser.ics",
    ]


def test_a_plan_without_meetings_has_no_calendars() -> None:
    assert make_calendars(make_plan([])) == ()


def test_the_audience_follows_the_folder() -> None:
    assert all(calendar.audience == calendar.path.split("/")[0] for calendar in make_calendars(two()))


def test_only_files_of_one_meeting_have_no_name() -> None:
    nameless = [calendar.path for calendar in make_calendars(two()) if not calendar.name]
    assert nameless == [path for path in paths(two()) if "/meetings/" in path]


# One meeting, one entry


def test_uids_are_made_of_keys_and_survive_another_title_date_and_number() -> None:
    meeting = make_meeting(make_cohort("a"), make_session("tensors"), number=1)
    later = make_meeting(make_cohort("a"), make_session("tensors", title="Other"), number=7, at="2027-03-01 10:00")
    uid = "oxford-engineering-ht27.a.tensors@programme-in-a-box.invalid"
    assert entry(make_plan([meeting])).uid == entry(make_plan([later])).uid == uid


def test_no_two_entries_of_a_calendar_have_the_same_uid() -> None:
    for made in make_calendars(two()):
        assert len({entry.uid for entry in made.entries}) == len(made.entries)


@pytest.mark.parametrize("audience", ["share", "private"])
def test_within_an_audience_a_meeting_is_the_identical_entry_everywhere(audience: str) -> None:
    found: dict[str, set[CalendarEntry]] = {}
    for made in make_calendars(two()):
        for told in made.entries if made.audience == audience else ():
            found.setdefault(told.uid, set()).add(replace(told, alarm=None))
    assert all(len(variants) == 1 for variants in found.values())


def test_only_meetings_to_mail_and_private_calendars_ring() -> None:
    ringing = {made.path: {told.alarm for told in made.entries if told.day is None} for made in make_calendars(two())}
    for path, alarms in ringing.items():
        assert alarms == ({ALARM} if "/meetings/" in path or path.startswith("private/") else {None})


def test_the_stamp_of_new_entries_is_midnight_one_year_before_the_first_meeting() -> None:
    assert entry(one()).fallback_stamp == datetime.datetime(2026, 1, 19, tzinfo=datetime.UTC)
    assert entry(one(at="2028-02-29 18:30")).fallback_stamp == datetime.datetime(2027, 2, 28, tzinfo=datetime.UTC)


def test_moving_one_meeting_changes_the_entries_of_that_meeting_only() -> None:
    before = two()
    meeting = before.meetings[0]
    moved = replace(
        meeting, date=meeting.date + datetime.timedelta(days=1), status="moved", decided=datetime.date(2027, 1, 2)
    )
    after = replace(before, meetings=(moved, *before.meetings[1:]))
    for old, new in zip(make_calendars(before), make_calendars(after), strict=True):
        changed = {told.uid.split("@")[0] for told in set(old.entries) ^ set(new.entries)}
        shown = any(told.uid.startswith("oxford-engineering-ht27.a.tensors@") for told in old.entries)
        assert {uid for uid in changed if "preparation" not in uid} == (
            {"oxford-engineering-ht27.a.tensors"} if shown else set()
        )


# Moved, cancelled, combined


def test_a_moved_meeting_says_so_in_its_title_and_from_when() -> None:
    told = entry(
        one(at="2027-01-20 19:00", planned="2027-01-19 18:30", status="moved", decided=datetime.date(2027, 1, 5))
    )
    assert told.title == "MOVED: 1. Backprop"
    assert "Moved from Tuesday 19 January 2027, 18:30." in told.description
    assert told.changed_stamp == datetime.datetime(2027, 1, 5, tzinfo=datetime.UTC)
    assert "MOVED" not in entry(one()).title


def test_entries_of_meetings_that_another_ones_shift_moves_are_stamped_with_its_day_and_say_why() -> None:
    from tests.planning.small_programme import programme
    from toolkit.planning.make_plan import make_plan as plan_of

    shift = {"cohort": "all", "session": "s2", "cancelled": "shift", "reason": "A strike.", "decided": "2027-01-20"}
    (calendar,) = [
        each
        for each in make_calendars(plan_of(programme(changes=[shift])))
        if each.path == "private/calendar/facilitator-ada.ics"
    ]
    stamps = {
        told.title: (told.changed_stamp and told.changed_stamp.date().isoformat(), "A strike." in told.description)
        for told in calendar.entries
        if "Prepare" not in told.title
    }
    assert stamps == {
        "1. Fold": (None, False),
        "MOVED: 2. Fold": ("2027-01-20", True),
        "MOVED: 3. Fold": ("2027-01-20", True),
    }


def test_a_cancelled_meeting_is_kept_as_cancelled_and_rings_nobody() -> None:
    told = entry(one(status="cancelled"), "private/calendar/person-p1.ics")
    assert (told.title, told.status, told.transparent, told.alarm) == (
        "CANCELLED: 1. Backprop",
        "CANCELLED",
        True,
        None,
    )
    assert "This meeting is cancelled." in told.description


def test_a_cancelled_meeting_asks_for_nothing_any_more_and_has_no_way_in() -> None:
    cohort = make_cohort("a", mode="online-peer", link=LINK, facilitators=("f1",))
    meeting = make_meeting(
        cohort, make_session(), items=[make_item()], status="cancelled", reason="no power", facilitators=(ADA,)
    )
    plan = make_plan([meeting], facilitators=[ADA])
    told = entry(plan, "private/calendar/organiser.ics")
    assert told.description.split("\n\n")[1:] == [
        "This meeting is cancelled. No power.",
        "Contact: ask your facilitator",
    ]
    assert (told.location, told.url, told.link) == ("Online", "", "")
    assert slots(plan)[0].description == "This meeting is cancelled. No power."


def test_a_cancelled_meeting_can_be_dropped() -> None:
    assert paths(one(status="cancelled"), cancelled="drop") == []


def test_a_cancelled_meeting_can_be_noted_as_a_day_that_every_client_shows() -> None:
    told = entry(one(status="cancelled"), cancelled="note")
    assert (told.title, told.day, told.start, told.status, told.transparent) == (
        "CANCELLED: 1. Backprop", datetime.date(2027, 1, 19), None, "CONFIRMED", True,
    )  # fmt: skip


def test_a_combined_meeting_says_with_whom() -> None:
    session = make_session()
    host = make_meeting(make_cohort("a"), session, with_cohorts=("b",), facilitators=(ADA,))
    guest = make_meeting(
        make_cohort("b"), session, with_cohorts=("a",), facilitators=(ADA,), combined_into="a", status="combined"
    )
    plan = make_plan([host, guest], facilitators=[ADA])
    assert [told.title for told in calendar(plan, "share/calendar/programme.ics").entries] == [
        "1. Backprop (Cohort A with Cohort B)",
        "1. Backprop (Cohort B with Cohort A)",
    ]
    assert (
        len(
            [
                told
                for told in calendar(plan, "private/calendar/facilitator-f1.ics").entries
                if "preparation" not in told.uid
            ]
        )
        == 1
    )


# What stands in an entry


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
    assert 1000 < len(text) <= LONGEST
    assert "More in the syllabus." in text
    readings = [line for line in text.split("\n") if line.startswith("- ")]
    assert all(line.endswith(f": https://example.org/{number:03d}") for number, line in enumerate(readings))


def test_words_with_underscores_and_formulas_stay_as_they_are() -> None:
    why = "snake_case and 2 * 3 * 4"
    assert why in entry(make_plan([make_meeting(make_cohort(), make_session(why=why))])).description


# What may be shared


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


# Facilitators, mentors, people, the organiser


def slots(plan: Plan, id: str = "f1") -> list[CalendarEntry]:
    """The preparation slots of a facilitator."""
    return [
        told for told in calendar(plan, f"private/calendar/facilitator-{id}.ics").entries if "preparation" in told.uid
    ]


def test_a_facilitator_prepares_the_evening_before_at_the_meetings_time() -> None:
    (slot,) = slots(one())
    assert (slot.start, slot.minutes, slot.title) == (
        datetime.datetime(2027, 1, 18, 18, 30),
        45,
        "Prepare: 1. Backprop",
    )


@pytest.mark.parametrize(
    ("at", "start"),
    [
        ("2027-01-19 09:30", datetime.datetime(2027, 1, 18, 18, 0)),
        ("2027-01-19 00:00", datetime.datetime(2027, 1, 18, 18, 0)),
    ],
)
def test_a_meeting_by_day_is_prepared_in_the_evening(at: str, start: datetime.datetime) -> None:
    assert slots(one(at=at))[0].start == start


def runs(*times: str, zone: str = "Europe/London") -> Plan:
    """A plan in which Ada runs a session at each of these times."""
    cohort = make_cohort("a", zone=zone)
    meetings = [
        make_meeting(cohort, make_session(f"s{number}"), number=number, at=at, facilitators=(ADA,))
        for number, at in enumerate(times, 1)
    ]
    return make_plan(meetings, facilitators=[ADA])


def test_preparation_goes_before_another_meeting_that_is_in_the_way() -> None:
    assert slots(runs("2027-01-18 18:30", "2027-01-19 18:30"))[1].start == datetime.datetime(2027, 1, 18, 17, 45)


def test_preparation_goes_right_before_the_meeting_where_the_evening_is_full() -> None:
    plan = runs("2027-01-18 16:30", "2027-01-18 18:30", "2027-01-19 18:30")
    assert slots(plan)[2].start == datetime.datetime(2027, 1, 19, 17, 45)


def test_preparation_is_never_in_an_hour_that_the_clocks_skip() -> None:
    assert slots(runs("2027-03-28 23:30", zone="America/Nuuk"))[0].start == datetime.datetime(2027, 3, 28, 22, 45)
    assert slots(runs("2027-03-27 23:30", zone="America/Nuuk"))[0].start == datetime.datetime(2027, 3, 26, 23, 30)


def test_no_minutes_of_preparation_are_no_slots() -> None:
    plan = one()
    settings = plan.programme.settings.model_copy(update={"preparation_minutes": 0})
    assert slots(replace(plan, programme=replace(plan.programme, settings=settings))) == []


def test_the_slot_of_a_cancelled_meeting_is_cancelled_with_it() -> None:
    assert slots(one(status="cancelled"))[0].title == "CANCELLED: Prepare: 1. Backprop"
    assert slots(one(status="cancelled"))[0].status == "CANCELLED"


def mentored(**values: object) -> Meeting:
    """A meeting to which Grace comes in its second hour."""
    blocks = (
        Block(key="work", minutes=60, name="Work", who="all"),
        Block(key="review", minutes=60, name="Review", who="mentor"),
    )
    session = make_session(
        blocks=blocks, mentor={"form": "office-hour", "minutes": 30, "sees": "The questions of the week."}
    )
    return make_meeting(
        make_cohort("a", mode="in-person-mentored"),
        session,
        mentor=GRACE,
        facilitators=(ADA,),
        **values,  # type: ignore[arg-type]
    )


def test_a_mentor_has_the_stretch_in_which_they_are_wanted_and_not_the_evening() -> None:
    (told,) = calendar(
        make_plan([mentored()], facilitators=[ADA, GRACE]), "private/calendar/facilitator-m1.ics"
    ).entries
    assert (told.title, told.start, told.minutes) == (
        "Office hour: 1. Backprop",
        datetime.datetime(2027, 1, 19, 19, 30),
        30,
    )
    assert told.description.startswith("The questions of the week.")
    assert told.uid == "oxford-engineering-ht27.a.backprop.mentor@programme-in-a-box.invalid"


def test_a_mentor_is_not_called_to_a_session_that_has_no_part_for_them() -> None:
    assert "private/calendar/facilitator-m1.ics" not in paths(one(mentor=GRACE))


def test_a_person_sees_the_meetings_of_their_cohort_only() -> None:
    assert [told.uid.split("@")[0] for told in calendar(two(), "private/calendar/person-p1.ics").entries] == [
        "oxford-engineering-ht27.a.tensors",
        "oxford-engineering-ht27.a.backprop",
    ]


def test_the_organiser_sees_every_deadline_as_a_free_day_and_every_meeting() -> None:
    deadline, *meetings = calendar(two(), "private/calendar/organiser.ics").entries
    assert deadline.uid == "oxford-engineering-ht27.print-run@programme-in-a-box.invalid"
    assert (deadline.day, deadline.transparent) == (datetime.date(2027, 1, 15), True)
    assert len(meetings) == 4


def test_the_colour_is_the_named_one_nearest_to_the_accent() -> None:
    plan = make_plan([make_meeting(make_cohort(), make_session())], settings=make_settings(look={"accent": "#1010f0"}))
    path = "share/calendar/programme.ics"
    assert (calendar(plan, path).colour, calendar(one(), path).colour) == ("blue", "teal")
