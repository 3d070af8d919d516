"""Who has to know of what: the differences that concern a cohort, and those that concern one person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.fields import MeetingKey
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.model.told import DIFFERENCE_KINDS, DifferenceKind, Mailing, Publication, Told
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.mailings import latest_mailings
from toolkit.planning.make_plan import make_plan
from toolkit.planning.roster import Roster

Role = Literal["participant", "facilitator", "mentor"]
_Kinds = Callable[[Difference], tuple[DifferenceKind, ...]]

FOR_THOSE_WHO_RUN_IT: tuple[DifferenceKind, ...] = ("facilitators",)

FOR_EVERYONE: tuple[DifferenceKind, ...] = tuple(kind for kind in DIFFERENCE_KINDS if kind not in FOR_THOSE_WHO_RUN_IT)
"""What participants are told; besides, whether anybody runs a meeting but themselves (`for_members`)."""

FOR_MENTORS: tuple[DifferenceKind, ...] = tuple(
    kind for kind in FOR_EVERYONE if kind not in ("mentor", "mode", "readings")
)

ON_A_SLIP: tuple[DifferenceKind, ...] = ("cancelled", "again", "moved", "length", "place", "together")
"""What a slip of paper can say as well as a new page: when, where, whether and with whom."""


@dataclass(frozen=True)
class Concern:
    """What changed for one person, as they see it, and how many of their meetings to come stay as they were told.

    A meeting that became theirs is `added`, one that is theirs no longer is `removed`, unless it is cancelled for all.
    `rosters` are those of their cohorts whose members changed, for whoever runs or mentors them.
    """

    person: Participant | Facilitator
    role: Role
    differences: tuple[Difference, ...]
    unchanged: int
    rosters: tuple[Roster, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether they have anything to know."""
        return bool(self.differences or self.rosters)


def baseline(plan: Plan) -> Publication:
    """What people were told last; where nothing was published, the plan without its changes."""
    told = plan.programme.told
    if told is not None:
        return told
    return Publication.model_validate(
        {
            "name": "the plan without changes",
            "moment": "2000-01-01T00:00:00",
            "meetings": snapshot(make_plan(replace(plan.programme, changes=()))),
            "files": {},
            "members": {cohort.key: cohort.members for cohort in plan.programme.cohorts},
        }
    )


def as_told(plan: Plan, told: Publication) -> Plan:
    """The plan with the entries of changes.yaml that it had then, and everything else as it is now."""
    changes = tuple(change_of(ChangeEntry.model_validate(values)) for values in told.changes)
    return make_plan(replace(plan.programme, changes=changes))


def of_cohorts(plan: Plan, told: Publication) -> dict[str, tuple[Difference, ...]]:
    """By cohort: what everybody in it has to know, where there is anything. What has been held is history."""
    found: dict[str, list[Difference]] = {}
    for difference in _narrowed(differences(told.meetings, plan), for_members):
        found.setdefault(difference.key[0], []).append(difference)
    return {key: tuple(own) for key, own in found.items()}


def for_members(difference: Difference) -> tuple[DifferenceKind, ...]:
    """The kinds of a difference that a group is told: who runs a meeting only where it runs it alone now, or no
    longer."""
    before, after = difference.before, difference.after
    alone = before is not None and after is not None and bool(before.facilitators) != bool(after.facilitators)
    return tuple(kind for kind in difference.kinds if kind in FOR_EVERYONE or (kind == "facilitators" and alone))


@dataclass(frozen=True)
class _Since:
    """A plan against what was told, worked out once for everybody."""

    plan: Plan
    members: Mapping[str, tuple[str, ...]]
    answers: Collection[str]
    before: Mapping[MeetingKey, Told]
    after: Mapping[MeetingKey, Meeting]
    general: Mapping[MeetingKey, Difference]
    order: Mapping[MeetingKey, int]

    @classmethod
    def of(cls, plan: Plan, told: Publication | Mailing) -> _Since:
        members = told.members or {cohort.key: cohort.members for cohort in plan.programme.cohorts}
        before = {meeting.key: meeting for meeting in told.meetings}
        after = {meeting.key: meeting for meeting in plan.meetings}
        found = {difference.key: difference for difference in differences(told.meetings, plan)}
        order = {key: place for place, key in enumerate(dict.fromkeys((*after, *before)))}
        return cls(plan, members, told.answers, before, after, found, order)

    @cached_property
    def had(self) -> Mapping[str, set[MeetingKey]]:
        """The meetings that each participant had before."""
        found: dict[str, set[MeetingKey]] = {}
        for meeting in self.before.values():
            for id in self.members.get(meeting.cohort, ()):
                found.setdefault(id, set()).add(meeting.key)
        return found

    @cached_property
    def ran(self) -> Mapping[str, set[MeetingKey]]:
        """The meetings that each facilitator or mentor had before."""
        found: dict[str, set[MeetingKey]] = {}
        for meeting in self.before.values():
            for id in (*meeting.facilitators, *([meeting.mentor] if meeting.mentor else [])):
                found.setdefault(id, set()).add(meeting.key)
        return found

    @cached_property
    def joining(self) -> tuple[Meeting, ...]:
        """The meetings that join another one."""
        return tuple(meeting for meeting in self.plan.meetings if meeting.combined_into)

    @cached_property
    def rosters(self) -> Mapping[str, Roster]:
        """By cohort: who joined and left, where anybody did. Of who was forgotten since nothing is said."""
        people, found = self.plan.programme.people.participants, dict[str, Roster]()
        for cohort in self.plan.programme.cohorts:
            was = [id for id in self.members.get(cohort.key, ()) if id not in self.answers]
            now = [id for id in coming(self.plan, cohort) if id in people]
            joined = tuple(people[id] for id in now if id not in was)
            left = tuple(people[id] for id in was if id not in now and id in people)
            if cohort.key in self.members and (joined or left):
                found[cohort.key] = Roster(cohort, joined, left)
        return found

    def concern(
        self,
        person: Participant | Facilitator,
        role: Role,
        *,
        before: set[MeetingKey],
        now: set[MeetingKey],
        kinds: _Kinds,
    ) -> Concern:
        """What changed for somebody whose meetings were those of `before` and are those of `now`."""
        found = [
            self._mine(key, was=key in before, is_=key in now)
            for key in sorted(before | now, key=self.order.__getitem__)
        ]
        mine = tuple(_narrowed((difference for difference in found if difference), kinds))
        changed = {difference.key for difference in mine}
        left = [key for key in now - changed if self.after[key].coming]
        return Concern(person, role, mine, len(left))

    def _mine(self, key: MeetingKey, *, was: bool, is_: bool) -> Difference | None:
        """How one meeting changed for somebody who had it before, or has it now."""
        told, meeting = self.before.get(key), self.after.get(key)
        if was and is_:
            return self.general.get(key)
        if is_:
            return Difference(None, meeting, ("added",)) if meeting and not meeting.cancelled else None
        if told is None or told.cancelled or (meeting.over if meeting else key not in self.general):
            return None
        if meeting and meeting.cancelled:
            return Difference(told, meeting, ("cancelled",))
        return Difference(told, None, ("removed",))


def everyone(plan: Plan, told: Publication) -> tuple[Concern, ...]:
    """Every participant of a cohort, cohort by cohort, then facilitators and mentors, in file order. Those who left are
    told by a message about their place (`who_left`).

    Whom a mail reached since the last publish knows what stood in it.
    """
    published, mailed = _Since.of(plan, told), _mailed(plan)
    people = {person.id: person for cohort in plan.programme.cohorts for person in plan.members(cohort)}
    return (
        *(_participant(mailed.get(person.id, published), person) for person in people.values()),
        *(
            _facilitator(mailed.get(person.id, published), person)
            for person in plan.programme.people.facilitators.values()
        ),
    )


def since_they_were_told(plan: Plan) -> tuple[Concern, ...]:
    """Everyone, with what changed since the last publish, or for whom a mail reached since then. Before the first
    publish nothing has changed for those who were not mailed.
    """
    told = plan.programme.told
    if told is not None:
        return everyone(plan, told)
    mailed = {id for mailing in latest_mailings(plan) for id in mailing.people}
    everybody = everyone(plan, baseline(plan))
    return tuple(
        one if one.person.id in mailed else replace(one, differences=(), unchanged=0, rosters=()) for one in everybody
    )


def who_left(plan: Plan) -> tuple[Concern, ...]:
    """Participants who have no place any more and were not told so: the meetings still to come that they were told of
    are `removed`."""
    told = plan.programme.told
    published = _Since.of(plan, told) if told else None
    mailed = _mailed(plan)
    come = {id for cohort in plan.programme.cohorts for id in coming(plan, cohort)}
    found = (
        since.concern(person, "participant", before=since.had.get(id, set()), now=set(), kinds=for_members)
        for id, person in plan.programme.people.participants.items()
        if id not in come and (since := mailed.get(id, published)) and id not in since.answers
    )
    return tuple(one for one in found if one.differences)


def coming(plan: Plan, cohort: Cohort) -> tuple[str, ...]:
    """The ids of the members of a cohort, but for those of whom it is known that they do not come."""
    people = plan.programme.people.participants
    return tuple(id for id in cohort.members if id not in people or people[id].comes)


def _mailed(plan: Plan) -> dict[str, _Since]:
    """What those know whom a mail reached since the last publish, by id."""
    return {
        id: since for mailing in latest_mailings(plan) for since in [_Since.of(plan, mailing)] for id in mailing.people
    }


def _participant(since: _Since, person: Participant) -> Concern:
    now = {meeting.key for meeting in since.plan.of_person(person.id)}
    return since.concern(person, "participant", before=since.had.get(person.id, set()), now=now, kinds=for_members)


def _facilitator(since: _Since, person: Facilitator) -> Concern:
    """A meeting that joins another one of theirs is the same evening."""
    before = since.ran.get(person.id, set())
    now = {meeting.key for meeting in since.plan.of_facilitator(person.id)}
    guests = {meeting.key for meeting in since.joining if (meeting.combined_into, meeting.session.key) in now}
    kinds = FOR_MENTORS if person.part == "mentor" else (*FOR_EVERYONE, *FOR_THOSE_WHO_RUN_IT)

    def theirs(difference: Difference) -> tuple[DifferenceKind, ...]:
        return tuple(kind for kind in difference.kinds if kind in kinds)

    found = since.concern(person, person.part, before=before - guests, now=now - guests, kinds=theirs)
    mine = {key[0] for key in before & now if since.after[key].coming}
    return replace(found, rosters=tuple(roster for key, roster in since.rosters.items() if key in mine))


def _narrowed(found: Iterable[Difference], kinds: _Kinds) -> Iterator[Difference]:
    """The differences of the `kinds` that matter in each, without meetings that are over."""
    for difference in found:
        mine = kinds(difference)
        if mine and not (difference.after and difference.after.over):
            yield replace(difference, kinds=mine)
