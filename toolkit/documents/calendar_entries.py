"""What a calendar says of one meeting, of the preparation and the mentor's part that go with it, and of a deadline.

UIDs are `<programme>.<cohort>.<session>@programme-in-a-box.invalid`, with `.preparation.<id>` or `.mentor` before the
@ for what goes with a meeting, and `<programme>.<deadline>` for the organiser's. Keys hold no dots, so no two are
alike. A timed entry's `start` is wall time in its `zone`, without tzinfo.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.model.curriculum import MentorPart
from toolkit.model.document import Audience, CalendarEntry
from toolkit.model.people import Facilitator, Room
from toolkit.model.plan import Deadline, Meeting, Plan, TimedItem
from toolkit.model.told import Told
from toolkit.words.filters import about, date_words, duration, listing, sentence, time_words

ALARM = 60
"""Minutes before a meeting at which its one alarm rings."""

DEADLINE_ALARM = 15 * 60
"""Minutes before the day of a deadline: nine in the morning of the day before."""

LONGEST = 1500
"""Letters of a description; some clients cut longer ones off."""

LINK_WORDS = "link from your facilitator"
"""What stands for a private link in what may be shared."""

_DOMAIN = "programme-in-a-box.invalid"
_DAY = datetime.timedelta(days=1)
_EVENING = datetime.time(17)
_PREPARE_AT = datetime.time(18)
_HEADINGS = (("before", "Before the meeting"), ("inside", "Read in the meeting"), ("during", "Used in the meeting"))


@dataclass(frozen=True)
class Frame:
    """What all entries of one audience have in common. `stamp` is that of new entries."""

    plan: Plan
    audience: Audience
    stamp: datetime.datetime

    @property
    def title(self) -> str:
        """The programme's title."""
        return self.plan.programme.settings.title


def frame_of(plan: Plan, audience: Audience) -> Frame:
    """The stamp of new entries is 00:00 UTC one year before the first meeting, as it was planned."""
    first = min(meeting.planned.date() for meeting in plan.meetings)
    leap_day = (first.month, first.day) == (2, 29)
    return Frame(plan, audience, _midnight(first.replace(year=first.year - 1, day=28 if leap_day else first.day)))


def meeting_entry(frame: Frame, meeting: Meeting) -> CalendarEntry:
    """The meeting, at its time and place, as the audience may see it."""
    link = _link(frame, meeting)
    address = link if link and re.fullmatch(r"(?i)[a-z][a-z0-9+.-]*:\S+", link) else ""
    return replace(
        _entry(frame, meeting, uid=_uid(frame, *meeting.key), title=_name(frame, meeting)),
        location=_location(meeting, link),
        geo=_geo(meeting.room),
        description=_description(frame, meeting),
        url=address,
        link=address,
        categories=(frame.title, meeting.session.head.kind),
    )


def told_entry(frame: Frame, told: Told, *, mentor: bool, withdrawn_from: str = "") -> CalendarEntry:
    """A meeting that is no longer in the plan, as people were told of it, cancelled; or the mentor's part in it.

    One that stands, but is no longer that of a person, is `withdrawn_from` them.
    """
    number = f"{told.number}. " if told.number else ""
    return CalendarEntry(
        uid=meeting_uid(frame, told.key, mentor=mentor),
        title=f"CANCELLED: {number}{told.title}",
        start=datetime.datetime.combine(told.date, told.time),
        minutes=told.minutes,
        zone=told.zone,
        description=f"{frame.title}\n\nThis meeting is {'no longer one of yours' if withdrawn_from else 'cancelled'}.",
        categories=(frame.title,),
        status="CANCELLED",
        transparent=True,
        fallback_stamp=frame.stamp,
        withdrawn_from=withdrawn_from,
    )


def told_preparation(frame: Frame, told: Told, *, id: str) -> CalendarEntry:
    """The preparation, cancelled, of somebody who was told that they run a meeting and no longer does: about when it
    was."""
    gone = told_entry(frame, told, mentor=False)
    return replace(
        gone,
        uid=preparation_uid(frame, told.key, id=id),
        title=gone.title.replace("CANCELLED: ", "CANCELLED: Prepare: ", 1),
        start=datetime.datetime.combine(told.date - _DAY, told.time),
        minutes=frame.plan.programme.settings.preparation_minutes,
        description=f"{frame.title}\n\nNothing is to be prepared for this meeting any more.",
        categories=(frame.title, "preparation"),
    )


def meeting_uid(frame: Frame, key: tuple[str, str], *, mentor: bool) -> str:
    """What a meeting, or the mentor's part in it, is known by."""
    return _uid(frame, *key, *(["mentor"] if mentor else []))


def preparation_uid(frame: Frame, key: tuple[str, str], *, id: str) -> str:
    """What a facilitator's preparation of a meeting is known by."""
    return _uid(frame, *key, "preparation", id)


def _entry(frame: Frame, meeting: Meeting, *, uid: str, title: str) -> CalendarEntry:
    """An entry at the meeting's own time, with its stamps."""
    return CalendarEntry(
        uid=uid,
        title=title,
        start=datetime.datetime.combine(meeting.date, meeting.time),
        minutes=meeting.minutes,
        zone=meeting.zone,
        fallback_stamp=frame.stamp,
        changed_stamp=_midnight(meeting.decided) if meeting.decided else None,
        alarm=ALARM,
    )


def _uid(frame: Frame, *keys: str) -> str:
    return f"{'.'.join((frame.plan.programme.settings.key, *keys))}@{_DOMAIN}"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _name(frame: Frame, meeting: Meeting) -> str:
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


def _link(frame: Frame, meeting: Meeting) -> str | None:
    return meeting.link if frame.audience == "private" and not meeting.cancelled else None


def _location(meeting: Meeting, link: str | None) -> str:
    if meeting.evening.way.online:
        return "Online" if meeting.cancelled else f"Online: {link or LINK_WORDS}"
    if meeting.room is None:
        return "" if meeting.evening.way.solo else "Venue to be announced"
    return ", ".join(part for part in (meeting.room.name, *meeting.room.address.splitlines()) if part.strip())


def _geo(room: Room | None) -> tuple[float, float] | None:
    if room is None or room.latitude is None or room.longitude is None:
        return None
    on_earth = -90 <= room.latitude <= 90 and -180 <= room.longitude <= 180
    return (room.latitude, room.longitude) if on_earth else None


def _description(frame: Frame, meeting: Meeting) -> str:
    """Purpose, readings, what to bring, how to get in, whom to ask: plain text, at most LONGEST letters. Of a cancelled
    meeting that it is."""
    beginning = (_introduction(frame, meeting), _news(frame, meeting))
    if meeting.cancelled:
        return "\n\n".join((*beginning, _contact(frame)))
    end = (_bring(meeting), *_access(frame, meeting), _who(frame, meeting), _contact(frame))
    rest = sum(len(part) + 2 for part in (*beginning, *end) if part)
    readings = _readings(meeting, room=LONGEST - rest - 250)
    purpose = _shorten(_plain(meeting.session.why), min(600, LONGEST - rest - len(readings) - 4))
    return "\n\n".join(part for part in (*beginning, purpose, readings, *end) if part)


def _introduction(frame: Frame, meeting: Meeting) -> str:
    parts = (frame.title, _cohorts(frame, meeting), meeting.week)
    return _shorten(", ".join(part for part in parts if part), 200)


def _news(frame: Frame, meeting: Meeting) -> str:
    """What changed. The reason may name people, so it stays private."""
    reason = (
        f" {_shorten(sentence(_plain(meeting.reason)), 200)}" if meeting.reason and frame.audience == "private" else ""
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


def _access(frame: Frame, meeting: Meeting) -> Iterator[str]:
    """How to get in: the door, the stairs, the link."""
    settings = frame.plan.programme.settings
    if meeting.evening.way.online:
        yield f"Join: {_link(frame, meeting) or LINK_WORDS}"
    elif not meeting.evening.way.solo:
        known = meeting.room.step_free.strip() if meeting.room else ""
        yield _shorten(f"Step-free access: {known or 'ask us'}", 200)
    if settings.access:
        yield _shorten(f"Access: {_plain(settings.access)}", 200)


def _who(frame: Frame, meeting: Meeting) -> str:
    names = [person.name for person in meeting.facilitators]
    if frame.audience == "share" or not names:
        return ""
    return _shorten(f"{'Facilitators' if len(names) > 1 else 'Facilitator'}: {listing(names)}", 200)


def _contact(frame: Frame) -> str:
    contact = frame.plan.programme.settings.contact
    return _shorten(f"Contact: {_plain(contact)}" if contact else "Contact: ask your facilitator", 200)


def _plain(text: str) -> str:
    """Markdown as plain text on one line a paragraph: links keep their address, marks of emphasis and code go."""
    text = re.sub(r"!?\[([^\]]*)\]\(<?([^)\s>]*)>?[^)]*\)", r"\1 (\2)", text)
    text = re.sub(r"(?<!\w)(\*\*|__|\*|_|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text, flags=re.DOTALL)
    return "\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text.strip()))


def _shorten(text: str, most: int) -> str:
    """At most so many letters, cut between words."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rpartition(' ')[0] or start}…" if most > 40 else ""


def preparation_entry(
    frame: Frame, meeting: Meeting, *, facilitator: Facilitator, running: list[Meeting]
) -> CalendarEntry:
    """A facilitator's preparation, kept clear of the other meetings that they are `running`."""
    minutes = frame.plan.programme.settings.preparation_minutes
    uid = preparation_uid(frame, meeting.key, id=facilitator.id)
    others = [other for other in running if not other.cancelled and other.key != meeting.key]
    return replace(
        _entry(frame, meeting, uid=uid, title=f"Prepare: {_name(frame, meeting)}"),
        start=_preparation_start(meeting, others, length=datetime.timedelta(minutes=minutes)),
        minutes=minutes,
        description=(
            _news(frame, meeting)
            if meeting.cancelled
            else f"{duration(minutes)} with your pack: read “Before you facilitate” and go through the run sheet."
        ),
        categories=(frame.title, "preparation"),
    )


def _preparation_start(meeting: Meeting, others: list[Meeting], *, length: datetime.timedelta) -> datetime.datetime:
    """The evening before at the meeting's time of day (at six for meetings by day); before another meeting that is in
    the way; where the clocks or both make that impossible, right before the meeting."""
    at = meeting.time if meeting.time >= _EVENING else _PREPARE_AT
    usual = datetime.datetime.combine(meeting.date - _DAY, at).replace(tzinfo=meeting.start.tzinfo)
    earlier = (
        _later(other.start, -length).astimezone(meeting.start.tzinfo)
        for other in others
        if _overlaps(usual, length, other=other)
    )
    last = _later(meeting.start, -length)
    possible = (
        start
        for start in (usual, *earlier)
        if _exists(start) and not any(_overlaps(start, length, other=other) for other in others)
    )
    return next(possible, last).replace(tzinfo=None)


def _overlaps(start: datetime.datetime, length: datetime.timedelta, *, other: Meeting) -> bool:
    start = start.astimezone(datetime.UTC)
    return start < other.end.astimezone(datetime.UTC) and other.start.astimezone(datetime.UTC) < start + length


def _later(moment: datetime.datetime, length: datetime.timedelta) -> datetime.datetime:
    """So much later on the clock of the world."""
    return (moment.astimezone(datetime.UTC) + length).astimezone(moment.tzinfo)


def _exists(moment: datetime.datetime) -> bool:
    """Whether the clocks do not skip this wall time."""
    return moment.astimezone(datetime.UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def mentor_entry(frame: Frame, meeting: Meeting, *, part: MentorPart) -> CalendarEntry:
    """The mentor's part of a meeting: from the first block that is the mentor's, else from the start."""
    block = next((timed.start for timed in meeting.evening.blocks if timed.block.who == "mentor"), 0)
    whole = meeting_entry(frame, meeting)
    about_it = "\n\n".join((_plain(part.sees), *_access(frame, meeting), _who(frame, meeting), _contact(frame)))
    return replace(
        whole,
        uid=meeting_uid(frame, meeting.key, mentor=True),
        title=f"{part.form.replace('-', ' ').capitalize()}: {_name(frame, meeting)}",
        start=_later(meeting.start, datetime.timedelta(minutes=block)).replace(tzinfo=None),
        minutes=part.minutes,
        description=whole.description if meeting.cancelled else about_it,
        categories=(frame.title, part.form),
    )


def deadline_entry(frame: Frame, deadline: Deadline) -> CalendarEntry:
    """A day, which it leaves free."""
    return CalendarEntry(
        uid=_uid(frame, deadline.key),
        title=deadline.title,
        start=None,
        minutes=0,
        zone=None,
        day=deadline.date,
        description=deadline.note,
        categories=(frame.title, "organiser"),
        transparent=True,
        fallback_stamp=frame.stamp,
        alarm=DEADLINE_ALARM,
    )
