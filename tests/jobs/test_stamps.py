"""The calendar lock after a change by a verb: what changes now has the verb's moment, what changed by hand its own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.small_programme import programme
from toolkit.documents.calendars import ShowCancelled, all_entries
from toolkit.jobs.stamps import advanced
from toolkit.keeping.lock import Lock, Version, advance, read_lock, write_lock
from toolkit.model.plan import Plan
from toolkit.planning.make_plan import make_plan

NOW = datetime.datetime(2027, 1, 15, 12, 0, 0, 7)
UTC = datetime.UTC
MOVED = {"cohort": "a", "session": "s2", "date": "2027-01-28", "decided": "2027-01-10"}
OFF = {"cohort": "a", "session": "s1", "cancelled": "drop", "decided": "2027-01-10"}


def plan(*changes: dict[str, Any], zone: str = "Asia/Seoul") -> Plan:
    """Sessions s1 to s3 of one cohort."""
    return make_plan(programme(changes=list(changes), zone=zone))


def lock(plan: Plan, shown: ShowCancelled = "keep") -> str:
    return write_lock(advance(Lock(), all_entries(plan, shown)))


def version(lock: str, session: str) -> Version:
    return next(version for uid, version in read_lock(lock).versions.items() if f".a.{session}@" in uid)


@pytest.mark.parametrize(
    ("now", "zone", "moment"),
    [
        (NOW, "Asia/Seoul", datetime.datetime(2027, 1, 15, 3, tzinfo=UTC)),
        (NOW, "", datetime.datetime(2027, 1, 15, 12, tzinfo=UTC)),
        (NOW.replace(tzinfo=UTC), "Asia/Seoul", datetime.datetime(2027, 1, 15, 12, tzinfo=UTC)),
    ],
)
def test_what_changes_has_the_moment_in_utc_and_all_else_stays(
    now: datetime.datetime, zone: str, moment: datetime.datetime
) -> None:
    before = lock(plan(zone=zone))
    after = advanced(before, plan(zone=zone), after=plan(MOVED, zone=zone), now=now)
    assert (version(after, "s2").sequence, version(after, "s2").modified) == (1, moment)
    assert version(after, "s1") == version(before, "s1")


def test_what_was_changed_by_hand_before_keeps_the_day_on_which_that_was_decided() -> None:
    late = {"cohort": "a", "session": "s3", "time": "20:00", "decided": "2027-01-14"}
    after = advanced(lock(plan()), plan(MOVED), after=plan(MOVED, late), now=NOW)
    assert version(after, "s2").modified.date() <= datetime.date(2027, 1, 10)
    assert version(after, "s3").modified == datetime.datetime(2027, 1, 15, 3, tzinfo=UTC)


@pytest.mark.parametrize("shown", ["keep", "note"])
def test_cancelled_meetings_are_as_the_last_build_showed_them(shown: ShowCancelled) -> None:
    before = lock(plan(OFF), shown)
    assert advanced(before, plan(OFF), after=plan(OFF), now=NOW) == before
    after = advanced(before, plan(OFF), after=plan(OFF, MOVED), now=NOW)
    assert version(after, "s1") == version(before, "s1")
    assert version(after, "s2").sequence == 1
