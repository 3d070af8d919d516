"""Limits of time and memory where the system itself keeps none: no timer as on Windows, no /proc as there and on
macOS."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from toolkit import limits
from toolkit.limits import TooLong, memory_limit, time_limit


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(limits, "_STATM", tmp_path / "none")
    yield
    assert [thread for thread in threading.enumerate() if thread.daemon and thread.name.endswith("(look)")] == []


def go_round(times: int) -> int:
    return sum(number % 7 for number in range(times))


def test_work_that_does_not_end_is_ended() -> None:
    with pytest.raises(TooLong), time_limit(0.2):
        while True:
            go_round(1000)


def test_an_end_that_a_library_swallows_comes_again() -> None:
    ends = 0
    with pytest.raises(TooLong), time_limit(0.1):
        while ends < 2:
            try:
                while True:
                    go_round(1000)
            except TooLong:
                ends += 1
    assert ends == 2


def test_what_ends_in_time_is_left_alone_and_so_is_what_comes_after() -> None:
    with time_limit(0.5):
        found = go_round(1000)
    assert found == go_round(1000)
    go_round(20_000_000)


def test_a_text_that_grows_past_its_limit_is_ended() -> None:
    kept: list[bytes] = []
    with pytest.raises(MemoryError), memory_limit(64 * 2**20):
        while len(kept) < 10_000:
            kept.append(bytes(2**20) + b"1")
            go_round(1000)
    assert len(kept) < 10_000


def test_a_text_within_its_limit_is_made() -> None:
    with time_limit(30), memory_limit(256 * 2**20):
        made = bytes(2**20)
    assert len(made) == 2**20


def test_of_two_limits_the_one_that_is_passed_is_told() -> None:
    with pytest.raises(TooLong), memory_limit(2**30), time_limit(0.2):
        while True:
            go_round(1000)
    with pytest.raises(MemoryError), memory_limit(32 * 2**20), time_limit(60):
        kept = [bytes(2**20) + b"1" for _ in range(10_000) if go_round(1000)]
        kept.clear()


def test_an_error_of_the_work_itself_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="mine"), time_limit(5):
        raise ValueError("mine")
    with suppress(TooLong), time_limit(0.1):
        go_round(50_000_000)
