"""What each document of a type is made for: the programme, its cohorts, meetings, people and rooms, one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.documents.shapes.page import (
    CohortPage,
    FacilitatorPage,
    MeetingPage,
    PageContext,
    PersonPage,
    ProgrammePage,
    RoomPage,
)
from toolkit.documents.shapes.people import FacilitatorView, PersonView, RoomUseView
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.answer import answer_view
from toolkit.documents.views.report import report_view
from toolkit.documents.views.welcome import welcome_view
from toolkit.model.document import DocumentHead
from toolkit.model.plan import Meeting
from toolkit.model.programme import Cohort
from toolkit.planning.answers import untold_answers
from toolkit.planning.newcomers import newcomers
from toolkit.words.filters import date_words


@dataclass(frozen=True)
class Subject:
    """What one page is made for. `names` fill the holes of file names, `words` those of titles; `context` is what the
    template sees."""

    names: Mapping[str, str]
    words: Mapping[str, str]
    context: PageContext
    counts: Mapping[str, int]
    cohort: Cohort | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Selection:
    """Which things are asked for: a cohort's key, a session's key; None is all of them."""

    cohort: str | None = None
    session: str | None = None

    def has(self, subject: Subject) -> bool:
        """Whether this subject is asked for. A thing that has no cohort or session of its own always is."""
        cohort_fits = subject.cohort is None or self.cohort in (None, subject.cohort.key)
        session_fits = subject.meeting is None or self.session in (None, subject.meeting.session.key)
        return cohort_fits and session_fits


def find_subjects(head: DocumentHead, views: Views, *, choice: Selection) -> Iterator[Subject]:
    """The things that a type of document is made for, as far as they are asked for and have what it is about."""
    programme = views.plan.programme
    if head.only == "changed" and programme.told is None and not programme.mailings:
        return
    found = _WITH.get(head.only or "", _PER[head.per])(views)
    yield from (subject for subject in found if choice.has(subject) and _is_wanted(head, subject))


def _is_wanted(head: DocumentHead, subject: Subject) -> bool:
    """Whether what the document is about is there: pairs, news or somebody who covers."""
    context = subject.context
    if head.only == "pairs":
        return "meeting" in context and bool(context["meeting"]["pairs"])
    if head.only == "changed":
        return "news" in context and bool(context["news"]["items"] or context["news"]["members"])
    return head.only != "cover" or "cover" in context


def _programmes(views: Views) -> Iterator[Subject]:
    plan = views.plan
    cohorts = plan.programme.cohorts
    facilitators = {person.id for meeting in plan.meetings for person in meeting.facilitators}
    counts = _counts(sum(cohort.size for cohort in cohorts), len(facilitators), cohorts=len(cohorts))
    context: ProgrammePage = {"programme": views.programme()}
    yield Subject({}, {}, context, counts)


def _cohorts(views: Views) -> Iterator[Subject]:
    several = len(views.plan.programme.cohorts) > 1
    for cohort in views.plan.programme.cohorts:
        names = {"cohort": cohort.key if several else ""}
        words = {"cohort": cohort.label if several else ""}
        context: CohortPage = {
            "programme": views.programme(),
            "cohort": views.cohort(cohort),
            "news": views.cohort_news(cohort),
        }
        yield Subject(names, words, context, _counts(cohort.size, len(cohort.facilitators), cohorts=1), cohort)


def _meetings(views: Views) -> Iterator[Subject]:
    for cohort in views.plan.programme.cohorts:
        for meeting in views.plan.of_cohort(cohort.key):
            if not meeting.cancelled:
                yield meeting_subject(views, meeting)


def meeting_subject(views: Views, meeting: Meeting) -> Subject:
    """What a document of one meeting is made for."""
    several = len(views.plan.programme.cohorts) > 1
    key = meeting.cohort.key if several else ""
    seen = views.meeting(meeting)
    names = {
        "cohort": key,
        "number": f"{meeting.number:02d}",
        "session": meeting.slug,
        "meeting": f"{meeting.slug}-{key}".rstrip("-"),
    }
    day = date_words(meeting.date, views.language)
    words = {
        "cohort": meeting.cohort.label if several else "",
        "number": str(meeting.number),
        "session": meeting.session.head.title,
        "meeting": day,
    }
    context: MeetingPage = {"programme": views.programme(), "cohort": views.cohort(meeting.cohort), "meeting": seen}
    if cover := views.cover(meeting):
        context["cover"] = cover
    return Subject(
        names, words, context, _counts(seen["people"], len(meeting.facilitators), cohorts=1), meeting.cohort, meeting
    )


def _persons(views: Views) -> Iterator[Subject]:
    members = {person.id: person for cohort in views.plan.programme.cohorts for person in views.plan.members(cohort)}
    for person in members.values():
        context: PersonPage = {
            "programme": views.programme(),
            "person": views.person(person),
            "news": views.person_news(person.id, "participant"),
        }
        yield _named(context["person"], context, counts=_counts(1, 0, cohorts=1))


def _with_place(views: Views) -> Iterator[Subject]:
    """Everybody who applied and was not told yet what becomes of it."""
    for answer in untold_answers(views.plan):
        context: PersonPage = {
            "programme": views.programme(),
            "person": views.person(answer.person),
            "place": answer_view(views, answer),
        }
        yield _named(context["person"], context, counts=_counts(1, 0, cohorts=1))


def _with_times(views: Views) -> Iterator[Subject]:
    """The programme, where people gave times from which cohorts can be formed."""
    if report := report_view(views):
        context: ProgrammePage = {"programme": views.programme(), "report": report}
        yield from (replace(subject, context=context) for subject in _programmes(views))


def _facilitators(views: Views) -> Iterator[Subject]:
    for person in views.plan.programme.people.facilitators.values():
        context: FacilitatorPage = {
            "programme": views.programme(),
            "facilitator": views.facilitator(person),
            "news": views.person_news(person.id, person.part),
        }
        yield _named(context["facilitator"], context, counts=_counts(0, 1, cohorts=1))


def _to_welcome(views: Views) -> Iterator[Subject]:
    """Everybody who runs or mentors meetings and was never told so."""
    for person in newcomers(views.plan):
        context: FacilitatorPage = {
            "programme": views.programme(),
            "facilitator": views.facilitator(person),
            "welcome": welcome_view(views, person),
        }
        yield _named(context["facilitator"], context, counts=_counts(0, 1, cohorts=1))


def _rooms(views: Views) -> Iterator[Subject]:
    for room in {meeting.room.id: meeting.room for meeting in views.plan.meetings if meeting.room}.values():
        context: RoomPage = {"programme": views.programme(), "room": views.room(room)}
        yield _named(context["room"], context, counts=_counts(0, 0, cohorts=1))


def _named(
    view: PersonView | FacilitatorView | RoomUseView, context: PageContext, *, counts: Mapping[str, int]
) -> Subject:
    return Subject({"id": view["id"]}, {"id": view["name"]}, context, counts)


def _counts(people: int, facilitators: int, *, cohorts: int) -> dict[str, int]:
    """How many of something to print; whoever runs a meeting needs one even while nobody is named."""
    runners = max(1, facilitators)
    return {
        "one": 1,
        "participants": people,
        "facilitators": runners,
        "everyone": people + runners,
        "pairs": math.ceil(people / 2),
        "cohorts": cohorts,
    }


_PER = {
    "programme": _programmes, "cohort": _cohorts, "meeting": _meetings,
    "person": _persons, "facilitator": _facilitators, "room": _rooms,
}  # fmt: skip
_WITH = {"place": _with_place, "welcome": _to_welcome, "times": _with_times}
