"""Who is accepted, waits or is declined: by id, by name, by a range, or all who applied."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.statuses import Decision, StatusChange, set_status
from toolkit.keeping.history import read_last
from toolkit.problems import WrongUsage

NOW = datetime.datetime(2026, 11, 23)
ROWS = """\
id,name,status
p1,Ann Lee,
p2,Ben,accepted
p3,Cyd,withdrawn
p4,Ann Ray,applied
p05,Eve,declined
x6,Fay,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = lay_out(tmp_path / "small")
    (found / "people/participants.csv").write_text(ROWS, "utf-8")
    return found


def put(folder: Path, *words: str, status: Decision = "accepted", dry_run: bool = False) -> StatusChange:
    return set_status(folder, words, status=status, now=NOW, dry_run=dry_run)


def test_only_those_whose_status_changes_are_named(folder: Path) -> None:
    first = put(folder, "p1", "p2", "p1", status="waiting")
    assert (first, put(folder, "p1", status="waiting")) == (StatusChange(("p1", "p2")), StatusChange((), ("p1",)))
    before = (folder / "people/participants.csv").read_bytes()
    assert put(folder, "p4", status="declined", dry_run=True).changed == ("p4",)
    assert (folder / "people/participants.csv").read_bytes() == before


def test_all_are_those_who_applied_and_of_whom_nothing_is_decided(folder: Path) -> None:
    assert put(folder, "all") == StatusChange(("p1", "p4", "x6"))
    assert put(folder, "ALL", status="declined") == StatusChange(())


def test_a_range_takes_ids_by_their_number_and_leaves_out_who_withdrew(folder: Path) -> None:
    assert put(folder, "p1-p5") == StatusChange(("p1", "p4", "p05"), ("p2",), ("p3",))
    assert put(folder, "P02-4", status="waiting") == StatusChange(("p2", "p4"), (), ("p3",))
    assert put(folder, "p2-p4", "p3", status="waiting").changed == ("p3",)


def test_names_count_in_any_case_and_a_first_name_where_one_person_has_it(folder: Path) -> None:
    assert put(folder, "ann  lee", "FAY").changed == ("p1", "x6")
    with pytest.raises(WrongUsage, match=r"“Ann” may be p1 \(Ann Lee\) or p4 \(Ann Ray\): say which"):
        put(folder, "Ann")


def test_the_history_holds_ids_and_no_name(folder: Path) -> None:
    put(folder, "ann lee", "x6")
    last = read_last(folder)
    assert last is not None
    assert last.did == "people accept p1 x6"


@pytest.mark.parametrize("word", ["p77", "p7-p9", "p4-p1", "Zoe", "p", " "])
def test_a_word_that_means_nobody_is_refused_and_nothing_is_written(folder: Path, word: str) -> None:
    with pytest.raises(WrongUsage, match=r"P032|may be"):
        put(folder, "p1", word)
    assert (folder / "people/participants.csv").read_text("utf-8") == ROWS


def test_an_id_that_looks_like_a_range_or_like_all_is_an_id(folder: Path) -> None:
    (folder / "people/participants.csv").write_text("id,name\nall,Al\np1-p2,Two\np1,One\n", "utf-8")
    assert put(folder, "all", "p1-p2").changed == ("all", "p1-p2")
