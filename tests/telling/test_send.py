"""`programme send`: drafts go out once to each person, and whoever was mailed is told when it is no longer so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.post_office import PostOffice
from tests.running import events, tree
from tests.telling.programme import MEETINGS, NAMES, NOW, changes, drafts, move, say, send, sessions
from toolkit.cli import run
from toolkit.jobs.send import SENT_FILE
from toolkit.outputs.mail import read_draft

pytestmark = pytest.mark.usefixtures("without_pdfs")
WAITING = [{"id": id, "name": NAMES[id], "state": "placed"} for id in ("p2", "p3", "p4")]


def draft_text(folder: Path, id: str) -> str:
    """What the draft to a person says."""
    body: Any = read_draft((folder / f"out/private/messages/person-{id}.eml").read_bytes()).get_body()
    return str(body.get_content())


def test_drafts_go_out_one_to_each_person_and_never_twice(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office) == 0
    assert sorted(office.recipients) == ["fay@example.org", "p1@example.org", "p2@example.org"]
    assert send(folder, office) == 0
    assert len(office.received) == 3
    assert {mail["From"] for mail in office.mails()} == {"Ada <ada@example.org>"}
    record = (folder / SENT_FILE).read_text("utf-8")
    assert all(word not in record for word in ("example.org", *NAMES.values()))


def test_whoever_was_mailed_a_change_that_is_undone_is_told_and_nobody_else(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    session = move(folder)
    assert send(folder, office, "--to", "p2") == 0
    assert say(folder, "build") == 3
    assert drafts(folder) == ["facilitator-fay.eml", "person-p1.eml"]
    capsys.readouterr()
    assert run(["undo", "-C", str(folder), "--now", "2027-01-12T10:00", "--no-input"]) == 0
    assert NAMES["p2"] in capsys.readouterr().err
    assert say(folder, "build") == 3
    assert [(one["id"], one["meetings"][0]["sort"]) for one in changes(folder, capsys)["people"]] == [("p2", "moved")]
    assert drafts(folder) == ["person-p2.eml"]
    assert "moved from Thu 28 Jan" in draft_text(folder, "p2")
    event = next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)
    assert "SEQUENCE:2" in event
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "1 person to tell" in capsys.readouterr().out
    assert send(folder, office) == 0
    assert office.recipients == ["p2@example.org"] * 2
    assert say(folder, "build") == 3
    assert drafts(folder) == []


def test_who_was_mailed_what_is_told_when_it_changes_again(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    session = move(folder)
    assert send(folder, office, "--to", "p2") == 0
    capsys.readouterr()
    assert say(folder, f"move {session} --cohort a --to 2027-01-29 --dry-run") == 0
    said = capsys.readouterr().out
    assert "2 people still have the old information, from Tue 5 Jan (“launch”)." in said
    assert "1 person still has the old information, from Mon 11 Jan (by mail)." in said
    assert say(folder, "status") == 0
    assert "by mail" not in capsys.readouterr().out
    assert say(folder, "undo") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "1 person still has the old information, from Mon 11 Jan (by mail)" in (said := capsys.readouterr().out)
    assert "the old information, from Tue 5 Jan" not in said


def test_a_place_that_was_mailed_is_not_mailed_again_after_a_build_and_a_change_undone_is_a_new_version(
    folder: Path, office: PostOffice
) -> None:
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    session = move(folder)
    assert send(folder, office, "--to", "p1") == 0
    assert say(folder, "build") == 3
    assert send(folder, office, "--to", "p1") == 2
    assert office.recipients == ["p1@example.org"]
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    assert "SEQUENCE:2" in next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)


@pytest.mark.parametrize("published", [True, False])
def test_a_goodbye_that_was_mailed_and_is_undone_is_told_by_the_place_anew(
    published: bool, folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    if not published:
        shutil.rmtree(folder / ".programme/published")
        (folder / ".programme/published.yaml").unlink()
        assert say(folder, "build") == 3
        assert send(folder, office, "--to", "p1") == 0
    assert say(folder, "people decline p1") == 0
    assert say(folder, "build") == 3
    assert changes(folder, capsys)["places"] == [
        {"id": "p1", "name": NAMES["p1"], "state": "left"},
        *([] if published else WAITING),
    ]
    assert send(folder, office, "--to", "p1") == 0
    assert "you are no longer taking part" in office.mails()[-1]["Subject"]
    assert say(folder, "build") == 3
    assert ("p1" in str(changes(folder, capsys)["places"]), "place-person-p1.eml" in drafts(folder)) == (False, False)
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    capsys.readouterr()
    assert say(folder, "changes") == 0
    assert f"To be told about their place\n  {NAMES['p1']}" in capsys.readouterr().out
    assert say(folder, "status") == 0
    assert (
        f"{'1 person' if published else '4 people'} to tell about their place: `programme changes`"
        in capsys.readouterr().out
    )
    assert send(folder, office, "--to", "p1") == 0
    assert "you have a place" in office.mails()[-1]["Subject"]
    assert say(folder, "build") == 3
    assert "place-person-p1.eml" not in drafts(folder)


def test_a_change_that_nobody_was_mailed_is_undone_without_a_trace(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = (folder / ".programme/calendar.lock").read_bytes()
    move(folder)
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    assert (folder / ".programme/calendar.lock").read_bytes() == lock
    assert (changes(folder, capsys)["people"], drafts(folder)) == ([], [])


def test_a_second_change_says_what_each_was_told_last(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office, "--to", "p1") == 0
    move(folder, to="2027-01-30")
    assert "moved from Thu 28 Jan" in draft_text(folder, "p1")
    assert "moved from Thu 28 Jan" not in draft_text(folder, "p2")


def test_only_those_named_get_theirs(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office, "--to", "p2") == 0
    assert office.recipients == ["p2@example.org"]
    assert send(folder, office, "--to", "nobody") == 2
    assert send(folder, office) == 0
    assert len(office.received) == 3


def test_a_dry_run_lists_and_sends_nothing(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    before = tree(folder)
    assert send(folder, office, "--dry-run") == 0
    assert "p1@example.org" in capsys.readouterr().out
    assert (office.received, tree(folder)) == ([], before)


def test_a_run_that_was_cut_off_goes_on_and_what_may_have_arrived_is_named(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.breaks_at = 2
    assert send(folder, office) == 3
    assert "may or may not have arrived" in capsys.readouterr().err
    assert send(folder, office) == 1
    assert office.recipients == ["fay@example.org", "p2@example.org"]
    assert say(folder, "send --dry-run") == 0
    assert "p1@example.org  " in (said := capsys.readouterr().out)
    assert "may have arrived" in said
    assert send(folder, office, "--again") == 0
    assert office.recipients == ["fay@example.org", "p2@example.org", "p1@example.org"]


def test_what_the_server_says_is_shown_with_what_to_do(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.says = {"rcpt": ["450 4.2.1 too many", "550 5.1.1 no such person"]}
    assert send(folder, office) == 1
    said = capsys.readouterr()
    subject = "Reading papers together: 2. Referee for an evening"
    assert f"NOT YET: fay, {subject} (Alder) has changed: the server says 450 4.2.1 too many\n" in said.err
    assert f"REFUSED: p1, {subject} has changed: the server says 550 5.1.1 no such person\n" in said.err
    assert said.out.endswith("1 sent, 1 not yet, 1 refused.\n")
    assert office.recipients == ["p2@example.org"]


def test_a_server_that_closes_ends_the_run_and_the_same_again_goes_on(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.says = {"after": ["421 4.7.0 enough"], "mail": ["250 OK", "421 4.7.0 enough"]}
    assert send(folder, office) == 3
    said = capsys.readouterr().err
    assert (
        "Error: localhost closes the connection (421 4.7.0 enough). 1 sent before it; the same command again goes on."
        "\n  Servers that are busy say so: give it some minutes.\n" in said
    )
    assert send(folder, office) == 0
    assert office.recipients == ["fay@example.org", "p1@example.org", "p2@example.org"]


def test_somebody_without_an_address_is_named(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, f"swap fay --with fred --session {sessions(folder)[1]} --yes") == 0
    assert say(folder, "build") == 3
    assert run(["send", "--smtp", office.address, "--no-tls", "-C", str(folder), "--now", NOW]) == 1
    assert "Not sent: fred" in capsys.readouterr().err
    assert office.recipients == ["fay@example.org"]


@pytest.mark.parametrize(
    "words",
    ["send", "send --smtp mail.example.org --no-tls", "send --smtp localhost:1 --user ada", "send --smtp host:mail"],
)
def test_what_send_needs_to_know_is_asked_for_before_anything_is_sent(
    words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROGRAMME_SMTP_PASSWORD", raising=False)
    move(folder)
    assert say(folder, words) == 2
    assert not (folder / SENT_FILE).exists()


def test_messages_without_a_sender_are_not_sent(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = folder / "programme.yaml"
    settings.write_text(
        re.sub(r"(?m)^sender: .*$", 'sender: {name: "", email: ""}', settings.read_text("utf-8")), encoding="utf-8"
    )
    move(folder)
    assert send(folder, office) == 1
    assert "P130" in capsys.readouterr().err
    assert say(folder, "build --invitations") == 1
    assert office.received == []
