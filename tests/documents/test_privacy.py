"""Whatever a view is asked for, in what may be shared it holds nothing private, and in private it holds all of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.documents.private_plan import SECRETS, private_plan
from toolkit.documents.views import all_views
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.answer import answer_view
from toolkit.documents.views.report import report_view
from toolkit.documents.views.welcome import welcome_view
from toolkit.model.document import Audience
from toolkit.planning.answers import answers

ALL: dict[str, Callable[[Views], Iterable[object]]] = {
    "programme": lambda views: [views.programme()],
    "cohort": lambda views: (views.cohort(cohort) for cohort in views.plan.programme.cohorts),
    "meeting": lambda views: (views.meeting(meeting) for meeting in views.plan.meetings),
    "session": lambda views: (views.session(meeting.evening, meeting.number) for meeting in views.plan.meetings),
    "person": lambda views: (views.person(person) for person in views.plan.programme.people.participants.values()),
    "facilitator": lambda views: (
        views.facilitator(person) for person in views.plan.programme.people.facilitators.values()
    ),
    "room": lambda views: (views.room(room) for room in views.plan.programme.people.rooms.values()),
    "cohort_news": lambda views: (views.cohort_news(cohort) for cohort in views.plan.programme.cohorts),
    "person_news": lambda views: (
        *(views.person_news(id, "participant") for id in views.plan.programme.people.participants),
        *(views.person_news(one.id, one.part) for one in views.plan.programme.people.facilitators.values()),
    ),
    "left_behind": lambda views: (views.left_behind(id) for id in views.plan.programme.people.participants),
    "cover": lambda views: (views.cover(meeting) for meeting in views.plan.meetings),
    "answer_view": lambda views: (answer_view(views, answer) for answer in answers(views.plan)),
    "report_view": lambda views: [report_view(views)],
    "welcome_view": lambda views: (
        welcome_view(views, person) for person in views.plan.programme.people.facilitators.values()
    ),
}
"""Every way to ask for a view."""

OF_MEETINGS = {"link", "place", "elsewhere", "name", "email", "pairs", "reason", "name_and_role"}
PRIVATE = {
    "programme": OF_MEETINGS | {"chat", "note"},
    "cohort": OF_MEETINGS,
    "meeting": OF_MEETINGS,
    "session": set[str](),
    "person": OF_MEETINGS,
    "facilitator": OF_MEETINGS,
    "room": OF_MEETINGS,
    "cohort_news": {"link", "reason"},
    "person_news": {"link", "reason", "words", "yours"},
    "left_behind": set[str](),
    "cover": OF_MEETINGS - {"reason"},
    "answer_view": OF_MEETINGS | {"others", "local", "in_turn", "zone", "words"},
    "report_view": {"name", "names", "by", "text", "other", "words"},
    "welcome_view": OF_MEETINGS | {"members", "others", "away", "local"},
}
"""The fields that hold something private where that may stand."""


def planted(view: object, field: str = "") -> Iterator[tuple[str, str]]:
    """The field and the secret, for each that is found in a view, however deep."""
    if isinstance(view, dict):
        for name, value in view.items():
            yield from planted(value, name)
    elif isinstance(view, list):
        for value in view:
            yield from planted(value, field)
    elif isinstance(view, str):
        yield from ((field, secret) for secret in SECRETS if secret in view)


def views_of_files() -> set[str]:
    """The functions of documents/views/ that ask `Views` and give a view, by its shape's name."""
    folder = Path(all_views.__file__).parent
    nodes = (node for file in folder.glob("*.py") for node in ast.parse(file.read_text("utf-8")).body)
    asking = (node for node in nodes if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))
    return {node.name for node in asking if "Views" in said(node.args) and re.search(r"View\b", said(node.returns))}


def said(node: ast.AST | None) -> str:
    return ast.unparse(node) if node else ""


def test_every_way_to_ask_for_a_view_is_tried() -> None:
    assert {name for name in vars(Views) if not name.startswith("_")} <= ALL.keys()
    assert views_of_files() <= ALL.keys()
    assert "welcome_view" in views_of_files()


@pytest.mark.parametrize("mode", ["online-mentored", "in-person-mentored"])
@pytest.mark.parametrize("asked", ALL)
def test_what_may_be_shared_holds_nothing_private(asked: str, mode: str) -> None:
    views = Views(private_plan(mode), "share")
    assert [found for view in ALL[asked](views) for found in planted(view)] == []


@pytest.mark.parametrize("asked", ALL)
def test_what_is_private_holds_it(asked: str) -> None:
    views = Views(private_plan(), "private")
    assert {field for view in ALL[asked](views) for field, _ in planted(view)} == PRIVATE[asked]


def test_everything_that_is_planted_is_found_somewhere() -> None:
    views = Views(private_plan(), "private")
    found = {secret for asked in ALL for view in ALL[asked](views) for _, secret in planted(view)}
    assert set(SECRETS) - found == set()


@pytest.mark.parametrize("asked", ["cover", "report_view"])
def test_what_is_for_private_eyes_alone_is_not_there_at_all(asked: str) -> None:
    assert set(ALL[asked](Views(private_plan(), "share"))) == {None}


def test_what_times_somebody_gave_is_for_private_eyes_alone() -> None:
    def no_times(audience: Audience) -> set[bool]:
        views = Views(private_plan(), audience)
        return {answer_view(views, answer)["no_times"] for answer in answers(views.plan)}

    assert (no_times("share"), no_times("private")) == ({False}, {False, True})
