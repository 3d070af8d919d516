"""The door to a mail server: how servers are named, and whom it speaks to in the clear. What becomes of messages there
stands in `tests/jobs/test_send_phases.py`."""

from __future__ import annotations

import pytest

from tests.jobs.posting import NOW
from tests.post_office import open_post_office
from toolkit.network.smtp import Server, opened, read_server
from toolkit.problems import EnvironmentMissing, WrongUsage


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
