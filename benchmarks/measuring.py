"""Whole processes, measured one after another."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """What a process and those that it waited for took: CPU seconds (user and system), seconds by the clock, and MiB of
    the largest of them."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], environment: Mapping[str, str], *, said: Path | None = None) -> Run:
    """One run of a command, which has to end well; what it says on stdout goes into a file, or nowhere."""
    began = time.monotonic()
    target = os.open(said or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    process = os.posix_spawn(command[0], list(command), environment, file_actions=[(os.POSIX_SPAWN_DUP2, target, 1)])
    os.close(target)
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"{' '.join(command[:6])} ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / unit)


def median(runs: Iterable[Run]) -> Run:
    """Each figure's median."""
    found = list(runs)
    return Run(*(statistics.median(getattr(one, name) for one in found) for name in ("cpu", "wall", "memory")))
