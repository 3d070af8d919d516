"""`programme new` makes a folder from a city and a template, asks at most eight questions, and never takes an edit
away."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.scaffold.conftest import INNER, STARTER
from toolkit.cli import run
from toolkit.commands.new import command
from toolkit.model.programme import Programme
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.catalogue import offers
from toolkit.scaffold.starter import starter_files

NOW = ("--now", "2026-11-23")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a shelf that has the template `mine`."""
    shelf = tmp_path / "shelf"
    for path, data in starter_files("mine").items():
        place = shelf / "programmes" / "mine" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    monkeypatch.setenv("PROGRAMME_SHELF", str(shelf))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def new(*arguments: str) -> int:
    return run(["new", *arguments, *NOW])


def made(folder: Path) -> Programme:
    return read_programme(folder, Shelves.open(folder=folder))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_city_and_a_template_are_enough(here: Path) -> None:
    assert new("oxford", "--template", "mine") == 0
    settings = made(here / "oxford-mine-ht27").settings
    assert (settings.key, settings.city, settings.term) == ("oxford-mine-ht27", "oxford", "Hilary 2027")
    assert (settings.mode, settings.reading, settings.people, settings.cohorts, settings.day) == (
        "in-person-peer",
        "before",
        8,
        1,
        ("tue",),
    )


def test_every_option_lands_in_the_folder(here: Path) -> None:
    words = (
        "--term ht28 --start 2028-01-24 --day Thursday --time 19.15 --mode in-person-peer --reading before --people 18"
        " --cohorts 3 --fit double"
    )
    assert (
        new(
            "Oxford",
            "--template",
            "mine",
            "--title",
            "Zoë's evenings 🎉",
            "--contact",
            "Zoë, zoe@example.org",
            *words.split(),
        )
        == 0
    )
    programme = made(here / "oxford-mine-ht28")
    settings = programme.settings
    assert settings.start is not None
    assert (settings.term, settings.start.isoformat(), settings.fit) == ("Hilary 2028", "2028-01-24", "double")
    assert (settings.title, settings.contact) == ("Zoë's evenings 🎉", "Zoë, zoe@example.org")
    assert [cohort.label for cohort in programme.cohorts] == ["Cohort A", "Cohort B", "Cohort C"]


def test_a_city_says_how_sessions_fit_into_its_terms(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "engineering", "--into", "x") == 0
    said = capsys.readouterr()
    assert made(here / "x").settings.fit == "trim"
    assert "“How loss falls with scale” and “More than one worker”; “fit: past”" in said.err
    assert "--fit" not in said.out.splitlines()[-1]
    assert new("oxford", "--template", "engineering", "--into", "y", "--fit", "past") == 0
    assert made(here / "y").settings.fit == "past"
    said = capsys.readouterr()
    assert "Left out" not in said.err
    assert "--fit past" in said.out.splitlines()[-1]
    assert new("berkeley", "--template", "mine", "--into", "z") == 0
    assert made(here / "z").settings.fit == "past", "elsewhere they run on"


def test_a_start_makes_the_key_where_there_is_no_term(here: Path) -> None:
    assert new("london", "--template", "mine", "--start", "2027-01-19") == 0
    assert made(here / "london-mine-2027-01-19").settings.key == "london-mine-2027-01-19"


def test_the_key_never_comes_from_the_folder(here: Path) -> None:
    assert new("oxford", "--template", "mine", "--into", "some/where else") == 0
    assert made(here / "some" / "where else").settings.key == "oxford-mine-ht27"


def test_c_names_the_folder_too_and_not_another(here: Path) -> None:
    assert new("oxford", "--template", "mine", "-C", "there") == 0
    assert made(here / "there").settings.city == "oxford"
    assert new("oxford", "--template", "mine", "-C", "there", "--into", "elsewhere") == 2


def test_a_template_may_be_a_folder(here: Path) -> None:
    assert new("oxford", "--template", str(STARTER), "--into", "x") == 0
    assert made(here / "x").settings.key == "oxford-starter-ht27"


def test_a_template_may_be_a_folder_of_a_branch_behind_an_address(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = tmp_path / "shelf"
    for words in ("init -q -b next", "add -A", "-c user.name=A -c user.email=a@example.org commit -qm a"):
        subprocess.run(["git", *words.split()], cwd=shelf, check=True)
    address = ["--template", f"file://{shelf}", "--checkout", "next", "--directory", "programmes/mine"]
    assert new("oxford", *address) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert f"--template file://{shelf} --checkout next --directory programmes/mine --term" in line
    origin = (here / "oxford-mine-ht27" / ".programme" / "origin.yaml").read_text(encoding="utf-8")
    assert 'checkout: "next"\ndirectory: "programmes/mine"\n' in origin
    assert run([*shlex.split(line)[1:], *NOW]) == 0
    assert new("oxford", *address[:2], "--directory", "programmes/mine") == 4
    assert "checkout: next, now " in capsys.readouterr().err


def test_more_than_five_hundred_cohorts_are_made(here: Path) -> None:
    assert new("oxford", "--template", "mine", "--people", "6000", "--cohorts", "703") == 0
    assert [cohort.key for cohort in made(here / "oxford-mine-ht27").cohorts][-1] == "aaa"


def test_people_can_be_read_by_the_organiser_only(here: Path) -> None:
    new("oxford", "--template", "mine", "--into", "x")
    assert stat.S_IMODE((here / "x" / "people" / "participants.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("now", "term"),
    [
        ("2026-11-23", "Hilary 2027"),
        ("2027-01-17", "Hilary 2027"),
        ("2027-01-18", "Trinity 2027"),
        ("2028-01-17", "Trinity 2028"),
    ],
)
def test_the_term_is_the_next_one_that_has_not_begun(here: Path, now: str, term: str) -> None:
    assert run(["new", "oxford", "--template", "mine", "--into", "x", "--now", now]) == 0
    assert made(here / "x").settings.term == term


def test_after_the_last_term_a_start_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "oxford", "--template", "mine", "--now", "2028-05-01"]) == 2
    assert "--start" in capsys.readouterr().err


def test_the_mode_follows_what_the_city_and_the_template_have(here: Path) -> None:
    assert new("online", "--template", "mine", "--start", "2027-01-19", "--zone", "Asia/Kathmandu", "--into", "x") == 0
    settings = made(here / "x").settings
    assert (settings.mode, settings.zone) == ("online-peer", "Asia/Kathmandu")


def test_whole_days_move_together(here: Path, tmp_path: Path) -> None:
    file = tmp_path / "shelf" / "programmes" / "mine" / INNER / "curriculum.yaml"
    file.write_text(
        file.read_text()
        .replace("day: tue\n", "day: [sat, sun]\n")
        .replace('time: "18:30"\n', 'time: ["09:30", "14:00"]\nlatest_time: "10:00"\n')
    )
    assert new("oxford", "--template", "mine", "--day", "fri", "--time", "10:00", "--into", "x") == 0
    settings = made(here / "x").settings
    assert settings.day == ("fri", "sat")
    assert [f"{time:%H:%M}" for time in settings.time] == ["10:00", "14:30"]
    assert new("oxford", "--template", "mine", "--time", "10:30", "--into", "y") == 2


# what is told


def test_it_ends_with_the_tree_and_three_commands_and_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine", "--people", "12")
    shown = capsys.readouterr().out
    assert "programme.yaml    edit this first" in shown
    for verb in ("check", "plan", "build"):
        assert f"programme {verb:5} oxford-mine-ht27" in shown
    line = shown.strip().split("\n")[-1].strip()
    assert line.startswith("programme new oxford --template mine --term 'Hilary 2027'")
    before = everything(here)
    assert run([*shlex.split(line)[1:], *NOW]) == 0
    assert everything(here) == before


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "mine", "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_the_term_that_was_chosen_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    assert "Hilary 2027, the next one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("oxford --term mt26", "P069"),
        ("oxford --start 2027-08-01", "P065"),
        ("oxford --start 2027-03-09", "P065"),
        ("oxford", "P071"),
        ("berkeley", "P070"),
        ("london --term imp-spr27", "P070"),
    ],
)
def test_doubtful_dates_are_told_and_no_error(words: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(*words.split(), "--template", "mine", "--into", "x") == 0
    assert f"({code})" in capsys.readouterr().err


def test_a_start_in_london_claims_no_term(capsys: pytest.CaptureFixture[str]) -> None:
    assert new("london", "--template", "mine", "--start", "2027-01-19") == 0
    assert "P070" not in capsys.readouterr().err


# doing it again


def test_a_second_time_changes_nothing_at_all(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    before = {path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes()) for path in here.rglob("*")}
    assert run(["new", "oxford", "--template", "mine", "--now", "2026-12-24"]) == 0
    assert {path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes()) for path in here.rglob("*")} == before
    assert "Nothing to do" in capsys.readouterr().out


def test_edits_and_deletions_survive_and_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    folder = here / "oxford-mine-ht27"
    (folder / "programme.yaml").write_text("mine\n")
    (folder / "people" / "participants.csv").write_text("id,name\np1,Ada\n")
    (folder / "README.md").unlink()
    before = everything(here)
    capsys.readouterr()
    assert new("oxford", "--template", "mine") == 0
    assert everything(here) == before
    shown = capsys.readouterr().out
    assert "programme.yaml" in next(line for line in shown.split("\n") if line.startswith("Kept"))


def test_other_answers_for_the_same_folder_are_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    before = everything(here)
    assert new("oxford", "--template", "mine", "--people", "9") == 4
    assert everything(here) == before
    assert "people: 8, now 9" in capsys.readouterr().err


def test_a_folder_with_something_else_in_it_is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "x").mkdir()
    (here / "x" / "README.md").write_text("mine")
    before = everything(here)
    assert new("oxford", "--template", "mine", "--into", "x") == 4
    assert everything(here) == before
    assert "README.md" in capsys.readouterr().err


def test_a_dry_run_shows_what_is_in_the_way(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "x").mkdir()
    (here / "x" / "README.md").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x", "--dry-run") == 4
    assert "conflict  README.md" in capsys.readouterr().out


def test_a_file_in_place_of_the_folder_is_left_alone(here: Path) -> None:
    (here / "x").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x") == 4
    assert (here / "x").read_text() == "mine"


def test_files_that_are_not_in_the_way_may_be_there(here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "notes.txt").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x") == 0
    assert (here / "x" / "notes.txt").read_text() == "mine"
    assert made(here / "x").settings.city == "oxford"


def test_a_run_that_was_cut_off_is_finished_by_the_next(here: Path) -> None:
    new("oxford", "--template", "mine", "--into", "whole")
    new("oxford", "--template", "mine", "--into", "half")
    for name in (".programme/origin.yaml", "cohorts.yaml", "people/rooms.csv"):
        (here / "half" / name).unlink()
    assert new("oxford", "--template", "mine", "--into", "half") == 0
    lock = {".programme/lock": b""}
    assert everything(here / "half") | lock == everything(here / "whole") | lock


def test_a_dry_run_lists_every_file_and_writes_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "mine", "--into", "x", "--dry-run") == 0
    assert "create    sessions/02-referee.md" in capsys.readouterr().out
    assert everything(here) == {}
    new("oxford", "--template", "mine", "--into", "x")
    (here / "x" / "curriculum.yaml").write_text("mine")
    capsys.readouterr()
    new("oxford", "--template", "mine", "--into", "x", "--dry-run")
    shown = capsys.readouterr().out
    assert "keep      curriculum.yaml" in shown
    assert "same      programme.yaml" in shown


def test_a_full_disk_or_a_locked_folder_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "x/people/rooms.csv")

    monkeypatch.setattr(os, "replace", full)
    assert new("oxford", "--template", "mine", "--into", "x") == 3
    assert list(here.iterdir()) == []


# what is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "CITY"),
        ("oxford", "--template"),
        ("oxfrod --template mine", "“oxford”"),
        ("oxford --template mein", "“mine”"),
        ("oxford --template mine --term 'Hilry 2027'", "“Hilary 2027”"),
        ("london --template mine", "--start"),
        ("online --template mine --zone UTC", "--start"),
        ("online --template mine --start 2027-01-19", "--zone"),
        ("online --template mine --start 2027-01-19 --zone Europe/Lodnon", "Europe/London"),
        ("online --template mine --start 2027-01-19 --zone BST", "Europe/London"),
        ("oxford --template mine --start 2027-02-30", "does not exist"),
        ("oxford --template mine --start soon", "--start"),
        ("oxford --template mine --day tueday", "“tue”"),
        ("oxford --template mine --time 6pm", "--time"),
        ("oxford --template mine --mode solo", "in-person-peer, online-peer"),
        ("oxford --template mine --mode in-person-per", "“in-person-peer”"),
        ("oxford --template mine --reading inside", "--reading"),
        ("oxford --template mine --people 0", "--people"),
        ("oxford --template mine --people many", "--people"),
        ("oxford --template mine --people 2 --cohorts 3", "--cohorts"),
        ("oxford --template mine --fit squeeze", "double, trim, early, past"),
        ("oxford --template mine --title 'a\nb'", "--title"),
        ("oxford --template mine --contact '\x1b[31m'", "--contact"),
        ("oxford --template ../../etc", "--template"),
        ("../x --template mine", "CITY"),
    ],
)
def test_a_wrong_choice_is_wrong_usage_and_says_which(
    words: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(*shlex.split(words)) == 2
    assert said in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_reserved_name_is_refused_before_anything_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "mine", "--title", "AGISF Oxford") == 1
    assert "P091" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_template_with_a_hook_is_refused_and_nothing_runs(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks = tmp_path / "shelf" / "programmes" / "mine" / "hooks"
    hooks.mkdir()
    (hooks / "pre_gen_project.sh").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    assert new("oxford", "--template", "mine") == 1
    assert "P100" in capsys.readouterr().err
    assert list(here.iterdir()) == []
    assert not (tmp_path / "ran").exists()


def test_a_placeholder_of_the_template_is_left_to_check(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "shelf" / "programmes" / "mine" / INNER / "sessions" / "02-referee.md"
    file.write_text(file.read_text().replace("Send the chosen question", "TODO Send the chosen question"))
    assert new("oxford", "--template", "mine", "--into", "x") == 0
    assert "1 thing to mend" in capsys.readouterr().err
    assert run(["check", "x"]) == 1


# at a terminal


@pytest.mark.slow
def test_enter_all_the_way_is_valid_and_at_most_eight_questions(here: Path) -> None:
    code, shown = at_a_terminal(here, "new", *NOW, typed=("",) * 8)
    assert code == 0, shown
    assert "]: " in shown
    (folder,) = (path for path in here.iterdir())
    assert made(folder).settings.key == folder.name


@pytest.mark.slow
def test_a_wrong_answer_is_asked_again(here: Path) -> None:
    typed = (
        "atlantis",
        "online",
        "mein",
        "mine",
        "tomorrow",
        "2027-01-18",
        "Mars/Base",
        "Europe/Paris",
        "thu 25:00",
        "thu 19:00",
        "7",
        "",
        "12 in 99",
        "12 in 2",
        "",
    )
    code, shown = at_a_terminal(here, "new", *NOW, typed=typed)
    assert code == 0, shown
    for said in ("“atlantis”", "Did you mean “mine”?", "“tomorrow”", "“Mars/Base”", "“25:00”", "from 1 to 12"):
        assert said in shown
    settings = made(here / "online-mine-2027-01-18").settings
    assert (settings.zone, settings.day, settings.cohorts) == ("Europe/Paris", ("thu",), 2)


def test_numbers_and_plain_words_are_taken_and_somebody_may_go_back(here: Path) -> None:
    typed = ("4", "1", "Back", "3", "", "Tuesdays at 7pm", "1 before", "18 in 3", "Ada Lovelace, 01865 496000", "", "")
    code, shown = at_a_terminal(here, "new", "--into", "x", *NOW, typed=typed)
    assert code == 0, shown
    assert "4  oxford" in shown
    assert "1  in-person-peer  in one room, without a mentor" in shown
    assert shown.count("Template: a number") == 2, "asked again"
    assert shown.count("City: a number") == 1, "known already"
    settings = made(here / "x").settings
    assert (settings.key, settings.day, settings.people, settings.cohorts) == ("oxford-mine-ht27", ("tue",), 18, 3)
    assert (settings.time[0].hour, settings.contact) == (19, "Ada Lovelace, 01865 496000")
    assert (settings.signed_by, settings.sender.name) == ("Ada Lovelace", "Ada Lovelace")
    line = shown.splitlines()[-1]
    assert "--contact 'Ada Lovelace, 01865 496000' --signed-by 'Ada Lovelace' --into x" in line
    before = everything(here / "x")
    assert run([*shlex.split(line)[1:], *NOW, "--no-input"]) == 0
    assert everything(here / "x") == before


def test_that_the_folder_is_there_is_said_before_the_questions_about_it(here: Path) -> None:
    assert new("oxford", "--template", "mine") == 0
    code, shown = at_a_terminal(here, "new", "oxford", "--template", "mine", *NOW, typed=("", "", "back", *[""] * 9))
    assert code == 0, shown
    (told,) = [line for line in shown.splitlines() if "oxford-mine-ht27 is there already" in line]
    assert shown.index(told) < shown.index("Day and time")


@pytest.mark.slow
def test_a_term_too_short_is_asked_about_with_dates(here: Path) -> None:
    words = (
        "new",
        "oxford",
        "--template",
        "mine",
        "--start",
        "2027-03-09",
        "--day",
        "tue",
        "--time",
        "18:30",
        "--mode",
        "in-person-peer",
    )
    code, shown = at_a_terminal(here, *words, "--people", "8", "--cohorts", "1", *NOW, typed=("twice", "double"))
    assert code == 0, shown
    assert "past    9 March to 16 March 2027; after the term: “Referee for an evening” Tue 16 Mar" in shown
    assert "a second meeting that week on Thu 11 Mar" in shown
    assert made(here / "oxford-mine-2027-03-09").settings.fit == "double"
    assert "--fit double" in shown


@pytest.mark.slow
def test_no_input_at_a_terminal_asks_nothing(here: Path) -> None:
    code, shown = at_a_terminal(here, "new", "oxford", "--no-input", *NOW, typed=())
    assert code == 2
    assert "--template" in shown


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'cookiecutter', 'jinja2', 'pydantic', 'yaml', 'weasyprint'}"
    code = f"import sys; from toolkit.cli import run; run(['new', '--help']); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("[]")


def test_help_names_the_modes_that_the_shipped_templates_have() -> None:
    (mode,) = [option for option in command.params if option.name == "mode"]
    assert isinstance(mode, click.Option) and mode.help
    named = mode.help.partition(": ")[2].removesuffix(".").replace(" or ", ", ").split(", ")
    for offer in offers(Shelves.open()):
        if offer.kind == "programmes":
            assert offer.says.partition("; ")[2].split(", ") == named, offer.name
            assert offer.name in mode.help


def test_what_others_warn_of_is_no_error_of_ours_under_strict_warnings(tmp_path: Path) -> None:
    strict = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1"}
    new = ["new", "oxford", "--template", "engineering", "--no-input", "--now", "2026-11-23", "--into", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", *new, "-q"],
        cwd=Path(__file__).parents[2],
        env=strict,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    own = "import toolkit.cli as cli, warnings; cli._let_others_warn(); {0}"
    warn = "warnings.warn_explicit('x', UserWarning, 'f', 1, module={0!r})"
    codes = [
        subprocess.run(
            [sys.executable, "-c", own.format(warn.format(module))],
            cwd=Path(__file__).parents[2],
            env=strict,
            capture_output=True,
            check=False,
        ).returncode
        for module in ("toolkit.reading.files", "zoneinfo._common")
    ]
    assert codes == [1, 0]


def test_every_wrong_flag_is_told_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [
        "--template",
        "none",
        "--term",
        "x",
        "--start",
        "tomorrow",
        "--zone",
        "Mars",
        "--day",
        "funday",
        "--time",
        "25:00",
    ]
    wrong += ["--mode", "alone", "--reading", "never", "--people", "0", "--cohorts", "0", "--fit", "wide"]
    assert new("oxfrod", *wrong, "--title", "a\nb") == 2
    lines = capsys.readouterr().err.splitlines()
    flags = [
        "--zone",
        "--template",
        "--start",
        "--day",
        "--time",
        "--mode",
        "--reading",
        "--people",
        "--cohorts",
        "--fit",
        "--title",
    ]
    assert [line.removeprefix("Error:").strip().partition(":")[0] for line in lines] == flags
    assert list(here.iterdir()) == []
    assert new("oxford", "--template", "mine", "--term", "x", "--people", "3", "--cohorts", "4") == 2
    assert [line.removeprefix("Error:").strip().partition(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "--term",
        "--cohorts",
    ]


def test_what_is_needed_and_what_is_wrong_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert new("--mode", "alone", "--no-input") == 2
    told = capsys.readouterr().err
    assert "CITY is needed" in told
    assert "--template is needed" in told
    assert "--mode: “alone”" in told


def test_the_next_commands_name_the_shelves_that_new_was_given(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "more" / "cities").mkdir(parents=True)
    (tmp_path / "more" / "cities" / "brighton.yaml").write_text(
        "key: brighton\nname: Brighton\nzone: Europe/London\n", encoding="utf-8"
    )
    shelf = ["--shelf", str(tmp_path / "more")]
    assert new("brighton", "--template", "mine", "--start", "2027-01-18", "--into", "sea", *shelf) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  programme check")]
    assert run([*shlex.split(line.partition("    ")[0])[1:], *NOW]) == 0
    assert new("oxford", "--template", "mine", "--into", "plain") == 0
    assert "--shelf" not in capsys.readouterr().out


def test_a_city_of_another_shelf_is_copied_into_the_folder_with_its_holidays(here: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "ours"
    (shelf / "cities" / "holidays").mkdir(parents=True)
    city = "key: bath\nname: Bath\nzone: Europe/London\nholidays: bath\n"
    days = "key: bath\nname: Bath\ndays:\n  - {date: 2027-01-19, name: Fair}\nsource: us\nchecked: 2026-11-23\n"
    (shelf / "cities" / "bath.yaml").write_text(city, "utf-8")
    (shelf / "cities" / "holidays" / "bath.yaml").write_text(days, "utf-8")
    words = ("--template", "engineering", "--start", "2027-01-12", "--into", "b")
    assert new("bath", *words, "--shelf", str(shelf)) == 0
    assert (here / "b/cities/bath.yaml").read_text("utf-8") == city
    assert made(here / "b").holidays[0].name == "Fair"
    assert new("bath", *words, "--shelf", str(shelf)) == 0
    assert run(["update", "-C", "b", *NOW]) == 0
    assert (here / "b/cities/bath.yaml").read_text("utf-8") == city
    assert new("oxford", *words[:-1], "o") == 0
    assert not (here / "o/cities").exists()


@pytest.mark.parametrize("verb", ["templates", "check", "new"])
def test_a_shelf_that_is_not_there_is_wrong_usage(
    verb: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "--shelf", "nowhere"]) == 2
    assert "--shelf: there is no folder nowhere." in capsys.readouterr().err
    monkeypatch.setenv("PROGRAMME_SHELF", f"{here}{os.pathsep}/nope")
    assert run([verb]) == 2
    assert "PROGRAMME_SHELF: there is no folder /nope." in capsys.readouterr().err


def test_a_city_that_no_shelf_has_is_made_of_its_zone_and_region(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("Leeds", "--template", "mine", "--start", "2027-03-22", "--day", "mon")
    assert new(*words) == 2
    told = capsys.readouterr().err
    for choice in ("berkeley, london", "--zone ZONE", "--holidays COUNTRY-REGION", "templates new city leeds"):
        assert choice in told
    assert new("oxfrod", "--template", "mine") == 2
    assert "Did you mean “oxford”?" in capsys.readouterr().err
    assert new(*words, "--zone", "Europe/London", "--into", "x") == 0
    said = capsys.readouterr()
    assert "public holidays of 2027 to 2029 are those of Britain (UK)" in said.err
    assert "such as GB-ENG, GB-NIR, GB-SCT, GB-WLS: --holidays names one" in said.err
    line = said.out.splitlines()[-1]
    assert "new leeds --template mine --zone Europe/London --holidays GB " in line
    programme = made(here / "x")
    assert (programme.city.name, programme.settings.zone, programme.holiday_years) == (
        "Leeds",
        None,
        (2027, 2028, 2029),
    )
    before = everything(here / "x")
    assert run([*shlex.split(line)[1:], *NOW]) == 0
    assert everything(here / "x") == before
    assert new("oxford", "--template", "mine", "--holidays", "GB-SCT") == 2
    assert "--holidays is for a city that no shelf has" in capsys.readouterr().err


def test_at_a_terminal_another_city_is_asked_where_it_is(here: Path) -> None:
    code, shown = at_a_terminal(
        here,
        "new", "--template", "mine", "--start", "2027-03-22", "--into", "x", *NOW,
        typed=("munich", "nowhere", "DE-BY", *[""] * 8),
    )  # fmt: skip
    assert code == 0, shown
    assert "“nowhere” is no country whose holidays are known" in shown
    assert (made(here / "x").city.zone, made(here / "x").city.holidays) == ("Europe/Berlin", "de-by")
