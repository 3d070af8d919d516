"""What the report on forming cohorts holds: every figure of it, by name, for private eyes."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.rich_plan import AMARA, JONAS, PEOPLE, rich_plan
from tests.documents.test_places import with_people
from toolkit.documents.shapes.report import HardHoursView, ReportView
from toolkit.documents.views.reader import Reader
from toolkit.documents.views.report import clock_words, report_view
from toolkit.model.fields import Turn
from toolkit.model.formed import Asked, Formed, Suggested, WithoutPlace
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort

EVENING = "Tue 18:00-21:00"


def times(plan: Plan, **texts: str) -> Plan:
    """The plan with times of some of the five people, by id."""
    people = plan.programme.people.participants
    return with_people(plan, *(replace(people[id], available=text) for id, text in texts.items()))


def led(plan: Plan, *facilitators: Facilitator) -> Plan:
    people = replace(plan.programme.people, facilitators={one.id: one for one in facilitators})
    return replace(plan, programme=replace(plan.programme, people=people))


def formed(plan: Plan, **values: object) -> Plan:
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    found = Formed(**{"bound": 9, "reachable": 9, "members": members, **values})  # type: ignore[arg-type]
    return replace(plan, programme=replace(plan.programme, formed=found))


def report(plan: Plan) -> ReportView:
    found = report_view(Reader(plan, "private"))
    assert found is not None
    return found


def test_there_is_none_without_times_without_meetings_and_for_others() -> None:
    plan = rich_plan()
    assert report_view(Reader(plan, "private")) is None
    some = times(plan, p1=EVENING)
    assert report_view(Reader(some, "private")) is not None
    assert report_view(Reader(some, "share")) is None
    assert report_view(Reader(replace(some, meetings=()), "private")) is None
    if_needed = with_people(plan, replace(PEOPLE[0], if_needed=EVENING))
    assert report_view(Reader(if_needed, "private")) is not None


def test_the_bound_counts_while_the_members_are_those_that_were_formed() -> None:
    plan = times(rich_plan(), p1=EVENING)
    assert (report(plan)["bound"], report(plan)["outdated"]) == (0, False)
    fresh = report(formed(plan))
    assert (fresh["bound"], fresh["outdated"]) == (9, False)
    stale = report(formed(plan, members={"a": ("p1",)}))
    assert (stale["bound"], stale["outdated"]) == (0, True)


def test_people_are_counted_who_come_or_have_no_place() -> None:
    plan = times(rich_plan(), p1=EVENING)
    gone = with_people(plan, replace(PEOPLE[1], status="declined"), Participant("w", "Wes", status="waiting"))
    found = report(gone)
    assert (found["people"], found["placed"], found["zone"], found["minutes"]) == (5, 4, "London time", 120)


def test_the_map_has_a_row_for_each_half_hour_at_which_anybody_is_free() -> None:
    heat = report(times(rich_plan(), p1="Mon 18:00-19:00", p2="Sun 20:00-20:30, Mon 18:30-19:00"))["heat"]
    assert [(day["name"], day["x"]) for day in heat["days"]][::6] == [("Monday", 64), ("Sunday", 64 + 6 * 96)]
    assert [(hour["name"], hour["y"]) for hour in heat["hours"]] == [("18:00", 26), ("19:00", 66), ("20:00", 106)]
    assert (heat["width"], heat["height"], heat["row"], heat["most"]) == (64 + 7 * 96 + 2, 26 + 5 * 20 + 12, 20, 2)
    assert len(heat["cells"]) == 7 * 5
    assert heat["cells"][0] == {"x": 64, "y": 26, "gladly": 1, "if_needed": 0, "tone": 2}
    assert heat["cells"][1] == {"x": 64, "y": 46, "gladly": 2, "if_needed": 0, "tone": 4}
    assert heat["cells"][-1] == {"x": 64 + 6 * 96, "y": 106, "gladly": 1, "if_needed": 0, "tone": 2}
    assert heat["words"][0] == "Monday: 18:00 to 19:00, at most 2 at 18:30"
    assert heat["words"][1] == "Tuesday: nobody"


def test_a_map_of_a_whole_day_has_lower_rows_and_ends_at_midnight() -> None:
    heat = report(times(rich_plan(), p1="Mon 00:00-24:00"))["heat"]
    assert (heat["row"], len(heat["cells"])) == (16, 7 * 48)
    assert heat["words"][0] == "Monday: 00:00 to 24:00, at most 1 at 00:00"
    assert [heat["hours"][0]["name"], heat["hours"][-1]["name"]] == ["00:00", "24:00"]
    assert report(times(rich_plan(), p1="Mon 06:00-23:00"))["heat"]["row"] == 20
    assert (clock_words(0), clock_words(1439)) == ("00:00", "23:59")


def test_without_any_hour_that_can_be_read_the_map_is_one_row() -> None:
    assert len(report(times(rich_plan(), p1="whenever"))["heat"]["cells"]) == 7


def test_the_best_starts_are_named_with_who_could_come_and_run_them() -> None:
    ada = replace(AMARA, available="Tue 18:00-22:00")
    found = report(led(times(rich_plan(), p1="Tue 18:00-20:30", p2="Tue 18:30-20:30"), ada))["best"]
    assert found[0] == {"when": "Tue 18:30", "people": 2, "facilitators": 1}
    assert {"when": "Tue 18:00", "people": 1, "facilitators": 1} in found
    many = report(led(times(rich_plan(), p1="Tue 08:00-22:00"), replace(AMARA, available="Tue 08:00-22:00")))["best"]
    assert len(many) == 6


def test_each_cohort_stands_in_the_week_with_its_place_and_who_runs_it() -> None:
    plan = times(rich_plan(cohorts="ab"), p1=EVENING)
    week = report(plan)["week"]
    assert [row["when"] for row in week["rows"]] == ["Tue 18:30", "Tue 18:30"]
    assert week["rows"][0] == {
        "key": "A",
        "when": "Tue 18:30",
        "label": "Cohort A",
        "place": "no room yet",
        "by": "Amara Nwosu",
        "people": "5 people",
    }
    assert (week["words"], week["other"]) == ("Cohort A: Tue 18:30; Cohort B: Tue 18:30", "")
    first, second = plan.programme.cohorts
    others = (replace(first, mode="online-peer", facilitators=()), replace(second, room="r1"))
    rows = report(replace(plan, programme=replace(plan.programme, cohorts=others)))["week"]["rows"]
    assert [(row["place"], row["by"]) for row in rows] == [
        ("online", "no facilitator yet"), ("Room 1", "Amara Nwosu"),
    ]  # fmt: skip
    alone = replace(plan, programme=replace(plan.programme, cohorts=(first, replace(second, mode="solo"))))
    assert [row["key"] for row in report(alone)["week"]["rows"]] == ["A"]
    late = replace(first, days=("mon", "wed"), times=(datetime.time(20),), minutes=45)
    rows = report(replace(plan, programme=replace(plan.programme, cohorts=(late, second))))["week"]["rows"]
    assert [(row["key"], row["when"]) for row in rows] == [("A", "Mon 20:00"), ("B", "Tue 18:30"), ("A", "Wed 20:00")]


def test_who_meets_at_hard_hours_is_named_by_cohort() -> None:
    plan = times(rich_plan(cohorts="ab"), p1=EVENING, p2=EVENING)
    people = plan.programme.people.participants
    plan = with_people(plan, replace(people["p1"], timezone="Asia/Seoul"))
    first, second = plan.programme.cohorts

    def told(cohort: Cohort) -> list[HardHoursView]:
        return report(replace(plan, programme=replace(plan.programme, cohorts=(cohort, second))))["hard_hours"]

    assert told(replace(first, mode="online-peer")) == [{"cohort": "Cohort A", "names": [people["p1"].name]}]
    assert told(first) == told(replace(first, mode="solo")) == []
    both: tuple[Turn, ...] = (("tue", datetime.time(7)), ("tue", datetime.time(18, 30)))
    (turning,) = told(replace(first, mode="online-peer", turns=both, times=(both[0][1], both[1][1])))
    assert (turning["cohort"], people["p2"].name in turning["names"]) == ("Cohort A (in turn)", True)


def test_the_other_clock_is_that_of_most_who_live_where_it_is_another() -> None:
    plan = times(rich_plan(), p1=EVENING, p2=EVENING, p3=EVENING, p4=EVENING)
    people = plan.programme.people.participants

    def other(*zones: str) -> tuple[str, set[str]]:
        moved = (replace(people[f"p{number}"], timezone=zone) for number, zone in enumerate(zones, 1))
        week = report(with_people(plan, *moved))["week"]
        return week["other"], {hour["other"] for hour in week["grid"]["hours"] if hour["name"] == "19:00"}

    assert other("Asia/Seoul", "Asia/Kolkata", "Asia/Seoul") == ("Seoul time", {"04:00"})
    assert other("Europe/Lisbon", "Europe/Lisbon", "Asia/Seoul") == ("Seoul time", {"04:00"})
    assert other("Asia/Seoul", "Asia/Kolkata") == ("Kolkata time", {"00:30"})
    assert other("Europe/Lisbon") == ("", {""})


def test_who_has_no_place_is_named_with_why_and_what_would_help() -> None:
    people = (
        Participant("w", "Wes", available=EVENING),
        Participant("x", "", available=""),
        Participant("y", "Yan", status="waiting"),
    )
    plan = with_people(times(rich_plan(), p1=EVENING), *people)
    assert {one["name"]: one["why"] for one in report(plan)["unplaced"]} == {
        "Wes": "", "x": "gave no times", "Yan": "on the waiting list",
    }  # fmt: skip
    known = (
        WithoutPlace(id="w", why="no seat", suggestions=(Suggested(kind="seat", text="One seat more.", places=1),)),
        WithoutPlace(id="x", why="no times", note="Ask for times."),
    )
    found = {one["name"]: one for one in report(formed(plan, unplaced=known))["unplaced"]}
    assert found["Wes"] == {"name": "Wes", "why": "no seat", "suggestions": ["One seat more."]}
    assert found["x"] == {"name": "x", "why": "gave no times", "suggestions": []}
    noted = (WithoutPlace(id="w", why="no seat", note="Nothing would."),)
    found = {one["name"]: one for one in report(formed(plan, unplaced=noted))["unplaced"]}
    assert found["Wes"]["suggestions"] == ["Nothing would."]


def test_whom_to_ask_is_told_on_their_own_clock() -> None:
    plan = with_people(times(rich_plan(), p1=EVENING), Participant("w", "", timezone="Asia/Seoul"))
    ask = (Asked(id="w", stretch=(1080, 1140), places=2), Asked(id="gone", stretch=(0, 60), places=1))
    assert report(formed(plan, ask=ask))["asks"] == [
        {"name": "w", "words": "Mondays 18:00–19:00 (Seoul time)", "places": 2}
    ]


def test_hours_of_facilitators_are_those_of_their_meetings() -> None:
    ada = replace(AMARA, available="Tue 18:00-22:00", hours_per_week=2.5, max_cohorts=1)
    bea = Facilitator("f2", "", available=EVENING)
    plan = led(times(rich_plan(cohorts="ab"), p1=EVENING), ada, bea, JONAS)
    one, other = report(plan)["facilitators"]
    assert one == {
        "name": "Amara Nwosu",
        "cohorts": ["Cohort A", "Cohort B"],
        "most": "1",
        "hours": "4 h",
        "offered": "2.5 h",
        "over": True,
    }
    assert other == {"name": "f2", "cohorts": [], "most": "", "hours": "", "offered": "", "over": False}
    first, second = plan.programme.cohorts
    together = (replace(first, room="r1"), replace(second, room="r1"))
    roaming = report(replace(plan, programme=replace(plan.programme, cohorts=together)))["facilitators"][0]
    assert roaming["hours"] == "2 h"
    short = (replace(first, minutes=90), replace(second, mode="solo"))
    found = report(replace(plan, programme=replace(plan.programme, cohorts=short)))["facilitators"][0]
    assert (found["hours"], found["cohorts"], found["over"]) == ("90 min", ["Cohort A"], False)


def test_a_facilitator_s_cohort_that_takes_turns_is_one_meeting_a_week() -> None:
    plan = led(times(rich_plan(), p1=EVENING), replace(AMARA, available=EVENING))
    both: tuple[Turn, ...] = (("tue", datetime.time(7)), ("thu", datetime.time(21)))
    turning = replace(
        plan.programme.cohorts[0], turns=both, days=("tue", "thu"), times=(both[0][1], both[1][1]), minutes=90
    )
    view = report(replace(plan, programme=replace(plan.programme, cohorts=(turning,))))
    assert [one["hours"] for one in view["facilitators"]] == ["90 min"]
    assert [row["when"] for row in view["week"]["rows"]] == ["Tue 07:00 in turn", "Thu 21:00 in turn"]


def test_hours_of_mentors_are_told_with_the_week_that_wants_most() -> None:
    jonas = replace(JONAS, hours_per_week=0.5)
    plan = led(times(rich_plan(cohorts="ab"), p1=EVENING), AMARA, jonas)
    (one,) = report(plan)["mentors"]
    assert (one["name"], one["offered"], one["wanted"], one["over"]) == ("Jonas Lindqvist", "30 min", "60 min", True)
    assert one["week"] == "18 January 2027"
    assert [(share["cohort"], share["wanted"]) for share in one["shares"]] == [
        ("Cohort A", "30 min"), ("Cohort B", "30 min"),
    ]  # fmt: skip
    cohorts = tuple(replace(cohort, mentor=None) for cohort in plan.programme.cohorts)
    without = report(
        replace(
            plan,
            programme=replace(plan.programme, cohorts=cohorts),
            meetings=tuple(replace(meeting, mentor=None, cohort=cohorts[0]) for meeting in plan.meetings[:2]),
        )
    )
    assert {row["cohort"] for row in without["without_mentor"]} == {"Cohort A", "Cohort B"}
