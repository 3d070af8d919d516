"""Arguments of jobs as one types them here: what a job says of `week-of` is said of `--week-of`."""

from __future__ import annotations

from toolkit.problems import ChangedMeanwhile, WrongUsage, worded

_OTHERWISE = {"folder": "-C"}


def option(argument: str) -> str:
    """The option that stands for an argument of a job."""
    return _OTHERWISE.get(argument) or f"--{argument.replace('_', '-')}"


def options_in(text: str) -> str:
    """A sentence of a job with options where it names arguments."""
    return worded(text, option)


def said(error: Exception) -> str:
    """What an exception says, as it is said on a command line."""
    text = options_in(str(error))
    if isinstance(error, WrongUsage) and error.argument:
        return f"{option(error.argument)}: {text}"
    if isinstance(error, ChangedMeanwhile):
        return f"{text.removesuffix('.')}; run the command again."
    return text
