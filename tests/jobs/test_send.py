"""Sending: each message once, remembered before and after, and nothing that may have arrived a second time unasked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.jobs.small_folder import small_folder
from tests.post_office import PostOffice, open_post_office
from toolkit.jobs.send import SENT_FILE, Post, read_sent, send, send_post
from toolkit.keeping.journal import locked
from toolkit.keeping.lock import Lock
from toolkit.model.document import Attendee, Message
from toolkit.model.told import Mailing
from toolkit.outputs.mail import Draft, read_draft, render_message, to_bytes, to_send
from toolkit.outputs.smtp import Server, Stopped, Unanswered, opened, read_server
from toolkit.problems import EnvironmentMissing, ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves

CERTIFICATE = Path(__file__).resolve().parent.parent / "localhost.pem"
NOW = datetime.datetime(2027, 2, 1, 9, 30, tzinfo=datetime.UTC)
TOLD = Mailing(moment=NOW, publishes=1, meetings=())
MESSAGE = Message(
    path="private/messages/person-p1.eml", id="k.1.p1", title="t", subject="It moved",
    text="Hello.\n.\nA line of one dot.\n", sender=Attendee("Ada", "ada@example.org"), to=None, person="p1",
)  # fmt: skip


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with open_post_office() as office:
        yield office


def draft(person: str, address: str = "") -> Draft:
    """A message to somebody."""
    address = address or f"{person}@example.org"
    message = replace(
        MESSAGE,
        path=f"private/messages/person-{person}.eml",
        id=f"k.1.{person}",
        to=Attendee("Zoë", address),
        person=person,
    )
    return Draft(f"out/{message.path}", person, address, message.subject, render_message(message, Lock()), "ready")


def a_post(*drafts: Draft) -> Post:
    """All of which are to go."""
    return Post(drafts, drafts)


def post(folder: Path, office: PostOffice, *people: str) -> list[tuple[str, str]]:
    """Who got it, and who did not, with what the server said."""
    return [(one, outcome) for one, outcome, _ in said(folder, office, *people)]


def said(folder: Path, office: PostOffice, *people: str) -> list[tuple[str, str, str]]:
    """The same, with what the server said."""
    with opened(Server("localhost", office.port, tls=False), moment=lambda: NOW) as deliver:
        return [
            (one.draft.person, one.outcome, str(one.answer or ""))
            for one in send(folder, a_post(*map(draft, people)), deliver=deliver, mailing=TOLD)
        ]


def states(folder: Path) -> dict[str, str]:
    """What is known of each message that was on its way."""
    return dict(read_sent(folder).values())


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


# what a server may say, in each phase

BUSY, NEVER, CLOSES, GONE = "451 4.3.0 try again", "550 5.7.1 not from you", "421 4.3.2 going down", ""
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


def test_without_tls_only_this_machine_is_spoken_to() -> None:
    with pytest.raises(WrongUsage), opened(Server("mail.example.org", 25, tls=False), moment=lambda: NOW):
        pass


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    with open_post_office() as closed:
        port = closed.port
    with (
        pytest.raises(EnvironmentMissing, match="cannot be reached"),
        opened(Server("localhost", port, tls=False), moment=lambda: NOW),
    ):
        pass


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(Server("localhost", 25, "ada", "secret"))


@pytest.mark.parametrize(("text", "server"), [
    ("smtp.example.org", ("smtp.example.org", 587)), ("localhost:2525", ("localhost", 2525)), ("[::1]:25", ("::1", 25)),
    ("::1", ("::1", 587)),
])  # fmt: skip
def test_servers_are_read_as_people_write_them(text: str, server: tuple[str, int]) -> None:
    assert read_server(text) == server


@pytest.mark.parametrize("text", ["", ":25", "host:0", "host:99999", "host:mail"])
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_server(text)
