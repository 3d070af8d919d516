"""Who works with whom: every pair meets once before any meets again.

Rounds come from the circle method (Kirkman's schedule of a round-robin tournament): one person stays, the others
rotate, so that n people (n even) have n - 1 rounds without a repeated pair. With an odd number the one who would sit
out joins a pair as a third. Where people are away or asked to be apart, the groups that repeat least and differ least
from that schedule are found (`regroup`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from toolkit.model.plan import Meeting, Pairs, Plan
from toolkit.model.programme import Programme

Group = tuple[str, ...]
Groups = tuple[Group, ...]
Two = frozenset[str]

EXACT = 9
"""People up to whom every grouping is weighed; of more, any so many at a time."""

_ALONE, _THREE, _REPEAT = 10**12, 10**9, 10**4
"""What somebody alone, three together and two who met before weigh, beside two who are not together on the printed list
(1)."""

_ELSEWHERE = ("absent", "excused")


def make_pairs(programme: Programme, meetings: tuple[Meeting, ...]) -> tuple[Pairs, ...]:
    """The groups of every pairing session, for cohorts whose members are known; combined cohorts keep their own
    pairs."""
    of_cohort: dict[str, list[Meeting]] = {}
    for meeting in filter(pairs_up, meetings):
        of_cohort.setdefault(meeting.cohort.key, []).append(meeting)
    found = []
    for cohort in programme.cohorts:
        members = tuple(id for id in cohort.members if id in programme.people.participants)
        paired = sorted(of_cohort.get(cohort.key, ()), key=lambda meeting: meeting.number)
        apart = kept_apart(programme, members)
        for meeting, groups in zip(paired, rounds(members, len(paired), apart=apart), strict=True):
            found.append(Pairs(meeting.key, groups))
    return tuple(found)


def pairs_up(meeting: Meeting) -> bool:
    """Whether a meeting has a block in pairs in a pairing session, so that a list of pairs is needed."""
    return not meeting.cancelled and meeting.session.head.kind == "pairing"


def kept_apart(programme: Programme, ids: Iterable[str]) -> frozenset[Two]:
    """The pairs among these people of whom one asked not to be with the other."""
    people, here = programme.people.participants, set(ids)
    return frozenset(
        frozenset((id, other))
        for id in here & people.keys()
        for other in people[id].apart
        if other in here and other != id
    )


def rounds(members: Group, count: int, *, apart: frozenset[Two] = frozenset()) -> tuple[Groups, ...]:
    """`count` rounds of groups of two (one of three if the number is odd; everyone alone below two people)."""
    if len(members) < 2:
        return (tuple((member,) for member in members),) * count
    met: Counter[frozenset[str]] = Counter()
    found = []
    for number in range(count):
        pairs, spare = _circle(members, number)
        groups = _join(pairs, spare, met=met)
        if apart:
            groups = regroup(members, met=met, apart=apart, near=groups)
        met.update(twos(groups))
        found.append(groups)
    return tuple(found)


def _circle(members: tuple[str, ...], number: int) -> tuple[list[tuple[str, str]], str | None]:
    """The pairs of one round, and who is left over."""
    people: list[str | None] = [*members, *([None] if len(members) % 2 else [])]
    fixed, others = people[0], people[1:]
    turn = number % len(others)
    row = [fixed, *others[turn:], *others[:turn]]
    half = len(row) // 2
    pairs, spare = [], None
    for one, other in zip(row[:half], reversed(row[half:]), strict=True):
        if one is None or other is None:
            spare = one or other
        else:
            pairs.append((one, other))
    return pairs, spare


def _join(pairs: list[tuple[str, str]], spare: str | None, *, met: Counter[frozenset[str]]) -> Groups:
    """The one left over joins the pair that they have met least."""
    if spare is None:
        return tuple(pairs)
    host = min(pairs, key=lambda pair: (sum(met[frozenset((spare, one))] for one in pair), pairs.index(pair)))
    return tuple((*pair, spare) if pair == host else pair for pair in pairs)


def twos(groups: Iterable[Group]) -> list[Two]:
    """Every two people who are in one group."""
    return [frozenset(two) for group in groups for two in combinations(group, 2)]


@dataclass(frozen=True)
class Tonight:
    """The groups of one meeting for those who came, beside those of the printed list. `absent` and `alone` are ids, in
    the order of members."""

    meeting: Meeting
    groups: Groups
    printed: Groups
    absent: Group

    @property
    def changed(self) -> Groups:
        """The groups that do not stand on the printed list."""
        as_printed = {frozenset(group) for group in self.printed}
        return tuple(group for group in self.groups if frozenset(group) not in as_printed)

    @property
    def alone(self) -> Group:
        """Those who have nobody to work with: one person only came, or all others are to be kept apart from them."""
        return tuple(group[0] for group in self.groups if len(group) == 1)


def pairs_tonight(plan: Plan, meeting: Meeting, *, absent: Iterable[str]) -> Tonight:
    """Who works with whom at a pairing meeting without those who are `absent`, or noted as such already.

    Nobody works again with a partner of before while another way is left. Earlier meetings count as attendance.csv says
    who was there; where it says nothing, as printed. Of all such groupings it is the one nearest to the printed list.
    Cohorts that meet together are one table.
    """
    table, met = _table(plan, meeting), Counter[Two]()
    keys, done = {one.cohort.key for one in table}, set[tuple[str, str]]()
    for one in sorted(plan.meetings, key=lambda one: one.number):
        if one.cohort.key in keys and one.number < meeting.number and pairs_up(one) and one.key not in done:
            earlier = _table(plan, one)
            done.update(other.key for other in earlier)
            met.update(twos(_evening(plan, earlier, met=met, absent=_away(plan, earlier)).groups))
    return _evening(plan, table, met=met, absent=_away(plan, table) | frozenset(absent))


def _table(plan: Plan, meeting: Meeting) -> list[Meeting]:
    """The meetings that are one evening with this one, the host's first."""
    host = plan.meeting(meeting.combined_into or "", meeting.session.key) or meeting
    others = (plan.meeting(key, host.session.key) for key in host.with_cohorts)
    return [host, *(other for other in others if other is not None)]


def _away(plan: Plan, table: Sequence[Meeting]) -> frozenset[str]:
    keys = {meeting.key for meeting in table}
    marks = [mark for mark in plan.programme.people.attendance if (mark.cohort, mark.session) in keys]
    return frozenset(mark.id for mark in marks if mark.state in _ELSEWHERE)


def _evening(plan: Plan, table: Sequence[Meeting], *, met: Mapping[Two, int], absent: frozenset[str]) -> Tonight:
    people = [person for meeting in table for person in plan.members(meeting.cohort)]
    printed = tuple(group for meeting in table for group in plan.groups(meeting))
    here = tuple(person.id for person in people if not person.gone and person.id not in absent)
    groups = regroup(here, met=met, apart=kept_apart(plan.programme, here), near=printed)
    groups = printed if {frozenset(group) for group in groups} == {frozenset(group) for group in printed} else groups
    return Tonight(table[0], groups, printed, tuple(person.id for person in people if person.id not in here))


def regroup(people: Group, *, met: Mapping[Two, int], apart: frozenset[Two], near: Groups) -> Groups:
    """Groups of two, one of three if the number is odd, in which nobody is with whom they are to be kept apart from.

    As few people as can be are alone (a second three is better), then as few as can be have met before (`met` counts
    how often), then as many as can be are together as in `near`. Up to nine people it is the best of all groupings; of
    more it cannot be bettered by putting the people of any three groups otherwise.
    """
    weights = _Weights(met, apart, frozenset(twos(near)))
    if len(people) <= EXACT:
        return _in_order(weights.best(people), people)
    groups = list(_begin(people, near))
    while better := weights.better(groups):
        groups = better
    return _in_order(groups, people)


def _begin(people: Group, near: Groups) -> Groups:
    """The groups of `near`, whoever is left over there in twos, and the last one with the first pair."""
    here = (tuple(id for id in group if id in people) for group in near)
    whole = [group for group in here if len(group) == 2]
    rest = [id for id in people if not any(id in group for group in whole)]
    whole += [(one, other) for one, other in zip(rest[::2], rest[1::2], strict=False)]
    return ((*whole[0], rest[-1]), *whole[1:]) if len(rest) % 2 else tuple(whole)


def _in_order(groups: Iterable[Group], people: Group) -> Groups:
    place = {id: number for number, id in enumerate(people)}
    return tuple(
        sorted((tuple(sorted(group, key=place.__getitem__)) for group in groups), key=lambda group: place[group[0]])
    )


@dataclass(frozen=True)
class _Weights:
    """What a grouping is weighed by."""

    met: Mapping[Two, int]
    apart: frozenset[Two]
    near: frozenset[Two]

    def weight(self, group: Group) -> int | None:
        """How little a group is wanted; None where it may not be."""
        pairs = [frozenset(two) for two in combinations(group, 2)]
        if self.apart.intersection(pairs):
            return None
        return (
            sum(_REPEAT * self.met.get(two, 0) ** 2 + (two not in self.near) for two in pairs)
            + {1: _ALONE, 2: 0, 3: _THREE}[len(group)]
        )

    def best(self, people: Group) -> Groups:
        """The best of all groupings of a few people."""

        @cache
        def weigh(left: Group) -> tuple[int, Groups]:
            if not left:
                return 0, ()
            first, rest = left[0], left[1:]
            found: tuple[int, Groups] | None = None
            for group in ((first, *others) for size in (2, 3, 1) for others in combinations(rest, size - 1)):
                weight = self.weight(group)
                if weight is None:
                    continue
                more, groups = weigh(tuple(id for id in rest if id not in group))
                if found is None or weight + more < found[0]:
                    found = weight + more, (group, *groups)
            assert found is not None  # everyone alone is always possible
            return found

        return weigh(people)[1]

    def better(self, groups: Sequence[Group]) -> list[Group] | None:
        """The grouping in which the people of some groups sit better; None where there is none."""
        for some in combinations(range(len(groups)), min(3, len(groups))):
            before = [groups[number] for number in some]
            if not self.total(before):
                continue
            after = self.best(tuple(id for group in before for id in group))
            if self.total(after) < self.total(before):
                return [*(group for number, group in enumerate(groups) if number not in some), *after]
        return None

    def total(self, groups: Iterable[Group]) -> float:
        """The weight of some groups; endless where one may not be."""
        weights = [self.weight(group) for group in groups]
        return sum(weight if weight is not None else float("inf") for weight in weights)
