"""The table of who is told what of their place: every status, told before or not, member or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.rich_plan import PEOPLE, rich_plan, shipped_types
from tests.documents.test_places import with_people
from tests.documents.told_plans import DAY, changed, published
from toolkit.documents.messages import make_messages
from toolkit.model.document import Invitation, Message
from toolkit.model.people import STATUSES, PersonStatus
from toolkit.model.plan import Plan
from toolkit.model.programme import Sender
from toolkit.planning.answers import told_answers, told_of_place

PLACE = "you have a place"
MOVED = "2. On attention has changed"
WAITS = "you are on the waiting list"
LOST = "your group has changed"
REFUSED = "no place this time"
LEFT = "you are no longer taking part"
NOTHING = ""

TABLE: dict[tuple[PersonStatus, str], tuple[str, str, str, str]] = {
    ("applied", "others are accepted"): (PLACE, MOVED, NOTHING, LOST),
    ("accepted", ""): (PLACE, MOVED, WAITS, LOST),
    ("waiting", ""): (WAITS, LOST, WAITS, LOST),
    ("declined", ""): (NOTHING, LEFT, REFUSED, LEFT),
    ("withdrawn", ""): (NOTHING, LEFT, NOTHING, LEFT),
}
"""By status, what is said to: a member not told, a member told, one in no cohort not told, one in no cohort told of a
place. A meeting has moved meanwhile. Nothing is said to a member who is declined or withdrawn and was never told: the
organiser's files contradict each other, and `check` says so (P112)."""

ROWS = [
    (status, member, told, said[2 * (not member) + told])
    for (status, _), said in TABLE.items()
    for member in (True, False)
    for told in (False, True)
]


def plan_of(status: PersonStatus, *, member: bool, told: bool) -> Plan:
    """p1 in a cohort of accepted people, or taken out of it; who was told is told what the plan said with them in it,
    or without."""
    people = [replace(person, status="accepted") for person in PEOPLE]
    before = published(with_people(rich_plan(), *people))
    plan = before if told else _without(before, "p1", publish=True)
    plan = plan if member else _without(plan, "p1", publish=False)
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    plan = changed(plan, "attention", date=meeting.date + DAY, status="moved")
    return with_people(plan, replace(people[0], status=status))


def _without(plan: Plan, id: str, *, publish: bool) -> Plan:
    """The plan without this member: as it was told, or as it is."""
    told = plan.programme.told
    assert told is not None
    if publish:
        members = {key: tuple(one for one in ids if one != id) for key, ids in told.members.items()}
        return replace(plan, programme=replace(plan.programme, told=told.model_copy(update={"members": members})))
    cohorts = tuple(
        replace(cohort, members=tuple(one for one in cohort.members if one != id)) for cohort in plan.programme.cohorts
    )
    here = {cohort.key: cohort for cohort in cohorts}
    meetings = tuple(replace(meeting, cohort=here[meeting.cohort.key]) for meeting in plan.meetings)
    return replace(plan, meetings=meetings, programme=replace(plan.programme, cohorts=cohorts))


def said_to(plan: Plan, id: str) -> list[Message]:
    types, base = shipped_types("message-place", "message-person")
    made = make_messages(plan, types, base=base)
    return [one for one in made if isinstance(one, Message) and one.person == id]


def test_the_table_knows_every_status() -> None:
    assert {status for status, _ in TABLE} == set(STATUSES)


@pytest.mark.parametrize(("status", "member", "told", "words"), ROWS)
def test_what_is_said_and_that_nothing_else_is(status: PersonStatus, member: bool, told: bool, words: str) -> None:
    made = said_to(plan_of(status, member=member, told=told), "p1")
    assert [one.subject.rpartition(": ")[2] for one in made] == ([words] if words else [])
    for one in made:
        assert bool(one.entries) == (words in (PLACE, MOVED))
        assert ("cannot offer you a place" in one.text) == (words == REFUSED)
        assert ("thank you for applying" in one.text) == (words in (WAITS, REFUSED))


@pytest.mark.parametrize(("status", "member", "told", "words"), ROWS)
def test_only_those_with_a_place_are_invited(status: PersonStatus, member: bool, told: bool, words: str) -> None:
    plan = plan_of(status, member=member, told=told)
    settings = plan.programme.settings.model_copy(update={"sender": Sender(name="Ada", email="ada@example.org")})
    types, base = shipped_types("message-place", "message-person")
    plan = replace(plan, programme=replace(plan.programme, settings=settings))
    made = make_messages(plan, types, base=base, invitations=True)
    asked = [one for one in made if isinstance(one, Invitation) and one.attendee.email == PEOPLE[0].email]
    assert bool(asked) == (words in (PLACE, MOVED))


def test_who_left_was_told_so_once_and_is_still_no_stranger_after_the_next_publish() -> None:
    plan = plan_of("declined", member=False, told=True)
    told = plan.programme.told
    assert told is not None
    later = published(plan).programme.told
    assert later is not None
    update = {"answers": told_answers(plan), "placed": tuple(told_of_place(plan.programme))}
    plan = replace(plan, programme=replace(plan.programme, told=later.model_copy(update=update)))
    assert said_to(plan, "p1") == []
    waiting = with_people(plan, replace(PEOPLE[0], status="waiting"))
    assert [one.subject.rpartition(": ")[2] for one in said_to(waiting, "p1")] == [LOST]


def test_who_lost_a_place_and_is_asked_for_other_times_reads_that_it_is_gone() -> None:
    (one,) = said_to(plan_of("accepted", member=False, told=True), "p1")
    assert "its meetings are not yours any more" in one.text


def group_mail(plan: Plan, id: str) -> list[Message]:
    types, base = shipped_types("message-facilitator")
    return [one for one in make_messages(plan, types, base=base) if isinstance(one, Message) and one.person == id]


@pytest.mark.parametrize("id", ["f1", "m1"])
@pytest.mark.parametrize(
    ("status", "member", "told", "words"),
    [
        ("accepted", True, False, "Person Number1 joins."),
        ("withdrawn", True, True, "Person Number1 is no longer in the group."),
        ("accepted", False, True, "Person Number1 is no longer in the group."),
        ("accepted", True, True, ""),
        ("declined", True, False, ""),
    ],
)
def test_who_runs_or_mentors_a_group_is_told_who_joins_and_leaves(
    id: str, status: PersonStatus, member: bool, told: bool, words: str
) -> None:
    (one,) = group_mail(plan_of(status, member=member, told=told), id)
    assert words in one.text
    assert ("Who is in your group has changed, too" in one.text) == bool(words)


def test_where_only_the_group_changed_nothing_is_said_of_calendars() -> None:
    plan = plan_of("withdrawn", member=True, told=True)
    told = plan.meeting("a", "attention")
    assert told is not None
    plan = changed(plan, "attention", date=told.date - DAY, status="planned")
    (one,) = group_mail(plan, "f1")
    assert one.subject.endswith(": who is in your group")
    assert "calendar" not in one.text
    assert one.entries == ()
    assert said_to(plan, "p2") == []


def test_who_joins_late_is_told_the_next_meeting_what_was_missed_and_no_calendar_of_the_past() -> None:
    plan = changed(plan_of("accepted", member=True, told=False), "backprop", held=True)
    (one,) = said_to(plan, "p1")
    assert "You join a group that has met 1 time already. Your first meeting is on Wednesday 27 January" in one.text
    assert "Session 1: On backprop\n  A paper: section 1 (about 40 min): https://example.org/paper" in one.text
    assert [entry.title for entry in one.entries] == ["MOVED: 2. On attention"]
    (before,) = said_to(plan_of("accepted", member=True, told=False), "p1")
    assert "catch up" not in before.text
    assert len(before.entries) == 2
