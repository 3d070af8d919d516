"""What each answer about a new programme means: what was said wins over a reply, a reply over what is usual."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import pytest

from tests.make_plan_by_hand import make_curriculum
from toolkit.jobs.new_answers import (
    LATER_ANSWERS,
    Begun,
    NewQuestion,
    NewSaid,
    Topic,
    contact_answer,
    day_and_time_answer,
    mode_answer,
    people_answer,
    when_answer,
    zone_answer,
)
from toolkit.model.curriculum import Size
from toolkit.model.place import City, Term
from toolkit.problems import WrongUsage
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.new_city import NewCity

TODAY = datetime.date(2026, 11, 23)
OVER, HILARY = (
    Term(name=name, short=name[:2].lower(), first_day=first, last_day=last, status="confirmed", source="x")
    for name, first, last in (
        ("Michaelmas", datetime.date(2026, 10, 1), datetime.date(2026, 11, 22)),
        ("Hilary", datetime.date(2027, 1, 17), datetime.date(2027, 3, 13)),
    )
)
OXFORD = City(key="oxford", name="Oxford", zone="Europe/London", terms=(OVER, HILARY))
ONLINE = City(key="online", name="Online")
TEMPLATE = Template("mine", "1", "x", "x", {}, {})
CURRICULUM = make_curriculum(["s1"]).model_copy(
    update={
        "day": ("tue", "thu"),
        "time": (datetime.time(18), datetime.time(19)),
        "latest_time": datetime.time(20),
        "modes": ("in-person-peer", "online-peer"),
        "readings": ("before", "inside"),
        "size": Size(least=4, best=6, most=8),
    }
)


def begun(
    *,
    city: City = OXFORD,
    made: NewCity | None = None,
    attended: bool = False,
    usual: Mapping[str, str] | None = None,
    replies: Mapping[Topic, str] | None = None,
    **said: str,
) -> Begun:
    known: dict[str, Any] = {"city": city, "made": made, "template": TEMPLATE, "curriculum": CURRICULUM}
    return Begun(NewSaid(**said), TODAY, usual or {}, attended, replies=replies or {}, **known)


def test_nothing_said_and_nothing_answered_is_a_question_of_each() -> None:
    open_ = [
        topic for topic, ask in LATER_ANSWERS.items() if isinstance(ask(begun(city=ONLINE, attended=True)), NewQuestion)
    ]
    assert open_ == list(LATER_ANSWERS)


def test_the_next_term_is_the_default_and_one_that_is_over_is_none_to_choose() -> None:
    asked = begun()
    assert (when_answer(asked), asked.terms_ahead) == (
        NewQuestion("when", default="Hilary", suggestion="2026-12-07"),
        [HILARY],
    )
    assert when_answer(begun(replies={"when": "1"})) == (HILARY, "")
    assert when_answer(begun(term="michaelmas")) == (OVER, "")
    assert when_answer(begun(start="2027-02-01", replies={"when": "1"})) == (None, "2027-02-01")
    assert when_answer(begun(city=ONLINE)) == NewQuestion("when", suggestion="2026-12-07")


def test_a_term_is_over_on_the_day_after_its_last() -> None:
    last = OVER.model_copy(update={"last_day": TODAY})
    assert begun(city=OXFORD.model_copy(update={"terms": (last, HILARY)})).terms_ahead == [last, HILARY]


def test_a_term_that_the_city_has_not_names_the_argument() -> None:
    with pytest.raises(WrongUsage) as caught:
        when_answer(begun(term="Trinity"))
    assert caught.value.argument == "term"


def test_a_zone_is_asked_only_where_the_place_has_none() -> None:
    assert zone_answer(begun()) == ""
    assert zone_answer(begun(zone="Europe/Paris")) == "Europe/Paris"
    assert zone_answer(begun(city=ONLINE)) == NewQuestion("zone", suggestion="UTC")
    assert zone_answer(begun(city=ONLINE, replies={"zone": "Europe/Paris"})) == "Europe/Paris"
    assert zone_answer(begun(made=NewCity(OXFORD, None), zone="Europe/Paris")) == "", "the city was made with it"


@pytest.mark.parametrize(
    ("said", "days", "times"),
    [
        ({"day": "wed"}, ["wed", "fri"], ["18:00", "19:00"]),
        ({"time": "17:30"}, ["tue", "thu"], ["17:30", "18:30"]),
        ({"day": "mon,wed", "time": "18:00,18:30"}, ["mon", "wed"], ["18:00", "18:30"]),
    ],
)
def test_of_one_day_or_time_the_others_follow_as_the_template_has_them(
    said: dict[str, Any], days: list[str], times: list[str]
) -> None:
    assert day_and_time_answer(begun(**said)) == (days, times)


def test_day_and_time_are_one_question() -> None:
    assert day_and_time_answer(begun()) == NewQuestion("day_and_time", default="tue 18:00")
    assert day_and_time_answer(begun(replies={"day_and_time": "Mondays at 7pm"})) == (
        ["mon", "wed"],
        ["19:00", "20:00"],
    )
    with pytest.raises(WrongUsage, match="later than this template can begin"):
        day_and_time_answer(begun(replies={"day_and_time": "mon 20:30"}))


def test_mode_and_reading_are_one_question() -> None:
    choices = (("in-person-peer", ""), ("online-peer", ""))
    asked = NewQuestion("mode", default="in-person-peer", choices=choices, reading="before")
    assert mode_answer(begun()) == asked
    assert mode_answer(begun(replies={"mode": "online-peer inside"})) == ("online-peer", "inside")
    assert mode_answer(begun(replies={"mode": "online-peer"})) == ("online-peer", "before")
    assert mode_answer(begun(replies={"mode": "online-peer"}, reading="inside")) == ("online-peer", "inside")
    assert mode_answer(begun(mode="online-peer")) == ("online-peer", "before")
    assert mode_answer(begun(mode="online-peer", reading="inside")) == ("online-peer", "inside")
    with pytest.raises(WrongUsage, match="P053"):
        mode_answer(begun(replies={"mode": "solo"}))


@pytest.mark.parametrize(
    ("reply", "attended", "given"),
    [
        ("18 in 3", True, (18, 3)),
        ("18 people in 3 cohorts", False, (18, 3)),
        ("18", True, (18, 3)),
        ("2", True, (2, 1)),
        ("18", False, (18, 1)),
    ],
)
def test_people_stand_in_as_many_cohorts_as_one_says_or_as_suit_whoever_is_there(
    reply: str, attended: bool, given: tuple[int, int]
) -> None:
    assert people_answer(begun(replies={"people": reply}, attended=attended)) == given


def test_cohorts_that_were_said_win_and_none_is_empty() -> None:
    assert people_answer(begun(people="18", cohorts="2", attended=True)) == (18, 2)
    assert people_answer(begun(replies={"people": "18 in 3"}, cohorts="2")) == (18, 2)
    with pytest.raises(WrongUsage, match="from 1 to 12") as caught:
        people_answer(begun(replies={"people": "12 in 99"}))
    assert caught.value.argument == "cohorts"


def test_of_however_many_people_there_are_at_most_a_thousand_cohorts() -> None:
    assert people_answer(begun(people="9000", cohorts="1000")) == (9000, 1000)
    with pytest.raises(WrongUsage, match="from 1 to 1000"):
        people_answer(begun(people="9000", cohorts="1001"))


def test_whoever_is_there_says_who_runs_it_and_signs_by_the_name_before_the_comma() -> None:
    usual = {"contact": "Ada, 1", "signed_by": "The team"}
    assert contact_answer(begun(usual=usual)) == ("Ada, 1", "The team")
    assert contact_answer(begun(usual=usual, attended=True)) == NewQuestion("contact", default="Ada, 1")
    assert contact_answer(begun(attended=True, replies={"contact": "Bea, 2"})) == ("Bea, 2", "Bea")
    assert contact_answer(begun(attended=True, replies={"contact": "Bea, 2"}, usual=usual)) == ("Bea, 2", "The team")
    assert contact_answer(begun(attended=True, contact="Cem, 3")) == ("Cem, 3", "")
    assert contact_answer(begun(usual=usual, contact="")) == ("", "The team"), "nobody, this time"
