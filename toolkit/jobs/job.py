"""What makes a function a job: something that a face (the command, a web page, another machine) may ask for."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from toolkit.limits import need_main_thread
from toolkit.model.fields import forget_zone_names

P = ParamSpec("P")
T = TypeVar("T")


def job(function: Callable[P, T]) -> Callable[P, T]:
    """The same function, which now gives the same on every machine, whoever calls it: zones come from the tzdata
    package alone."""

    @wraps(function)
    def asked(*values: P.args, **named: P.kwargs) -> T:
        if zoneinfo.TZPATH:
            zoneinfo.reset_tzpath(to=())
            zoneinfo.ZoneInfo.clear_cache()
            forget_zone_names()
        return function(*values, **named)

    return asked


def own_process(function: Callable[P, T]) -> Callable[P, T]:
    """A job that renders templates, prints, or reads a stranger's calendar, within limits of time and memory: these
    hold in the main thread of a process alone, so a face with threads gives it a process of its own.

    Asked elsewhere it refuses (LimitsMissing) before it has done anything. `needs_process` tells such a job.
    """

    @wraps(function)
    def asked(*values: P.args, **named: P.kwargs) -> T:
        need_main_thread()
        return function(*values, **named)

    asked.__dict__[_OWN] = True
    return asked


_OWN = "needs_process"


def needs_process(function: Callable[..., object]) -> bool:
    """Whether a job is to be asked in a process of its own."""
    return _OWN in vars(function)
