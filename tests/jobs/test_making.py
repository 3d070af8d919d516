"""What is not asked for is not even rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.jobs.test_build import make


@pytest.fixture
def folder(tmp_path: Path, without_pdfs: None) -> Path:
    return lay_out(tmp_path / "small")


@pytest.mark.parametrize(("only", "invitations"), [("ics", False), ("pdf", False), ("sheets", False), ("pdf", True)])
def test_what_is_not_asked_for_is_not_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, only: str, invitations: bool
) -> None:
    def never(*_values: object, **_named: object) -> None:
        raise AssertionError

    for name in ("make_messages", "make_by_hand", "make_sheets" if only == "ics" else "make_calendars"):
        monkeypatch.setattr(f"toolkit.jobs.making.{name}", never)
    assert {Path(path).suffix for path in make(folder, only=only, invitations=invitations).made} <= {
        ".ics",
        ".csv",
        ".xlsx",
    }


MERGE, ADDRESSES = "out/private/messages/mail-merge.csv", "out/private/messages/addresses.txt"


@pytest.mark.parametrize("options", [{"only": "mail"}, {"document": "message-place"}])
def test_what_is_sent_by_hand_follows_the_drafts(folder: Path, options: dict[str, str]) -> None:
    people = folder / "people/participants.csv"
    people.write_text(people.read_text("utf-8").replace("p1,Ann,", "p1,Ann,ann@example.org"), "utf-8")
    make(folder, only="mail")
    assert "ann@example.org" in (folder / MERGE).read_text("utf-8")
    assert "ann@example.org" in (folder / ADDRESSES).read_text("utf-8")
    people.write_text(people.read_text("utf-8").replace("ann@example.org", "lee@example.org"), "utf-8")
    for other in ("sheets", "site", "ics"):
        assert {MERGE, ADDRESSES}.isdisjoint(make(folder, only=other).made)
    assert {MERGE, MERGE.replace(".csv", ".xlsx"), ADDRESSES} <= {*make(folder, **options).made}
    assert "lee@example.org" in (folder / MERGE).read_text("utf-8")
    assert "ann@example.org" not in (folder / ADDRESSES).read_text("utf-8")


def test_where_no_letter_has_an_address_the_mail_merge_goes_and_other_tables_stay(folder: Path) -> None:
    people = folder / "people/participants.csv"
    known = people.read_text("utf-8")
    people.write_text(known.replace("p1,Ann,", "p1,Ann,ann@example.org"), "utf-8")
    make(folder)
    people.write_text(known, "utf-8")
    make(folder, only="mail")
    assert not (folder / MERGE).exists()
    assert (folder / "out/share/sign-up.csv").is_file()


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
