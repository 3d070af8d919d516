"""`programme swap`: somebody else runs a meeting, or nobody does."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from toolkit.commands._changing import Day, carry_out, changing_options
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from toolkit.model.plan import Plan
    from toolkit.planning.wishes.entries import Wish


@click.command(name="swap", epilog="Example: programme swap wren --with imre --session attention")
@click.argument("person")
@click.option("--with", "cover", metavar="ID", help="Who comes instead, as in people/facilitators.csv.")
@click.option("--peer-led", is_flag=True, help="Nobody: the group runs the meeting by itself.")
@click.option("--session", metavar="SESSION", help="At one session, by key or number.")
@click.option("--from", "first", type=Day(), metavar="DATE", help="From a day on.")
@click.option("--until", type=Day(), metavar="DATE", help="Until a day, which belongs to it.")
@changing_options
@shared_options
def command(
    context: Context,
    person: str,
    *,
    cover: str | None,
    peer_led: bool,
    session: str | None,
    first: datetime.date | None,
    until: datetime.date | None,
    **options: Any,
) -> int:
    """Put somebody in the place of PERSON, a facilitator or mentor. Without --with and --peer-led it says who is
    free."""
    from toolkit.planning.wishes.naming import find_session
    from toolkit.planning.wishes.people import swap

    if (session is None) == (first is None):
        raise WrongUsage("Say when: --session SESSION, or --from DATE (and --until DATE).")
    if cover and peer_led:
        raise WrongUsage("--with and --peer-led exclude each other.")
    if until and not first:
        raise WrongUsage("--until needs --from.")

    def wish(plan: Plan) -> Wish:
        key = find_session(plan, session) if session else None
        instead = cover
        if not cover and not peer_led:
            instead = _choose(context, plan, person=person, session=key, first=first, until=until)
        return swap(plan, person=person, cover=instead, session=key, first=first, until=until)

    did = ["swap", person, *(["--with", cover] if cover else ["--peer-led"] if peer_led else [])]
    did += ["--session", session] if session else []
    did += [word for name, day in (("--from", first), ("--until", until)) if day for word in (name, day.isoformat())]
    return carry_out(context, wish, did=did, **options)


def _choose(
    context: Context,
    plan: Plan,
    *,
    person: str,
    session: str | None,
    first: datetime.date | None,
    until: datetime.date | None,
) -> str | None:
    """Somebody at a terminal chooses among those who are free; otherwise WrongUsage lists them."""
    from toolkit.planning.free import candidates
    from toolkit.planning.wishes.combining import combinable
    from toolkit.planning.wishes.people import theirs

    meetings = [
        meeting for meeting in theirs(plan, person, first=first, until=until) if session in (None, meeting.session.key)
    ]
    if not meetings:
        return None
    role = "mentor" if meetings[0].mentor and meetings[0].mentor.id == person else "facilitator"
    free, lines = [], []
    for one in candidates(plan, meetings[0], role=role):
        against = one.against or ("" if one.known else "gave no times; ask first")
        lines.append(
            f"  --with {one.person.id}: {one.person.name or one.person.id}{f' ({against})' if against else ' is free'}"
        )
        free += [one.person.id] if not one.against else []
    for host in combinable(plan, meetings[0]) if role == "facilitator" else ():
        lines.append(f"  programme combine {host} {meetings[0].cohort.key} --session {meetings[0].session.key}")
    lines.append(
        "  --peer-led: nobody; the group runs it by itself"
        if role == "facilitator"
        else "  --peer-led: without a mentor"
    )
    listed = "\n".join(lines)
    if not context.terminal:
        raise WrongUsage(f"Nothing was written. Say who comes instead of {person}:\n{listed}")
    click.echo(listed, err=True)
    chosen: str = click.prompt(
        "Who comes instead", type=click.Choice([*free, "peer-led"]), default=free[0] if free else "peer-led", err=True
    )
    return None if chosen == "peer-led" else chosen
