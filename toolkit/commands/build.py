"""`programme build`: all outputs into out/."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options
from toolkit.jobs.fresh import CANCELLED, standing_of
from toolkit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from toolkit.documents.calendars import ShowCancelled
    from toolkit.jobs.build import Report
    from toolkit.jobs.options import Options
    from toolkit.model.progress import Step

MOST_JOBS = 8
"""Processes that are begun unasked: each takes 170 MB."""

UP_TO_DATE = "Nothing to do: everything in out/ is up to date."


class Kind(click.ParamType[str]):
    """A kind of file from the table of formats, which is opened only when it is asked about: where nothing is to be
    done, no format is imported."""

    name = "kind"

    @property
    def choice(self) -> click.Choice[str]:
        """The kinds that there are."""
        from toolkit.jobs.options import kinds_to_ask_for

        return click.Choice(kinds_to_ask_for())

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self.choice.get_metavar(param, ctx)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self.choice.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return self.choice.shell_complete(ctx, param, incomplete)


@click.command(name="build", epilog="Example: programme build --only ics")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--only", type=Kind(), help="One kind of file (site: web pages; mail: drafts, and what is sent by hand).")
@click.option(
    "--document",
    metavar="NAME",
    shell_complete=completes("document"),
    help="One type of document, by name or title, such as pack or poster.",
)
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="What is made for one cohort.")
@click.option(
    "--meeting",
    metavar="SESSION",
    shell_complete=completes("session"),
    help="What is made for one session, by key or number.",
)
@click.option(
    "--cancelled",
    type=click.Choice(CANCELLED),
    help="Cancelled meetings in calendars: keep, drop, or note as an all-day entry (default: as built last, or keep).",
)
@click.option(
    "--invitations", is_flag=True, help="Also an invitation, or its withdrawal, to each person for each meeting."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes lay pages out side by side (default: one for each core, at most 8).",
)
@click.option("--dry-run", is_flag=True, help="Only say whether anything would be made.")
@shared_options
def command(
    context: Context,
    directory: Path | None,
    *,
    only: str | None,
    document: str | None,
    cohort: str | None,
    meeting: str | None,
    cancelled: ShowCancelled | None,
    invitations: bool,
    jobs: int | None,
    dry_run: bool,
) -> int:
    """Make syllabus, packs, calendars, sheets and texts; what is up to date is left alone.

    Open out/index.html afterwards: it says what was made, for whom and how many to print.
    """
    began = time.monotonic()
    folder = context.programme_folder(directory)
    last = standing_of(folder, shelves=context.shelves, cancelled=cancelled, invitations=invitations)
    if last.fresh and not any((only, document, cohort, meeting)):
        _warn(context, last.problems)
        _say_what_is_not_recorded(context, folder, first_day=last.first_day)
        context.say(UP_TO_DATE)
        return 0
    from toolkit.jobs.build import build
    from toolkit.jobs.options import Options, could_build

    options = Options(
        only=only, document=document, cohort=cohort, meeting=meeting, cancelled=last.cancelled, invitations=invitations
    )
    shelves = context.open_shelves(folder)
    if dry_run:
        could_build(folder, shelves, options=options, today=context.today)
        context.say("The programme is in order; `programme build` would bring out/ up to date. Nothing was written.")
        return 0
    if missed := _without_invitations(options):
        context.say(missed)
    gc.set_threshold(700)  # as Python has it: pages leave garbage that would fill the memory
    progress = _Progress(context, began)
    report = build(
        folder, shelves, options=options, key=last.key, today=context.today, progress=progress, jobs=jobs or cores()
    )
    return _tell(context, report, folder=folder, whole=options.whole, seconds=time.monotonic() - began)


def _warn(context: Context, problems: Iterable[Problem]) -> None:
    warnings = [problem for problem in problems if problem.level == "warning"]
    if warnings:
        from toolkit.commands._problem_text import render_problems

        context.say(render_problems(warnings, colour=context.colour, place=context.place))


def _say_what_is_not_recorded(context: Context, folder: Path, *, first_day: str) -> None:
    """Past meetings without a record; nothing is read before there are any."""
    if not first_day or first_day >= context.today.isoformat():
        return
    from toolkit.commands._past_words import past_words
    from toolkit.jobs.unrecorded import unrecorded_in

    if past := past_words(unrecorded_in(folder, context.open_shelves(folder), today=context.today)):
        context.say(past)


def cores() -> int:
    """How many processes work where nobody says so."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(here, MOST_JOBS)


class _Progress:
    """How many documents are done, and the one being made, on a terminal only and past one second only; past ten
    seconds what is left, too."""

    def __init__(self, context: Context, began: float) -> None:
        self.shown = sys.stderr.isatty() and not context.quiet
        self.began = began

    def __call__(self, step: Step) -> None:
        seconds = time.monotonic() - self.began
        if self.shown and seconds > 1:
            click.echo(f"\r\x1b[K  {progress_words(step, seconds)}", nl=False, err=True)


def progress_words(step: Step, seconds: float) -> str:
    """`37 of 217, share/poster.pdf, about 20 s left`, after so many seconds; what is left is not guessed before ten."""
    said = f"{step.done} of {step.total}, {step.path}"
    if seconds < 10 or not step.share:
        return said
    left = seconds * (1 - step.share) / step.share
    return f"{said}, about {f'{left / 60:.0f} min' if left > 90 else f'{left:.0f} s'} left"


def _without_invitations(options: Options) -> str:
    """What to say where invitations were asked for and such a build writes no file of any; else nothing."""
    if not options.invitations or options.writes_invitations:
        return ""
    if options.only == "mail" and not options.narrowed:
        return "Invitations are calendar files: --only mail puts them into the drafts and writes no file of their own."
    return "--invitations: what was asked for holds no invitations. `programme build --invitations` makes them."


def _tell(context: Context, report: Report, *, folder: Path, whole: bool, seconds: float) -> int:
    from toolkit.commands._past_words import past_words
    from toolkit.words.filters import plural

    if sys.stderr.isatty() and not context.quiet and seconds > 1:
        click.echo("\r\x1b[K", nl=False, err=True)
    _warn(context, report.problems)
    advice = sum(problem.level == "advice" for problem in report.problems)
    if advice:
        verb, them = ("is", "it") if advice == 1 else ("are", "them")
        context.say(f"{plural(advice, 'thing')} {verb} not known yet; `programme check` lists {them}.")
    if past := past_words(report.unrecorded):
        context.say(past)
    too_large = [problem for problem in report.problems if problem.level == "error"]
    if not (report.made or report.removed or report.missing or too_large):
        context.say(UP_TO_DATE)
        return 0
    for path in report.made:
        context.say(f"  made {path}", detail=True)
    removed = f", {len(report.removed)} taken away" if report.removed else ""
    same = f"{len(report.same)} {'was' if len(report.same) == 1 else 'were'} up to date"
    context.say(f"{plural(len(report.made), 'file')} made, {same}{removed}, in {seconds:.1f} s.")
    index = folder / "out" / "index.html"
    if index.is_file():
        if report.removed and not whole:
            context.say("The first page still names what was taken away, until the next whole `programme build`.")
        context.say(f"Open {index}")
    if report.missing:
        raise report.missing
    if too_large:
        raise ProblemsFound(too_large)
    return 0
