"""`programme pairs`: who works with whom tonight, of those who came."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.plan import Meeting, Plan
    from toolkit.planning.pairs import Group, Tonight


@click.command(name="pairs", epilog="Example: programme pairs 3 --cohort a --absent p04 --absent p07")
@click.argument("session")
@click.option("--cohort", metavar="KEY", help="Of one cohort (default: of all).")
@click.option(
    "--absent",
    multiple=True,
    metavar="ID",
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
    from toolkit.planning.pairs import pairs_tonight

    plan = context.plan()
    tables = _tables(plan, session, cohort=cohort)
    ids = _ids(plan, tables, absent=absent)
    evenings = [pairs_tonight(plan, meeting, absent=ids) for meeting in tables]
    if as_json:
        meetings = [_data(one) for one in evenings]
        click.echo(
            json.dumps(
                {"version": 1, "session": tables[0].session.key, "meetings": meetings}, indent=2, ensure_ascii=False
            )
        )
    else:
        click.echo("\n\n".join("\n".join(_lines(plan, one)) for one in evenings))
    return 0


def _tables(plan: Plan, session: str, *, cohort: str | None) -> list[Meeting]:
    """The pairing meetings asked for, cohorts that meet together once. WrongUsage where there is none."""
    from toolkit.planning.pairs import pairs_up
    from toolkit.planning.replan import find_cohorts, find_session

    key, pairing = (
        find_session(plan, session),
        dict.fromkeys(f"{one.number} ({one.session.key})" for one in plan.meetings if pairs_up(one)),
    )
    meetings = [one for name in find_cohorts(plan, cohort) if (one := plan.meeting(name, key)) and pairs_up(one)]
    if not meetings:
        raise WrongUsage(f"Nobody works in pairs on {key}. Sessions in pairs: {', '.join(pairing) or 'none'}.")
    if not any(plan.members(one.cohort) for one in meetings):
        raise WrongUsage("cohorts.yaml names no members yet, so there is nobody to pair.")
    hosts = (plan.meeting(one.combined_into or "", key) or one for one in meetings if plan.members(one.cohort))
    return list({host.key: host for host in hosts}.values())


def _ids(plan: Plan, tables: list[Meeting], *, absent: tuple[str, ...]) -> list[str]:
    """The ids of those who did not come. WrongUsage for somebody who is not expected at any of these meetings."""
    keys = {key for meeting in tables for key in (meeting.cohort.key, *meeting.with_cohorts)}
    people = {
        person.id: person for key in keys if (cohort := plan.programme.cohort(key)) for person in plan.members(cohort)
    }
    found = []
    for word in (word.strip() for text in absent for word in re.split("[,;]", text)):
        same = [id for id, person in people.items() if word.casefold() in (id.casefold(), person.name.casefold())]
        if word and len(same) != 1:
            why = "names several people; give the id" if same else "is nobody who is expected there"
            raise WrongUsage(f"--absent “{word}” {why}. Expected: {', '.join(sorted(people))}.")
        found += same if word else []
    return found


def _data(tonight: Tonight) -> dict[str, object]:
    meeting = tonight.meeting
    return {
        "cohort": meeting.cohort.key,
        "with": list(meeting.with_cohorts),
        "date": meeting.date.isoformat(),
        "groups": [list(group) for group in tonight.groups],
        "changed": [list(group) for group in tonight.changed],
        "printed": [list(group) for group in tonight.printed],
        "absent": list(tonight.absent),
    }


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
