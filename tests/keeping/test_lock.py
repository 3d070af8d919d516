"""The lock raises the right number at the right time, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from toolkit.keeping.lock import Lock, Version, advance, read_lock, write_lock
from toolkit.model.document import CalendarEntry
from toolkit.problems import ProblemsFound

FIRST = datetime.datetime(2026, 1, 19, tzinfo=datetime.UTC)
DECIDED = datetime.datetime(2027, 1, 20, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
ENTRY = CalendarEntry(
    uid="p.a.tensors@x",
    title="2. Tensors",
    start=datetime.datetime(2027, 1, 19, 18, 30),
    minutes=120,
    zone="Europe/London",
    location="Room 1",
    fallback_stamp=FIRST,
)


def version(lock: Lock) -> Version:
    """The version of the one entry."""
    return lock.versions[ENTRY.uid]


def test_a_new_entry_begins_at_its_own_stamp_with_sequence_0() -> None:
    made = version(advance(Lock(), [ENTRY]))
    assert (made.sequence, made.created, made.modified) == (0, FIRST, FIRST)


def test_a_rebuild_moves_nothing() -> None:
    lock = advance(Lock(), [ENTRY])
    assert advance(lock, [replace(ENTRY, fallback_stamp=DECIDED, changed_stamp=DECIDED)]) == lock


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, start=datetime.datetime(2027, 1, 20, 18, 30)),
        replace(ENTRY, minutes=90),
        replace(ENTRY, location="Room 2"),
        replace(ENTRY, link="https://meet.example/1"),
        replace(ENTRY, zone="Europe/Paris"),
        replace(ENTRY, status="CANCELLED"),
        replace(ENTRY, start=None, zone=None, day=datetime.date(2027, 1, 19)),
    ],
)
def test_another_time_place_length_or_status_raises_the_sequence(changed: CalendarEntry) -> None:
    made = version(advance(advance(Lock(), [ENTRY]), [changed]))
    assert (made.sequence, made.created, made.modified) == (1, FIRST, FIRST + SECOND)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, title="MOVED: 2. Tensors"),
        replace(ENTRY, description="Bring a laptop."),
        replace(ENTRY, categories=("pairing",)),
        replace(ENTRY, geo=(51.7, -1.2)),
        replace(ENTRY, url="https://example.org"),
        replace(ENTRY, transparent=True),
    ],
)
def test_other_words_move_the_stamp_but_not_the_sequence(changed: CalendarEntry) -> None:
    made = version(advance(advance(Lock(), [ENTRY]), [changed]))
    assert (made.sequence, made.modified) == (0, FIRST + SECOND)


def test_an_alarm_is_no_change() -> None:
    lock = advance(Lock(), [ENTRY])
    assert advance(lock, [ENTRY, replace(ENTRY, alarm=60)]) == lock


def test_the_stamp_of_a_change_is_the_day_it_was_decided() -> None:
    moved = replace(ENTRY, minutes=90, changed_stamp=DECIDED)
    assert version(advance(advance(Lock(), [ENTRY]), [moved])).modified == DECIDED


def test_the_stamp_never_goes_back() -> None:
    late = advance(advance(Lock(), [ENTRY]), [replace(ENTRY, minutes=90, changed_stamp=DECIDED)])
    again = replace(ENTRY, minutes=60, changed_stamp=DECIDED - datetime.timedelta(days=9))
    assert version(advance(late, [again])).modified == DECIDED + SECOND


def test_a_change_to_what_only_some_may_see_counts_for_all() -> None:
    private = replace(ENTRY, location="Online: https://meet.example/1")
    lock = advance(Lock(), [ENTRY, private])
    assert advance(lock, [private, ENTRY, private]) == lock
    assert version(advance(lock, [ENTRY, replace(private, location="Online: https://meet.example/2")])).sequence == 1


def test_an_entry_that_is_made_no_longer_keeps_its_numbers() -> None:
    lock = advance(advance(Lock(), [ENTRY]), [replace(ENTRY, minutes=90)])
    assert advance(lock, []) == lock
    assert version(advance(advance(lock, []), [ENTRY])).sequence == 2


def test_one_entry_leaves_the_others_as_they_are() -> None:
    other = replace(ENTRY, uid="p.b.tensors@x")
    lock = advance(Lock(), [ENTRY, other])
    assert advance(lock, [replace(ENTRY, minutes=90), other]).versions[other.uid] == lock.versions[other.uid]


def test_the_text_of_a_lock_reads_back_and_is_the_same_in_any_order() -> None:
    other = replace(ENTRY, uid="p.b.tensors@x", title="Größe \ud800 “x”")
    lock = advance(Lock(), [ENTRY, other])
    assert read_lock(write_lock(lock)) == lock
    assert write_lock(advance(Lock(), [other, ENTRY])) == write_lock(lock)


def test_no_text_is_an_empty_lock() -> None:
    assert read_lock("") == Lock()


DAMAGED = (
    "<<<<<<< ours",
    "[]",
    "{}",
    '{"entries": []}',
    '{"entries": {"a": 1}}',
    '{"entries": {"a": {}}}',
    '{"entries": {"a": {"content": "", "occasion": "", "sequence": "x", "created": "", "modified": ""}}}',
)


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_lock_is_a_problem_and_not_a_new_beginning(text: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_lock(text)
    assert [problem.code for problem in caught.value.problems] == ["P005"]


@pytest.mark.parametrize(
    ("created", "fits"),
    [
        ("1899-12-31T23:59:59Z", False),
        ("1900-01-01T00:00:00Z", True),
        ("2199-12-31T23:59:59Z", True),
        ("2200-01-01T00:00:00Z", False),
    ],
)
def test_a_lock_with_a_moment_that_no_calendar_holds_is_damaged(created: str, fits: bool) -> None:
    text = write_lock(advance(Lock(), [ENTRY])).replace("2026-01-19T00:00:00Z", created)
    if fits:
        read_lock(text)
        return
    with pytest.raises(ProblemsFound) as found:
        read_lock(text)
    (problem,) = found.value.problems
    assert (problem.file, problem.line, problem.column, problem.code) == (".programme/calendar.lock", 0, 0, "P005")


def test_what_is_given_back_is_told_after_what_was_taken_even_within_a_second() -> None:
    taken = advance(advance(Lock(), [ENTRY]), [ENTRY, replace(ENTRY, withdrawn_from="p1")])
    assert version(taken).withdrawn == (("p1", 1),)
    again = version(advance(taken, [ENTRY], holders={ENTRY.uid: ["p1"]}))
    assert (again.sequence, again.modified, again.withdrawn) == (2, version(taken).modified + 2 * SECOND, ())
    late = version(advance(taken, [ENTRY], holders={ENTRY.uid: ["p1"]}, moment=DECIDED))
    assert late.modified == DECIDED
    assert version(advance(taken, [ENTRY], holders={"other": ["p1"]})) == version(taken)


def test_what_was_taken_from_one_under_an_older_number_is_given_back_as_it_stands_and_others_keep_theirs() -> None:
    taken = advance(advance(Lock(), [ENTRY]), [ENTRY, *(replace(ENTRY, withdrawn_from=id) for id in ("p1", "p2"))])
    before = replace(version(taken), sequence=5)
    again = version(advance(Lock({ENTRY.uid: before}), [ENTRY], holders={ENTRY.uid: ["p1"]}))
    assert again == replace(before, withdrawn=(("p2", 1),))


def test_the_lock_holds_short_hashes() -> None:
    made = version(advance(Lock(), [ENTRY]))
    assert (len(made.content), len(made.occasion)) == (16, 16)


def test_a_copy_that_is_withdrawn_has_a_version_of_its_own() -> None:
    gone = replace(ENTRY, withdrawn_from="p1")
    lock = advance(advance(Lock(), [ENTRY]), [ENTRY, gone])
    own = lock.version_of(gone)
    assert lock.version_of(ENTRY) == version(lock)
    assert (own.sequence, own.modified) == (1, version(lock).modified + SECOND)
