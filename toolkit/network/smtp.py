"""The door to a mail server (RFC 5321). Nothing else in the project talks to the network.

Before the final dot of a message nothing of it is delivered (RFC 5321, 4.1.1.4), and an answer that says no or later
says so for good (4.2.1). Only from that dot to its answer can nobody know whether a message arrived.
"""

from __future__ import annotations

import base64
import datetime
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Protocol

from toolkit.outputs.ics_text import one_line
from toolkit.outputs.mail import Draft, recipient, sender, to_bytes, to_send
from toolkit.problems import EnvironmentMissing, WrongUsage, named

HERE = ("localhost", "127.0.0.1", "::1")
IMPLICIT_TLS = 465
SUBMISSION = 587
CLOSING = 421
_HELLO = 30
_COMMAND = 5 * 60
_DOT = 10 * 60
"""Seconds to wait for an answer: while somebody looks on, and as long as a server may take (RFC 5321, 4.5.3.2)."""

_LONGEST = 300
_GOOD = range(200, 300)
_BUSY = "Servers that are busy say so: give it some minutes."
_HINT = "How to get a password for programs, by mail provider: docs/how-to/send-by-mail.md."


@dataclass(frozen=True)
class Server:
    """A mail server, and who logs in to it. Without `tls` only on this machine: a password must not cross a network in
    the clear."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True


@dataclass(frozen=True)
class Reply:
    """What a server said: its code (0: it said none), and its words in one line."""

    code: int
    words: str

    @classmethod
    def read(cls, code: int, words: bytes | str) -> Reply:
        """What came over the line, as it may be shown."""
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return cls(code, one_line(text)[:_LONGEST])

    @property
    def later(self) -> bool:
        """Whether the same may well be taken another time (RFC 5321, 4.2.1)."""
        return 400 <= self.code < 500

    def __str__(self) -> str:
        return f"{self.code} {self.words}".strip() if self.code else self.words


class NotTaken(Exception):
    """The server did not take a message, and said so: it was not delivered."""

    def __init__(self, answer: Reply) -> None:
        super().__init__(str(answer))
        self.answer = answer


class Stopped(EnvironmentMissing):
    """There is no going on with this server now. Of the message that was to go next nothing was delivered."""


class Unanswered(EnvironmentMissing):
    """A message was handed over whole, and no answer came: whether it arrived is not known."""


class _Closed(Exception):
    """The server closes the connection; nothing of the message was delivered."""


class Deliver(Protocol):
    """What delivers a draft, and calls `on_the_way` when from now on it may arrive.

    Raises NotTaken, Stopped and Unanswered; whatever `on_the_way` raises ends the message before it is delivered.
    """

    def __call__(self, draft: Draft, *, on_the_way: Callable[[], None]) -> None: ...


def read_server(text: str) -> tuple[str, int]:
    """`host`, `host:port` or `[address]:port`; without a port the one for sending mail. WrongUsage for anything
    else."""
    host, _, port = (
        text.rpartition(":") if text.count(":") == 1 or text.startswith("[") and "]:" in text else (text, "", "")
    )
    name = host.strip("[]")
    if not name or (port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)):
        raise WrongUsage(f"“{text}” is not a mail server. Write HOST or HOST:PORT, like smtp.example.org:587.")
    return name, int(port or SUBMISSION)


def need_tls(server: Server) -> None:
    """WrongUsage for a server elsewhere that is to be talked to without encryption."""
    if not server.tls and server.host not in HERE:
        raise WrongUsage(f"{named('no-tls')} is for a mail server on this machine only.")


@contextmanager
def opened(server: Server, *, moment: Callable[[], datetime.datetime]) -> Iterator[Deliver]:
    """What delivers a draft over one connection, or over another where the server closed that one. Stopped where the
    server cannot be reached, has no TLS, or lets nobody in."""
    need_tls(server)
    door = _Door(server, moment, _connect(server))
    try:
        yield door.deliver
    except BaseException:
        door.drop()
        raise
    door.leave()


@dataclass
class _Door:
    """One connection at a time. After 421 or a line that went dead a message is tried once more over a new one."""

    server: Server
    moment: Callable[[], datetime.datetime]
    connection: smtplib.SMTP | None

    def deliver(self, draft: Draft, *, on_the_way: Callable[[], None]) -> None:
        """See `Deliver`."""
        try:
            self._hand_over(draft, on_the_way)
        except _Closed:
            self.drop()
            try:
                self._hand_over(draft, on_the_way)
            except _Closed as closed:
                raise Stopped(f"{self.server.host} closes the connection ({closed}).", _BUSY) from None

    def drop(self) -> None:
        """Hangs up."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def leave(self) -> None:
        """Says goodbye first."""
        if self.connection:
            with suppress(OSError, smtplib.SMTPException):
                _wait(self.connection, _HELLO)
                self.connection.quit()
        self.drop()

    def _hand_over(self, draft: Draft, on_the_way: Callable[[], None]) -> None:
        self.connection = connection = self.connection or _connect(self.server)
        try:
            _up_to_the_dot(connection, to_send(draft.data, moment=self.moment()))
            on_the_way()
            _dot(connection, server=self.server, draft=draft)
        except NotTaken:
            self._begin_anew(connection)
            raise

    def _begin_anew(self, connection: smtplib.SMTP) -> None:
        """After a message that was not taken (RFC 5321, 4.1.1.5)."""
        try:
            _ask(connection.rset)
        except (_Closed, NotTaken):
            self.drop()


def _up_to_the_dot(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    """All of a message but the dot that ends it."""
    by, to = sender(mail), recipient(mail)
    ascii_only = (by + to).isascii()
    if not ascii_only and not connection.has_extn("smtputf8"):
        raise NotTaken(Reply(0, "this server takes no address with letters beyond a to z (SMTPUTF8)"))
    data = to_bytes(mail, ascii_only=ascii_only)
    size = [f"SIZE={len(data)}"] if connection.has_extn("size") else []
    options = [*size, *([] if ascii_only else ["SMTPUTF8", "BODY=8BITMIME"])]
    _ask(lambda: connection.mail(by, options))
    _ask(lambda: connection.rcpt(to))
    _ask(lambda: connection.docmd("DATA"), good=range(354, 355))
    try:
        connection.send(re.sub(rb"(?m)^\.", b"..", data))
    except (OSError, smtplib.SMTPException) as error:
        raise _Closed(one_line(str(error))) from None


def _dot(connection: smtplib.SMTP, *, server: Server, draft: Draft) -> None:
    """The dot, and what the server says to the message."""
    _wait(connection, _DOT)
    try:
        connection.send(b".\r\n")
        code, words = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise _unanswered(server, draft, why=one_line(str(error))) from None
    _wait(connection, _COMMAND)
    answer = Reply.read(code, words)
    if code == CLOSING:
        raise _Closed(str(answer))
    if 400 <= code < 600:
        raise NotTaken(answer)
    if code not in _GOOD:
        raise _unanswered(server, draft, why=str(answer))


def _unanswered(server: Server, draft: Draft, *, why: str) -> Unanswered:
    return Unanswered(
        f"The message to {draft.person} was handed over to {server.host}, and no answer came ({why}). It may or may"
        " not have arrived."
    )


def _ask(command: Callable[[], tuple[int, bytes]], *, good: range = _GOOD) -> None:
    """A command before the dot. NotTaken where the server says no or later, _Closed where it closes or says what
    cannot be understood."""
    try:
        code, words = command()
    except (OSError, smtplib.SMTPException) as error:
        raise _Closed(one_line(str(error))) from None
    answer = Reply.read(code, words)
    if code != CLOSING and 400 <= code < 600:
        raise NotTaken(answer)
    if code not in good:
        raise _Closed(str(answer))


def _wait(connection: smtplib.SMTP, seconds: int) -> None:
    """How long the next answers may take."""
    if connection.sock:
        connection.sock.settimeout(seconds)


def _connect(server: Server) -> smtplib.SMTP:
    try:
        return _let_in(server)
    except smtplib.SMTPNotSupportedError:
        raise Stopped(f"{server.host} offers no TLS or no login.", _HINT) from None
    except smtplib.SMTPResponseException as error:
        answer = Reply.read(error.smtp_code, error.smtp_error)
        if isinstance(error, smtplib.SMTPAuthenticationError) and not answer.later:
            raise Stopped(f"{server.host} refused the user name or the password: {answer}", _HINT) from None
        raise Stopped(f"{server.host} lets nobody in: {answer}", _BUSY if answer.later else "") from None
    except smtplib.SMTPServerDisconnected as error:
        raise Stopped(f"{server.host}:{server.port} hung up: {one_line(str(error))}") from None
    except smtplib.SMTPException:
        raise Stopped(f"{server.host} takes no passwords, only what a mail program sends.", _HINT) from None
    except OSError as error:
        raise Stopped(f"{server.host}:{server.port} cannot be reached: {error}.") from None


def _let_in(server: Server) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if server.tls and server.port == IMPLICIT_TLS:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_HELLO, context=secure)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_HELLO)
        if server.tls:
            connection.starttls(context=secure)
    connection.ehlo_or_helo_if_needed()
    if server.user:
        _log_in(connection, server)
    _wait(connection, _COMMAND)
    return connection


def _log_in(connection: smtplib.SMTP, server: Server) -> None:
    """The library knows names and passwords in ASCII only; PLAIN takes any (RFC 4616)."""
    if (server.user + server.password).isascii():
        connection.login(server.user, server.password)
        return
    if not connection.has_extn("auth"):
        raise smtplib.SMTPNotSupportedError
    secret = base64.b64encode(f"\0{server.user}\0{server.password}".encode()).decode("ascii")
    code, words = connection.docmd("AUTH", f"PLAIN {secret}")
    if code not in _GOOD:
        raise smtplib.SMTPAuthenticationError(code, words)
