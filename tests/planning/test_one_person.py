"""Who stands in both lists of people: by address, or by an id where nothing speaks against it."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Facilitator, Participant, People
from toolkit.planning.free import candidate
from toolkit.planning.make_plan import make_plan
from toolkit.planning.one_person import in_both_lists


def both(participant: Participant, facilitator: Facilitator) -> dict[str, str]:
    return in_both_lists(People({participant.id: participant}, {facilitator.id: facilitator}, {}))


def test_the_same_address_is_the_same_person_whatever_they_are_called() -> None:
    assert both(Participant("p1", "Ann Lee", "a@x.org"), Facilitator("f1", "Annie", "A@x.org")) == {"f1": "p1"}
    assert both(Participant("p1", "Ann Lee", "a@x.org"), Facilitator("f1", "Ann Lee", "b@x.org")) == {}
    assert both(Participant("p1", "Ann Lee"), Facilitator("f1", "Ann Lee")) == {}


def test_the_same_id_is_the_same_person_but_for_another_name_or_address() -> None:
    assert both(Participant("ann", "Ann"), Facilitator("ann", "ann", "a@x.org")) == {"ann": "ann"}
    assert both(Participant("p01", "Олег"), Facilitator("p01", "김하늘")) == {}
    assert both(Participant("ann", "Ann", "a@x.org"), Facilitator("ann", "Ann", "b@x.org")) == {}


def test_nobody_is_offered_for_an_evening_that_they_attend_elsewhere_or_of_their_own_cohort() -> None:
    found = programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"))))
    helpers = {**found.people.facilitators, "f1": Facilitator("f1", "Ann", "a@x.org")}
    members = {**found.people.participants, "p1": Participant("p1", "Ann", "a@x.org")}
    people = replace(found.people, facilitators=helpers, participants=members)
    plan = make_plan(replace(found, people=people))
    against = {key: candidate(plan, plan.of_cohort(key)[0], person=helpers["f1"]).against for key in ("a", "b")}
    assert against == {"a": "is a member of Cohort A", "b": "is with Cohort A then, in the same room"}
    alone = make_plan(replace(found, people=replace(people, participants=found.people.participants)))
    assert candidate(alone, alone.of_cohort("b")[0], person=helpers["f1"]).against == ""
