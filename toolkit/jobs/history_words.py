"""What the history calls an action: the command that does the same, with keys and ids, whatever face asked for it."""

from __future__ import annotations

import shlex


def typed(*words: str, **options: object) -> str:
    """The words, then the options that are set, in their order: `typed("move", "race", cohort="b", and_later=True)` is
    `move race --cohort b --and-later`. One that Python has a word for ends in an underscore: `from_`."""
    parts = list(words)
    for name, value in options.items():
        if value not in (None, False, ""):
            option = f"--{name.removesuffix('_').replace('_', '-')}"
            parts += [option] if value is True else [option, str(value)]
    return shlex.join(parts)
