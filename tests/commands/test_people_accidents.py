"""`programme people import`: what goes wrong between a form and people/, told plainly and never silently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.commands.people_folder import IMPORTS, everything
from tests.examples import lay_out
from toolkit.cli import run

ZONE = ("--zone", "Europe/London")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_out(tmp_path / "small")
    (folder / "people" / "participants.csv").write_text("id,name,email,available,status\n")
    monkeypatch.chdir(folder)
    return folder


def listed(folder: Path) -> list[str]:
    """Names and statuses in the file."""
    return [
        ",".join(line.split(",")[1:2] + line.split(",")[-1:])
        for line in (folder / "people" / "participants.csv").read_text("utf-8").splitlines()[1:]
    ]


def file(folder: Path, text: str, *, name: str = "form.csv") -> str:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def bring(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What is said, in both streams."""
    assert run(["people", "import", *words, "--yes"]) == code
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize(
    ("mine", "theirs", "stays"),
    [("accepted", "applied", "accepted"), ("declined", "accepted", "declined"), ("applied", "accepted", "accepted")],
)
def test_an_import_never_takes_back_what_the_organiser_decided(
    small: Path, capsys: pytest.CaptureFixture[str], mine: str, theirs: str, stays: str
) -> None:
    (small / "people" / "participants.csv").write_text(
        f"id,name,email,available,status\np01,Ann,ann@example.org,,{mine}\n"
    )
    bring(capsys, file(small, f"name,email,status\nAnn,ann@example.org,{theirs}\n"))
    assert listed(small) == [f"Ann,{stays}"]


def test_two_people_with_one_id_are_told_and_the_first_is_not_lost(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = bring(capsys, file(small, "id,name,email\np09,Nine,nine@example.org\np09,Ten,ten@example.org\n"), code=1)
    assert "Ten: the id p09 belongs to Nine in line 2, with another address." in said
    assert listed(small) == ["Nine,"]


def test_a_form_sent_twice_names_the_earlier_row_by_its_own_name(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = bring(capsys, file(small, "name,email\nAnn,ann@example.org\nAnna,ann@example.org\n"))
    assert "Anna has the e-mail address of Ann in line 2; this row counts." in said
    assert listed(small) == ["Anna,"]


def test_a_name_with_a_comma_in_the_first_line_of_a_text(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(capsys, file(small, "Lee, Ann: Mon 18:00-20:00\nBo: Tue 18:00-20:00\n", name="list.txt"), *ZONE)
    text = (small / "people" / "participants.csv").read_text("utf-8")
    assert '"Lee, Ann"' in text
    assert "Bo" in text


@pytest.mark.parametrize("line", ["Cat; Mon 18:00-20:00", "Eve – Mon 18:00–20:00", "Mon 18:00-20:00"])
def test_the_colon_of_a_time_is_not_the_one_behind_a_name(
    small: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    said = bring(capsys, file(small, f"Ann: Mon 18:00-20:00\n{line}\n", name="list.txt"), *ZONE, code=1)
    assert "This line is not of the form “Name: times”." in said
    assert [line.split(",")[0] for line in listed(small)] == ["Ann"]


def test_a_heading_that_no_file_has_is_refused_and_not_remembered(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = file(small, "Name,Email,Shoe size\nAnn,ann@example.org,38\n")
    said = bring(capsys, source, "--map", "Emial=email", code=2)
    assert "no file has the heading “emial”" in said
    assert not (small / ".programme" / "imports.yaml").exists()
    bring(capsys, source, "--map", "shoe  SIZE=other")
    assert listed(small) == ["Ann,38"]


@pytest.mark.parametrize(("weeks", "told"), [(1, False), (2, True)])
def test_votes_on_some_of_the_dates_only_are_told(
    small: Path, capsys: pytest.CaptureFixture[str], weeks: int, told: bool
) -> None:
    """Ann ticks the Monday of the first week; Bo ticks every Monday."""
    monday = 1794852000
    stamps = "".join(f"TimeOfSlot[{week}]={monday + 7 * 86400 * week};\n" for week in range(weeks))
    ticks = "AvailableAtSlot[0].push(1);\n" + "".join(f"AvailableAtSlot[{week}].push(2);\n" for week in range(weeks))
    people = "PeopleNames[0] = 'Ann';PeopleIDs[0] = 1;\nPeopleNames[1] = 'Bo';PeopleIDs[1] = 2;\n"
    said = bring(
        capsys, file(small, f"<script>{people}{stamps}{ticks}</script>", name="poll.html"), *ZONE, code=int(told)
    )
    assert ("Ann: every time ticked is on some of the dates only" in said) is told
    assert "Bo: every time" not in said


def test_a_problem_names_the_file_as_it_was_given(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = file(small, "name,email\n,\nAnn,nobody\n")
    monkeypatch.chdir(small.parent)
    assert run(["-C", "small", "people", "import", "form.csv", "--yes"]) == 1
    assert "\nform.csv:" in "\n" + capsys.readouterr().err
    assert Path(source).is_file()


def test_hours_are_asked_for_where_they_help_and_not_those_of_another_word(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "Ann,Mon morning\nBo,Tue afternoon\nCy,Any evening except Monday\n"
    said = bring(capsys, file(small, f"Name,Availability\n{rows}"), *ZONE, code=1)
    assert "--hours afternoon=14:00-17:00 --hours morning=09:00-12:00" in said
    assert "--hours evening" not in said


def test_a_strange_status_is_told_once_with_what_helps_and_is_kept(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = bring(capsys, file(small, "Name,Email,Status\nAnn,ann@example.org,In progress\n"), code=1)
    assert '--map "Status=other"' in said
    assert said.count("accepted") <= 1
    assert "In progress" in (small / "people" / "participants.csv").read_text("utf-8")


def test_no_times_for_now_is_not_no_times_for_ever(small: Path) -> None:
    code, _ = at_a_terminal(
        small, "people", "import", file(small, "Name,Email,Notes\nAnn,ann@example.org,hello\n"), typed=("", "y")
    )
    assert code == 0
    assert "notes" not in (
        (small / ".programme" / "imports.yaml").read_text().lower()
        if (small / ".programme" / "imports.yaml").exists()
        else ""
    )
    second = file(
        small,
        "Name,Email,Notes\nAnn,ann@example.org,Mon 18:00-20:00\nBo,bo@example.org,Tue 18:00-20:00\n",
        name="second.csv",
    )
    at_a_terminal(small, "people", "import", second, typed=("Europe/London", "y"))
    assert "Mon 18:00" in (small / "people" / "participants.csv").read_text("utf-8")


def test_what_is_stored_about_somebody_names_no_schema(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "people" / "participants.csv").write_text("id,name\np01,Ann\n")
    (small / ".programme" / "schema").mkdir(parents=True, exist_ok=True)
    (small / ".programme" / "schema" / "people.schema.json").write_text('{"examples": ["p01"]}')
    assert run(["people", "export", "p01"]) == 0
    assert [one["file"] for one in json.loads(capsys.readouterr().out)["stored"]] == ["people/participants.csv"]


@pytest.mark.parametrize(
    ("text", "code"), [("nobody\n", "P120"), ("Name,Available,Backup\nAnn,Mon 18:00-20:00,Tue 18:00-20:00\n", "P128")]
)
def test_a_file_that_is_not_taken_is_named_as_it_was_given(
    small: Path, capsys: pytest.CaptureFixture[str], text: str, code: str
) -> None:
    path = file(small, text)
    assert f"{path}: error {code} " in bring(capsys, path, *ZONE, code=1)
    (small / "people" / "participants.csv").write_text("foo\nbar\n")
    assert "participants.csv:1:1: error P080 " in bring(
        capsys, file(small, "Name,Available\nAnn,Mon 18:00-20:00\n"), *ZONE, code=1
    )


def test_values_that_are_far_too_long_are_cut_in_what_is_said_and_whole_in_the_file(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "N" * 5000
    rows = f"Name,Email,Available,Time zone\n{long},{long}@x.org,Mon 18:00-20:00,\nBen,,Mon 18:00-20:00,{'Q' * 3000}\n"
    said = bring(capsys, file(small, rows + f"{long}2,b@x.org,whenever,\n"), *ZONE, code=1)
    assert (max(map(len, said.splitlines())) < 450, "N" * 100 in said, "Q" * 100 in said) == (True, True, True)
    assert long in (small / "people" / "participants.csv").read_text("utf-8")
    assert run(["people", "list"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 200


def test_a_name_of_usual_length_is_shown_whole(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "Nāmē " * 22 + "Ω"
    assert name in bring(capsys, file(small, f"Name,Available\n{name},Mon 18:00-20:00\n"), *ZONE)


@pytest.mark.parametrize(
    "verb",
    [
        ("check",),
        ("people", "accept", "p1"),
        ("people", "import", str(IMPORTS / "own.csv"), "--yes"),
        ("people", "export", "p1"),
    ],
)
def test_an_open_quote_in_the_list_is_told_at_its_place_and_nothing_else_is(
    small: Path, capsys: pytest.CaptureFixture[str], verb: tuple[str, ...]
) -> None:
    (small / "people" / "participants.csv").write_text('id,name\np1,Ann\np2,"Ben\np3,Cyd\n', encoding="utf-8")
    before = everything(small)
    assert run([*verb]) == 1
    told = "".join(capsys.readouterr())
    assert "people/participants.csv:3:4: error P119" in told
    assert "P032" not in told  # those behind the quote are not said to be nobody
    assert everything(small) == before
