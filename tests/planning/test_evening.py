"""A session as it is held: variants, times, items and what to drop when late."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.small_programme import programme, small_sessions
from toolkit.model.curriculum import Block, Insertion, Item, Variant
from toolkit.planning.evening import apply_variants, catch_up, delays, hold, item_time, time_blocks


def block(key: str, minutes: int = 10, *, least: int | None = None, cut: int | None = None) -> Block:
    return Block(key=key, minutes=minutes, least=least, cut=cut, name=key.title(), who="all")


def keys(*variants: Variant) -> list[str]:
    return [one.key for one in apply_variants((block("a"), block("b")), variants)]


def test_variants_drop_replace_and_insert_in_order() -> None:
    after = Variant(lost="x", drop=("b",), insert=(Insertion(after="a", block=block("c")), Insertion(after="start", block=block("d"))))
    assert keys(after) == ["d", "a", "c"]
    assert keys(after, Variant(lost="y", drop=("c",))) == ["d", "a"]
    assert keys(Variant(lost="z", insert=(Insertion(after="nowhere", block=block("e")),))) == ["a", "b", "e"]


def test_a_variant_counts_only_in_its_mode() -> None:
    session = small_sessions()[0]
    there = hold(session, mode="online-peer", reading="before", resources={})
    here = hold(session, mode="in-person-peer", reading="before", resources={})
    assert [timed.block.who for timed in there.blocks] == ["all", "alone", "all"]
    assert (there.lost, here.lost) == (("Nobody can touch the paper.",), ())


def test_reading_inside_turns_preparation_into_further_reading() -> None:
    session, resources = programme().sessions[0], programme().resources
    before = hold(session, mode="in-person-peer", reading="before", resources=resources)
    inside = hold(session, mode="in-person-peer", reading="inside", resources=resources)
    assert [item.when for item in before.items] == ["before"]
    assert [item.when for item in inside.items] == ["further", "inside"]
    assert (before.load, inside.load) == (10, 0)


def test_an_item_takes_its_own_minutes_before_those_of_the_part() -> None:
    boats = programme().resources["boats"]
    assert item_time(Item(use="boats", when="before"), boats) == (25, "counted", "4000 words at 160 a minute")
    assert item_time(Item(use="boats", when="before", minutes=5, basis="tried"), boats) == (5, "tried", "")
    assert item_time(Item(use="boats", part="chapter 9", when="before"), boats) == (None, None, "")
    assert item_time(Item(use="boats", when="before"), None) == (None, None, "")


def test_long_evenings_plan_for_half_an_hour_short_ones_for_a_third() -> None:
    assert delays(180) == (10, 20, 30)
    assert delays(60) == (10, 20)
    assert delays(20) == ()


def test_blocks_are_shortened_in_the_order_of_cut_until_enough_is_saved() -> None:
    (ten, twenty, _) = catch_up(time_blocks((block("a", 30, least=25, cut=2), block("b", 60, least=48, cut=1), block("c", 30))))
    assert (ten.blocks, ten.ends_on_time) == ((("B", 60, 50),), True)
    assert (twenty.blocks, twenty.saved, twenty.ends_on_time) == ((("B", 60, 48), ("A", 30, 25)), 17, False)


blocks = st.lists(
    st.tuples(st.integers(1, 90), st.integers(0, 90), st.none() | st.integers(1, 9)).map(
        lambda row: block("x", row[0], least=min(row[0], row[1]), cut=row[2])
    ),
    min_size=1,
    max_size=8,
)


@given(blocks)
def test_no_block_is_cut_below_its_least_nor_more_than_the_delay(given_blocks: list[Block]) -> None:
    for cut in catch_up(time_blocks(given_blocks)):
        assert cut.saved == sum(before - after for _, before, after in cut.blocks) <= cut.late
        spare = sum(one.minutes - (one.least or 0) for one in given_blocks if one.cut is not None)
        assert cut.saved == min(cut.late, spare)
