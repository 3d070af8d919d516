"""`programme build`: all outputs into out/."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from toolkit.commands._shared import Context, shared_options
from toolkit.keeping.manifest import build_key, is_fresh, read_manifest
from toolkit.problems import ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from toolkit.documents.calendars import Cancelled
    from toolkit.jobs.build import Options, Report
    from toolkit.keeping.manifest import Manifest


CANCELLED: tuple[Cancelled, ...] = ("keep", "drop", "note")
UP_TO_DATE = "Nothing to do: everything in out/ is up to date."


class Kind(click.ParamType[str]):
    """A kind of file from the table of formats, which is opened only when it is asked about: where nothing is to be
    done, no format is imported."""

    name = "kind"

    @property
    def choice(self) -> click.Choice[str]:
        """The kinds that there are."""
        from toolkit.outputs.formats import kinds

        return click.Choice(kinds())

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self.choice.get_metavar(param, ctx)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self.choice.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return self.choice.shell_complete(ctx, param, incomplete)


@click.command(name="build", epilog="Example: programme build --only ics")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--only", type=Kind(), help="One kind of file (site: web pages and texts).")
@click.option("--document", metavar="NAME", help="One type of document, such as pack or poster.")
@click.option("--cohort", metavar="KEY", help="What is made for one cohort.")
@click.option("--meeting", metavar="SESSION", help="What is made for one session, by key or number.")
@click.option(
    "--cancelled",
    type=click.Choice(CANCELLED),
    help="Cancelled meetings in calendars: keep, drop, or note as an all-day entry (default: as built last, or keep).",
)
@click.option(
    "--invitations", is_flag=True, help="Also an invitation, or its withdrawal, to each person for each meeting."
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
    cancelled: Cancelled | None,
    invitations: bool,
    dry_run: bool,
) -> int:
    """Make syllabus, packs, calendars, sheets and texts; what is up to date is left alone.

    Open out/index.html afterwards: it says what was made, for whom and how many to print.
    """
    began = time.monotonic()
    folder = context.programme_folder(directory)
    before = read_manifest(folder)
    last = next((mode for mode in CANCELLED if mode == before.cancelled), CANCELLED[0])
    shown = cancelled or last
    key = build_key(repr((shown, invitations, [str(shelf) for shelf in context.shelves])))
    narrow = any((only, document, cohort, meeting))
    if not narrow and is_fresh(before, folder, key=key):
        _tell_boxes(context, before)
        context.say(UP_TO_DATE)
        return 0
    from toolkit.jobs.build import Options, build
    from toolkit.jobs.examine import read_and_plan

    shelves = context.open_shelves(folder)
    options = Options(
        only=only, document=document, cohort=cohort, meeting=meeting, cancelled=shown, invitations=invitations
    )
    if narrow or dry_run:
        plan, types, _base, _problems = read_and_plan(folder, shelves, today=context.today)
        options = _settled(options, [type_.name for type_ in types], plan=plan)
    if dry_run:
        context.say("The programme is in order; `programme build` would bring out/ up to date. Nothing was written.")
        return 0
    report = build(folder, shelves, options=options, key=key, today=context.today, progress=_Progress(context, began))
    return _tell(context, report, folder=folder, seconds=time.monotonic() - began)


def _tell_boxes(context: Context, manifest: Manifest) -> None:
    """P104 for what the last build could not print. It remembers places only: names stay in people/."""
    if not manifest.boxes:
        return
    from toolkit.commands._problem_text import render_problems
    from toolkit.problems import Problem

    found = [
        Problem(
            file,
            line,
            column,
            "P104",
            "Some letters are empty boxes: no font here has them.",
            f"Install {package}, then build again.",
            package,
        )
        for package, (file, line, column) in manifest.boxes.items()
    ]
    context.say(render_problems(found, colour=context.colour, place=context.place))


def _settled(options: Options, types: list[str], *, plan: object) -> Options:
    """The options with keys for what was named; WrongUsage for names that belong to nothing."""
    from dataclasses import replace

    from toolkit.model.plan import Plan
    from toolkit.planning.names import find_cohort, find_session
    from toolkit.reading.records import nearest

    assert isinstance(plan, Plan)
    if options.document and options.document not in types:
        raise WrongUsage(f"There is no document “{options.document}”. {nearest(options.document, types)}")
    cohort = find_cohort(plan.programme, options.cohort) if options.cohort else None
    return replace(options, cohort=cohort, meeting=find_session(plan, options.meeting) if options.meeting else None)


class _Progress:
    """Names the document being made, on a terminal only and past one second only."""

    def __init__(self, context: Context, began: float) -> None:
        self.shown = sys.stderr.isatty() and not context.quiet
        self.began = began

    def __call__(self, path: str) -> None:
        if self.shown and time.monotonic() - self.began > 1:
            click.echo(f"\r\x1b[K  {path}", nl=False, err=True)


def _tell(context: Context, report: Report, *, folder: Path, seconds: float) -> int:
    if sys.stderr.isatty() and not context.quiet and seconds > 1:
        click.echo("\r\x1b[K", nl=False, err=True)
    warnings = [problem for problem in report.problems if problem.level == "warning"]
    if warnings:
        from toolkit.commands._problem_text import render_problems

        context.say(render_problems(warnings, colour=context.colour, place=context.place))
    advice = sum(problem.level == "advice" for problem in report.problems)
    if advice:
        context.say(f"{advice} things are not known yet; `programme check` lists them.")
    too_large = [problem for problem in report.problems if problem.level == "error"]
    if not (report.made or report.removed or report.missing or too_large):
        context.say(UP_TO_DATE)
        return 0
    for path in report.made:
        context.say(f"  made {path}", detail=True)
    removed = f", {len(report.removed)} taken away" if report.removed else ""
    context.say(f"{len(report.made)} files made, {len(report.same)} were up to date{removed}, in {seconds:.1f} s.")
    if (folder / "out" / "index.html").is_file():
        context.say(f"Open {folder / 'out' / 'index.html'}")
    if report.missing:
        raise report.missing
    if too_large:
        raise ProblemsFound(too_large)
    return 0
