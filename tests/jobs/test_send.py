"""Sending: each message once, remembered before and after, and nothing that may have arrived a second time unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.jobs.posting import BUSY, CERTIFICATE, NOW, TOLD, a_post, draft, post
from tests.jobs.small_folder import small_folder
from tests.post_office import PostOffice
from toolkit.jobs.send import SENT_FILE, read_sent, send, send_post, server_at
from toolkit.keeping.journal import locked
from toolkit.network.smtp import Server, Stopped, Unanswered, opened
from toolkit.outputs.mail import Draft
from toolkit.problems import EnvironmentMissing, ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves


def test_each_message_goes_out_once_with_its_text_and_the_moment(tmp_path: Path, office: PostOffice) -> None:
    assert post(tmp_path, office, "p1", "p2") == [("p1", "sent"), ("p2", "sent")]
    assert office.recipients == ["p1@example.org", "p2@example.org"]
    mail = office.mails()[0]
    assert (mail["To"], mail["Subject"], mail["Date"]) == (
        "Zoë <p1@example.org>",
        "It moved",
        "Mon, 01 Feb 2027 09:30:00 +0000",
    )
    assert mail.get_content().replace("\r\n", "\n") == "Hello.\n.\nA line of one dot.\n"
    assert post(tmp_path, office, "p1", "p2", "p3") == [("p3", "sent")]
    assert len(office.received) == 3


def test_the_record_holds_ids_and_hashes_only(tmp_path: Path, office: PostOffice) -> None:
    post(tmp_path, office, "p1")
    assert json.loads((tmp_path / SENT_FILE).read_text()) == {
        "version": 1,
        "messages": {draft("p1").hash: {"id": "p1", "state": "sent"}},
    }
    assert "@" not in (tmp_path / SENT_FILE).read_text()


def test_a_message_to_somebody_who_was_forgotten_is_still_known_as_sent(tmp_path: Path, office: PostOffice) -> None:
    post(tmp_path, office, "p1")
    forgotten = (tmp_path / SENT_FILE).read_text().replace('"id": "p1",', "")
    (tmp_path / SENT_FILE).write_text(forgotten)
    assert post(tmp_path, office, "p1") == []


def test_somebody_the_server_refuses_is_named_and_can_be_sent_to_again(tmp_path: Path, office: PostOffice) -> None:
    office.refuses = {"p1@example.org"}
    assert post(tmp_path, office, "p1", "p2") == [("p1", "no"), ("p2", "sent")]
    assert [state for _, state in read_sent(tmp_path).values()] == ["sent"]
    office.refuses = set()
    assert post(tmp_path, office, "p1", "p2") == [("p1", "sent")]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_connection_that_breaks_leaves_one_message_of_which_nobody_knows(
    tmp_path: Path, office: PostOffice, *, arrived: bool
) -> None:
    office.breaks_at, office.keeps_broken = 2, arrived
    with pytest.raises(Unanswered, match=r"message to p2 .* may or may not have arrived"):
        post(tmp_path, office, "p1", "p2", "p3")
    assert read_sent(tmp_path) == {draft("p1").hash: ("p1", "sent"), draft("p2").hash: ("p2", "begun")}
    assert office.recipients == ["p1@example.org", *(["p2@example.org"] if arrived else [])]


def test_a_run_that_is_killed_before_the_server_answers_has_remembered_what_was_on_its_way(tmp_path: Path) -> None:
    def killed(draft: Draft, *, on_the_way: Callable[[], None]) -> None:
        assert draft.person == "p1"
        on_the_way()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(send(tmp_path, a_post(draft("p1"), draft("p2")), deliver=killed, mailing=TOLD))
    assert read_sent(tmp_path) == {draft("p1").hash: ("p1", "begun")}
    assert not (tmp_path / MAILED).exists()


def test_a_damaged_record_stops_everything(tmp_path: Path, office: PostOffice) -> None:
    (tmp_path / ".programme").mkdir()
    (tmp_path / SENT_FILE).write_text("{")
    with pytest.raises(ProblemsFound) as caught:
        post(tmp_path, office, "p1")
    assert [(problem.file, problem.code) for problem in caught.value.problems] == [(SENT_FILE, "P005")]
    assert office.received == []


def test_a_server_without_tls_gets_neither_password_nor_message(office: PostOffice) -> None:
    with (
        pytest.raises(EnvironmentMissing, match="no TLS"),
        opened(Server("localhost", office.port, "ada", "secret"), moment=lambda: NOW),
    ):
        pass
    assert office.received == []


def test_with_tls_the_server_must_be_who_it_says_and_then_gets_login_and_message(
    tmp_path: Path, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.certificate = CERTIFICATE
    server = Server("localhost", office.port, "ada", "secret")
    with pytest.raises(Stopped, match="cannot be reached"), opened(server, moment=lambda: NOW):
        pass
    assert (office.logins, office.received) == ([], [])
    monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
    with opened(server, moment=lambda: NOW) as deliver:
        assert [one.outcome for one in send(tmp_path, a_post(draft("p1")), deliver=deliver, mailing=TOLD)] == ["sent"]
    assert (office.logins, office.recipients) == ([b"\0ada\0secret"], ["p1@example.org"])


# the whole post


def posted(folder: Path, office: PostOffice, *drafts: Draft) -> list[str]:
    """What came of a whole post."""
    server, shelves = Server("localhost", office.port, tls=False), Shelves.open(folder=folder)
    return [one.outcome for one in send_post(folder, shelves, post=a_post(*drafts), server=server, moment=lambda: NOW)]


def test_whoever_was_reached_knows_the_plan_as_it_stands(tmp_path: Path, office: PostOffice) -> None:
    folder = small_folder(tmp_path)
    assert posted(folder, office, draft("p1"), draft("p2")) == ["sent", "sent"]
    (mailed,) = (folder / MAILED).glob("*.json")
    told = json.loads(mailed.read_text("utf-8"))
    assert (told["people"], len(told["meetings"])) == (["p1", "p2"], 6)


def test_who_got_a_letter_but_not_its_invitation_does_not_know_yet(tmp_path: Path, office: PostOffice) -> None:
    folder = small_folder(tmp_path)
    letter, other = draft("p1"), draft("p2")
    invitation = replace(letter, path="out/private/messages/invitations/p1/01.eml", data=letter.data + b"\r\n")
    office.says["dot"] = ["250 kept", BUSY]
    assert posted(folder, office, letter, invitation, other) == ["sent", "later", "sent"]
    assert posted(folder, office, letter, invitation, other) == ["sent"]
    mailed = sorted((folder / MAILED).glob("*.json"))
    assert [json.loads(path.read_text("utf-8"))["people"] for path in mailed] == [["p2"], ["p1"]]


def test_without_a_sender_nobody_is_even_called(tmp_path: Path, office: PostOffice) -> None:
    one = draft("p1")
    nameless = replace(one, data=one.data.replace(b"From: Ada <ada@example.org>\r\n", b""))
    assert nameless.data != one.data
    with pytest.raises(ProblemsFound) as found:
        posted(small_folder(tmp_path), office, one, nameless)
    assert [(problem.file, problem.code) for problem in found.value.problems] == [("programme.yaml", "P130")]
    assert office.phases == []


def test_while_another_run_is_at_work_nobody_is_called(tmp_path: Path, office: PostOffice) -> None:
    folder = small_folder(tmp_path)
    with locked(folder), pytest.raises(WouldOverwrite):
        posted(folder, office, draft("p1"))
    assert office.phases == []


# the server


@pytest.mark.parametrize(
    ("text", "tls", "where"),
    [("mail.example.org", True, ("mail.example.org", 587)), ("localhost:25", False, ("localhost", 25))],
)
def test_a_server_is_named_by_its_host_and_port(text: str, tls: bool, where: tuple[str, int]) -> None:
    server = server_at(text, tls=tls)
    assert ((server.host, server.port), server.tls, server.user) == (where, tls, "")


@pytest.mark.parametrize(("text", "tls"), [("mail.example.org", False), ("host:x", True)])
def test_a_server_elsewhere_without_encryption_is_refused_before_a_password_is_asked(text: str, tls: bool) -> None:
    with pytest.raises(WrongUsage):
        server_at(text, tls=tls)
