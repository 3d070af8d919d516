"""Drafts are made anew where the files changed, as they were made before, and never over what was altered by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import programme
from toolkit.jobs.renewing import are_old, renew
from toolkit.jobs.send import read_drafts
from toolkit.outputs.mail import asks_to_come
from toolkit.problems import ProblemsFound
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves

pytestmark = pytest.mark.usefixtures("without_pdfs")
TODAY = datetime.date(2026, 11, 23)
MESSAGES = "out/private/messages"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path / "small")
    settings = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(f"{settings}sender: {{name: Ada, email: ada@example.org}}\n", "utf-8")
    people = (folder / "people/participants.csv").read_text("utf-8")
    (folder / "people/participants.csv").write_text(people.replace("p1,Ann,", "p1,Ann,ann@example.org"), "utf-8")
    assert programme(folder, "build --only mail --invitations") == 0
    return folder


def renewed(folder: Path) -> list[str]:
    made = renew(folder, Shelves.open(folder=folder), extra=(), today=TODAY)
    return [path.removeprefix(f"{MESSAGES}/") for path in made]


def names(folder: Path) -> set[str]:
    return {draft.path.removeprefix(f"{MESSAGES}/") for draft in read_drafts(folder)}


def test_nothing_built_is_not_old_and_nothing_else_is_sent(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    assert not are_old(folder)
    with pytest.raises(ProblemsFound):
        read_drafts(folder)


def test_only_what_comes_out_otherwise_is_named_with_the_invitations_as_before(folder: Path) -> None:
    before = names(folder)
    assert "invitations/p1/03-race-a.eml" in before
    assert programme(folder, "move race --cohort a --to 2027-02-16 --yes") == 0
    assert are_old(folder)
    with pytest.raises(ProblemsFound):
        read_drafts(folder)
    made = renewed(folder)
    assert {"place-person-p1.eml", "invitations/p1/03-race-a.eml", "welcome-ada.eml"} <= {*made}
    assert not any("p4" in name or "bea" in name for name in made)
    assert names(folder) == before
    assert renewed(folder) == []


def test_drafts_that_a_build_of_them_alone_made_are_not_old_whatever_else_is(folder: Path) -> None:
    assert not are_old(folder), "nothing but mail was ever built"
    assert programme(folder, "build") == 3
    assert programme(folder, "people decline p6") == 0
    assert are_old(folder)
    assert programme(folder, "build --only mail") == 0
    assert not are_old(folder)
    assert programme(folder, "build --only ics") == 0
    assert not are_old(folder)
    assert programme(folder, "people wait p6") == 0
    assert programme(folder, "build --only ics") == 0
    assert are_old(folder), "the calendars alone are of the files as they are"


def test_what_was_altered_by_hand_is_not_made_over(folder: Path) -> None:
    path = folder / MESSAGES / "place-person-p1.eml"
    path.write_bytes(b"mine")
    assert programme(folder, "people decline p6") == 0
    with pytest.raises(ProblemsFound) as raised:
        renewed(folder)
    assert [problem.code for problem in raised.value.problems] == ["P110"]
    assert path.read_bytes() == b"mine"


def test_a_letter_that_is_itself_the_only_invitation_stays_one(folder: Path) -> None:
    curriculum = folder / "curriculum.yaml"
    curriculum.write_text(curriculum.read_text("utf-8").replace("[fold, sail, race]", "[fold]"), "utf-8")
    (folder / "changes.yaml").unlink()
    letter = folder / MESSAGES / "place-person-p1.eml"
    for words, invited in (("build --only mail", False), ("build --only mail --invitations", True)):
        assert programme(folder, words) == 0
        before = letter.read_bytes()
        assert asks_to_come(before) == invited
        assert renewed(folder) == []
        assert letter.read_bytes() == before


def test_that_a_letter_went_out_makes_none_old(folder: Path) -> None:
    assert programme(folder, "build --invitations") == 3
    assert not are_old(folder)
    (folder / MAILED).mkdir(parents=True)
    (folder / MAILED / "01.json").write_text("{}", "utf-8")
    assert not are_old(folder)
    (folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    assert are_old(folder)
