"""The whole programme as templates see it: what it promises, its sessions, its cohorts with their meetings, what comes
next."""

from __future__ import annotations

from toolkit.documents.shapes.meeting import MeetingView
from toolkit.documents.shapes.programme import (
    CohortView,
    PathwayView,
    PhaseView,
    PlaceView,
    ProgrammeView,
    SelfCheckView,
    SignUpView,
)
from toolkit.documents.shapes.session import SessionView
from toolkit.documents.views.phrases import (
    READINGS,
    asks_zone,
    consent_words,
    form_hours,
    letters,
    modes_words,
    preparation_words,
    usual_times,
    zone_words,
)
from toolkit.documents.views.qr import qr_view
from toolkit.documents.views.reader import Reader, room_view
from toolkit.model.document import LOGO
from toolkit.model.people import Room
from toolkit.model.plan import Plan
from toolkit.model.resources import Pathway
from toolkit.words.filters import MONTHS, span_words


def programme_view(
    reader: Reader, *, sessions: dict[str, SessionView], cohorts: list[CohortView], meetings: list[MeetingView]
) -> ProgrammeView:
    """The programme with these sessions by key, and these cohorts and meetings."""
    programme = reader.plan.programme
    settings, curriculum = programme.settings, programme.curriculum
    held = [meeting.date for meeting in reader.plan.meetings if not meeting.cancelled]
    zones = {cohort.zone for cohort in programme.cohorts}
    term = settings.term or (f"{MONTHS[held[0].month - 1]} {held[0].year}" if held else "")
    return {
        "key": settings.key,
        "title": settings.title,
        "city": programme.city.name,
        "term": term,
        "zone": zone_words(zones.pop()) if len(zones) == 1 else "",
        "group": settings.look.group or "",
        "accent": settings.look.accent or "",
        "logo": LOGO if programme.logo else "",
        "where_and_when": " · ".join(part for part in (settings.look.group or programme.city.name, term) if part),
        "dates": span_words(min(held), max(held), language=reader.language) if held else "",
        "first_day": min(held).isoformat() if held else "",
        "last_day": max(held).isoformat() if held else "",
        "promise": curriculum.promise,
        "entry": curriculum.entry,
        "self_check": _self_check(reader),
        "weekly_load": curriculum.weekly_load,
        "preparation": preparation_words(reader.plan),
        "session_minutes": curriculum.session_minutes,
        "mode": settings.mode,
        "mode_words": modes_words([cohort.mode for cohort in programme.cohorts] or [settings.mode]),
        "reading": settings.reading,
        "reading_words": (
            " or ".join(dict.fromkeys(READINGS[cohort.reading] for cohort in programme.cohorts))
            or READINGS[settings.reading]
        ),
        "in_person": any(cohort.way.in_person for cohort in programme.cohorts),
        "size": {"least": curriculum.size.least, "best": curriculum.size.best, "most": curriculum.size.most},
        "people": sum(cohort.size for cohort in programme.cohorts),
        "several": len(programme.cohorts) > 1,
        "sessions": list(sessions.values()),
        "count": sum(1 for session in sessions.values() if session["number"]),
        "phases": _phases(reader, sessions),
        "cohorts": cohorts,
        "meetings": meetings,
        "rooms": [room_view(room) for room in _rooms(reader.plan)],
        "places": _places(reader.plan),
        "pathways": [pathway_view(programme.pathways.get(key), key) for key in curriculum.leads_to],
        "colophon": curriculum.colophon,
        "contact": settings.contact or "",
        "conduct": {
            "url": settings.conduct.url or "",
            "person": settings.conduct.person or "",
            "reach": settings.conduct.reach or "",
        },
        "sign_up": _sign_up(reader),
        "food": settings.food or "",
        "access": settings.access or "",
        "price": settings.price or "",
        "signed_by": settings.signed_by or settings.sender.name or "",
        "preparation_minutes": settings.preparation_minutes,
        "chat": (settings.chat or "") if reader.private else "",
        "deadlines": [
            {"key": item.key, "date": item.date.isoformat(), "title": item.title, "note": item.note}
            for item in (reader.plan.deadlines if reader.private else ())
        ],
    }


def _phases(reader: Reader, sessions: dict[str, SessionView]) -> list[PhaseView]:
    phases = reader.plan.programme.curriculum.phases
    found: list[PhaseView] = [
        {"title": phase.title, "sessions": [sessions[key] for key in phase.sessions if key in sessions]}
        for phase in phases
    ]
    return [phase for phase in found if phase["sessions"]]


def _self_check(reader: Reader) -> SelfCheckView | None:
    check = reader.plan.programme.curriculum.self_check
    return {"minutes": check.minutes, "tasks": list(check.tasks), "if_not": check.if_not} if check else None


def _sign_up(reader: Reader) -> SignUpView:
    sign_up = reader.plan.programme.settings.sign_up
    return {
        "url": sign_up.url or "",
        "email": sign_up.email or "",
        "opens": sign_up.opens.isoformat() if sign_up.opens else "",
        "closes": sign_up.closes.isoformat() if sign_up.closes else "",
        "keep_until": sign_up.keep_until.isoformat() if sign_up.keep_until else "",
        "places": sign_up.places or 0,
        "times": list(usual_times(reader.plan)),
        "slots": [{"letter": letters(place), "time": time} for place, time in enumerate(usual_times(reader.plan))],
        "hours": list(form_hours(reader.plan)),
        "asks_zone": asks_zone(reader.plan),
        "consent": consent_words(reader.plan),
        "qr": qr_view(sign_up.url or ""),
    }


def _rooms(plan: Plan) -> list[Room]:
    """The rooms that are used, in the order of first use."""
    return list({meeting.room.id: meeting.room for meeting in plan.meetings if meeting.room}.values())


def _places(plan: Plan) -> list[PlaceView]:
    """Where people meet, each place once: rooms, what is not known yet, online. `step_free` is empty where there are no
    stairs to ask about."""
    rooms = _rooms(plan)
    found: list[PlaceView] = [
        {"words": seen["words"], "step_free": seen["step_free"]} for seen in map(room_view, rooms)
    ]
    cohorts = plan.programme.cohorts
    without = [one for one in plan.meetings if one.evening.way.in_person and not one.room and not one.cancelled]
    if without or (not rooms and any(cohort.way.in_person for cohort in cohorts)):
        words = "other venues to be announced" if rooms else f"{plan.programme.city.name}, venue to be announced"
        found.append({"words": words, "step_free": ""})
    elsewhere = (("online", "online"), ("solo", "wherever you work"))
    for where, words in elsewhere:
        if any(cohort.way.where == where for cohort in cohorts):
            found.append({"words": words, "step_free": ""})
    return found


def pathway_view(pathway: Pathway | None, key: str) -> PathwayView:
    """What one can do next. A key that belongs to no pathway is another programme of the same kind, known by its name
    only."""
    return {
        "title": pathway.title if pathway else key.replace("-", " ").capitalize(),
        "status": pathway.status if pathway else "live",
        "checked": pathway.checked.isoformat() if pathway else "",
        "what": pathway.what if pathway else "",
        "for_whom": pathway.for_whom if pathway else "",
        "hours": (pathway and pathway.hours) or "",
        "length": (pathway and pathway.length) or "",
        "level": (pathway and pathway.level) or "",
        "place": (pathway and pathway.place) or "",
        "mentorship": (pathway and pathway.mentorship) or "",
        "cost": (pathway and pathway.cost) or "",
        "before": (pathway and pathway.before) or "",
        "after": (pathway and pathway.after) or "",
        "made": (pathway and pathway.made) or "",
        "why_not": pathway.why_not if pathway else "",
        "link": (pathway and pathway.link) or "",
    }
