"""Who works with whom tonight, of those who came."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import make_programme, programme
from toolkit.jobs.tonight import evenings, evenings_data
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Oxford programme: cohorts a to c of six; on session 4 c joins b."""
    folder = make_programme(tmp_path_factory.mktemp("tonight") / "programme")
    assert programme(folder, "combine b c --session 4 --yes", now="2027-01-05") == 0
    return folder


@pytest.fixture
def shelves(made: Path) -> Shelves:
    return Shelves.open(folder=made)


def test_pairs_are_given_for_those_who_came_and_for_one_cohort_where_it_is_named(made: Path, shelves: Shelves) -> None:
    all_of_them = evenings(made, shelves, session="3", cohort=None, absent=())
    assert [one.meeting.cohort.key for one in all_of_them.found] == ["a", "b", "c"]
    one = evenings(made, shelves, session="3", cohort="b", absent=["p07, p08"]).found[0]
    assert set(one.absent) == {"p07", "p08"}
    assert not {"p07", "p08"} & {id for group in one.groups for id in group}
    with pytest.raises(WrongUsage, match="is nobody who is expected there"):
        evenings(made, shelves, session="3", cohort="b", absent=["p01"])


def test_a_session_without_pairs_and_cohorts_without_members_are_refused(made: Path, tmp_path: Path) -> None:
    small = lay_out(tmp_path / "small")
    with pytest.raises(WrongUsage, match="Sessions in pairs: none"):
        evenings(small, Shelves.open(folder=small), session="3", cohort=None, absent=())
    empty = shutil.copytree(made, tmp_path / "empty")
    (empty / "cohorts.yaml").write_text("cohorts:\n  a: {}\n  b: {}\n  c: {}\n")
    (empty / "changes.yaml").write_text("changes: []\n")
    with pytest.raises(WrongUsage, match="names no members yet"):
        evenings(empty, Shelves.open(folder=empty), session="3", cohort=None, absent=())


def test_cohorts_that_meet_together_are_one_evening_whichever_is_named(made: Path, shelves: Shelves) -> None:
    pairing = "4"
    every = evenings_data(evenings(made, shelves, session=pairing, cohort=None, absent=()))["meetings"]
    assert [(one["cohort"], one["with"]) for one in every] == [("a", []), ("b", ["c"])]
    (named,) = evenings_data(evenings(made, shelves, session=pairing, cohort="c", absent=["p07; p13,"]))["meetings"]
    assert (named["cohort"], named["absent"]) == ("b", ["p07", "p13"])
    assert sorted(id for group in named["groups"] for id in group) == [
        f"p{number:02}" for number in range(8, 19) if number != 13
    ]
    groups, printed, changed = (
        {frozenset(group) for group in found} for found in (named["groups"], named["printed"], named["changed"])
    )
    assert changed == groups - printed != set()


def test_what_works_in_pairs_is_named_where_nothing_does(made: Path, shelves: Shelves) -> None:
    plan = evenings(made, shelves, session="3", cohort=None, absent=()).plan
    alone = next(one for one in plan.meetings if one.number and one.session.head.kind not in ("pairing", "workshop"))
    with pytest.raises(WrongUsage, match=rf"Nobody works in pairs on {alone.session.key}\. Sessions in pairs: \d+ \("):
        evenings(made, shelves, session=alone.session.key, cohort=None, absent=())
