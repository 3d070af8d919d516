"""Limits of time and memory: as the system itself keeps them, and `elsewhere`, where it keeps none: no timer as on
Windows, no /proc as there and on macOS."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from toolkit import limits
from toolkit.limits import TooLong, memory_limit, time_limit


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(limits, "_STATM", tmp_path / "none")
    yield
    assert [thread for thread in threading.enumerate() if thread.daemon and thread.name.endswith("(look)")] == []


def go_round(times: int) -> int:
    return sum(number % 7 for number in range(times))


@pytest.mark.usefixtures("elsewhere")
def test_work_that_does_not_end_is_ended() -> None:
    with pytest.raises(TooLong), time_limit(0.2):
        while True:
            go_round(1000)


@pytest.mark.usefixtures("elsewhere")
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


@pytest.mark.usefixtures("elsewhere")
def test_what_ends_in_time_is_left_alone_and_so_is_what_comes_after() -> None:
    with time_limit(0.5):
        found = go_round(1000)
    assert found == go_round(1000)
    go_round(20_000_000)


@pytest.mark.usefixtures("elsewhere")
def test_a_text_that_grows_past_its_limit_is_ended() -> None:
    kept: list[bytes] = []
    with pytest.raises(MemoryError), memory_limit(64 * 2**20):
        while len(kept) < 10_000:
            kept.append(bytes(2**20) + b"1")
            go_round(1000)
    assert len(kept) < 10_000


@pytest.mark.usefixtures("elsewhere")
def test_a_text_within_its_limit_is_made() -> None:
    with time_limit(30), memory_limit(256 * 2**20):
        made = bytes(2**20)
    assert len(made) == 2**20


@pytest.mark.usefixtures("elsewhere")
def test_of_two_limits_the_one_that_is_passed_is_told() -> None:
    with pytest.raises(TooLong), memory_limit(2**30), time_limit(0.2):
        while True:
            go_round(1000)
    with pytest.raises(MemoryError), memory_limit(32 * 2**20), time_limit(60):
        kept = [bytes(2**20) + b"1" for _ in range(10_000) if go_round(1000)]
        kept.clear()


@pytest.mark.usefixtures("elsewhere")
def test_an_error_of_the_work_itself_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="mine"), time_limit(5):
        raise ValueError("mine")
    with suppress(TooLong), time_limit(0.1):
        go_round(50_000_000)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer")
def test_the_timer_of_the_system_and_who_heard_it_are_given_back() -> None:
    def mine(_number: int, _frame: object) -> None: ...

    before = signal.signal(signal.SIGPROF, mine)
    try:
        with time_limit(60):
            assert signal.getsignal(signal.SIGPROF) is not mine
            assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
        assert (signal.getsignal(signal.SIGPROF), signal.getitimer(signal.ITIMER_PROF)) == (mine, (0, 0))
    finally:
        signal.signal(signal.SIGPROF, before)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer")
def test_an_end_by_the_timer_that_a_library_swallows_comes_again() -> None:
    ends, latest = 0, time.process_time() + 4
    with pytest.raises(TooLong), time_limit(0.1):
        while ends < 2 and time.process_time() < latest:
            with suppress(TooLong):
                while time.process_time() < latest:
                    go_round(1000)
            ends += 1
    assert (ends, time.process_time() < latest) == (2, True)


@pytest.mark.skipif(sys.platform != "linux", reason="memory has a limit on Linux alone")
def test_the_memory_limit_of_the_system_is_given_back_and_a_lower_one_stays() -> None:
    import resource

    there = resource.getrlimit(resource.RLIMIT_AS)
    with memory_limit(2**30):
        (held, _hard) = resource.getrlimit(resource.RLIMIT_AS)
    assert held != there[0]
    assert resource.getrlimit(resource.RLIMIT_AS) == there
    resource.setrlimit(resource.RLIMIT_AS, (held, there[1]))
    try:
        with memory_limit(2**40):
            assert resource.getrlimit(resource.RLIMIT_AS)[0] == held
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == held
    finally:
        resource.setrlimit(resource.RLIMIT_AS, there)
