"""What the verbs that change a running programme share: show what would become of it, ask, record."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import click

from toolkit.commands._change_words import (
    change_preview,
    choices,
    meeting_and_moment,
    question_words,
    typed_meeting,
    unanswered,
)
from toolkit.commands._shared import Context, Function
from toolkit.problems import ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.change_records import (
        InLostRoom,
        Nothing,
        Questions,
        Ready,
        RecordedToday,
        RefusedChange,
        WhoComes,
    )
    from toolkit.jobs.change_requests import ChangeRequest
    from toolkit.model.fields import MeetingKey


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
    request: ChangeRequest,
    *,
    reason: str | None = None,
    yes: bool = False,
    dry_run: bool = False,
    again: bool | None = False,
    anyway: bool = False,
) -> int:
    """Show what a request does to the plan, ask unless told not to, and record it. The exit code. `again` is None for a
    verb that cannot be done once more."""
    from toolkit.jobs.change import examine_change, read_known
    from toolkit.jobs.change_records import InLostRoom, Nothing, Ready, RecordedToday, RefusedChange

    folder = context.programme_folder()
    known = read_known(folder, context.open_shelves(folder), now=context.moment)
    answers: dict[MeetingKey, bool] = {}
    agreed = False
    while True:
        found = examine_change(known, request, reason=reason, answers=answers, again=bool(again), anyway=anyway)
        if isinstance(found, RefusedChange):
            _refuse(found, context.moment)
        if isinstance(found, (Ready, InLostRoom)):
            agreed = agreed or _agreed(context, found, yes=yes, dry_run=dry_run)
            if not agreed:
                return 0
        if isinstance(found, Ready):
            return _recorded(context, found)
        if isinstance(found, InLostRoom):
            anyway = True
        elif isinstance(found, (RecordedToday, Nothing)):
            context.say(_nothing_words(found, once=again is None))
            return 0
        else:
            request = _answered(context, found, request=request, answers=answers, ask=not yes and not dry_run)


def _nothing_words(found: Nothing | RecordedToday, *, once: bool) -> str:
    """Why nothing is to be written; `once`: the verb cannot be done once more."""
    from toolkit.jobs.change_records import Nothing

    if isinstance(found, Nothing):
        then = "Nothing was written." if found.why else "Nothing to do: the plan says so already."
        return " ".join([*found.why, then])
    more = "" if once else "--again does it once more, "
    return f"This was recorded today already; nothing to do. {more}`programme undo` takes it back."


def _answered(
    context: Context, found: Questions | WhoComes, *, request: ChangeRequest, answers: dict[MeetingKey, bool], ask: bool
) -> ChangeRequest:
    """The request with what was answered, and the answers about meetings of the past in `answers`."""
    from toolkit.jobs.change_records import WhoComes

    if isinstance(found, WhoComes):
        return _choose(context, found, request=request)
    if not (ask and context.terminal):
        raise WrongUsage(unanswered(found))
    for question in found.of:
        answers[question.meeting.key] = click.confirm(question_words(question), default=question.needed, err=True)
        if answers[question.meeting.key] is not question.needed:
            break
    return request


def _refuse(refused: RefusedChange, now: datetime.datetime) -> NoReturn:
    """WrongUsage that says why a proposal cannot be recorded; ProblemsFound, below it, where the plan has errors."""
    meeting = refused.meeting
    if meeting is None:
        click.echo(change_preview(refused.proposal))
        raise ProblemsFound(refused.problems)
    if refused.because == "past":
        raise WrongUsage(
            f"{meeting_and_moment(meeting)} lies in the past; today is {now.date().isoformat()}. Check the year and the"
            " month."
        )
    if refused.because == "held":
        raise WrongUsage(f"What has been held never moves. Record it: `programme held {typed_meeting(meeting)}`.")
    raise WrongUsage(
        f"Then say first what becomes of it: `programme cancel {typed_meeting(meeting)} --then drop|shift|double`."
    )


def _agreed(context: Context, found: Ready | InLostRoom, *, yes: bool, dry_run: bool) -> bool:
    """Show the proposal and ask unless told not to; False where it was only to be shown."""
    from toolkit.jobs.change_records import Ready

    click.echo(change_preview(found.proposal))
    ready = isinstance(found, Ready)
    if isinstance(found, Ready) and (found.replaces or found.row is not None):
        when = "today" if found.replaces else "before"
        context.say(f"The reason is added to what was recorded {when}.")
    if dry_run:
        context.say("Nothing was written.")
        return False
    if not ready and (yes or not context.terminal):
        raise WrongUsage(
            "Nothing was written: a room that was recorded as lost would be used. --anyway records it; where the room"
            " can be used again, take its entry out of changes.yaml."
        )
    if not yes:
        _ask(context, "Record this?" if ready else "Record this all the same?", default=ready)
    return True


def _recorded(context: Context, ready: Ready) -> int:
    """Record the proposal, and say so."""
    from toolkit.jobs.change import apply_change, outdated

    apply_change(ready)
    count = len(ready.proposal.wish.entries)
    context.say(f"Recorded in changes.yaml ({count} {'entry' if count == 1 else 'entries'}).")
    after = "`programme changes` says who must know." if outdated(ready.proposal) else ""
    context.say(f"`programme build` brings out/ up to date; `programme undo` takes this back. {after}".rstrip())
    return 0


def _ask(context: Context, question: str, *, default: bool) -> None:
    if not context.terminal:
        raise WrongUsage("Nothing was written. Add --yes to record this, or --dry-run only to look.")
    if not click.confirm(question, default=default, err=True):
        raise click.Abort


def _choose(context: Context, asked: WhoComes, *, request: ChangeRequest) -> ChangeRequest:
    """Somebody at a terminal chooses among those who are free; otherwise WrongUsage lists them."""
    from toolkit.jobs.change_requests import Swap

    assert isinstance(request, Swap)
    listed = "\n".join(choices(asked))
    if not context.terminal:
        raise WrongUsage(f"Nothing was written. Say who comes instead of {asked.person}:\n{listed}")
    click.echo(listed, err=True)
    free = [one.person.id for one in asked.candidates if not one.against]
    chosen: str = click.prompt(
        "Who comes instead", type=click.Choice([*free, "peer-led"]), default=free[0] if free else "peer-led", err=True
    )
    return replace(request, peer_led=True) if chosen == "peer-led" else replace(request, cover=chosen)
