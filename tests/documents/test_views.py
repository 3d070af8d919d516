"""What templates see: plain values, with names only where they may be seen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.documents.rich_plan import BLOCKS, rich_plan
from tests.make_plan_by_hand import make_cohort, make_evening, make_meeting, make_plan, make_room, make_session
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.blocks import arrival_views, bag_view, block_views, clock_of, stand_in_views
from toolkit.documents.views.phrases import letters, modes_words, zone_words
from toolkit.documents.views.programme import pathway_view
from toolkit.documents.views.session import cut_views, left_out_views
from toolkit.model.curriculum import Block, Entry, Homework, Material
from toolkit.model.document import Audience
from toolkit.model.evening import Cut, StandIn, TimedBlock, TimedCheckpoint
from toolkit.model.people import Participant


def values(view: object) -> Iterator[object]:
    """Every value inside a view, however deep."""
    if isinstance(view, dict):
        for value in view.values():
            yield from values(value)
    elif isinstance(view, list):
        for value in view:
            yield from values(value)
    else:
        yield view


def test_the_timeline_covers_the_whole_evening_and_labels_keep_their_distance() -> None:
    views = block_views(
        tuple(TimedBlock(block, start) for block, start in zip(BLOCKS, (0, 10, 80, 90), strict=True)), str
    )
    assert [view["left"] for view in views] == [0, 833, 6666, 7500]
    assert views[-1]["left"] + views[-1]["width"] == 10_000
    assert [view["start"] for view in views] == ["0", "10", "80", "90"]
    crowded = block_views(
        tuple(TimedBlock(BLOCKS[0].model_copy(update={"minutes": 5}), 5 * place) for place in range(24)), str
    )
    assert [view["shows_start"] for view in crowded[:4]] == [True, False, True, False]


def test_what_is_said_about_being_late_names_only_what_is_new() -> None:
    views = cut_views(
        (
            Cut(10, (("A", 20, 10),), 10),
            Cut(20, (("A", 20, 10), ("B", 10, 0)), 20),
            Cut(30, (("A", 20, 10), ("B", 10, 0), ("C", 15, 5)), 30),
        )
    )
    assert [view["words"] for view in views] == ["A 20 → 10", "also drop B", "also C 15 → 5"]


def test_the_bag_counts_what_each_person_and_pair_needs() -> None:
    materials = [Material(what="a", per=per, number=2) for per in ("person", "pair", "cohort", "room")]
    assert [item["count"] for item in bag_view(materials, people=5)] == [10, 6, 2, 2]


def test_a_clock_on_the_wall_follows_a_change_of_clocks() -> None:
    cohort = make_cohort(zone="Europe/London")
    meeting = make_meeting(cohort, make_session(), at="2027-10-31 00:30")
    clock = clock_of(meeting.start)
    assert [clock(minutes) for minutes in (0, 60, 120)] == ["00:30", "01:30", "01:30"]


def test_a_combined_meeting_counts_everyone_and_says_whom_it_joins() -> None:
    host = make_cohort("a", expected=6)
    guest = make_cohort("b", expected=4)
    session = make_session()
    meetings = [
        make_meeting(host, session, with_cohorts=("b",)),
        make_meeting(guest, session, status="combined", combined_into="a", with_cohorts=("a",)),
    ]
    views = Views(make_plan(meetings), "private")
    first, second = (views.meeting(meeting) for meeting in meetings)
    assert (first["people"], first["cohorts"]) == (10, ["Cohort A", "Cohort B"])
    assert second["joins"] == "Cohort A"


def test_a_moved_meeting_says_where_it_stood() -> None:
    meeting = make_meeting(
        make_cohort(),
        make_session(),
        at="2027-01-21 18:30",
        planned="2027-01-19 18:30",
        status="moved",
        reason="hall closed",
    )
    view = Views(make_plan([meeting]), "private").meeting(meeting)
    assert (view["moved"], view["planned"], view["reason"]) == (True, "Tuesday 19 January 2027", "Hall closed.")


def test_a_reason_may_name_people_so_it_is_not_shared() -> None:
    meeting = make_meeting(
        make_cohort(), make_session(), planned="2027-01-18 18:30", status="moved", reason="Ada is ill"
    )
    assert Views(make_plan([meeting]), "share").meeting(meeting)["reason"] == ""


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


def test_a_city_with_a_clock_of_twelve_hours_has_it_on_every_page() -> None:
    plan = rich_plan()
    programme = replace(plan.programme, city=plan.programme.city.model_copy(update={"clock": 12}))
    view = Views(replace(plan, programme=programme), "private").programme()
    meeting = view["meetings"][0]
    assert (meeting["times"], meeting["start"], meeting["planned_time"]) == ("6:30–8:30 pm", "6:30 pm", "6:30 pm")
    assert [block["start"] for block in meeting["blocks"]] == ["6:30", "6:40", "7:50", "8:00"]
    assert (view["cohorts"][0]["times"], view["sign_up"]["times"]) == ("6:30 pm", ["Tue 6:30 pm"])
    assert not [value for value in values(view) if isinstance(value, str) and "18:30" in value]


def test_every_way_in_which_cohorts_meet_is_said_once() -> None:
    assert modes_words(["in-person-peer", "in-person-peer"]) == "in person, led by peers"
    assert modes_words(["in-person-peer", "in-person-mentored"]) == "in person, with a mentor or led by peers"
    assert (
        modes_words(["online-peer", "in-person-mentored", "solo"])
        == "in person, with a mentor; or online, led by peers; or on your own"
    )


def test_places_are_told_with_what_is_not_known_yet() -> None:
    def places(*cohorts: tuple[str, bool]) -> list[str]:
        made = [
            make_cohort("abc"[number], mode=mode, room=make_room().id if room else None)
            for number, (mode, room) in enumerate(cohorts)
        ]
        meetings = [make_meeting(cohort, make_session(), room=make_room() if cohort.room else None) for cohort in made]
        return [place["words"] for place in Views(make_plan(meetings), "share").programme()["places"]]

    hall = f"{make_room().name}, {make_room().address}"
    assert places(("in-person-peer", True), ("in-person-peer", True)) == [hall]
    assert places(("in-person-peer", True), ("in-person-peer", False)) == [hall, "other venues to be announced"]
    assert places(("in-person-peer", False)) == ["Oxford, venue to be announced"]
    assert places(("online-peer", False), ("in-person-peer", True)) == [hall, "online"]


def test_times_to_choose_from_have_letters_that_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_places_that_are_not_known_stay_unknown() -> None:
    def place(mode: str) -> object:
        meeting = make_meeting(make_cohort(mode=mode, link="https://meet.example.org/x"), make_session())
        return Views(make_plan([meeting]), "share").meeting(meeting)["place"]

    assert place("in-person-peer") == "venue to be announced"
    assert place("online-peer") == "online; your facilitator sends the link"
    assert place("solo") == "wherever you work"


def test_the_prompt_about_a_missing_mentor_is_only_for_those_who_have_one() -> None:
    def titles(mode: str) -> list[str]:
        plan = rich_plan(mode=mode)
        return [entry["title"] for entry in Views(plan, "private").meeting(plan.meetings[0])["session"]["ifs"]]

    assert titles("in-person-mentored") == ["Late", "Three come", "No mentor"]
    assert titles("in-person-peer") == ["Late", "Three come"]


def test_a_session_is_shown_as_it_is_held_in_the_programmes_own_mode() -> None:
    plan = rich_plan(cohorts="ab", sessions=("backprop",))
    other = replace(
        plan.meetings[0], evening=replace(plan.meetings[0].evening, mode="online-peer", lost=("Only online.",))
    )
    views = Views(replace(plan, meetings=(other, plan.meetings[1])), "share")
    assert views.programme()["sessions"][0]["lost"] == ["Nobody has read it before."]


def test_what_a_week_takes_follows_the_reading() -> None:
    def words(*readings: str, load: int = 0) -> object:
        cohorts = [make_cohort("ab"[place], reading=reading) for place, reading in enumerate(readings)]
        session = make_session(homework=(Homework(what="A page", minutes=load),) if load else ())
        return Views(make_plan([make_meeting(cohort, session) for cohort in cohorts]), "share").programme()[
            "preparation"
        ]

    assert words("before", load=60) == "about 60 min of preparation a week"
    assert words("before", "inside") == "about 60 min of preparation a week for those who read before the meeting"
    assert words("inside") == "no preparation"
    assert words("inside", load=30) == "no preparation but for session 1 (about 30 min)"


def test_a_pathway_that_no_shelf_knows_keeps_its_name() -> None:
    assert pathway_view(None, "red-teaming-studio")["title"] == "Red teaming studio"


def test_the_zone_of_a_programme_is_said_where_there_is_one_only() -> None:
    def zone(*zones: str) -> object:
        cohorts = [make_cohort("ab"[number], zone=zone) for number, zone in enumerate(zones)]
        return Views(make_plan([make_meeting(cohort, make_session()) for cohort in cohorts]), "share").programme()[
            "zone"
        ]

    assert zone("Europe/London", "Europe/London") == "London time"
    assert zone("Europe/London", "America/New_York") == ""


def test_zones_are_said_by_their_city() -> None:
    assert zone_words("America/New_York") == "New York time"


def test_dates_of_the_programme_leave_out_cancelled_meetings() -> None:
    plan = rich_plan()
    gone = replace(plan.meetings[1], status="cancelled")
    view = Views(replace(plan, meetings=(plan.meetings[0], gone)), "share").programme()
    assert view["last_day"] == datetime.date(2027, 1, 19).isoformat()


def test_only_blocks_that_are_shortened_say_what_is_left_of_them_in_the_order_of_cut() -> None:
    blocks = (
        Block(key="late", minutes=20, least=10, cut=2, if_late="two rounds", name="Late block", who="all"),
        Block(key="spare", minutes=20, least=0, cut=3, if_late="nothing", name="Spare block", who="all"),
        Block(key="first", minutes=20, least=0, cut=1, if_late="hear two.", name="Who first?", who="all"),
    )
    evening = replace(
        make_evening(make_session(blocks=blocks)), cuts=(Cut(30, (("Who first?", 20, 0), ("Late block", 20, 10)), 30),)
    )
    assert left_out_views(evening) == [
        {"label": "Who first?", "words": "hear two"},
        {"label": "Late block:", "words": "two rounds"},
    ]


def test_checkpoints_and_stand_ins_are_told_by_the_clock() -> None:
    clock = clock_of(datetime.datetime(2027, 1, 19, 18, 30, tzinfo=ZoneInfo("Europe/London")))
    review = TimedBlock(Block(key="review", minutes=20, name="Review", who="mentor"), 100)
    arrival, nowhere = arrival_views(
        (TimedCheckpoint(1, Entry("Green"), review, 5, 20), TimedCheckpoint(2, Entry("Red"), None, 5, 20)), clock
    )
    assert (arrival["first"], arrival["last"], nowhere["first"]) == ("20:15", "20:30", "")
    fits = Block(key="a", minutes=15, if_late="one round", name="A", who="pairs")
    short, long = stand_in_views(
        (StandIn(review, fits), StandIn(review, fits.model_copy(update={"minutes": 30}))), clock
    )
    assert (short["start"], short["minutes"], short["left_out"]) == ("20:10", 15, "")
    assert (long["minutes"], long["left_out"]) == (20, "one round")
