"""`programme send`: the drafts by mail. The one verb that does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import EnvironmentMissing, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from toolkit.model.told import Mailing
    from toolkit.outputs.mail import Draft
    from toolkit.outputs.smtp import Server

PASSWORD = "PROGRAMME_SMTP_PASSWORD"  # noqa: S105 - the name of the variable


@click.command(name="send", epilog="Example: programme send --smtp smtp.example.org --user ada@example.org --dry-run")
@click.option(
    "--smtp", metavar="HOST[:PORT]", help="The mail server (port 587 unless given; 465 is TLS from the start)."
)
@click.option("--user", metavar="NAME", help=f"Who logs in there; the password is asked for, or in {PASSWORD}.")
@click.option("--no-tls", is_flag=True, help="Without encryption; only to a server on this machine.")
@click.option("--to", multiple=True, metavar="ID", help="Only to this person (repeatable).")
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

    Look at the drafts first. Afterwards `programme publish` marks that people know.
    """
    from toolkit.jobs.send import drafts_for, going, mailing_now

    folder = context.programme_folder()
    drafts = drafts_for(folder, to)
    chosen = going(drafts, again=again)
    if dry_run:
        click.echo("\n".join(_line(draft, going=draft in chosen) for draft in drafts) or "There are no drafts.")
        context.say("Nothing was sent.")
        return 0
    if not chosen:
        context.say("Nothing to send.")
        return _left(context, drafts, going=chosen)
    server = _server(context, smtp, user=user, no_tls=no_tls)
    mailing = mailing_now(folder, context.open_shelves(folder), now=context.moment)
    refused = _send(context, folder, going=chosen, server=server, mailing=mailing)
    return max(refused, _left(context, drafts, going=chosen))


def _line(draft: Draft, *, going: bool) -> str:
    said = (
        ""
        if going
        else {"sent": " (was sent)", "unknown": " (may have arrived; --again sends it)", "no address": " (no address)"}[
            draft.state
        ]
    )
    return f"{draft.person}  {draft.address or '-'}  {draft.subject}{said}"


def _server(context: Context, smtp: str | None, *, user: str | None, no_tls: bool) -> Server:
    from toolkit.outputs.smtp import HERE, Server, read_server

    if smtp is None:
        raise WrongUsage(
            "Name your mail server: --smtp HOST[:PORT], and --user NAME. Or open the drafts in a mail program and send"
            " them there."
        )
    host, port = read_server(smtp)
    if no_tls and host not in HERE:
        raise WrongUsage("--no-tls is for a mail server on this machine only.")
    password = os.environ.get(PASSWORD, "") if user else ""
    if user and not password:
        if not context.terminal:
            raise WrongUsage(f"Nobody is there to ask for the password; put it into {PASSWORD}.")
        password = click.prompt(f"Password of {user} at {host}", hide_input=True, err=True)
    return Server(host, port, user or "", password, tls=not no_tls)


def _send(context: Context, folder: Path, *, going: Collection[Draft], server: Server, mailing: Mailing) -> int:
    """The messages one by one; 1 where the server refused any."""
    from toolkit.jobs.send import need_sender, send
    from toolkit.keeping.journal import locked
    from toolkit.outputs.smtp import opened

    need_sender(going)
    refused = sent = 0
    with locked(folder), opened(server, moment=lambda: context.moment) as deliver:
        try:
            for draft, outcome in send(folder, going, deliver=deliver, mailing=mailing):
                context.say(
                    f"{'Sent' if outcome == 'sent' else 'REFUSED by the server'}: {draft.person}, {draft.subject}"
                )
                refused, sent = refused + (outcome == "refused"), sent + (outcome == "sent")
        except EnvironmentMissing as error:
            raise EnvironmentMissing(
                f"{error} {sent} sent before it; run the same command again for the rest."
            ) from None
    click.echo(f"{sent} sent{f', {refused} refused' if refused else ''}.")
    context.say("`programme publish NAME` marks that people know.")
    return 1 if refused else 0


def _left(context: Context, drafts: Collection[Draft], *, going: Collection[Draft]) -> int:
    """Name what was not sent; 1 where somebody may still not know."""
    left = [draft for draft in drafts if draft not in going and draft.state != "sent"]
    for draft in left:
        reason = (
            "has no address"
            if draft.state == "no address"
            else "may or may not have arrived, its sending was cut off; ask, or use --again"
        )
        context.say(f"Not sent: {draft.person}, {draft.subject}: {reason}.")
    return 1 if left else 0
