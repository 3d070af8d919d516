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
    message `breaks_at`. With a `certificate` it offers STARTTLS and then a login."""

    received: list[tuple[str, bytes]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    breaks_at: int = 0
    keeps_broken: bool = False
    certificate: Path | None = None
    logins: list[bytes] = field(default_factory=list)
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

    def handle(self) -> None:
        """Answers until somebody has had enough."""
        self.say("220 localhost at your service")
        while line := self.rfile.readline().decode().strip():
            answer = getattr(self, f"do_{line.split(maxsplit=1)[0].lower()}", None)
            if answer is None:
                self.say("250 OK")
            elif answer(line) is False:
                return

    def do_ehlo(self, _line: str) -> None:
        """What it can do."""
        secure = isinstance(self.connection, ssl.SSLSocket)
        self.say(
            *(
                ["250-localhost", "250 AUTH PLAIN" if secure else "250 STARTTLS"]
                if self.server.office.certificate
                else ["250 localhost"]
            )
        )

    def do_starttls(self, _line: str) -> None:
        """Goes on in secret."""
        self.say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.server.office.certificate))
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def do_auth(self, line: str) -> None:
        """Lets everybody in, and keeps the name."""
        self.server.office.logins.append(base64.b64decode(line.split()[2]))
        self.say("235 welcome")

    def do_rcpt(self, line: str) -> None:
        """Whom the next message is for."""
        self.recipient = line[line.index("<") + 1 : line.index(">")]
        self.say("550 nobody of that name" if self.recipient in self.server.office.refuses else "250 OK")

    def do_data(self, _line: str) -> bool:
        """A message."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        kept = self.server.office.takes(self.recipient, b"".join(lines))
        if kept:
            self.say("250 kept")
        return kept

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
