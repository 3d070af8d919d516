"""What whoever runs or mentors meetings is told first: their cohorts, who is in them, when, and what they cover."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.documents.shapes.people import CoveredView, OwnGroupView, WelcomeView
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.answer import is_otherwise, on_their_clock
from toolkit.documents.views.clocks import turns_elsewhere
from toolkit.model.people import Facilitator
from toolkit.model.plan import Meeting
from toolkit.model.programme import Cohort
from toolkit.planning.concerns import coming
from toolkit.planning.newcomers import own_evenings
from toolkit.words.filters import duration


def welcome_view(views: Views, person: Facilitator) -> WelcomeView:
    """The cohorts that are theirs, the meetings of others at which they stand in, and all of it by date."""
    meetings = own_evenings(views.plan, person.id)
    own = [cohort for cohort in views.plan.programme.cohorts if is_theirs(cohort, person.id)]
    comes = {meeting.cohort.key for meeting in meetings}
    minutes = views.plan.programme.settings.preparation_minutes
    return {
        "cohorts": [_own(views, cohort, person=person, meetings=meetings) for cohort in own if cohort.key in comes],
        "covers": [_cover(views, meeting) for meeting in meetings if meeting.cohort not in own],
        "meetings": [views.meeting(meeting) for meeting in meetings],
        "otherwise": [views.meeting(one) for one in meetings if one.cohort in own and is_otherwise(one)],
        "local": on_their_clock(views, meetings[0], zone=person.timezone) if person.timezone and views.private else "",
        "preparation": duration(minutes) if minutes and person.part == "facilitator" else "",
    }


def is_theirs(cohort: Cohort, id: str) -> bool:
    """Whether a cohort is somebody's to run or to mentor, and not for an evening only."""
    return id in cohort.facilitators or id == cohort.mentor


def _own(views: Views, cohort: Cohort, *, person: Facilitator, meetings: Sequence[Meeting]) -> OwnGroupView:
    return {
        "cohort": views.cohort(cohort),
        "others": _runs(views, cohort, without={person.id}),
        "in_turn": turns_elsewhere(views, meetings, cohort=cohort, zone=person.timezone) if person.timezone else "",
        "members": _members(views, [cohort]),
    }


def _cover(views: Views, meeting: Meeting) -> CoveredView:
    found = (views.plan.programme.cohort(key) for key in meeting.with_cohorts)
    return {
        "meeting": views.meeting(meeting),
        "away": _runs(views, meeting.cohort, without={person.id for person in meeting.facilitators}),
        "members": _members(views, [meeting.cohort, *(cohort for cohort in found if cohort)]),
    }


def _runs(views: Views, cohort: Cohort, *, without: set[str]) -> list[str]:
    people = views.plan.programme.people.facilitators
    names = [people[id].name_and_role or id for id in cohort.facilitators if id in people and id not in without]
    return names if views.private else []


def _members(views: Views, cohorts: list[Cohort]) -> list[str]:
    people = views.plan.programme.people.participants
    ids = [id for cohort in cohorts for id in coming(views.plan, cohort) if id in people]
    return [people[id].name or id for id in ids] if views.private else []
