"""What a variant names is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import told
from tests.planning.rules.test_content import WHOLE, block, messages, only
from toolkit.model.curriculum import Entry


@pytest.mark.parametrize(
    "variant",
    [{"drop": ["opne"]}, {"replace": [block("opne", 20)]}, {"insert": [{"after": "opne", "block": block("new", 5)}]}],
)
def test_a_variant_names_blocks_that_there_are(variant: dict[str, object]) -> None:
    (problem,) = told(only(blocks=WHOLE, variants=({"lost": "x", **variant},)), "P051")
    assert (problem.message, problem.hint) == (
        "No block of this session has the key “opne”.", "Did you mean “open”?",
    )  # fmt: skip


def test_a_variant_may_name_what_another_inserts_and_the_start() -> None:
    first = {"lost": "x", "insert": [{"after": "start", "block": block("new", 5)}]}
    assert messages(only(blocks=WHOLE, variants=(first, {"lost": "y", "drop": ["new"]})), "P051") == []


@pytest.mark.parametrize(("number", "says"), [(1, False), (2, True)])
def test_a_variant_names_prompts_and_checkpoints_by_numbers_that_there_are(number: int, says: bool) -> None:
    checkpoint = {"number": number, "block": "work", "first": 5, "last": 9}
    small = only(blocks=WHOLE, variants=({"lost": "x", "prompts": [number], "checkpoints": [checkpoint]},))
    (one,) = small.sessions
    found = replace(small, sessions=(replace(one, prompts=(Entry("Why?"),), checkpoints=(Entry("Green"),)),))
    said = {f"This session has 1 {what}s; number {number} is none of them." for what in ("checkpoint", "prompt")}
    assert set(messages(found, "P051")) == (said if says else set())
