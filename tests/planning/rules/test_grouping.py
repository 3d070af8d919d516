"""Who meets when: people and rooms are free and wishes are kept; each rule with what it tells and what it lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.rules.small_findings import codes, told
from tests.planning.small_programme import cohort, programme
from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.curriculum import MentorPart
from toolkit.model.formed import Formed
from toolkit.model.people import Facilitator, Participant, Room
from toolkit.model.programme import Programme

FREE, NOT = "Tue 18:00-21:00", "Wed 18:00-21:00"


def small(
    *,
    ada: Facilitator | None = None,
    hall: Room | None = None,
    mo: Facilitator | None = None,
    ann: dict[str, Any] | None = None,
    **values: Any,
) -> Programme:
    """Ann, Ben and Cyd in cohort a on Tuesdays at 18:30, with Ada in the hall."""
    found = programme(cohorts=(cohort("a", facilitators=("ada",), room="hall", members=("p1", "p2", "p3"), **values),))
    people = {id: Participant(id, id, available=FREE, status="accepted") for id in ("p1", "p2", "p3")}
    people["p1"] = replace(people["p1"], **(ann or {}))
    helpers = {one.id: one for one in (ada or Facilitator("ada", "Ada", available=FREE), mo) if one}
    rooms = {"hall": hall or Room("hall", "Hall", seats=10)}
    return replace(found, people=replace(found.people, participants=people, facilitators=helpers, rooms=rooms))


def places(found: Programme, code: str) -> list[str]:
    return [problem.where for problem in told(found, code)]


def test_a_cohort_of_which_everybody_is_free_is_no_problem() -> None:
    assert codes(small()) & {"P087", "P088", "P089", "P098", "P125"} == set()


def test_a_member_who_is_not_free_is_told_and_one_who_gave_no_times_is_not() -> None:
    (problem,) = told(small(ann={"available": NOT}), "P087")
    assert (problem.message, problem.file) == ("a: p1 did not offer Tue 18:30-19:30 (Europe/London).", "cohorts.yaml")
    assert told(small(ann={"available": ""}), "P087") == []
    assert told(small(ann={"available": NOT, "if_needed": FREE}), "P087") == []


def test_a_facilitator_who_is_not_free_is_told_and_one_who_gave_no_times_is_not() -> None:
    assert [one.message for one in told(small(ada=Facilitator("ada", "Ada", available=NOT)), "P087")] == [
        "a: ada did not offer Tue 18:30-19:30 (Europe/London)."
    ]
    seoul = Facilitator("ada", "Ada", available=NOT, timezone="Asia/Seoul")
    assert [one.message for one in told(small(ada=seoul), "P087")] == [
        "a: ada did not offer Wed 03:30-04:30 (Asia/Seoul)."
    ]
    assert told(small(ada=Facilitator("ada", "Ada")), "P087") == []


def test_those_who_wish_to_be_apart_are_not_in_one_cohort() -> None:
    assert len(told(small(ann={"apart": ("p2",)}), "P088")) == 1
    assert told(small(ann={"together": ("p2",)}), "P088") == []


def test_a_facilitator_has_the_hours() -> None:
    short = Facilitator("ada", "Ada", available=FREE, hours_per_week=0.5)
    assert len(told(small(ada=short), "P089")) == 1
    assert told(small(ada=replace(short, hours_per_week=1)), "P089") == []


def test_a_room_is_open() -> None:
    assert len(told(small(hall=Room("hall", "Hall", seats=10, open=NOT)), "P098")) == 1
    assert told(small(hall=Room("hall", "Hall", seats=10, open=FREE)), "P098") == []


def test_whoever_works_alone_meets_nobody() -> None:
    found = small(ann={"available": NOT}, mode="solo")
    assert codes(found) & {"P087", "P088", "P089", "P098"} == set()


def test_a_cohort_without_a_track_takes_those_of_any() -> None:
    assert told(small(ann={"tracks": ("maths",)}), "P087") == []
    assert len(told(small(ann={"tracks": ("maths",)}, track="code"), "P087")) >= 1


@pytest.mark.parametrize(
    ("wish", "column", "says"),
    [
        ({"together": ("p9",)}, "p1", "“p9”, which is nobody's id."),
        ({"apart": ("p9",)}, "p1", "“p9”, which is nobody's id."),
        ({"mode": "by post"}, "p1", "“by post” is no mode"),
        ({"together": ("p2",), "apart": ("p2",)}, "p1", "both together with and apart from p2."),
    ],
)
def test_a_wish_that_cannot_be_kept_is_told(wish: dict[str, Any], column: str, says: str) -> None:
    (problem,) = told(small(ann=wish), "P125")
    assert (problem.file, problem.where) == ("people/participants.csv", column)
    assert problem.message.endswith(says) or says in problem.message
    unread = replace(small(ann=wish), unread=frozenset({"people/participants.csv"}))
    assert told(unread, "P125") == []


@pytest.mark.parametrize(
    ("times", "changes", "told_of"),
    [
        (NOT, (), "for instance on 2027-01-19 from 18:30 to 19:30 (Europe/London)."),
        (FREE, (), ""),
        ("", (), ""),
        (NOT, tuple({"cohort": "a", "session": f"s{n}", "held": True} for n in (1, 2, 3)), ""),
    ],
)
def test_a_mentor_is_free_at_the_meetings_still_to_be_held(
    times: str, changes: tuple[dict[str, Any], ...], told_of: str
) -> None:
    mentor = Facilitator("mo", "Mo", available=times, role="mentor")
    mentored = [
        replace(
            session,
            head=session.head.model_copy(update={"mentor": MentorPart(form="office-hour", minutes=30, sees="Work.")}),
        )
        for session in programme().sessions
    ]
    found = small(mo=mentor, mode="in-person-mentored", mentor="mo")
    found = replace(
        found, sessions=tuple(mentored), changes=tuple(change_of(ChangeEntry(**change)) for change in changes)
    )
    said = [problem.message for problem in told(found, "P087") if "mentor" in problem.message]
    assert [told_of in message for message in said] == ([True] if told_of else [])


def one_after_the_other(room: str, *, time: datetime.time = datetime.time(19, 30), gap: int | None = None) -> Programme:
    """Ada runs cohort a in the hall until 19:30, and b in a room at a time."""
    found = small()
    rooms = {**found.people.rooms, "attic": Room("attic", "Attic", seats=10, address="9 Hill Road, Oxford")}
    rooms["hall"] = replace(rooms["hall"], address="1 High Street, Oxford")
    later = replace(cohort("b", facilitators=("ada",), room=room, members=("p9",)), days=("tue",), times=(time,))
    formed = None if gap is None else Formed(bound=4, reachable=4, members={}, gap=gap)
    people = replace(found.people, rooms=rooms)
    return replace(found, cohorts=(*found.cohorts, later), people=people, formed=formed)


def test_a_facilitator_has_time_to_come_from_another_room() -> None:
    (problem,) = told(one_after_the_other("attic"), "P145")
    assert (problem.where, problem.file) == ("cohorts › b › facilitators", "cohorts.yaml")
    assert "no minute from a to b, which meet in different rooms; 30 are wanted" in problem.message
    assert told(one_after_the_other("hall"), "P145") == []
    assert told(one_after_the_other("attic", time=datetime.time(20, 0)), "P145") == []


def test_the_minutes_between_two_rooms_are_those_that_cohorts_were_formed_with() -> None:
    assert told(one_after_the_other("attic", gap=0), "P145") == []
    soon = one_after_the_other("attic", time=datetime.time(20, 0), gap=20)
    assert "30 minutes from a to b, which meet in different rooms; 40 are wanted" in told(soon, "P145")[0].message


def of_two_kinds(*words: str, **cells: str) -> Programme:
    """Ann, Ben and Cyd in cohort a, each with a cell in the column gender."""
    found = small()
    people = {
        id: replace(one, columns=(("gender", cells[id]),) if cells.get(id) else ())
        for id, one in found.people.participants.items()
    }
    people["p4"] = Participant("p4", "p4", status="accepted", columns=(("gender", cells.get("p4", "")),))
    return replace(found, not_alone=words, people=replace(found.people, participants=people))


def test_whoever_is_the_only_one_in_a_cohort_is_named() -> None:
    (problem,) = told(of_two_kinds("gender", p1="woman", p2="man", p3="man", p4="woman"), "P146")
    assert (problem.message, problem.where) == ("a: p1 is the only one with gender: woman.", "cohorts › a › members")
    assert told(of_two_kinds("gender", p1="woman", p2="woman", p4="woman"), "P146") == []
    assert told(of_two_kinds("gender", p1="woman", p2="man", p3="man"), "P146") == []
    assert told(of_two_kinds("gender=man", p1="woman", p2="man", p3="man", p4="woman"), "P146") == []


def test_a_column_or_a_value_that_nobody_has_is_told() -> None:
    (problem,) = told(of_two_kinds("colour", "gender", p1="woman"), "P147")
    assert problem.message == "Nobody in people/participants.csv has anything in a column “colour”."
    (problem,) = told(of_two_kinds("gender=men", p1="woman"), "P147")
    assert problem.message == "Nobody in people/participants.csv has “men” in the column gender."
    assert told(of_two_kinds("Gender=Woman", p1="woman"), "P147") == []


def run_by_two(*runs: str, second: str | None = "helper", **ben: Any) -> Programme:
    """The small programme run by these, of whom Ben has a role of its own."""
    values = {"available": FREE, "role": "helper", **ben}
    found = small(mo=Facilitator("ben", "Ben", **values))
    of_two = tuple(replace(one, facilitators=runs) for one in found.cohorts)
    return replace(found, cohorts=of_two, second_role=second)


def test_a_cohort_has_both_who_run_it() -> None:
    assert codes(run_by_two("ada", "ben")) & {"P087", "P089", "P148", "P149"} == set()
    assert codes(run_by_two("ben", "ada")) & {"P087", "P089", "P148", "P149"} == set()
    assert [one.message for one in told(run_by_two("ada"), "P149")] == ["a: has no helper."]
    assert [one.message for one in told(run_by_two("ben"), "P149")] == ["a: has no facilitator."]
    assert told(run_by_two(), "P149") == []  # P075 tells that nobody runs it
    assert told(run_by_two("ada", second=None), "P149") == []


@pytest.mark.parametrize("second", ["helper", None])
def test_the_second_is_held_to_what_a_facilitator_is(second: str | None) -> None:
    assert [one.message for one in told(run_by_two("ada", "ben", second=second, available=NOT), "P087")] == [
        "a: ben did not offer Tue 18:30-19:30 (Europe/London)."
    ]
    assert len(told(run_by_two("ada", "ben", second=second, hours_per_week=0.5), "P089")) == 1
    assert told(run_by_two("ada", "ben", second=second, available=""), "P087") == []


def test_a_role_stands_in_both_files() -> None:
    (nobody,) = told(run_by_two("ada", role="facilitator"), "P148")
    assert nobody.message == "Nobody in people/facilitators.csv has the role “helper”."
    first, other = told(run_by_two("ada", role="helpr"), "P148")
    assert (first.message, other.message) == (nobody.message, "ben has the role “helpr”, which no cohort asks for.")
    assert "helper" in other.hint
    assert [one.message for one in told(run_by_two("ada", second=None), "P148")] == [
        "ben has the role “helper”, which no cohort asks for."
    ]
    assert told(run_by_two("ada", "ben", second=None), "P148") == []
    assert told(run_by_two("ada", second=None, role="mentor"), "P148") == []
