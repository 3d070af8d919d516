"""Rules about the curriculum: run sheets, variants, readings, outcomes, order and load."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from toolkit.model.curriculum import Block, Item, Session
from toolkit.model.evening import Evening
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Programme
from toolkit.planning.calendar import week_start
from toolkit.planning.evening import MOST_READING_INSIDE, item_time, matching_variants
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, YamlPath
from toolkit.reading.records import nearest
from toolkit.words.filters import plural


def minutes_sum(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P040: the blocks as written sum to the session's minutes. P038: no two of them have one key."""
    for session in plan.programme.sessions:
        source, head = plan.programme.source(session.file), session.head
        total = _total(head.blocks)
        if total != head.minutes:
            message = f"The blocks sum to {plural(total, 'minute')}; the session has {head.minutes}."
            yield source.problem("P040", ("minutes",), message, _difference(total, head.minutes))
        keys = [block.key for block in head.blocks]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                yield source.problem("P038", ("blocks", index, "key"), f"“{key}” is the key of an earlier block too.")


def variants_sum(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P041: in each supported mode and reading the blocks still sum. A variant that changes no sum is not blamed for a
    wrong base."""
    for session, evenings in plan.evenings:
        base, told = _total(session.head.blocks), set[tuple[int, int]]()
        for evening in evenings:
            variants = matching_variants(session, mode=evening.mode, reading=evening.reading)
            index = session.head.variants.index(variants[-1]) if variants else 0
            if not variants or evening.minutes in (session.head.minutes, base) or (index, evening.minutes) in told:
                continue
            told.add((index, evening.minutes))
            message = (
                f"In {evening.mode}, reading {evening.reading}, the blocks sum to {evening.minutes} minutes; the"
                f" session has {session.head.minutes}."
            )
            hint = _difference(evening.minutes, session.head.minutes)
            yield plan.programme.source(session.file).problem("P041", ("variants", index), message, hint)


def modes_differ(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P054: two supported modes differ in block keys, minutes, who or order; clinics and talks too."""
    for session, evenings in plan.evenings:
        for one, other in combinations(evenings, 2):
            if one.reading == other.reading and _shape(one) == _shape(other):
                message = f"{one.mode} and {other.mode} have the same blocks (reading {one.reading})."
                yield plan.programme.source(session.file).problem("P054", ("variants",), message)


def _shape(evening: Evening) -> tuple[tuple[str, int, str], ...]:
    return tuple((timed.block.key, timed.block.minutes, timed.block.who) for timed in evening.blocks)


def items_known(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P034 unknown resource, P035 unknown part, P042 no minutes or basis, P092 ended or moved."""
    for session in plan.programme.sessions:
        for index, item in enumerate(session.head.items):
            yield from _item(plan.programme, session, index=index, item=item)


def _item(programme: Programme, session: Session, *, index: int, item: Item) -> Iterator[Problem]:
    source, resource = programme.source(session.file), programme.resources.get(item.use)
    if resource is None:
        message = f"No resource has the id “{item.use}”."
        yield source.problem("P034", ("items", index, "use"), message, nearest(item.use, programme.resources))
        return
    if resource.status in ("ended", "moved"):
        hint = f"Its fallback is “{resource.fallback}”." if resource.fallback else ""
        yield source.problem("P092", ("items", index, "use"), f"“{resource.title}” has {resource.status}.", hint)
    parts = [part.name for part in resource.parts]
    if item.part is not None and item.part not in parts and item.minutes is None:
        yield source.problem(
            "P035", ("items", index, "part"), f"“{item.use}” has no part “{item.part}”.", nearest(item.part, parts)
        )
        return
    minutes, basis, _note = item_time(item, resource)
    if minutes is not None and basis is None:
        yield _without_basis(programme, session, index=index, item=item)
    elif minutes is None:
        missing = "minutes" if basis else "minutes and basis"
        yield source.problem(
            "P042",
            ("items", index),
            f"“{item.use}” has no {missing} here.",
            nearest("", parts) or "Give minutes and basis here.",
        )


def _without_basis(programme: Programme, session: Session, *, index: int, item: Item) -> Problem:
    """P042 where the basis is to be written: at the item that has minutes of its own, else at the part in
    resources.yaml."""
    hint = "Add basis: stated, counted, tried or estimate."
    own, part = programme.source("resources.yaml"), item.part or "whole"
    resource = programme.resources[item.use]
    number = next((number for number, one in enumerate(resource.parts) if one.name == part), 0)
    path = ("resources", list(programme.resources).index(item.use), "parts", number)
    if item.minutes is None and path in own.places:
        return own.problem("P042", path, f"The part “{part}” of “{item.use}” has minutes but no basis.", hint)
    return programme.source(session.file).problem(
        "P042", ("items", index), f"“{item.use}” has minutes but no basis here.", hint
    )


def order_kept(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P043: what a session needs comes earlier in the curriculum. P030: and it exists."""
    order = [session.key for session in plan.programme.sessions]
    for position, session in enumerate(plan.programme.sessions):
        source = plan.programme.source(session.file)
        for index, key in enumerate(session.head.needs):
            if key not in order:
                yield source.problem("P030", ("needs", index), f"No session has the key “{key}”.", nearest(key, order))
            elif order.index(key) >= position:
                message = f"“{session.key}” needs “{key}”, which does not come before it."
                yield source.problem("P043", ("needs", index), message)


def weekly_load(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P044: what one cohort prepares for the sessions held in one week stays within the curriculum's promise."""
    programme, promised = plan.programme, plan.programme.curriculum.weekly_load
    first = programme.term.first_weekday if programme.term else programme.city.week_starts
    weeks: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in plan.meetings:
        if not meeting.cancelled:
            weeks.setdefault((meeting.cohort.key, week_start(meeting.date, first).isoformat()), []).append(meeting)
    for (_cohort, _week), meetings in sorted(weeks.items()):
        load = sum(meeting.evening.load for meeting in meetings)
        if load <= promised:
            continue
        last = max(meetings, key=lambda meeting: (meeting.evening.load, meeting.number))
        names = " and ".join(meeting.session.key for meeting in sorted(meetings, key=lambda meeting: meeting.number))
        together = ", which are held in one week," if len(meetings) > 1 else ""
        message = f"Preparing for {names}{together} takes {load} minutes; {promised} a week are promised."
        yield programme.source(last.session.file).problem("P044", ("items",), message)


def outcomes_practised(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P045: every line of able_to is practised in every supported mode. P052: `practises` counts within able_to."""
    for session, evenings in plan.evenings:
        source, count = plan.programme.source(session.file), len(session.head.able_to)
        for path, block in written_blocks(session):
            for index, number in enumerate(block.practises):
                if not 1 <= number <= count:
                    yield source.problem(
                        "P052", (*path, "practises", index), f"practises names {number}; able_to has {count} lines."
                    )
        for number in range(1, count + 1):
            without = [evening.mode for evening in evenings if not _practised(evening, number)]
            if without:
                modes = ", ".join(dict.fromkeys(without))
                yield source.problem(
                    "P045", ("able_to", number - 1), f"No block practises line {number} of able_to (in {modes})."
                )


def _practised(evening: Evening, number: int) -> bool:
    return any(number in timed.block.practises for timed in evening.blocks)


def written_blocks(session: Session) -> Iterator[tuple[YamlPath, Block]]:
    """Every block of the session and of its variants, with where it stands."""
    for index, block in enumerate(session.head.blocks):
        yield ("blocks", index), block
    for index, variant in enumerate(session.head.variants):
        for number, block in enumerate(variant.replace):
            yield ("variants", index, "replace", number), block
        for number, insertion in enumerate(variant.insert):
            yield ("variants", index, "insert", number, "block"), insertion.block


def can_catch_up(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P046: in each supported mode the cuts make up for each delay. A clinic has no fixed end and is left out."""
    for session, evenings in plan.evenings:
        short = [(evening, cut) for evening in evenings for cut in evening.cuts if not cut.ends_on_time]
        if short and session.head.kind != "clinic":
            modes = ", ".join(dict.fromkeys(evening.mode for evening, _ in short))
            late, saved = max(cut.late for _, cut in short), min(cut.saved for _, cut in short)
            message = f"When {late} minutes late only {saved} can be saved (in {modes})."
            yield plan.programme.source(session.file).problem("P046", ("blocks",), message)


def reading_inside(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P050: with reading inside, at most 45 minutes are read in a meeting."""
    for session, evenings in plan.evenings:
        evening = next((evening for evening in evenings if evening.reading == "inside"), None)
        if evening is None:
            continue
        inside = evening.items_when("inside")
        alternatives = [timed.minutes for timed in inside if timed.item.choose == "one-of"]
        minutes = sum(timed.minutes for timed in inside if timed.item.choose == "all") + max(alternatives, default=0)
        if minutes > MOST_READING_INSIDE:
            message = (
                f"{minutes} minutes are read inside the meeting; at most {MOST_READING_INSIDE} leave room for the rest."
            )
            yield plan.programme.source(session.file).problem("P050", ("items",), message)


def next_inside(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P107: before a session that is prepared with reading before only, “## Next” has a text for reading inside."""
    sessions = plan.programme.sessions
    if set(plan.programme.curriculum.readings) != {"before", "inside"}:
        return
    for session, following in pairwise(sessions):
        prepared = any(item.when == "before" for item in following.head.items) or any(
            task.reading == "before" for task in following.head.homework
        )
        if prepared and not session.next_inside:
            message = f"With reading inside nobody prepares “{following.key}”, but this text is printed all the same."
            yield plan.programme.source(session.file).problem("P107", ("## Next",), message)


def _total(blocks: tuple[Block, ...]) -> int:
    return sum(block.minutes for block in blocks)


def _difference(total: int, wanted: int) -> str:
    return f"{'Take away' if total > wanted else 'Add'} {plural(abs(total - wanted), 'minute')}."


RULES = (
    Rule(minutes_sum, partly=True),
    Rule(variants_sum, partly=True),
    Rule(modes_differ, partly=True),
    Rule(items_known, partly=True, needs=dict.fromkeys(("P034", "P035", "P042"), "resources.yaml"), certain=("P034",)),
    Rule(order_kept, partly=True, needs={"P030": "sessions/", "P043": "curriculum.yaml"}, certain=("P030",)),
    Rule(weekly_load),
    Rule(outcomes_practised, partly=True),
    Rule(can_catch_up, partly=True),
    Rule(reading_inside, partly=True),
    Rule(next_inside, partly=True, needs={"P107": "curriculum.yaml"}),
)
