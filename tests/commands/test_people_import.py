"""`programme people import`: from a file to people/, with every question answered by an option or at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.commands.people_folder import IMPORTS, everything, rows
from toolkit.cli import run


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
    code, shown = at_a_terminal(small, "people", "import", str(IMPORTS / "own.csv"), typed=("no", "no", "n"))
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


FAMILY = "Name,Email,Timezone,Available\n"
FAMILY += "Ada Low,fam@x.org,Europe/London,Wed 18:00-20:00\nBob Low,fam@x.org,Europe/London,Thu 18:00-20:00\n"


def test_two_names_with_one_address_are_asked_about_and_nothing_is_written_before_it_is_said(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.csv").write_text(FAMILY, encoding="utf-8")
    before = everything(small)
    assert bring(str(tmp_path / "f.csv"), "--yes") == 2
    err = capsys.readouterr().err
    assert "--same-person fam@x.org  Ada Low (line 2) and Bob Low (line 3) have fam@x.org" in err
    assert "give each an address of their own" in err
    assert everything(small) == before
    code, shown = at_a_terminal(small, "people", "import", str(tmp_path / "f.csv"), typed=("no", "y"))
    assert (code, rows(small)[-1]) == (1, "p07,Ada Low,fam@x.org,Europe/London,Wed 18:00-20:00")
    assert "P121 Bob Low has fam@x.org, as Ada Low in line 2 has." in shown
    assert bring(str(tmp_path / "f.csv"), "--yes", "--same-person", "Fam@x.org") == 0
    assert rows(small)[-1] == "p07,Ada Low,fam@x.org,Europe/London,Thu 18:00-20:00"


def test_another_name_at_an_address_of_the_list_is_asked_about(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = (str(tmp_path / "f.csv"), "--zone", "Europe/London", "--yes")
    (small / "people" / "participants.csv").write_text("id,name,email\np1,Ann Lee,ann@example.org\n", encoding="utf-8")
    (tmp_path / "f.csv").write_text("Name,Email,Available\nBob Lee,ANN@example.org,Mon 18:00-20:00\n", encoding="utf-8")
    before = everything(small)
    assert bring(*command) == 2
    assert (
        "--same-person ann@example.org  Ann Lee (p1 in the list) and Bob Lee have ann@example.org"
        in capsys.readouterr().err
    )
    assert everything(small) == before
    code, shown = at_a_terminal(small, "people", "import", *command[:3], typed=("no",))
    assert (code, everything(small)) == (1, before)
    assert "P121 Bob Lee: Ann Lee (p1 in the list) has ann@example.org and another name" in shown
    assert bring(*command, "--same-person", "ann@example.org") == 0
    assert "changed: p1 Bob Lee (Ann Lee in the list, known by e-mail): available" in capsys.readouterr().out
    (tmp_path / "f.csv").write_text('Name,Email,Available\n"Lee, A.",ann@example.org,Tue 9-10\n', encoding="utf-8")
    assert bring(*command) == 0


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


def test_people_are_private_to_their_owner(small: Path) -> None:
    (small / "people" / "participants.csv").unlink()
    bring(str(IMPORTS / "own.csv"), "--yes")
    assert (small / "people" / "participants.csv").stat().st_mode & 0o777 == 0o600
