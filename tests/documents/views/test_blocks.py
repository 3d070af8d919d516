"""The evening of a meeting by the clock, and what to bring."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from tests.documents.rich_plan import BLOCKS
from tests.make_plan_by_hand import make_cohort, make_meeting, make_session
from toolkit.documents.views.blocks import arrival_views, bag_view, block_views, clock_of, stand_in_views
from toolkit.model.curriculum import Block, Entry, Material
from toolkit.model.evening import StandIn, TimedBlock, TimedCheckpoint


def test_the_timeline_covers_the_whole_evening_and_labels_keep_their_distance() -> None:
    views = block_views(
        tuple(TimedBlock(block, start) for block, start in zip(BLOCKS, (0, 10, 80, 90), strict=True)), str
    )
    assert [view["left"] for view in views] == [0, 833, 6666, 7500]
    assert views[-1]["left"] + views[-1]["width"] == 10_000
    assert [view["start"] for view in views] == ["0", "10", "80", "90"]
    crowded = block_views(
        tuple(TimedBlock(BLOCKS[0].model_copy(update={"minutes": 5}), 5 * place) for place in range(24)), str
    )
    assert [view["shows_start"] for view in crowded[:4]] == [True, False, True, False]


def test_the_bag_counts_what_each_person_and_pair_needs() -> None:
    materials = [Material(what="a", per=per, number=2) for per in ("person", "pair", "cohort", "room")]
    assert [item["count"] for item in bag_view(materials, people=5)] == [10, 6, 2, 2]


def test_a_clock_on_the_wall_follows_a_change_of_clocks() -> None:
    cohort = make_cohort(zone="Europe/London")
    meeting = make_meeting(cohort, make_session(), at="2027-10-31 00:30")
    clock = clock_of(meeting.start)
    assert [clock(minutes) for minutes in (0, 60, 120)] == ["00:30", "01:30", "01:30"]


def test_checkpoints_and_stand_ins_are_told_by_the_clock() -> None:
    clock = clock_of(datetime.datetime(2027, 1, 19, 18, 30, tzinfo=ZoneInfo("Europe/London")))
    review = TimedBlock(Block(key="review", minutes=20, name="Review", who="mentor"), 100)
    arrival, nowhere = arrival_views(
        (TimedCheckpoint(1, Entry("Green"), review, 5, 20), TimedCheckpoint(2, Entry("Red"), None, 5, 20)), clock
    )
    assert (arrival["first"], arrival["last"], nowhere["first"]) == ("20:15", "20:30", "")
    fits = Block(key="a", minutes=15, if_late="one round", name="A", who="pairs")
    short, long = stand_in_views(
        (StandIn(review, fits), StandIn(review, fits.model_copy(update={"minutes": 30}))), clock
    )
    assert (short["start"], short["minutes"], short["left_out"]) == ("20:10", 15, "")
    assert (long["minutes"], long["left_out"]) == (20, "one round")


def test_a_block_says_all_that_its_page_prints() -> None:
    (view,) = block_views((TimedBlock(BLOCKS[0], 0),), lambda minutes: f"+{minutes}")
    assert view == {
        "number": 1,
        "key": "stand-up",
        "name": "Stand-up",
        "who": "all",
        "who_words": "Everyone",
        "minutes": 10,
        "least": 5,
        "start": "+0",
        "end": "+10",
        "say": "Say your number.",
        "do": "Go round.",
        "leaves": "",
        "practises": [1],
        "left": 0,
        "width": 10_000,
        "shows_start": True,
    }
    assert block_views((), str) == []


def test_who_works_is_said_in_words() -> None:
    whos = ("all", "pairs", "threes", "small-groups", "alone", "mentor", "break")
    plain = [{"key": f"k{place}", "minutes": 10, "name": who, "who": who} for place, who in enumerate(whos)]
    blocks = map(Block.model_validate, plain)
    timed = tuple(TimedBlock(block, 10 * place) for place, block in enumerate(blocks))
    assert [view["who_words"] for view in block_views(timed, str)] == [
        "Everyone", "Pairs", "Threes", "Small groups", "Alone", "With the mentor", "Break",
    ]  # fmt: skip


def test_a_clock_of_twelve_hours_says_no_half_of_the_day() -> None:
    start = datetime.datetime(2027, 1, 19, 18, 30, tzinfo=ZoneInfo("Europe/London"))
    assert (clock_of(start, 12)(0), clock_of(start)(0)) == ("6:30", "18:30")


def test_a_thing_in_the_bag_says_whose_it_is_and_whether_it_is_printed() -> None:
    (item,) = bag_view([Material(what="Card", per="pair", number=1, prints=True, who="organiser")], people=3)
    assert item == {"what": "Card", "per": "pair", "count": 2, "who": "organiser", "prints": True}
