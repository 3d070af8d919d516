"""`programme changes`: what people do not know yet, and what has to be printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.jobs.reprint import OutOfDate, Reprint, Slips
    from toolkit.jobs.untold import Untold
    from toolkit.model.plan import Difference, Plan
    from toolkit.planning.concerns import Concern

_STATES = {
    "placed": "a place",
    "asked": "asked for another time",
    "waiting": "on the waiting list",
    "declined": "no place",
    "left": "no longer taking part",
}
_WHATS = {"print": "Print again", "new": "Print for the first time", "slip": "A slip is enough", "gone": "Throw away"}


@click.command(name="changes", epilog="Example: programme changes --since launch")
@click.option(
    "--since", metavar="NAME", shell_complete=completes("publish"), help="Since this publish (default: the last one)."
)
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, since: str | None, *, as_json: bool) -> int:
    """Say what has changed since people were last told: for each cohort, for each person, and in what was printed.

    Where nothing was published it compares with the plan as it would be without changes. It writes nothing and never
    asks.
    """
    from toolkit.jobs.untold import untold, untold_data

    folder = context.programme_folder()
    found = untold(folder, context.open_shelves(folder), since=since)
    if as_json:
        echo_json(untold_data(found, today=context.today))
    else:
        click.echo("\n".join([*_lines(found), *_past(context, found.plan)]))
    return 0


def _past(context: Context, plan: Plan) -> list[str]:
    """What is over and not recorded, so that it may be named above as still to come."""
    from toolkit.commands._past_words import past_words
    from toolkit.jobs.unrecorded import unrecorded_meetings

    words = past_words(unrecorded_meetings(plan, context.today))
    return [f"\n{words}"] if words else []


def _lines(news: Untold) -> Iterator[str]:
    plan, told, found = news.plan, news.told, news.differences
    published = plan.programme.told is not None
    yield (
        f"Since “{told.name}” ({told.moment.date().isoformat()})"
        if published
        else "Nothing was published yet; compared with the plan before any change"
    )
    for cohort in plan.programme.cohorts:
        mine = [difference for difference in found if difference.key[0] == cohort.key]
        yield f"\n{cohort.label}: {_counts(plan, cohort.key, found=mine)}"
        yield from (f"  {_words(plan, difference)}" for difference in mine)
    gone = [difference for difference in found if plan.programme.cohort(difference.key[0]) is None]
    if gone:
        yield "\nCohorts that are no more"
        yield from (
            f"  {plan.programme.label_of(difference.key[0])}, {_words(plan, difference)}" for difference in gone
        )
    yield from _people(news)
    yield from _places(news)
    yield from _pages(news.stale, published=published)


def _counts(plan: Plan, key: str, *, found: list[Difference]) -> str:
    """ "1 moved, 1 cancelled, 9 unchanged"."""
    from toolkit.jobs.untold import sort_of, unchanged

    sorts = [sort_of(difference) for difference in found]
    known = [(name, sum(sort == name for sort in sorts)) for name in ("added", "moved", "cancelled", "changed")]
    words = [f"{count} {name}{' otherwise' if name == 'changed' else ''}" for name, count in known if count]
    return ", ".join([*words, f"{unchanged(plan, key, found=found)} unchanged"])


def _words(plan: Plan, difference: Difference) -> str:
    from toolkit.documents.news import title_words, what_changed

    return f"{title_words(plan, difference)}: {'; '.join(what_changed(plan, difference, everything=True))}"


def _people(news: Untold) -> Iterator[str]:
    """People with the same news together."""
    from toolkit.words.filters import plural

    groups: dict[tuple[str, ...], list[Concern]] = {}
    for concern in news.people:
        if concern.is_news:
            groups.setdefault(tuple(_for_one(news.plan, concern)), []).append(concern)
    if groups or not news.places:
        yield "\nWho has to know" if groups else "\nNobody has to be told anything."
    for lines, concerned in groups.items():
        same = concerned[0].unchanged
        rest = f" ({plural(same, 'other meeting')} unchanged)" if same else ""
        yield f"  {', '.join(_who(one) for one in concerned)}{rest}"
        yield from (f"    {line}" for line in lines)


def _places(news: Untold) -> Iterator[str]:
    """Who was not told yet how it stands with their place."""
    if news.places:
        yield "\nTo be told about their place"
    for state, words in _STATES.items():
        names = [one.person.name or one.person.id for one in news.places if one.state == state]
        if names:
            yield f"  {', '.join(names)}: {words}"


def _for_one(plan: Plan, concern: Concern) -> list[str]:
    from toolkit.documents.news import roster_words

    meetings = [f"{plan.programme.label_of(one.key[0])}, {_words(plan, one)}" for one in concern.differences]
    return [*meetings, *(f"{one.cohort.label}: {words}" for one in concern.rosters for words in roster_words(one))]


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
        yield "\nTo put up, where files are on a website or a drive"
        yield from (f"  {path}" for path in stale.files)


def _page(page: Reprint) -> str:
    if page.what == "gone":
        return page.path
    whole = f" (in place of the whole {page.part_of})" if page.part_of else ""
    return f"{page.path}: {page.copies}, {page.copies_for}{whole}"


def _slips(slips: Slips) -> str:
    return f"{slips.path}: {slips.copies}, for {slips.copies_for}, to go with {', '.join(slips.pages)}"
