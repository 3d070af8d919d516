"""A folder is made once: a second time nothing changes, edits stay, and what somebody else put there is in the way."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.scaffold.made import draft, fetched, write
from toolkit.model.programme import Settings
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.compare import compare, other_answers
from toolkit.scaffold.create import DraftProgramme, answers_of, make_draft


def states(folder: Path, made: DraftProgramme) -> dict[str, str]:
    return {planned.path: planned.state for planned in compare(folder, made.files)}


def test_a_new_folder_gets_everything(template: Path, settings: Settings, shelves: Shelves, tmp_path: Path) -> None:
    assert set(states(tmp_path / "made", draft(template, settings, shelves=shelves)).values()) == {"create"}


def test_a_second_time_nothing_changes_even_on_another_day(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    write(tmp_path / "made", draft(template, settings, shelves=shelves))
    later = make_draft(fetched(template), settings, shelves=shelves, today=datetime.date(2027, 5, 1))
    assert set(states(tmp_path / "made", later).values()) == {"same"}


def test_an_edit_and_a_deleted_file_stay_as_they_are(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    made = draft(template, settings, shelves=shelves)
    write(tmp_path / "made", made)
    (tmp_path / "made" / "programme.yaml").write_text("key: x\n")
    (tmp_path / "made" / "sessions" / "02-referee.md").unlink()
    kept = {path for path, state in states(tmp_path / "made", made).items() if state == "keep"}
    assert kept == {"programme.yaml", "sessions/02-referee.md"}


def test_a_folder_left_half_made_is_finished(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    made = draft(template, settings, shelves=shelves)
    write(tmp_path / "made", made)
    for name in (".programme/origin.yaml", "curriculum.yaml"):
        (tmp_path / "made" / name).unlink()
    missing = {path for path, state in states(tmp_path / "made", made).items() if state == "create"}
    assert missing == {".programme/origin.yaml", "curriculum.yaml"}


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_somebody_else_put_there_is_in_the_way(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "made" / "README.md"
    place.parent.mkdir()
    if kind == "file":
        place.write_text("mine")
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("/etc/hostname")
    found = states(tmp_path / "made", draft(template, settings, shelves=shelves))
    assert found["README.md"] == "conflict"
    assert found["programme.yaml"] == "create"


def test_a_folder_that_is_a_link_is_in_the_way(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "made" / "sessions").symlink_to(tmp_path / "elsewhere")
    assert states(tmp_path / "made", draft(template, settings, shelves=shelves))["sessions/02-referee.md"] == "conflict"


def test_other_answers_for_the_same_folder_are_told(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    write(tmp_path / "made", draft(template, settings, shelves=shelves))
    assert other_answers(tmp_path / "made", fetched(template), answers=answers_of(settings)) == ()
    other = settings.model_copy(update={"city": "london", "people": 9})
    assert other_answers(tmp_path / "made", fetched(template), answers=answers_of(other)) == (
        "city: oxford, now london",
        "people: 18, now 9",
    )
    assert other_answers(tmp_path / "nothing", fetched(template), answers=answers_of(other)) == ()
