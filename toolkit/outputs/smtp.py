"""The door to a mail server (RFC 5321). Nothing else in the project talks to the network."""

from __future__ import annotations

import datetime
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from toolkit.outputs.mail import Draft, Refused, to_send
from toolkit.problems import EnvironmentMissing, WrongUsage

HERE = ("localhost", "127.0.0.1", "::1")
IMPLICIT_TLS = 465
SUBMISSION = 587
_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A mail server, and who logs in to it. Without `tls` only on this machine: a password must not cross a network in
    the clear."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True


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


@contextmanager
def opened(server: Server, *, moment: Callable[[], datetime.datetime]) -> Iterator[Callable[[Draft], None]]:
    """What delivers a draft over one connection. EnvironmentMissing where the server cannot be reached, has no TLS, or
    lets nobody in.

    The connection breaking while a message is on its way raises EnvironmentMissing, too: whether it arrived is not
    known.
    """
    if not server.tls and server.host not in HERE:
        raise WrongUsage("--no-tls is for a mail server on this machine only.")
    connection = _connect(server)
    try:
        yield lambda draft: _deliver(connection, draft, moment=moment())
    finally:
        connection.close()


def _connect(server: Server) -> smtplib.SMTP:
    try:
        secure = ssl.create_default_context()
        if server.tls and server.port == IMPLICIT_TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=secure)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
            if server.tls:
                connection.starttls(context=secure)
        if server.user:
            connection.login(server.user, server.password)
    except smtplib.SMTPNotSupportedError:
        raise EnvironmentMissing(f"{server.host} offers no TLS or no login; nothing was sent.") from None
    except smtplib.SMTPAuthenticationError:
        raise EnvironmentMissing(f"{server.host} refused the user name or the password; nothing was sent.") from None
    except (OSError, smtplib.SMTPException) as error:
        raise EnvironmentMissing(f"{server.host}:{server.port} cannot be reached: {error}. Nothing was sent.") from None
    return connection


def _deliver(connection: smtplib.SMTP, draft: Draft, *, moment: datetime.datetime) -> None:
    try:
        connection.send_message(to_send(draft.data, moment=moment))
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPSenderRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPNotSupportedError,
    ) as error:
        raise Refused(str(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise EnvironmentMissing(
            f"The connection broke while the message to {draft.person} was on its way ({error}). It may or may not have"
            " arrived."
        ) from None
