"""What one piece of work may take: seconds of this process's own work, bytes of memory."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MOST_MEMORY = 768 * 1024 * 1024
"""Bytes that the text of one document, or its pages, may take while they are made; the largest shipped one takes a
tenth."""

_STATM = Path("/proc/self/statm")


class TooLong(Exception):
    """The work takes longer than it may. Raised again every second, since a library may swallow it once."""


class TooLarge(Exception):
    """A text grows past its limit."""


class LimitsMissing(RuntimeError):
    """The limits cannot hold here: they are asked for outside the main thread. The work is for a process of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of this process's own work, at the end at the latest: a library may swallow
    it and go on without what it drew.

    By the timer of Unix; where there is none, by a thread that looks. Raises LimitsMissing outside the main thread,
    which alone hears the timer.
    """
    need_main_thread()
    if not hasattr(signal, "setitimer"):
        end = time.process_time() + seconds
        with _watched(lambda: time.process_time() > end, TooLong):
            yield
        return

    passed = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal passed
        passed = True
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if passed:
        raise TooLong


@contextmanager
def memory_limit(most: int) -> Iterator[None]:
    """MemoryError once this process takes that many bytes more than it has now.

    Linux keeps to the limit; elsewhere a thread looks ten times a second at what lies in memory. Raises LimitsMissing
    outside the main thread: the limit is one for the whole process, and of two at a time the one that ends last would
    stay.
    """
    need_main_thread()
    if not _STATM.exists():
        from psutil import Process

        most += Process().memory_info().rss
        with _watched(lambda: Process().memory_info().rss > most, MemoryError):
            yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + most
    known = [limit for limit in (before, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextmanager
def _watched(passed: Callable[[], bool], error: type[BaseException]) -> Iterator[None]:
    """Raise the error in this thread as soon as a second one finds that the limit is passed, and again each second."""
    import ctypes

    here = ctypes.c_ulong(threading.get_ident())
    raise_here = ctypes.pythonapi.PyThreadState_SetAsyncExc
    done, over = threading.Event(), threading.Event()

    def look() -> None:
        wait = 0.1
        while not done.wait(wait):
            if passed():
                over.set()
                raise_here(here, ctypes.py_object(error))
                wait = 1

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        while watcher.is_alive():  # the error may come while we are here, too
            with suppress(error):
                done.set()
                watcher.join()
        raise_here(here, None)
    if over.is_set():
        raise error


def need_main_thread() -> None:
    """LimitsMissing outside the main thread, on every system alike, so that what runs on one does not stop on
    another."""
    if threading.current_thread() is not threading.main_thread():
        raise LimitsMissing("Limits of time and memory hold in the main thread alone: do this in a process of its own.")
