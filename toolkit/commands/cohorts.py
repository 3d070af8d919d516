"""`programme cohorts`: people into groups by the times they gave; `--replan` after somebody is lost or added."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.grouping.choices import Preference
    from toolkit.grouping.problem import Effort
    from toolkit.jobs.cohorts import CohortWork
    from toolkit.jobs.forming import Formation
    from toolkit.planning.cohort_request import Wanted


@click.command(name="cohorts", epilog="Example: programme cohorts --size 4-8 --target 6")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--size", metavar="4-8", help="People in a cohort, least and most (default: the curriculum's).")
@click.option("--target", type=click.IntRange(1, 1000), metavar="6", help="The best size (default: the curriculum's).")
@click.option(
    "--meeting",
    type=click.IntRange(15, 600),
    metavar="MINUTES",
    help="Length of a meeting (default: as formed last, or the longest session).",
)
@click.option(
    "--grid",
    type=click.Choice(["15", "30", "60"]),
    help="Minutes between possible starts (default: 30, or 15 where a clock calls for it).",
)
@click.option(
    "--gap",
    type=click.IntRange(0, 120),
    metavar="MINUTES",
    help="Between two cohorts of a facilitator in different rooms, twice as long in another building (default: as"
    " formed last, or 15).",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Another number may give another plan as good."
)
@click.option(
    "--limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="End after so long with the best plan so far.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="KEY",
    shell_complete=completes("cohort"),
    help="A cohort that stays as it is; may be repeated.",
)
@click.option(
    "--prefer",
    type=click.Choice(["most", "fuller", "fewer-evenings"]),
    default="most",
    show_default=True,
    help="Which of the good plans: most people, fuller cohorts, or fewer evenings of facilitators.",
)
@click.option("--replan", is_flag=True, help="After a loss or an addition: nobody else moves, few move, or many.")
@click.option("--accept", type=click.IntRange(1), metavar="N", help="With --replan: write the N-th of its plans.")
@click.option(
    "--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md. Writes cohorts.yaml too."
)
@click.option("--dry-run", is_flag=True, help="Only show the plan.")
@shared_options
def command(
    context: Context,
    directory: Path | None,
    *,
    size: str | None,
    target: int | None,
    meeting: int | None,
    grid: str | None,
    gap: int | None,
    seed: int,
    limit: float | None,
    keep: tuple[str, ...],
    prefer: Preference,
    replan: bool,
    accept: int | None,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Group people by the times they gave, and write cohorts.yaml.

    Nobody is placed outside their times. Who has no place is listed with what would give them one. Cohorts that were
    written or edited by hand stay as they are.
    """
    from toolkit.jobs.cohorts import open_cohorts
    from toolkit.jobs.forming import read_sizes, wanted_for
    from toolkit.problems import WrongUsage

    if accept is not None and not replan:
        raise WrongUsage("--accept takes one of the plans of --replan. Give both.")
    if prefer != "most" and replan:
        raise WrongUsage("--replan has plans of its own, by how many people move: take one with --accept.")
    folder = context.programme_folder(directory)
    work = open_cohorts(folder, context.open_shelves(folder), keep=keep)
    sizes = read_sizes(work, size=size, target=target)
    wanted = wanted_for(work, sizes, minutes=meeting, grid=int(grid) if grid else None, gap=gap, everyone=replan)
    solving = watched(context, limit=limit, seed=seed)
    if replan:
        _replan(context, work, wanted=wanted, solving=solving, accept=accept, as_json=as_json, dry_run=dry_run)
    else:
        _form(context, work, wanted=wanted, solving=solving, prefer=prefer, as_json=as_json, dry_run=dry_run)
    return 0


@contextmanager
def watched(context: Context, *, limit: float | None, seed: int) -> Iterator[Effort]:
    """An effort that ends at the limit or at Ctrl-C with the best plan so far, and tells its progress on a terminal."""
    import signal
    import sys

    from toolkit.grouping.problem import Effort, Watch

    began, interrupted = time.monotonic(), list[bool]()

    def stop() -> str:
        if interrupted:
            return "interrupted"
        return "limit" if limit is not None and time.monotonic() - began >= limit else ""

    shown = sys.stderr is not None and sys.stderr.isatty() and not context.quiet
    tell = _progress(began) if shown else _silent
    before = signal.signal(signal.SIGINT, lambda *_: interrupted.append(True))
    try:
        yield Effort(seed=seed, watch=Watch(stop, tell))
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            click.echo("\r\033[K", nl=False, err=True)


def _silent(_placed: int, _bound: int) -> None:
    return None


def _progress(began: float) -> Callable[[int, int], None]:
    last = [began]

    def tell(placed: int, bound: int) -> None:
        now = time.monotonic()
        if now - began > 1 and now - last[0] > 0.2:
            last[0] = now
            gap = f", gap {100 * (bound - placed) / bound:.1f} %" if bound else ""
            click.echo(
                f"\r\033[KPlaced {placed}; no plan can place more than {bound}{gap}. {now - began:.0f} s",
                nl=False,
                err=True,
            )

    return tell


def _form(
    context: Context,
    work: CohortWork,
    *,
    wanted: Wanted,
    solving: AbstractContextManager[Effort],
    prefer: Preference,
    as_json: bool,
    dry_run: bool,
) -> None:
    from toolkit.commands._cohort_words import formation_lines
    from toolkit.commands._good_plan_words import typed_again
    from toolkit.jobs.forming import form_and_write, formation_data

    began = time.monotonic()
    with solving as effort:
        found = form_and_write(work, wanted, effort=effort, now=context.moment, dry_run=dry_run, prefer=prefer)
    if as_json:
        echo_json(formation_data(found, seconds=time.monotonic() - began))
    else:
        click.echo("\n".join(formation_lines(found, command=typed_again(click.get_current_context()))))
    _talk(context, found, dry_run=dry_run)


def _talk(context: Context, found: Formation, *, dry_run: bool) -> None:
    """What is to be said beside the result."""
    from toolkit.commands._good_plan_words import preference_not_met

    for note in found.request.notes:
        context.say(note)
    if found.broken:
        context.say(
            f"Kept as written, against a rule or more: {', '.join(found.broken)}. `programme check` names them."
        )
    if found.plan.stopped_by:
        why = "--limit" if found.plan.stopped_by == "limit" else "Ctrl-C"
        context.say(f"Cut short by {why}: this is the best plan so far, and another run may give another.")
    if note := preference_not_met(found):
        context.say(note)
    _tell_of_solver(context)
    if not found.plan.cohorts:
        formed = "was" if found.plan.stopped_by else "can be"
        context.say(f"No cohort {formed} formed; cohorts.yaml stays as it is.")
    elif not dry_run:
        context.say("Wrote cohorts.yaml. Next: programme check, then programme build.")


def _tell_of_solver(context: Context) -> None:
    from toolkit.jobs.forming import missing_solver

    if install := missing_solver():
        context.say(f"The solver is not installed, so the plan may not be the best: {install}")


def _replan(
    context: Context,
    work: CohortWork,
    *,
    wanted: Wanted,
    solving: AbstractContextManager[Effort],
    accept: int | None,
    as_json: bool,
    dry_run: bool,
) -> None:
    from toolkit.commands._cohort_words import menu_lines
    from toolkit.jobs.choosing import menu, menu_data

    began = time.monotonic()
    with solving as effort:
        found = menu(work, wanted, effort=effort, now=context.moment, accept=accept, dry_run=dry_run)
    if as_json:
        echo_json(menu_data(found, seconds=time.monotonic() - began))
    else:
        click.echo("\n".join(menu_lines(found)))
    for note in found.request.notes:
        context.say(note)
    _tell_of_solver(context)
    if accept is None:
        context.say("Nothing was written. Take one with --accept 1, 2, …")
    elif not dry_run:
        context.say(f"Wrote cohorts.yaml with plan {accept}.")
