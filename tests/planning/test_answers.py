"""What people are to be told about their place, and who was told already."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.planning.small_programme import cohort, programme
from toolkit.model.formed import Asked, Formed, Suggested, WithoutPlace
from toolkit.model.people import Participant, People
from toolkit.model.plan import Plan
from toolkit.model.told import Mailing, Publication
from toolkit.planning.answers import answers, told_answers, untold_answers, untold_since, zone_of
from toolkit.planning.make_plan import make_plan

FORMED = Formed(
    bound=3,
    reachable=3,
    members={"a": ("in", "also")},
    unplaced=(
        WithoutPlace(
            id="out",
            suggestions=(
                Suggested(kind="longer", text="Free Tue 19:00-20:00 too: places 1.", places=1, stretch=(2580, 2640)),
            ),
        ),
    ),
    ask=(Asked(id="also", stretch=(4000, 4060), places=2),),
)


def plan(people: Mapping[str, Any], *, members: tuple[str, ...] = ("in", "also"), **values: Any) -> Plan:
    """People by id with their status, of whom `members` are in cohort a."""
    everyone = {id: Participant(id, id.title(), status=status) for id, status in people.items()}
    found = programme(cohorts=(replace(cohort(), members=members),))
    return make_plan(replace(found, people=People(everyone, {}, {}), **values))


def states(found: Plan) -> dict[str, str]:
    return {answer.person.id: answer.words for answer in untold_answers(found)}


def told(found: Plan, **values: Any) -> Publication:
    """A publish of the plan as it is."""
    members = {one.key: one.members for one in found.programme.cohorts}
    said = {one.person.id: one.words for one in answers(found) if one.state != "placed"}
    return Publication.model_validate(
        {
            "name": "launch",
            "moment": datetime.datetime(2027, 1, 5),
            "meetings": (),
            "files": {},
            "members": members,
            "answers": said,
            **values,
        }
    )


ACCEPTED = {"in": "accepted", "also": "accepted", "out": "accepted"}


def test_members_are_placed_and_other_accepted_people_wait() -> None:
    assert states(plan(ACCEPTED)) == {"in": "placed", "also": "placed", "out": "waiting"}


def test_whoever_applied_and_was_not_looked_at_is_told_nothing() -> None:
    assert states(plan({**ACCEPTED, "late": "applied"})).get("late") is None
    assert states(plan(dict.fromkeys(("in", "also", "out"), "applied")))["out"] == "waiting"


def test_status_tells_who_waits_is_declined_or_is_left_alone() -> None:
    found = states(
        plan({"in": "accepted", "w": "waiting", "d": "declined", "gone": "withdrawn"}, members=("in", "gone"))
    )
    assert found == {"in": "placed", "w": "waiting", "d": "declined"}


def test_before_cohorts_have_members_nobody_accepted_waits() -> None:
    assert states(plan({"in": "accepted", "w": "waiting"}, members=())) == {"w": "waiting"}


def test_a_stretch_that_would_place_somebody_is_asked_for() -> None:
    found = plan(ACCEPTED, formed=FORMED)
    assert states(found) == {"in": "placed", "also": "placed", "out": "asked 2580-2640"}
    wanted = {answer.person.id: answer.wanted for answer in answers(found)}
    assert wanted == {"in": (), "also": (((4000, 4060), 2),), "out": (((2580, 2640), 1),)}


def test_whoever_lost_a_place_and_is_asked_for_more_times_is_known_to_have_had_it() -> None:
    before = plan(ACCEPTED, members=("in", "also", "out"))
    found = answers(plan(ACCEPTED, formed=FORMED, told=told(before)))
    assert [(one.person.id, one.state, one.had_place) for one in found if one.state == "asked"] == [
        ("out", "asked", True)
    ]


def test_once_the_members_are_others_nobody_is_asked() -> None:
    assert states(plan(ACCEPTED, members=("in",), formed=FORMED)) == {
        "in": "placed",
        "also": "waiting",
        "out": "waiting",
    }


def test_what_was_told_is_not_told_again() -> None:
    found = plan({**ACCEPTED, "d": "declined"}, formed=FORMED)
    assert states(replace(found, programme=replace(found.programme, told=told(found)))) == {}


def test_what_has_changed_is_told() -> None:
    before = plan({**ACCEPTED, "d": "declined"})
    after = plan({**ACCEPTED, "d": "waiting"}, members=("in", "out"), told=told(before))
    assert states(after) == {"out": "placed", "also": "waiting", "d": "waiting"}


def test_whom_a_mail_reached_knows_and_the_others_do_not() -> None:
    found = plan({**ACCEPTED, "d": "declined"})
    mailing = Mailing.model_validate(
        {
            **told(found).model_dump(include={"moment", "meetings", "members", "answers"}),
            "publishes": 0,
            "people": ("in", "d"),
        }
    )
    mailed = replace(found, programme=replace(found.programme, mailings=(mailing,)))
    assert states(mailed) == {"also": "placed", "out": "waiting"}


def test_what_people_without_a_place_are_told_is_remembered_by_id() -> None:
    found = plan({"in": "accepted", "out": "accepted", "wait": "waiting"}, members=("in",))
    told = told_answers(found)
    assert set(told) == {"out", "wait"}
    assert told == {one.person.id: one.words for one in answers(found) if one.person.id != "in"}


def test_nothing_is_untold_before_anybody_was_told_anything() -> None:
    found = plan({"in": "accepted", "out": "accepted"}, members=("in",))
    assert untold_answers(found)
    assert untold_since(found) == ()
    mailing = Mailing(moment=datetime.datetime(2027, 1, 5), publishes=0, people=("in",), meetings=())
    mailed = replace(found, programme=replace(found.programme, mailings=(mailing,)))
    assert untold_since(mailed) == untold_answers(mailed) != ()


def test_times_are_meant_in_the_zone_of_the_person_or_of_their_words_or_of_the_programme() -> None:
    found = programme()
    people = (
        Participant("p1", "P", timezone="Asia/Tokyo", available="Tue 18:00-21:00 Europe/Paris"),
        Participant("p2", "P", available="Tue 18:00-21:00 Europe/Paris"),
        Participant("p3", "P", if_needed="Tue 18:00-21:00 Europe/Rome"),
        Participant("p4", "P", available="Tue 18:00-21:00"),
    )
    assert [zone_of(person, found) for person in people] == [
        "Asia/Tokyo",
        "Europe/Paris",
        "Europe/Rome",
        "Europe/London",
    ]


def test_whoever_has_a_place_again_is_known_to_have_been_told_of_one() -> None:
    now = plan({"in": "accepted", "new": "accepted"}, members=("in", "new"))
    before = plan({"in": "accepted"}, members=("in",))
    knowing = replace(now, programme=replace(now.programme, told=told(before)))
    assert {one.person.id: (one.state, one.had_place) for one in answers(knowing)} == {
        "in": ("placed", True),
        "new": ("placed", False),
    }
