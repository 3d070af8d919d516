"""Formed cohorts get the keys of those whose members they have, and what cohorts.yaml says of them."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.small_programme import cohort, programme
from toolkit.grouping.problem import FormedCohort, Stream
from toolkit.planning.cohort_naming import entry_of, give_keys

OLD = programme(cohorts=(cohort("a", members=("p1", "p2", "p3")), cohort("b", members=("p4", "p5", "p6"))))
TUESDAY = 1440 + 18 * 60 + 30


def formed(*members: str, key: str = "", start: int = TUESDAY, mode: str = "in-person-peer") -> FormedCohort:
    return FormedCohort(Stream("theory", "new", mode), start, "ada", "hall", members, key, others=("bea",))


def keys(*cohorts: FormedCohort, free: str = "ab", new: str = "xyz") -> str:
    return "".join(one.key for one in give_keys(cohorts, OLD, free=list(free), new=list(new)))


def test_a_cohort_gets_the_key_of_the_one_with_which_it_shares_most_members() -> None:
    assert keys(formed("p4", "p5", "p1"), formed("p6", "p2", "p3")) == "ba"
    assert keys(formed("p1"), formed("p2", "p3")) == "ba"


def test_a_cohort_of_strangers_gets_a_key_that_is_left_and_then_a_new_one() -> None:
    assert keys(formed("p7"), formed("p1"), formed("p8"), formed("p9")) == "baxy"


def test_a_key_is_given_once_and_one_that_a_cohort_has_stays_its_own() -> None:
    assert keys(formed("p1", "p2"), formed("p3"), free="a") == "ax"
    assert keys(formed("p4", key="a"), formed("p1", "p2", "p3")) == "ab"


def test_an_entry_says_what_was_formed() -> None:
    one = formed("p1", "p2", key="c", start=2 * 1440 + 19 * 60 + 5)
    assert entry_of(one, OLD, minutes=90, mentor="mo", stays={}) == {
        "label": "Wednesday C",
        "mode": None,
        "reading": None,
        "zone": None,
        "day": "wed",
        "time": "19:05",
        "minutes": 90,
        "room": "hall",
        "link": None,
        "facilitators": ["ada", "bea"],
        "mentor": "mo",
        "members": ["p1", "p2"],
        "track": "theory",
        "level": "new",
    }


def test_what_an_earlier_entry_has_beside_stays() -> None:
    stays = {
        "label": "Ours",
        "reading": "together",
        "zone": "Europe/Paris",
        "day": "mon",
        "time": "10:00",
        "minutes": 60,
        "link": "https://x",
    }
    entry = entry_of(formed("p1", key="a", mode="online-peer"), OLD, minutes=None, mentor=None, stays=stays)
    assert {name: entry[name] for name in stays} == stays
    assert entry["mode"] == "online-peer"


def test_a_label_stays_unless_it_names_another_day() -> None:
    def label(own: str | None) -> object:
        before = cohort("a")
        given = programme(cohorts=(cohort("b"), replace(before, label=own or before.label)))
        return entry_of(formed("p1", key="a"), given, minutes=None, mentor=None, stays={})["label"]

    assert [label(own) for own in (None, "Owls", "Tuesday owls", "Monday owls")] == [
        "Tuesday A",
        "Owls",
        "Tuesday owls",
        "Tuesday A",
    ]
