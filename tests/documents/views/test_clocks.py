"""What clocks elsewhere show when people meet online."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.clocks import elsewhere as other_clocks
from toolkit.documents.views.clocks import turns_elsewhere, usually_elsewhere
from toolkit.documents.views.reader import Reader
from toolkit.model.document import Audience
from toolkit.model.people import Participant
from toolkit.model.programme import Cohort


def elsewhere(*zones: str, mode: str = "online-peer", audience: Audience = "private") -> list[str]:
    """What is said of clocks in these zones, of a meeting at 18:30 in London."""
    people = [Participant(f"p{number}", "X", timezone=zone) for number, zone in enumerate(zones)]
    meeting = make_meeting(
        make_cohort(mode=mode, members=tuple(person.id for person in people)), make_session(), at="2027-03-17 18:30"
    )
    plan = make_plan([meeting], participants=people)
    return list(Views(plan, audience).meeting(meeting)["elsewhere"])


def test_a_pack_tells_what_other_clocks_show_at_an_online_meeting_where_they_differ() -> None:
    found = elsewhere("Asia/Kathmandu", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "")
    assert found == ["New York 14:30", "Kathmandu 00:15 (Thu 18 Mar)"]


def test_other_clocks_are_neither_shared_nor_told_where_people_meet_in_a_room() -> None:
    assert elsewhere("Asia/Kathmandu", audience="share") == []
    assert elsewhere("Asia/Kathmandu", mode="in-person-peer") == []


def test_the_sheet_of_cohorts_tells_the_usual_time_elsewhere_and_the_days_on_which_it_is_another() -> None:
    people = [
        Participant(f"p{number}", "X", timezone=zone)
        for number, zone in enumerate(("America/New_York", "Asia/Kathmandu", "Europe/Lisbon"))
    ]
    cohort = make_cohort(mode="online-peer", members=tuple(person.id for person in people))
    days = ("03", "10", "17", "24", "31")
    plan = make_plan(
        [make_meeting(cohort, make_session(day), at=f"2027-03-{day} 18:30") for day in days], participants=people
    )
    assert Views(plan, "private").cohort(cohort)["elsewhere"] == [
        "New York 13:30 (14:30 on Wed 17 Mar and Wed 24 Mar)",
        "Kathmandu 00:15 (23:15 on Wed 31 Mar)",
    ]
    assert Views(plan, "share").cohort(cohort)["elsewhere"] == []


def usual(days: tuple[str, ...], *cancelled: str, audience: Audience = "private") -> list[str]:
    """What is said of the clock in New York, of meetings at 18:30 in London on days of March 2027."""
    people = [Participant("p1", "X", timezone="America/New_York")]
    cohort = make_cohort(mode="online-peer", members=("p1",))
    meetings = [
        make_meeting(
            cohort, make_session(day), at=f"2027-03-{day} 18:30", status="cancelled" if day in cancelled else "planned"
        )
        for day in days
    ]
    return usually_elsewhere(Reader(make_plan(meetings, participants=people), audience), cohort)


def test_days_that_begin_or_end_a_term_are_said_by_one_date() -> None:
    assert usual(("17", "24", "31", "32")[:3]) == ["New York 14:30 (13:30 on Wed 31 Mar)"]
    assert usual(("03", "10", "12", "17", "24")) == ["New York 13:30 (14:30 from Wed 17 Mar)"]
    assert usual(("17", "24", "29", "30", "31")) == ["New York 13:30 (14:30 until Wed 24 Mar)"]
    assert usual(("03", "10")) == ["New York 13:30"]


def test_a_cancelled_meeting_changes_no_clock_and_nothing_is_shared() -> None:
    assert usual(("03", "17"), "17") == ["New York 13:30"]
    assert usual(("03", "17"), audience="share") == []
    assert usual(()) == []


def test_where_clocks_show_the_same_nothing_is_said() -> None:
    people = [Participant("p1", "X", timezone="Europe/Lisbon")]
    cohort = make_cohort(mode="online-peer", members=("p1",))
    meeting = make_meeting(cohort, make_session(), at="2027-03-17 18:30")
    reader = Reader(make_plan([meeting], participants=people), "private")
    assert (usually_elsewhere(reader, cohort), other_clocks(reader, meeting)) == ([], [])


def in_turn(*zones: str, moved: str = "") -> tuple[Views, Cohort]:
    """Four meetings in London in turn, on Tuesdays at 7 and at 21."""
    people = [Participant(f"p{number}", "X", timezone=zone) for number, zone in enumerate(zones)]
    turns = (("tue", datetime.time(7)), ("tue", datetime.time(21)))
    cohort = make_cohort(
        mode="online-peer", members=tuple(one.id for one in people), turns=turns, times=tuple(time for _, time in turns)
    )
    starts = ("2027-03-02 07:00", "2027-03-09 21:00", "2027-03-16 07:00", "2027-03-23 21:00")
    meetings = [make_meeting(cohort, make_session(at[8:10]), at=at) for at in starts]
    if moved:
        meetings[1] = make_meeting(cohort, make_session("09"), at=moved, planned="2027-03-09 21:00")
    return Views(make_plan(meetings, participants=people), "private"), cohort


def test_who_lives_elsewhere_is_told_each_turn_on_their_own_clock() -> None:
    views, cohort = in_turn("Asia/Seoul", "Europe/London")
    assert usually_elsewhere(views, cohort) == ["Seoul in turn 16:00 and 06:00"]
    meetings = views.plan.of_cohort("a")

    def told(zone: str) -> str:
        return turns_elsewhere(views, meetings, cohort=cohort, zone=zone)

    assert told("Asia/Seoul") == "in turn Tuesday 16:00 and Wednesday 06:00, Seoul time"
    assert told("Europe/London") == ""
    assert told("America/New_York") == (
        "in turn Tuesday 02:00 (03:00 on Tue 16 Mar) and Tuesday 16:00 (17:00 on Tue 23 Mar), New York time"
    )


def test_a_moved_meeting_counts_with_its_turn() -> None:
    views, cohort = in_turn("Asia/Seoul", moved="2027-03-10 20:00")
    assert usually_elsewhere(views, cohort) == ["Seoul in turn 16:00 and 05:00 (06:00 on Wed 24 Mar)"]


def test_one_without_turns_says_nothing_of_them() -> None:
    cohort = make_cohort(mode="online-peer")
    views = Views(make_plan([make_meeting(cohort, make_session(), at="2027-03-17 18:30")]), "private")
    assert turns_elsewhere(views, views.plan.meetings, cohort=cohort, zone="Asia/Seoul") == ""


def test_another_day_elsewhere_is_in_the_language_of_the_programme() -> None:
    people = [Participant("p1", "X", timezone="Asia/Kathmandu")]
    meeting = make_meeting(make_cohort(mode="online-peer", members=("p1",)), make_session(), at="2027-03-17 18:30")
    plan = make_plan([meeting], participants=people)
    city = plan.programme.city.model_copy(update={"language": "en-US"})
    there = replace(plan, programme=replace(plan.programme, city=city))
    assert other_clocks(Reader(there, "private"), meeting) == ["Kathmandu 00:15 (Thu, Mar 18)"]
