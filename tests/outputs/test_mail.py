"""Drafts: whatever people are called, a message reaches its reader as it was meant, and is the same every time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.lock import Lock, advance
from toolkit.model.document import Attendee, CalendarEntry, Invitation, Message
from toolkit.outputs.ics import render_invitation
from toolkit.outputs.ics_text import one_line
from toolkit.outputs.mail import BrokenMail, Enclosed, read_draft, recipient, render_message, to_send

UTC = datetime.UTC
FIRST = CalendarEntry(
    "k.a.tensors@programme-in-a-box.invalid", "1. Tensors", datetime.datetime(2027, 1, 19, 18, 30), 120, "Europe/London"
)
SECOND = replace(
    FIRST,
    uid="k.a.backprop@programme-in-a-box.invalid",
    title="2. Backprop",
    start=datetime.datetime(2027, 1, 26, 18, 30),
)
LOCK = advance(Lock(), [FIRST, SECOND])
ADA = Attendee("Ada, the “organiser”", "ada@example.org")
NAMES = [
    "Zoë Achterberg", "Nguyễn Thị Hồng Nhung", "Дарья Мельникова", "ليلى الحداد", "김하늘", "O", "Null",
    "Aoife O’Sullivan", "D'Arcy, \"Lloyd\" (x) <y>",
    "María José de la Fuente y Aragón, Condesa de la Torre and of Many Other Places, the Third of Her Name",
    "👩‍🚀 & co; ltd", "=?utf-8?b?eA==?=", "{name} {{ x }}",
]  # fmt: skip


def message(to: Attendee | None = None, **values: object) -> Message:
    given: dict[str, object] = {
        "subject": "Two meetings have changed",
        "text": "Hello,\n\nit changed – twice.\n",
        "sender": ADA,
        "entries": (FIRST,),
        **values,
    }
    return Message(
        path="private/messages/person-p01.eml",
        id="k.1.p01",
        title="t",
        to=to,
        person="p01",
        **given,  # type: ignore[arg-type]
    )


def invitation(entry: CalendarEntry, method: Any = "REQUEST", *, name: str = "Pat") -> Invitation:
    return Invitation("x.ics", method, entry, ADA, Attendee(name, "pat@example.org"), f"{entry.title}: moved")


def made(one: Message) -> EmailMessage:
    return read_draft(render_message(one, LOCK))


def plain(part: MIMEPart) -> str:
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_comes_back_as_it_is_written(name: str) -> None:
    mail = made(message(Attendee(name, "x@example.org"), subject=f"News for {name}"))
    assert mail["To"].addresses[0].display_name == one_line(name).replace("=?", "= ?")
    assert mail["To"].addresses[0].addr_spec == "x@example.org"
    assert mail["From"].addresses[0].display_name == ADA.name


@given(st.text(max_size=120), st.text(max_size=200))
def test_no_name_and_no_text_breaks_a_message(name: str, text: str) -> None:
    data = render_message(message(Attendee(name, "x@example.org"), subject=f"News: {name}", text=text), LOCK)
    mail = read_draft(data)
    assert [field.lower() for field in mail] == [
        "content-type", "from", "to", "subject", "x-programme-person", "x-unsent", "message-id", "mime-version",
    ]  # fmt: skip
    assert recipient(mail) == "x@example.org"
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_line_break_in_a_name_makes_no_line_of_its_own() -> None:
    mail = made(
        message(Attendee("Eve\r\nBcc: spy@example.org", "x@example.org"), subject="Hello\nBcc: spy@example.org")
    )
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: spy@example.org"


def test_an_id_with_a_line_break_is_refused() -> None:
    with pytest.raises(BrokenMail):
        render_message(replace(message(), person="p01\r\nBcc: spy@example.org"), LOCK)


def test_addresses_of_other_scripts_are_kept() -> None:
    assert recipient(made(message(Attendee("J", "jo@exämple.org")))) == "jo@xn--exmple-cua.org"
    assert recipient(made(message(Attendee("J", "jörg@example.org")))) == "jörg@example.org"
    assert recipient(made(message(None))) == ""


def test_the_same_news_are_the_same_bytes_and_other_news_another_message() -> None:
    one, other = message(Attendee("A", "a@example.org")), message(Attendee("A", "a@example.org"), text="Other news.\n")
    assert render_message(one, LOCK) == render_message(one, LOCK)
    assert made(one)["Message-ID"] != made(other)["Message-ID"]
    assert made(one)["Message-ID"] != made(replace(one, id="k.2.p01"))["Message-ID"]


def test_a_draft_holds_its_text_and_its_meetings_and_no_method() -> None:
    text, calendar = made(message(entries=(FIRST, SECOND))).iter_parts()
    assert plain(text) == "Hello,\n\nit changed – twice.\n"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params == {"charset": "UTF-8"}
    data = calendar.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert (data.count(b"BEGIN:VEVENT"), b"METHOD" in data, b"VALARM" in data) == (2, False, False)


def test_a_message_without_a_meeting_is_its_text() -> None:
    mail = made(message(entries=()))
    assert (mail.get_content_type(), plain(mail)) == ("text/plain", "Hello,\n\nit changed – twice.\n")


def test_what_is_enclosed_comes_behind_the_meetings_under_its_own_name_and_kind() -> None:
    files = [Enclosed("pack-a.pdf", b"%PDF-1.7\n\xff"), Enclosed("02-sail.html", "<p>é</p>".encode())]
    mail = read_draft(render_message(message(), LOCK, enclosed=files))
    found = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in mail.walk()]
    assert [(name, kind) for name, kind, _ in found if name] == [
        ("changes.ics", "text/calendar"), ("pack-a.pdf", "application/pdf"), ("02-sail.html", "text/html"),
    ]  # fmt: skip
    assert [data for name, _, data in found if name in ("pack-a.pdf", "02-sail.html")] == [file.data for file in files]
    other = read_draft(render_message(message(), LOCK, enclosed=[replace(files[0], data=b"%PDF-1.7 other")]))
    assert len({mail["Message-ID"], other["Message-ID"], made(message())["Message-ID"]}) == 3


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_the_last_alternative_to_the_text_and_no_file(method: str) -> None:
    mail = made(message(entries=(), invitation=invitation(FIRST, method)))
    assert mail.get_content_type() == "multipart/alternative"
    text, asked = mail.iter_parts()
    assert plain(text) == "Hello,\n\nit changed – twice.\n"
    assert asked["Content-Type"].params == {"method": method, "charset": "UTF-8"}
    assert asked["Content-Disposition"] is None


def test_an_invitation_is_the_same_bytes_every_time() -> None:
    one = message(entries=(), invitation=invitation(FIRST))
    assert render_message(one, LOCK) == render_message(one, LOCK)


@pytest.mark.parametrize("name", NAMES)
def test_an_invitation_names_who_asks_and_who_is_asked_in_quotes(name: str) -> None:
    text = render_invitation(invitation(FIRST, name=name), LOCK).decode().replace("\r\n ", "")
    written = one_line(name).replace('"', "”")
    assert (
        f'ATTENDEE;CN="{written}";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:pat@example.org\r\n'
        in text
    )
    assert 'ORGANIZER;CN="Ada, the “organiser”":mailto:ada@example.org\r\n' in text
    assert "\r\nMETHOD:REQUEST\r\n" in text
    assert text.count("BEGIN:VEVENT") == 1


def test_somebody_told_not_to_come_has_nothing_to_answer() -> None:
    cancelled = replace(FIRST, status="CANCELLED")
    text = render_invitation(invitation(cancelled, "CANCEL"), LOCK).decode()
    assert ("METHOD:CANCEL" in text, "STATUS:CANCELLED" in text, "RSVP" in text) == (True, True, False)


def test_what_is_sent_has_the_moment_and_none_of_the_lines_of_a_draft() -> None:
    data = render_message(message(Attendee("A", "a@example.org")), LOCK)
    assert "Date" not in read_draft(data)
    mail = to_send(data, moment=datetime.datetime(2027, 2, 1, 9, 30, tzinfo=UTC))
    assert mail["Date"] == "Mon, 01 Feb 2027 09:30:00 +0000"
    assert (mail["X-Unsent"], mail["X-Programme-Person"]) == (None, None)
    assert mail["Message-ID"] == read_draft(data)["Message-ID"]
