"""`programme cohorts`: people into groups by the times they gave; `--replan` after somebody is lost or added."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options

if TYPE_CHECKING:
    from toolkit.grouping.advice import Advice
    from toolkit.grouping.menu import Choice
    from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Sizes
    from toolkit.jobs.cohorts import Desk
    from toolkit.planning.cohort_request import Request, Wanted

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@click.command(name="cohorts", epilog="Example: programme cohorts --size 4-8 --target 6")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--size", metavar="4-8", help="People in a cohort, least and most (default: the curriculum's).")
@click.option("--target", type=click.IntRange(1, 1000), metavar="6", help="The best size (default: the curriculum's).")
@click.option(
    "--meeting",
    type=click.IntRange(15, 600),
    metavar="MINUTES",
    help="Length of a meeting (default: as formed last, or the longest session).",
)
@click.option(
    "--grid",
    type=click.Choice(["15", "30", "60"]),
    help="Minutes between possible starts (default: 30, or 15 where a clock calls for it).",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Another number may give another plan as good."
)
@click.option(
    "--limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="End after so long with the best plan so far.",
)
@click.option("--keep", multiple=True, metavar="KEY", help="A cohort that stays as it is; may be repeated.")
@click.option("--replan", is_flag=True, help="After a loss or an addition: nobody else moves, few move, or many.")
@click.option("--accept", type=click.IntRange(1), metavar="N", help="With --replan: write the N-th of its plans.")
@click.option(
    "--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md. Writes cohorts.yaml too."
)
@click.option("--dry-run", is_flag=True, help="Only show the plan.")
@shared_options
def command(
    context: Context,
    directory: Path | None,
    *,
    size: str | None,
    target: int | None,
    meeting: int | None,
    grid: str | None,
    seed: int,
    limit: float | None,
    keep: tuple[str, ...],
    replan: bool,
    accept: int | None,
    as_json: bool,
    dry_run: bool,
) -> int:
    """Group people by the times they gave, and write cohorts.yaml.

    Nobody is placed outside their times. Who has no place is listed with what would give them one. Cohorts that were
    written or edited by hand stay as they are.
    """
    from toolkit.jobs.cohorts import open_desk
    from toolkit.planning.cohort_request import Wanted, agreed_minutes, usual_sizes
    from toolkit.problems import WrongUsage

    if accept is not None and not replan:
        raise WrongUsage("--accept takes one of the plans of --replan. Give both.")
    folder = context.programme_folder(directory)
    desk = open_desk(folder, context.open_shelves(folder), keep=keep)
    sizes = read_sizes(usual_sizes(desk.plan.programme), size=size, target=target)
    formed = [cohort for cohort in desk.plan.programme.cohorts if replan or cohort.key in desk.free]
    wanted = Wanted(sizes, meeting or agreed_minutes(formed), int(grid) if grid else None)
    work = watched(context, limit=limit, seed=seed)
    if replan:
        return _replan(context, desk, wanted=wanted, work=work, accept=accept, as_json=as_json, dry_run=dry_run)
    return _form(context, desk, wanted=wanted, work=work, as_json=as_json, dry_run=dry_run)


def read_sizes(usual: Sizes, *, size: str | None, target: int | None) -> Sizes:
    """`--size 4-8 --target 6`, with what is left out from the curriculum. WrongUsage where they contradict each
    other."""
    from toolkit.grouping.problem import Sizes
    from toolkit.problems import WrongUsage

    least, most = usual.least, usual.most
    if size is not None:
        match = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-–]\s*(\d{1,3}))?\s*", size)
        if not match:
            raise WrongUsage(f"--size {size} is not a size. Write it like 4-8.")
        least, most = int(match[1]), int(match[2] or match[1])
    if not 1 <= least <= most:
        raise WrongUsage(f"--size {least}-{most}: the least comes first, and is at least 1.")
    if target is not None and not least <= target <= most:
        raise WrongUsage(f"--target {target} does not lie within {least}-{most}.")
    return Sizes(least, target or min(max(usual.target, least), most), most)


@contextmanager
def watched(context: Context, *, limit: float | None, seed: int) -> Iterator[Effort]:
    """An effort that ends at the limit or at Ctrl-C with the best plan so far, and tells its progress on a terminal."""
    import signal
    import sys

    from toolkit.grouping.problem import Effort, Watch

    began, interrupted = time.monotonic(), list[bool]()

    def stop() -> str:
        if interrupted:
            return "interrupted"
        return "limit" if limit is not None and time.monotonic() - began >= limit else ""

    shown = sys.stderr is not None and sys.stderr.isatty() and not context.quiet
    tell = _progress(began) if shown else _silent
    before = signal.signal(signal.SIGINT, lambda *_: interrupted.append(True))
    try:
        yield Effort(seed=seed, watch=Watch(stop, tell))
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            click.echo("\r\033[K", nl=False, err=True)


def _silent(_placed: int, _bound: int) -> None:
    return None


def _progress(began: float) -> Callable[[int, int], None]:
    last = [began]

    def tell(placed: int, bound: int) -> None:
        now = time.monotonic()
        if now - began > 1 and now - last[0] > 0.2:
            last[0] = now
            gap = f", gap {100 * (bound - placed) / bound:.1f} %" if bound else ""
            click.echo(
                f"\r\033[KPlaced {placed}; no plan can place more than {bound}{gap}. {now - began:.0f} s",
                nl=False,
                err=True,
            )

    return tell


def _form(
    context: Context, desk: Desk, *, wanted: Wanted, work: AbstractContextManager[Effort], as_json: bool, dry_run: bool
) -> int:
    from toolkit.grouping.suggest import advise
    from toolkit.jobs.cohorts import cohorts_text, form, mentors_of, remembered, write
    from toolkit.problems import WouldOverwrite

    known = desk.plan.programme.told is not None or desk.plan.programme.mailings
    if known and any(cohort.members for cohort in desk.plan.programme.cohorts if cohort.key in desk.free):
        raise WouldOverwrite("People have been told who meets when. Use --replan, or keep cohorts with --keep KEY.")
    begun = {mark.cohort for mark in desk.plan.programme.people.attendance} | {
        change.cohort for change in desk.plan.programme.changes
    }
    if bound := [
        cohort.label
        for cohort in desk.plan.programme.cohorts
        if cohort.key in desk.free and cohort.members and cohort.key in begun
    ]:
        raise WouldOverwrite(f"{bound[0]} has attendance or changes. Use --replan, or keep cohorts with --keep KEY.")
    began = time.monotonic()
    with work as effort:
        request, plan = form(desk, wanted, effort=effort)
        advice = advise(request.problem, plan, effort=effort)
        if not dry_run and plan.cohorts:
            text, memory = cohorts_text(desk, plan, minutes=wanted.minutes)
            formed = remembered(request.problem, plan, advice=advice)
            write(desk, text, memory=memory, formed=formed, did="cohorts", now=context.moment)
        mentors = mentors_of(desk, plan, minutes=wanted.minutes)
    if as_json:
        click.echo(
            json.dumps(
                _data(request.problem, plan, advice=advice, mentors=mentors, seconds=time.monotonic() - began),
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        click.echo("\n".join(_lines(desk, request.problem, plan=plan, advice=advice, mentors=mentors)))
    _talk(context, request, plan=plan, dry_run=dry_run)
    return 0


def _talk(context: Context, request: Request, *, plan: CohortPlan, dry_run: bool) -> None:
    """What is to be said beside the result."""
    from toolkit.grouping.exact import solver_is_here

    for note in (*request.notes, *_broken_by_kept(request, plan)):
        context.say(note)
    if plan.cut:
        why = "--limit" if plan.cut == "limit" else "Ctrl-C"
        context.say(f"Cut short by {why}: this is the best plan so far, and another run may give another.")
    if not solver_is_here():
        context.say(
            "The solver is not installed, so the plan may not be the best: pip install 'programme-in-a-box[cohorts]'"
        )
    if not plan.cohorts:
        context.say(
            "No cohort was formed; cohorts.yaml stays as it is."
            if plan.cut
            else "No cohort can be formed; cohorts.yaml stays as it is."
        )
    elif not dry_run:
        context.say("Wrote cohorts.yaml. Next: programme check, then programme build.")


def _broken_by_kept(request: Request, plan: CohortPlan) -> list[str]:
    """A sentence where cohorts that were kept as they are break rules."""
    from toolkit.grouping.check import find_violations

    kept = {cohort.key for cohort in request.problem.kept}
    broken = {
        plan.cohorts[one.cohort].key for one in find_violations(request.problem, plan.cohorts) if one.cohort is not None
    } & kept
    return (
        [f"Kept as written, against a rule or more: {', '.join(sorted(broken))}. `programme check` names them."]
        if broken
        else []
    )


def when(start: int) -> str:
    """A minute of the week in words: "Wed 19:00"."""
    return f"{DAYS[start // 1440].title()} {start % 1440 // 60:02d}:{start % 60:02d}"


def _data(
    problem: CohortProblem, plan: CohortPlan, *, advice: Advice, mentors: Mapping[str, str], seconds: float
) -> dict[str, object]:
    from toolkit.grouping.reasons import why_unplaced

    reasons = why_unplaced(problem, plan)
    suggestions = {
        id: [{"kind": one.kind, "text": one.text, "places": one.places} for one in found]
        for id, found in advice.suggestions.items()
    }
    return {
        "version": 1,
        "placed": plan.placed,
        "reachable": plan.reachable,
        "bound": plan.bound,
        "status": plan.status,
        "gap": plan.gap,
        "seconds": round(seconds, 3),
        "cut": plan.cut or None,
        "cohorts": [cohort_data(problem, cohort) | {"mentor": mentors.get(cohort.key)} for cohort in plan.cohorts],
        "unplaced": [
            {"id": id, "why": reasons[id], "suggestions": suggestions.get(id, []), "note": advice.notes.get(id)}
            for id in plan.unplaced
        ],
        "ask": [
            {
                "id": one.id,
                "start": when(one.start),
                "end": when(one.end % 10080),
                "text": one.text,
                "places": one.places,
            }
            for one in advice.ask
        ],
    }


def cohort_data(problem: CohortProblem, cohort: FormedCohort) -> dict[str, object]:
    """A cohort as `--json` prints it."""
    return {
        "id": cohort.key,
        "stream": {"track": cohort.stream.track, "level": cohort.stream.level},
        "day": DAYS[cohort.start // 1440],
        "time": f"{cohort.start % 1440 // 60:02d}:{cohort.start % 60:02d}",
        "minutes": cohort.minutes or problem.minutes,
        "timezone": problem.zone,
        "facilitator": cohort.leader or None,
        "facilitators": list(cohort.leaders),
        "room": cohort.room,
        "members": list(cohort.members),
    }


def _lines(
    desk: Desk, problem: CohortProblem, *, plan: CohortPlan, advice: Advice, mentors: Mapping[str, str]
) -> Iterator[str]:
    from toolkit.grouping.reasons import why_unplaced

    people, reasons = len(plan.unplaced) + plan.placed, why_unplaced(problem, plan)
    if not people:
        yield "Nobody in people/participants.csv is to be placed; `programme people import FILE` brings people in."
        return
    proof = "proven the most" if plan.status == "optimal" else f"no plan can place more than {plan.bound}"
    yield (
        f"Placed {plan.placed} of {people} people in {len(plan.cohorts)}"
        f" {'cohort' if len(plan.cohorts) == 1 else 'cohorts'} ({proof}). Times are those of {problem.zone}."
    )
    for cohort in plan.cohorts:
        yield ""
        yield from cohort_lines(desk, cohort, mentor=mentors.get(cohort.key))
    if plan.unplaced:
        yield ""
        yield f"Without a place: {len(plan.unplaced)}"
    for id in plan.unplaced:
        suggestions = advice.suggestions.get(id, ())
        yield f"  {_name(desk, id)}: {_named(desk, reasons[id])}"
        yield from (f"    {_named(desk, one.text)}" for one in suggestions)
        if (note := advice.notes.get(id)) and not reasons[id].startswith(("gave no times", "no meeting")):
            yield f"    {note}"
    if advice.ask:
        yield ""
        yield "Ask these people:"
        yield from (f"  {_name(desk, one.id)}{one.text.removeprefix(one.id)}" for one in advice.ask)


def _named(desk: Desk, text: str) -> str:
    """A sentence with names where it has ids of participants. An id without a figure could be a word of the sentence
    and stays."""
    names = {id: one.name for id, one in desk.plan.programme.people.participants.items() if one.name}
    return re.sub(r"(?<![\w-])[\w-]*\d[\w-]*(?![\w:-]\d)", lambda match: names.get(match[0], match[0]), text)


def cohort_lines(desk: Desk, cohort: FormedCohort, *, mentor: str | None) -> Iterator[str]:
    """A cohort in two lines: when, with whom, where; then its members."""
    stream = " ".join(word for word in (cohort.stream.track, cohort.stream.level) if word)
    known = desk.plan.programme.people.facilitators
    leader = ", ".join((known[id].name if id in known else "") or id for id in cohort.leaders) or "no facilitator yet"
    helper = f"mentor {(known[mentor].name if mentor in known else '') or mentor}" if mentor else ""
    room = desk.plan.programme.people.rooms.get(cohort.room or "")
    where = "online" if cohort.stream.online else room.name if room else "no room yet"
    parts = [stream, when(cohort.start), leader, helper, where, f"{len(cohort.members)} people"]
    yield f"{cohort.key}: {' · '.join(part for part in parts if part)}"
    yield f"   {', '.join(_name(desk, id) for id in cohort.members)}"


def _name(desk: Desk, id: str) -> str:
    person = desk.plan.programme.people.participants.get(id)
    return person.name if person and person.name else id


def _replan(
    context: Context,
    desk: Desk,
    *,
    wanted: Wanted,
    work: AbstractContextManager[Effort],
    accept: int | None,
    as_json: bool,
    dry_run: bool,
) -> int:
    from toolkit.grouping.suggest import advise
    from toolkit.jobs.cohorts import cohorts_text, remembered, replan, write
    from toolkit.problems import WouldOverwrite, WrongUsage

    began = time.monotonic()
    with work as effort:
        request, choices = replan(desk, wanted, effort=effort, now=context.moment)
        if accept is not None and accept > len(choices):
            raise WrongUsage(
                f"--accept {accept}: there {'is 1 plan' if len(choices) == 1 else f'are {len(choices)} plans'}."
            )
        if accept is not None and not dry_run:
            plan = choices[accept - 1].plan
            if not plan.cohorts:
                raise WouldOverwrite(
                    "No cohort has members any more, and cohorts.yaml would be empty. Nothing was written."
                )
            text, memory = cohorts_text(desk, plan, minutes=wanted.minutes, kept=choices[accept - 1].same)
            did = f"cohorts --replan --accept {accept}"
            write(
                desk,
                text,
                memory=memory,
                formed=remembered(request.problem, plan, advice=advise(request.problem, plan, effort=effort)),
                did=did,
                now=context.moment,
            )
    if as_json:
        data = [_choice_data(request.problem, choice) for choice in choices]
        click.echo(
            json.dumps(
                {"version": 1, "accepted": accept, "seconds": round(time.monotonic() - began, 3), "choices": data},
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        click.echo("\n".join(_menu(desk, choices)))
    for note in request.notes:
        context.say(note)
    if accept is None:
        context.say("Nothing was written. Take one with --accept 1, 2, …")
    elif not dry_run:
        context.say(f"Wrote cohorts.yaml with plan {accept}.")
    return 0


def _choice_data(problem: CohortProblem, choice: Choice) -> dict[str, object]:
    return {
        "kind": choice.kind,
        "placed": choice.plan.placed,
        "bound": choice.plan.bound,
        "moved": [{"id": id, "from": before, "to": after} for id, before, after in _differences(choice)],
        "facilitators": list(_instead(replace(choice, rooms=()))),
        "rooms": list(_instead(replace(choice, facilitators=()))),
        "small": list(choice.small),
        "ended": list(choice.ended),
        "cohorts": [cohort_data(problem, cohort) for cohort in choice.plan.cohorts],
        "unplaced": list(choice.plan.unplaced),
    }


def _menu(desk: Desk, choices: tuple[Choice, ...]) -> Iterator[str]:
    for number, choice in enumerate(choices, 1):
        plan = choice.plan
        changed = sum(1 for one in choice.moved if one[2])
        words = "1 changes time" if changed == 1 else f"{changed} change times"
        yield f"{number}. {choice.title}: {plan.placed} placed, {len(plan.unplaced)} without a place, {words}."
        yield from (
            f"     {_name(desk, id)}: {before or 'no place'} → {after or 'no place'}"
            for id, before, after in _differences(choice)
        )
        yield from (f"     {line}" for line in (*choice.ended, *_instead(choice, desk), *choice.small))
        if plan.unplaced:
            yield f"     Without a place: {', '.join(_name(desk, id) for id in plan.unplaced)}"


def _differences(choice: Choice) -> list[tuple[str, str, str]]:
    """Whose time is another, blank for no place: of those who had one, then of those who get one."""
    return [*choice.moved, *((id, "", after) for id, after in choice.joined)]


def _instead(choice: Choice, desk: Desk | None = None) -> Iterator[str]:
    """Sentences about other facilitators and rooms: by name, or without a desk by id."""
    people = desk.plan.programme.people if desk else None

    def helpers(ids: tuple[str, ...]) -> str:
        return (
            ", ".join(
                (people.facilitators[id].name if people and id in people.facilitators else "") or id for id in ids
            )
            or "nobody"
        )

    def room(id: str | None) -> str:
        return "no room" if id is None else (people.rooms[id].name if people and id in people.rooms else "") or id

    yield from (f"{key}: {helpers(now)} instead of {helpers(before)}" for key, now, before in choice.facilitators)
    yield from (f"{key}: {room(now)} instead of {room(before)}" for key, now, before in choice.rooms)
