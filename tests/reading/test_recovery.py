"""One mistake hides no other and makes no other: what is wrong is read around."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import SMALL, lay_out
from toolkit.jobs.examine import examine
from toolkit.model.changes import ChangeFile
from toolkit.model.cohort_file import CohortFile
from toolkit.model.programme import Settings
from toolkit.problems import Problem
from toolkit.reading.markdown import session_around
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.recovery import read_file_recovering
from toolkit.reading.shelves import Shelves

TODAY = datetime.date(2026, 11, 23)
GOOD = "key: small\ntitle: Small\ncity: town\nday: tue\ntime: '18:30'\nmode: in-person-peer\n"


def problems_of(folder: Path) -> list[Problem]:
    return examine(folder, Shelves.open(folder=folder), today=TODAY)[3]


def settings(text: str, **stand_ins: str) -> tuple[Settings | None, bool, list[str]]:
    problems: list[Problem] = []
    record, sure, _source = read_file_recovering(
        Settings, text, name="programme.yaml", problems=problems, stand_ins=stand_ins
    )
    return record, sure, [problem.code for problem in problems]


def test_a_misspelt_key_or_choice_is_taken_for_the_nearest_and_nothing_is_lost() -> None:
    record, sure, codes = settings(
        GOOD.replace("title", "titel").replace("in-person-peer", "in-persn-peer") + "contcat: Sam\n"
    )
    assert record is not None
    assert (record.title, record.mode, record.contact, sure) == ("Small", "in-person-peer", "Sam", True)
    assert sorted(codes) == ["P020", "P020", "P023"]


def test_an_unknown_key_that_is_like_no_other_goes_and_one_beside_its_right_twin_too() -> None:
    record, sure, codes = settings(GOOD + "zzz: 1\ntitel: Large\n")
    assert record is not None
    assert (record.title, sure, codes) == ("Small", True, ["P020", "P020"])


def test_a_wrong_value_is_left_out_and_what_must_be_there_gets_a_stand_in() -> None:
    record, sure, codes = settings(GOOD.replace("city: town", "city: A_b") + "people: many\n", city="nowhere")
    assert record is not None
    assert (record.city, record.people, sure, sorted(codes)) == ("nowhere", 8, False, ["P022", "P039"])
    assert settings(GOOD.replace("city: town", "city: A_b"))[0] is None


def test_the_first_of_two_values_counts_and_a_file_that_is_no_yaml_is_all_stand_ins() -> None:
    record, sure, codes = settings(GOOD + "title: Large\n")
    assert record is not None
    assert (record.title, sure, codes) == ("Small", True, ["P011"])
    _record, sure, codes = settings("title: a: b\n", key="a", title="", city="b", day="mon", time="10:00", mode="solo")
    assert (sure, codes) == (False, ["P010"])


def test_entries_of_a_list_are_told_at_their_own_line_after_one_before_them_was_left_out() -> None:
    text = "changes:\n  - {session: sail}\n  - {cohort: a, session: sial}\n"
    record, sure, source = read_file_recovering(ChangeFile, text, name="changes.yaml", problems=[])
    assert record is not None
    assert [change.session for change in record.changes] == ["sial"]
    assert (sure, source.place(("changes", 0, "session"))[0]) == (False, 3)


def test_a_wrong_value_of_a_cohort_leaves_the_cohort_there() -> None:
    record, _, _ = read_file_recovering(
        CohortFile, "cohorts:\n  a: {minutes: 1}\n  b: {}\n", name="cohorts.yaml", problems=[]
    )
    assert record is not None
    assert list(record.cohorts) == ["a", "b"]


@pytest.mark.parametrize(
    "head", ["key: fold\ntitle: a: b", "key: fold\nkind: nothing", "title: x\nkey: 'fold'", "key: fold"]
)
def test_the_key_of_a_session_that_is_wrong_is_known(head: str) -> None:
    session = session_around(f"---\n{head}\n---\n", "sessions/01.md")
    assert session is not None
    assert session.key == "fold"


@pytest.mark.parametrize("text", ["key: fold", "---\ntitle: x\n---\n", "---\n- 1\n---\n"])
def test_a_session_without_a_key_has_no_name(text: str) -> None:
    assert session_around(text, "sessions/01.md") is None


def test_a_programme_with_stand_ins_is_never_planned_with(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("people: 9", "people: many"), encoding="utf-8")
    assert try_programme(folder, Shelves.open(folder=folder))[0] is None
    assert examine(folder, Shelves.open(folder=folder), today=TODAY)[0] is None


def test_a_session_that_is_wrong_is_not_held(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    session = folder / "sessions/02-sail.md"
    session.write_text(session.read_text(encoding="utf-8").replace("kind: workshop", "kind: nothing"), encoding="utf-8")
    programme, _problems = try_programme(folder, Shelves.open(folder=folder))
    assert programme is not None
    assert [one.key for one in programme.sessions] == ["fold", "race"]


FILES = (
    "programme.yaml",
    "curriculum.yaml",
    "cohorts.yaml",
    "changes.yaml",
    "resources.yaml",
    "cities/town.yaml",
    "sessions/02-sail.md",
)
LINES = [
    (name, number)
    for name in FILES
    for number in range(len((SMALL / name).read_text(encoding="utf-8").split("\n---\n")[0].splitlines()))
]


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["{}", "\xa7 \xa7", "&x 1"])
def test_a_wrong_line_is_told_in_its_own_file_and_nowhere_else(tmp_path: Path, wrong: str) -> None:
    """Each line of each file in turn, its value replaced by one that cannot stand there."""
    folder = lay_out(tmp_path / "small")
    for name, number in LINES:
        path, before = folder / name, (folder / name).read_text(encoding="utf-8")
        lines = before.split("\n")
        start, colon, _ = lines[number].partition(":")
        path.write_text("\n".join([*lines[:number], f"{start}{colon} {wrong}", *lines[number + 1 :]]), encoding="utf-8")
        blamed = {problem.file for problem in problems_of(folder) if problem.level == "error"}
        assert blamed <= {name}, f"{name}:{number + 1}"
        path.write_text(before, encoding="utf-8")
