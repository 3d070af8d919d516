"""A rule about variants: what they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.curriculum import Entry, Session
from toolkit.model.plan import Plan
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, YamlPath
from toolkit.reading.records import nearest


def variant_names(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P051: what a variant drops, replaces or inserts after is a block of the session or one that a variant inserts.

    Prompts and checkpoints are named by numbers that the session has.
    """
    for session in plan.programme.sessions:
        inserted = [insertion.block.key for variant in session.head.variants for insertion in variant.insert]
        known = {block.key for block in session.head.blocks} | set(inserted)
        for path, key in _names_in_variants(session):
            if key not in known:
                message = f"No block of this session has the key “{key}”."
                yield plan.programme.source(session.file).problem("P051", path, message, nearest(key, known))
        for path, number, entries, what in _numbers_in_variants(session):
            if not 1 <= number <= len(entries):
                message = f"This session has {len(entries)} {what}s; number {number} is none of them."
                yield plan.programme.source(session.file).problem("P051", path, message)


def _numbers_in_variants(session: Session) -> Iterator[tuple[YamlPath, int, tuple[Entry, ...], str]]:
    for index, variant in enumerate(session.head.variants):
        for place, number in enumerate(variant.prompts or ()):
            yield ("variants", index, "prompts", place), number, session.prompts, "prompt"
        for place, checkpoint in enumerate(variant.checkpoints):
            yield (
                ("variants", index, "checkpoints", place, "number"),
                checkpoint.number,
                session.checkpoints,
                "checkpoint",
            )


def _names_in_variants(session: Session) -> Iterator[tuple[YamlPath, str]]:
    for index, variant in enumerate(session.head.variants):
        for number, key in enumerate(variant.drop):
            yield ("variants", index, "drop", number), key
        for number, block in enumerate(variant.replace):
            yield ("variants", index, "replace", number, "key"), block.key
        for number, insertion in enumerate(variant.insert):
            if insertion.after != "start":
                yield ("variants", index, "insert", number, "after"), insertion.after


RULES = (Rule(variant_names, partly=True),)
