"""What a calendar says of a meeting: title, place, what it is for, what to read, how to get in, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.documents.calendar_frame import Frame
from toolkit.model.evening import TimedItem
from toolkit.model.people import Room
from toolkit.model.plan import Meeting
from toolkit.words.filters import about, date_words, listing, plain, sentence, time_words

LONGEST_DESCRIPTION = 1500
"""Letters of a description; some clients cut longer ones off."""

LINK_WORDS = "link from your facilitator"
"""What stands for a private link in what may be shared."""

_HEADINGS = (("before", "Before the meeting"), ("inside", "Read in the meeting"), ("during", "Used in the meeting"))


def name_words(frame: Frame, meeting: Meeting) -> str:
    """ "3. Backpropagation by hand (Cohort A with Cohort B)"."""
    number = f"{meeting.number}. " if meeting.number else ""
    cohorts = _cohorts(frame, meeting)
    return f"{number}{meeting.session.head.title}{f' ({cohorts})' if cohorts else ''}"


def _cohorts(frame: Frame, meeting: Meeting) -> str:
    """The cohort, where there are several, and with whom it meets."""
    if len(frame.plan.programme.cohorts) < 2:
        return ""
    found = (frame.plan.programme.cohort(key) for key in meeting.with_cohorts)
    others = [cohort.label for cohort in found if cohort]
    return f"{meeting.cohort.label} with {listing(others)}" if others else meeting.cohort.label


def link_of(frame: Frame, meeting: Meeting) -> str | None:
    """The link to join, where it may stand."""
    return meeting.link if frame.audience == "private" and not meeting.cancelled else None


def location_words(meeting: Meeting, link: str | None) -> str:
    """The room with its address, or online with the link; empty where everybody works on their own."""
    if meeting.evening.way.online:
        return "Online" if meeting.cancelled else f"Online: {link or LINK_WORDS}"
    if meeting.room is None:
        return "" if meeting.evening.way.solo else "Venue to be announced"
    return meeting.room.name_and_address


def geo_of(room: Room | None) -> tuple[float, float] | None:
    """Where the room is on the map, latitude first; None where that is not known or nowhere on earth."""
    if room is None or room.latitude is None or room.longitude is None:
        return None
    on_earth = -90 <= room.latitude <= 90 and -180 <= room.longitude <= 180
    return (room.latitude, room.longitude) if on_earth else None


def description_words(frame: Frame, meeting: Meeting) -> str:
    """Purpose, readings, what to bring, how to get in, whom to ask: plain text, at most LONGEST_DESCRIPTION letters.
    Of a cancelled meeting that it is."""
    beginning = (_introduction(frame, meeting), news_words(frame, meeting))
    if meeting.cancelled:
        return "\n\n".join((*beginning, contact_words(frame)))
    end = (_bring(meeting), *access_words(frame, meeting), who_words(frame, meeting), contact_words(frame))
    rest = sum(len(part) + 2 for part in (*beginning, *end) if part)
    readings = _readings(meeting, room=LONGEST_DESCRIPTION - rest - 250)
    purpose = _shorten(plain(meeting.session.why), min(600, LONGEST_DESCRIPTION - rest - len(readings) - 4))
    return "\n\n".join(part for part in (*beginning, purpose, readings, *end) if part)


def _introduction(frame: Frame, meeting: Meeting) -> str:
    parts = (frame.title, _cohorts(frame, meeting), meeting.week)
    return _shorten(", ".join(part for part in parts if part), 200)


def news_words(frame: Frame, meeting: Meeting) -> str:
    """What changed. The reason may name people, so it stays private."""
    reason = (
        f" {_shorten(sentence(plain(meeting.reason)), 200)}" if meeting.reason and frame.audience == "private" else ""
    )
    if meeting.cancelled:
        return f"This meeting is cancelled.{reason}"
    if not meeting.moved:
        return ""
    city, was = frame.plan.programme.city, meeting.planned
    return f"Moved from {date_words(was.date(), city.language)}, {time_words(was.time(), city.clock)}.{reason}"


def _readings(meeting: Meeting, *, room: int) -> str:
    """What to read, watch or do, with minutes and links, as much as there is room for."""
    lines: list[str] = []
    for when, heading in _HEADINGS:
        items = meeting.evening.items_when(when)
        tasks = meeting.evening.homework if when == "before" else ()
        if items or tasks:
            load = f" ({about(meeting.evening.load)})" if when == "before" else ""
            lines += [f"{heading}{load}:", *map(_reading, sorted(items, key=lambda item: item.item.choose))]
            lines += [f"- {_shorten(task.what, 120)}, {about(task.minutes)}" for task in tasks]
    kept = list(lines)
    while kept and (kept[-1].endswith(":") or sum(len(line) + 1 for line in kept) > room):
        kept.pop()
    return "\n".join(kept if kept == lines else [*kept, "More in the syllabus."])


def _reading(item: TimedItem) -> str:
    choice = "one of these: " if item.item.choose == "one-of" else ""
    return f"- {choice}{_shorten(item.name, 120)}, {about(item.minutes)}: {item.resource.url}"


def _bring(meeting: Meeting) -> str:
    things = [material for material in meeting.evening.materials if material.who == "participant"]
    words = [f"{thing.number} x {thing.what}" if thing.number > 1 else thing.what for thing in things]
    return _shorten(f"Please bring: {'; '.join(words)}.", 200) if words else ""


def access_words(frame: Frame, meeting: Meeting) -> Iterator[str]:
    """How to get in: the door, the stairs, the link."""
    settings = frame.plan.programme.settings
    if meeting.evening.way.online:
        yield f"Join: {link_of(frame, meeting) or LINK_WORDS}"
    elif not meeting.evening.way.solo:
        known = meeting.room.step_free.strip() if meeting.room else ""
        yield _shorten(f"Step-free access: {known or 'ask us'}", 200)
    if settings.access:
        yield _shorten(f"Access: {plain(settings.access)}", 200)


def who_words(frame: Frame, meeting: Meeting) -> str:
    """Who runs the meeting, where names may stand."""
    names = [person.name_and_role for person in meeting.facilitators]
    if frame.audience == "share" or not names:
        return ""
    return _shorten(f"{'Facilitators' if len(names) > 1 else 'Facilitator'}: {listing(names)}", 200)


def contact_words(frame: Frame) -> str:
    """Whom to ask."""
    contact = frame.plan.programme.settings.contact
    return _shorten(f"Contact: {plain(contact)}" if contact else "Contact: ask your facilitator", 200)


def _shorten(text: str, most: int) -> str:
    """At most so many letters, cut between words."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rpartition(' ')[0] or start}…" if most > 40 else ""
