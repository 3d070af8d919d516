"""Messages as drafts that every mail program opens (.eml, RFC 5322), and what a draft becomes when it is sent.

Nothing in them comes from a clock or from chance: the same news give the same bytes, and a message that went out twice
by accident has one Message-ID. Names are only ever set as objects of the email library, which encodes them; what would
break a line is refused.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_string, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from toolkit.keeping.lock import Lock
from toolkit.model.document import OUR_DOMAIN, Attendee, Invitation, Message
from toolkit.outputs.ics import ascii_domain, render_entries, render_invitation
from toolkit.outputs.ics_text import one_line
from toolkit.reading.hashing import digest

PERSON = "X-Programme-Person"
"""The line of a draft that says whose it is, by id; it is not sent."""

_DRAFT = "X-Unsent"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


DraftState = Literal["ready", "sent", "unknown", "no address"]


@dataclass(frozen=True)
class Draft:
    """A message in out/: its path, whose it is, the address, the subject, its bytes, and what is known of it."""

    path: str
    person: str
    address: str
    subject: str
    data: bytes
    state: DraftState

    @property
    def hash(self) -> str:
        """What it is remembered by."""
        return digest(self.data)


@dataclass(frozen=True)
class Enclosed:
    """A file that comes with a message: a PDF or a web page."""

    name: str
    data: bytes


class BrokenMail(Exception):
    """A message came out in a form that would not reach its reader as it is meant: always our bug, never the
    organiser's."""


def render_message(message: Message, lock: Lock, *, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """The draft: text, and the calendar entries it is about as a file; an invitation is an alternative to the text;
    then what is enclosed.

    It has no Date: it gets one when it is sent. CRLF, 7 bit (an address whose local part is not ASCII stands in UTF-8,
    RFC 6532). Raises BrokenMail.
    """
    parts = [*_parts(message, lock), *(_enclosure(file) for file in enclosed)]
    mail = parts[0] if len(parts) == 1 else _joined("mixed", parts)
    _put(mail, "From", value=_address(message.sender))
    _put(mail, "To", value=_address(message.to))
    _put(mail, "Subject", value=_plain(message.subject))
    _put(mail, PERSON, value=message.person)
    _put(mail, _DRAFT, value="1")
    _bound(mail, "")
    content = digest("\n".join([message.subject, message.text, *(part.as_string() for part in parts)]).encode())
    _put(mail, "Message-ID", value=f"<{content[:24]}.{message.id}@{OUR_DOMAIN}>")
    _settle(mail, content[:24])
    data = mail.as_bytes(policy=policy.SMTP.clone(utf8=not _is_ascii(message)))
    _check(data, message)
    return data


def read_draft(data: bytes) -> EmailMessage:
    """A draft as it lies in the folder."""
    mail = message_from_string(data.decode("utf-8", "replace"), policy=policy.SMTPUTF8)
    assert isinstance(mail, EmailMessage)
    return mail


def asks_to_come(data: bytes) -> bool:
    """Whether a draft is itself an invitation (RFC 6047, 2.4), and no letter with a calendar as a file."""
    parts = read_draft(data).walk()
    return any(part.get_content_type() == "text/calendar" and part.get_param("method") for part in parts)


def recipient(mail: EmailMessage) -> str:
    """The address a draft is for, or nothing."""
    return _first_address(mail, "To")


def sender(mail: EmailMessage) -> str:
    """The address a draft comes from, or nothing."""
    return _first_address(mail, "From")


def _first_address(mail: EmailMessage, name: str) -> str:
    found = mail[name].addresses if mail[name] else ()
    return found[0].addr_spec if found else ""


def to_send(data: bytes, *, moment: datetime.datetime) -> EmailMessage:
    """The message that a draft becomes at a moment: without the lines that make it a draft."""
    mail = read_draft(data)
    for name in (PERSON, _DRAFT):
        del mail[name]
    mail["Date"] = format_datetime(moment)
    return mail


def to_bytes(mail: EmailMessage, *, ascii_only: bool) -> bytes:
    """A message as it goes over the line, its headers as the draft has them; `ascii_only` where a server is not told
    to expect UTF-8 in them (RFC 6531)."""
    return mail.as_bytes(policy=policy.SMTP.clone(utf8=not ascii_only, refold_source="none"))


def _parts(message: Message, lock: Lock) -> list[EmailMessage]:
    text, asked = _text(message.text), message.invitation
    attached = [_file(render_entries(message.entries, lock), message.attached)] if message.entries else []
    return [_joined("alternative", [text, _invitation(asked, lock)]) if asked else text, *attached]


def _text(text: str) -> EmailMessage:
    part = EmailMessage(policy.SMTP)
    part.set_content(text, charset="utf-8", cte="quoted-printable")
    return part


def _file(data: bytes, name: str) -> EmailMessage:
    part = EmailMessage(policy.SMTP)
    part.set_content(
        data, "text", "calendar", cte="base64", disposition="attachment", filename=name, params={"charset": "UTF-8"}
    )
    return part


def _enclosure(file: Enclosed) -> EmailMessage:
    part, kind = EmailMessage(policy.SMTP), ("application", "pdf") if file.name.endswith(".pdf") else ("text", "html")
    part.set_content(file.data, *kind, cte="base64", disposition="attachment", filename=file.name)
    return part


def _invitation(invitation: Invitation, lock: Lock) -> EmailMessage:
    """As calendars look for it (RFC 6047, 2.4): no file, and the last of the alternatives."""
    part = EmailMessage(policy.SMTP)
    params = {"method": invitation.method, "charset": "UTF-8"}
    part.set_content(render_invitation(invitation, lock), "text", "calendar", cte="base64", params=params)
    return part


def _joined(kind: str, parts: list[EmailMessage]) -> EmailMessage:
    whole = EmailMessage(policy.SMTP)
    whole["Content-Type"] = f"multipart/{kind}"
    for part in parts:
        del part["MIME-Version"]
        whole.attach(part)
    return whole


def _settle(mail: EmailMessage, seed: str) -> None:
    """MIME-Version where it belongs, and boundaries that are the same every time."""
    if "MIME-Version" not in mail:
        mail["MIME-Version"] = "1.0"
    _bound(mail, seed)


def _bound(mail: EmailMessage, seed: str) -> None:
    """Boundaries, which the library would draw by chance."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"={number}={seed}")


def _address(person: Attendee | None) -> Address | None:
    """The person as the library knows people; None where mail cannot be sent to the address."""
    if person is None:
        return None
    local, _, domain = ascii_domain(person.email).rpartition("@")
    try:
        return Address(_plain(person.name), local, domain)
    except (ValueError, MessageError):
        return None


def _plain(text: str) -> str:
    """One line, in which nothing looks like an encoded word (RFC 2047), which would be read as something else."""
    return one_line(text).replace("=?", "= ?")


def _put(mail: EmailMessage, name: str, *, value: str | Address | None) -> None:
    if value is None:
        return
    if _CONTROL.search(str(value)):
        raise BrokenMail(f"a control character in {name}")
    mail[name] = value


def _is_ascii(message: Message) -> bool:
    return all(person is None or person.email.rpartition("@")[0].isascii() for person in (message.to, message.sender))


def _check(data: bytes, message: Message) -> None:
    """BrokenMail unless the bytes can be read back as what was meant, and lines end as mail wants them."""
    mail = read_draft(data)
    wanted = _address(message.to)
    if re.search(rb"\r(?!\n)|(?<!\r)\n", data) or max(map(len, data.split(b"\r\n"))) > 998:
        raise BrokenMail("a line end or a line too long")
    if recipient(mail) != (wanted.addr_spec if wanted else "") or _bare(mail["Subject"]) != _bare(
        _plain(message.subject)
    ):
        raise BrokenMail("a header that reads otherwise than it was written")


def _bare(text: str) -> str:
    """Without blanks, of which the library's folding of long lines loses or adds one."""
    return "".join(str(text).split())
