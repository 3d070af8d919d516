"""Which tables a plan gives."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.make_plan_by_hand import make_cohort, make_item, make_meeting, make_plan, make_session, make_settings
from toolkit.documents.sheets import make_sheets
from toolkit.model.imports import Answers
from toolkit.model.people import Attendance, Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import SignUp
from toolkit.planning.marks import with_marks
from toolkit.reading.imports import read_import

ADA, BEN = Participant(id="ada", name="Ada Lovelace", email="ada@example.org"), Participant(id="ben", name="Ben")


def two_cohorts(**values: object) -> Plan:
    a = make_cohort("a", members=("ada", "ben"))
    b = make_cohort("b", days=("wed",), expected=3)
    session = make_session("tensors")
    meetings = [make_meeting(a, session), make_meeting(b, session, at="2027-01-20 18:30")]
    return make_plan(meetings, participants=(ADA, BEN), settings=make_settings(**values))


def test_the_sign_up_sheet_offers_every_usual_time_once_and_names_nobody() -> None:
    sign_up, _ = make_sheets(two_cohorts(sign_up=SignUp(keep_until=datetime.date(2027, 6, 30))))
    headings = [column.heading for column in sign_up.columns]
    assert headings[2:4] == ["Tue 18:30", "Wed 18:30"]
    assert sign_up.path == "share/sign-up"
    assert (sign_up.rows, sign_up.audience) == ((), "share")
    assert "30 June 2027" in sign_up.note
    assert "Ada" not in repr(sign_up)


def test_the_sign_up_sheet_leaves_room_for_a_date_that_is_not_known() -> None:
    sign_up, _ = make_sheets(two_cohorts())
    assert "until ____" in sign_up.note


def test_times_of_other_clocks_are_offered_by_the_programmes_own_as_the_import_reads_them() -> None:
    york = make_cohort("b", days=("tue",), zone="America/New_York")
    meetings = [make_meeting(make_cohort("a"), make_session("tensors")), make_meeting(york, make_session("tensors"))]
    sign_up, _ = make_sheets(make_plan(meetings))
    assert [column.heading for column in sign_up.columns][2:4] == ["Tue 18:30", "Tue 23:30"]
    assert sign_up.note.startswith("Times are London time: Tue 23:30 is Tue 18:30 New York time. ")
    late = make_cohort("b", days=("tue",), times=(datetime.time(20),), zone="America/New_York")
    sign_up, _ = make_sheets(make_plan([make_meeting(late, make_session("tensors"))]))
    assert sign_up.columns[2].heading == "Wed 01:00"
    row = "Zoe", "zoe@example.org", "yes", "", "yes"
    table = "\n".join(",".join(cells) for cells in ([column.heading for column in sign_up.columns], row))
    (zoe,) = read_import("sheet.csv", table.encode(), answers=Answers(zone="Europe/London", minutes=60)).people
    assert zoe.cells["available"] == "Wed 01:00-02:00"


def test_the_register_has_a_row_for_each_member_and_blank_ones_where_nobody_is_known() -> None:
    _, register = make_sheets(two_cohorts())
    assert [column.heading for column in register.columns] == ["id", "name", "cohort", "tensors (1, from Tue 19 Jan)"]
    assert register.rows == (("ada", "Ada Lovelace", "a", ""), ("ben", "Ben", "a", ""), *[("", "", "b", "")] * 3)
    assert register.columns[3].choices == ("present", "absent", "excused")


def test_a_moved_meeting_does_not_change_the_stamp() -> None:
    plan = make_plan([make_meeting(make_cohort(), make_session(), at="2027-01-21 18:30", planned="2027-01-19 18:30")])
    assert {sheet.created for sheet in make_sheets(plan)} == {datetime.datetime(2027, 1, 19, tzinfo=datetime.UTC)}


BEN_MISSED = (Attendance("ada", "a", "tensors", "present"), Attendance("ben", "a", "tensors", "excused"))


def test_marks_that_are_recorded_stand_in_the_register_already() -> None:
    _, register = make_sheets(with_marks(two_cohorts(), BEN_MISSED))
    assert [row[3] for row in register.rows[:3]] == ["present", "excused", ""]


def test_who_missed_a_meeting_that_was_held_gets_a_row_with_what_to_catch_up_on() -> None:
    plan = with_marks(two_cohorts(), BEN_MISSED)
    assert len(make_sheets(plan)) == 2
    evening = replace(
        plan.meetings[0].evening, items=(make_item("paper", minutes=40), make_item("more", when="further"))
    )
    held = replace(plan, meetings=tuple(replace(meeting, held=True, evening=evening) for meeting in plan.meetings))
    catch_up = make_sheets(held)[2]
    assert (catch_up.path, catch_up.audience) == ("private/catch-up", "private")
    assert catch_up.rows == (
        ("ben", "Ben", "a", "Tensors, Tue 19 Jan", "excused", "A paper (https://example.org/paper)", "40"),
    )
