"""What a face may ask of a running programme: names in any form become keys."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.running import NOW, a_plan
from tests.planning.small_programme import cohort
from toolkit.jobs.change_requests import (
    ChangeRequest,
    Combine,
    LoseMentor,
    LoseRoom,
    Move,
    Swap,
    WasHeld,
    with_names_as_keys,
)
from toolkit.model.changes import Days
from toolkit.model.people import Facilitator
from toolkit.problems import WrongUsage

PEOPLE = {
    "ada": Facilitator("ada", "Ada Byron"),
    "bea": Facilitator("bea", "Bea"),
    "mo": Facilitator("mo", "Mo", role="mentor"),
}
PLAN = a_plan(
    cohorts=(
        cohort("a", room="hall", facilitators=("ada",)),
        cohort("b", room="hall", facilitators=("bea",), members=()),
    ),
    facilitators=PEOPLE,
)
DAYS = Days(datetime.date(2027, 1, 26), datetime.date(2027, 1, 26))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (Move("2", cohort="cohort B", room="Annexe"), Move("s2", cohort="b", room="annexe")),
        (Move("s2"), Move("s2")),
        (Combine(("Cohort A", "b"), "3"), Combine(("a", "b"), "s3")),
        (Swap("Ada Byron", cover="BEA", session="1"), Swap("ada", cover="bea", session="s1")),
        (LoseRoom("Hall", DAYS), LoseRoom("hall", DAYS)),
        (LoseMentor("Mo", DAYS.first), LoseMentor("mo", DAYS.first)),
    ],
)
def test_whatever_is_named_is_known_by_its_key(given: Any, meant: ChangeRequest) -> None:
    assert with_names_as_keys(given, PLAN) == meant


@pytest.mark.parametrize(
    "given",
    [Move("9"), Move("1", cohort="z"), Move("1", room="barn"), Swap("nobody"), LoseMentor("Ada Byron", DAYS.first)],
)
def test_what_means_nothing_is_refused(given: Any) -> None:
    with pytest.raises(WrongUsage):
        with_names_as_keys(given, PLAN)


def test_the_meetings_of_a_person_are_those_of_a_session_or_of_some_days() -> None:
    def sessions(**named: Any) -> list[str]:
        return [meeting.session.key for meeting in Swap("ada", **named).meetings(PLAN)]

    assert sessions() == ["s1", "s2", "s3", "s4", "s5"]
    assert sessions(session="2") == sessions(days=DAYS) == ["s2"]
    assert sessions(session="3", days=DAYS) == []


def test_a_request_says_all_that_it_was_given() -> None:
    wednesday = DAYS.first + datetime.timedelta(days=1)
    (entry,) = Move("s2", cohort="a", date=wednesday, room="annexe").wish(PLAN, NOW).entries
    assert (entry.cohort, entry.session, entry.date, entry.room) == ("a", "s2", wednesday, "annexe")
    later = Move("s2", cohort="a", time=datetime.time(20), and_later=True).wish(PLAN, NOW).entries
    assert [(one.session, one.time) for one in later] == [(f"s{n}", datetime.time(20)) for n in (2, 3, 4, 5)]
    held = WasHeld("s1", cohort="a").wish(PLAN, datetime.datetime(2027, 1, 20)).entries
    assert [(one.session, one.held) for one in held] == [("s1", True)]
    with pytest.raises(WrongUsage, match="cannot have been held yet"):
        WasHeld("s1", cohort="a").wish(PLAN, NOW)
