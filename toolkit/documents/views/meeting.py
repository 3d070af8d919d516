"""A meeting as templates see it: date, place, people, minute by minute."""

from __future__ import annotations

from toolkit.documents.shapes.meeting import MeetingView
from toolkit.documents.shapes.session import SessionView
from toolkit.documents.views.blocks import arrival_views, bag_view, block_views, clock_of, stand_in_views
from toolkit.documents.views.clocks import elsewhere
from toolkit.documents.views.phrases import MODE_WORDS, zone_words
from toolkit.documents.views.reader import Reader, name_view, room_view, where_words
from toolkit.model.availability import DAY_NAMES
from toolkit.model.people import Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.words.filters import (
    date_words,
    duration,
    listing,
    month_day,
    plural,
    sentence,
    short_date,
    time_range,
    time_words,
)


def meeting_view(reader: Reader, meeting: Meeting, *, session: SessionView) -> MeetingView:
    """A meeting with its session, people and run sheet."""
    people = _people(reader.plan, meeting)
    bag = bag_view(meeting.evening.materials, people=people)
    start, end = meeting.start, meeting.end
    online = meeting.evening.way.online
    return {
        "session": session,
        "cohort": {"key": meeting.cohort.key, "label": meeting.cohort.label},
        "cohorts": [meeting.cohort.label, *_labels(reader.plan, meeting.with_cohorts)],
        "slug": meeting.slug,
        "anchor": f"meeting-{meeting.session.key}",
        "date": meeting.date.isoformat(),
        "day": DAY_NAMES[meeting.date.weekday()],
        "date_words": date_words(meeting.date, reader.language),
        "short_date": short_date(meeting.date, reader.language),
        "short_day": DAY_NAMES[meeting.date.weekday()][:3],
        "month_day": month_day(meeting.date, reader.language),
        "week": meeting.week,
        "start": time_words(start.time(), reader.clock),
        "end": time_words(end.time(), reader.clock),
        "times": time_range(start.time(), end.time(), clock=reader.clock),
        "minutes": meeting.minutes,
        "duration": duration(meeting.minutes),
        "zone": zone_words(meeting.zone),
        "elsewhere": elsewhere(reader, meeting),
        "online": online,
        "mode": meeting.evening.mode,
        "mode_words": MODE_WORDS[meeting.evening.mode],
        "mentored": meeting.evening.way.mentored,
        "place": where_words(reader, meeting.room, mode=meeting.evening.mode, link=meeting.link),
        "room": room_view(meeting.room) if meeting.room else None,
        "link": (meeting.link or "") if reader.private else "",
        "people": people,
        "people_words": plural(people, "person", many="people"),
        "facilitators": [name_view(reader, person) for person in meeting.facilitators] if reader.private else [],
        "mentor": name_view(reader, meeting.mentor) if meeting.mentor and reader.private else None,
        "members": [{"id": person.id, "name": person.name} for person in _members(reader, meeting)],
        "pairs": _pairs(reader, meeting),
        "status": meeting.status,
        "cancelled": meeting.cancelled,
        "moved": meeting.moved and not meeting.cancelled,
        "planned": date_words(meeting.planned.date(), reader.language),
        "planned_time": time_words(meeting.planned.time(), reader.clock),
        "reason": sentence(meeting.reason or "") if reader.private else "",
        "held": meeting.held,
        "joins": (
            listing(_labels(reader.plan, (meeting.combined_into,)))
            if meeting.combined and meeting.combined_into
            else ""
        ),
        "blocks": block_views(meeting.evening.blocks, clock_of(start, reader.clock)),
        "checkpoints": arrival_views(meeting.evening.checkpoints, clock_of(start, reader.clock)),
        "stand_ins": stand_in_views(meeting.evening.stand_ins, clock_of(start, reader.clock)),
        "bag": bag,
        "prints": [item for item in bag if item["prints"]],
    }


def _people(plan: Plan, meeting: Meeting) -> int:
    """Participants at the table, those of cohorts that come along included."""
    others = (plan.programme.cohort(key) for key in meeting.with_cohorts)
    return meeting.people + sum(cohort.size for cohort in others if cohort)


def _labels(plan: Plan, keys: tuple[str, ...]) -> list[str]:
    return [cohort.label for cohort in (plan.programme.cohort(key) for key in keys) if cohort]


def _members(reader: Reader, meeting: Meeting) -> list[Participant]:
    """Who is expected, by cohort, those of cohorts that come along included."""
    if not reader.private:
        return []
    cohorts = [
        meeting.cohort,
        *(cohort for key in meeting.with_cohorts if (cohort := reader.plan.programme.cohort(key))),
    ]
    return [person for cohort in cohorts for person in reader.plan.members(cohort)]


def _pairs(reader: Reader, meeting: Meeting) -> list[list[str]]:
    """Names of those who work together; empty where nobody paired them."""
    people = reader.plan.programme.people.participants
    return (
        [[people[id].name for id in group if id in people] for group in reader.plan.groups(meeting)]
        if reader.private
        else []
    )
