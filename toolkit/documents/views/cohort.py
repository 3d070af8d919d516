"""A cohort as templates see it, with its meetings and the chapters that its facilitators need."""

from __future__ import annotations

import math

from toolkit.documents.shapes.meeting import MeetingView
from toolkit.documents.shapes.programme import CohortView
from toolkit.documents.views.clocks import usually_elsewhere
from toolkit.documents.views.phrases import MODE_WORDS, READINGS, days_words, times_words, zone_words
from toolkit.documents.views.reader import Reader, name_view, room_view, where_words
from toolkit.model.curriculum import Guide
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort
from toolkit.words.filters import plural, time_words


def cohort_view(reader: Reader, cohort: Cohort, *, meetings: list[MeetingView]) -> CohortView:
    """A cohort with these meetings."""
    people = reader.plan.programme.people
    facilitators = [people.facilitators[id] for id in cohort.facilitators if id in people.facilitators]
    mentor = people.facilitators.get(cohort.mentor or "")
    return {
        "key": cohort.key,
        "label": cohort.label,
        "mode": cohort.mode,
        "mode_words": MODE_WORDS[cohort.mode],
        "mentored": cohort.way.mentored,
        "online": cohort.way.online,
        "reading": cohort.reading,
        "reading_words": READINGS[cohort.reading],
        "days": days_words(cohort),
        "times": times_words(cohort, clock=reader.clock),
        "usual_time": "" if cohort.turns else time_words(cohort.times[0], reader.clock),
        "zone": zone_words(cohort.zone),
        "elsewhere": usually_elsewhere(reader, cohort),
        "people": cohort.size,
        "people_words": plural(cohort.size, "person", many="people"),
        "pairs": math.ceil(cohort.size / 2),
        "place": where_words(reader, people.rooms.get(cohort.room or ""), mode=cohort.mode, link=cohort.link),
        "room": room_view(people.rooms[cohort.room]) if cohort.room in people.rooms and not cohort.way.online else None,
        "link": (cohort.link or "") if reader.private else "",
        "facilitators": [name_view(reader, person) for person in facilitators] if reader.private else [],
        "mentor": name_view(reader, mentor) if mentor and reader.private else None,
        "members": (
            [{"id": person.id, "name": person.name} for person in reader.plan.members(cohort)] if reader.private else []
        ),
        "meetings": meetings,
        "guides": [
            {"key": guide.head.key, "title": guide.head.title, "text": guide.text}
            for guide in _guides(reader.plan, cohort)
        ],
    }


def _guides(plan: Plan, cohort: Cohort) -> list[Guide]:
    """The chapters that a facilitator of this cohort needs: those of its mode, its reading and its kinds of session."""
    kinds = {meeting.session.head.kind for meeting in plan.of_cohort(cohort.key)}
    return [
        guide
        for guide in plan.programme.guides
        if (guide.head.modes is None or cohort.mode in guide.head.modes)
        and (guide.head.readings is None or cohort.reading in guide.head.readings)
        and (guide.head.kinds is None or kinds & set(guide.head.kinds))
    ]
