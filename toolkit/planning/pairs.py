"""Who works with whom: every pair meets once before any meets again.

Rounds come from the circle method (Kirkman's schedule of a round-robin tournament): one person stays, the others
rotate, so that n people (n even) have n - 1 rounds without a repeated pair. With an odd number the one who would sit out joins a pair as a third.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from toolkit.model.plan import Meeting, Pairs
from toolkit.model.programme import Programme

Groups = tuple[tuple[str, ...], ...]


def make_pairs(programme: Programme, meetings: tuple[Meeting, ...]) -> tuple[Pairs, ...]:
    """The groups of every pairing session, for cohorts whose members are known; combined cohorts keep their own pairs."""
    of_cohort: dict[str, list[Meeting]] = {}
    for meeting in filter(pairs_up, meetings):
        of_cohort.setdefault(meeting.cohort.key, []).append(meeting)
    found = []
    for cohort in programme.cohorts:
        members = tuple(id for id in cohort.members if id in programme.people.participants)
        paired = sorted(of_cohort.get(cohort.key, ()), key=lambda meeting: meeting.number)
        for meeting, groups in zip(paired, rounds(members, len(paired)), strict=True):
            found.append(Pairs(meeting.key, groups))
    return tuple(found)


def pairs_up(meeting: Meeting) -> bool:
    """Whether a meeting has a block in pairs in a pairing session, so that a list of pairs is needed."""
    return not meeting.cancelled and meeting.session.head.kind == "pairing"


def rounds(members: tuple[str, ...], count: int) -> tuple[Groups, ...]:
    """`count` rounds of groups of two (one of three if the number is odd; everyone alone below two people)."""
    if len(members) < 2:
        return (tuple((member,) for member in members),) * count
    met: Counter[frozenset[str]] = Counter()
    found = []
    for number in range(count):
        pairs, spare = _circle(members, number)
        groups = _join(pairs, spare, met)
        met.update(frozenset(two) for group in groups for two in combinations(group, 2))
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


def _join(pairs: list[tuple[str, str]], spare: str | None, met: Counter[frozenset[str]]) -> Groups:
    """The one left over joins the pair that they have met least."""
    if spare is None:
        return tuple(pairs)
    host = min(pairs, key=lambda pair: (sum(met[frozenset((spare, one))] for one in pair), pairs.index(pair)))
    return tuple((*pair, spare) if pair == host else pair for pair in pairs)
