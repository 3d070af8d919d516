"""What ships: every programme in every mode and reading it supports passes `check`, and its times rest on something."""

import datetime
import json
import re
from pathlib import Path

import pytest
import yaml

from toolkit.cli import run
from toolkit.model.evening import Evening
from toolkit.model.programme import Programme
from toolkit.planning.evening import item_time, make_evening
from toolkit.planning.make_plan import make_plan
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-23"
PROGRAMMES = Shelves.open().names("programmes")


def programme(folder: Path, name: str, *options: str) -> Programme:
    """A programme made from a shipped template."""
    assert (
        run(
            [
                "new",
                "oxford",
                "--template",
                name,
                "--term",
                "Hilary 2027",
                "--fit",
                "past",
                "--into",
                str(folder),
                "--no-input",
                "--now",
                NOW,
                "-q",
                *options,
            ]
        )
        == 0
    )
    return read_programme(folder, Shelves.open(folder=folder))


@pytest.mark.parametrize("name", PROGRAMMES)
def test_check_finds_neither_error_nor_warning_in_any_mode(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = programme(tmp_path / "first", name)
    for mode in first.curriculum.modes:
        for reading in first.curriculum.readings:
            folder = tmp_path / f"{mode}-{reading}"
            programme(folder, name, "--mode", mode, "--reading", reading)
            capsys.readouterr()
            assert run(["check", str(folder), "--strict", "--json", "--now", NOW]) == 0
            problems = json.loads(capsys.readouterr().out)["problems"]
            assert [problem for problem in problems if problem["level"] != "advice"] == []


@pytest.mark.parametrize("name", PROGRAMMES)
def test_no_two_modes_of_a_session_differ_in_words_only(name: str, tmp_path: Path) -> None:
    found = programme(tmp_path / "p", name)
    for session in found.sessions:
        for reading in found.curriculum.readings:
            shapes = [
                _shape(make_evening(session, mode=mode, reading=reading, resources=found.resources))
                for mode in found.curriculum.modes
            ]
            assert len(set(shapes)) == len(shapes), (session.key, reading)


def _shape(evening: Evening) -> tuple[tuple[str, int, str], ...]:
    """What people do, without a word: keys, minutes, who."""
    return tuple((timed.block.key, timed.block.minutes, timed.block.who) for timed in evening.blocks)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_at_least_half_of_the_core_items_are_counted(name: str, tmp_path: Path) -> None:
    found = programme(tmp_path / "p", name)
    core = [item for session in found.sessions for item in session.head.items if item.when != "further"]
    bases = [item_time(item, found.resources.get(item.use))[1] for item in core]
    assert None not in bases
    assert bases.count("counted") >= len(bases) / 2, f"{bases.count('counted')} of {len(bases)}"


@pytest.mark.parametrize(("name", "sessions", "minutes"), [("engineering", 10, 180), ("conceptual", 9, 120)])
def test_the_promised_number_and_length_of_sessions(name: str, sessions: int, minutes: int, tmp_path: Path) -> None:
    plan = make_plan(programme(tmp_path / "p", name))
    counted = [meeting for meeting in plan.meetings if meeting.number > 0]
    assert [meeting.number for meeting in counted] == list(range(1, sessions + 1))
    assert {meeting.minutes for meeting in counted} == {minutes}


def test_the_set_up_clinic_is_session_0_a_week_before(tmp_path: Path) -> None:
    plan = make_plan(programme(tmp_path / "p", "engineering"))
    clinic, first = plan.meetings[0], plan.meetings[1]
    assert (clinic.session.head.kind, clinic.number, (first.date - clinic.date).days) == ("clinic", 0, 7)


def test_every_shelf_item_is_read_without_a_problem() -> None:
    shelves, problems = Shelves.open(), []  # type: ignore[var-annotated]
    for name in shelves.names("cities"):
        city, _source = shelves.city(name, problems)
        if city and city.holidays:
            shelves.holidays(city.holidays, problems)
    resources, pathways, guides = shelves.resources(problems), shelves.pathways(problems), shelves.guides(problems)
    assert problems == []
    assert (len(resources) >= 160, len(pathways) >= 10, len(guides) >= 8) == (True, True, True)


def test_every_resource_has_an_id_of_its_own_and_a_sentence_of_ours() -> None:
    shelf = Path(__file__).resolve().parent.parent / "program_templates" / "resources"
    entries = [
        entry
        for path in sorted(shelf.glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["resources"]
    ]
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert "TODO" not in json.dumps(entry, default=str), entry["id"]
        assert len(entry["use_for"].split()) > 4, entry["id"]


@pytest.mark.parametrize(
    ("city", "options"),
    [
        ("oxford", ["--term", "Hilary 2027"]),
        ("london", ["--start", "2027-01-18"]),
        ("berkeley", ["--term", "Spring 2027"]),
        ("online", ["--start", "2027-01-18", "--zone", "Asia/Kathmandu"]),
    ],
)
def test_every_city_makes_a_programme(city: str, options: list[str], tmp_path: Path) -> None:
    folder = tmp_path / city
    assert (
        run(
            ["new", city, "--template", "conceptual", *options, "--into", str(folder), "--no-input", "--now", NOW, "-q"]
        )
        == 0
    )
    assert run(["check", str(folder), "--now", NOW, "-q"]) == 0


NAMED = re.compile(r"(?:[Pp]rompt|[Qq]uestion)s? (\d(?:(?:, then| and| or|,) \d)*)")


def test_the_prompts_of_an_evening_are_those_that_its_blocks_put(tmp_path: Path) -> None:
    found = programme(tmp_path / "p", "conceptual")
    for session in found.sessions:
        for mode in found.curriculum.modes:
            for reading in found.curriculum.readings:
                evening = make_evening(session, mode=mode, reading=reading, resources=found.resources)
                words = " ".join(f"{timed.block.say} {timed.block.do}" for timed in evening.blocks)
                named = {int(number) for match in NAMED.findall(words) for number in re.findall(r"\d", match)}
                assert named == {number for number, _ in evening.prompts}, (session.key, mode, reading)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_mentored_evening_can_be_held_without_the_mentor(name: str, tmp_path: Path) -> None:
    found = programme(tmp_path / "p", name)
    for session in found.sessions:
        for reading in found.curriculum.readings:
            evening = make_evening(session, mode="in-person-mentored", reading=reading, resources=found.resources)
            with_mentor = [timed.block.key for timed in evening.blocks if timed.block.who == "mentor"]
            assert [stand_in.mentor.block.key for stand_in in evening.stand_ins] == with_mentor, (session.key, reading)


def test_every_yaml_file_of_a_fresh_folder_and_of_the_demo_names_its_schema(tmp_path: Path) -> None:
    for name in ("conceptual", "engineering"):
        assert (
            run(
                [
                    "new",
                    "online",
                    "--template",
                    name,
                    "--zone",
                    "Europe/London",
                    "--start",
                    "2027-01-12",
                    "--cohorts",
                    "2",
                    "--into",
                    str(tmp_path / name),
                    "-q",
                ]
            )
            == 0
        )
    files = [*tmp_path.glob("*/*.yaml"), *(ROOT / "docs" / "demo").glob("*.yaml")]
    without = [
        file
        for file in files
        if not file.read_text(encoding="utf-8").startswith(
            f"# yaml-language-server: $schema=.programme/schema/{file.stem}.schema.json\n"
        )
    ]
    assert (len(files) > 6, without) == (True, [])


def test_no_pathway_says_of_a_shipped_curriculum_that_it_is_not_shipped() -> None:
    assert not set(Shelves.open().pathways([])) & set(PROGRAMMES)


def test_whoever_reads_inside_is_told_what_to_do_when_the_site_is_down(tmp_path: Path) -> None:
    found = programme(tmp_path / "p", "conceptual")
    for session in found.sessions:
        for mode in found.curriculum.modes:
            inside = make_evening(session, mode=mode, reading="inside", resources=found.resources)
            before = make_evening(session, mode=mode, reading="before", resources=found.resources)
            assert "Site down" in {case.title for case in inside.ifs}, (session.key, mode)
            assert {thing.what for thing in inside.materials} > {thing.what for thing in before.materials}, (
                session.key,
                mode,
            )


def test_a_call_and_a_room_have_guides_of_their_own_for_the_week_before_and_for_pairs(tmp_path: Path) -> None:
    guides = programme(tmp_path / "p", "engineering").guides
    keys = {
        mode: {guide.head.key for guide in guides if guide.head.modes is None or mode in guide.head.modes}
        for mode in ("in-person-peer", "online-peer")
    }
    assert keys["in-person-peer"] - keys["online-peer"] == {
        "the-week-before",
        "a-pair-programming-night",
        "when-the-room-fails",
    }
    assert keys["online-peer"] - keys["in-person-peer"] == {"the-week-before-online", "pairs-online", "online"}


@pytest.mark.parametrize("region", ["england", "us-federal"])
def test_a_holiday_at_a_weekend_is_listed_beside_the_day_on_which_it_is_observed(region: str) -> None:
    file = Shelves.open().holidays(region, [])
    assert file is not None
    days = {(day.name, day.date) for day in file.days}
    observed = [day for day in file.days if day.name.endswith(" (observed)")]
    assert observed
    for day in observed:
        name = day.name.removesuffix(" (observed)")
        near = [day.date + datetime.timedelta(days=shift) for shift in range(-3, 4)]
        assert any((name, date) in days and date.weekday() >= 5 for date in near), day
