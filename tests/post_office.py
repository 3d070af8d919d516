"""A mail server on this machine for tests (RFC 5321, as far as sending needs it): it keeps what it gets and can be told to misbehave."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class PostOffice:
    """What arrived, as (recipient, bytes). `refuses` names recipients it does not take; it hangs up in the middle of message `breaks_at`."""

    received: list[tuple[str, bytes]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    breaks_at: int = 0
    keeps_broken: bool = False
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
        return [mail for _, data in self.received if isinstance(mail := message_from_bytes(data, policy=policy.default), EmailMessage)]


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A server that listens until the test is over."""
    office = PostOffice()

    class Clerk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            recipient = ""
            self.say("220 localhost at your service")
            while line := self.rfile.readline().decode().strip():
                verb = line.split(maxsplit=1)[0].upper()
                if verb == "RCPT":
                    recipient = line[line.index("<") + 1 : line.index(">")]
                    self.say("550 nobody of that name" if recipient in office.refuses else "250 OK")
                elif verb == "DATA":
                    self.say("354 go on")
                    data = self.read_message()
                    breaks = office.breaks_at == len(office.received) + 1
                    if not breaks or office.keeps_broken:
                        office.received.append((recipient, data))
                    if breaks:
                        office.breaks_at = 0
                        return
                    self.say("250 kept")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 OK")

        def read_message(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

    class Counter(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Counter(("localhost", 0), Clerk) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
