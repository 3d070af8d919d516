"""A PDF engine at work stays within limits, whatever it is given."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.limits import TooLarge, TooLong, memory_limit, time_limit
from toolkit.outputs.engine import Limits


@contextmanager
def guarded(limits: Limits) -> Iterator[None]:
    """TooLarge, saying why, when it takes too long, too much memory or too many pages, or when a style makes the engine
    stumble. LimitsMissing outside the main thread."""
    try:
        with time_limit(limits.seconds), memory_limit(limits.memory):
            yield
    except TooLong:
        raise TooLarge(f"it takes more than {limits.seconds} seconds") from None
    except MemoryError:
        raise TooLarge(f"it takes more than {limits.memory // 1024 // 1024} MiB of memory") from None
    except RecursionError:
        raise TooLarge("it is nested too deep") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TooLarge(f"its style asks for sizes that no page has ({type(error).__name__})") from error


@contextmanager
def garbage_later() -> Iterator[None]:
    """Collect no garbage meanwhile: layout makes millions of objects that all live until the end; then all of it at
    once, and of it alone."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if enabled:
            gc.enable()
