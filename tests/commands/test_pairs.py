"""`programme pairs`: for those who came, with what differs from the printed list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import MADE, make_programme, programme, tree
from toolkit.cli import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_programme(tmp_path_factory.mktemp("pairs") / "oxford")


def pairs(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The meetings by cohort."""
    capsys.readouterr()
    assert run(["pairs", *words, "-C", str(folder), "--json", "--now", MADE]) == 0
    return {meeting["cohort"]: meeting for meeting in json.loads(capsys.readouterr().out)["meetings"]}


def test_every_cohort_is_printed_and_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(folder)
    found = pairs(folder, capsys, "3")
    assert list(found) == ["a", "b", "c"]
    assert all(meeting["groups"] == meeting["printed"] and meeting["changed"] == [] for meeting in found.values())
    assert tree(folder) == before


def test_the_absent_may_be_given_by_id_and_by_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_id = pairs(folder, capsys, "3", "--cohort", "a", "--absent", "P01,p02")
    assert by_id == pairs(folder, capsys, "3", "--cohort", "a", "--absent", "zoë achterberg", "--absent", "p02")
    assert by_id["a"]["absent"] == ["p01", "p02"]
    assert {id for group in by_id["a"]["groups"] for id in group} == {"p03", "p04", "p05", "p06"}


def test_names_stand_on_stdout_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pairs", "backprop", "--absent", "p05", "-C", str(folder), "--now", MADE]) == 0
    said = capsys.readouterr()
    assert "Zoë Achterberg" in said.out
    assert "(not as printed)" in said.out
    assert "Strike out on the printed list: " in said.out
    assert said.err == ""
    assert programme(folder, "pairs 3 --absent nobody") == 2
    assert "Zoë" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["pairs 0", "pairs nonsense", "pairs 3 --cohort z", "pairs 3 --cohort b --absent p01"]
)
def test_what_is_not_there_is_wrong_usage(folder: Path, words: str) -> None:
    assert programme(folder, words) == 2


def test_cohorts_that_meet_together_are_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "combine a c --session 3 --yes") == 0
    found = pairs(folder, capsys, "3", "--absent", "p01", "--absent", "p18")
    assert list(found) == ["a", "b"]
    assert found["a"]["with"] == ["c"]
    assert sorted(len(group) for group in found["a"]["groups"]) == [2] * 5
    assert found == pairs(folder, capsys, "3", "--absent", "p01", "--absent", "p18")
    assert (
        pairs(folder, capsys, "3", "--cohort", "c")["a"]["groups"]
        == pairs(folder, capsys, "3", "--cohort", "a")["a"]["groups"]
    )
