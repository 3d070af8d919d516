"""Three readers agree with zoneinfo on every calendar of hard and of random programmes."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.outputs.calendar_files import ENTRY, assert_readers_agree, calendar_of, exact, write_all
from tests.outputs.hard_plans import HOSTILE, hard_plan, random_plan
from tests.outputs.readers import Event
from toolkit.documents.calendars import ShowCancelled
from toolkit.keeping.lock import Lock, advance
from toolkit.outputs.ics import render_calendar

pytestmark = pytest.mark.usefixtures("same_zones_everywhere")


@pytest.mark.parametrize("cancelled", ["keep", "drop", "note"])
def test_three_readers_agree_with_zoneinfo_on_every_calendar_of_a_hard_plan(
    cancelled: ShowCancelled, tmp_path: Path
) -> None:
    assert_readers_agree(write_all(hard_plan(), tmp_path, cancelled=cancelled))


def random_files(numbers: range, folder: Path) -> dict[Path, list[Event]]:
    """The calendars of so many random programmes."""
    zones = sorted(
        zoneinfo.available_timezones() - {"Factory"}
    )  # not a place, but what a computer shows that was never set up
    files: dict[Path, list[Event]] = {}
    for number in numbers:
        (folder / str(number)).mkdir()
        plan = random_plan(Random(number), zones)
        files.update(write_all(plan, folder / str(number)))
    return files


def test_three_readers_agree_on_50_random_programmes(tmp_path: Path) -> None:
    assert_readers_agree(random_files(range(50), tmp_path))


@pytest.mark.slow
def test_three_readers_agree_on_500_random_programmes(tmp_path: Path) -> None:
    assert_readers_agree(random_files(range(1000, 1500), tmp_path))


@pytest.mark.slow
def test_three_readers_agree_on_a_meeting_a_month_for_three_years_in_every_zone(tmp_path: Path) -> None:
    noons = [datetime.datetime(2027, 1, 1, 12) + datetime.timedelta(days=30 * month) for month in range(36)]
    files = {}
    for zone in zoneinfo.available_timezones() - {"Factory"}:
        entries = [replace(ENTRY, uid=f"{number:02d}", start=noon, zone=zone) for number, noon in enumerate(noons)]
        path = tmp_path / f"{zone.replace('/', '-')}.ics"
        path.write_bytes(render_calendar(calendar_of(*entries), advance(Lock(), entries)))
        files[path] = sorted(map(exact, entries))
    assert_readers_agree(files)


def test_every_hostile_text_is_in_the_plan_that_the_readers_read() -> None:
    titles = {meeting.session.head.title for meeting in hard_plan().meetings}
    assert len(titles & set(HOSTILE)) >= len(HOSTILE) - 1
