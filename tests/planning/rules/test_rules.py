"""Each rule with what it tells and what it lets pass. The wording and the places are in tests/examples."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from tests.planning.small_programme import clinic, cohort, numbered, programme
from toolkit.model.curriculum import Homework
from toolkit.model.people import Attendance, Facilitator, Participant, Room
from toolkit.model.programme import Clinic, Programme, ReservedName
from toolkit.model.told import Publish
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.readiness import PLACEHOLDER
from toolkit.problem_codes import CODES


def codes(found: Programme, today: str | None = None) -> set[str]:
    day = datetime.date.fromisoformat(today) if today else None
    return {problem.code for problem in find_problems(plan_of(found), today=day)}


def changed(*changes: dict[str, Any], **values: Any) -> set[str]:
    return codes(programme(changes=list(changes), **values))


def test_nothing_is_wrong_with_the_small_programme() -> None:
    assert codes(programme(), "2026-11-23") == set()


def test_problems_are_sorted_unique_and_known() -> None:
    found = find_problems(plan_of(programme(cohorts=(cohort("a"), cohort("b")), contact=None)), today=None)
    assert list(found) == sorted(set(found))
    assert all(problem.code in CODES for problem in found)


def test_the_past_is_told_only_when_today_is_known_and_nothing_was_held() -> None:
    assert codes(programme(), "2027-01-20") == {"P069"}
    assert codes(programme(), "2027-01-19") == set()
    assert codes(programme(changes=[{"cohort": "a", "session": "s1", "held": True}]), "2027-01-20") == set()
    launch = Publish(name="launch", moment=datetime.datetime(2027, 1, 10), file=".programme/published/01.json")
    assert codes(replace(programme(), publishes=(launch,)), "2027-01-20") == set()


@pytest.mark.parametrize(("date", "code"), [("2027-01-27", None), ("2027-02-16", "P060"), ("2027-03-24", "P062")])
def test_a_meeting_moved_to_a_closed_day_is_told(date: str, code: str | None) -> None:
    found = changed({"cohort": "a", "session": "s2", "date": date})
    assert found & {"P060", "P061", "P062"} == ({code} if code else set())


def test_a_cancelled_meeting_is_nowhere_and_disturbs_nobody() -> None:
    drops = [{"cohort": "b", "session": f"s{n}", "cancelled": "drop"} for n in (1, 2, 3)]
    both = (cohort("a"), cohort("b", members=("p4", "p5", "p6")))
    assert changed(cohorts=both) == {"P067"}
    assert changed(*drops, cohorts=both) == set()


@pytest.mark.parametrize(
    ("time", "date", "code"),
    [("01:30", "2027-03-28", "P063"), ("01:30", "2027-10-31", "P064"), ("02:30", "2027-10-31", None)],
)
def test_clocks(time: str, date: str, code: str | None) -> None:
    assert changed({"cohort": "a", "session": "s3", "date": date, "time": time}) & {"P063", "P064"} == (
        {code} if code else set()
    )


def test_a_clinic_with_a_date_of_its_own_comes_before_the_sessions_that_need_it() -> None:
    first, second = (replace(one, head=one.head.model_copy(update={"needs": ("set-up",)})) for one in numbered(2))

    def told(date: str | None) -> list[tuple[str, str]]:
        found = find_problems(
            plan_of(programme(sessions=(clinic(), first, second), clinic=Clinic.model_validate({"date": date}))),
            today=None,
        )
        return [(problem.where, problem.message) for problem in found if problem.code == "P043"]

    assert told(None) == told("2027-01-18") == []
    assert told("2027-01-20") == [
        ("clinic › date", "Cohort A, s1, 2027-01-19 18:30: it needs set-up, which is held later (2027-01-20).")
    ]
    assert told("2027-02-20") == [
        (
            "clinic › date",
            "Cohort A, s1, 2027-01-19 18:30: it needs set-up, which is held later (2027-02-20). 1 more like it.",
        )
    ]


@pytest.mark.parametrize("title", ["", "  "])
def test_a_programme_without_a_title_is_told(title: str) -> None:
    assert "P021" in codes(programme(title=title))


def test_two_cohorts_have_two_names() -> None:
    def told(first: str, second: str) -> bool:
        return "P113" in codes(
            programme(cohorts=tuple(replace(cohort(key), label=label) for key, label in (("a", first), ("b", second))))
        )

    assert told("Same", "Same")
    assert told("Same", "same ")
    assert not told("Alder", "Birch")


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("Tuesdays after six", False),
        ("", True),
        ("Mon-Fri 08:00-22:00; Sat 10:00-18:00", True),
        ("ask the porter", False),
    ],
)
def test_opening_hours_that_nobody_can_read_are_told_at_the_room(text: str, clear: bool) -> None:
    small = programme()
    rooms = {"hall": Room("hall", "Hall", open=text)}
    found = find_problems(plan_of(replace(small, people=replace(small.people, rooms=rooms))), today=None)
    assert [problem.where for problem in found if problem.code == "P114"] == ([] if clear else ["hall"])


def test_one_person_is_not_called_people() -> None:
    (problem,) = [
        problem
        for problem in find_problems(plan_of(programme(cohorts=(cohort("a", members=(), expected=1),))), today=None)
        if problem.code == "P085"
    ]
    assert "expects 1 person;" in problem.message


def test_sessions_outside_the_term_are_named_but_not_the_clinic() -> None:
    (problem,) = find_problems(plan_of(programme(sessions=(clinic(), *numbered(9)))), today=None)
    assert (problem.code, "s8, s9" in problem.message) == ("P065", True)


def test_a_programme_that_never_finds_a_day_is_told() -> None:
    assert codes(programme(day=("tue",), breaks=(_ever(),))) >= {"P077"}
    assert codes(programme(start=None, term=None)) == {"P021"}


def _ever() -> Any:
    from tests.planning.small_programme import pause

    return pause("2027-01-01", "2030-01-01")


def test_a_room_counts_facilitators_and_cohorts_that_join() -> None:
    small = programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), room=None)))
    joins = replace(small, changes=programme(changes=[{"cohort": "b", "session": "s2", "combined_with": "a"}]).changes)
    for seats, found in ((7, set()), (6, {"P066"})):
        people = replace(small.people, rooms={"hall": Room("hall", "Hall", seats=seats, step_free="yes")})
        assert codes(replace(joins, people=people)) & {"P066"} == found


@pytest.mark.parametrize(
    ("allowed", "seats", "told"), [(2, 20, False), (1, 20, True), (0, 20, True), (2, 7, False), (2, 6, True)]
)
def test_cohorts_share_a_room_as_far_as_it_allows_and_holds_them(allowed: int, seats: int, told: bool) -> None:
    small = programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"))))
    people = replace(small.people, rooms={"hall": Room("hall", "Hall", seats=seats, cohorts=allowed, step_free="yes")})
    assert ("P067" in codes(replace(small, people=people))) is told


def test_meetings_one_after_another_share_a_room() -> None:
    assert (
        codes(programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), times=(datetime.time(19, 30),)))))
        == set()
    )
    assert "P067" in codes(
        programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), times=(datetime.time(19, 29),))))
    )


def test_a_facilitator_may_go_about_in_one_room_but_not_be_in_two() -> None:
    ada, rooms = (
        Facilitator("ada", "Ada"),
        (
            Room("r1", "One", cohorts=2, step_free="yes"),
            Room("r2", "Two", step_free="yes"),
        ),
    )

    def told(*where: Room) -> bool:
        cohorts = [make_cohort(key, facilitators=("ada",), room=room.id) for key, room in zip("ab", where, strict=True)]
        meetings = [
            make_meeting(c, make_session(), room=room, facilitators=(ada,))
            for c, room in zip(cohorts, where, strict=True)
        ]
        return "P068" in {
            problem.code for problem in find_problems(make_plan(meetings, facilitators=[ada]), today=None)
        }

    assert not told(rooms[0], rooms[0])
    assert told(rooms[0], rooms[1])


@pytest.mark.parametrize(("second", "told"), [("19:29", True), ("19:30", False)])
def test_a_cohort_does_not_meet_twice_at_once_even_while_nobody_is_in_it(second: str, told: bool) -> None:
    times = (datetime.time(18, 30), datetime.time.fromisoformat(second))
    empty = cohort("a", members=(), facilitators=(), room=None, times=times, expected=5)
    found = [
        problem
        for problem in find_problems(plan_of(programme(cohorts=(empty,))), today=None)
        if problem.level == "error"
    ]
    assert [problem.code for problem in found] == (["P068"] if told else [])


def test_a_cohort_that_meets_twice_at_once_is_told_once_and_not_of_each_member_and_room() -> None:
    two = cohort("a", members=("p1", "p2", "p3"), times=(datetime.time(18, 30), datetime.time(19)))
    found = [
        problem for problem in find_problems(plan_of(programme(cohorts=(two,))), today=None) if problem.level == "error"
    ]
    assert [problem.code for problem in found] == ["P068"]
    assert "Cohort A would meet twice at once: s1, 2027-01-19 18:30, and s2, 2027-01-19 19:00" in found[0].message


def test_a_meeting_moved_onto_another_of_its_cohort_is_told_at_the_change() -> None:
    from tests.examples import SMALL
    from toolkit.problems import SourceFile

    onto = {"cohort": "a", "session": "s3", "date": "2027-01-26", "time": "18:45"}
    crowded = replace(
        programme(changes=[onto]),
        sources={"changes.yaml": SourceFile("changes.yaml", (SMALL.name,), {("changes", 0, "date"): (1, 1)})},
    )
    assert {
        (problem.code, problem.file)
        for problem in find_problems(plan_of(crowded), today=None)
        if problem.level == "error"
    } == {("P068", "changes.yaml")}
    assert "P068" not in changed({**onto, "time": "19:30"})


def test_a_member_of_two_cohorts_is_told_and_in_two_places_only_at_the_same_time() -> None:
    later = cohort("b", members=("p1", "p5", "p6"), days=("thu",))
    assert codes(programme(cohorts=(cohort("a"), later))) == {"P083"}
    assert codes(programme(cohorts=(cohort("a"), replace(later, days=("tue",))))) == {"P083", "P067", "P068"}


def test_two_sessions_in_one_week_add_their_preparation() -> None:
    assert "P044" not in codes(programme(sessions=9, fit="double"))
    small = programme(sessions=9, fit="double")
    assert "P044" in codes(replace(small, curriculum=small.curriculum.model_copy(update={"weekly_load": 19})))
    once = programme(sessions=3)
    assert "P044" not in codes(replace(once, curriculum=once.curriculum.model_copy(update={"weekly_load": 10})))


def test_a_session_says_what_is_next_for_those_who_read_inside_wherever_the_next_one_is_prepared_at_home() -> None:
    first, second, last = programme(sessions=3).sessions
    silent = replace(first, next_inside="")
    nothing = replace(second, head=second.head.model_copy(update={"items": ()}))
    written = replace(
        nothing,
        head=nothing.head.model_copy(update={"homework": (Homework(what="A page", minutes=10, reading="before"),)}),
    )
    assert "P107" in codes(programme(sessions=(silent, second, last)))
    assert "P107" in codes(programme(sessions=(silent, written, last)))
    assert "P107" not in codes(programme(sessions=(silent, nothing, last)))
    assert "P107" not in codes(programme(sessions=(first, second, replace(last, next_inside=""))))
    small = programme(sessions=(silent, second, last))
    assert "P107" not in codes(replace(small, curriculum=small.curriculum.model_copy(update={"readings": ("before",)})))


def test_attendance_names_people_cohorts_and_sessions_that_exist_and_each_unknown_one_is_told_once() -> None:
    small = programme()

    def told(*rows: Attendance) -> list[str]:
        found = replace(small, people=replace(small.people, attendance=rows))
        return sorted(problem.code for problem in find_problems(plan_of(found), today=None))

    assert told(Attendance("p1", "a", "s1", "present"), Attendance("p1", "a", "s2", "absent")) == []
    assert told(Attendance("x", "a", "s1", "present"), Attendance("x", "a", "s2", "absent")) == ["P032"]
    assert told(Attendance("p1", "x", "s9", "present"), Attendance("p1", "y", "s9", "present")) == [
        "P030",
        "P031",
        "P031",
    ]


@pytest.mark.parametrize(("members", "told"), [(2, True), (3, False), (8, False), (9, True)])
def test_a_cohort_has_as_many_members_as_its_run_sheets_are_written_for(members: int, told: bool) -> None:
    named = tuple(f"p{number}" for number in range(1, members + 1))
    small = programme(cohorts=(cohort("a", members=named),))
    people = replace(small.people, participants={id: Participant(id, id) for id in named})
    assert codes(replace(small, people=people)) == ({"P085"} if told else set())
    assert (
        codes(replace(programme(cohorts=(cohort("a", members=named, mode="solo"),)), people=people)) & {"P085"} == set()
    )


def test_people_expected_are_told_once_for_all_cohorts_with_how_many_cohorts_they_make() -> None:
    crowded = tuple(
        cohort(key, members=(), expected=15, days=(day,)) for key, day in zip("ab", ("tue", "thu"), strict=True)
    )
    (problem,) = [
        problem
        for problem in find_problems(plan_of(programme(cohorts=crowded, people=30)), today=None)
        if problem.code == "P085"
    ]
    assert "Cohort A expects 15 people" in problem.message
    assert "1 more like it" in problem.message
    assert "6 cohorts" in problem.hint


@pytest.mark.parametrize("kind", ["pairing", "clinic", "talk"])
def test_two_modes_that_differ_in_words_only_are_told_for_every_kind_of_session(kind: str) -> None:
    (one,) = numbered(1)
    same = replace(one, head=one.head.model_copy(update={"kind": kind, "variants": ()}))
    assert "P054" in codes(programme(sessions=(same,)))
    assert "P054" not in codes(programme(sessions=(one,)))


def test_a_mode_without_run_sheets_is_told() -> None:
    assert "P053" in codes(programme(cohorts=(cohort("a", mode="online-mentored"),)))
    assert "P053" in changed({"cohort": "a", "session": "s2", "mode": "solo"})
    assert codes(programme(cohorts=(cohort("a", mode="online-peer", reading="inside"),))) == set()


def test_a_skip_is_a_change_that_does_something() -> None:
    assert changed({"cohort": "a", "date": "2027-01-26"}) == set()
    assert changed({"cohort": "a", "session": "s2", "mentor": None}) == set()
    assert changed({"cohort": "a", "session": "s2", "reason": "because"}) == {"P078"}


def test_a_wrong_until_is_told() -> None:
    wrong = {"cohort": "a", "from": "2027-01-26", "until": "2027-01-25"}
    assert changed(wrong) == {"P028"}
    assert changed({**wrong, "room_lost": "hall", "cohort": "all"}) == {"P028"}
    assert changed({**wrong, "until": "2027-01-26"}) == set()
    assert changed({"cohort": "a", "date": "2027-01-26", "until": "2027-01-28"}) == {"P078"}
    assert changed({"cohort": "a", "session": "s2", "until": "2027-01-28", "held": True}) == {"P078"}


def test_a_reserved_name_counts_as_a_whole_word_only() -> None:
    names = (ReservedName(name="BOAT", owner="Us", reason="Ours."),)
    assert codes(replace(programme(title="The boat course"), reserved_names=names)) == {"P091"}
    assert codes(replace(programme(title="The boating course"), reserved_names=names)) == set()


@pytest.mark.parametrize(
    "text", ["TODO", "x TBC.", "[your name]", "[insert room]", "<name>", "<your city>", "<...>", "Lorem ipsum dolor"]
)
def test_placeholders_are_known(text: str) -> None:
    assert PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text",
    ["todo", "a < b and c > d", "<https://example.org>", "[1]", "[see the list](x)", "TODOS", "x<5>y", "<a@b.org>"],
)
def test_plain_text_is_no_placeholder(text: str) -> None:
    assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text", ["{{ cookiecutter.title }}", "{{slug}}", "{% if x %}", "<a name>", "<code of the door>"]
)
def test_what_a_template_left_and_what_only_begins_like_markup_is_a_placeholder(text: str) -> None:
    assert PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "text", ["Ring <b>knock</b>", "one<br>two<BR />", "{a} and {b}", "{{1, 2}, {3}}", "{}", "100 %}"]
)
def test_markup_and_braces_are_no_placeholders(text: str) -> None:
    assert not PLACEHOLDER.search(text)


def test_data_kept_after_the_day_that_people_were_told_is_told_when_today_is_known() -> None:
    told = programme().settings.sign_up.model_copy(update={"keep_until": datetime.date(2027, 6, 30)})
    held = programme(changes=[{"cohort": "a", "session": "s1", "date": "2027-01-19", "held": True}], sign_up=told)
    assert "P086" in codes(held, "2027-07-01")
    assert "P086" not in codes(held, "2027-06-30")
    assert "P086" not in codes(held)
    assert "P086" not in codes(replace(held, people=replace(held.people, participants={})), "2027-07-01")


@pytest.mark.parametrize(
    ("mode", "mentor", "told"),
    [("in-person-mentored", None, True), ("in-person-mentored", "ada", False), ("in-person-peer", None, False)],
)
def test_a_mentored_cohort_without_a_mentor_is_told(mode: str, mentor: str | None, told: bool) -> None:
    assert ("P094" in codes(programme(cohorts=(cohort("a", mode=mode, mentor=mentor),)))) is told


def test_who_is_in_no_cohort_is_named_unless_they_wait_or_have_left() -> None:
    small = programme(cohorts=(cohort("a", members=("p1", "p2", "p3")),))
    states = {
        "p1": "accepted",
        "p4": "applied",
        "p5": "accepted",
        "p6": "waiting",
        "p7": "declined",
        "p8": "applied",
        "p9": "applied",
    }

    def told(*ids: str) -> list[str]:
        everyone = {id: Participant(id, id, status=states[id]) for id in ids}  # type: ignore[arg-type]
        found = find_problems(plan_of(replace(small, people=replace(small.people, participants=everyone))), today=None)
        return [problem.message for problem in found if problem.code == "P095"]

    assert told(*states) == ["p4, p5, p8 and 1 more are in no cohort."]
    assert told("p1", "p4") == ["p4 is in no cohort."]
    assert told("p1", "p6", "p7") == []
