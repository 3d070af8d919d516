"""Everyone works with everyone once before any pair meets again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.small_programme import programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.pairs import rounds


def people(count: int) -> tuple[str, ...]:
    return tuple(f"p{n}" for n in range(count))


@given(st.integers(2, 15), st.integers(1, 20))
def test_each_round_holds_everyone_once(count: int, number: int) -> None:
    for groups in rounds(people(count), number):
        assert sorted(id for group in groups for id in group) == sorted(people(count))
        assert sorted(len(group) for group in groups)[:-1] == [2] * (count // 2 - 1)
        assert max(len(group) for group in groups) == 2 + count % 2


@given(st.integers(1, 8).map(lambda half: 2 * half))
def test_an_even_number_meets_without_repetition_in_one_round_less(count: int) -> None:
    met = Counter(frozenset(pair) for groups in rounds(people(count), count - 1) for pair in groups)
    assert met == Counter({frozenset(pair): 1 for pair in combinations(people(count), 2)})


@given(st.integers(1, 7).map(lambda half: 2 * half + 1))
def test_with_an_odd_number_everyone_meets_everyone(count: int) -> None:
    met = {frozenset(two) for groups in rounds(people(count), count) for group in groups for two in combinations(group, 2)}
    assert len(met) == count * (count - 1) // 2


def test_one_person_is_alone_and_nobody_is_no_group() -> None:
    assert rounds(("a",), 2) == ((("a",),), (("a",),))
    assert rounds((), 1) == ((),)


def test_only_pairing_sessions_of_known_members_have_pairs() -> None:
    small = programme()
    assert make_plan(small).pairs == ()
    pairing = tuple(replace(session, head=session.head.model_copy(update={"kind": "pairing"})) for session in small.sessions)
    found = make_plan(replace(small, sessions=pairing)).pairs
    assert [(pairs.meeting, len(pairs.groups)) for pairs in found] == [(("a", "s1"), 1), (("a", "s2"), 1), (("a", "s3"), 1)]
