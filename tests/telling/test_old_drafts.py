"""Before drafts are sent they are made anew where the files have changed; what was altered by hand stops everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.post_office import PostOffice
from tests.telling.programme import NAMES, NOW, drafts, move, say, send, sessions
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("without_pdfs")
WAITING = [{"id": id, "name": NAMES[id], "state": "placed"} for id in ("p2", "p3", "p4")]


def test_drafts_that_were_altered_are_not_sent_and_those_that_are_old_are_made_anew(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    draft = folder / "out/private/messages/person-p1.eml"
    draft.write_bytes(draft.read_bytes().replace(b"p1@example.org", b"spy@example.org"))
    assert send(folder, office) == 1
    assert "P110" in capsys.readouterr().err
    assert office.received == []
    assert say(folder, f"move {sessions(folder)[1]} --cohort a --to 2027-01-29 --yes") == 0
    assert send(folder, office) == 1
    assert say(folder, "build") == 3
    assert say(folder, f"move {sessions(folder)[1]} --cohort a --to 2027-01-30 --yes") == 0
    assert send(folder, office, "--dry-run") == 0
    assert "made before the programme's files changed" not in capsys.readouterr().out
    assert send(folder, office, "--to", "p1") == 0
    (mail,) = office.mails()
    assert "to Sat 30 Jan" in mail.get_body().get_content()  # type: ignore[union-attr]
    assert send(folder, office, "--to", "p1") == 0, "it was sent: once more is no mistake"
    assert len(office.received) == 1


def test_after_a_small_record_what_is_needed_is_built_and_sent(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "people/participants.csv").open("a", encoding="utf-8") as file:
        file.write("p5,Ola Planted,ola@example.org\n")
    assert say(folder, "build") == 3
    assert say(folder, "people decline p5") == 0
    capsys.readouterr()
    assert run(["send", "--smtp", office.address, "--no-tls", "-C", str(folder), "--now", NOW]) == 0
    assert "Made anew: place-person-p5.eml\n" in capsys.readouterr().err
    assert office.recipients == ["ola@example.org"]
    assert say(folder, f"held {sessions(folder)[0]} --cohort a", now="2027-01-20") == 0
    assert send(folder, office) == 0
    assert len(office.received) == 1
    assert "p5" not in str(drafts(folder))


def test_what_was_never_built_is_not_sent(folder: Path, office: PostOffice) -> None:
    shutil.rmtree(folder / "out")
    (folder / ".programme/manifest").unlink()
    assert send(folder, office) == 1
    assert office.received == []


def test_after_a_part_was_built_for_a_change_that_was_undone_nothing_is_sent_or_marked(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, f"move {sessions(folder)[1]} --cohort a --to 2027-01-28 --yes") == 0
    assert say(folder, "build --only mail") == 0
    assert say(folder, "undo") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "since the build: changes.yaml: `programme build`" in capsys.readouterr().out
    assert say(folder, "publish after") == 1
    assert capsys.readouterr().err.count("P110") == 1
    assert send(folder, office) == 0
    assert say(folder, "build") == 3
    assert (drafts(folder), say(folder, "publish after"), office.received) == ([], 0, [])


def test_a_part_that_was_built_for_the_plan_as_it_is_leaves_all_up_to_date(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert say(folder, "build --only mail") == 0
    assert (send(folder, office), say(folder, "publish after")) == (0, 0)
