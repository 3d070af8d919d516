"""What may stand where a key, an id or a name is typed, as far as the files of a programme can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.small_folder import small_folder
from toolkit.jobs.completing import Completed, Completion, completions_of, words_beginning

FILES = {
    "people/participants.csv": "id,name\np1,Ann Lee\np2,\n",
    "people/facilitators.csv": "id,name,role\nwren,Wren Castellan,\nodile,Odile Marchetti,mentor\n",
    "people/rooms.csv": "id,name\nhall,Lantern Hall\n",
    "cohorts.yaml": "cohorts:\n  b: {label: Birch}\n  a: {}\n",
    ".programme/published.yaml": (
        "published:\n  - {name: week 3, moment: '2027-02-02T10:00:00+00:00', file: .programme/published/1.json}\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small programme with somebody and something of each kind."""
    made = small_folder(tmp_path)
    for name, text in FILES.items():
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def found(kind: Completed, folder: Path) -> list[tuple[str, str]]:
    """The words with what they go by."""
    return [(one.word, one.name) for one in completions_of(kind, folder=folder, extra=())]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cohort", [("b", "Birch"), ("a", "")]),
        ("participant", [("p1", "Ann Lee"), ("p2", "")]),
        ("facilitator", [("wren", "Wren Castellan"), ("odile", "Odile Marchetti")]),
        ("mentor", [("odile", "Odile Marchetti")]),
        ("person", [("p1", "Ann Lee"), ("p2", ""), ("wren", "Wren Castellan"), ("odile", "Odile Marchetti")]),
        ("room", [("hall", "Lantern Hall")]),
        ("publish", [("week 3", "2027-02-02")]),
    ],
)
def test_what_a_programme_has_of_each_kind_in_the_order_of_its_files(
    kind: Completed, words: list[tuple[str, str]], folder: Path
) -> None:
    assert found(kind, folder) == words


def test_sessions_stand_in_the_order_of_the_curriculum_each_by_its_phase(folder: Path) -> None:
    assert found("session", folder) == [(key, "All of it") for key in ("fold", "sail", "race")]


def test_without_a_file_of_cohorts_there_is_one(folder: Path) -> None:
    (folder / "cohorts.yaml").unlink()
    assert found("cohort", folder) == [("a", "")]


@pytest.mark.parametrize("kind", ["session", "cohort", "participant", "person", "room", "publish", "document"])
def test_a_folder_without_a_programme_has_nothing_of_one(kind: Completed, folder: Path) -> None:
    (folder / "programme.yaml").unlink()
    assert found(kind, folder) == []
    assert found(kind, folder / "nowhere") == []


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("session", "curriculum.yaml"),
        ("cohort", "cohorts.yaml"),
        ("participant", "people/participants.csv"),
        ("publish", ".programme/published.yaml"),
    ],
)
@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"a: [\n", b"- 1\n- {\n"])
def test_a_damaged_file_takes_nothing_but_its_own_away(kind: Completed, file: str, damage: bytes, folder: Path) -> None:
    (folder / file).write_bytes(damage)
    assert found(kind, folder) == []
    assert found("room", folder) == [("hall", "Lantern Hall")]


def test_what_is_on_the_shelves_those_that_are_named_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "cities").mkdir(parents=True)
    (tmp_path / "mine" / "cities" / "atlantis.yaml").write_text("key: atlantis\n")
    cities = [one.word for one in completions_of("city", folder=tmp_path, extra=[tmp_path / "mine"])]
    assert {"atlantis", "oxford"} <= set(cities)
    assert ("engineering", "") in found("template", tmp_path)
    assert ("pack", "") in found("document", folder)
    assert {("oxford", "cities"), ("pack", "documents")} <= set(found("offer", tmp_path))


def test_codes_and_words_can_be_explained_anywhere(tmp_path: Path) -> None:
    assert {("publish", ""), ("P001", "This is not a programme folder")} <= set(found("explained", tmp_path))


KNOWN = (Completion("p1", "Ann Lee"), Completion("p2", "Anton"), Completion("Birch"))


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("", ["p1", "p2", "Birch"]),
        ("P", ["p1", "p2"]),
        ("bi", ["Birch"]),
        ("ann", ["p1"]),
        ("An", []),  # two: what they have in common is no beginning of a name
        ("lee", []),
    ],
)
def test_a_word_is_found_by_its_beginning_or_by_that_of_the_one_name(start: str, words: list[str]) -> None:
    assert [one.word for one in words_beginning(start, KNOWN)] == words
