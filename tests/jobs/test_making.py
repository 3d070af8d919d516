"""What is not asked for is not even rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.jobs.test_build import make


@pytest.fixture
def folder(tmp_path: Path, without_pdfs: None) -> Path:
    return lay_out(tmp_path / "small")


@pytest.mark.parametrize(("only", "invitations"), [("ics", False), ("pdf", False), ("sheets", True), ("pdf", True)])
def test_what_is_not_asked_for_is_not_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, only: str, invitations: bool
) -> None:
    def never(*_values: object, **_named: object) -> None:
        raise AssertionError

    letters = () if only == "sheets" else ("make_messages",)  # a mail merge is made of them
    for name in (*letters, "make_sheets" if only == "ics" else "make_calendars"):
        monkeypatch.setattr(f"toolkit.jobs.making.{name}", never)
    assert {Path(path).suffix for path in make(folder, only=only, invitations=invitations).made} <= {
        ".ics",
        ".csv",
        ".xlsx",
    }


def test_invitations_are_made_without_rendering_a_letter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "programme.yaml"
    path.write_text(path.read_text("utf-8") + "\nsender: {name: Ada, email: ada@example.org}\n", "utf-8")
    asked = []

    def letters(_plan: object, types: object, **_named: object) -> tuple[()]:
        asked.append(types)
        return ()

    monkeypatch.setattr("toolkit.documents.messages.make_personal_texts", letters)
    make(folder, only="ics", invitations=True)
    assert asked == [()]
