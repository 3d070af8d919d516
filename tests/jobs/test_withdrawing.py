"""Somebody who withdraws: out of their cohort, their status kept, and all of it taken back by one undo."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.jobs.withdrawing import Withdrawal, withdraw
from toolkit.keeping.cohorts_file import put_cohorts, read_memory, untouched, write_formed, write_memory
from toolkit.model.formed import Asked, Formed
from toolkit.model.told import Publication
from toolkit.problems import WrongUsage
from toolkit.reading.own.formed import parse_formed
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cohorts a (p1 to p3, Ada) and b (p4 to p6, Bea)."""
    return lay_out(tmp_path / "small")


def let_go(folder: Path, id: str, *, reason: str = "", dry_run: bool = False) -> Withdrawal:
    return withdraw(folder, Shelves.open(folder=folder), id=id, reason=reason, now=NOW, dry_run=dry_run)


def files(folder: Path) -> dict[str, bytes]:
    names = ("people/participants.csv", "people/facilitators.csv", "cohorts.yaml")
    return {name: (folder / name).read_bytes() for name in names}


def test_whoever_withdraws_leaves_their_cohort_and_keeps_their_row(folder: Path) -> None:
    found = let_go(folder, "p1", reason="moved away")
    (left,) = found.left
    assert (left.cohort.key, left.members, [one.id for one in left.facilitators]) == ("a", 2, ["ada"])
    assert (found.told, found.changed) == (False, True)
    rows = (folder / "people/participants.csv").read_text("utf-8").splitlines()
    assert rows[:3] == ["id,name,email,status,withdrawn because", "p1,Ann,,withdrawn,moved away", "p2,Ben,,,"]
    assert (folder / "cohorts.yaml").read_text("utf-8").splitlines()[1:] == [
        "  a: {room: hall, facilitators: [ada], members: [p2, p3]}",
        '  b: {mode: online-peer, facilitators: [bea], members: [p4, p5, p6], time: "19:30"}',
    ]


def test_one_undo_takes_both_files_back(folder: Path) -> None:
    before = files(folder)
    let_go(folder, "p1", reason="moved away")
    assert run(["undo", "-C", str(folder), "-q"]) == 0
    assert files(folder) == before


def test_a_dry_run_and_a_second_time_write_nothing(folder: Path) -> None:
    before = files(folder)
    assert let_go(folder, "p1", dry_run=True).changed
    assert files(folder) == before
    let_go(folder, "p1")
    after = files(folder)
    again = let_go(folder, "p1")
    assert (again.changed, again.left, files(folder)) == (False, (), after)


def test_one_who_was_told_of_a_place_is_known_and_one_who_was_not_is_not(folder: Path) -> None:
    told = Publication(
        name="start", moment=NOW, meetings=(), files={}, members={"a": ("p1", "p2", "p3"), "b": ("p4", "p5", "p6")}
    )
    (folder / ".programme/published").mkdir(parents=True)
    (folder / ".programme/published/1.json").write_text(told.model_dump_json(), "utf-8")
    (folder / ".programme/published.yaml").write_text(
        'published:\n  - {name: start, moment: "2026-11-23T00:00:00", file: .programme/published/1.json}\n', "utf-8"
    )
    assert let_go(folder, "p1").told
    with (folder / "people/participants.csv").open("a", encoding="utf-8") as file:
        file.write("p7,Gus,,,\n")
    assert not let_go(folder, "p7").told


def test_nobody_withdraws_who_is_not_there_and_whoever_runs_a_cohort_is_swapped(folder: Path) -> None:
    before = files(folder)
    with pytest.raises(WrongUsage, match=r"no participant “p77”"):
        let_go(folder, "p77")
    with pytest.raises(WrongUsage, match="programme swap ada"):
        let_go(folder, "ada")
    assert files(folder) == before


def test_cohorts_that_we_formed_count_as_ours_still_and_nobody_who_was_asked_is_forgotten(folder: Path) -> None:
    entries = {
        "a": {"facilitators": ["ada"], "members": ["p1", "p2", "p3"], "room": "hall"},
        "b": {"facilitators": ["bea"], "members": ["p4", "p5"], "mode": "online-peer"},
    }
    text, memory = put_cohorts("", entries, keep=[], memory=read_memory(b""))
    members = {key: tuple(map(str, entry["members"])) for key, entry in entries.items()}
    asked = (Asked(id="p6", stretch=(60, 120), places=1), Asked(id="p1", stretch=(60, 120), places=1))
    (folder / "cohorts.yaml").write_text(text, "utf-8")
    (folder / ".programme").mkdir(exist_ok=True)
    (folder / ".programme/cohorts.json").write_bytes(write_memory(memory))
    formed = Formed(bound=5, reachable=6, members=members, ask=asked)
    (folder / ".programme/formed.json").write_bytes(write_formed(formed))
    let_go(folder, "p1")
    after = (folder / "cohorts.yaml").read_text("utf-8")
    assert untouched(after, read_memory((folder / ".programme/cohorts.json").read_bytes())) == {"a", "b"}
    record = parse_formed((folder / ".programme/formed.json").read_bytes())
    assert record is not None
    assert (record.members, record.ask) == ({"a": ("p2", "p3"), "b": ("p4", "p5")}, asked[:1])


def test_the_facilitator_of_the_same_id_goes_on_running_meetings(folder: Path) -> None:
    path = folder / "cohorts.yaml"
    path.write_text(path.read_text("utf-8").replace("[bea]", "[p1]"), "utf-8")
    with (folder / "people/facilitators.csv").open("a", encoding="utf-8") as file:
        file.write("p1,Ann,\n")
    let_go(folder, "p1")
    assert "facilitators: [p1]" in path.read_text("utf-8")
    assert "members: [p2, p3]" in path.read_text("utf-8")
