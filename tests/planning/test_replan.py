"""What the verbs propose: which entries, what comes of them, and what is refused."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Attendance, Participant, People, Room
from toolkit.model.plan import Plan
from toolkit.model.programme import Change
from toolkit.planning import replan
from toolkit.planning.make_plan import make_plan
from toolkit.planning.replan import Proposal, Wish, propose
from toolkit.planning.rules import find_problems
from toolkit.problems import WrongUsage

NOW = datetime.datetime(2027, 1, 1, 12)
ROOMS = {key: Room(id=key, name=key.title(), seats=20, cohorts=2) for key in ("hall", "annexe")}


def a_plan(
    *changes: dict[str, Any],
    cohorts: Any = None,
    rooms: dict[str, Room] | None = None,
    sessions: int = 5,
    **people: Any,
) -> Plan:
    """Sessions s1, s2, … on Tuesdays at 18:30 from 2027-01-19; one cohort (a) in the hall."""
    small = programme(sessions=sessions, changes=list(changes), cohorts=cohorts or (cohort("a", room="hall"),))
    given: dict[str, Any] = {"participants": {}, "facilitators": small.people.facilitators, **people}
    given["attendance"] = tuple(people.get("attendance", ()))
    return make_plan(replace(small, people=People(rooms=rooms or ROOMS, **given)))


def after(plan: Plan, wish: Wish, *, now: datetime.datetime = NOW) -> Proposal:
    return propose(plan, wish, now=now)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def rooms_of(plan: Plan) -> list[str | None]:
    return [meeting.room.id if meeting.room else None for meeting in plan.meetings]


def codes(plan: Plan) -> set[str]:
    return {problem.code for problem in find_problems(plan)}


def lost(plan: Plan, room: str, first: str, until: str | None = None) -> Plan:
    return after(plan, replan.room_lost(plan, room=room, first=day(first), until=day(until) if until else None)).after


def test_a_room_that_was_lost_is_not_offered_again() -> None:
    plan = lost(a_plan(), "hall", "2027-01-26", "2027-01-26")
    assert rooms_of(plan) == ["hall", "annexe", "hall", "hall", "hall"]
    assert rooms_of(lost(plan, "annexe", "2027-01-26", "2027-01-26")) == ["hall", None, "hall", "hall", "hall"]
    assert rooms_of(lost(a_plan(), "annexe", "2027-01-26", "2027-01-26")) == ["hall"] * 5
    assert rooms_of(lost(lost(a_plan(), "hall", "2027-02-02"), "annexe", "2027-02-02", "2027-02-10"))[2:4] == [
        None,
        None,
    ]


def test_the_loss_of_a_room_is_kept_once_though_nobody_meets_there() -> None:
    plan = a_plan()
    empty = replan.room_lost(plan, room="annexe", first=day("2027-01-26"), until=None)
    assert [change.room_lost for change in empty.changes] == ["annexe"]
    again = after(plan, empty).after
    assert replan.room_lost(again, room="annexe", first=day("2027-01-26"), until=None).changes == ()
    assert codes(again) == codes(plan)


def test_nobody_moves_into_a_lost_room_and_one_who_is_there_is_told() -> None:
    plan = a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "annexe"})
    there = after(
        plan, replan.move(plan, cohort="a", session="s2", date=None, time=None, room="annexe", and_later=False)
    )
    assert ["Annexe cannot be used on that day" in problem.message for problem in there.impossible] == [True]
    along = after(
        plan, replan.move(plan, cohort="a", session="s1", date=None, time=None, room="annexe", and_later=True)
    )
    assert len(along.impossible) == 1
    assert (
        after(
            plan, replan.move(plan, cohort="a", session="s3", date=None, time=None, room="annexe", and_later=False)
        ).impossible
        == ()
    )
    assert "P096" not in codes(plan)
    assert "P096" in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}))


def test_two_cohorts_meet_elsewhere_where_the_room_of_the_first_is_lost() -> None:
    cohorts = (cohort("a", room="hall"), cohort("b", room="annexe"))
    plan = a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}, cohorts=cohorts)
    joined = after(plan, replan.combine(plan, cohorts=("a", "b"), session="s2", and_later=False))
    assert "Hall cannot be used on 2027-01-26; they meet in Annexe." in joined.wish.why
    assert joined.impossible == ()
    nowhere = after(
        lost(plan, "annexe", "2027-01-26", "2027-01-26"),
        replan.combine(plan, cohorts=("a", "b"), session="s2", and_later=False),
    )
    assert [problem.code for problem in nowhere.impossible] == ["P096"]


def test_a_loss_says_nothing_else() -> None:
    assert "P078" in codes(a_plan({"cohort": "a", "session": "s2", "room_lost": "hall"}))
    assert "P033" in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "cellar"}))
    assert "P078" not in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}))


def dates_of(plan: Plan, cohort: str = "a") -> list[str]:
    return [
        meeting.date.isoformat()[5:] for meeting in sorted(plan.of_cohort(cohort), key=lambda meeting: meeting.number)
    ]


def test_a_shift_carries_meetings_along_that_were_moved_on_their_own() -> None:
    plan = a_plan()
    assert dates_of(plan) == ["01-19", "01-26", "02-02", "02-09", "02-23"]
    later = replan.move(plan, cohort="a", session="s3", date=day("2027-02-04"), time=None, room=None, and_later=True)
    plan = after(plan, later).after
    assert dates_of(plan) == ["01-19", "01-26", "02-04", "02-11", "02-25"]
    shifted = after(plan, replan.cancel(plan, cohort="a", session="s3", then="shift")).after
    assert dates_of(shifted) == ["01-19", "01-26", "02-11", "02-25", "03-04"]
    assert not [meeting for meeting in shifted.meetings if meeting.cancelled]


def test_a_shift_without_such_meetings_is_one_entry() -> None:
    plan = a_plan({"cohort": "a", "session": "s2", "date": "2027-01-28"})
    wish = replan.cancel(plan, cohort="a", session="s3", then="shift")
    assert [change.cancelled for change in wish.changes] == ["shift"]
    assert dates_of(after(plan, wish).after) == ["01-19", "01-28", "02-09", "02-23", "03-02"]


def test_doubling_names_the_meetings_that_it_leaves_behind() -> None:
    plan = a_plan({"cohort": "a", "session": "s5", "date": "2027-02-25"})
    assert "s5 stays" in " ".join(replan.cancel(plan, cohort="a", session="s3", then="double").why)
    assert replan.cancel(plan, cohort="a", session="s5", then="double").why == ()


def test_a_skipped_day_names_the_meetings_that_it_leaves_behind() -> None:
    plan = a_plan({"cohort": "a", "session": "s5", "date": "2027-02-25"})
    assert "s5 stays" in " ".join(replan.skip(plan, cohort="a", date=day("2027-02-02")).why)
    assert replan.skip(a_plan(), cohort="a", date=day("2027-02-02")).why == ()
    assert "s4 stays" not in " ".join(replan.skip(plan, cohort="a", date=day("2027-02-02")).why)


def test_a_guest_of_whom_a_later_meeting_stays_does_not_take_all_along() -> None:
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    plan = a_plan(
        {"cohort": "b", "session": "s3", "combined_with": "a"},
        {"cohort": "b", "session": "s5", "date": "2027-02-25"},
        cohorts=both,
    )
    why = " ".join(replan.cancel(plan, cohort="a", session="s3", then="double").why)
    assert ("Cohort B, s5 stays" in why, "and so do its other later meetings" in why) == (True, True)


def test_a_past_meeting_without_a_record_is_doubtful_when_it_is_named() -> None:
    plan, now = a_plan(), datetime.datetime(2027, 1, 27, 12)
    wish = replan.move(plan, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False)
    assert [meeting.session.key for meeting in after(plan, wish, now=now).doubtful] == ["s2"]
    assert after(plan, wish, now=datetime.datetime(2027, 1, 26, 12)).doubtful == ()
    elsewhere = replan.move(plan, cohort="a", session="s2", date=None, time=None, room="annexe", and_later=False)
    assert after(plan, elsewhere, now=now).doubtful == ()
    dropped = replan.cancel(plan, cohort="a", session="s2", then="drop")
    assert (after(plan, dropped, now=now).doubtful, after(plan, dropped, now=now).unrecorded) == ((), ())


def test_a_meeting_moved_into_the_past_is_named() -> None:
    plan, now = a_plan(), datetime.datetime(2027, 1, 27, 12)
    wish = replan.move(plan, cohort="a", session="s4", date=day("2027-01-25"), time=None, room=None, and_later=False)
    assert [meeting.session.key for meeting in after(plan, wish, now=now).over] == ["s4"]
    assert after(plan, wish, now=NOW).over == ()


def marked(state: Any) -> Plan:
    """The plan with one mark at the second session, and no entry that it was held."""
    return a_plan(attendance=(Attendance("p1", "a", "s2", state),))


def test_a_meeting_that_somebody_was_at_never_moves() -> None:
    plan = replan.with_records(marked("present"))
    assert [meeting.session.key for meeting in plan.meetings if meeting.held] == ["s2"]
    with pytest.raises(WrongUsage, match="what has been held never moves"):
        replan.move(plan, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False)
    absent = replan.with_records(marked("absent"))
    assert replan.move(
        absent, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False
    ).changes


def test_others_that_move_leave_a_marked_meeting_where_it_was() -> None:
    now = datetime.datetime(2027, 1, 27, 12)
    shift: dict[str, Any] = {"cohort": "a", "session": "s1", "cancelled": "shift"}
    proposal = after(marked("present"), Wish((Change(**shift),)), now=now)
    assert dates_of(proposal.after)[:3] == ["01-26", "01-26", "02-09"]
    assert [(change.session, change.held) for change in proposal.wish.changes] == [("s2", True), ("s1", False)]
    assert dates_of(after(marked("absent"), Wish((Change(**shift),)), now=now).after)[:3] == ["01-26", "02-02", "02-09"]


def test_a_marked_meeting_can_still_be_recorded_as_held() -> None:
    plan = replan.with_records(marked("present"))
    now = datetime.datetime(2027, 1, 27, 12)
    assert [change.session for change in replan.held(plan, cohort="a", session="s2", now=now).changes] == ["s2"]


EVENINGS = "Tue 18:00-22:00; Thu 18:00-22:00"
OPEN = {
    "hall": Room(id="hall", name="Hall", seats=20, cohorts=2, open=EVENINGS, step_free="yes"),
    "attic": Room(id="attic", name="Attic", seats=20, cohorts=2, open="Tue 18:00-22:00", step_free="no"),
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"date": "2027-01-28"}, {"P097"}),
        ({"date": "2027-02-03", "time": "03:00"}, {"P097", "P098"}),
        ({"room": "attic"}, {"P099"}),
        ({"date": "2027-01-28", "room": "attic"}, {"P097", "P098", "P099"}),
        ({"reason": "rain", "facilitators": []}, set()),
        ({"cancelled": "drop"}, set()),
        ({"held": True, "date": "2027-01-28"}, set()),
    ],
)
def test_a_changed_meeting_collides_with_peoples_times_room_hours_and_steps(
    change: dict[str, Any], found: set[str]
) -> None:
    person = Participant(id="p1", name="", available="Tue 18:00-23:00")
    plan = a_plan(
        {"cohort": "a", "session": "s2", **change},
        rooms=OPEN,
        participants={"p1": person},
        cohorts=(cohort("a", room="hall", members=("p1",)),),
    )
    assert codes(plan) & {"P097", "P098", "P099", "P111"} == found


def test_who_gave_no_times_and_rooms_without_hours_collide_with_nothing() -> None:
    person = Participant(id="p1", name="")
    plan = a_plan(
        {"cohort": "a", "session": "s2", "date": "2027-01-28"},
        participants={"p1": person},
        cohorts=(cohort("a", room="hall", members=("p1",)),),
    )
    assert not codes(plan) & {"P097", "P098"}


@pytest.mark.parametrize(("mode", "found"), [("online-peer", {"P111"}), ("in-person-peer", set())])
def test_a_cohort_in_a_room_that_joins_one_on_a_screen_is_told(mode: Any, found: set[str]) -> None:
    both = (
        cohort("a", mode=mode, room="hall" if mode == "in-person-peer" else None),
        cohort("b", room="hall", mode="in-person-peer", members=()),
    )
    plan = a_plan({"cohort": "b", "session": "s2", "combined_with": "a"}, cohorts=both)
    assert codes(plan) & {"P111"} == found


@pytest.mark.parametrize(
    ("moves", "place"), [(({"cohort": "a", "session": "s2", "date": "2027-01-28"},), "date"), ((), "combined_with")]
)
def test_that_guests_did_not_offer_a_time_is_told_where_the_host_was_moved_or_they_join(
    moves: tuple[dict[str, Any], ...], place: str
) -> None:
    person = Participant(id="p1", name="", available="Wed 18:00-23:00")
    both = (cohort("a", room="hall", members=()), cohort("b", room="hall", members=("p1",)))
    plan = a_plan(
        {"cohort": "b", "session": "s2", "combined_with": "a"}, *moves, participants={"p1": person}, cohorts=both
    )
    found = [problem for problem in find_problems(plan) if problem.code == "P097"]
    assert [(one.file, one.where.split(" › ")[-1]) for one in found] == [("changes.yaml", place)]


def test_a_move_along_takes_the_later_meetings_of_a_cohort_that_joins_along_where_the_evening_reaches_them() -> None:
    plan = combined()
    wish = replan.move(
        plan, cohort="a", session="s3", date=day("2027-02-09"), time=datetime.time(19), room="annexe", and_later=True
    )
    moved = after(plan, wish).after
    assert dates_of(moved, "a") == dates_of(moved, "b") == ["01-19", "01-26", "02-09", "02-23", "03-09"]
    assert "Cohort B, s3 goes along" in " ".join(wish.why)
    own = [change for change in wish.changes if change.cohort == "b"]
    assert [(change.session, change.time, change.room) for change in own] == [("s4", None, None), ("s5", None, None)]


def test_a_move_along_by_a_day_leaves_the_later_meetings_of_a_cohort_that_joins() -> None:
    plan = combined()
    wish = replan.move(plan, cohort="a", session="s3", date=day("2027-02-03"), time=None, room=None, and_later=True)
    moved = after(plan, wish).after
    assert (dates_of(moved, "b")[2], dates_of(moved, "b")[3:], wish.why) == ("02-03", dates_of(plan, "b")[3:], ())


def combined() -> Plan:
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    return a_plan({"cohort": "b", "session": "s3", "combined_with": "a"}, cohorts=both)


@pytest.mark.parametrize("who", ["a", None])
def test_shifting_the_host_of_an_evening_shifts_its_guest(who: str | None) -> None:
    proposal = after(combined(), replan.cancel(combined(), cohort=who, session="s3", then="shift"))
    assert (
        dates_of(proposal.after, "a") == dates_of(proposal.after, "b") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    )
    assert not [problem for problem in proposal.problems if problem.level == "error"]
    assert "goes along" in " ".join(proposal.wish.why)


def test_dropping_the_host_leaves_the_guests_other_evenings_alone() -> None:
    wish = replan.cancel(combined(), cohort="a", session="s3", then="drop")
    assert [(change.cohort, change.cancelled) for change in wish.changes] == [("a", "drop")]
    assert dates_of(after(combined(), wish).after, "b")[3:] == dates_of(combined(), "b")[3:]


def test_shifting_host_and_guest_carries_meetings_along_that_were_moved_on_their_own() -> None:
    plan = combined()
    plan = after(
        plan, replan.move(plan, cohort="b", session="s4", date=day("2027-02-11"), time=None, room=None, and_later=False)
    ).after
    proposal = after(plan, replan.cancel(plan, cohort="a", session="s3", then="shift"))
    assert dates_of(proposal.after, "a") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    assert dates_of(proposal.after, "b") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    assert not [problem for problem in proposal.problems if problem.level == "error"]


def to_the_annexe(plan: Plan, who: str | None, *, date: str | None = None) -> list[str]:
    wish = replan.move(
        plan, cohort=who, session="s3", date=day(date) if date else None, time=None, room="annexe", and_later=False
    )
    return [change.cohort for change in wish.changes]


def test_no_room_is_given_to_a_cohort_that_meets_online() -> None:
    plan = a_plan(cohorts=(cohort("a", room="hall"), cohort("b", mode="online-peer", members=())))
    with pytest.raises(WrongUsage, match="Cohort B meets online, so no room can be given"):
        to_the_annexe(plan, "b")
    assert to_the_annexe(plan, "a") == ["a"]
    assert to_the_annexe(plan, None) == ["a"]
    assert to_the_annexe(plan, None, date="2027-02-04") == ["all"]


def test_a_cancelled_meeting_cannot_have_been_held() -> None:
    now = datetime.datetime(2027, 3, 1, 12)
    drop = {"cohort": "a", "session": "s3", "cancelled": "drop"}
    with pytest.raises(WrongUsage, match="Cohort A, s3 was cancelled"):
        replan.held(a_plan(drop), cohort="a", session="s3", now=now)
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    assert [
        change.cohort for change in replan.held(a_plan(drop, cohorts=both), cohort=None, session="s3", now=now).changes
    ] == ["b"]
