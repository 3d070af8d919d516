"""The times that a row says, for every face."""

from __future__ import annotations

from toolkit.jobs.times import times_of


def test_both_kinds_of_times_are_read_and_what_cannot_be_is_left_out() -> None:
    free, perhaps = times_of({"available": "Mon 18:00-20:00", "if_needed": "late", "name": "Ann"})
    assert free == ((18 * 60, 20 * 60),)
    assert perhaps == ()
    assert times_of({}) == ((), ())


def test_times_for_need_are_read_apart() -> None:
    assert times_of({"if_needed": "Mon 18:00-20:00"}) == ((), ((18 * 60, 20 * 60),))
