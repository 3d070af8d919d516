"""Everyone works with everyone once before any pair meets again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Attendance, Participant, People
from toolkit.model.plan import Plan
from toolkit.planning.make_plan import make_plan
from toolkit.planning.pairs import Tonight, pairs_tonight, regroup, rounds, twos


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
    met = {
        frozenset(two) for groups in rounds(people(count), count) for group in groups for two in combinations(group, 2)
    }
    assert len(met) == count * (count - 1) // 2


def test_one_person_is_alone_and_nobody_is_no_group() -> None:
    assert rounds(("a",), 2) == ((("a",),), (("a",),))
    assert rounds((), 1) == ((),)


def test_only_pairing_sessions_of_known_members_have_pairs() -> None:
    small = programme()
    assert make_plan(small).pairs == ()
    pairing = tuple(
        replace(session, head=session.head.model_copy(update={"kind": "pairing"})) for session in small.sessions
    )
    found = make_plan(replace(small, sessions=pairing)).pairs
    assert [(pairs.meeting, len(pairs.groups)) for pairs in found] == [
        (("a", "s1"), 1),
        (("a", "s2"), 1),
        (("a", "s3"), 1),
    ]


# those who came


def groupings(ids: tuple[str, ...]) -> list[tuple[tuple[str, ...], ...]]:
    """Every way to put people into groups of one to three."""
    if not ids:
        return [()]
    first, rest = ids[0], ids[1:]
    found = []
    for size in (0, 1, 2):
        for others in combinations(rest, size):
            left = tuple(id for id in rest if id not in others)
            found += [((first, *others), *more) for more in groupings(left)]
    return found


def judged(groups: tuple[tuple[str, ...], ...], met: Counter[frozenset[str]]) -> tuple[int, int, int]:
    """People alone, groups of three, and how often people of a group have met, squared."""
    sizes = Counter(len(group) for group in groups)
    return sizes[1], sizes[3], sum(met[two] ** 2 for two in twos(groups))


@settings(deadline=None)
@given(st.integers(1, 7), st.data())
def test_no_other_grouping_leaves_fewer_alone_or_repeats_less(count: int, data: st.DataObject) -> None:
    ids = people(count)
    pairs = [frozenset(two) for two in combinations(ids, 2)]
    met = Counter({two: data.draw(st.integers(0, 2)) for two in pairs})
    apart = frozenset(data.draw(st.lists(st.sampled_from(pairs), max_size=4))) if pairs else frozenset()
    found = regroup(ids, met=met, apart=apart, near=())
    assert sorted(id for group in found for id in group) == sorted(ids)
    allowed = [groups for groups in groupings(ids) if not apart.intersection(twos(groups))]
    assert judged(found, met) == min(judged(groups, met) for groups in allowed)


@settings(deadline=None)
@given(st.integers(2, 24), st.sets(st.integers(0, 23), max_size=6))
def test_whoever_comes_is_in_one_group_and_only_one_group_is_of_three(count: int, away: set[int]) -> None:
    ids = people(count)
    here = tuple(id for number, id in enumerate(ids) if number not in away)
    printed = rounds(ids, 1)[0]
    found = regroup(here, met={}, apart=frozenset(), near=printed)
    assert sorted(id for group in found for id in group) == sorted(here)
    if len(here) > 1:
        assert Counter(len(group) for group in found) == Counter({2: len(here) // 2 - len(here) % 2, 3: len(here) % 2})


def test_without_absences_the_printed_list_stays() -> None:
    for count in (2, 5, 8, 13):
        for groups in rounds(people(count), count):
            again = regroup(people(count), met={}, apart=frozenset(), near=groups)
            assert {frozenset(group) for group in again} == {frozenset(group) for group in groups}


def test_two_left_over_join_each_other_unless_they_have_met() -> None:
    ids, near = people(6)[1:5], (("p1", "p2"), ("p3",), ("p4",))
    assert regroup(ids, met={}, apart=frozenset(), near=near) == (("p1", "p2"), ("p3", "p4"))
    met = {frozenset(("p3", "p4")): 1}
    assert frozenset(("p3", "p4")) not in twos(regroup(ids, met=met, apart=frozenset(), near=near))


def test_people_kept_apart_are_alone_rather_than_together() -> None:
    apart = frozenset((frozenset(("p0", "p1")),))
    assert regroup(people(2), met={}, apart=apart, near=(("p0", "p1"),)) == (("p0",), ("p1",))
    assert len(regroup(people(3), met={}, apart=apart, near=())) == 2
    for groups in rounds(people(6), 8, apart=apart):
        assert frozenset(("p0", "p1")) not in twos(groups)
        assert [len(group) for group in groups] == [2, 2, 2]


def pairing_plan(*, apart: tuple[str, ...] = (), marks: tuple[tuple[str, str], ...] = (), count: int = 4) -> Plan:
    """Three pairing evenings of cohort a with members p0, p1, …; `marks` are absences as id and session."""
    small = programme(cohorts=(replace(cohort(), members=people(count)),))
    sessions = tuple(
        replace(session, head=session.head.model_copy(update={"kind": "pairing"})) for session in small.sessions
    )
    everyone = {
        id: Participant(id, id.upper(), apart=apart if id == "p0" else (), status="accepted") for id in people(count)
    }
    absences = tuple(Attendance(id, "a", session, "absent") for id, session in marks)
    return make_plan(replace(small, sessions=sessions, people=People(everyone, {}, {}, absences)))


def tonight(plan: Plan, session: str, *absent: str) -> Tonight:
    meeting = plan.meeting("a", session)
    assert meeting is not None
    return pairs_tonight(plan, meeting, absent=absent)


def test_the_printed_list_keeps_people_apart() -> None:
    pair = frozenset(("p0", "p3"))
    assert any(pair in twos(pairs.groups) for pairs in pairing_plan().pairs)
    assert not any(pair in twos(pairs.groups) for pairs in pairing_plan(apart=("p3",)).pairs)


def test_people_who_were_absent_did_not_meet() -> None:
    """Of p0-p3 and p1-p2 on the first evening p3 was away, so p0 worked with p1 and p2, and p3 is still new to
    everybody."""
    plan = pairing_plan(marks=(("p3", "s1"),))
    assert tonight(plan, "s1").absent == ("p3",)
    assert tonight(plan, "s1").groups == (("p0", "p1", "p2"),)
    second = tonight(plan, "s2")
    assert any("p3" in group for group in second.groups)
    everybody = tonight(pairing_plan(), "s2")
    assert everybody.groups == everybody.printed
    assert everybody.changed == ()


def test_what_differs_from_the_printed_list_is_named() -> None:
    plan = pairing_plan()
    assert tonight(plan, "s1").printed == (("p0", "p3"), ("p1", "p2"))
    found = tonight(plan, "s1", "p3")
    assert (found.groups, found.changed, found.absent, found.alone) == (
        (("p0", "p1", "p2"),),
        (("p0", "p1", "p2"),),
        ("p3",),
        (),
    )
    assert tonight(plan, "s1", "p1", "p2", "p3").alone == ("p0",)


def test_tonight_is_the_same_however_the_absent_are_named() -> None:
    plan = pairing_plan(count=8)
    assert tonight(plan, "s2", "p1", "p6") == tonight(plan, "s2", "p6", "p1", "p1")
