"""One person or room more: with an id of its own, read through, and nobody twice in silence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.adding import Added, AddedRoom, add_person, add_room
from toolkit.jobs.people import PeopleTable
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage

NOW = datetime.datetime(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Participants p1 (Ann) to p6, facilitators ada and bea, and a hall."""
    return lay_out(tmp_path / "small")


def bring(folder: Path, kind: PeopleTable = "participants", *, dry_run: bool = False, **cells: str) -> Added:
    return add_person(folder, kind, cells=cells, now=NOW, dry_run=dry_run)


def last_row(folder: Path, name: str) -> str:
    return (folder / "people" / f"{name}.csv").read_text("utf-8").splitlines()[-1]


def test_somebody_new_comes_behind_the_others_with_the_next_id(folder: Path) -> None:
    found = bring(folder, name=" Gus Gray ", email="gus@x.org", available="Tue 18:00-21:00", timezone="")
    assert (found.id, found.namesakes, found.elsewhere) == ("p07", (), "")
    assert last_row(folder, "participants") == "p07,Gus Gray,gus@x.org,Tue 18:00-21:00"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = (folder / "people/participants.csv").read_bytes()
    assert bring(folder, name="Gus", dry_run=True).id == "p07"
    assert (folder / "people/participants.csv").read_bytes() == before


def test_the_same_address_or_a_name_without_one_is_told_and_not_doubled(folder: Path) -> None:
    bring(folder, name="Gus", email="gus@x.org")
    before = (folder / "people/participants.csv").read_bytes()
    with pytest.raises(WouldOverwrite, match=r"p07 in people/participants\.csv has this address"):
        bring(folder, name="Augustus", email="GUS@x.org")
    with pytest.raises(WouldOverwrite, match=r"p1 in people/participants\.csv has this name"):
        bring(folder, name="ann", email="ann@x.org")
    assert (folder / "people/participants.csv").read_bytes() == before


def test_the_same_once_more_is_done_already(folder: Path) -> None:
    assert not bring(folder, name="Gus", available="Tue 18-21").already
    found = bring(folder, name="Gus", available="Tue 18-21")
    assert (found.id, found.already) == ("p07", True)
    assert add_room(folder, cells={"name": "Annexe"}, now=NOW) == AddedRoom("annexe")
    before = {path: path.read_bytes() for path in (folder / "people").iterdir() if path.is_file()}
    assert add_room(folder, cells={"name": "Annexe", "seats": ""}, now=NOW) == AddedRoom("annexe", already=True)
    with pytest.raises(WouldOverwrite):
        bring(folder, name="Gus", available="Wed 18-21")
    with pytest.raises(WouldOverwrite):
        add_room(folder, cells={"name": "Annexe", "seats": "9"}, now=NOW)
    assert {path: path.read_bytes() for path in (folder / "people").iterdir() if path.is_file()} == before


def test_a_namesake_with_another_address_is_added_and_told(folder: Path) -> None:
    bring(folder, name="Gus", email="gus@x.org")
    found = bring(folder, name="Gus", email="other@x.org")
    assert (found.id, found.namesakes) == ("p08", ("p07",))


def test_a_member_who_facilitates_is_known_by_the_address(folder: Path) -> None:
    bring(folder, name="Gus", email="gus@x.org")
    found = bring(folder, "facilitators", name="Gus G.", email="Gus@x.org", role="mentor")
    assert (found.id, found.elsewhere) == ("f01", "p07")
    assert last_row(folder, "facilitators") == "f01,Gus G.,Gus@x.org,mentor"


@pytest.mark.parametrize(
    ("cells", "argument", "says"),
    [
        ({"name": " "}, "", "A name is needed"),
        ({"name": "Gus", "email": "gus"}, "email", "“gus” is not an address"),
        ({"name": "Gus", "timezone": "EST"}, "timezone", "“EST” is not a time zone"),
        ({"name": "Gus", "available": "Tue late"}, "available", "late"),
        ({"name": "Gus", "if_needed": "Tue late"}, "if_needed", "late"),
    ],
)
def test_what_cannot_be_read_is_not_written(folder: Path, cells: dict[str, str], argument: str, says: str) -> None:
    before = (folder / "people/participants.csv").read_bytes()
    with pytest.raises(WrongUsage, match=says) as refused:
        add_person(folder, "participants", cells=cells, now=NOW)
    assert refused.value.argument == argument
    assert (folder / "people/participants.csv").read_bytes() == before


def test_a_room_gets_an_id_from_its_name_and_is_not_doubled(folder: Path) -> None:
    assert add_room(folder, cells={"name": "The Annexe", "seats": "9", "open": "Tue 18-22"}, now=NOW).id == "the-annexe"
    assert last_row(folder, "rooms") == "the-annexe,The Annexe,9,,,Tue 18-22"
    for name in ("the annexe", "The-Annexe", "HALL", "the  hall"):
        with pytest.raises(WouldOverwrite, match=r"is in people/rooms\.csv already"):
            add_room(folder, cells={"name": name}, now=NOW)


def test_a_room_that_could_not_be_read_again_is_not_written(folder: Path) -> None:
    before = (folder / "people/rooms.csv").read_bytes()
    with pytest.raises(WrongUsage, match="P114"):
        add_room(folder, cells={"name": "Annexe", "open": "when it rains"}, now=NOW)
    with pytest.raises(ProblemsFound):
        add_room(folder, cells={"name": "Annexe", "seats": "many"}, now=NOW)
    with pytest.raises(WrongUsage, match="name"):
        add_room(folder, cells={"name": ""}, now=NOW)
    assert (folder / "people/rooms.csv").read_bytes() == before


def test_no_folder_no_list(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        add_room(tmp_path, cells={"name": "Annexe"}, now=NOW)


def test_nobody_is_added_to_a_full_list(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.keeping.people_file.MOST_LISTED", 6)
    before = (folder / "people/participants.csv").read_bytes()
    with pytest.raises(ProblemsFound) as found:
        add_person(folder, "participants", cells={"name": "Zoe Zimmer"}, now=NOW)
    assert "would have 7 rows; at most 6 are read" in found.value.problems[0].message
    assert (folder / "people/participants.csv").read_bytes() == before
