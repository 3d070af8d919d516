"""The form that we write is the form that we read: the script makes a form, the form exports answers, and the import
finds everybody's times, zone and consent."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session, make_settings
from toolkit.documents.pages import make_texts
from toolkit.model.imports import Answers, Found, Incoming
from toolkit.model.plan import Plan
from toolkit.problems import Problem
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.imports import read_import
from toolkit.reading.shelves import Shelves

MAKE_FORM = Path(__file__).parent / "make_form.mjs"
NOBODY_ASKED = Answers()


def plan(*, mode: str = "in-person-peer", clock: int = 24, title: str = "Reading group") -> Plan:
    cohort = make_cohort(mode=mode, times=(datetime.time(18, 30),), minutes=90)
    made = make_plan([make_meeting(cohort, make_session("tensors"))], settings=make_settings(title=title))
    city = made.programme.city.model_copy(update={"clock": clock})
    return replace(made, programme=replace(made.programme, city=city))


def texts(made: Plan) -> dict[str, str]:
    problems: list[Problem] = []
    shelves = Shelves.open()
    types = [one for one in read_document_types(shelves, problems) if one.name.startswith("google-form")]
    base = read_document_base(shelves, problems)
    assert problems == []
    return {draft.path.rpartition("/")[2]: draft.text for draft in make_texts(made, types, base=base)}


def form(made: Plan) -> list[dict[str, Any]]:
    """The items of the form that the script makes, by stand-ins for what Google gives a script."""
    script = texts(made)["google-form-script.txt"]
    done = subprocess.run(["node", MAKE_FORM], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    items: list[dict[str, Any]] = json.loads(done.stdout)
    return items


def exported(items: list[dict[str, Any]], *answers: dict[str, str]) -> bytes:
    """What Google writes of a form's answers: a column for each question, and for each row of a grid; answers are by
    the beginnings of the columns' headings."""
    headings = ["Timestamp"]
    for item in items[2:]:
        headings += [f"{item['Title']} [{row}]" for row in item["Rows"]] if item["kind"] == "grid" else [item["Title"]]
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(headings)
    for answer in answers:
        assert all(any(heading.startswith(key) or key in heading for heading in headings) for key in answer)
        rows.writerow(["2027/01/02 10:00:00 AM GMT", *(_said(answer, heading) for heading in headings[1:])])
    return text.getvalue().encode()


def _said(answer: dict[str, str], heading: str) -> str:
    return next((value for key, value in answer.items() if heading.startswith(key) or key in heading), "")


def read(data: bytes) -> Found:
    return read_import("responses.csv", data, answers=NOBODY_ASKED)


def times(person: Incoming) -> tuple[str, str, str, str]:
    cells = person.cells
    return cells["name"], cells["email"], cells["available"], cells["if_needed"]


def test_everybody_who_answers_our_form_is_read_without_a_question() -> None:
    items = form(plan())
    ada = {"Name": "Ada Obi", "E-mail": "ada@example.org", "I agree": "Yes"}
    ben = {"Name": "Ben Cho", "E-mail": "ben@example.org", "I agree": "Yes", "Anything": "Step-free, please"}
    week, perhaps = (
        "When could you come every week? (London time)",
        "When could you come only if need be? (London time)",
    )
    found = read(
        exported(
            items,
            {**ada, f"{week} [Monday]": "18:00-19:00, 19:00-20:00", f"{week} [Thursday]": "20:00-21:00"},
            {**ben, f"{perhaps} [Sunday]": "16:00-17:00, 17:00-18:00"},
        )
    )
    assert (found.questions, found.problems) == ((), ())
    assert [times(person) for person in found.people] == [
        ("Ada Obi", "ada@example.org", "Mon 18:00-20:00; Thu 20:00-21:00", ""),
        ("Ben Cho", "ben@example.org", "", "Sun 16:00-18:00"),
    ]
    assert [person.cells["timezone"] for person in found.people] == ["", ""], "the programme's"
    assert [person.others["I agree (see the note)"] for person in found.people] == ["Yes", "Yes"]
    assert found.people[1].others["Anything that we should know?"] == "Step-free, please"


def test_people_far_apart_say_where_they_are() -> None:
    items = form(plan(mode="online-peer"))
    week = "When could you come every week? (by your own clock)"
    answers = [
        {"Name": name, "E-mail": f"{name}@example.org", "Time zone": zone, f"{week} [Tuesday]": "20:00-21:00"}
        for name, zone in (("Ann", "New York"), ("Bo", "Asia/Kolkata"), ("Cy", "London"))
    ]
    found = read(exported(items, *answers))
    assert (found.questions, found.problems) == ((), ())
    assert [person.cells["timezone"] for person in found.people] == [
        "America/New_York",
        "Asia/Kolkata",
        "Europe/London",
    ]
    assert {person.cells["available"] for person in found.people} == {"Tue 20:00-21:00"}
    assert "Time zone (the nearest big city)" not in [item["Title"] for item in form(plan())], "one clock: not asked"


@pytest.mark.parametrize("mode", ["in-person-peer", "online-peer"])
@pytest.mark.parametrize("clock", [12, 24])
def test_every_hour_that_the_form_offers_is_read(mode: str, clock: int) -> None:
    items = form(plan(mode=mode, clock=clock))
    (week, _) = (item for item in items if item["kind"] == "grid")
    hours = week["Columns"]
    every = {f"{week['Title']} [{day}]": ", ".join(hours) for day in week["Rows"]}
    zone = {"Time zone": "Berlin"} if mode == "online-peer" else {}
    (ada,) = read(exported(items, {"Name": "Ada", "E-mail": "a@x.org", **zone, **every})).people
    first, last = (8, 22) if mode == "online-peer" else (16, 21)
    assert ada.cells["available"] == f"Mon, Tue, Wed, Thu, Fri, Sat, Sun {first:02d}:00-{last}:00"
    assert len(hours) == last - first


def test_the_hours_hold_a_whole_meeting_however_late_it_ends() -> None:
    late = make_cohort(times=(datetime.time(22, 0),), minutes=180)
    items = form(make_plan([make_meeting(late, make_session("tensors"))]))
    (week, _) = (item for item in items if item["kind"] == "grid")
    assert (week["Columns"][0], week["Columns"][-1]) == ("20:00-21:00", "23:00-00:00")


def test_no_title_breaks_the_script() -> None:
    title = 'Tea & "cake" \\ </script> ${1} \u2028 ü'
    assert form(plan(title=title))[0] == {"kind": "title", "Title": f"Sign up: {title}"}


def test_the_form_by_hand_asks_the_same() -> None:
    for made in (plan(), plan(mode="online-peer", clock=12)):
        by_hand = texts(made)["google-form.txt"]
        for item in form(made)[2:]:
            assert item["Title"] in by_hand
            assert all(choice in by_hand for choice in (*item.get("Rows", ()), *item.get("Columns", ())))
        assert re.search("(?m)^9[.] .*“Yes”: I agree", by_hand)
        assert made.programme.settings.title in by_hand
