"""What a mail server may say in each phase of a message, and where it may close."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.jobs.posting import (
    BUSY,
    CERTIFICATE,
    CLOSES,
    GONE,
    MESSAGE,
    NEVER,
    NOW,
    TOLD,
    a_post,
    draft,
    post,
    said,
    states,
)
from tests.post_office import PostOffice
from toolkit.jobs.send import send
from toolkit.keeping.lock import Lock
from toolkit.network.smtp import Server, Stopped, Unanswered, opened
from toolkit.outputs.mail import Draft, read_draft, render_message, to_bytes, to_send

BEFORE = ("mail", "rcpt", "data")
CLOSED = [*((phase, answer) for phase in BEFORE for answer in (CLOSES, GONE)), ("dot", CLOSES)]
"""Where a server may close and it is known that nothing arrived."""


@pytest.mark.parametrize("phase", [*BEFORE, "dot"])
@pytest.mark.parametrize(("answer", "outcome"), [(BUSY, "later"), (NEVER, "no")])
def test_what_is_not_taken_says_why_is_ready_still_and_nobody_else_is_skipped(
    phase: str, answer: str, outcome: str, tmp_path: Path, office: PostOffice
) -> None:
    office.says[phase] = [answer]
    assert said(tmp_path, office, "p1", "p2", "p3") == [
        ("p1", outcome, answer), ("p2", "sent", ""), ("p3", "sent", ""),
    ]  # fmt: skip
    assert states(tmp_path) == {"p2": "sent", "p3": "sent"}
    assert office.phases.count("connect") == 1
    assert post(tmp_path, office, "p1", "p2", "p3") == [("p1", "sent")]


@pytest.mark.parametrize(("phase", "answer"), [*CLOSED, ("after", CLOSES), ("after", GONE)])
def test_a_server_that_closes_is_asked_anew_and_each_message_goes_once(
    phase: str, answer: str, tmp_path: Path, office: PostOffice
) -> None:
    office.says[phase] = [answer]
    assert post(tmp_path, office, "p1", "p2", "p3") == [("p1", "sent"), ("p2", "sent"), ("p3", "sent")]
    assert office.recipients == ["p1@example.org", "p2@example.org", "p3@example.org"]
    assert office.phases.count("connect") == 2


@pytest.mark.parametrize(("phase", "answer"), CLOSED)
def test_a_server_that_closes_again_ends_the_run_and_nothing_is_unknown(
    phase: str, answer: str, tmp_path: Path, office: PostOffice
) -> None:
    assert post(tmp_path, office, "p1") == [("p1", "sent")]
    office.says[phase] = [answer, answer]
    with pytest.raises(Stopped, match="localhost closes the connection") as found:
        post(tmp_path, office, "p1", "p2", "p3")
    assert (answer in str(found.value), "some minutes" in found.value.hint) == (True, True)
    assert states(tmp_path) == {"p1": "sent"}
    assert post(tmp_path, office, "p1", "p2", "p3") == [("p2", "sent"), ("p3", "sent")]


@pytest.mark.parametrize("answer", [GONE, "??? what", "354 go on"])
def test_only_a_dot_without_an_answer_leaves_it_unknown(answer: str, tmp_path: Path, office: PostOffice) -> None:
    office.says["dot"] = [answer]
    with pytest.raises(Unanswered, match=r"message to p1 .* may or may not have arrived"):
        post(tmp_path, office, "p1", "p2")
    assert states(tmp_path) == {"p1": "begun"}


def test_a_line_that_breaks_in_the_middle_of_a_long_text_has_delivered_nothing(
    tmp_path: Path, office: PostOffice
) -> None:
    office.says["text"] = [GONE, GONE]
    long = Draft("out/x.eml", "p1", "p1@example.org", "It moved", draft("p1").data + b"line\r\n" * 2_000_000, "ready")
    server = Server("localhost", office.port, tls=False)
    with pytest.raises(Stopped), opened(server, moment=lambda: NOW) as deliver:
        list(send(tmp_path, a_post(long), deliver=deliver, mailing=TOLD))
    assert states(tmp_path) == {}


@pytest.mark.parametrize("answer", ["??? what", "200", "354 go on"])
def test_what_is_no_answer_to_a_command_is_asked_anew(answer: str, tmp_path: Path, office: PostOffice) -> None:
    office.says["data"] = [answer] if not answer.startswith("354") else []
    office.says["mail"] = [answer] if answer.startswith("354") else []
    assert post(tmp_path, office, "p1") == [("p1", "sent")]
    assert office.recipients == ["p1@example.org"]


@pytest.mark.parametrize("answer", [CLOSES, GONE, NEVER])
def test_a_server_that_cannot_begin_anew_after_a_refusal_is_left(
    answer: str, tmp_path: Path, office: PostOffice
) -> None:
    office.says = {"rcpt": [NEVER], "rset": [answer]}
    assert post(tmp_path, office, "p1", "p2") == [("p1", "no"), ("p2", "sent")]
    assert office.phases.count("connect") == 2


@pytest.mark.parametrize(("phase", "answer", "told", "hint"), [
    ("connect", CLOSES, "localhost lets nobody in: 421 4.3.2 going down", "some minutes"),
    ("connect", "554 5.3.2 not you", "localhost lets nobody in: 554 5.3.2 not you", ""),
    ("connect", GONE, "hung up", ""),
    ("ehlo", BUSY, "localhost lets nobody in: 451 4.3.0 try again", "some minutes"),
    ("ehlo", NEVER, "localhost lets nobody in: 550 5.7.1 not from you", ""),
    ("ehlo", GONE, "hung up", ""),
    ("starttls", "454 4.7.0 no TLS now", "localhost lets nobody in: 454 4.7.0 no TLS now", "some minutes"),
    ("starttls", GONE, "hung up", ""),
    ("auth", "535-5.7.8 no\n535 see \x1b[31mthere", "refused the user name or the password: 535 5.7.8 no see [31mthere",
     "send-by-mail"),
    ("auth", "534 5.7.9 app password", "refused the user name or the password: 534 5.7.9 app password", "send-by-mail"),
    ("auth", "454 4.7.0 later", "localhost lets nobody in: 454 4.7.0 later", "some minutes"),
    ("auth", CLOSES, "localhost lets nobody in: 421 4.3.2 going down", "some minutes"),
    ("auth", GONE, "hung up", ""),
])  # fmt: skip
def test_a_server_that_lets_nobody_in_is_told_with_its_words_and_nothing_is_sent(
    phase: str, answer: str, told: str, hint: str, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.certificate = CERTIFICATE
    monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
    office.says = {phase: [answer] * 2}  # EHLO is followed by HELO, and TLS by another EHLO
    with pytest.raises(Stopped) as found, opened(Server("localhost", office.port, "ada", "secret"), moment=lambda: NOW):
        pass
    assert told in str(found.value)
    assert hint in found.value.hint
    assert "mail" not in office.phases


def test_a_server_that_takes_no_passwords_is_told_so(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.certificate = CERTIFICATE
    office.login = "AUTH XOAUTH2"
    monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
    with (
        pytest.raises(Stopped, match="takes no passwords") as found,
        opened(Server("localhost", office.port, "ada", "secret"), moment=lambda: NOW),
    ):
        pass
    assert "send-by-mail" in found.value.hint


def test_a_password_of_any_letters_is_said_as_it_is(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.certificate = CERTIFICATE
    monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
    with opened(Server("localhost", office.port, "zoë", "geheimnüs"), moment=lambda: NOW):
        pass
    assert office.logins == ["\0zoë\0geheimnüs".encode()]


def test_an_address_beyond_ascii_goes_where_it_is_taken_and_is_refused_where_it_is_not(
    tmp_path: Path, office: PostOffice
) -> None:
    one = draft("p1", "jörg@example.org")
    for extensions, outcomes in (((), ["no"]), (("SMTPUTF8",), ["sent"])):
        office.extensions = extensions
        with opened(Server("localhost", office.port, tls=False), moment=lambda: NOW) as deliver:
            assert [each.outcome for each in send(tmp_path, a_post(one), deliver=deliver, mailing=TOLD)] == outcomes
    assert office.recipients == ["jörg@example.org"]


def test_a_message_goes_over_the_line_as_its_draft_has_it() -> None:
    long = "Ελληνικά Кириллица, a subject that is longer than one line of a header " * 3
    mail = render_message(replace(MESSAGE, subject=long), Lock())
    sent = to_bytes(to_send(mail, moment=NOW), ascii_only=True)
    ours = (b"X-Programme-Person: p1\r\n", b"X-Unsent: 1\r\n")
    kept = mail.replace(ours[0], b"").replace(ours[1], b"")
    assert sent.replace(b"Date: Mon, 01 Feb 2027 09:30:00 +0000\r\n", b"") == kept
    assert sent.isascii()
    assert "".join(read_draft(sent)["Subject"].split()) == "".join(long.split())


def test_a_message_that_may_have_arrived_stays_so_when_a_second_try_is_refused(
    tmp_path: Path, office: PostOffice
) -> None:
    office.says["dot"] = [GONE]
    with pytest.raises(Unanswered):
        post(tmp_path, office, "p1")
    office.refuses = {"p1@example.org"}
    assert post(tmp_path, office, "p1") == [("p1", "no")]
    assert states(tmp_path) == {"p1": "begun"}


def test_a_record_that_cannot_be_written_stops_the_message_before_its_dot(
    tmp_path: Path, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device", "sent.json")

    monkeypatch.setattr("toolkit.jobs.send.write_files", full)
    with pytest.raises(OSError, match="No space left"):
        post(tmp_path, office, "p1")
    monkeypatch.undo()
    assert office.received == []
    assert post(tmp_path, office, "p1") == [("p1", "sent")]
