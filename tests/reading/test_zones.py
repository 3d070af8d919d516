"""One rule for the names of time zones, wherever they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import SMALL, lay_out
from tests.planning.small_programme import programme
from toolkit.jobs.new import read_zone
from toolkit.model.imports import Answers
from toolkit.planning.cohort_request import home_zone
from toolkit.problems import Problem, WrongUsage
from toolkit.reading.availability import read_availability
from toolkit.reading.imports import read_import
from toolkit.reading.people_tables import read_facilitators, read_participants
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelves
from toolkit.reading.zones import is_zone, why_no_zone
from toolkit.scaffold.catalogue import offers

TAKEN = ("UTC", "Etc/UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "US/Eastern")
REFUSED = ("EST5EDT", "Zulu", "EST", "Etc/GMT+5", "Europe/Londn", "europe/london", "UTC+1", "posixrules")


def in_settings(zone: str, tmp_path: Path) -> bool:
    """`zone` of programme.yaml."""
    text = (SMALL / "programme.yaml").read_text("utf-8")
    return "P029" not in found(tmp_path, "programme.yaml", text=text.replace('zone: ""', f"zone: {zone}"))


def in_cohorts(zone: str, tmp_path: Path) -> bool:
    """`zone` of a cohort."""
    return "P029" not in found(tmp_path, "cohorts.yaml", text=f"cohorts:\n  a: {{room: hall, zone: {zone}}}\n")


def in_settings_that_no_cohort_goes_by(zone: str, tmp_path: Path) -> bool:
    """`zone` of programme.yaml, where each cohort has one of its own."""
    text = (SMALL / "programme.yaml").read_text("utf-8").replace('zone: ""', f"zone: {zone}")
    cohorts = "cohorts:\n  a: {room: hall, zone: Asia/Tokyo}\n  b: {room: hall, zone: Asia/Kathmandu}\n"
    codes = found(tmp_path, "programme.yaml", text=text, cohorts=cohorts)
    assert codes.count("P029") < 2
    return "P029" not in codes


def in_a_city(zone: str, tmp_path: Path) -> bool:
    """`zone` of a city, whether a programme goes by it, or it is just listed."""
    text = (SMALL / "cities" / "town.yaml").read_text("utf-8").replace("zone: Europe/London", f"zone: {zone}")
    told = found(tmp_path, "cities/town.yaml", text=text).count("P029")
    listed = {offer.name: offer.broken for offer in offers(Shelves.open(extra=[tmp_path / "small"]))}
    assert told == bool(listed["town"])
    return not told


def found(tmp_path: Path, name: str, *, text: str, cohorts: str = "") -> list[str]:
    """The codes of what is wrong with the small programme with this file in it, and with these cohorts if any."""
    folder = lay_out(tmp_path / "small")
    (folder / name).write_text(text, "utf-8")
    if cohorts:
        (folder / "cohorts.yaml").write_text(cohorts, "utf-8")
    return [problem.code for problem in try_programme(folder, Shelves.open(folder=folder))[1]]


def in_participants(zone: str, _tmp_path: Path) -> bool:
    """`timezone` of participants.csv."""
    problems: list[Problem] = []
    read_participants(f"id,timezone\np1,{zone}\n", "p.csv", problems)
    return not problems


def in_facilitators(zone: str, _tmp_path: Path) -> bool:
    """`timezone` of facilitators.csv."""
    problems: list[Problem] = []
    read_facilitators(f"id,timezone\nf1,{zone}\n", "f.csv", problems)
    return not problems


def in_times(zone: str, _tmp_path: Path) -> bool:
    """A zone behind the times that somebody is free."""
    return read_availability(f"Mon 18:00-21:00 {zone}").zone == zone


def in_imports(zone: str, _tmp_path: Path) -> bool:
    """A zone in a file that is imported."""
    data = f"id,name,timezone,available\np1,Ann,{zone},Mon 18:00-21:00\n".encode()
    return not read_import("people.csv", data, answers=Answers()).problems


def on_the_command_line(zone: str, _tmp_path: Path) -> bool:
    """--zone of `new` and of `people import`."""
    try:
        return read_zone(zone) == zone
    except WrongUsage:
        return False


def in_the_solver(zone: str, _tmp_path: Path) -> bool:
    """The zone in which cohorts are formed."""
    return home_zone(programme(zone=zone)) == zone


PLACES = (
    in_settings,
    in_settings_that_no_cohort_goes_by,
    in_a_city,
    in_cohorts,
    in_participants,
    in_facilitators,
    in_times,
    in_imports,
    on_the_command_line,
    in_the_solver,
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("zone", TAKEN)
def test_places_and_utc_are_taken_everywhere(zone: str, place: Callable[[str, Path], bool], tmp_path: Path) -> None:
    assert is_zone(zone)
    assert place(zone, tmp_path)


@pytest.mark.parametrize("place", [place for place in PLACES if place is not in_imports])
def test_gmt_is_taken_from_whoever_runs_the_programme(place: Callable[[str, Path], bool], tmp_path: Path) -> None:
    assert place("GMT", tmp_path)


def test_of_people_who_write_gmt_it_is_asked_which_clock_they_mean(tmp_path: Path) -> None:
    assert not in_imports("GMT", tmp_path)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("zone", REFUSED)
def test_what_names_no_place_is_refused(zone: str, place: Callable[[str, Path], bool], tmp_path: Path) -> None:
    assert not is_zone(zone)
    assert not place(zone, tmp_path)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Londn", "Did you mean “Europe/London”?"),
        ("europe/london", "Did you mean “Europe/London”?"),
        ("utc", "Did you mean “UTC”?"),
        ("EST5EDT", "Did you mean “America/New_York”?"),
        ("Zulu", "Did you mean “UTC”?"),
        ("GB", "Did you mean “Europe/London”?"),
        ("W. Europe Standard Time", "Did you mean “Europe/Berlin”?"),
        ("BST", "Name a place, like Europe/London or Asia/Dhaka."),
        ("UTC+1", "Name a place, like Europe/London."),
        ("Etc/GMT+5", "Name a place, like Europe/London."),
    ],
)
def test_the_nearest_zone_is_named_or_how_to_write_one(zone: str, hint: str) -> None:
    assert why_no_zone(zone)[1] == hint


def test_only_an_offset_is_called_one() -> None:
    assert "offset" in why_no_zone("−3")[0]
    assert "offset" not in why_no_zone("A1")[0]
