"""What everybody who applied is to be told about their place, and to whom it was not said yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.model.availability import Stretch
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.model.told import Mailing, Publication
from toolkit.planning.cohort_request import home_zone
from toolkit.planning.mailings import latest_mailings
from toolkit.reading.availability import read_availability

PlaceState = Literal["placed", "asked", "waiting", "declined", "left"]
"""What becomes of somebody's place. `declined`: they never had one; `left`: they had one, and it is given up."""


@dataclass(frozen=True)
class Answer:
    """What one person is to be told. `cohorts` are theirs; `wanted` are stretches of their own week to ask for, with
    the number of people each places; `had_place`: they were told once that they have one."""

    person: Participant
    state: PlaceState
    cohorts: tuple[Cohort, ...] = ()
    wanted: tuple[tuple[Stretch, int], ...] = ()
    had_place: bool = False

    @property
    def words(self) -> str:
        """What a publish remembers of it: the state, and for whom was asked the first stretch."""
        return f"asked {self.wanted[0][0][0]}-{self.wanted[0][0][1]}" if self.state == "asked" else self.state


def answers(plan: Plan) -> tuple[Answer, ...]:
    """Everybody to whom something is to be said about their place, in the order of the file.

    Members of a cohort are placed. Without a place, once cohorts have members: whoever the last `programme cohorts`
    found a stretch for is asked, while the members are those it formed, and the other accepted people wait (all who
    applied, while nobody is accepted). Whoever was ever told of a place is never sent a refusal: declined or
    withdrawn they have left, and in no cohort they wait. While a member is declined or withdrawn who was not told,
    nothing is said.
    """
    return tuple(_answers(plan.programme))


def told_of_place(programme: Programme) -> frozenset[str]:
    """Everybody who was ever told that they have a place, by a publish or by mail."""
    published = {*programme.told.placed, *_placed_by(programme.told, programme)} if programme.told else set[str]()
    mailed = (_placed_by(mailing, programme) & {*mailing.people} for mailing in programme.mailings)
    return frozenset(published.union(*mailed))


def in_touch(plan: Plan) -> frozenset[str]:
    """Those who have a place and know it: whom changes are told, one by one."""
    unknown = {one.person.id for one in untold_answers(plan)}
    return frozenset(one.person.id for one in answers(plan) if one.state == "placed") - unknown


def told_answers(plan: Plan) -> dict[str, str]:
    """What people without a place are told, by id, as a publish or a mail remembers it."""
    return {one.person.id: one.words for one in answers(plan) if one.state != "placed"}


def untold_answers(plan: Plan) -> tuple[Answer, ...]:
    """The answers that were not given yet: when the person was mailed, or else at the last publish, they were in no
    cohort or were told something else."""
    mailed: dict[str, Publication | Mailing] = {
        id: mailing for mailing in latest_mailings(plan) for id in mailing.people
    }
    return tuple(
        one for one in answers(plan) if not _knows(plan, mailed.get(one.person.id, plan.programme.told), one=one)
    )


def _knows(plan: Plan, told: Publication | Mailing | None, *, one: Answer) -> bool:
    if told is None or one.state != "placed":
        return told is not None and told.answers.get(one.person.id) == one.words
    return one.person.id in _placed_by(told, plan.programme)


def _placed_by(told: Publication | Mailing, programme: Programme) -> frozenset[str]:
    """Whom a publish or a mail told of a place, had it reached them."""
    members = told.members or {cohort.key: cohort.members for cohort in programme.cohorts}
    return frozenset(id for ids in members.values() for id in ids if id not in told.answers)


def untold_since(plan: Plan) -> tuple[Answer, ...]:
    """The answers that were not given yet, once anybody was told anything."""
    return untold_answers(plan) if plan.programme.told is not None or latest_mailings(plan) else ()


def without_place(programme: Programme) -> tuple[Participant, ...]:
    """Those who are to have a place and are in no cohort: the accepted, or all who applied while nobody is accepted,
    and who waits."""
    members = {id for cohort in programme.cohorts for id in cohort.members}
    people = programme.people.participants.values()
    asking = "accepted" if any(person.status == "accepted" for person in people) else "applied"
    return tuple(
        person
        for person in people
        if person.status in (asking, "waiting") and (person.id not in members or person.status == "waiting")
    )


def still_as_formed(programme: Programme) -> bool:
    """Whether every cohort has the members with which it was formed last."""
    formed = programme.formed
    return formed is not None and {key: set(ids) for key, ids in formed.members.items()} == {
        cohort.key: set(cohort.members) for cohort in programme.cohorts if cohort.members
    }


def zone_of(person: Participant, programme: Programme) -> str:
    """The zone in which somebody's times are meant: their own, or that of the programme."""
    free, need = read_availability(person.available), read_availability(person.if_needed)
    return person.timezone or free.zone or need.zone or home_zone(programme)


def _answers(programme: Programme) -> Iterator[Answer]:
    formed = programme.formed if still_as_formed(programme) else None
    left = {person.id for person in without_place(programme)}
    grouped = any(cohort.members for cohort in programme.cohorts)
    told = told_of_place(programme)
    for person in programme.people.participants.values():
        cohorts, had = programme.cohorts_of(person.id), person.id in told
        wanted = formed.wanted(person.id) if formed else ()
        if person.gone:
            if had or (person.status == "declined" and not cohorts):
                yield Answer(person, "left" if had else "declined", had_place=had)
        elif cohorts and person.status != "waiting":
            yield Answer(person, "placed", cohorts, wanted, had)
        elif person.id in left and wanted:
            yield Answer(person, "asked", (), wanted, had)
        elif had or person.status == "waiting" or (person.id in left and grouped):
            yield Answer(person, "waiting", had_place=had)
