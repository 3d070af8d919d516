"""Rules about what a facilitator reads on the night: every text of an evening speaks of what that evening has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.model.curriculum import Block, Entry, Session
from toolkit.model.evening import Evening, StandIn, TimedBlock, TimedCheckpoint
from toolkit.model.plan import Plan
from toolkit.planning.evening import matching_variants
from toolkit.planning.rules.content import written_blocks
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, YamlPath

Text = tuple[YamlPath, str]


def checkpoints_inside(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P056: in each supported mode and reading a checkpoint's block is there, and both pairs reach it within the
    block."""
    for session, evenings in plan.evenings:
        told: dict[tuple[YamlPath, str], list[str]] = {}
        for evening in evenings:
            for checkpoint in evening.checkpoints:
                message = _outside(checkpoint)
                if message:
                    told.setdefault((_checkpoint_place(session, evening, checkpoint=checkpoint), message), []).append(
                        _way(evening)
                    )
        for (path, message), ways in told.items():
            yield plan.programme.source(session.file).problem("P056", path, f"{message} (in {', '.join(ways)}).")


def _outside(checkpoint: TimedCheckpoint) -> str:
    """What is wrong with a checkpoint's place, or nothing."""
    timed, name = checkpoint.block, f"Checkpoint {checkpoint.number}"
    if timed is None:
        return f"{name} falls into a block that is not there"
    if timed.block.who == "break":
        return f"{name} falls into a break"
    if not checkpoint.first <= checkpoint.last <= timed.block.minutes:
        span = f"from {checkpoint.first} to {checkpoint.last} minutes"
        return f"{name} is reached {span} after the start of “{timed.block.name}”, which has {timed.block.minutes}"
    return ""


def _checkpoint_place(session: Session, evening: Evening, *, checkpoint: TimedCheckpoint) -> YamlPath:
    """The variant that places the checkpoint, else its heading."""
    place: YamlPath = ("## Checkpoints", f"### {checkpoint.entry.title}")
    for variant in matching_variants(session, mode=evening.mode, reading=evening.reading):
        for index, moved in enumerate(variant.checkpoints):
            if moved.number == checkpoint.number:
                place = ("variants", session.head.variants.index(variant), "checkpoints", index)
    return place


def blocks_named(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P057: no text of an evening names a block that the session has in another mode or reading only.

    Names of one word and of breaks are left alone, since they may be meant as words. In the case "No mentor" the blocks
    that stand in count too.
    """
    for session, evenings in plan.evenings:
        told: dict[tuple[YamlPath, str], list[str]] = {}
        for evening in evenings:
            for path, text in _texts(session, evening):
                for name in _absent(session, evening, path=path, text=text):
                    told.setdefault((path, name), []).append(_way(evening))
        for (path, name), ways in told.items():
            message = f"“{name}” is not a block of this evening in {', '.join(ways)}."
            yield plan.programme.source(session.file).problem("P057", path, message)


def _absent(session: Session, evening: Evening, *, path: YamlPath, text: str) -> Iterator[str]:
    """The names in `text` of blocks that this evening does not have."""
    blocks = [timed.block for timed in evening.blocks]
    if path[-1] in ("### No mentor", "No mentor"):
        blocks += [stand_in.block for stand_in in evening.stand_ins]
    present = {block.name for block in blocks}
    every = {block.name for _path, block in written_blocks(session) if block.who != "break"}
    for name in dict.fromkeys(_named(text, every)):
        if not any(name in known for known in present):
            yield name


def _named(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that stand in `text`, a longer name before a shorter one that is part of it."""
    there = (name for name in names if " " in name and name in text)
    ordered = sorted(there, key=lambda name: (-len(name), name))
    return re.findall(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", text) if ordered else []


def late_plan(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P058: only blocks that can be shortened say `if_late`, and "Late" names no block that cannot."""
    for session, evenings in plan.evenings:
        source = plan.programme.source(session.file)
        for path, block in written_blocks(session):
            if block.if_late and not _gives(block):
                yield source.problem(
                    "P058", (*path, "if_late"), f"“{block.name}” says what to leave out, and is never shortened."
                )
        told: dict[tuple[YamlPath, str], list[str]] = {}
        for evening in evenings:
            fixed = {timed.block.name for timed in evening.blocks if not _gives(timed.block)}
            for entry in evening.ifs:
                for name in (
                    _named(entry.text, {timed.block.name for timed in evening.blocks}) if entry.title == "Late" else ()
                ):
                    if name in fixed:
                        told.setdefault((_case_place(session, evening, entry=entry), name), []).append(_way(evening))
        for (path, name), ways in told.items():
            yield source.problem("P058", path, f"“Late” names “{name}”, which is never shortened in {', '.join(ways)}.")


def _gives(block: Block) -> bool:
    """Whether the sheet ever shortens the block."""
    return block.cut is not None and block.minutes > (block.minutes if block.least is None else block.least)


def mentor_settled(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P059: a mentor's block has a stand-in that fits or a text for "No mentor"; a peer evening leaves nothing to a
    mentor."""
    for session, evenings in plan.evenings:
        told: dict[tuple[YamlPath, str], list[str]] = {}
        for evening in evenings:
            found = _unsettled(session, evening) if evening.way.mentored else _left_to_a_mentor(session, evening)
            for path, message in found:
                told.setdefault((path, message), []).append(_way(evening))
        for (path, message), ways in told.items():
            yield plan.programme.source(session.file).problem("P059", path, f"{message} (in {', '.join(ways)}).")


def _unsettled(session: Session, evening: Evening) -> Iterator[Text]:
    stood_in = {stand_in.mentor.block.key: stand_in for stand_in in evening.stand_ins}
    told = any(entry.title == "No mentor" for entry in evening.ifs)
    for timed in evening.blocks:
        stand_in = stood_in.get(timed.block.key)
        path = _block_place(session, timed)
        if timed.block.who == "mentor" and stand_in is None and not told:
            yield path, f"“{timed.block.name}” has nothing in its place if the mentor does not come"
        if stand_in is not None and not _fits(stand_in):
            yield (
                path,
                f"“{stand_in.block.name}” does not fit into the {timed.block.minutes} minutes of “{timed.block.name}”",
            )


def _fits(stand_in: StandIn) -> bool:
    block = stand_in.block
    return (block.minutes if block.least is None else block.least) <= stand_in.mentor.block.minutes


def _left_to_a_mentor(session: Session, evening: Evening) -> Iterator[Text]:
    for timed in evening.blocks:
        if timed.block.who == "mentor":
            yield _block_place(session, timed), f"“{timed.block.name}” is held with a mentor, and there is none"
    for path, text in _texts(session, evening):
        if path[0] != "## Next" and re.search(r"\bmentor", text, re.IGNORECASE):
            yield path, "The text speaks of the mentor, and there is none"


def _texts(session: Session, evening: Evening) -> Iterator[Text]:
    """Every text that the pack prints for this evening, with where it stands."""
    for timed in evening.blocks:
        block = timed.block
        yield _block_place(session, timed), f"{block.say}\n{block.do}\n{block.leaves}\n{block.if_late}"
    for entry in evening.ifs:
        if entry.title != "No mentor" or evening.way.mentored:
            yield _case_place(session, evening, entry=entry), entry.text
    for number, entry in evening.prompts:
        yield ("## Prompts", f"### {session.prompts[number - 1].title}"), _words(entry)
    for checkpoint in evening.checkpoints:
        yield ("## Checkpoints", f"### {checkpoint.entry.title}"), _words(checkpoint.entry)
    for entry in session.worksheet:
        yield ("## Worksheet", f"### {entry.title}"), _words(entry)
    headings = {"Before you facilitate": session.before, "Stuck": session.stuck, "Exit question": session.exit_question}
    for heading, text in headings.items():
        yield (f"## {heading}",), text
    yield (f"## {'Next' if evening.next == session.next else 'Next, reading inside'}",), evening.next


def _words(entry: Entry) -> str:
    return "\n".join((entry.text, *(part.text for part in entry.parts)))


def _block_place(session: Session, timed: TimedBlock) -> YamlPath:
    return next(path for path, block in written_blocks(session) if block is timed.block)


def _case_place(session: Session, evening: Evening, *, entry: Entry) -> YamlPath:
    """The last variant that gives this case its text, else its heading."""
    place: YamlPath = ("## If", f"### {entry.title}")
    for variant in matching_variants(session, mode=evening.mode, reading=evening.reading):
        if entry.title in variant.ifs:
            place = ("variants", session.head.variants.index(variant), "if", entry.title)
    return place


def _way(evening: Evening) -> str:
    """A mode, with its reading where that is another than before."""
    return evening.mode if evening.reading == "before" else f"{evening.mode}, reading inside"


RULES = (
    Rule(checkpoints_inside, partly=True),
    Rule(blocks_named, partly=True),
    Rule(late_plan, partly=True),
    Rule(mentor_settled, partly=True),
)
