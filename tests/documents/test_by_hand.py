"""What is sent by hand: a row for each letter, and a line of addresses for each cohort."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.rich_plan import PEOPLE, rich_plan
from tests.documents.test_invitations import mails
from toolkit.documents.by_hand import make_by_hand
from toolkit.model.document import Sheet, TextDraft
from toolkit.model.plan import Plan
from toolkit.outputs.sheets import render_csv


def merge(plan: Plan) -> Sheet | None:
    """The table of a plan's letters."""
    found = [one for one in make_by_hand(plan, mails(plan).values()) if isinstance(one, Sheet)]
    return found[0] if found else None


def addresses(plan: Plan) -> str:
    found = [one.text for one in make_by_hand(plan, ()) if isinstance(one, TextDraft)]
    return found[0].partition("commas.\n\n")[2] if found else ""


def test_each_letter_is_a_row_and_its_invitations_are_none() -> None:
    sheet = merge(rich_plan())
    assert sheet is not None
    assert (sheet.path, sheet.audience) == ("private/messages/mail-merge", "private")
    assert [row[0] for row in sheet.rows] == [person.id for person in PEOPLE]
    id, email, name, cohort, subject, text = sheet.rows[0]
    assert (id, email, name, cohort) == ("p1", "person1@example.org", PEOPLE[0].name, "Cohort A")
    assert subject.endswith("you have a place")
    assert "you have a place" in text


def test_a_letter_reads_in_a_table_as_it_was_written() -> None:
    """A hyphen at the beginning of a line would be guarded like a formula."""
    plan = rich_plan()
    letter = replace(mails(plan)["place-person-p1.eml"], text="Hello,\n\n- one\n- two\n")
    (sheet,) = (one for one in make_by_hand(plan, [letter]) if isinstance(one, Sheet))
    assert b"Hello,\n\n\xe2\x80\xa2 one\n\xe2\x80\xa2 two" in render_csv(sheet).replace(b"\r\n", b"\n")
    assert b"'" not in render_csv(sheet)


def test_whoever_has_no_address_has_no_row() -> None:
    plan = rich_plan()
    assert make_by_hand(plan, [replace(mails(plan)["place-person-p1.eml"], to=None)])[:1] == make_by_hand(plan, ())[:1]


def test_each_cohort_has_one_line_with_those_who_come_and_those_who_run_it() -> None:
    plan = rich_plan(cohorts="ab")
    lines = addresses(plan).split("\n")
    assert lines[0] == "Cohort A"
    assert lines[1].startswith("person1@example.org, ")
    assert lines[1].endswith("amara@example.org")
    assert lines[2:4] == ["", "Cohort B"]


def test_whoever_left_is_in_no_line_and_nobody_twice() -> None:
    plan = rich_plan()
    people = plan.programme.people
    gone = {**people.participants, "p1": replace(people.participants["p1"], status="withdrawn")}
    left = replace(plan, programme=replace(plan.programme, people=replace(people, participants=gone)))
    assert "person1@example.org" in addresses(plan)
    assert "person1@example.org" not in addresses(left)
    line = addresses(left).split("\n")[1].split(", ")
    assert len(line) == len(set(line))


def test_where_nobody_has_an_address_there_is_no_file() -> None:
    plan = rich_plan()
    nobody = replace(plan.programme.people, participants={}, facilitators={})
    assert make_by_hand(replace(plan, programme=replace(plan.programme, people=nobody)), ()) == ()
