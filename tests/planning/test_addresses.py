"""A calendar goes on standing where it was published."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.documents.rich_plan import rich_plan
from toolkit.model.told import Publication
from toolkit.planning.addresses import PLAIN, feed_path, plain_feed


@pytest.mark.parametrize(("files", "labels", "kept", "key"), [
    ((f"out/{PLAIN}",), ("b",), "", "b"), ((f"out/{PLAIN}",), ("a", "b"), "b", "b"),
    ((f"out/{PLAIN}",), ("a", "b"), "", ""),
    ((f"out/{feed_path('b')}",), ("b",), "", ""),
])  # fmt: skip
def test_the_one_cohort_of_then_keeps_the_address_that_was_published(
    files: tuple[str, ...], labels: tuple[str, ...], kept: str, key: str
) -> None:
    told = Publication(
        name="x", moment=datetime.datetime(2027, 1, 5), meetings=(), files=dict.fromkeys(files, "0"),
        labels={label: label for label in labels}, plain_feed=kept,
    )  # fmt: skip
    assert plain_feed(replace(rich_plan().programme, told=told)) == key
    assert plain_feed(rich_plan().programme) == ""
