"""`programme send`: the drafts by mail. The one verb that does."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import EnvironmentMissing, WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.jobs.send import Handed, Outcome, Post
    from toolkit.network.smtp import Server
    from toolkit.outputs.mail import Draft

PASSWORD = "PROGRAMME_SMTP_PASSWORD"  # noqa: S105 - the name of the variable


@click.command(name="send", epilog="Example: programme send --smtp smtp.example.org --user ada@example.org --dry-run")
@click.option(
    "--smtp", metavar="HOST[:PORT]", help="The mail server (port 587 unless given; 465 is TLS from the start)."
)
@click.option("--user", metavar="NAME", help=f"Who logs in there; the password is asked for, or in {PASSWORD}.")
@click.option("--no-tls", is_flag=True, help="Without encryption; only to a server on this machine.")
@click.option(
    "--to", multiple=True, metavar="ID", shell_complete=completes("person"), help="Only to this person (repeatable)."
)
@click.option("--again", is_flag=True, help="Also what may have arrived already: its sending was cut off.")
@click.option("--dry-run", is_flag=True, help="Only list what would be sent.")
@shared_options
def command(
    context: Context,
    smtp: str | None,
    *,
    user: str | None,
    no_tls: bool,
    to: tuple[str, ...],
    again: bool,
    dry_run: bool,
) -> int:
    """Send the drafts in out/private/messages, one message to each person; what was sent is not sent again.

    Look at the drafts first. Where something was recorded since they were made, they are made anew. Afterwards
    `programme publish` marks that people know.
    """
    from toolkit.jobs.renewing import are_old
    from toolkit.jobs.send import sort_post

    folder = context.programme_folder()
    if are_old(folder):
        if dry_run:
            context.say(_OLD)
            return 0
        _renew(context, folder)
    post = sort_post(folder, to, again=again)
    if post.going:
        _say_what_is_not_recorded(context)
    if dry_run:
        lines = [_line(draft, going=draft in post.going) for draft in post.drafts]
        click.echo("\n".join(lines) or "There are no drafts.")
        context.say("Nothing was sent.")
        return 0
    if not post.going:
        context.say("Nothing to send.")
        return _left(context, post)
    if smtp is None:
        smtp, user = _usual_server(context, user)
    server = _server(context, smtp, user=user, no_tls=no_tls)
    return max(_send(context, folder, post=post, server=server), _left(context, post))


_OLD = (
    "The messages were made before the programme's files changed, so there is no list yet. `programme build"
    " --only mail` makes them anew for you to look at; sending makes them anew, too."
)


def _renew(context: Context, folder: Path) -> None:
    """The messages of the files as they are, and which of them are others than before."""
    from toolkit.jobs.renewing import renew

    made = renew(folder, context.open_shelves(folder), extra=context.shelves, today=context.today)
    for path in made:
        context.say(f"Made anew: {path.rpartition('/')[2]}")


def _say_what_is_not_recorded(context: Context) -> None:
    """Past meetings that the messages may speak of as still to come."""
    from toolkit.commands._past_words import past_words
    from toolkit.jobs.unrecorded import unrecorded_meetings

    if past := past_words(unrecorded_meetings(context.plan(), context.today)):
        context.say(past)


def _line(draft: Draft, *, going: bool) -> str:
    said = (
        ""
        if going
        else {"sent": " (was sent)", "unknown": " (may have arrived; --again sends it)", "no address": " (no address)"}[
            draft.state
        ]
    )
    return f"{draft.person}  {draft.address or '-'}  {draft.subject}{said}"


def _usual_server(context: Context, user: str | None) -> tuple[str | None, str | None]:
    """The server of somebody's own defaults, and who logs in there unless it was said. A server that is named with
    --smtp has nobody's usual account."""
    usual = context.personal.settings_of("mail")
    for name, one in usual.items():
        if name == "smtp" or user is None:
            context.say(f"From {one['origin']}: {name} {one['value']}")
    smtp, account = (usual[name]["value"] if name in usual else None for name in ("smtp", "user"))
    return smtp, account if user is None else user


def _server(context: Context, smtp: str | None, *, user: str | None, no_tls: bool) -> Server:
    from toolkit.jobs.send import server_at

    if smtp is None:
        raise WrongUsage(
            "Name your mail server: --smtp HOST[:PORT], and --user NAME, or once for all in your own defaults"
            " (`programme doctor` says where). Or open the drafts in a mail program and send"
            " them there."
        )
    server = server_at(smtp, tls=not no_tls)
    password = os.environ.get(PASSWORD, "") if user else ""
    if user and not password:
        if not context.terminal:
            raise WrongUsage(f"Nobody is there to ask for the password; put it into {PASSWORD}.")
        password = click.prompt(f"Password of {user} at {server.host}", hide_input=True, err=True)
    return replace(server, user=user or "", password=password)


_WORDS: dict[Outcome, str] = {"sent": "Sent", "later": "NOT YET", "no": "REFUSED"}


def _send(context: Context, folder: Path, *, post: Post, server: Server) -> int:
    """The messages one by one; 1 where the server did not take any of them."""
    from toolkit.jobs.send import send_post

    counts: dict[Outcome, int] = dict.fromkeys(_WORDS, 0)
    try:
        for handed in send_post(
            folder, context.open_shelves(folder), post=post, server=server, moment=lambda: context.moment
        ):
            if handed.outcome == "sent":
                context.say(_told(handed))
            else:
                click.echo(_told(handed), err=True)
            counts[handed.outcome] += 1
    except EnvironmentMissing as error:
        before = f"{counts['sent']} sent before it; " if counts["sent"] else "Nothing was sent; "
        raise EnvironmentMissing(f"{error} {before}the same command again goes on.", error.hint) from None
    later, no = counts["later"], counts["no"]
    click.echo(f"{counts['sent']} sent{f', {later} not yet' if later else ''}{f', {no} refused' if no else ''}.")
    if later:
        context.say("Not yet: the server is busy or wants to be asked again. Run the same command in a while.")
    context.say("`programme publish NAME` marks that people know.")
    return 1 if later or no else 0


def _told(handed: Handed) -> str:
    said = f": the server says {handed.answer}" if handed.answer else ""
    return f"{_WORDS[handed.outcome]}: {handed.draft.person}, {handed.draft.subject}{said}"


def _left(context: Context, post: Post) -> int:
    """Name what was not sent; 1 where somebody may still not know."""
    for draft in post.left:
        reason = (
            "has no address"
            if draft.state == "no address"
            else "may or may not have arrived, its sending was cut off; ask, or use --again"
        )
        context.say(f"Not sent: {draft.person}, {draft.subject}: {reason}.")
    return 1 if post.left else 0
