"""What a message about somebody's place holds: that they have one (who, when, where), wait, are asked for another time,
or have none."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from toolkit.documents.shapes.people import AnswerView, MissedView
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.clocks import turns_elsewhere
from toolkit.documents.views.phrases import zone_words
from toolkit.model.availability import DAY_NAMES, Stretch
from toolkit.model.fields import DAYS
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.answers import Answer, zone_of
from toolkit.words.filters import listing, short_date, time_range


def answer_view(views: Views, answer: Answer) -> AnswerView:
    """`state`, the cohorts with everybody else in them, the meetings still to come (`otherwise` those at another time
    or place, `by_others` those that others run), what was `missed` or is `gone`, and the stretches to ask for."""
    plan, zone = views.plan, zone_of(answer.person, views.plan.programme)
    meetings = (
        [meeting for meeting in plan.of_person(answer.person.id) if meeting.coming] if answer.state == "placed" else []
    )
    others = [
        person.name or person.id
        for cohort in answer.cohorts
        for person in plan.members(cohort)
        if person.id != answer.person.id and person.comes
    ]
    return {
        "state": answer.state,
        "had_place": answer.had_place,
        "cohorts": [views.cohort(cohort) for cohort in answer.cohorts],
        "in_turn": [turns_elsewhere(views, meetings, cohort=cohort, zone=zone) for cohort in answer.cohorts],
        "others": others if views.private else [],
        "missed": [_missed_view(views, meeting) for meeting in _missed(views, answer)],
        "meetings": [views.meeting(meeting) for meeting in meetings],
        "otherwise": [views.meeting(meeting) for meeting in meetings if is_otherwise(meeting)],
        "by_others": [
            {"meeting": views.meeting(meeting), "words": words}
            for meeting in meetings
            if views.private and (words := by_others(plan, meeting))
        ],
        "local": on_their_clock(views, meetings[0], zone=zone) if meetings and views.private else "",
        "gone": views.left_behind(answer.person.id),
        "no_times": views.private and not (answer.person.available or answer.person.if_needed),
        "asks": [
            {"words": stretch_words(stretch), "zone": zone_words(zone), "places": places}
            for stretch, places in answer.wanted
            if views.private
        ],
    }


def _missed(views: Views, answer: Answer) -> list[Meeting]:
    """The meetings of their cohorts that were held before they came."""
    mine = views.plan.of_person(answer.person.id) if answer.state == "placed" else ()
    return [meeting for meeting in mine if meeting.held and not meeting.cancelled]


def _missed_view(views: Views, meeting: Meeting) -> MissedView:
    items = views.session(meeting.evening, meeting.number)["items"]
    return {"meeting": views.meeting(meeting), "items": [*items["before"], *items["inside"]]}


def stretch_words(stretch: Stretch) -> str:
    """ "Wednesdays 19:00–20:00"; over midnight "Wednesdays 23:00–01:00"."""
    start, end = stretch
    hours = time_range(_clock(start), _clock(end))
    return f"{DAY_NAMES[start // 1440 % 7]}s {hours}"


def _clock(minute: int) -> datetime.time:
    return datetime.time(minute % 1440 // 60, minute % 60)


def is_otherwise(meeting: Meeting) -> bool:
    """Whether a meeting is on another day of the week, at another time or in another place than the cohort's usual
    ones; one that was put off by whole weeks is not."""
    other_room = meeting.planned_room is not None and (meeting.room is None or meeting.room.id != meeting.planned_room)
    usual = (DAYS[meeting.date.weekday()], meeting.time) in meeting.cohort.weekly
    other_screen = meeting.evening.way.online != meeting.cohort.way.online
    return not usual or meeting.combined or other_room or other_screen


def by_others(plan: Plan, meeting: Meeting) -> str:
    """Who runs and mentors a meeting, where that is not who usually does; else nothing."""
    cohort, known = meeting.cohort, plan.programme.people.facilitators
    usual = {id for id in cohort.facilitators if id in known}
    names = [person.name or person.id for person in meeting.facilitators]
    words = []
    if usual and usual != {person.id for person in meeting.facilitators}:
        who = f"{listing(names)} {'run' if len(names) > 1 else 'runs'} it"
        words.append(who if names else "the group runs it by itself")
    if cohort.way.mentored and cohort.mentor in known:
        if not meeting.evening.way.mentored:
            words.append("no mentor comes")
        elif meeting.mentor and meeting.mentor.id != cohort.mentor:
            words.append(f"{meeting.mentor.name or meeting.mentor.id} is the mentor")
    return ", and ".join(words)


def on_their_clock(views: Views, meeting: Meeting, *, zone: str) -> str:
    """Where a meeting stands on somebody's own clock, if that shows something else."""
    local = meeting.start.astimezone(ZoneInfo(zone))
    if local.replace(tzinfo=None) == meeting.start.replace(tzinfo=None):
        return ""
    return f"{short_date(local, views.language)}, {local:%H:%M} {zone_words(zone)}"
