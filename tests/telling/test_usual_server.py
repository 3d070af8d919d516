"""`send` takes server and account from somebody's own defaults, unless they name a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.post_office import PostOffice
from tests.telling.programme import NOW, move, say
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("without_pdfs")


@pytest.fixture
def defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the file with the defaults."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("PROGRAMME_SMTP_PASSWORD", raising=False)

    def write(text: str) -> Path:
        file = tmp_path / "config" / "programme" / "defaults.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return write


def test_the_usual_server_gets_the_messages(
    folder: Path, office: PostOffice, defaults: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file = defaults(f"mail: {{smtp: '{office.address}'}}\n")
    move(folder)
    assert run(["send", "--no-tls", "-C", str(folder), "--now", NOW]) == 0
    assert office.received
    assert f"From {file}: smtp {office.address}\n" in capsys.readouterr().err


def test_the_usual_account_is_asked_for_its_password(
    folder: Path, office: PostOffice, defaults: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    defaults(f"mail: {{smtp: '{office.address}', user: ada}}\n")
    move(folder)
    assert run(["send", "--no-tls", "-C", str(folder), "--now", NOW]) == 2
    assert "PROGRAMME_SMTP_PASSWORD" in capsys.readouterr().err
    assert office.received == []


def test_a_server_that_is_named_has_nobodys_usual_account(
    folder: Path, office: PostOffice, defaults: Callable[[str], Path]
) -> None:
    defaults("mail: {smtp: mail.example.org, user: ada}\n")
    move(folder)
    assert run(["send", "--smtp", office.address, "--no-tls", "-C", str(folder), "--now", NOW]) == 0
    assert office.received


def test_a_mistake_in_them_is_told_before_anything_is_sent(
    folder: Path, defaults: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    defaults("mail: {smpt: mail.example.org}\n")
    move(folder)
    assert say(folder, "send") == 1
    assert "Did you mean “smtp”?" in capsys.readouterr().err
