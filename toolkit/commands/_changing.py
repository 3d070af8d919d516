"""What the verbs that change a running programme share: show what would become of it, ask, record."""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toolkit.commands._shared import Context
from toolkit.problems import ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.model.plan import Difference, Meeting, Plan
    from toolkit.model.programme import Change
    from toolkit.planning.concerns import Outdated
    from toolkit.planning.replan import Proposal, Wish

Function = TypeVar("Function", bound=Callable[..., Any])


class Day(click.ParamType[datetime.date]):
    """A date as people type it, 2027-02-18."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> datetime.date:
        """The date, or a sentence about what is wrong."""
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write year-month-day, like 2027-02-18.", parameter, context)


class Moment(click.ParamType[tuple[datetime.date | None, datetime.time | None]]):
    """A date, a time of day or both: `2027-02-18`, `18:30`, `2027-02-18 18:30`; as a pair, None for what was not
    given."""

    name = "moment"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[datetime.date | None, datetime.time | None]:
        """The pair, or a sentence about what is wrong."""
        match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})?[T ]*(\d{1,2}[:.]\d{2})?", value.strip())
        try:
            date = datetime.date.fromisoformat(match[1]) if match and match[1] else None
            time = datetime.time.fromisoformat(match[2].replace(".", ":").zfill(5)) if match and match[2] else None
        except ValueError:
            date = time = None
        if date is None and time is None:
            self.fail(f"“{value}” is not a date and time. Write them like 2027-02-18 18:30.", parameter, context)
        return date, time


anyway_option = click.option(
    "--anyway", is_flag=True, help="Even where a meeting would be in a room that was recorded as lost."
)
"""Of verbs that put a meeting into a room on another day."""


def changing_options(function: Function) -> Function:
    """The options of every verb that changes the plan: --reason, --yes, --dry-run, --again."""
    for option in (
        click.option("--again", is_flag=True, help="Do it once more, though the same was done today already."),
        click.option("--dry-run", is_flag=True, help="Only show what would change."),
        click.option("-y", "--yes", is_flag=True, help="Record it without asking."),
        click.option("--reason", metavar="TEXT", help="Why; it stands in messages to people and in private calendars."),
    ):
        function = option(function)
    return function


def carry_out(
    context: Context,
    wish: Callable[[Plan], Wish],
    *,
    did: list[str],
    reason: str | None = None,
    yes: bool = False,
    dry_run: bool = False,
    again: bool = False,
    anyway: bool = False,
) -> int:
    """Show what a wish does to the plan, ask unless told not to, and record it. The exit code."""
    from toolkit.jobs.change import was_done
    from toolkit.planning.replan import propose, with_records

    folder = context.programme_folder()
    words = shlex.join(did)
    plan = context.plan()
    if not again and was_done(folder, did=words, now=context.moment):
        context.say(
            "This was recorded today already; nothing to do. --again does it once more, `programme undo` takes it back."
        )
        return 0
    wanted = wish(with_records(plan))
    if not wanted.changes:
        context.say(
            " ".join(
                [*wanted.why, "Nothing to do: the plan says so already." if not wanted.why else "Nothing was written."]
            )
        )
        return 0
    given = {"decided": context.moment.date()} | ({"reason": reason} if reason else {})
    wanted = replace(wanted, changes=tuple(change.model_copy(update=given) for change in wanted.changes))
    proposal = propose(plan, wanted, now=context.moment)
    _refuse_past(proposal, context.moment)
    _doubtful(context, proposal, ask=not yes and not dry_run)
    proposal = _past(context, proposal, ask=not yes and not dry_run)
    click.echo(preview(proposal))
    _refuse_errors(proposal)
    if dry_run:
        context.say("Nothing was written.")
        return 0
    impossible = proposal.impossible if not anyway else ()
    if impossible and (yes or not context.terminal):
        raise WrongUsage(
            "Nothing was written: a room that was recorded as lost would be used. --anyway records it; where the room"
            " can be used again, take its entry out of changes.yaml."
        )
    if not yes:
        _ask(context, "Record this all the same?" if impossible else "Record this?", default=not impossible)
    return _record(context, folder, proposal=proposal, words=words)


def _refuse_past(proposal: Proposal, now: datetime.datetime) -> None:
    """A meeting that is still to come does not go to a day that is over; one of the past may have been on another day
    than was planned."""
    from toolkit.planning.free import has_begun

    for meeting in proposal.over:
        before = proposal.before.meeting(*meeting.key)
        if before is not None and not has_begun(before, now):
            raise WrongUsage(
                f"{_moment_of(meeting)} lies in the past; today is {now.date().isoformat()}. Check the year and the"
                " month."
            )


def _moment_of(meeting: Meeting) -> str:
    return f"{meeting.cohort.label}, {meeting.session.key}, on {meeting.date.isoformat()} at {meeting.time:%H:%M}"


def _doubtful(context: Context, proposal: Proposal, *, ask: bool) -> None:
    """Of a meeting of the past that was named, too, it is asked first whether it was held: then it does not move."""
    for meeting in proposal.doubtful:
        name = f"{meeting.session.key} --cohort {meeting.cohort.key}"
        if not (ask and context.terminal):
            hint = (
                f"If it was: `programme held {name}`. If not, run this at a terminal without --yes, or write the entry"
                " into changes.yaml by hand."
            )
            raise WrongUsage(f"{_moment_of(meeting)}, is over, and nobody has said whether it was held. {hint}")
        if click.confirm(f"{_moment_of(meeting)}, is over. Was it held then?", default=False, err=True):
            raise WrongUsage(f"What has been held never moves. Record it: `programme held {name}`.")


def _past(context: Context, proposal: Proposal, *, ask: bool) -> Proposal:
    """Meetings of the past that would move are asked about first: what was held stays where it was."""
    from toolkit.planning.replan import fixed, propose

    if not proposal.unrecorded:
        return proposal
    if not (ask and context.terminal):
        commands = ", ".join(
            f"`programme held {meeting.session.key} --cohort {meeting.cohort.key}`" for meeting in proposal.unrecorded
        )
        raise WrongUsage(
            f"Meetings of the past would move, and nobody has said whether they were held. Record it first: {commands}."
        )
    for meeting in proposal.unrecorded:
        question = (
            f"{meeting.cohort.label}, {meeting.session.key}, was to be on {meeting.date.isoformat()}. Was it held?"
        )
        if not click.confirm(question, default=True, err=True):
            raise WrongUsage(
                f"Then say first what becomes of it: `programme cancel {meeting.session.key} --cohort"
                f" {meeting.cohort.key} --then drop|shift|double`."
            )
    wish = replace(
        proposal.wish, changes=(*(fixed(meeting) for meeting in proposal.unrecorded), *proposal.wish.changes)
    )
    return propose(proposal.before, wish, now=context.moment)


def _refuse_errors(proposal: Proposal) -> None:
    """ProblemsFound for what would not build; the entries stand in no file yet, so the problems name no line."""
    errors = [problem for problem in proposal.problems if problem.level == "error"]
    if errors:
        raise ProblemsFound(replace(problem, line=0, column=0, where="", source="") for problem in errors)


def _ask(context: Context, question: str, *, default: bool) -> None:
    if not context.terminal:
        raise WrongUsage("Nothing was written. Add --yes to record this, or --dry-run only to look.")
    if not click.confirm(question, default=default, err=True):
        raise click.Abort


def _record(context: Context, folder: Path, *, proposal: Proposal, words: str) -> int:
    from toolkit.jobs.change import record

    record(folder, proposal, did=words, now=context.moment)
    context.say(
        f"Recorded in changes.yaml ({len(proposal.wish.changes)}"
        f" {'entry' if len(proposal.wish.changes) == 1 else 'entries'})."
    )
    after = "`programme changes` says who must know." if _told(proposal) else ""
    context.say(f"`programme build` brings out/ up to date; `programme undo` takes this back. {after}".rstrip())
    return 0


def _told(proposal: Proposal) -> tuple[Outdated, ...]:
    from toolkit.planning.concerns import told_otherwise

    return (
        told_otherwise(proposal.after, about={difference.key for difference in proposal.differences})
        if proposal.differences
        else ()
    )


def preview(proposal: Proposal) -> str:
    """What changes, meeting by meeting; what stays; who was told otherwise; why; what it collides with."""
    from toolkit.documents.news import told_words

    lines = [*_changes(proposal), _stays(proposal)]
    lines += [f"Told: {told_words(proposal.after, one)}." for one in _told(proposal)]
    lines += [f"Note: {words}" for words in proposal.wish.why]
    lines += [
        f"Note: {_moment_of(meeting)}, lies in the past; `programme held {meeting.session.key}` records that it was"
        " held."
        for meeting in proposal.over
    ]
    lines += [f"Collides: {problem.message}" for problem in proposal.problems if problem.level == "warning"]
    lines += [f"Not known: {problem.message}" for problem in proposal.problems if problem.level == "advice"]
    return "\n".join(lines)


def _changes(proposal: Proposal) -> list[str]:
    """A line a meeting; of those that are recorded as held, that they are."""
    held = [
        f"  {_moment_of(meeting)}: held, and from now on history."
        for change in proposal.wish.changes
        if change.held
        for meeting in _meeting(proposal, change)
    ]
    if not proposal.differences:
        return held or ["No meeting changes its time, place or people."]
    return held + [difference_line(proposal.after, difference) for difference in proposal.differences]


def _meeting(proposal: Proposal, change: Change) -> list[Meeting]:
    found = proposal.after.meeting(change.cohort, change.session or "")
    return [found] if found else []


def difference_line(plan: Plan, difference: Difference) -> str:
    """One meeting and what changes in it."""
    from toolkit.documents.news import title_words, what_changed

    name = f"{plan.programme.label_of(difference.key[0])}, {title_words(plan, difference)}"
    return f"  {name}: {'; '.join(what_changed(plan, difference, everything=True))}"


def _stays(proposal: Proposal) -> str:
    changed = {difference.key for difference in proposal.differences}
    stay = [meeting for meeting in proposal.after.meetings if meeting.key not in changed]
    return f"{len(stay)} of {len(proposal.after.meetings)} meetings stay as they are."
