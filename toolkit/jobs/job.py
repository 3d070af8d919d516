"""What makes a function a job: something that a face (the command, a web page, another machine) may ask for."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from toolkit.model.fields import zone_names

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
            zone_names.cache_clear()
        return function(*values, **named)

    return asked
