"""The first page as it is opened on a day: its script sorts what is next, what is to be done and what is over."""

from __future__ import annotations

import datetime
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.test_index import index, plan
from tests.outputs import readers
from toolkit.model.plan import Deadline, Plan

HERE = Path(readers.__file__).parent


pytestmark = pytest.mark.slow


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path / "index.html")


class Opened:
    """Opens the page of a plan; a section's text is as it is read, with what is folded away in square brackets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.page = ""

    def at(self, moment: str, of: Plan | None = None) -> Opened:
        """As it is at a moment of the machine's own clock."""
        self.path.write_text(index(of), "utf-8")
        done = subprocess.run(
            ["node", HERE / "page_at.mjs", self.path, moment], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        self.page = done.stdout
        return self

    def section(self, name: str) -> str:
        found = re.search(rf'<section[^>]*id="{name}">(.*?)</section>', self.page, re.DOTALL)
        assert found
        folded = re.sub(
            r"<summary>(Later|Earlier|Over)(.*?)</summary>(.*?)</(details)>", r"[\1\2: \3]", found[1], flags=re.DOTALL
        )
        return " ".join(re.sub(r"<.*?>", " ", folded).split())


def test_before_the_term_the_first_meeting_is_next_and_what_is_late_stands_first(opened: Opened) -> None:
    opened.at("2027-01-08T12:00")
    assert opened.section("next").startswith("Next meeting Tuesday 19 January 2027: 1. Tensors 18:30 Room 1 Run sheet")
    assert opened.section("todo") == (
        "To do this week Tue 5 Jan overdue Send the offers Tue 12 Jan Brief the facilitators"
        " [Earlier (1): Tue 1 Dec Sign-up opens Put up the poster. ]"
    )
    assert "[Over" not in opened.section("carry")


def test_what_is_further_off_than_a_week_is_folded_away(opened: Opened) -> None:
    todo = opened.at("2026-11-20T12:00").section("todo")
    assert todo.startswith("To do this week Nothing has to be done by then. [Later (3): Tue 1 Dec Sign-up opens")
    assert opened.at("2026-11-25T12:00").section("todo").startswith("To do this week Tue 1 Dec Sign-up opens")


def test_a_meeting_is_next_until_it_has_ended_and_then_lies_under_over(opened: Opened) -> None:
    first, second = "Tuesday 19 January 2027", "Tuesday 26 January 2027"
    assert opened.at("2027-01-19T20:29:59Z").section("next").startswith(f"Next meeting {first}")
    assert opened.at("2027-01-19T20:30:01Z").section("next").startswith(f"Next meeting {second}: 2. Scale")
    kept, folded = opened.section("carry").split("[Over (1):")
    assert second in kept
    assert first in folded
    opened.at("2027-02-01T12:00")
    assert opened.section("next") == "Every meeting is over"
    assert "[Over (2):" in opened.section("carry")


def test_once_the_meetings_have_begun_what_is_early_is_no_longer_overdue(opened: Opened) -> None:
    assert "overdue" in opened.at("2027-01-19T12:00").section("todo")
    assert "overdue" not in opened.at("2027-01-20T12:00").section("todo")


def test_a_room_that_is_still_missing_stays_overdue_once_they_have_begun(opened: Opened) -> None:
    booking = Deadline("room-booking", datetime.date(2026, 12, 1), "Book the rooms", "")
    of = replace(plan(), deadlines=(booking,))
    assert opened.at("2027-01-20T12:00", of).section("todo") == "To do this week Tue 1 Dec overdue Book the rooms"
