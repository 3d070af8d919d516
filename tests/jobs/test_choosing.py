"""The menu of plans after somebody is lost or added, and one of them taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_cohorts import TIMES, people
from tests.jobs.ten_people import NOW, formed, ten_people
from toolkit.grouping.menu import Alternative
from toolkit.grouping.problem import CohortPlan, Effort
from toolkit.jobs.choosing import Menu, instead, menu, menu_data, moves
from toolkit.jobs.cohorts import open_cohorts
from toolkit.jobs.forming import wanted_for
from toolkit.keeping.history import read_last
from toolkit.model.cohort_file import CohortEntry, CohortFile
from toolkit.model.people import Facilitator, People, Room
from toolkit.planning.cohort_request import usual_sizes
from toolkit.problems import WouldOverwrite, WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten who can come on Mondays, one who cannot, two facilitators."""
    return ten_people(tmp_path / "programme")


def chosen(folder: Path, accept: int | None, *, dry_run: bool = False, minutes: int | None = None) -> Menu:
    work = open_cohorts(folder, Shelves.open(folder=folder))
    wanted = wanted_for(work, usual_sizes(work.plan.programme), minutes=minutes, grid=None, everyone=True)
    return menu(work, wanted, effort=Effort(), now=NOW, accept=accept, dry_run=dry_run)


def test_the_menu_writes_only_what_is_accepted(folder: Path) -> None:
    formed(folder)
    people(folder, {f"p{number}": TIMES for number in range(9)})
    before = (folder / "cohorts.yaml").read_bytes()
    found = chosen(folder, None)
    assert ((folder / "cohorts.yaml").read_bytes() == before, found.accepted) == (True, None)
    with pytest.raises(WrongUsage, match=f"{named('accept')} 99"):
        chosen(folder, 99)
    assert chosen(folder, 1).accepted == 1
    assert (folder / "cohorts.yaml").read_bytes() != before


def test_whoever_gets_a_place_is_among_those_who_move(folder: Path) -> None:
    formed(folder)
    people(folder, {f"p{number}": TIMES for number in range(11)})
    found = chosen(folder, None)
    assert [id for id, before, _ in moves(found.alternatives[0]) if not before] == ["p10"]
    first = menu_data(found, seconds=0)["choices"][0]
    assert [one["id"] for one in first["moved"] if not one["from"]] == ["p10"]


def test_without_members_there_is_nothing_to_choose_from(folder: Path) -> None:
    with pytest.raises(WrongUsage, match="Run `programme cohorts` first"):
        chosen(folder, None)


def test_a_dry_run_takes_nothing_and_what_is_taken_is_remembered_by_its_number(folder: Path) -> None:
    formed(folder)
    people(folder, {f"p{number}": TIMES for number in range(11)})
    before = (folder / "cohorts.yaml").read_bytes()
    shown = chosen(folder, 1, dry_run=True)
    assert (shown.accepted, (folder / "cohorts.yaml").read_bytes() == before) == (1, True)
    data = menu_data(chosen(folder, 1), seconds=1.23456)
    assert (data["version"], data["accepted"], data["seconds"]) == (1, 1, 1.235)
    assert data["choices"] == menu_data(shown, seconds=0)["choices"]
    first = data["choices"][0]
    assert (first["kind"], first["placed"], first["bound"], first["unplaced"]) == ("nobody", 11, 11, [])
    assert sorted(id for cohort in first["cohorts"] for id in cohort["members"]) == sorted(
        f"p{number}" for number in range(11)
    )
    last = read_last(folder)
    assert last is not None
    assert last.did == "cohorts --replan --accept 1"


def test_a_number_that_no_plan_has_is_refused_with_how_many_there_are(folder: Path) -> None:
    formed(folder)
    with pytest.raises(WrongUsage, match=rf"{named('accept')} 2: there is 1 plan\."):
        chosen(folder, 2)


def test_cohorts_without_anybody_are_not_written(folder: Path) -> None:
    formed(folder)
    people(folder, {"zoe": ""})
    before = (folder / "cohorts.yaml").read_bytes()
    with pytest.raises(WouldOverwrite, match="would be empty"):
        chosen(folder, 1)
    assert (folder / "cohorts.yaml").read_bytes() == before


CHOICE = Alternative(
    kind="few",
    title="Few move",
    plan=CohortPlan((), (), 0, 0),
    moved=(("p1", "Mon 18:00", "Tue 18:00"), ("p2", "Mon 18:00", "")),
    joined=(("p3", "Tue 18:00"),),
    facilitators=(("a", ("ada", "cy"), ("bea",)), ("b", (), ("ada",))),
    rooms=(("a", "hall", None), ("b", None, "attic")),
    small=(),
    same=(),
    ended=(),
)


def test_whose_time_is_another_is_told_with_those_who_get_one() -> None:
    assert moves(CHOICE) == [("p1", "Mon 18:00", "Tue 18:00"), ("p2", "Mon 18:00", ""), ("p3", "", "Tue 18:00")]


def test_other_facilitators_and_rooms_are_told_by_name_or_without_people_by_id() -> None:
    assert list(instead(CHOICE)) == [
        "a: ada, cy instead of bea",
        "b: nobody instead of ada",
        "a: hall instead of no room",
        "b: no room instead of attic",
    ]
    ada = {"ada": Facilitator("ada", "Ada"), "bea": Facilitator("bea", "")}
    known = People(participants={}, facilitators=ada, rooms={"hall": Room("hall", "The hall")})
    assert list(instead(CHOICE, known)) == [
        "a: Ada, cy instead of bea",
        "b: nobody instead of Ada",
        "a: The hall instead of no room",
        "b: no room instead of attic",
    ]


def test_what_changes_is_written_with_the_length_that_was_asked_for(folder: Path) -> None:
    formed(folder)
    people(folder, {f"p{number}": TIMES for number in range(11)})
    choice = chosen(folder, 1, minutes=90).alternatives[0]
    lengths = {key: cohort.minutes for key, cohort in entries(folder).items()}
    assert {key for key, minutes in lengths.items() if minutes == 90} == lengths.keys() - set(choice.same) != set()


def entries(folder: Path) -> dict[str, CohortEntry]:
    found = read_yaml((folder / "cohorts.yaml").read_text("utf-8"), "cohorts.yaml", problems=[])[0]
    return dict(CohortFile.model_validate(found).cohorts)
