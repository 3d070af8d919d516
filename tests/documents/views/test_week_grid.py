"""The drawing of cohorts in the week: every box where its meeting is, none on another, and words only where they can be
read."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.shapes.report import GridBoxView, GridView
from toolkit.documents.views.week_grid import COLUMNS, LEFT, GridMeeting, week_grid


def meeting(start: int, minutes: int = 120, key: str = "a", label: str = "Cohort A") -> GridMeeting:
    return GridMeeting(start, minutes, key, (label, "6 people", "Lantern Hall", "Wren"))


def texts(box: GridBoxView) -> list[str]:
    return [line["text"] for line in box["lines"]]


def hour(grid: GridView, name: str) -> float:
    return next(float(row["y"]) for row in grid["hours"] if row["name"] == name)


def test_a_box_stands_in_its_day_from_its_start_to_its_end() -> None:
    grid = week_grid([meeting(1440 + 18 * 60 + 30, 90)])
    (box,) = grid["boxes"]
    tuesday = grid["days"][1]
    assert tuesday["x"] < box["x"] < box["x"] + box["width"] < tuesday["x"] + tuesday["width"]
    assert abs(box["y"] - (hour(grid, "18:00") + hour(grid, "19:00")) / 2) < 2
    assert abs(box["y"] + box["height"] - hour(grid, "20:00")) < 2
    assert abs(box["middle"] - box["x"] - box["width"] / 2) < 0.2
    assert texts(box) == ["Cohort A", "6 people", "Lantern Hall", "Wren"]


def test_cohorts_at_once_stand_side_by_side_and_one_after_the_other_below() -> None:
    boxes = {
        texts(box)[0]: box
        for box in week_grid([meeting(1080, label="A"), meeting(1110, label="B"), meeting(1200, label="C")])["boxes"]
    }
    assert boxes["A"]["x"] + boxes["A"]["width"] < boxes["B"]["x"]
    assert boxes["C"]["x"] == boxes["A"]["x"]
    assert boxes["A"]["y"] + boxes["A"]["height"] < boxes["C"]["y"]


def test_what_goes_past_midnight_stays_with_its_evening() -> None:
    grid = week_grid([meeting(6 * 1440 + 23 * 60)])
    (box,) = grid["boxes"]
    assert grid["days"][6]["x"] < box["x"]
    assert [row["name"] for row in grid["hours"]] == ["23:00", "24:00", "01:00"]


def test_another_clock_stands_at_the_right_to_the_quarter_of_an_hour() -> None:
    assert [row["other"] for row in week_grid([meeting(1080)], shift=345)["hours"]] == ["23:45", "00:45", "01:45"]
    same = week_grid([meeting(1080)], shift=0)
    assert [row["other"] for row in same["hours"]] == ["18:00", "19:00", "20:00"]
    assert {row["other"] for row in week_grid([meeting(1080)])["hours"]} == {""}


def test_a_long_name_gives_way_to_the_key_and_is_told_so() -> None:
    grid = week_grid(
        [meeting(1080, key=f"k{number}", label="The Tuesday cohort of the old library") for number in range(12)]
    )
    assert {tuple(texts(box)) for box in grid["boxes"]} == {(f"K{number}",) for number in range(12)}
    assert grid["short"]
    assert not grid["gathered"]


def test_where_boxes_would_be_too_narrow_those_that_begin_together_share_one() -> None:
    grid = week_grid([meeting(1080, key=f"k{number}") for number in range(90)])
    assert [texts(box) for box in grid["boxes"]] == [["90 cohorts"]]
    assert grid["gathered"]


def test_without_cohorts_there_is_an_empty_week() -> None:
    assert (week_grid([])["boxes"], len(week_grid([])["days"])) == ([], 7)


@given(st.lists(st.tuples(st.integers(0, 10079 // 15), st.sampled_from((60, 90, 120, 180))), max_size=60))
def test_no_box_covers_another_or_leaves_the_drawing(meetings: list[tuple[int, int]]) -> None:
    grid = week_grid(
        [meeting(start * 15, minutes, key=f"k{number}") for number, (start, minutes) in enumerate(meetings)]
    )
    boxes = grid["boxes"]
    assert all(
        box["x"] >= LEFT
        and box["x"] + box["width"] <= LEFT + COLUMNS + 1
        and box["y"] > 0
        and box["y"] + box["height"] <= grid["height"]
        for box in boxes
    )
    for one, other in combinations(boxes, 2):
        across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
        down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
        assert not (across and down)
