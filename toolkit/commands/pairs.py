"""`programme pairs`: who works with whom tonight, of those who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.plan import Plan
    from toolkit.planning.pairs import Group, Tonight


@click.command(name="pairs", epilog="Example: programme pairs 3 --cohort a --absent p04 --absent p07")
@click.argument("session", shell_complete=completes("session"))
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="Of one cohort (default: of all).")
@click.option(
    "--absent",
    multiple=True,
    metavar="ID",
    shell_complete=completes("participant"),
    help="Who did not come, by id or name; may be repeated, or hold several between commas.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, session: str, *, cohort: str | None, absent: tuple[str, ...], as_json: bool) -> int:
    """Say who works with whom on SESSION (a key or a number), of those who came, and what differs from the printed
    list.

    Nobody works with a partner of an earlier evening while another way is left. Whoever attendance.csv notes as absent
    was not there.
    """
    from toolkit.jobs.tonight import evenings, evenings_data

    folder = context.programme_folder()
    found = evenings(folder, context.open_shelves(folder), session=session, cohort=cohort, absent=absent)
    if as_json:
        echo_json(evenings_data(found))
    else:
        click.echo("\n\n".join("\n".join(_lines(found.plan, one)) for one in found.found))
    return 0


def _lines(plan: Plan, tonight: Tonight) -> Iterator[str]:
    meeting = tonight.meeting
    labels = [
        cohort.label for key in (meeting.cohort.key, *meeting.with_cohorts) if (cohort := plan.programme.cohort(key))
    ]
    yield (
        f"{meeting.number}. {meeting.session.head.title} · {' with '.join(labels)} · {meeting.date:%a}"
        f" {meeting.date.day} {meeting.date:%b %Y}"
    )
    for number, group in enumerate(tonight.groups, 1):
        said = (
            "nobody left to work with"
            if group[0] in tonight.alone
            else "not as printed"
            if group in tonight.changed
            else ""
        )
        yield f"  {number}. {_names(plan, group)}{f'  ({said})' if said else ''}"
    if tonight.absent:
        yield f"  Absent: {_names(plan, tonight.absent)}"
    gone = [group for group in tonight.printed if frozenset(group) not in {frozenset(one) for one in tonight.groups}]
    if gone:
        yield f"  Strike out on the printed list: {'; '.join(_names(plan, group) for group in gone)}"
    elif tonight.printed:
        yield "  As printed."


def _names(plan: Plan, group: Group) -> str:
    people = plan.programme.people.participants
    return ", ".join(people[id].name or id for id in group)
