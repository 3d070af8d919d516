"""One storey opens connections, and only what sends asks it to."""

from __future__ import annotations

import ast

from tests.source_files import FILES, imports, named

SPEAKS_OUT = {"ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "ssl", "urllib.request", "webbrowser"}
"""What opens a connection; git, which `new` calls for an address that somebody gave, is a program of its own."""

SENDS = {"jobs/send.py", "commands/send.py"}
"""The files that may ask for a connection."""


def reaches_out(file: str, source: str) -> list[str]:
    """What a file imports by which it could open a connection, or have one opened."""
    if file.startswith("network/"):
        return []
    own = {name for name in named(source) if f"{name}.".startswith("toolkit.network.") and file not in SENDS}
    out = {name for name in imports(ast.parse(source)) if name in SPEAKS_OUT or name.split(".")[0] in SPEAKS_OUT}
    return sorted(own | out)


def test_one_storey_opens_connections_and_only_send_asks_it_to() -> None:
    assert {file: found for path, file in FILES if (found := reaches_out(file, path.read_text("utf-8")))} == {}
    assert {file for path, file in FILES if "toolkit.network" in path.read_text("utf-8")} >= SENDS


def test_a_connection_from_elsewhere_is_found() -> None:
    source = "import smtplib\nfrom urllib.parse import quote\nfrom http.client import HTTPSConnection"
    assert reaches_out("outputs/mail.py", source) == ["http.client", "smtplib"]
    assert reaches_out("jobs/build.py", "from toolkit.network.smtp import opened") == [
        "toolkit.network.smtp",
        "toolkit.network.smtp.opened",
    ]
    assert reaches_out("jobs/send.py", "from toolkit.network.smtp import opened\nimport socket") == ["socket"]
    assert reaches_out("network/smtp.py", "import smtplib") == []
