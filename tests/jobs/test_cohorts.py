"""Cohorts on the disk: which stay and which may change, what is kept of an entry, and what is remembered beside it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_cohorts import TIMES, people
from tests.jobs.ten_people import NOW, formed, ten_people
from toolkit.grouping.problem import CohortPlan, Effort, FormedCohort, Sizes, Stream
from toolkit.jobs.cohorts import CohortWork, cohorts_text, form, mentors_of, open_cohorts, with_keys, write
from toolkit.keeping.cohorts_file import Memory, put_cohorts
from toolkit.model.formed import Formed
from toolkit.planning.cohort_request import Wanted
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.own.formed import COHORT_MEMORY, FORMED
from toolkit.reading.shelves import Shelves

MONDAY = 18 * 60
HAND = """cohorts:
  a:  # mine
    label: Alder
    members: [p0, p1, p2]
    day: mon
    time: "18:00"
  b: {label: Birch}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten who can come on Mondays, one who cannot, two facilitators."""
    return ten_people(tmp_path / "programme")


def opened(folder: Path, *keep: str) -> CohortWork:
    return open_cohorts(folder, Shelves.open(folder=folder), keep=keep)


def cohort(key: str = "", *members: str, start: int = MONDAY, mode: str = "in-person-peer") -> FormedCohort:
    return FormedCohort(Stream("", "", mode), start, "ada", "hall", members or ("p0",), key)


def plan(*cohorts: FormedCohort) -> CohortPlan:
    return CohortPlan(cohorts, (), 10, 10)


def test_what_somebody_wrote_or_changed_stays_and_what_we_wrote_or_nobody_is_in_may_change(folder: Path) -> None:
    work = opened(folder)
    assert (work.kept, work.free) == ((), ("a", "b"))
    (folder / "cohorts.yaml").write_text(HAND)
    assert (opened(folder).kept, opened(folder).free) == (("a",), ("b",))
    (folder / "cohorts.yaml").write_text("cohorts:\n  a: {}\n")
    formed(folder)
    keys = opened(folder).free
    assert (opened(folder).kept, len(keys)) == ((), 2)
    text = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(re.sub(r'time: "[\d:]+"', 'time: "18:20"', text, count=1))
    assert len(opened(folder).kept) == 1


def test_cohorts_are_kept_by_label_too_and_a_key_that_none_has_is_refused(folder: Path) -> None:
    work = opened(folder, "tuesday b")
    assert (work.kept, work.free, work.named) == (("b",), ("a",), ("b",))
    with pytest.raises(WrongUsage, match="no cohort “z”"):
        opened(folder, "z")
    (folder / "cohorts.yaml").unlink()
    assert opened(folder).free == ()
    with pytest.raises(WrongUsage, match=r"There is no cohort “a”: cohorts\.yaml has none yet"):
        opened(folder, "a")


def test_without_a_start_there_is_no_term_to_find_times_in(folder: Path) -> None:
    lines = (folder / "programme.yaml").read_text("utf-8").splitlines(keepends=True)
    (folder / "programme.yaml").write_text("".join(line for line in lines if not line.startswith(("start:", "term:"))))
    with pytest.raises(ProblemsFound) as caught:
        opened(folder)
    assert [(problem.file, problem.code) for problem in caught.value.problems] == [("programme.yaml", "P021")]


def test_meetings_are_as_long_as_is_said_or_as_the_longest_session(folder: Path) -> None:
    wanted = Wanted(Sizes(3, 5, 8))
    request, _ = form(opened(folder), wanted, effort=Effort())
    assert request.problem.minutes == 60
    request, _ = form(opened(folder), replace(wanted, minutes=90), effort=Effort())
    assert request.problem.minutes == 90


def test_free_keys_are_given_first_and_no_key_that_was_ever_used_is_given_again(folder: Path) -> None:
    work = opened(folder)
    keyed = with_keys(work, plan(cohort(), cohort(), cohort(), cohort("b", "p9")))
    assert len({one.key for one in keyed.cohorts}) == 4
    assert {"a", "b"} <= {one.key for one in keyed.cohorts}
    used = replace(work, memory=replace(work.memory, used=("c", "d")))
    assert not {"c", "d"} & {one.key for one in with_keys(used, plan(*[cohort()] * 4)).cohorts}
    assert with_keys(work, plan(replace(cohort("b"), members=()))).cohorts == ()


def test_of_an_entry_stays_what_a_plan_does_not_decide_and_at_the_same_time_how_it_is_written(folder: Path) -> None:
    (folder / "cohorts.yaml").write_text(
        "cohorts:\n  a:\n    label: Alder\n    reading: inside\n    minutes: 75\n    link: https://example.org/x\n"
        "    day: [mon]\n    time: '18:00'\n    members: [p0, p1, p2]\n"
    )
    work = replace(opened(folder), kept=(), free=("a",))

    def entry(start: int) -> list[str]:
        text, memory = cohorts_text(work, plan(cohort("a", "p3", "p4", start=start)), minutes=None)
        assert memory.used == ("a",)
        return text.splitlines()

    same, moved = entry(MONDAY), entry(MONDAY + 1440)
    for lines in (same, moved):
        assert "    reading: inside" in lines
        assert '    link: "https://example.org/x"' in lines
        assert "    minutes: 75" in lines
        assert "    members: [p3, p4]" in lines
    assert "    label: Alder" in same
    assert any("tue" in line for line in moved)
    assert not any("tue" in line for line in same)


@pytest.mark.parametrize(
    "text", ["cohorts: {a: {members: [p0, p1, p2]}}\n", "cohorts:\n    a:\n        members: [p0, p1, p2]\n"]
)
def test_a_file_whose_cohorts_stand_not_on_lines_of_their_own_is_not_written_over(folder: Path, text: str) -> None:
    (folder / "cohorts.yaml").write_text(text)
    with pytest.raises(WouldOverwrite, match="each cohort on lines of its own"):
        cohorts_text(opened(folder), plan(cohort("a")), minutes=None)


def test_a_file_that_changed_meanwhile_is_not_written_over_and_other_line_ends_are_no_change(folder: Path) -> None:
    work = opened(folder)
    text, memory = cohorts_text(work, plan(cohort("a")), minutes=None)
    told = Formed(bound=1, reachable=1, members={"a": ("p0",)})

    def put() -> bool:
        return write(work, text, memory=memory, formed=told, did="cohorts", now=NOW)

    before = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(before + "# mine\n")
    with pytest.raises(WouldOverwrite, match=r"cohorts\.yaml has changed meanwhile"):
        put()
    (folder / "cohorts.yaml").write_bytes(b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode())
    assert put()
    assert (folder / "cohorts.yaml").read_text("utf-8") == text
    assert (folder / COHORT_MEMORY).exists()
    assert json.loads((folder / FORMED).read_text("utf-8"))["members"] == {"a": ["p0"]}
    work = opened(folder)
    assert not write(work, text, memory=memory, formed=told, did="cohorts", now=NOW), "it stands there already"


def test_what_is_remembered_names_those_without_a_place_and_why(folder: Path) -> None:
    people(folder, {**{f"p{number}": TIMES for number in range(9)}, "owl": "Sat 23:00-23:30", "x": "Mon 21:00-23:00"})
    formed(folder)
    known: dict[str, Any] = json.loads((folder / FORMED).read_text("utf-8"))
    assert (known["bound"], known["reachable"]) == (9, 9)
    assert {one["id"] for one in known["unplaced"]} == {"owl", "x"}
    assert all(one["why"] for one in known["unplaced"])
    helped = {one["id"]: [change["kind"] for change in one.get("suggestions", [])] for one in known["unplaced"]}
    assert helped == {"owl": ["longer"], "x": ["longer"]}
    assert sorted(id for ids in known["members"].values() for id in ids) == sorted(f"p{number}" for number in range(9))


def test_a_mentor_stays_that_somebody_wrote_or_whose_cohort_keeps_its_time(folder: Path) -> None:
    text = HAND.replace("    label: Alder\n", "    label: Alder\n    mentor: bea\n    mode: in-person-mentored\n")
    (folder / "cohorts.yaml").write_text(text)
    work = opened(folder)
    there, moved = (cohort("a", start=start, mode="in-person-mentored") for start in (MONDAY, MONDAY + 1440))
    assert mentors_of(work, plan(moved), minutes=None) == {"a": "bea"}, "somebody wrote it"
    _, memory = cohorts_text(replace(work, kept=()), plan(), minutes=None)
    assert memory.used == ("a", "b")
    written = _as_ours(replace(work, kept=(), free=("a",)))
    assert mentors_of(written, plan(there), minutes=None) == {"a": "bea"}
    assert mentors_of(written, plan(moved), minutes=None) == {}
    assert mentors_of(written, plan(replace(there, stream=Stream("", "", "online-mentored"))), minutes=None) == {}
    assert mentors_of(written, plan(moved), minutes=None, kept=["a"]) == {"a": "bea"}


def _as_ours(work: CohortWork) -> CohortWork:
    """As if we had written its cohorts."""
    entries = {
        "a": {
            "label": "Alder",
            "mentor": "bea",
            "mode": "in-person-mentored",
            "members": ["p0", "p1", "p2"],
            "day": "mon",
            "time": "18:00",
        }
    }
    text, memory = put_cohorts("", entries, keep=[], memory=Memory())
    return replace(work, text=text, memory=memory)


def test_what_is_kept_is_among_what_is_formed(folder: Path) -> None:
    (folder / "cohorts.yaml").write_text(HAND)
    request, found = form(opened(folder), Wanted(Sizes(3, 5, 8)), effort=Effort())
    assert [(one.key, one.members) for one in request.problem.kept] == [("a", ("p0", "p1", "p2"))]
    assert next(one for one in found.cohorts if one.key == "a").members == ("p0", "p1", "p2")
