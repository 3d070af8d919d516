"""A post that is handed to a mail server on this machine, and what came of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from tests.post_office import PostOffice
from toolkit.jobs.send import Post, read_sent, send
from toolkit.keeping.lock import Lock
from toolkit.model.document import Attendee, Message
from toolkit.model.told import Mailing
from toolkit.network.smtp import Server, opened
from toolkit.outputs.mail import Draft, render_message

CERTIFICATE = Path(__file__).resolve().parent.parent / "localhost.pem"
BUSY, NEVER, CLOSES, GONE = "451 4.3.0 try again", "550 5.7.1 not from you", "421 4.3.2 going down", ""
"""What a server may say; the last closes without a word."""

NOW = datetime.datetime(2027, 2, 1, 9, 30, tzinfo=datetime.UTC)
TOLD = Mailing(moment=NOW, publishes=1, meetings=())
MESSAGE = Message(
    path="private/messages/person-p1.eml", id="k.1.p1", title="t", subject="It moved",
    text="Hello.\n.\nA line of one dot.\n", sender=Attendee("Ada", "ada@example.org"), to=None, person="p1",
)  # fmt: skip


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
