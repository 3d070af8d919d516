"""What people have been told is remembered, where out/ is what the files say."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.built_folder import built
from tests.jobs.small_folder import NOW, done, known, small_folder
from toolkit.jobs.change_requests import Move
from toolkit.jobs.publish import mark_told
from toolkit.problems import ProblemsFound, WrongUsage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme, as if one text had been built of it."""
    folder = small_folder(tmp_path)
    built(folder)
    return folder


def told(folder: Path, name: str, *, dry_run: bool = False) -> bool:
    return mark_told(folder, known(folder).plan, pages=(), name=name, now=NOW, dry_run=dry_run)


def test_what_people_were_told_is_remembered_once(folder: Path) -> None:
    assert told(folder, "launch", dry_run=True)
    assert known(folder).plan.programme.told is None
    assert told(folder, "launch")
    publication = known(folder).plan.programme.told
    assert publication is not None
    assert (publication.name, list(publication.files)) == ("launch", ["out/a.txt"])
    assert [values["session"] for values in publication.changes] == ["sail"]
    assert not told(folder, "launch"), "it says so already"


def test_a_name_that_was_used_for_another_plan_is_refused(folder: Path) -> None:
    told(folder, "launch")
    done(folder, Move("race", cohort="b", time=datetime.time(20)))
    built(folder)
    with pytest.raises(WrongUsage, match="Choose another name"):
        told(folder, "launch")
    assert told(folder, "later")


@pytest.mark.parametrize("touched", ["changes.yaml", "out/a.txt"])
def test_outputs_that_are_not_what_the_files_say_were_not_told(folder: Path, touched: str) -> None:
    with (folder / touched).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    with pytest.raises(ProblemsFound) as raised:
        told(folder, "launch")
    assert [problem.code for problem in raised.value.problems] == ["P110"]
