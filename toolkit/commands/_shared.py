"""What every verb shares: options that may stand before or after the verb, and how it talks."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.jobs.personal import Personal
    from toolkit.model.plan import Plan
    from toolkit.reading.shelves import Shelves

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Context:
    """What was asked for: the folder, extra shelves, the moment that counts as now, how much to say, and in colour or
    not.

    `finished` is what a run did that was cut off and that this one finished; `root` the programme folder, once it was
    looked for.
    """

    folder: Path | None = None
    shelf: tuple[Path, ...] = ()
    now: datetime.datetime | None = None
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False
    ask: bool = True
    finished: str = ""
    root: Path | None = None

    @property
    def today(self) -> datetime.date:
        """The day that counts as today. Only here the clock is read."""
        return (self.now or datetime.datetime.now()).date()

    @property
    def moment(self) -> datetime.datetime:
        """The moment that counts as now: with the machine's zone, or as --now gives it."""
        return self.now or datetime.datetime.now().astimezone()

    @property
    def colour(self) -> bool:
        """Whether to write in colour: not with --no-color or NO_COLOR, else where FORCE_COLOR asks for it, or a
        terminal does and nobody's own defaults say no."""
        if self.no_color or os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not self.personal.no_color

    @property
    def personal(self) -> Personal:
        """The defaults of whoever runs this, from their own file and the PROGRAMME_ variables."""
        from toolkit.jobs.personal import read_personal

        return read_personal(os.environ)

    @property
    def terminal(self) -> bool:
        """Whether somebody is there to answer."""
        return self.ask and sys.stdin is not None and sys.stdin.isatty()

    @property
    def shelves(self) -> tuple[Path, ...]:
        """The folders of --shelf, then those of PROGRAMME_SHELF. WrongUsage for one that is not there."""
        named = os.environ.get("PROGRAMME_SHELF", "").split(os.pathsep)
        return (*self.shelf, *(_shelf("PROGRAMME_SHELF", name) for name in named if name))

    def find_folder(self, given: Path | None = None) -> Path:
        """The programme folder: the argument, -C, or the current folder or its nearest parent that is one."""
        from pathlib import Path

        asked = given or self.folder
        here = asked.resolve() if asked is not None else Path.cwd()
        nearest = (folder for folder in (here, *here.parents) if (folder / "programme.yaml").is_file())
        return here if asked is not None else next(nearest, here)

    def programme_folder(self, given: Path | None = None) -> Path:
        """As `find_folder`; what a run that was cut off left undone there is finished first."""
        folder = self.root = self.find_folder(given)
        from toolkit.jobs.folder import finish_cut_off

        self.finished = finish_cut_off(folder) or self.finished
        return folder

    def open_shelves(self, folder: Path | None = None) -> Shelves:
        """The shelves that count for a programme folder, or without one."""
        from toolkit.jobs.folder import open_shelves

        return open_shelves(folder, extra=self.shelves)

    def plan(self) -> Plan:
        """The plan of the programme folder. ProblemsFound where anything in it is an error."""
        from toolkit.jobs.examine import read_and_plan

        folder = self.root or self.programme_folder()
        return read_and_plan(folder, self.open_shelves(folder), today=None)[0]

    def place(self, name: str) -> str:
        """How a file that a problem names is found from here; of a shelf's file with the shelf's name."""
        if self.root is None:
            return name
        from toolkit.commands._places import place_from_here

        shown, shelf = place_from_here(name, self.root, shelves=self.open_shelves)
        return f"[{shelf}] {shown}" if shelf else shown

    def say(self, text: str, *, detail: bool = False) -> None:
        """Talk, on stderr; nothing with -q, details only with -v."""
        if not self.quiet and (self.verbose or not detail):
            click.echo(text, err=True)


def echo_json(data: object) -> None:
    """The data of a job, for programs, on stdout."""
    import json

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def read_moment(context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime.datetime | None:
    """`--now 2027-01-19`, `2027-01-19T18:30` or `Tue 19 Jan 18:30`, of the year that is nearest to the clock's."""
    if value is None:
        return None
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        found = _typed_moment(value)
    if not context.resilient_parsing:  # a shell completes the line: nothing is said
        from toolkit.words.filters import date_words

        click.echo(f"“{value}” is {date_words(found.date())}.", err=True)
    return found


def _typed_moment(text: str) -> datetime.datetime:
    from toolkit.jobs.typed_days import read_full_day, split_typed_time

    try:
        day, time = split_typed_time(text)
        return datetime.datetime.combine(read_full_day(day, near=Context().today), time or datetime.time())
    except ValueError:
        raise click.BadParameter("write a date like 2027-01-19, with T18:30 behind it where the time matters") from None


# Those that are eager are known before any date is read, which `tomorrow` needs.
_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (
        ("-C", "folder"),
        {
            "type": click.Path(),
            "metavar": "DIR",
            "is_eager": True,
            "help": "The programme folder (default: here or the nearest parent).",
        },
    ),
    (
        ("--shelf",),
        {
            "type": click.Path(),
            "multiple": True,
            "is_eager": True,
            "metavar": "DIR",
            "help": "A folder with more cities, documents or templates.",
        },
    ),
    (
        ("--now",),
        {
            "metavar": "DATE",
            "is_eager": True,
            "callback": read_moment,
            "help": "Take this day (or DATETHH:MM) for today.",
        },
    ),
    (("-q", "--quiet"), {"is_flag": True, "default": None, "help": "Say only what went wrong."}),
    (("-v", "--verbose"), {"is_flag": True, "default": None, "help": "Say more."}),
    (("--no-color",), {"is_flag": True, "default": None, "help": "No colours (NO_COLOR does the same)."}),
    (("--no-input",), {"is_flag": True, "default": None, "help": "Ask nothing: every question takes its default."}),
)


def shared_options(function: Function) -> Function:
    """Adds the shared options to a verb and hands it a `Context` as its first argument; an option after the verb wins
    over one before it."""
    from functools import wraps

    @wraps(function)
    def called(*args: Any, **values: Any) -> Any:
        click_context = click.get_current_context()
        context = click_context.ensure_object(Context)
        take_options(
            context,
            {name: values.pop(name) for name in ("folder", "shelf", "now", "quiet", "verbose", "no_color", "no_input")},
        )
        return function(context, *args, **values)

    for names, settings in reversed(_OPTIONS):
        called = click.option(*names, **settings)(called)
    return called  # type: ignore[return-value]


def _shelf(said_by: str, name: str) -> Path:
    """A shelf's folder. WrongUsage where there is none: what it holds would silently be missing."""
    from pathlib import Path

    from toolkit.problems import WrongUsage

    if not Path(name).is_dir():
        raise WrongUsage(f"{said_by}: there is no folder {name}.")
    return Path(name).resolve()


def take_options(context: Context, values: dict[str, Any]) -> None:
    """Puts the options that were given into the context. Paths are made here, since `--help` needs none and pathlib
    costs it time."""
    from pathlib import Path

    if values["shelf"]:
        context.shelf = (*context.shelf, *(_shelf("--shelf", name) for name in values["shelf"]))
    if values["folder"] is not None:
        context.folder = Path(values["folder"])
    if values["no_input"]:
        context.ask = False
    for name in ("now", "quiet", "verbose", "no_color"):
        if values[name] is not None:
            setattr(context, name, values[name])


def take_known(context: Context, click_context: click.Context) -> None:
    """Puts the options into the context that are known while the words of a command are still being read."""
    values = click_context.params
    given = {name: values.get(name) for name in ("folder", "shelf", "now", "quiet", "verbose", "no_color", "no_input")}
    known_kinds = (str, tuple, bool, datetime.datetime)  # what is not given yet has a mark of the library's own
    take_options(context, {name: value if isinstance(value, known_kinds) else None for name, value in given.items()})
