"""The `programme` command: a lazy group of verbs, and the one place where problems become text and an exit code."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from importlib import import_module
from typing import Any

import click

from toolkit import __version__
from toolkit.commands._shared import Context, shared_options

SECTIONS = {
    "Begin": {
        "new": "Make a programme folder from a template and a city.",
        "templates": "List what can be made, and from which shelf.",
    },
    "Plan and make": {
        "check": "Find every problem in a programme's files.",
        "explain": "Say what a problem is and how to mend it, or what a word means.",
        "plan": "Show the dated timetable.",
        "build": "Make all outputs: PDFs, calendars, sheets, texts.",
    },
    "People": {
        "people": "Import, add, list, accept, withdraw, export and forget people.",
        "facilitator": "Add somebody who runs meetings.",
        "cohorts": "Group people by the times they gave.",
    },
    "When something changes": {
        "move": "Move a meeting to another date, time or room, or online.",
        "link": "Give the meetings online another link to join.",
        "cancel": "Cancel a meeting: drop, shift or double up.",
        "skip": "Leave out a day.",
        "combine": "Let two cohorts meet as one.",
        "swap": "Put somebody in a facilitator's or mentor's place.",
        "room": "Add a room, or find others when one is lost.",
        "mentor": "Go on without a mentor.",
        "undo": "Take the last change back.",
    },
    "Evening by evening": {
        "status": "What is next, missing and changed.",
        "pairs": "Who works with whom tonight, of those who came.",
        "held": "Record that a meeting took place.",
        "attend": "Record who was there, and see what follows.",
    },
    "Tell people": {
        "changes": "Say what people do not know yet, and what to print again.",
        "send": "Send the drafts by mail.",
        "publish": "Mark what people have been told.",
    },
    "Keep it in order": {
        "update": "Bring in what is new in the template.",
        "doctor": "Find what is missing on this machine.",
    },
}
"""The verbs by what one does, as the help lists them, each with its line."""
VERBS = {name: says for section in SECTIONS.values() for name, says in section.items()}


YOUNG = 100_000
"""Objects that are made before Python looks for garbage among them, of which what is imported and read holds none: with
its own 700 the search is a twelfth of a `programme check`. Before pages are laid out `build` takes it back."""


class Verb(click.Command):
    """A verb that is imported when it is asked for; its line of help is known before."""

    def __init__(self, name: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)

    @property
    def real(self) -> click.Command:
        """The command itself."""
        command = import_module(f"toolkit.commands.{self.name}").command
        assert isinstance(command, click.Command)
        return command


class LazyGroup(click.Group):
    """Knows every verb by name without importing it, so that help and suggestions are quick."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, still a stub while help or completion only list it."""
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs by what one does, all in columns of one width."""
        width = max(map(len, VERBS))
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:{width}}", says) for name, says in verbs.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is going to run."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.real if isinstance(command, Verb) else command, rest


@click.group(
    cls=LazyGroup,
    commands={name: Verb(name, help_) for name, help_ in VERBS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: programme new oxford --template engineering",
)
@click.version_option(__version__, prog_name="programme")
@shared_options
def group(context: Context) -> None:
    """From a curriculum template and a city to a programme that runs.

    Make a folder, edit programme.yaml, and build: syllabus, facilitator packs, calendars, sign-up sheets.
    """


def main() -> None:
    """Run the command and leave with its exit code: 0 fine, 1 problems, 2 usage, 3 environment, 4 would overwrite, 70
    our bug, 130 interrupted."""
    _let_others_warn()
    gc.set_threshold(YOUNG)
    sys.exit(run(sys.argv[1:]))


def _let_others_warn() -> None:
    """Where Python was told to make errors of warnings, only those of our own modules become some: no organiser can
    mend the standard library."""
    if any(action == "error" for action, *_rest in warnings.filters):
        warnings.filterwarnings("default")
        warnings.filterwarnings("error", module=r"toolkit(\.|$)")


def run(arguments: list[str]) -> int:
    """The exit code of the command with these arguments."""
    context = Context()
    try:
        result: Any = group.main(args=arguments, prog_name="programme", standalone_mode=False, obj=context)
    except click.exceptions.Abort:
        return _tell("Interrupted; nothing was left half done.", 130)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in a few words and an exit code
        return _failed(error, context)
    return result if isinstance(result, int) else 0


def _failed(error: Exception, context: Context) -> int:
    """Tells what went wrong; the exit code."""
    from toolkit.commands._option_words import said
    from toolkit.problems import EnvironmentMissing, ProblemsFound, WouldOverwrite, WrongUsage

    match error:
        case ProblemsFound():
            from toolkit.commands._problem_text import render_problems

            return _tell(render_problems(error.problems, colour=context.colour, place=context.place), 1)
        case WrongUsage():
            return _tell(f"Error: {said(error)}", 2)
        case EnvironmentMissing():
            return _tell(f"Error: {said(error)}\n  {error.hint}".rstrip(), 3)
        case WouldOverwrite():
            from toolkit.commands._problem_text import printable

            return _tell("\n".join(printable(line) for line in f"Error: {said(error)}".split("\n")), 4)
        case BrokenPipeError():
            # Python flushes stdout once more at exit
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            return 0
        case OSError():
            return _tell(
                f"Error: {error.filename or 'a file'}: {error.strerror or error}. Nothing was left half written.", 3
            )
        case _:
            return _tell(_bug(error), 70)


def _tell(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code


def _bug(error: Exception) -> str:
    """A short message, and where the traceback was written."""
    import traceback

    from toolkit.keeping.folder import write_log

    log = write_log("".join(traceback.format_exception(error)))
    return (
        f"This is a bug in programme {__version__}, not a mistake of yours ({type(error).__name__}).\nThe details are"
        f" in {log}; please report them."
    )
