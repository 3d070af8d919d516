"""`programme attend`: who was there, and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.attend import MarksProposal
    from toolkit.jobs.attendance_report import AttendanceReport, Follows
    from toolkit.model.people import Attendance, Mark
    from toolkit.model.plan import Plan


_OPEN = f"{__name__}.open"
"""Where the option is noted whose list goes on at the end of a line."""


class WithLists(click.Command):
    """A command whose options of ids take several words: `--present p1 p2` is `--present p1 --present p2`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words behind such an option each with the option before it."""
        lists = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and parameter.metavar == "ID..."
            for name in parameter.opts
        }
        words: list[str] = []
        current, fresh = "", False
        for word in args:
            if word.startswith("-"):
                current, fresh = (word, True) if word in lists else ("", False)
            elif current and not fresh:
                words.append(current)
            else:
                fresh = False
            words.append(word)
        ctx.meta[_OPEN] = current
        return super().parse_args(ctx, words)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The next word of a list that goes on, or whatever else a command offers."""
        for parameter in self.params:
            if ctx.meta.get(_OPEN) in parameter.opts and not incomplete.startswith("-"):
                return parameter.shell_complete(ctx, incomplete)
        return super().shell_complete(ctx, incomplete)


@click.group(name="attend", invoke_without_command=True, short_help="Record who was there, and see what follows.")
@click.option(
    "--least", type=click.IntRange(min=1), metavar="N", help="People a cohort needs (default: the curriculum's least)."
)
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
@click.pass_context
def command(click_context: click.Context, context: Context, *, least: int | None, as_json: bool) -> None:
    """Show who was at which meeting, who has to catch up on what, who missed two in a row, and which cohort has become
    too small.

    Example: programme attend record 3 --cohort a --absent p07
    """
    if click_context.invoked_subcommand is not None:
        return
    from toolkit.jobs.attendance_report import attendance_data, attendance_report

    folder = context.programme_folder()
    report = attendance_report(folder, context.open_shelves(folder), now=context.moment, least=least)
    if as_json:
        echo_json(attendance_data(report))
    else:
        _report(context, report)


@command.command(name="import", short_help="Read a filled register.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@shared_options
def import_(context: Context, *, files: tuple[Path, ...], dry_run: bool) -> None:
    """Read the marks of filled registers, XLSX or CSV, as `programme build` makes them (out/private/attendance).

    Blank cells say nothing; a later mark wins over an earlier one. All or nothing.

    Example: programme attend import attendance.xlsx
    """
    from toolkit.jobs.attend import propose_marks, registered_marks

    plan = context.plan()
    marks = registered_marks(plan, files, now=context.moment)
    _record(context, propose_marks(plan, marks, now=context.moment), dry_run=dry_run)


@command.command(cls=WithLists, short_help="Say who was at a meeting.")
@click.argument("session", shell_complete=completes("session"))
@click.option(
    "--cohort",
    metavar="KEY",
    shell_complete=completes("cohort"),
    help="Of one cohort (default: of those the people are in; asked, of all whose meeting has begun).",
)
@click.option(
    "--present",
    multiple=True,
    metavar="ID...",
    shell_complete=completes("participant"),
    help="Who was there; several ids apart by spaces or commas.",
)
@click.option(
    "--absent",
    multiple=True,
    metavar="ID...",
    shell_complete=completes("participant"),
    help="Who was not. Everyone else of the cohort without a mark was there, unless --present says who.",
)
@click.option(
    "--excused",
    multiple=True,
    metavar="ID...",
    shell_complete=completes("participant"),
    help="Who was not and said so.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@shared_options
def record(
    context: Context,
    *,
    session: str,
    cohort: str | None,
    present: tuple[str, ...],
    absent: tuple[str, ...],
    excused: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Record who was at SESSION (its key or number). With no names, at a terminal: person by person, Enter for present.

    Example: programme attend record 3 --cohort a --absent p07 --excused p11
    """
    from toolkit.jobs.attend import named_marks, propose_marks

    plan = context.plan()
    named: dict[Mark, tuple[str, ...]] = {"present": present, "absent": absent, "excused": excused}
    marks = (
        named_marks(plan, session, cohort=cohort, named=named, now=context.moment)
        if any(named.values())
        else _asked(context, plan, session=session, cohort=cohort)
    )
    proposal = propose_marks(plan, marks, now=context.moment, session=session, cohort=cohort)
    _record(context, proposal, dry_run=dry_run)


def _asked(context: Context, plan: Plan, *, session: str, cohort: str | None) -> tuple[Attendance, ...]:
    """The marks that somebody at a terminal gives, person by person."""
    from toolkit.commands._attendance_words import meeting_words, who
    from toolkit.jobs.attend import checked, rolls
    from toolkit.model.people import Attendance

    called = rolls(plan, session, cohort=cohort, now=context.moment)
    if not context.terminal:
        raise WrongUsage("Say who was there: --present, --absent or --excused with ids. Nobody is here to ask.")
    marks = []
    for roll in called:
        click.echo(f"{meeting_words(plan, roll.meeting)}. Enter for present, a for absent, e for excused.", err=True)
        for person, known in roll.people:
            marks.append(Attendance(person.id, *roll.meeting.key, _ask(who(person), known)))
    return checked(plan, marks, now=context.moment)


def _ask(name: str, default: Mark) -> Mark:
    from toolkit.model.people import MARKS

    def read(text: str) -> Mark:
        word = text.strip().casefold()
        found = next((mark for mark in MARKS if word in (mark, mark[0])), None)
        if found is None:
            raise click.UsageError("Type p, a or e.")
        return found

    answer: Mark = click.prompt(f"  {name}", default=default, value_proc=read, err=True)
    return answer


def _record(context: Context, proposal: MarksProposal, *, dry_run: bool) -> None:
    """Show what the marks say, record what is new, and show what follows."""
    from toolkit.commands._attendance_words import count_words
    from toolkit.jobs.attend import record_marks

    for meeting in proposal.meetings:
        click.echo(count_words(proposal.after, meeting))
    if not proposal.new and not proposal.held:
        nothing = "All of it is recorded already" if proposal.marks else "No cell is marked"
        context.say(f"{nothing}; nothing to do.")
        return
    if not dry_run:
        record_marks(context.programme_folder(), proposal, now=context.moment)
    context.say("Nothing was written." if dry_run else _recorded(proposal))
    for meeting in proposal.unattended:
        name = f"{meeting.session.key} --cohort {meeting.cohort.key}"
        context.say(
            f"Nobody was at {name}: if it took place all the same, `programme held {name}`; if not, `programme"
            f" cancel {name} --then drop|shift|double`."
        )
    if lines := _follow_lines(proposal.after, proposal.follows):
        click.echo("\n".join(lines))


def _follow_lines(plan: Plan, found: Follows) -> list[str]:
    from toolkit.commands._attendance_words import follow_lines

    return follow_lines(plan, found.absences, missed=found.missed, small=found.small)


def _recorded(proposal: MarksProposal) -> str:
    new, held, given = proposal.new, len(proposal.held), len(proposal.marks)
    there = f" ({given - new} stood there already)" if given > new else ""
    meetings = f"; {held} {'meeting is' if held == 1 else 'meetings are'} history now (changes.yaml)" if held else ""
    return f"Recorded {new} {'mark' if new == 1 else 'marks'} in people/attendance.csv{there}{meetings}."


def _report(context: Context, report: AttendanceReport) -> None:
    from toolkit.commands._attendance_words import count_words

    if not report.recorded:
        context.say(
            "Nobody's attendance is recorded yet: `programme attend record SESSION`, or `programme attend import FILE`."
        )
        return
    counts = (count_words(report.plan, meeting) for meeting in report.recorded)
    click.echo("\n".join([*counts, *_follow_lines(report.plan, report.follows)]))
