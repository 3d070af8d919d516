"""What somebody typed as a value, and what is said where it is none."""

from __future__ import annotations

import pytest

from toolkit.jobs.typed import choice, read_argument
from toolkit.problems import WrongUsage


def test_an_argument_is_read_without_the_spaces_round_it_and_named_where_it_cannot_be() -> None:
    assert read_argument("zone", " x ", read=lambda text: f"<{text}>") == "<x>"

    def never(_text: str) -> str:
        raise WrongUsage("no zone")

    with pytest.raises(WrongUsage, match=r"^no zone$") as refused:
        read_argument("zone", "x", read=never)
    assert refused.value.argument == "zone"


def test_a_choice_is_known_in_any_case_and_given_as_it_is_written() -> None:
    assert choice("tUE", iter(["Mon", "Tue"])) == "Tue"


def test_what_is_none_of_the_words_is_refused_with_the_nearest_and_the_list() -> None:
    with pytest.raises(WrongUsage, match=r"“tux” is not one of the choices \(P023\)\. .*“tue”.*mon, tue"):
        choice("tux", ["mon", "tue"])
    with pytest.raises(WrongUsage, match=r"“x” is not a mode \(P120\)"):
        choice("x", ["solo"], code="P120", kind="a mode")
