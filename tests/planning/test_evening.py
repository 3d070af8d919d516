"""A session as it is held: variants, times, items and what to drop when late."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.small_programme import programme, small_sessions
from toolkit.model.curriculum import (
    Block,
    CheckpointTime,
    Entry,
    Homework,
    Insertion,
    Item,
    LabelledText,
    Material,
    Variant,
)
from toolkit.model.fields import Mode
from toolkit.planning.evening import (
    apply_variants,
    cases,
    catch_up,
    delays,
    item_time,
    make_evening,
    put_prompts,
    time_blocks,
    time_checkpoints,
)
from toolkit.planning.make_plan import make_plan


def block(key: str, minutes: int = 10, *, least: int | None = None, cut: int | None = None) -> Block:
    return Block(key=key, minutes=minutes, least=least, cut=cut, name=key.title(), who="all")


def keys(*variants: Variant) -> list[str]:
    return [one.key for one in apply_variants((block("a"), block("b")), variants)]


def test_variants_drop_replace_and_insert_in_order() -> None:
    after = Variant(
        lost="x",
        drop=("b",),
        insert=(Insertion(after="a", block=block("c")), Insertion(after="start", block=block("d"))),
    )
    assert keys(after) == ["d", "a", "c"]
    assert keys(after, Variant(lost="y", drop=("c",))) == ["d", "a"]
    assert keys(Variant(lost="z", insert=(Insertion(after="nowhere", block=block("e")),))) == ["a", "b", "e"]


def test_a_variant_counts_only_in_its_mode() -> None:
    session = small_sessions()[0]
    there = make_evening(session, mode="online-peer", reading="before", resources={})
    here = make_evening(session, mode="in-person-peer", reading="before", resources={})
    assert [timed.block.who for timed in there.blocks] == ["all", "alone", "all"]
    assert (there.lost, here.lost) == (("Nobody can touch the paper.",), ())


def test_the_last_variant_that_names_materials_gives_them() -> None:
    small = small_sessions()[0]
    variants = (
        Variant(lost="", materials=(Material(what="paper"),)),
        Variant(lost="", materials=(Material(what="glue"),)),
        Variant(lost=""),
        Variant(lost="", modes=("solo",), materials=(Material(what="a mirror"),)),
    )

    def brought(*some: Variant) -> list[str]:
        session = replace(small, head=small.head.model_copy(update={"variants": some}))
        return [
            one.what for one in make_evening(session, mode="in-person-peer", reading="before", resources={}).materials
        ]

    assert brought(*variants) == ["glue"]
    assert brought(*variants, Variant(lost="", materials=())) == []
    assert brought() == brought(Variant(lost="")) == [one.what for one in small.head.materials]


def test_reading_inside_turns_preparation_into_further_reading() -> None:
    small, resources = programme().sessions[0], programme().resources
    items = (
        Item(use="boats", part="chapter 1", when="before"),
        Item(use="boats", part="the last page", when="inside", minutes=5, basis="counted"),
    )
    session = replace(small, head=small.head.model_copy(update={"items": items}))
    before = make_evening(session, mode="in-person-peer", reading="before", resources=resources)
    inside = make_evening(session, mode="in-person-peer", reading="inside", resources=resources)
    assert [item.when for item in before.items] == ["before"]
    assert [item.when for item in inside.items] == ["further", "inside"]
    assert (before.load, inside.load) == (10, 0)


def test_what_is_read_inside_is_not_told_again_as_further_reading() -> None:
    small = programme()
    session = small.sessions[0]
    again = replace(
        session,
        head=session.head.model_copy(
            update={
                "items": (
                    Item(use="boats", part="chapter 1", when="inside"),
                    Item(use="boats", part="chapter 1", when="further"),
                )
            }
        ),
    )
    inside = make_evening(again, mode="in-person-peer", reading="inside", resources=small.resources)
    before = make_evening(again, mode="in-person-peer", reading="before", resources=small.resources)
    assert ([item.when for item in inside.items], [item.when for item in before.items]) == (["inside"], ["further"])


def test_homework_counts_under_its_reading_and_the_next_meeting_is_announced_accordingly() -> None:
    session = programme().sessions[0]
    tasks = (Homework(what="Half a page", minutes=45, reading="before"), Homework(what="A drawing", minutes=5))
    busy = replace(session, head=session.head.model_copy(update={"items": (), "homework": tasks}))
    before = make_evening(busy, mode="in-person-peer", reading="before", resources={})
    inside = make_evening(busy, mode="in-person-peer", reading="inside", resources={})
    assert (before.load, inside.load) == (50, 5)
    assert (before.next, inside.next) == ("Bring paper.", "Bring a pencil.")
    assert (
        make_evening(replace(busy, next_inside=""), mode="in-person-peer", reading="inside", resources={}).next
        == "Bring paper."
    )


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
    ten, twenty, _ = catch_up(
        time_blocks((block("a", 30, least=25, cut=2), block("b", 60, least=48, cut=1), block("c", 30)))
    )
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


def prompts(count: int) -> tuple[Entry, ...]:
    return tuple(Entry(f"Question {number}?") for number in range(1, count + 1))


def test_the_last_variant_that_names_prompts_decides_and_numbers_stay() -> None:
    session = replace(small_sessions()[0], prompts=prompts(3))
    some, none = Variant(lost="x", prompts=(1, 3)), Variant(lost="x", prompts=())
    assert [number for number, _ in put_prompts(session, ())] == [1, 2, 3]
    assert [(number, entry.title) for number, entry in put_prompts(session, (some, Variant(lost="x")))] == [
        (1, "Question 1?"),
        (3, "Question 3?"),
    ]
    assert put_prompts(session, (some, none)) == ()


def test_a_checkpoint_lies_in_the_block_it_names_unless_a_variant_moves_it() -> None:
    parts = (LabelledText("Block", "b"), LabelledText("First pair", "2"), LabelledText("Last pair", "8"))
    session = replace(small_sessions()[0], checkpoints=(Entry("Green", parts),))
    blocks = time_blocks((block("a", 30), block("b", 10)))
    (there,) = time_checkpoints(session, (), blocks=blocks)
    assert there.block is not None
    assert (there.block.start + there.first, there.block.start + there.last) == (32, 38)
    moved = Variant(lost="x", checkpoints=(CheckpointTime(number=1, block="a", first=5, last=25),))
    (here,) = time_checkpoints(session, (moved,), blocks=blocks)
    assert here.block is not None
    assert (here.block.block.key, here.first, here.last) == ("a", 5, 25)
    (gone,) = time_checkpoints(session, (), blocks=blocks[:1])
    assert gone.block is None


def test_cases_take_the_variants_texts_and_a_blank_one_is_gone() -> None:
    session = replace(small_sessions()[0], ifs=(Entry("Late", (), "Hurry."), Entry("Nobody read", (), "Read.")))
    other = Variant.model_validate({"lost": "x", "if": {"Late": "", "Site down": "Wait."}})
    assert [(entry.title, entry.text) for entry in cases(session, (other,), reading="before")] == [
        ("Nobody read", "Read."),
        ("Site down", "Wait."),
    ]
    assert [entry.title for entry in cases(session, (), reading="inside")] == ["Late"]


def test_the_peer_evenings_block_stands_in_for_the_mentors() -> None:
    one = small_sessions()[0]
    review = block("review").model_copy(update={"who": "mentor"})
    swap = block("swap").model_copy(update={"instead_of": "review"})
    inserted = Variant(
        modes=("in-person-peer",), lost="x", drop=("review",), insert=(Insertion(after="a", block=swap),)
    )
    replaced = Variant(modes=("online-peer",), lost="x", replace=(block("review"),))
    session = replace(
        one, head=one.head.model_copy(update={"blocks": (block("a"), review), "variants": (inserted, replaced)})
    )

    def stands_in(mode: Mode) -> list[tuple[int, str]]:
        evening = make_evening(session, mode=mode, reading="before", resources={})
        return [(stand_in.mentor.start, stand_in.block.key) for stand_in in evening.stand_ins]

    assert stands_in("in-person-mentored") == [(10, "swap")]
    assert stands_in("online-mentored") == [(10, "review")]
    assert stands_in("in-person-peer") == stands_in("solo") == []


def test_a_plan_has_the_evenings_of_each_session_in_every_way_that_the_curriculum_supports() -> None:
    small = programme(sessions=2)
    ways = [(mode, reading) for mode in small.curriculum.modes for reading in small.curriculum.readings]
    found = [
        (session.key, [(one.mode, one.reading) for one in evenings]) for session, evenings in make_plan(small).evenings
    ]
    assert found == [("s1", ways), ("s2", ways)]
