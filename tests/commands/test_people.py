"""`programme people`: from a file to people/, with every question answered by an option or at a terminal; and
everything about one person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.examples import EXAMPLES, lay_out
from toolkit.cli import run
from toolkit.keeping import journal

IMPORTS = EXAMPLES / "imports"
NOW = ("--now", "2026-11-23")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_out(tmp_path / "small")
    monkeypatch.chdir(folder)
    return folder


def rows(folder: Path, name: str = "participants") -> list[str]:
    return (folder / "people" / f"{name}.csv").read_text("utf-8").splitlines()


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def bring(*arguments: str) -> int:
    return run(["people", "import", *arguments])


def test_readable_rows_come_in_the_others_are_named_and_words_are_shown_back(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(str(IMPORTS / "google-hours-above.csv"), "--yes") == 1
    out, err = capsys.readouterr()
    assert (
        "p07 김하늘 (haneul@example.org), Asia/Seoul: Mondays 18:00 to 20:00; Wednesdays 18:00 to 22:00 (in"
        " Europe/London, on 2027-01-19: Mondays 09:00" in out
    )
    assert "google-hours-above.csv:4:1: error P124 Eve: “GMT+1”" in err
    assert rows(small)[0] == "id,name,email,timezone,available,Timestamp"
    assert rows(small)[4] == "p4,Dan,dan@example.org,Europe/London,Sun 18:00-20:00,2027/01/05 6:03:11 PM GMT"
    assert (
        rows(small)[7]
        == "p07,김하늘,haneul@example.org,Asia/Seoul,Mon 18:00-20:00; Wed 18:00-22:00,2027/01/05 6:02:11 PM GMT"
    )
    assert "p4 Dan (known by name): Timestamp, email, timezone, available" in out


def test_the_same_import_again_changes_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(str(IMPORTS / "google-hours-above.csv"), "--yes")
    before = everything(small)
    bring(str(IMPORTS / "google-hours-above.csv"), "--yes")
    assert everything(small) == before
    assert "nothing to do" in capsys.readouterr().err


def test_a_dry_run_writes_nothing_and_so_does_no_yes(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(small)
    assert bring(str(IMPORTS / "luma.csv"), "--zone", "Europe/London", "--dry-run") == 0
    assert "3 people" in capsys.readouterr().out
    assert bring(str(IMPORTS / "luma.csv"), "--zone", "Europe/London") == 2
    assert "--yes" in capsys.readouterr().err
    assert everything(small) == before


def test_without_a_terminal_every_open_question_is_named_with_its_option(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(str(IMPORTS / "google-days-above.csv"), "--yes") == 2
    err = capsys.readouterr().err
    assert "--map 'HEADING=name'" in err
    assert "What should we call you?" in err
    assert "--zone ZONE" in err
    assert bring(str(IMPORTS / "calendar-freebusy.ics"), "--yes", "--zone", "Europe/London") == 2
    err = capsys.readouterr().err
    assert "--week-of DATE" in err
    assert "--window TIMES" in err


def test_what_was_said_about_headings_and_words_is_remembered_without_a_name(small: Path) -> None:
    file = str(IMPORTS / "google-days-above.csv")
    assert (
        bring(
            file,
            "--yes",
            "--zone",
            "Europe/London",
            "--map",
            "What should we call you?=name",
            "--hours",
            "evenings=18:00-21:00",
        )
        == 0
    )
    remembered = (small / ".programme" / "imports.yaml").read_text("utf-8")
    assert remembered.endswith('columns:\n  "what should we call you?": name\nhours:\n  "evening": "18:00-21:00"\n')
    before = everything(small)
    assert bring(file, "--yes", "--zone", "Europe/London") == 0
    assert everything(small) == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--zone", "EST"), "--zone: “EST” is not a time zone"),
        (("--zone", "UTC+1"), "--zone: “UTC+1” is an offset"),
        (("--week-of", "2027-02-30"), "--week-of"),
        (("--map", "Name"), "--map: “Name” is not of the form"),
        (("--map", "Name=nmae"), "Did you mean “name”?"),
        (("--hours", "evening=late"), "--hours: “late” are no hours"),
        (("--window", "evenings"), "--window"),
    ],
)
def test_an_answer_that_cannot_be_read_is_wrong_usage(
    small: Path, options: tuple[str, str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(str(IMPORTS / "plain.txt"), "--yes", *options) == 2
    assert says in capsys.readouterr().err


def test_at_a_terminal_it_asks_once_and_shows_before_it_writes(small: Path) -> None:
    file = str(IMPORTS / "google-days-above.csv")
    code, shown = at_a_terminal(
        small, "people", "import", file, typed=("2", "Europe/Lundun", "Europe/London", "18:00-21:00", "y")
    )
    assert code == 0
    assert "2  What should we call you?" in shown
    assert "Did you mean “Europe/London”?" in shown
    assert shown.index("Import them?") > shown.index("Mondays and Tuesdays 18:00 to 20:00")
    code, shown = at_a_terminal(small, "people", "import", file, typed=("Europe/London", "y"))
    assert (code, "Which heading" in shown, "evening" in shown.split("P123")[0]) == (0, False, False)


def test_no_at_the_terminal_leaves_all_as_it_was(small: Path) -> None:
    before = everything(small)
    code, shown = at_a_terminal(small, "people", "import", str(IMPORTS / "own.csv"), typed=("n",))
    assert code == 1, "rows of the file cannot be read"
    assert "Nothing was written." in shown
    assert "Interrupted" not in shown
    assert everything(small) == before


def test_a_form_and_a_poll_together_make_one_person(small: Path, tmp_path: Path) -> None:
    (tmp_path / "form.csv").write_text("Name,Email\nAnn Lee,ann@example.org\n", encoding="utf-8")
    (tmp_path / "poll.txt").write_text("ann lee: Mon 18:00-21:00\n", encoding="utf-8")
    assert bring(str(tmp_path / "form.csv"), str(tmp_path / "poll.txt"), "--zone", "Europe/London", "--yes") == 0
    assert rows(small)[-1] == "p07,Ann Lee,ann@example.org,Europe/London,Mon 18:00-21:00"


MSFORMS = ("msforms-first.xlsx", "msforms-second.xlsx")


def test_a_second_form_that_counts_from_one_overwrites_nobody(small: Path) -> None:
    for name in MSFORMS:
        assert bring(str(IMPORTS / name), "--zone", "Europe/London", "--yes") == 0
    names = [row.split(",")[1] for row in rows(small)[1:]]
    assert names[-3:] == ["Ann Lee", "Ben Ode", "Zoe New"]


def test_a_column_that_is_not_understood_is_named_with_its_options_and_nothing_is_written(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.csv").write_text("Name,Available,Backup\nZoë,Mon 18:00-20:00,Tue 18:00-20:00\n", encoding="utf-8")
    before = everything(small)
    command = (str(tmp_path / "f.csv"), "--zone", "Europe/London", "--yes")
    assert bring(*command) == 1
    err = capsys.readouterr().err
    assert "P128 The column “Backup”" in err
    assert '--map "Backup=available"' in err
    assert '--ignore "Backup"' in err
    assert everything(small) == before
    assert bring(*command, "--ignore", "Backup") == 0
    assert rows(small)[-1] == "p07,Zoë,,Europe/London,Mon 18:00-20:00,Tue 18:00-20:00"
    before = everything(small)
    assert bring(*command) == 0
    assert everything(small) == before


def test_an_abbreviation_is_answered_once_and_remembered(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.csv").write_text(
        "Name,Available,Time zone\nZoë,Mon 18:00-20:00,EST\nYan,Tue 18:00-20:00,EST\n", encoding="utf-8"
    )
    assert bring(str(tmp_path / "f.csv"), "--dry-run") == 1
    assert "--zone-of EST=America/New_York" in capsys.readouterr().err
    assert bring(str(tmp_path / "f.csv"), "--zone-of", "EST=America/New_York", "--yes") == 0
    assert [row.split(",")[3] for row in rows(small)[-2:]] == ["America/New_York"] * 2
    assert 'zones:\n  "EST": America/New_York\n' in (small / ".programme" / "imports.yaml").read_text("utf-8")
    assert bring(str(tmp_path / "f.csv"), "--yes") == 0


def test_busy_times_are_turned_round_and_the_preview_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = (str(IMPORTS / "busy.txt"), "--zone", "Europe/London", "--busy")
    assert bring(*command, "--yes") == 2
    assert "--window TIMES" in capsys.readouterr().err
    assert bring(*command, "--window", "Mon-Fri 09:00-22:00", "--yes") == 0
    assert "times are taken for busy within Mon-Fri 09:00-22:00" in capsys.readouterr().out
    assert any(row.endswith('"Mon, Wed, Thu, Fri 09:00-22:00"') for row in rows(small))


def test_at_a_terminal_a_strange_column_and_an_abbreviation_are_asked(small: Path, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(
        "Name,Available,Backup,Time zone\nZoë,Mon 18:00-20:00,Tue 18:00-20:00,EST\n", encoding="utf-8"
    )
    typed = ("if_needed", "America/New_York", "y")
    code, _ = at_a_terminal(small, "people", "import", str(tmp_path / "f.csv"), typed=typed)
    assert (code, rows(small)[-1]) == (0, "p07,Zoë,,America/New_York,Mon 18:00-20:00,Tue 18:00-20:00")


def test_somebody_new_with_a_name_of_the_list_is_shown(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "people" / "participants.csv").write_text("id,name,email\np1,Ann,a@x.org\n", encoding="utf-8")
    (tmp_path / "f.csv").write_text("Name,Email\nAnn,b@x.org\n", encoding="utf-8")
    assert bring(str(tmp_path / "f.csv"), "--yes") == 0
    assert "new, though p1 has the same name: p02 Ann" in capsys.readouterr().out


def test_facilitators_have_a_file_of_their_own(small: Path, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(
        "name,available,hours_per_week\nBea,Mon 18:00-21:00,3\nZoë,Tue 18:00-21:00,\n", encoding="utf-8"
    )
    assert bring(str(tmp_path / "f.csv"), "--facilitators", "--yes") == 0
    assert rows(small, "facilitators")[2:] == ["bea,Bea,,Mon 18:00-21:00,3", "f01,Zoë,,Tue 18:00-21:00,"]


def test_a_list_with_a_mistake_is_told_and_left_alone(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "people" / "participants.csv").write_text("id,name\np1,Ann\np1,Ben\n", encoding="utf-8")
    before = everything(small)
    assert bring(str(IMPORTS / "own.csv"), "--yes") == 1
    assert "P082" in capsys.readouterr().err
    assert everything(small) == before


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


def test_people_are_private_to_their_owner(small: Path) -> None:
    (small / "people" / "participants.csv").unlink()
    bring(str(IMPORTS / "own.csv"), "--yes")
    assert (small / "people" / "participants.csv").stat().st_mode & 0o777 == 0o600


def test_list_says_what_is_missing_and_how_many_starts_somebody_has(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "people" / "participants.csv").write_text(
        "id,name,email,timezone,available,if_needed,status\n"
        "p1,Ann,a@x.org,Europe/London,Mon 18:00-21:00,,accepted\n"
        "p2,Ben,,America/New_York,Mon 13:00-16:00,Tue 13:00-16:00,\n"
        "p3,,c@x.org,,Mon evening,,waiting\n",
        encoding="utf-8",
    )
    assert run(["people", "list", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    found = [
        (each["id"], each["status"], each["missing"], each["reach"], each["reach_if_needed"]) for each in data["people"]
    ]
    # evenings of this programme last an hour: they could start at 18:00, 18:30, 19:00, 19:30 and 20:00
    assert found == [
        ("p1", "accepted", [], 5, 5),
        ("p2", "applied", ["e-mail"], 5, 10),
        ("p3", "waiting", ["name", "times", "clear times"], 0, 0),
    ]
    assert run(["people", "list", "--status", "waiting"]) == 0
    out = capsys.readouterr().out
    assert "name, times, clear times" in out
    assert "Ann" not in out


def test_a_start_counts_only_if_it_can_be_kept_when_the_clocks_have_changed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (small / "programme.yaml").read_text("utf-8")
    (small / "people" / "participants.csv").write_text(
        "id,name,timezone,available\np1,Ann,America/New_York,Mon 13:00-16:00\np2,Ben,Asia/Kathmandu,Mon 18:00-20:45\n",
        encoding="utf-8",
    )
    reach = {}
    for start in ("2027-01-19", "2027-03-09"):  # the clocks change in New York on 14 March, in London on 28 March
        (small / "programme.yaml").write_text(
            settings.replace('start: "2027-01-19"', f'start: "{start}"').replace("term: Spring 2027\n", ""),
            encoding="utf-8",
        )
        run(["people", "list", "--json"])
        reach[start] = [each["reach"] for each in json.loads(capsys.readouterr().out)["people"]]
    assert reach == {"2027-01-19": [5, 4], "2027-03-09": [3, 2]}


def test_status_verbs_change_one_cell_and_say_what_was_so_already(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "accept", "p1", "p2"]) == 0
    assert rows(small)[:4] == ["id,name,email,status", "p1,Ann,,accepted", "p2,Ben,,accepted", "p3,Cyd,,"]
    assert run(["people", "wait", "p1"]) == 0
    assert run(["people", "decline", "p1", "p2", "--dry-run"]) == 0
    assert run(["people", "accept", "p2"]) == 0
    assert "1 was accepted already" in capsys.readouterr().err
    assert rows(small)[1:3] == ["p1,Ann,,waiting", "p2,Ben,,accepted"]


def test_an_unknown_id_changes_nobody(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(small)
    assert run(["people", "accept", "p1", "p9"]) == 2
    assert run(["people", "forget", "p9", "--yes"]) == 2
    assert run(["people", "export", "p9"]) == 2
    assert "Known: p1" in capsys.readouterr().err
    assert everything(small) == before


def test_outside_a_programme_there_is_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["accept", "p1"],
        ["forget", "p1", "--yes"],
        ["export", "p1"],
        ["list"],
        ["import", str(IMPORTS / "own.csv"), "--yes"],
    ):
        assert run(["people", *arguments]) == 1
        assert "P001" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


PUBLISHED = {
    "version": 1,
    "name": "launch",
    "moment": "2026-11-23T00:00:00",
    "meetings": [
        {
            "cohort": "a", "session": "fold", "number": 1, "title": "Fold", "date": "2027-01-19", "time": "18:30",
            "minutes": 60, "zone": "Europe/London",
            "facilitators": ["ada", "bea"], "mentor": "ada", "mode": "in-person-peer", "reading": "before",
        }
    ],
    "files": {"out/private/calendar/person-p1.ics": "1", "out/private/messages/invitations/participant-p1/x.ics": "2",
        "out/private/calendar/facilitator-ada.ics": "3"},
    "members": {"a": ["p1", "p2", "p3"]},
    "changes": [{"cohort": "a", "session": "sail", "facilitators": ["bea"], "mentor": "ada",
        "reason": "Ada Byron is ill"}],
}  # fmt: skip


@pytest.fixture
def lived(small: Path) -> Path:
    """A programme that has run: attendance, a cover with its record, pair wishes, a publish, caches and made files."""
    (small / "people" / "participants.csv").write_text(
        "id,name,email,together,note\np1,Ann Lee,ann@example.org,p2,\np2,Ben,ben@example.org,p3; p1,met Ann"
        " Lee\np3,Cyd,c@x.org,,\np4,D,,,\np5,E,,,\np6,F,,,\n",
        encoding="utf-8",
    )
    (small / "people" / "facilitators.csv").write_text(
        "id,name,email\nada,Ada Byron,ada@example.org\nbea,Bea,\n", encoding="utf-8"
    )
    (small / "people" / "attendance.csv").write_text(
        "id,cohort,session,state\np1,a,fold,present\np2,a,fold,absent\n", encoding="utf-8"
    )
    assert (
        run(
            [
                "swap",
                "ada",
                "--with",
                "bea",
                "--session",
                "2",
                "--yes",
                "--reason",
                "Ada Byron is ill, says ann@example.org",
                *NOW,
            ]
        )
        == 0
    )
    assert run(["build", "--only", "ics", *NOW]) == 0
    assert run(["build", "--only", "sheets", *NOW]) == 0
    assert run(["move", "race", "--cohort", "b", "--to", "20:00", "--yes", *NOW]) == 0
    records = small / ".programme"
    (records / "parts").write_bytes(b"\x00cached: Ann Lee\x00")
    (records / "sent.json").write_text(
        json.dumps(
            {"version": 1, "messages": {"aa": {"id": "p1", "state": "sent"}, "bb": {"id": "p2", "state": "sent"}}}
        )
    )
    (records / "published").mkdir()
    (records / "published" / "01.json").write_text(json.dumps(PUBLISHED), encoding="utf-8")
    (records / "published.yaml").write_text(
        'published:\n  - {"name": "launch", "moment": "2026-11-23T00:00:00", "file": ".programme/published/01.json"}\n'
    )
    return small


@pytest.mark.parametrize(
    ("id", "words"), [("p1", ("Ann Lee", "ann@example.org")), ("ada", ("Ada Byron", "ada@example.org"))]
)
def test_whoever_is_forgotten_is_nowhere_and_the_rest_goes_on(
    lived: Path, id: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(lived)
    assert run(["people", "forget", id, "--dry-run"]) == 0
    assert everything(lived) == before
    assert run(["people", "forget", id, "--yes"]) == 0
    after = everything(lived)
    assert [path for path, data in after.items() if any(word.encode() in data for word in words)] == []
    assert [path for path in after if path.startswith("out/private/") or id in Path(path).stem.split("-")] == []
    assert f".preparation.{id}@" not in (lived / ".programme" / "calendar.lock").read_text()
    capsys.readouterr()
    assert run(["check", *NOW]) == 0
    assert id not in capsys.readouterr().out
    assert run(["undo", *NOW]) == 0
    assert run(["check", *NOW]) == 0
    assert "Ben" in " ".join(rows(lived))
    assert run(["people", "forget", id, "--yes"]) == 2


def test_the_page_of_what_was_made_goes_with_the_links_to_what_is_gone(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = lived / "out" / "index.html"
    index.write_text('<a href="private/calendar/facilitator-ada.ics">private/calendar/facilitator-ada.ics</a>')
    capsys.readouterr()
    assert run(["people", "export", "ada"]) == 0
    assert "out/index.html" in [one["file"] for one in json.loads(capsys.readouterr().out)["stored"]]
    assert run(["people", "forget", "p5", "--yes"]) == 0
    assert not index.exists(), "its links lead into out/private, which is gone for everybody"


def test_an_id_in_a_reason_is_replaced_everywhere_and_a_first_name_is_told(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            [
                "cancel",
                "sail",
                "--cohort",
                "b",
                "--then",
                "drop",
                "--yes",
                "--reason",
                "Ann has an exam, p1 told us; not p1-x",
                *NOW,
            ]
        )
        == 0
    )
    assert run(["held", "fold", "--cohort", "a", "--now", "2027-02-01"]) == 0
    line = next(
        number for number, text in enumerate((lived / "changes.yaml").read_text().splitlines(), 1) if "an exam" in text
    )
    capsys.readouterr()
    assert run(["people", "forget", "p1", "--yes"]) == 0
    removed, yourself = capsys.readouterr().out.split("Look here yourself")
    assert f"changes.yaml:{line}  changes" in removed
    assert f"changes.yaml:{line}  changes" in yourself
    assert "Ann has an exam, somebody told us; not p1-x" in (lived / "changes.yaml").read_text()
    assert [path for path, data in everything(lived).items() if b"p1 told us" in data] == []
    assert run(["undo", "--now", "2027-02-01"]) == 0


def test_a_name_within_another_name_is_not_theirs_and_what_stays_is_not_called_removed(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = lived / "people" / "participants.csv"
    people.write_text(
        people.read_text("utf-8").replace("p4,D,", "p4,O,").replace("p5,E,,,", "p5,Aoife O’Sullivan,,,O's friend"),
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["people", "forget", "p4", "--dry-run"]) == 0
    removed, yourself = capsys.readouterr().out.split("Look here yourself")
    assert ("participants.csv:6" in removed, "participants.csv:5" in yourself) == (False, True)
    people.write_text(people.read_text("utf-8").replace("O's friend", ""), encoding="utf-8")
    assert run(["people", "forget", "p4", "--yes"]) == 0
    assert "Look here yourself" not in capsys.readouterr().out


def test_forgetting_touches_nothing_of_anybody_else(lived: Path) -> None:
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert rows(lived) == [
        "id,name,email,together,note",
        "p2,Ben,ben@example.org,p3,met somebody",
        "p3,Cyd,c@x.org,,",
        "p4,D,,,",
        "p5,E,,,",
        "p6,F,,,",
    ]
    assert rows(lived, "attendance") == ["id,cohort,session,state", "p2,a,fold,absent"]
    assert (lived / "cohorts.yaml").read_text() == (EXAMPLES / "good" / "small" / "cohorts.yaml").read_text().replace(
        "[p1, p2, p3]", "[p2, p3]"
    )
    assert "Ada Byron is ill, says somebody" in (lived / "changes.yaml").read_text()


def test_what_was_told_and_sent_is_kept_without_them(lived: Path) -> None:
    records = lived / ".programme"
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert run(["people", "forget", "ada", "--yes"]) == 0
    told = json.loads((records / "published" / "01.json").read_text())
    assert (told["meetings"][0]["facilitators"], told["meetings"][0]["mentor"]) == (["bea"], None)
    assert (told["files"], told["members"]) == ({}, {"a": ["p2", "p3"]})
    assert told["changes"] == [
        {"cohort": "a", "session": "sail", "facilitators": ["bea"], "mentor": None, "reason": "somebody is ill"}
    ]
    assert json.loads((records / "sent.json").read_text()) == {
        "version": 1,
        "messages": {"bb": {"id": "p2", "state": "sent"}},
    }
    assert run(["check", *NOW]) == 0


def test_the_rest_of_a_calendar_keeps_its_numbers(lived: Path) -> None:
    lock = lived / ".programme" / "calendar.lock"
    before = json.loads(lock.read_text())["entries"]
    assert run(["people", "forget", "ada", "--yes"]) == 0
    after = json.loads(lock.read_text())["entries"]
    assert after == {uid: entry for uid, entry in before.items() if "preparation.ada@" not in uid}
    assert len(after) < len(before)


def test_undo_brings_nobody_back_who_was_forgotten(lived: Path) -> None:
    (lived.parent / "more.csv").write_text("Name,Email address\nPia Planted,pia@example.org\n", encoding="utf-8")
    assert run(["people", "accept", "p1", "p2", *NOW]) == 0
    assert run(["people", "import", str(lived.parent / "more.csv"), "--yes", *NOW]) == 0
    pia = next(row.split(",")[0] for row in rows(lived) if "Pia" in row)
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert run(["people", "forget", pia, "--yes"]) == 0
    assert [
        path
        for path, data in everything(lived).items()
        for word in ("Ann Lee", "ann@example.org", "Pia")
        if word.encode() in data
    ] == []
    assert run(["undo", *NOW]) == 0
    assert run(["undo", *NOW]) == 0
    assert [row.split(",")[0] for row in rows(lived)] == ["id", "p2", "p3", "p4", "p5", "p6"]
    assert "status" not in rows(lived)[0]
    assert list((lived / "people").glob("history/*")) == []


def test_what_was_in_people_is_not_undone_in_a_copy_without_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "accept", "p1", *NOW]) == 0
    shutil.rmtree(small / "people/history")
    before = everything(small)
    capsys.readouterr()
    assert run(["undo", *NOW]) == 2
    assert "is not kept in this copy of the folder" in capsys.readouterr().err
    assert everything(small) == before


def test_what_was_withdrawn_from_them_is_forgotten_and_from_others_is_not(lived: Path) -> None:
    lock = lived / ".programme" / "calendar.lock"
    values = json.loads(lock.read_text())
    first, second = list(values["entries"])[:2]
    values["entries"][first]["withdrawn"], values["entries"][second]["withdrawn"] = {"p1": 1, "p2": 2}, {"p1": 1}
    lock.write_text(json.dumps(values), encoding="utf-8")
    assert run(["people", "forget", "p1", "--yes"]) == 0
    after = json.loads(lock.read_text())["entries"]
    assert [entry["withdrawn"] for entry in after.values() if "withdrawn" in entry] == [{"p2": 2}]


def test_a_name_that_somebody_else_has_too_is_left_and_told(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = lived / "people" / "participants.csv"
    people.write_text(people.read_text("utf-8").replace("p4,D,", "p4,Ann Lee,"), encoding="utf-8")
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert "it may be another of the same name" in capsys.readouterr().out
    assert "p4,Ann Lee,,," in rows(lived)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'id,cohort,session,state\np2,a,"fold,absent\np1,a,fold,present\n', "P119"),
        ("id,state,cohort,session\np1,a,fold,Zoë\n".encode("latin-1"), "P003"),
    ],
)
def test_nobody_is_forgotten_by_half_where_a_table_cannot_be_read(
    lived: Path, capsys: pytest.CaptureFixture[str], data: bytes, code: str
) -> None:
    (lived / "people" / "attendance.csv").write_bytes(data)
    before = everything(lived)
    assert run(["people", "forget", "p1", "--yes"]) == 1
    assert code in capsys.readouterr().err
    assert everything(lived) == before


def test_forgetting_asks_and_is_not_done_by_itself(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(lived)
    assert run(["people", "forget", "p1"]) == 2
    assert "--yes" in capsys.readouterr().err
    code, shown = at_a_terminal(lived, "people", "forget", "p1", typed=("",))
    assert (code, "people/participants.csv:2  their row" in shown) == (130, True)
    assert everything(lived) == before


def test_a_forgetting_that_is_cut_off_is_finished_by_the_next_command(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = journal._finish

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_finish", cut_off)
    assert run(["people", "forget", "p1", "--yes"]) == 130
    monkeypatch.setattr(journal, "_finish", finish)
    assert run(["people", "accept", "p2"]) == 0
    assert b"ann@example.org" not in b"".join(everything(lived).values())


def test_export_gives_every_place_and_the_row_itself(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(lived)
    capsys.readouterr()
    assert run(["people", "export", "p1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["names"], data["emails"]) == (1, ["Ann Lee"], ["ann@example.org"])
    places = {(each["file"], each["line"]) for each in data["stored"]}
    assert {
        ("people/participants.csv", 2),
        ("people/participants.csv", 3),
        ("people/attendance.csv", 2),
        ("cohorts.yaml", 2),
    } <= places
    assert {
        "out/private/attendance.csv",
        "out/private/attendance.xlsx",
        "changes.yaml",
        ".programme/history/0001.json",
    } <= {file for file, _ in places}
    assert [
        each["values"]["email"]
        for each in data["stored"]
        if each["file"] == "people/participants.csv" and each["line"] == 2
    ] == ["ann@example.org"]
    assert everything(lived) == before
