"""What a shell offers for the word that is being typed. It only looks, and where it cannot it is silent: whatever it
said would stand in the middle of somebody's line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from toolkit.commands._shared import Context, take_known

if TYPE_CHECKING:
    from toolkit.jobs.completing import Completed

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completes(kind: Completed) -> Completer:
    """The `shell_complete` of an argument or option that takes such a word."""

    def offered(click_context: click.Context, _parameter: click.Parameter, start: str) -> list[CompletionItem]:
        try:
            return _offered(kind, click_context, start=start)
        except Exception:  # noqa: BLE001 - the verb itself tells what is wrong, when it is run
            return []

    return offered


def _offered(kind: Completed, click_context: click.Context, *, start: str) -> list[CompletionItem]:
    from toolkit.commands._problem_text import printable
    from toolkit.jobs.completing import completions_of, words_beginning

    context = _context(click_context)
    known = completions_of(kind, folder=context.find_folder(_directory(click_context)), extra=context.shelves)
    # bash alone puts a word into the line as it is
    quoted = shlex.quote if os.environ.get("_PROGRAMME_COMPLETE") == "bash_complete" else str
    return [
        CompletionItem(quoted(printable(one.word)), help=" ".join(printable(one.name).split()) or None)
        for one in words_beginning(start, known)
    ]


def _context(level: click.Context) -> Context:
    """What was given before the verb and behind it; the shell has not put a home folder for ~ yet."""
    context = _context(level.parent) if level.parent else Context()
    take_known(context, level)
    context.folder = context.folder and context.folder.expanduser()
    return context


def _directory(click_context: click.Context) -> Path | None:
    """The folder that a verb takes as its argument: where an option lacks its value still, it is among the loose
    words."""
    taken = {one.name for one in click_context.command.params if isinstance(one, click.Argument)}
    for name in taken & {"directory", "place"}:
        given = [click_context.params.get(name), *map(Path, click_context.args)]
        return next((one.expanduser() for one in given if isinstance(one, Path)), None)
    return None
