"""What the history calls an action: words that one may type again."""

from __future__ import annotations

import shlex

import pytest

from toolkit.jobs.history_words import typed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "move race"),
        ({"cohort": "b", "and_later": True}, "move race --cohort b --and-later"),
        ({"cohort": None, "and_later": False, "room": ""}, "move race"),
        ({"from_": "2027-01-26", "session": 3}, "move race --from 2027-01-26 --session 3"),
    ],
)
def test_options_that_are_set_follow_the_words_in_their_order(options: dict[str, object], words: str) -> None:
    assert typed("move", "race", **options) == words


def test_what_has_a_space_is_one_word_to_a_shell() -> None:
    assert shlex.split(typed("swap", person="Ada Byron")) == ["swap", "--person", "Ada Byron"]
