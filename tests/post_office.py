"""A mail server on this machine for tests (RFC 5321, as far as sending needs it): it keeps what it gets and can be told
to misbehave."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass
class PostOffice:
    """What arrived, as (recipient, bytes). `refuses` names recipients it does not take; it hangs up in the middle of
    message `breaks_at`. With a `certificate` it offers STARTTLS and then a login.

    `says` holds what it answers in a phase instead (connect, ehlo, starttls, auth, mail, rcpt, data, text, dot, rset;
    after: unasked, once a message was kept), time after time; nothing: it hangs up without a word. After 421 it hangs
    up, too (RFC 5321, 3.8). `phases` are those that were reached.
    """

    received: list[tuple[str, bytes]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    breaks_at: int = 0
    keeps_broken: bool = False
    certificate: Path | None = None
    logins: list[bytes] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    phases: list[str] = field(default_factory=list)
    extensions: tuple[str, ...] = ()
    login: str = "AUTH PLAIN"
    port: int = 0

    @property
    def address(self) -> str:
        """As --smtp takes it."""
        return f"localhost:{self.port}"

    @property
    def recipients(self) -> list[str]:
        """Who got something, in order."""
        return [recipient for recipient, _ in self.received]

    def mails(self) -> list[EmailMessage]:
        """The messages, read."""
        return [
            mail
            for _, data in self.received
            if isinstance(mail := message_from_bytes(data, policy=policy.default), EmailMessage)
        ]

    def takes(self, recipient: str, data: bytes) -> bool:
        """Keeps a message; False where the connection breaks before the answer."""
        breaks = self.breaks_at == len(self.received) + 1
        if not breaks or self.keeps_broken:
            self.received.append((recipient, data))
        self.breaks_at = 0 if breaks else self.breaks_at
        return not breaks


class Counter(socketserver.ThreadingTCPServer):
    """Where people queue."""

    allow_reuse_address = True
    daemon_threads = True
    office: PostOffice


class Clerk(socketserver.StreamRequestHandler):
    """Serves one connection."""

    server: Counter
    recipient = ""

    def say(self, *lines: str) -> None:
        """An answer of one or several lines."""
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def answers(self, phase: str, *usual: str) -> bool:
        """Says what it usually says in a phase, or what it was told to; False where it hangs up then."""
        office = self.server.office
        office.phases.append(phase)
        planned = office.says.get(phase)
        said = planned.pop(0).split("\n") if planned else list(usual)
        if said != [""]:
            self.say(*said)
        return said != [""] and not said[-1].startswith("421")

    def handle(self) -> None:
        """Answers until somebody has had enough."""
        if not self.answers("connect", "220 localhost at your service"):
            return
        while line := self.rfile.readline().decode().strip():
            phase = line.split(maxsplit=1)[0].lower().partition(":")[0]
            answer = getattr(self, f"do_{phase}", None)
            if (answer(line) if answer else self.answers(phase, "250 OK")) is False:
                return

    def do_ehlo(self, _line: str) -> bool:
        """What it can do."""
        office = self.server.office
        secure = isinstance(self.connection, ssl.SSLSocket)
        offered = [*office.extensions, *([office.login if secure else "STARTTLS"] if office.certificate else [])]
        lines = ["localhost", *offered]
        return self.answers("ehlo", *(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}")

    do_helo = do_ehlo

    def do_starttls(self, _line: str) -> bool:
        """Goes on in secret."""
        planned = bool(self.server.office.says.get("starttls"))
        if not self.answers("starttls", "220 go on"):
            return False
        if not planned:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(str(self.server.office.certificate))
            self.connection = context.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        return True

    def do_auth(self, line: str) -> bool:
        """Lets everybody in, and keeps the name."""
        self.server.office.logins.append(base64.b64decode(line.split()[2]))
        return self.answers("auth", "235 welcome")

    def do_rcpt(self, line: str) -> bool:
        """Whom the next message is for."""
        self.recipient = line[line.index("<") + 1 : line.index(">")]
        return self.answers(
            "rcpt", "550 nobody of that name" if self.recipient in self.server.office.refuses else "250 OK"
        )

    def do_data(self, _line: str) -> bool:
        """A message. It counts only with an answer of 250 to its dot, or as the office was told by `breaks_at`."""
        office = self.server.office
        planned = bool(office.says.get("data"))
        if not self.answers("data", "354 go on"):
            return False
        if planned:
            return True
        if office.says.get("text"):
            self.rfile.readline()
            return self.answers("text")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        if office.says.get("dot"):
            return self.answers("dot")
        kept = office.takes(self.recipient, b"".join(lines))
        return kept and self.answers("dot", "250 kept") and (not office.says.get("after") or self.answers("after"))

    def do_quit(self, _line: str) -> bool:
        """The end."""
        self.say("221 bye")
        return False


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A server that listens until the test is over."""
    with Counter(("localhost", 0), Clerk) as server:
        server.office = PostOffice(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.office
        finally:
            server.shutdown()
            thread.join()
