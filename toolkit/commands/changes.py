"""`programme changes`: what people do not know yet, and what has to be printed again."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from toolkit.jobs.reprint import OutOfDate, Reprint, Slips
    from toolkit.model.plan import Difference, Plan
    from toolkit.model.told import Publication
    from toolkit.planning.concerns import Concern
    from toolkit.reading.shelves import Shelves

_SORTS = {"added": "added", "again": "added", "cancelled": "cancelled", "removed": "cancelled", "moved": "moved"}
_STATES = {
    "placed": "a place",
    "asked": "asked for another time",
    "waiting": "on the waiting list",
    "declined": "no place",
}
_WHATS = {"print": "Print again", "new": "Print for the first time", "slip": "A slip is enough", "gone": "Throw away"}


@click.command(name="changes", epilog="Example: programme changes --since launch")
@click.option("--since", metavar="NAME", help="Since this publish (default: the last one).")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, since: str | None, *, as_json: bool) -> int:
    """Say what has changed since people were last told: for each cohort, for each person, and in what was printed.

    Where nothing was published it compares with the plan as it would be without changes. It writes nothing and never
    asks.
    """
    from toolkit.jobs.examine import read_and_plan
    from toolkit.jobs.reprint import out_of_date
    from toolkit.planning.concerns import baseline, everyone

    folder = context.programme_folder()
    shelves = context.open_shelves(folder)
    plan, types, base, _problems = read_and_plan(folder, shelves, today=None)
    plan = _since(folder, plan, shelves=shelves, name=since) if since else plan
    stale = out_of_date(folder, plan, types=types, base=base)
    told = baseline(plan)
    if as_json:
        click.echo(
            json.dumps(_json(plan, told, people=everyone(plan, told), stale=stale), indent=2, ensure_ascii=False)
        )
        return 0
    click.echo("\n".join(_lines(plan, told, people=everyone(plan, told), stale=stale)))
    return 0


def _since(folder: Path, plan: Plan, *, shelves: Shelves, name: str) -> Plan:
    """The plan, with what was told at another publish. WrongUsage for a name that is none."""
    from toolkit.problems import Problem
    from toolkit.reading.own.published import read_publication
    from toolkit.reading.records import nearest

    publishes = {publish.name: publish for publish in plan.programme.publishes}
    if name not in publishes:
        raise WrongUsage(f"There is no publish “{name}”. {nearest(name, publishes)}".rstrip())
    problems: list[Problem] = []
    told = read_publication(folder, publishes[name], files=shelves.files, problems=problems)
    if told is None:
        raise ProblemsFound(problems)
    return replace(plan, programme=replace(plan.programme, told=told, mailings=()))


def sort(difference: Difference) -> str:
    """added, moved, cancelled, or changed otherwise."""
    return next(
        (_SORTS[kind] for kind in ("added", "again", "cancelled", "removed", "moved") if kind in difference.kinds),
        "changed",
    )


def _lines(plan: Plan, told: Publication, *, people: tuple[Concern, ...], stale: OutOfDate) -> Iterator[str]:
    from toolkit.planning.differences import differences

    published = plan.programme.told is not None
    found = differences(told.meetings, plan)
    yield (
        f"Since “{told.name}” ({told.moment.date().isoformat()})"
        if published
        else "Nothing was published; against the plan without changes"
    )
    for cohort in plan.programme.cohorts:
        mine = [difference for difference in found if difference.key[0] == cohort.key]
        yield f"\n{cohort.label}: {_counts(mine, len(plan.of_cohort(cohort.key)))}"
        yield from (f"  {_words(plan, difference)}" for difference in mine)
    gone = [difference for difference in found if plan.programme.cohort(difference.key[0]) is None]
    if gone:
        yield "\nCohorts that are no more"
        yield from (
            f"  {plan.programme.label_of(difference.key[0])}, {_words(plan, difference)}" for difference in gone
        )
    yield from _people(plan, people)
    yield from _places(plan)
    yield from _pages(stale, published=published)


def _counts(found: list[Difference], meetings: int) -> str:
    """ "1 moved, 1 cancelled, 9 unchanged"."""
    sorts = [sort(difference) for difference in found]
    known = [(name, sorts.count(name)) for name in ("added", "moved", "cancelled", "changed")]
    words = [f"{count} {name}{' otherwise' if name == 'changed' else ''}" for name, count in known if count]
    there = sum(1 for difference in found if difference.after is not None)
    return ", ".join([*words, f"{meetings - there} unchanged"])


def _words(plan: Plan, difference: Difference) -> str:
    from toolkit.documents.news import title_words, what_changed

    return f"{title_words(plan, difference)}: {'; '.join(what_changed(plan, difference, everything=True))}"


def _people(plan: Plan, people: tuple[Concern, ...]) -> Iterator[str]:
    """People with the same news together."""
    from toolkit.planning.answers import untold_since

    groups: dict[tuple[str, ...], list[Concern]] = {}
    for concern in people:
        if concern.differences:
            groups.setdefault(tuple(_for_one(plan, concern)), []).append(concern)
    if groups or not untold_since(plan):
        yield "\nWho has to know" if groups else "\nNobody has to be told anything."
    for lines, concerned in groups.items():
        yield f"  {', '.join(_who(one) for one in concerned)}: {concerned[0].unchanged} unchanged"
        yield from (f"    {line}" for line in lines)


def _places(plan: Plan) -> Iterator[str]:
    """Who was not told yet how it stands with their place."""
    from toolkit.planning.answers import untold_since

    found = untold_since(plan)
    if found:
        yield "\nTo be told about their place"
    for state, words in _STATES.items():
        names = [one.person.name or one.person.id for one in found if one.state == state]
        if names:
            yield f"  {', '.join(names)}: {words}"


def _for_one(plan: Plan, concern: Concern) -> list[str]:
    return [f"{plan.programme.label_of(one.key[0])}, {_words(plan, one)}" for one in concern.differences]


def _who(concern: Concern) -> str:
    from toolkit.model.fields import is_address

    facts: list[str] = [concern.role] if concern.role != "participant" else []
    facts += [] if is_address(concern.person.email) else ["no address"]
    words = f" ({', '.join(facts)})" if facts else ""
    return f"{concern.person.name or concern.person.id}{words}"


def _pages(stale: OutOfDate, *, published: bool) -> Iterator[str]:
    if not published:
        yield "\nNothing was published, so nothing is known to have been printed."
        return
    yield "\nPrinted pages" if stale.pages else "\nEvery printed page is up to date."
    for what, words in _WHATS.items():
        found = [page for page in stale.pages if page.what == what]
        if found:
            yield f"  {words}"
            lines = map(_slips, stale.slips) if what == "slip" else map(_page, found)
            yield from (f"    {line}" for line in lines)
    if stale.files:
        yield "\nTo put up again, where they are on a website or a drive"
        yield from (f"  {path}" for path in stale.files)


def _page(page: Reprint) -> str:
    if page.what == "gone":
        return page.path
    whole = f" (in place of the whole {page.part_of})" if page.part_of else ""
    return f"{page.path}: {page.copies}, {page.copies_for}{whole}"


def _slips(slips: Slips) -> str:
    return f"{slips.path}: {slips.copies}, for {slips.copies_for}, to go with {', '.join(slips.pages)}"


def _json(plan: Plan, told: Publication, *, people: tuple[Concern, ...], stale: OutOfDate) -> dict[str, object]:
    from toolkit.planning.answers import untold_since
    from toolkit.planning.differences import differences

    published = plan.programme.told is not None
    found = differences(told.meetings, plan)
    keys = dict.fromkeys(
        (*(cohort.key for cohort in plan.programme.cohorts), *(difference.key[0] for difference in found))
    )
    return {
        "version": 1,
        "programme": plan.programme.settings.key,
        "since": {"name": told.name, "moment": told.moment.isoformat()} if published else None,
        "cohorts": [_json_cohort(plan, key, found=[one for one in found if one.key[0] == key]) for key in keys],
        "people": [_json_person(plan, concern) for concern in people if concern.differences],
        "places": [{"id": one.person.id, "name": one.person.name, "state": one.state} for one in untold_since(plan)],
        "pages": [{**asdict(page), "slips": list(page.slips), "part_of": page.part_of or None} for page in stale.pages],
        "slips": [{**asdict(slips), "pages": list(slips.pages)} for slips in stale.slips],
        "files": list(stale.files),
    }


def _json_cohort(plan: Plan, key: str, *, found: list[Difference]) -> dict[str, object]:
    cohort = plan.programme.cohort(key)
    sorts = [sort(difference) for difference in found]
    there = sum(1 for difference in found if difference.after is not None)
    return {
        "cohort": key,
        "label": cohort.label if cohort else None,
        **{name: sorts.count(name) for name in ("added", "moved", "cancelled", "changed")},
        "unchanged": len(plan.of_cohort(key)) - there,
        "meetings": _json_meetings(plan, found, everything=True),
    }


def _json_meetings(plan: Plan, found: Iterable[Difference], *, everything: bool) -> list[dict[str, object]]:
    from toolkit.documents.news import what_changed
    from toolkit.planning.differences import told_of

    return [
        {
            "cohort": one.key[0],
            "session": one.key[1],
            "sort": sort(one),
            "kinds": list(one.kinds),
            "words": list(what_changed(plan, one, everything=everything)),
            "before": one.before.model_dump(mode="json", exclude={"link", "readings"}) if one.before else None,
            "after": told_of(one.after).model_dump(mode="json", exclude={"link", "readings"}) if one.after else None,
        }
        for one in found
    ]


def _json_person(plan: Plan, concern: Concern) -> dict[str, object]:
    return {
        "id": concern.person.id,
        "name": concern.person.name,
        "role": concern.role,
        "unchanged": concern.unchanged,
        "meetings": _json_meetings(plan, concern.differences, everything=concern.role == "facilitator"),
    }
