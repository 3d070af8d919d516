"""A session as it is held: variants applied, blocks timed, items with their minutes, and what to drop when late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.model.curriculum import Block, CheckpointTime, Entry, Item, Session, Variant
from toolkit.model.evening import Cut, Evening, StandIn, TimedBlock, TimedCheckpoint, TimedItem
from toolkit.model.fields import Basis, Mode, Reading
from toolkit.model.programme import Programme
from toolkit.model.resources import Resource
from toolkit.model.way import way_of

DELAYS = (10, 20, 30)
"""Minutes late for which the run sheet says what to drop; a session under 90 minutes goes up to a third of its
length."""

MOST_READING_INSIDE = 45
"""Minutes of reading that fit into a meeting."""


def make_evening(session: Session, *, mode: Mode, reading: Reading, resources: Mapping[str, Resource]) -> Evening:
    """The session in one mode and reading.

    Items whose resource or minutes are unknown are left out (the rules tell of them), and further reading that is read
    inside.
    """
    variants = matching_variants(session, mode=mode, reading=reading)
    blocks = time_blocks(apply_variants(session.head.blocks, variants))
    materials = next(
        (variant.materials for variant in reversed(variants) if variant.materials is not None), session.head.materials
    )
    timed = (time_item(item, resources, reading=reading) for item in session.head.items)
    items = tuple(item for item in timed if item is not None)
    inside = {(item.item.use, item.item.part) for item in items if item.when == "inside"}
    return Evening(
        session=session,
        mode=mode,
        reading=reading,
        blocks=blocks,
        items=tuple(item for item in items if item.when != "further" or (item.item.use, item.item.part) not in inside),
        materials=materials,
        lost=tuple(variant.lost for variant in variants),
        mentor=session.head.mentor if way_of(mode).mentored else None,
        cuts=catch_up(blocks),
        prompts=put_prompts(session, variants),
        checkpoints=time_checkpoints(session, variants, blocks=blocks),
        ifs=cases(session, variants, reading=reading),
        stand_ins=stand_ins(session, blocks, mode=mode, reading=reading),
    )


def make_evenings(programme: Programme) -> tuple[tuple[Session, tuple[Evening, ...]], ...]:
    """Each session with its evenings in every supported mode and reading."""
    curriculum, resources = programme.curriculum, programme.resources
    ways: list[tuple[Mode, Reading]] = [(mode, reading) for mode in curriculum.modes for reading in curriculum.readings]
    return tuple(
        (
            session,
            tuple(make_evening(session, mode=mode, reading=reading, resources=resources) for mode, reading in ways),
        )
        for session in programme.sessions
    )


def matching_variants(session: Session, *, mode: Mode, reading: Reading) -> tuple[Variant, ...]:
    """The variants that apply, in the order written."""
    return tuple(
        variant
        for variant in session.head.variants
        if (variant.modes is None or mode in variant.modes) and (variant.reading is None or variant.reading == reading)
    )


def apply_variants(blocks: Iterable[Block], variants: Iterable[Variant]) -> tuple[Block, ...]:
    """The blocks with each variant's drops, replacements and insertions. Names that match nothing do nothing."""
    result = list(blocks)
    for variant in variants:
        result = [block for block in result if block.key not in variant.drop]
        replacements = {block.key: block for block in variant.replace}
        result = [replacements.get(block.key, block) for block in result]
        for insertion in variant.insert:
            keys = [block.key for block in result]
            place = (
                0
                if insertion.after == "start"
                else keys.index(insertion.after) + 1
                if insertion.after in keys
                else len(result)
            )
            result.insert(place, insertion.block)
    return tuple(result)


def time_blocks(blocks: Iterable[Block]) -> tuple[TimedBlock, ...]:
    """Blocks one after another from minute 0."""
    start, timed = 0, []
    for block in blocks:
        timed.append(TimedBlock(block, start))
        start += block.minutes
    return tuple(timed)


def put_prompts(session: Session, variants: Iterable[Variant]) -> tuple[tuple[int, Entry], ...]:
    """The prompts that are put, each with its number in the session; the last variant that names any decides."""
    numbered = tuple(enumerate(session.prompts, 1))
    chosen = next((variant.prompts for variant in reversed(tuple(variants)) if variant.prompts is not None), None)
    return tuple((number, entry) for number, entry in numbered if chosen is None or number in chosen)


def time_checkpoints(
    session: Session, variants: Iterable[Variant], *, blocks: Iterable[TimedBlock]
) -> tuple[TimedCheckpoint, ...]:
    """Each checkpoint in its block: where it says itself, or where the last variant that names its number puts it."""
    moved = {place.number: place for variant in variants for place in variant.checkpoints}
    timed = {block.block.key: block for block in blocks}
    return tuple(
        _timed_checkpoint(number, entry, moved=moved.get(number), blocks=timed)
        for number, entry in enumerate(session.checkpoints, 1)
    )


def _timed_checkpoint(
    number: int, entry: Entry, *, moved: CheckpointTime | None, blocks: Mapping[str, TimedBlock]
) -> TimedCheckpoint:
    if moved is not None:
        return TimedCheckpoint(number, entry, blocks.get(moved.block), moved.first, moved.last)
    return TimedCheckpoint(
        number, entry, blocks.get(entry.part("Block")), entry.number("First pair"), entry.number("Last pair")
    )


def cases(session: Session, variants: Iterable[Variant], *, reading: Reading) -> tuple[Entry, ...]:
    """The cases of "## If" with the texts that the variants give them; a blank text takes a case out.

    "Nobody read" is none where people read inside the meeting.
    """
    texts = {entry.title: entry.text for entry in session.ifs}
    for variant in variants:
        texts.update(variant.ifs)
    if reading == "inside":
        texts.pop("Nobody read", None)
    return tuple(Entry(title, (), text) for title, text in texts.items() if text)


def stand_ins(session: Session, blocks: Iterable[TimedBlock], *, mode: Mode, reading: Reading) -> tuple[StandIn, ...]:
    """For each block with the mentor the block that the peer evening of the same kind has for it, where it has one.

    That is the block under the same key, or the one that says `instead_of` that key.
    """
    way = way_of(mode)
    if not way.mentored:
        return ()
    peers = matching_variants(session, mode=way.without_mentor, reading=reading)
    held = apply_variants(session.head.blocks, peers)
    others = {block.instead_of or block.key: block for block in held if block.who != "mentor"}
    return tuple(
        StandIn(timed, others[timed.block.key])
        for timed in blocks
        if timed.block.who == "mentor" and timed.block.key in others
    )


def time_item(item: Item, resources: Mapping[str, Resource], *, reading: Reading) -> TimedItem | None:
    """The item with its resource, minutes and basis, as it counts under this reading; None where it does not apply or
    is unknown.

    With reading inside, what is read before becomes further reading; with reading before, what is read inside is left
    out.
    """
    resource = resources.get(item.use)
    minutes, basis, note = item_time(item, resource)
    if resource is None or minutes is None or (item.when == "inside" and reading == "before"):
        return None
    when = "further" if item.when == "before" and reading == "inside" else item.when
    return TimedItem(
        item=item, resource=resource, minutes=minutes, basis=basis or "estimate", basis_note=note, when=when
    )


def item_time(item: Item, resource: Resource | None) -> tuple[int | None, Basis | None, str]:
    """Minutes, basis and basis note of an item: its own, else those of the resource's part."""
    part = next((part for part in resource.parts if part.name == (item.part or "whole")), None) if resource else None
    minutes = item.minutes if item.minutes is not None else part.minutes if part else None
    if item.minutes is not None or item.basis is not None:
        return minutes, item.basis, item.basis_note or ""
    if part is None or resource is None:
        return minutes, None, ""
    return minutes, part.basis or resource.basis, part.basis_note or resource.basis_note or ""


def delays(minutes: int) -> tuple[int, ...]:
    """The delays that a session of this length has to be able to make up."""
    return DELAYS if minutes >= 90 else tuple(late for late in DELAYS if late <= minutes // 3)


def catch_up(blocks: tuple[TimedBlock, ...]) -> tuple[Cut, ...]:
    """For each delay, which blocks to shorten, in the order of `cut`, until the meeting ends on time."""
    order = sorted((timed.block for timed in blocks if timed.block.cut is not None), key=lambda block: block.cut or 0)
    return tuple(_cut(order, late) for late in delays(sum(timed.block.minutes for timed in blocks)))


def _cut(order: list[Block], late: int) -> Cut:
    saved, shortened = 0, []
    for block in order:
        spare = min(block.minutes - (block.minutes if block.least is None else block.least), late - saved)
        if spare > 0:
            shortened.append((block.name, block.minutes, block.minutes - spare))
            saved += spare
    return Cut(late, tuple(shortened), saved)
