"""A word out of the lists of a YAML text, and every other byte as it was."""

from __future__ import annotations

import pytest

from toolkit.keeping.yaml_lists import without_item


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: {members: [p1, p2] }  # mine\n", "a: {members: [p2] }  # mine\n"),
        ('a: {members: ["p2", p1]}\n', 'a: {members: ["p2"]}\n'),
        ("a:\n  members:\n    - p2\n    - p1  # Ann\n  x: 1\n", "a:\n  members:\n    - p2\n  x: 1\n"),
        ("members: [p1]\n", "members: []\n"),
        ("members:\n- p1\n", "members: []\n"),
        ("\ufeffmembers: [p1, p2]\r\n", "\ufeffmembers: [p2]\r\n"),
        ("others: [p1]\nname: p1\nmembers: [p10]\n", "others: [p1]\nname: p1\nmembers: [p10]\n"),
    ],
)
def test_only_the_item_goes_and_only_from_lists_of_that_name(text: str, after: str) -> None:
    assert without_item(text, "p1", names=("members",)) == after
