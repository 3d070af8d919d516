"""`programme attend`: who was there, and what follows from it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from toolkit.model.people import Attendance, Mark
    from toolkit.model.plan import Meeting, Plan


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
        return super().parse_args(ctx, words)


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
    plan = _plan(context)
    _report(context, plan, least=least, as_json=as_json)


@command.command(name="import", short_help="Read a filled register.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@shared_options
def import_(context: Context, *, files: tuple[Path, ...], dry_run: bool) -> None:
    """Read the marks of filled registers, XLSX or CSV, as `programme build` makes them (out/private/attendance).

    Blank cells say nothing; a later mark wins over an earlier one. All or nothing.

    Example: programme attend import attendance.xlsx
    """
    from toolkit.planning.attendance import objection
    from toolkit.problems import Problem
    from toolkit.reading.register import read_register

    plan = _plan(context)
    problems: list[Problem] = []
    found = [mark for path in files for mark in read_register(path, plan.programme, problems=problems)]
    problems += [each.problem("P118", why) for each in found if (why := objection(plan, each.mark, now=context.moment))]
    if problems:
        raise ProblemsFound(problems)
    _record(context, plan, marks=[each.mark for each in found], did="attend import", dry_run=dry_run)


@command.command(cls=WithLists, short_help="Say who was at a meeting.")
@click.argument("session")
@click.option(
    "--cohort",
    metavar="KEY",
    help="Of one cohort (default: of those the people are in; asked, of all whose meeting has begun).",
)
@click.option("--present", multiple=True, metavar="ID...", help="Who was there; several ids apart by spaces or commas.")
@click.option(
    "--absent",
    multiple=True,
    metavar="ID...",
    help="Who was not. Everyone else of the cohort without a mark was there, unless --present says who.",
)
@click.option("--excused", multiple=True, metavar="ID...", help="Who was not and said so.")
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
    from toolkit.planning.attendance import objection
    from toolkit.planning.replan import find_cohorts, find_session

    plan = _plan(context)
    key = find_session(plan, session)
    find_cohorts(plan, cohort)
    named: dict[str, Mark] = {}
    for state, ids in (("present", present), ("absent", absent), ("excused", excused)):
        for id in _ids(ids):
            if named.setdefault(id, cast("Mark", state)) != state:
                raise WrongUsage(f"“{id}” is named as {named[id]} and as {state}.")
    marks = (
        _named(context, plan, session=key, cohort=cohort, named=named, rest=not present)
        if named
        else _asked(context, plan, session=key, cohort=cohort)
    )
    for mark in marks:
        why = objection(plan, mark, now=context.moment)
        if why:
            raise WrongUsage(why)
    did = shlex.join(["attend", "record", key, *(["--cohort", cohort] if cohort else [])])
    _record(context, plan, marks=marks, did=did, dry_run=dry_run)


def _plan(context: Context) -> Plan:

    return context.plan()


def _ids(given: Iterable[str]) -> list[str]:
    return [id for text in given for id in re.split(r"[\s,;]+", text) if id]


def _named(
    context: Context, plan: Plan, *, session: str, cohort: str | None, named: dict[str, Mark], rest: bool
) -> list[Attendance]:
    """The marks of those who were named; with `rest` everyone else of their cohorts who has none yet was present, once
    it has begun."""
    from toolkit.model.people import Attendance
    from toolkit.planning.attendance import is_strange, marks_at
    from toolkit.planning.free import has_begun
    from toolkit.reading.records import nearest

    people = plan.programme.people.participants
    marks = []
    for id, state in named.items():
        if id not in people:
            raise WrongUsage(
                f"There is no participant “{id}” in people/participants.csv. {nearest(id, people)}".rstrip()
            )
        own = [each.key for each in plan.programme.cohorts if id in each.members]
        if cohort is None and len(own) != 1:
            raise WrongUsage(
                f"“{id}” is in {'no cohort' if not own else 'several cohorts'}; say with --cohort where they were."
            )
        marks.append(Attendance(id, cohort or own[0], session, state))
        if state != "present" and is_strange(plan, marks[-1]):
            label = next(each.label for each in plan.programme.cohorts if each.key == cohort)
            raise WrongUsage(
                f"“{id}” is in {plan.programme.cohorts_of(id)[0].label} and cannot have missed a meeting of {label}."
                " With --present you say who was a guest."
            )
    for key in dict.fromkeys(mark.cohort for mark in marks):
        meeting = plan.meeting(key, session)
        if rest and meeting is not None and has_begun(meeting, context.moment):
            known = marks_at(plan, meeting)
            marks += [
                Attendance(id, key, session, "present")
                for id in _members(plan, meeting)
                if id not in named and id not in known
            ]
    return marks


def _members(plan: Plan, meeting: Meeting) -> list[str]:
    return [person.id for person in plan.members(meeting.cohort) if person.status not in ("withdrawn", "declined")]


def _asked(context: Context, plan: Plan, *, session: str, cohort: str | None) -> list[Attendance]:
    """The marks that somebody at a terminal gives, person by person."""
    from toolkit.commands._attendance_words import meeting_words, who
    from toolkit.model.people import Attendance
    from toolkit.planning.attendance import marks_at
    from toolkit.planning.free import has_begun

    meetings = [
        m for m in plan.meetings if m.session.key == session and cohort in (None, m.cohort.key) and not m.cancelled
    ]
    meetings = [meeting for meeting in meetings if has_begun(meeting, context.moment) and _members(plan, meeting)]
    if not meetings:
        raise WrongUsage(
            f"No meeting on {session} has begun whose cohort has members in cohorts.yaml. `programme held {session}`"
            " records one without names."
        )
    if not context.terminal:
        raise WrongUsage("Say who was there: --present, --absent or --excused with ids. Nobody is here to ask.")
    marks = []
    for meeting in meetings:
        click.echo(f"{meeting_words(plan, meeting)}. Enter for present, a for absent, e for excused.", err=True)
        known = marks_at(plan, meeting)
        for id in _members(plan, meeting):
            state = _ask(who(plan.programme.people.participants[id]), known.get(id, "present"))
            marks.append(Attendance(id, meeting.cohort.key, session, state))
    return marks


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


def _record(context: Context, plan: Plan, *, marks: Sequence[Attendance], did: str, dry_run: bool) -> None:
    """Show what the marks say, record what is new, and show what follows."""
    from toolkit.commands._attendance_words import count_words
    from toolkit.jobs.change import record as write
    from toolkit.planning.attendance import at_home, marks_at, newly_held, with_marks
    from toolkit.planning.free import has_begun
    from toolkit.planning.replan import Wish, propose

    marks = [at_home(plan, mark) for mark in marks]
    known = {(mark.id, mark.cohort, mark.session): mark.state for mark in plan.programme.people.attendance}
    new = {key: mark for mark in marks if known.get(key := (mark.id, mark.cohort, mark.session)) != mark.state}
    after = with_marks(plan, marks)
    touched = {(mark.cohort, mark.session) for mark in marks}
    for meeting in plan.meetings:
        if meeting.key in touched:
            click.echo(count_words(after, meeting))
    changes = tuple(change.model_copy(update={"decided": context.moment.date()}) for change in newly_held(plan, marks))
    if not new and not changes:
        context.say("All of it is recorded already; nothing to do." if marks else "No cell is marked; nothing to do.")
        return
    if not dry_run:
        write(
            context.programme_folder(),
            propose(plan, Wish(changes), now=context.moment),
            did=did,
            now=context.moment,
            marks=tuple(marks),
        )
    context.say("Nothing was written." if dry_run else _recorded(len(new), len(marks), held=len(changes)))
    for meeting in plan.meetings:
        if (
            meeting.key in touched
            and not meeting.held
            and "present" not in marks_at(after, meeting).values()
            and has_begun(meeting, context.moment)
        ):
            name = f"{meeting.session.key} --cohort {meeting.cohort.key}"
            context.say(
                f"Nobody was at {name}: if it took place all the same, `programme held {name}`; if not, `programme"
                f" cancel {name} --then drop|shift|double`."
            )
    _follows(context, after, touched=touched)


def _recorded(new: int, given: int, *, held: int) -> str:
    there = f" ({given - new} stood there already)" if given > new else ""
    meetings = f"; {held} {'meeting is' if held == 1 else 'meetings are'} history now (changes.yaml)" if held else ""
    return f"Recorded {new} {'mark' if new == 1 else 'marks'} in people/attendance.csv{there}{meetings}."


def _follows(context: Context, plan: Plan, *, touched: set[tuple[str, str]]) -> None:
    """What follows for the people and cohorts that the marks were about."""
    from toolkit.commands._attendance_words import follow_lines
    from toolkit.planning.attendance import absences, missed_in_a_row, small_cohorts

    cohorts = {cohort for cohort, _ in touched}
    lines = follow_lines(
        plan,
        [absence for absence in absences(plan, context.moment) if absence.meeting.key in touched],
        missed=[missed for missed in missed_in_a_row(plan, context.moment) if missed.cohort.key in cohorts],
        small=[small for small in small_cohorts(plan, context.moment) if small.cohort.key in cohorts],
    )
    if lines:
        click.echo("\n".join(lines))


def _report(context: Context, plan: Plan, *, least: int | None, as_json: bool) -> None:
    from toolkit.commands._attendance_words import attendance_data, count_words, follow_lines
    from toolkit.planning.attendance import absences, marks_at, missed_in_a_row, small_cohorts

    absent, missed = absences(plan, context.moment), missed_in_a_row(plan, context.moment)
    small = small_cohorts(plan, context.moment, least=least)
    recorded = [meeting for meeting in plan.meetings if marks_at(plan, meeting)]
    if as_json:
        data = {
            "version": 1,
            "meetings": [_data(plan, meeting) for meeting in recorded],
            **attendance_data(absent, missed, small=small),
        }
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    if not recorded:
        context.say(
            "Nobody's attendance is recorded yet: `programme attend record SESSION`, or `programme attend import FILE`."
        )
        return
    click.echo(
        "\n".join(
            [
                *(count_words(plan, meeting) for meeting in recorded),
                *follow_lines(plan, absent, missed=missed, small=small),
            ]
        )
    )


def _data(plan: Plan, meeting: Meeting) -> dict[str, object]:
    from toolkit.model.people import MARKS
    from toolkit.planning.attendance import marks_at

    marks = marks_at(plan, meeting)
    states: dict[str, list[str]] = {mark: [id for id, state in marks.items() if state == mark] for mark in MARKS}
    unsaid = [person.id for person in plan.members(meeting.cohort) if person.id not in marks]
    return {
        "cohort": meeting.cohort.key,
        "session": meeting.session.key,
        "date": meeting.date.isoformat(),
        "held": meeting.held,
        **states,
        "not_recorded": unsaid,
    }
