"""A change as a job: examined without a trace, asked about, recorded once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.built_folder import built
from tests.jobs.small_folder import NOW, date, dates, done, known, on, ready, small_folder, written
from toolkit.documents.calendars import all_entries
from toolkit.jobs.attend import propose_marks, record_marks
from toolkit.jobs.change import apply, examine, outdated
from toolkit.jobs.change_records import HeldThen, Nothing, Questions, RecordedToday, RefusedChange, WhoComes
from toolkit.jobs.change_requests import (
    Cancel,
    ChangeLink,
    ChangeRequest,
    Combine,
    LeaveOut,
    LoseMentor,
    LoseRoom,
    Move,
    Swap,
    WasHeld,
)
from toolkit.jobs.publish import mark_told
from toolkit.keeping.changes_file import read_entries
from toolkit.keeping.lock import LOCK_FILE, Lock, advance, read_lock, write_lock
from toolkit.keeping.writing import write_files
from toolkit.model.changes import Days
from toolkit.model.people import Attendance
from toolkit.problems import WouldOverwrite, WrongUsage

DAY = datetime.timedelta(days=1)
LATE = Move("race", cohort="b", time=datetime.time(20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme."""
    return small_folder(tmp_path)


@pytest.mark.parametrize(
    ("request_", "entries"),
    [
        (LATE, [{"cohort": "b", "session": "race", "time": "20:00"}]),
        (
            Move("race", cohort="a", link="https://meet.example.org/snow"),
            [{"cohort": "a", "session": "race", "mode": "online-peer", "link": "https://meet.example.org/snow"}],
        ),
        (
            ChangeLink("https://meet.example.org/new", date("2027-01-26")),
            [{"cohort": "b", "from": "2027-01-26", "link": "https://meet.example.org/new"}],
        ),
        (Cancel("race", "shift"), [{"cohort": "all", "session": "race", "cancelled": "shift"}]),
        (LeaveOut(date("2027-01-26")), [{"cohort": "all", "date": "2027-01-26", "cancelled": "skip"}]),
        (Combine(("a", "b"), "race"), [{"cohort": "b", "session": "race", "combined_with": "a"}]),
        (Swap("ada", cover="bea", session="race"), [{"cohort": "a", "session": "race", "facilitators": ["bea"]}]),
        (Swap("ada", peer_led=True, session="3"), [{"cohort": "a", "session": "race", "facilitators": []}]),
        (
            LoseRoom("hall", Days(date("2027-02-09"), date("2027-02-09"))),
            [
                {"cohort": "all", "date": "2027-02-09", "room_lost": "hall"},
                {"cohort": "a", "session": "race", "room": "annexe"},
            ],
        ),
    ],
)
def test_what_was_examined_is_recorded_and_not_before(
    folder: Path, request_: ChangeRequest, entries: list[dict[str, Any]]
) -> None:
    before = (folder / "changes.yaml").read_bytes()
    found = ready(examine(known(folder), request_))
    assert (folder / "changes.yaml").read_bytes() == before
    apply(found)
    assert written(folder) == [{**entry, "decided": "2027-01-12"} for entry in entries]
    assert (folder / "changes.yaml").read_bytes().startswith(before)


def test_a_meeting_that_was_held_is_recorded_with_its_time(folder: Path) -> None:
    done(folder, WasHeld("fold", cohort="a"), now=on("2027-01-20"))
    assert written(folder) == [
        {"cohort": "a", "session": "fold", "date": "2027-01-19", "time": "18:30", "held": True, "decided": "2027-01-20"}
    ]


def test_a_wish_for_nothing_writes_nothing_and_says_why(folder: Path) -> None:
    found = examine(known(folder), LeaveOut(date("2027-01-20")))
    assert found == Nothing(("Nobody meets on 2027-01-20.",))
    assert examine(known(folder), Move("race", cohort="b", time=datetime.time(19, 30))) == Nothing()
    with pytest.raises(WrongUsage, match="There is no mentor"):
        examine(known(folder), LoseMentor("odile", date("2027-01-26")))


def test_the_same_is_not_done_twice_on_one_day(folder: Path) -> None:
    shift = Cancel("race", "shift", cohort="a")
    done(folder, shift)
    assert dates(folder) == ["01-19", "01-28", "02-23"]
    assert examine(known(folder), shift) == RecordedToday()
    assert examine(known(folder, NOW + datetime.timedelta(hours=6)), shift) == RecordedToday()
    ready(examine(known(folder), shift, again=True))
    ready(examine(known(folder, NOW + DAY), shift))
    ready(examine(known(folder), Cancel("race", "shift", cohort="b")))


def test_calendars_that_were_built_learn_of_a_change_and_of_its_moment(folder: Path) -> None:
    assert not (folder / LOCK_FILE).exists()
    done(folder, Move("fold", cohort="b", time=datetime.time(20)))
    assert not (folder / LOCK_FILE).exists(), "nothing was built"
    plan = known(folder).plan
    write_files(folder, {LOCK_FILE: write_lock(advance(Lock(), all_entries(plan))).encode()})
    done(folder, LATE)
    versions = read_lock((folder / LOCK_FILE).read_text("utf-8")).versions
    risen = {uid: version.modified for uid, version in versions.items() if version.sequence}
    assert {".b.race" in uid for uid in risen} == {True}
    assert set(risen.values()) == {NOW.replace(tzinfo=datetime.UTC)}


def test_what_was_edited_since_is_not_the_same(folder: Path) -> None:
    shift = Cancel("race", "shift", cohort="a")
    done(folder, shift)
    with (folder / "changes.yaml").open("a", encoding="utf-8") as file:
        file.write("  # mine\n")
    ready(examine(known(folder), shift))


@pytest.mark.parametrize(
    ("request_", "did"),
    [
        (LATE, "move race --cohort b --to 20:00"),
        (
            Move("3", date=date("2027-02-11"), time=datetime.time(20), room="The Annexe"),
            "move race --to '2027-02-11 20:00' --room annexe",
        ),
        (Move("Sail", date=date("2027-02-11"), and_later=True), "move sail --to 2027-02-11 --and-later"),
        (Cancel("race", "shift", cohort="Cohort A"), "cancel race --cohort a --then shift"),
        (LeaveOut(date("2027-01-26"), cohort="b"), "skip 2027-01-26 --cohort b"),
        (Combine(("Cohort A", "b"), "3", and_later=True), "combine a b --session race --and-later"),
        (Swap("Ada", cover="Bea", session="3"), "swap ada --with bea --session race"),
        (
            Swap("ada", peer_led=True, days=Days(date("2027-01-20"), date("2027-02-01"))),
            "swap ada --peer-led --from 2027-01-20 --until 2027-02-01",
        ),
        (LoseRoom("the hall", Days(date("2027-02-09"), date("2027-02-09"))), "room lost hall --on 2027-02-09"),
        (LoseRoom("hall", Days(date("2027-02-09"), None)), "room lost hall --from 2027-02-09"),
        (WasHeld("1", cohort="b"), "held fold --cohort b"),
    ],
)
def test_the_history_calls_a_request_by_its_keys_whatever_it_was_named_by(
    folder: Path, request_: ChangeRequest, did: str
) -> None:
    now = on("2027-01-20") if isinstance(request_, WasHeld) else NOW
    assert ready(examine(known(folder, now), request_)).did == did


def test_the_history_knows_the_loss_of_a_mentor_too() -> None:
    assert LoseMentor("odile", date("2027-01-26")).did == "mentor lost odile --from 2027-01-26"


def test_of_a_meeting_of_the_past_that_is_named_it_is_asked_whether_it_was_held(folder: Path) -> None:
    there, move = known(folder, on("2027-01-20")), Move("fold", cohort="a", date=date("2027-01-22"))
    found = examine(there, move)
    assert isinstance(found, Questions)
    assert [(one.meeting.key, one.named, one.needed) for one in found.of] == [(("a", "fold"), True, False)]
    held = examine(there, move, answers={("a", "fold"): True})
    assert isinstance(held, RefusedChange)
    assert (held.because, held.meeting) == ("held", found.of[0].meeting)
    ready(examine(there, move, answers={("a", "fold"): False}))


def test_of_meetings_of_the_past_that_others_would_move_it_is_asked_and_they_stay(folder: Path) -> None:
    there, move = known(folder, on("2027-01-27")), Cancel("fold", "shift", cohort="b")
    found = examine(there, move)
    assert isinstance(found, Questions)
    assert found.of == (HeldThen(known(folder).plan.meeting("b", "sail"), named=False),)  # type: ignore[arg-type]
    refused = examine(there, move, answers={("b", "sail"): False})
    assert isinstance(refused, RefusedChange)
    assert refused.because == "not held"
    apply(ready(examine(there, move, answers={("b", "sail"): True})))
    assert [entry["session"] for entry in written(folder)] == ["sail", "fold"]
    assert dates(folder, "b")[1] == "01-26"
    assert examine(known(folder, on("2027-01-27")), move) == RecordedToday()


def test_a_meeting_that_is_to_come_does_not_go_into_the_past(folder: Path) -> None:
    found = examine(known(folder), Move("race", cohort="a", date=date("2027-01-11")))
    assert isinstance(found, RefusedChange)
    assert (found.because, found.meeting and found.meeting.date) == ("past", date("2027-01-11"))


def test_a_plan_with_errors_is_not_recorded(folder: Path) -> None:
    found = examine(known(folder), LoseRoom("annexe", Days(date("2027-02-09"), date("2027-02-01"))))
    assert isinstance(found, RefusedChange)
    (problem,) = found.problems
    assert (problem.code, problem.line, problem.column, problem.where, problem.source) == ("P028", 0, 0, "", "")


def test_the_first_change_of_all_makes_the_file(folder: Path) -> None:
    (folder / "changes.yaml").unlink()
    done(folder, LATE)
    (entry,) = read_entries((folder / "changes.yaml").read_bytes())
    assert (entry.cohort, entry.session, entry.time) == ("b", "race", datetime.time(20))


def test_a_room_that_was_lost_is_used_only_where_one_insists(folder: Path) -> None:
    done(folder, LoseRoom("annexe", Days(date("2027-02-09"), None)))
    found = ready(examine(known(folder), Move("race", cohort="a", room="annexe")))
    with pytest.raises(WrongUsage, match="recorded as lost"):
        apply(found)
    assert len(written(folder)) == 1
    apply(found, anyway=True)
    assert written(folder)[1]["room"] == "annexe"


def test_a_swap_without_a_name_asks_who_comes(folder: Path) -> None:
    found = examine(known(folder), Swap("ada", session="race"))
    assert isinstance(found, WhoComes)
    assert (found.meeting.key, found.role, [one.person.id for one in found.candidates], found.hosts) == (
        ("a", "race"),
        "facilitator",
        ["bea"],
        ("b",),
    )
    nobody = examine(known(folder), Swap("ada", days=Days(date("2027-03-01"), None)))
    assert nobody == Nothing(("Ada has no such meeting that is still to be held.",))


def test_what_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    found = ready(examine(known(folder), LATE))
    with (folder / "changes.yaml").open("a", encoding="utf-8") as file:
        file.write("  # mine\n")
    with pytest.raises(WouldOverwrite):
        apply(found)


def test_what_another_action_wrote_beside_other_things_is_not_the_same(folder: Path) -> None:
    done(folder, LoseRoom("hall", Days(date("2027-02-09"), date("2027-02-09"))))
    assert examine(known(folder), Move("race", cohort="a", room="annexe")) == Nothing()
    there = known(folder, on("2027-01-20"))
    marks = propose_marks(there.plan, [Attendance("p1", "a", "fold", "present")], now=there.now)
    record_marks(folder, marks, now=there.now)
    assert examine(known(folder, on("2027-01-20")), WasHeld("fold", cohort="a")) == Nothing()


def test_who_would_have_old_information_is_asked_of_the_proposal(folder: Path) -> None:
    assert outdated(ready(examine(known(folder), LATE)).proposal) == ()
    built(folder)
    mark_told(folder, known(folder).plan, pages=(), name="launch", now=NOW)
    (found,) = outdated(ready(examine(known(folder), LATE)).proposal)
    assert (found.publish, found.meetings) == ("launch", (("b", "race"),))
    held = WasHeld("fold", cohort="a")
    assert outdated(ready(examine(known(folder, on("2027-01-20")), held)).proposal) == ()


def test_what_is_not_kept_whole_is_not_taken_for_the_same(folder: Path) -> None:
    """Who else wrote it, in a copy by git: people/ is not among it, so there is no going back to before."""
    done(folder, LATE)
    assert examine(known(folder), LATE) == RecordedToday()
    (record,) = (folder / ".programme/history").glob("*.json")
    record.write_text(json.dumps(json.loads(record.read_text("utf-8")) | {"private": True}), "utf-8")
    assert isinstance(examine(known(folder), LATE), Nothing)
