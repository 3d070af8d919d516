"""`programme new` makes a folder from a city and a template, asks at most eight questions, and never takes an edit
away."""

from __future__ import annotations

import datetime
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.commands.new_here import NOW, everything, made, new
from tests.scaffold.conftest import INNER, STARTER
from toolkit.cli import run
from toolkit.commands.new import command
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.catalogue import offers

pytestmark = pytest.mark.usefixtures("here")


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


def test_a_start_without_its_year_is_the_next_one_and_is_read_back(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("london", "--template", "mine", "--start", "Tue 19 Jan", "--into", "x") == 0
    assert "Start: session 1 is on Tuesday 19 January 2027 or after it." in capsys.readouterr().err
    assert made(here / "x").settings.start == datetime.date(2027, 1, 19)


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
