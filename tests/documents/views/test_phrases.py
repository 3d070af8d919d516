"""How a plan is said in a few words."""

from __future__ import annotations

import datetime

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session, make_settings
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.phrases import consent_words, letters, modes_words, place_of, usual_times, zone_words
from toolkit.model.curriculum import Homework


def test_every_way_in_which_cohorts_meet_is_said_once() -> None:
    assert modes_words(["in-person-peer", "in-person-peer"]) == "in person, without a mentor"
    assert modes_words(["in-person-peer", "in-person-mentored"]) == "in person, with or without a mentor"
    assert (
        modes_words(["online-peer", "in-person-mentored", "solo"])
        == "in person, with a mentor; or online, without a mentor; or on your own"
    )


def test_times_to_choose_from_have_letters_that_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_what_a_week_takes_follows_the_reading() -> None:
    def words(*readings: str, load: int = 0) -> object:
        cohorts = [make_cohort("ab"[place], reading=reading) for place, reading in enumerate(readings)]
        session = make_session(homework=(Homework(what="A page", minutes=load),) if load else ())
        return Views(make_plan([make_meeting(cohort, session) for cohort in cohorts]), "share").programme()[
            "preparation"
        ]

    assert words("before", load=60) == "about 60 min of preparation a week"
    assert words("before", "inside") == "about 60 min of preparation a week for those who read before the meeting"
    assert words("inside") == "no preparation"
    assert words("inside", load=30) == "no preparation but for session 1 (about 30 min)"


def test_zones_are_said_by_their_city() -> None:
    assert zone_words("America/New_York") == "New York time"


def test_a_place_is_called_by_the_last_part_of_its_zone() -> None:
    assert (place_of("America/Argentina/Buenos_Aires"), place_of("UTC")) == ("Buenos Aires", "UTC")


def test_weekly_times_go_by_day_and_hour_each_once_with_the_zone_where_there_are_several() -> None:
    def times(*cohorts: tuple[str, int, str]) -> tuple[str, ...]:
        made = [
            make_cohort("abc"[number], days=(day,), times=(datetime.time(hour),), zone=zone)
            for number, (day, hour, zone) in enumerate(cohorts)
        ]
        return usual_times(make_plan([make_meeting(cohort, make_session()) for cohort in made]))

    london, york = "Europe/London", "America/New_York"
    assert times(("wed", 18, london), ("tue", 20, london), ("tue", 9, london)) == (
        "Tue 09:00",
        "Tue 20:00",
        "Wed 18:00",
    )
    assert times(("tue", 18, london), ("tue", 18, london)) == ("Tue 18:00",)
    assert times(("tue", 18, london), ("tue", 18, york)) == ("Tue 18:00 New York time", "Tue 18:00 London time")


def test_what_one_agrees_to_says_who_keeps_what_and_until_when_or_leaves_room_for_it() -> None:
    def words(**settings: object) -> str:
        plan = make_plan([make_meeting(make_cohort(), make_session())], settings=make_settings(**settings))
        return consent_words(plan)

    assert words(title="Ladder") == (
        "I agree that the organisers of this programme may keep my name and contact until ______________, to organise"
        " Ladder and for nothing else."
    )
    known = words(sign_up={"keep_until": datetime.date(2027, 6, 30)}, look={"group": "The club"})
    assert known.startswith("I agree that The club may keep my name and contact until 30 June 2027, to")


def test_turns_are_the_times_to_choose_from_and_no_other_pair_of_day_and_time() -> None:
    turns = (("mon", datetime.time(7)), ("tue", datetime.time(21)))
    cohort = make_cohort(turns=turns, days=("mon", "tue"), times=(turns[0][1], turns[1][1]))
    assert usual_times(make_plan([make_meeting(cohort, make_session())])) == ("Mon 07:00", "Tue 21:00")
