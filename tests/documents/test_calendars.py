"""Which calendars a plan gives, what each holds, and what may be shared."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.documents.calendar_plans import ADA, LINK, calendar, entry, one, paths, slots, two
from tests.make_plan_by_hand import make_cohort, make_item, make_meeting, make_plan, make_session
from toolkit.documents.calendar_entries import ALARM
from toolkit.documents.calendars import make_calendars
from toolkit.model.document import CalendarEntry


def test_with_one_cohort_there_is_no_key_in_any_name() -> None:
    assert paths(one()) == [
        "share/calendar/programme.ics",
        "share/calendar/cohort.ics",
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
