"""The page to open first: what was made, for whom, how many to print."""

from __future__ import annotations

import re

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from toolkit.documents.calendars import make_calendars
from toolkit.documents.index import calendar_row, make_index
from toolkit.model.people import Facilitator, Participant
from toolkit.reading.documents import read_document_base
from toolkit.reading.shelves import Shelves

ADA = Facilitator("ada", "Ada Lovelace")
PEOPLE = [Participant("p1", "Pat Planted"), Participant("p2", "Quim Pujol")]


def index() -> str:
    """The page of a plan of one meeting with two people and a facilitator."""
    meeting = make_meeting(make_cohort(members=("p1", "p2")), make_session(), facilitators=(ADA,))
    plan = make_plan([meeting], facilitators=[ADA], participants=PEOPLE)
    rows = map(calendar_row, make_calendars(plan))
    return make_index(plan, rows, base=read_document_base(Shelves.open(), []), pdfs=True)


def test_what_there_is_for_each_person_or_meeting_is_folded_away() -> None:
    folds = dict(re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", index(), re.DOTALL))
    assert set(folds) == {"One for each meeting (1)", "One for each person (2)"}
    assert "person-p2.ics" in folds["One for each person (2)"]
    assert "facilitator-ada.ics" not in folds["One for each person (2)"]


def test_the_page_stands_outside_private_and_names_nobody() -> None:
    shown = re.sub(r"<[^>]+>", "", index())
    assert [name for name in ("Ada", "Pat", "Quim", "Pujol") if name in shown] == []
    assert "facilitator-ada.ics" in shown


def test_a_row_does_not_say_twice_whose_calendar_it_is() -> None:
    assert re.sub(r"<[^>]+>", "", index()).count("organiser") == 1
