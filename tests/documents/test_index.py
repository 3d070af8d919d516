"""The page to open first: what comes next, what is not known, what to do and to carry, then what was made, by who needs
it; and the page beside it that says whose each file is."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from dataclasses import replace

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session, make_settings
from toolkit.documents import agenda
from toolkit.documents.by_name import make_by_name
from toolkit.documents.calendars import make_calendars
from toolkit.documents.index import IndexRow, Link, calendar_row, make_index
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Plan
from toolkit.model.programme import SignUp
from toolkit.planning.rules import find_problems
from toolkit.reading.documents import read_document_base
from toolkit.reading.shelves import Shelves

ADA, BEA = Facilitator("ada", "Ada Lovelace"), Facilitator("bea", "Bea Cover")
PEOPLE = [Participant("p1", "Pat Planted"), Participant("p2", "Quim Pujol")]
SHEET = IndexRow(
    "Sign-in sheet 1 A",
    "private",
    "To print",
    (Link("PDF", "private/facilitators/sign-in-01-a.pdf"),),
    each="meeting",
    meeting=("a", "tensors"),
)
PACK = IndexRow(
    "Facilitator pack A",
    "private",
    "To print",
    (Link("PDF", "private/facilitators/pack-a.pdf"),),
    slices=(Link("Run sheet, Tensors", "private/facilitators/run-sheets/01-tensors-a.pdf", ("a", "tensors")),),
    cohort="a",
)
REGISTER = IndexRow("Register", "private", "To print", (Link("PDF", "private/attendance.pdf"),))


def plan() -> Plan:
    """Two meetings of two people: the first with ada, the second covered by bea."""
    cohort = make_cohort(members=("p1", "p2"), facilitators=("ada",))
    meetings = [
        make_meeting(cohort, make_session("tensors"), number=1, facilitators=(ADA,), room=make_room()),
        make_meeting(cohort, make_session("scale"), number=2, at="2027-01-26 18:30", facilitators=(BEA,)),
    ]
    return make_plan(
        meetings,
        facilitators=[ADA, BEA],
        participants=PEOPLE,
        deadlines=[
            Deadline("sign-up-opens", datetime.date(2026, 12, 1), "Sign-up opens", "Put up the poster."),
            Deadline("training", datetime.date(2027, 1, 12), "Brief the facilitators", ""),
            Deadline("offers", datetime.date(2027, 1, 5), "Send the offers", ""),
        ],
    )


def rows(of: Plan) -> list[IndexRow]:
    return [SHEET, PACK, REGISTER, *map(calendar_row, make_calendars(of))]


def index(of: Plan | None = None) -> str:
    found = of or plan()
    base = read_document_base(Shelves.open(), [])
    return make_index(found, rows(found), base=base, pdfs=True, problems=find_problems(found))


def by_name() -> str:
    found = plan()
    hand_over = IndexRow(
        "Hand-over 2 A", "private", "To print", (Link("PDF", "private/h.pdf"),), meeting=("a", "scale")
    )
    return make_by_name(found, [*rows(found), hand_over], base=read_document_base(Shelves.open(), []))


def shown(page: str) -> str:
    """The words of a page, without its script."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)).split())


def test_the_sections_stand_in_the_order_in_which_one_needs_them() -> None:
    assert re.findall(r"<h2>(.*?)</h2>", index()) == [
        "First meeting",
        "Not known yet",
        "To do, by date",
        "What to carry",
        "For everybody",
        "For those who run meetings, and for each person",
        "For you, who organise it",
    ]


def test_the_first_meeting_and_what_to_carry_to_each_are_there_without_a_script() -> None:
    page = index()
    card = re.findall(r'<section class="card".*?</section>', page, re.DOTALL)[0]
    assert shown(card).startswith(
        "First meeting Tuesday 19 January 2027: 1. Tensors 18:30 Room 1 Run sheet Sign-in sheet"
    )
    carried = re.findall(r'<details data-until="(.*?)">(.*?)</details>', page, re.DOTALL)
    assert [until for until, _ in carried] == ["2027-01-19T20:30:00Z", "2027-01-26T20:30:00Z"]
    assert 'href="private/facilitators/sign-in-01-a.pdf"' in carried[0][1]
    assert 'href="private/facilitators/run-sheets/01-tensors-a.pdf"' in carried[0][1]
    assert "venue to be announced" in carried[1][1]
    assert "href" not in carried[1][1]


def test_deadlines_say_whether_they_are_done_as_far_as_a_plan_can_show() -> None:
    items = dict(re.findall(r'<li data-until="(.*?)T23:59:59"(.*?</span>.*?)</li>', index(), re.DOTALL))
    assert "data-open" not in items["2026-12-01"]
    assert ">done<" not in items["2026-12-01"], "that sign-up has an address does not say that it was announced"
    assert items["2027-01-05"].startswith(' data-open="early"')
    assert not re.search("data-open|>done<", items["2027-01-12"])


def test_what_is_not_known_is_said_in_words_and_goes_when_it_is_known() -> None:
    assert "It is not known yet whom to call or write to on the day." in shown(index())
    known = {"contact": "Ann", "conduct": {"person": "Bo"}, "sign_up": SignUp(url="https://x.org"), "signed_by": "Ann"}
    settled = replace(plan(), meetings=plan().meetings[:1])
    settings = make_settings(**known)
    answered = index(replace(settled, programme=replace(settled.programme, settings=settings)))
    assert [words for words in ("whom to", "where people", "who signs") if words in shown(answered)] == []


def test_of_thousands_of_meetings_the_days_are_listed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "_MOST_MEETINGS", 1)
    page = index()
    assert len(re.findall("<details data-until", page)) == 2
    assert "sign-in-01" not in page
    assert "too many meetings to list" in shown(page)


def test_a_time_says_its_zone_where_there_are_several() -> None:
    found = plan()
    first, second = found.meetings
    page = shown(index(replace(found, meetings=(first, replace(second, zone="America/New_York")))))
    assert "18:30 London time Room 1" in page
    assert "18:30 New York time venue to be announced" in page


def test_a_programme_without_a_meeting_has_a_page() -> None:
    assert "What to carry" not in shown(index(make_plan([], facilitators=[ADA])))


def test_the_page_stands_outside_private_and_names_nobody() -> None:
    page = index()
    assert [name for name in ("Ada", "Bea", "Pat", "Quim", "Pujol") if name in page] == []
    assert not re.search(r"(person|facilitator)-\w+\.ics", page)
    assert 'href="private/by-name.html"' in page


def test_only_the_script_of_the_page_runs_and_it_says_nothing_of_a_day() -> None:
    page = index()
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in page
    assert not re.search(r"20\d\d", script)
    assert "http" not in script


def test_what_is_carried_to_one_meeting_is_not_listed_twice() -> None:
    files = index().split("<h2>For everybody</h2>")[1]
    assert "sign-in-01" not in files
    assert "run-sheets" not in files
    assert files.count("pack-a.pdf") == 1


def test_what_there_is_for_each_meeting_is_folded_away() -> None:
    folds = dict(re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", index(), re.DOTALL))
    assert set(folds) == {"One for each meeting (2)"}


def test_a_row_does_not_say_twice_whose_calendar_it_is() -> None:
    assert shown(index()).count("organiser") == 1


def test_the_page_by_name_gives_everybody_what_is_theirs() -> None:
    items = {re.findall("<b>(.*?)</b>", item)[0]: item for item in re.findall("<li>.*?</li>", by_name(), re.DOTALL)}
    assert list(items) == ["Ada Lovelace", "Bea Cover", "Pat Planted", "Quim Pujol"]
    links = {name: re.findall(r'href="(.*?)">(.*?)<', item) for name, item in items.items()}
    assert links["Ada Lovelace"] == [
        ("facilitators/pack-a.pdf", "Facilitator pack A"),
        ("calendar/facilitator-ada.ics", "calendar"),
    ]
    assert ("h.pdf", "Hand-over 2 A") in links["Bea Cover"]
    assert links["Quim Pujol"] == [("calendar/person-p2.ics", "calendar")]


def test_one_id_in_both_lists_is_two_rows() -> None:
    found = plan()
    people = replace(found.programme.people, participants={"ada": Participant("ada", "Another Ada")})
    cohort = make_cohort(members=("ada",), facilitators=("ada",))
    both = replace(
        found,
        programme=replace(found.programme, people=people, cohorts=(cohort,)),
        meetings=tuple(replace(meeting, cohort=cohort) for meeting in found.meetings),
    )
    page = make_by_name(both, rows(both), base=read_document_base(Shelves.open(), []))
    assert [page.count(f"{kind}-ada.ics") for kind in ("facilitator", "person")] == [1, 1]
