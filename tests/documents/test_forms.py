"""Forms, notices and texts of the shipped shelf."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from tests.documents.rich_plan import rich_plan, shipped_types
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session, make_settings
from toolkit.documents.pages import make_pages, make_texts
from toolkit.documents.sheets import make_sheets
from toolkit.model.document import DocumentBase, DocumentType, Page, TextDraft
from toolkit.model.people import Participant
from toolkit.model.plan import Pairs, Plan
from toolkit.model.programme import SignUp
from toolkit.problems import Problem
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.shelves import Shelves

NAMES = (
    "sign-up", "sign-in", "register", "poster", "pairs", "add-the-calendar", "publish-the-calendar", "cohorts",
    "announcement", "google-form",
)  # fmt: skip
FORM = "https://forms.example.org/join"
MEETING_LINK = "https://meet.example.org/secret"


def shipped() -> tuple[tuple[DocumentType, ...], DocumentBase]:
    problems: list[Problem] = []
    shelves = Shelves.open()
    types = tuple(type_ for type_ in read_document_types(shelves, problems) if type_.name in NAMES)
    base = read_document_base(shelves, problems)
    assert problems == []
    return types, base


def make(plan: Plan) -> dict[str, Page | TextDraft]:
    types, base = shipped()
    assert sorted(type_.name for type_ in types) == sorted(NAMES)
    made: list[Page | TextDraft] = [*make_pages(plan, types, base=base), *make_texts(plan, types, base=base)]
    return {document.path: document for document in made}


def html(document: Page | TextDraft) -> str:
    assert isinstance(document, Page)
    return document.html


def small_plan(*, cohorts: int = 1, people: int = 3, **settings: object) -> Plan:
    everyone = [
        Participant(id=f"p{number}", name=f"Person <{number}>", email=f"p{number}@example.org")
        for number in range(people)
    ]
    members = tuple(person.id for person in everyone)
    made = [make_cohort(key, link=MEETING_LINK, members=members if key == "a" else ()) for key in "abc"[:cohorts]]
    session = make_session("tensors")
    return make_plan(
        [make_meeting(cohort, session, room=make_room()) for cohort in made],
        participants=everyone,
        settings=make_settings(**settings),
    )


def test_files_carry_number_then_cohort_where_there_are_several() -> None:
    assert "private/facilitators/sign-in-01.pdf" in make(small_plan())
    assert {"private/facilitators/sign-in-01-a.pdf", "private/facilitators/sign-in-01-b.pdf"} <= set(
        make(small_plan(cohorts=2))
    )


def test_nothing_that_is_shared_holds_a_name_or_a_private_link() -> None:
    for path, document in make(small_plan(cohorts=2, sign_up=SignUp(url=FORM), chat=MEETING_LINK)).items():
        if path.startswith("share/"):
            assert "Person" not in html(document), path
            assert "secret" not in html(document), path
    assert "Person &lt;1&gt;" in html(make(small_plan())["private/cohorts.pdf"])


def test_the_sign_in_sheet_prints_members_first_and_always_leaves_free_rows() -> None:
    short = html(make(small_plan())["private/facilitators/sign-in-01.pdf"])
    rows = re.findall(r'<li value="(\d+)">(?:<span class="name">)?(.*?)(?:</span>)?</li>', short)
    assert [name for _, name in rows] == ["Person &lt;0&gt;", "Person &lt;1&gt;", "Person &lt;2&gt;", *[""] * 19]
    long = html(make(small_plan(people=22))["private/facilitators/sign-in-01.pdf"])
    assert long.count("<li value") == 44, "22 members and their guests need a second sheet"


def test_a_long_name_steps_down_on_the_sign_in_sheet() -> None:
    names = ("Наталья Ивановна Рождественская-Константинопольская", "Wolfgang " * 9, "Ada Obi")
    people = [Participant(id=f"p{number}", name=name) for number, name in enumerate(names)]
    cohort = make_cohort(members=tuple(person.id for person in people))
    sheet = html(
        make(make_plan([make_meeting(cohort, make_session("tensors"), room=make_room())], participants=people))[
            "private/facilitators/sign-in-01.pdf"
        ]
    )
    assert re.findall(r'<span class="(.*?)">', sheet)[-3:] == ["name long", "name longest", "name"]


def test_with_many_times_the_sign_up_sheet_asks_for_letters_and_says_which_is_which() -> None:
    def sheet(times: int) -> str:
        slots = tuple(datetime.time(10 + number // 2, 30 * (number % 2)) for number in range(times))
        cohort = make_cohort(times=slots)
        return html(make(make_plan([make_meeting(cohort, make_session("tensors"))]))["share/sign-up.pdf"])

    many, few = sheet(15), sheet(2)
    assert "Write the letter of every time" in many
    assert re.findall(r"<b>(\w)</b> (Tue \d\d:\d\d)", many)[14] == ("O", "Tue 17:00")
    assert "Tick every time" in few
    assert 'class="slots"' not in few


def test_a_hand_out_on_calendars_has_no_page_for_the_organiser() -> None:
    made = make(small_plan())
    assert "Publish" not in html(made["share/add-the-calendar.pdf"])
    own = made["private/publish-the-calendar.pdf"]
    assert isinstance(own, Page)
    assert own.copies == 1


def test_food_and_ways_in_are_not_asked_for_where_everybody_meets_online() -> None:
    def announcement(mode: str) -> str:
        cohort = make_cohort(mode=mode)
        made = make(make_plan([make_meeting(cohort, make_session("tensors"))]))["private/messages/announcement.txt"]
        assert isinstance(made, TextDraft)
        return made.text

    assert "Access: ask us" in announcement("in-person-peer")
    assert "Access" not in announcement("online-peer")


def test_the_poster_has_a_code_with_a_text_where_there_is_a_form_and_a_box_where_there_is_none() -> None:
    with_form = html(make(small_plan(sign_up=SignUp(url=FORM)))["share/poster.pdf"])
    assert f"<title>QR code that opens {FORM}</title>" in with_form
    assert with_form.count("<svg") == 1
    without = html(make(small_plan())["share/poster.pdf"])
    assert "<svg" not in without
    assert 'class="box"' in without


def test_an_address_too_long_for_a_code_leaves_the_box() -> None:
    assert 'class="box"' in html(make(small_plan(sign_up=SignUp(url=FORM + "x" * 4000)))["share/poster.pdf"])


def test_pairs_are_printed_only_for_meetings_that_have_them() -> None:
    plan = small_plan()
    assert "private/facilitators/pairs-01.pdf" not in make(plan)
    paired = replace(plan, pairs=(Pairs(("a", "tensors"), (("p0", "p1", "p2"),)),))
    assert "Person &lt;0&gt;, Person &lt;1&gt; and Person &lt;2&gt;" in html(
        make(paired)["private/facilitators/pairs-01.pdf"]
    )


def test_the_register_has_blank_rows_with_nobody_in_people() -> None:
    register = html(make(small_plan(people=0))["private/attendance.pdf"])
    assert register.count('<td class="no">') == 9, "six people expected, three to spare"


def test_texts_are_plain_and_hold_no_private_link() -> None:
    made = make(small_plan(sign_up=SignUp(url=FORM), chat=MEETING_LINK))
    texts = {path: document.text for path, document in made.items() if isinstance(document, TextDraft)}
    assert set(texts) == {"private/messages/announcement.txt", "private/messages/google-form.txt"}
    for text in texts.values():
        assert MEETING_LINK not in text
        assert "Person" not in text
        assert "&lt;" not in text
    assert texts["private/messages/announcement.txt"].count(FORM) == 3


@pytest.mark.parametrize(("mode", "said"), [("online-peer", True), ("in-person-peer", False)])
def test_online_every_time_that_is_offered_names_its_zone_though_there_is_one(mode: str, said: bool) -> None:
    plan = rich_plan(cohorts="ab", mode=mode)
    types, base = shipped_types("poster", "sign-up", "announcement")
    made = {page.path: html(page) for page in make_pages(plan, types, base=base)}
    made |= {text.path: text.text for text in make_texts(plan, types, base=base)}
    assert len(made) == 3
    for path, text in made.items():
        found = re.findall(r"Tue 18:30( London time)?", text)
        assert found, path
        assert all(bool(zone) == said for zone in found), path
        assert "London time (London time)" not in text
    sheet = next(one for one in make_sheets(plan) if one.path == "share/sign-up")
    assert "Tue 18:30" in [column.heading for column in sheet.columns], "as our import reads it"
    assert sheet.note.startswith("Times are London time. ") == said
