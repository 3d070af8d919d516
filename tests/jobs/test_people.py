"""People on the disk: a folder that is none, files that cannot be read, and an import as one change."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.people import load, merged_with, need_programme, save_import
from toolkit.model.imports import Incoming
from toolkit.problems import ProblemsFound, WouldOverwrite
from toolkit.reading.own.memory import MEMORY

NOW = datetime.datetime(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cohorts a (p1 to p3) and b (p4 to p6)."""
    return lay_out(tmp_path / "small")


def test_a_folder_that_is_no_programme_is_refused(folder: Path, tmp_path: Path) -> None:
    need_programme(folder)
    with pytest.raises(ProblemsFound) as caught:
        need_programme(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["P001"]


def test_a_file_that_is_not_there_or_empty_holds_nobody(folder: Path) -> None:
    path = folder / "people/participants.csv"
    assert list(load(folder, "participants").ids()) == ["p1", "p2", "p3", "p4", "p5", "p6"]
    for text in ("", "\n\n"):
        path.write_text(text)
        assert dict(load(folder, "participants").ids()) == {}
    path.unlink()
    assert dict(load(folder, "participants").ids()) == {}


@pytest.mark.parametrize(("data", "code"), [(b"id,name\np1,Zo\xeb\n", "P003"), (b"id,name\np1,A\np1,B\n", None)])
def test_a_file_that_cannot_be_read_is_refused_with_its_problems(folder: Path, data: bytes, code: str | None) -> None:
    (folder / "people/participants.csv").write_bytes(data)
    with pytest.raises(ProblemsFound) as caught:
        load(folder, "participants")
    found = [(problem.file, problem.code) for problem in caught.value.problems]
    assert found[0] == ("people/participants.csv", code or found[0][1])


def incoming(name: str, email: str) -> Incoming:
    return Incoming({"name": name, "email": email}, line=2)


def save(
    folder: Path, *batches: list[Incoming], shown: list[list[Incoming]] | None = None, **said: object
) -> tuple[str, ...]:
    merged = merged_with(folder, shown or batches, kind="participants")
    given: dict[str, object] = {"columns": {}, "hours": {}, "zones": {}, "same": (), **said}
    return save_import(folder, batches, shown=merged, kind="participants", now=NOW, **given)  # type: ignore[arg-type]


def test_one_import_after_the_other_finds_the_same_people(folder: Path) -> None:
    (folder / "people/facilitators.csv").write_text("id,name\np7,Ada\n")
    gil, again = incoming("Gil", "gil@example.org"), incoming("Gil Roe", "gil@example.org")
    merged = merged_with(folder, [[gil], [again]], kind="participants")
    assert len(merged.matches) == 2
    assert list(merged.file.ids())[6:] == ["p08"], "p7 is taken by a facilitator"
    assert merged_with(folder, [], kind="participants").matches == ()


def test_an_import_is_written_with_what_was_said_and_only_as_it_was_shown(folder: Path) -> None:
    gil, hal = incoming("Gil", "gil@example.org"), incoming("Hal", "hal@example.org")
    with pytest.raises(WouldOverwrite, match="has changed meanwhile"):
        save(folder, [gil], shown=[[hal]])
    assert save(folder, [gil]) == ("people/participants.csv",)
    assert not (folder / MEMORY).exists()
    assert save(folder, [gil], columns={"mail": "email"}) == (MEMORY,)
    assert save(folder, [], zones={"EST": "America/New_York"}) == (MEMORY,)


def test_a_file_to_which_nothing_comes_keeps_its_bytes(folder: Path) -> None:
    data = b'"id";"name"\r\np1;Ann\r\n\r\np2;Ben'
    (folder / "people/participants.csv").write_bytes(data)
    assert save(folder, []) == ()
    assert (folder / "people/participants.csv").read_bytes() == data
    (folder / "people/participants.csv").unlink()
    assert save(folder, [], zones={"EST": "America/New_York"}) == (MEMORY,)
    assert not (folder / "people/participants.csv").exists()


def test_a_mistake_at_the_end_of_a_line_of_windows_is_found(folder: Path) -> None:
    (folder / "people/participants.csv").write_bytes(b"id,timezone\r\np1,Nowhere\r\n")
    with pytest.raises(ProblemsFound) as caught:
        load(folder, "participants")
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(2, 1)]
    (folder / "people/participants.csv").write_bytes(b"id,timezone\r\np1,Europe/London\r\n")
    assert list(load(folder, "participants").ids()) == ["p1"]
