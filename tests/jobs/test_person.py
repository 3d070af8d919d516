"""Somebody in all files of a programme folder: shown to themselves, or forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.person import forget, plan_forgetting, stored_about
from toolkit.problems import ProblemsFound, WrongUsage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cohorts a (p1 to p3) and b (p4 to p6)."""
    return lay_out(tmp_path / "small")


def put(folder: Path, path: str, *, text: str) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")
    return folder / path


def test_everything_about_somebody_is_shown_and_forgetting_leaves_none_of_it(folder: Path) -> None:
    stored = stored_about(folder, "p1")
    assert {"people/participants.csv", "cohorts.yaml"} <= {place["file"] for place in stored["stored"]}
    before = (folder / "people/participants.csv").read_bytes()
    planned = plan_forgetting(folder, "p1")
    assert (folder / "people/participants.csv").read_bytes() == before
    assert forget(folder, "p1") == planned
    for file in ("people/participants.csv", "cohorts.yaml"):
        assert "p1" not in (folder / file).read_text("utf-8").replace("p10", "")
    with pytest.raises(WrongUsage, match="stands nowhere else"):
        stored_about(folder, "p1")


def test_somebody_is_forgotten_by_their_whole_name_in_any_case_and_never_by_half_of_it(folder: Path) -> None:
    put(folder, "people/participants.csv", text="id,name\np1,Ann Lee\np2,Ben\n")
    assert stored_about(folder, " ann  LEE")["id"] == "p1"
    with pytest.raises(WrongUsage, match=r"Nobody in people/ has the id or name “Ann”"):
        plan_forgetting(folder, "Ann")
    assert forget(folder, "ANN LEE").subject.id == "p1"
    assert "Lee" not in (folder / "people/participants.csv").read_text("utf-8")


def test_each_place_says_its_line_and_the_cells_of_a_row_of_theirs(folder: Path) -> None:
    data = stored_about(folder, "p1")
    assert (data["version"], data["id"], data["names"], data["emails"]) == (1, "p1", ["Ann"], [])
    row = next(place for place in data["stored"] if place["file"] == "people/participants.csv")
    assert (row["line"], row["values"]) == (2, {"id": "p1", "name": "Ann", "email": ""})


def test_names_and_addresses_of_all_their_rows_are_known_each_once(folder: Path) -> None:
    put(folder, "people/facilitators.csv", text="id,name,email\nada,Ada,\np1,Ann Lee,ann@example.org\n")
    put(folder, "people/participants.csv", text="id,name,email\np1,Ann,ann@example.org\n")
    data = stored_about(folder, "p1")
    assert (data["names"], data["emails"]) == (["Ann", "Ann Lee"], ["ann@example.org"])


def test_what_the_next_build_makes_anew_goes_and_what_names_nobody_stays(folder: Path) -> None:
    put(folder, "people/participants.csv", text="id,name\np1,Ann Lee\n")
    goes = [
        put(folder, "out/private/packs/pack-a.html", text="nobody"),
        put(folder, "out/index.html", text="nobody"),
        put(folder, "out/share/list.txt", text="Ann Lee and others"),
        put(folder, ".programme/cache.bin", text="bytes"),
    ]
    stays = [
        put(folder, "out/share/poster.txt", text="Come!"),
        put(folder, ".programme/pristine/cohorts.yaml", text="p1"),
        put(folder, "notes.md", text="Ann Lee told me"),
        put(folder, ".git/config", text="p1"),
    ]
    planned = plan_forgetting(folder, "p1")
    assert set(planned.removed) == {path.relative_to(folder).as_posix() for path in goes}
    assert [trace.file for trace in planned.left] == ["notes.md"]
    forget(folder, "p1")
    assert ([path.exists() for path in goes], [path.exists() for path in stays]) == ([False] * 4, [True] * 4)


def test_files_of_others_are_none_of_ours(folder: Path, tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/people.csv", text="id,name\np1,Ann\n")
    (folder / "people/linked.csv").symlink_to(outside)
    (folder / "people/linked").symlink_to(outside.parent)
    put(folder, "people/large.csv", text="p1\n").write_bytes(b"p1\n" * 10_000_000)
    forget(folder, "p1")
    assert outside.read_text() == "id,name\np1,Ann\n"
    assert (folder / "people/large.csv").stat().st_size == 30_000_000


@pytest.mark.parametrize(("data", "code"), [(b"id,name\np1,Zo\xeb\n", "P003"), (b'id,name\np2,"Ben\np1,Ann\n', "P119")])
def test_nobody_is_forgotten_while_a_table_cannot_be_read(folder: Path, data: bytes, code: str) -> None:
    (folder / "people/friends.csv").write_bytes(data)
    before = (folder / "people/participants.csv").read_bytes()
    with pytest.raises(ProblemsFound) as caught:
        forget(folder, "p1")
    assert [(problem.file, problem.code) for problem in caught.value.problems] == [("people/friends.csv", code)]
    assert (folder / "people/participants.csv").read_bytes() == before


def test_somebody_who_is_in_no_list_any_more_is_known_by_their_id_alone(folder: Path) -> None:
    put(folder, "people/participants.csv", text="id,name\np2,Ben\n")
    planned = plan_forgetting(folder, "p1")
    assert (planned.subject.names, "cohorts.yaml" in planned.files) == ((), True)
    assert {trace.file for trace in planned.traces} >= {"cohorts.yaml"}


def test_a_quote_that_opens_a_line_of_windows_and_never_ends_is_refused(folder: Path) -> None:
    (folder / "people/rooms.csv").write_bytes(b'id,name\r\nhall,Hall\r\n"loft,Loft\r\nattic,Attic\r\n')
    with pytest.raises(ProblemsFound) as caught:
        plan_forgetting(folder, "p1")
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("P119", 3)]


def test_a_line_that_stays_in_a_file_written_anew_is_left_and_does_not_go(folder: Path) -> None:
    cohorts = folder / "cohorts.yaml"
    cohorts.write_text("# Ann asked for the hall\n" + cohorts.read_text("utf-8"), "utf-8")
    planned = plan_forgetting(folder, "p1")
    assert [trace.line for trace in planned.traces if trace.file == "cohorts.yaml"] == [3]
    assert [(trace.file, trace.line) for trace in planned.left] == [("cohorts.yaml", 1)]
