"""What a calendar holds of one meeting, of the preparation and the mentor's part that go with it, and of a deadline. A
timed entry's `start` is wall time in its `zone`, without tzinfo."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from toolkit.documents.calendar_frame import Frame, meeting_uid, midnight, preparation_uid, uid_of
from toolkit.documents.calendar_words import (
    access_words,
    contact_words,
    description_words,
    geo_of,
    link_of,
    location_words,
    name_words,
    news_words,
    who_words,
)
from toolkit.model.availability import DAY
from toolkit.model.curriculum import MentorPart
from toolkit.model.document import CalendarEntry
from toolkit.model.people import Facilitator
from toolkit.model.plan import Deadline, Meeting
from toolkit.model.told import Told
from toolkit.words.filters import duration, plain

ALARM = 60
"""Minutes before a meeting at which its one alarm rings."""

DEADLINE_ALARM = 15 * 60
"""Minutes before the day of a deadline: nine in the morning of the day before."""

_EVENING = datetime.time(17)
_PREPARE_AT = datetime.time(18)


def meeting_entry(frame: Frame, meeting: Meeting) -> CalendarEntry:
    """The meeting, at its time and place, as the audience may see it."""
    link = link_of(frame, meeting)
    address = link if link and re.fullmatch(r"(?i)[a-z][a-z0-9+.-]*:\S+", link) else ""
    return replace(
        _entry(frame, meeting, uid=uid_of(frame, *meeting.key), title=name_words(frame, meeting)),
        location=location_words(meeting, link),
        geo=geo_of(meeting.room),
        description=description_words(frame, meeting),
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
        start=datetime.datetime.combine(told.date - DAY, told.time),
        minutes=frame.plan.programme.settings.preparation_minutes,
        description=f"{frame.title}\n\nNothing is to be prepared for this meeting any more.",
        categories=(frame.title, "preparation"),
    )


def _entry(frame: Frame, meeting: Meeting, *, uid: str, title: str) -> CalendarEntry:
    """An entry at the meeting's own time, with its stamps."""
    return CalendarEntry(
        uid=uid,
        title=title,
        start=datetime.datetime.combine(meeting.date, meeting.time),
        minutes=meeting.minutes,
        zone=meeting.zone,
        fallback_stamp=frame.stamp,
        changed_stamp=midnight(meeting.decided) if meeting.decided else None,
        alarm=ALARM,
    )


def preparation_entry(
    frame: Frame, meeting: Meeting, *, facilitator: Facilitator, running: list[Meeting]
) -> CalendarEntry:
    """A facilitator's preparation, kept clear of the other meetings that they are `running`."""
    minutes = frame.plan.programme.settings.preparation_minutes
    uid = preparation_uid(frame, meeting.key, id=facilitator.id)
    others = [other for other in running if not other.cancelled and other.key != meeting.key]
    return replace(
        _entry(frame, meeting, uid=uid, title=f"Prepare: {name_words(frame, meeting)}"),
        start=_preparation_start(meeting, others, length=datetime.timedelta(minutes=minutes)),
        minutes=minutes,
        description=(
            news_words(frame, meeting)
            if meeting.cancelled
            else f"{duration(minutes)} with your pack: read “Before you facilitate” and go through the run sheet."
        ),
        categories=(frame.title, "preparation"),
    )


def _preparation_start(meeting: Meeting, others: list[Meeting], *, length: datetime.timedelta) -> datetime.datetime:
    """The evening before at the meeting's time of day (at six for meetings by day); before another meeting that is in
    the way; where the clocks or both make that impossible, right before the meeting."""
    at = meeting.time if meeting.time >= _EVENING else _PREPARE_AT
    usual = datetime.datetime.combine(meeting.date - DAY, at).replace(tzinfo=meeting.start.tzinfo)
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
    about_it = "\n\n".join(
        (plain(part.sees), *access_words(frame, meeting), who_words(frame, meeting), contact_words(frame))
    )
    return replace(
        whole,
        uid=meeting_uid(frame, meeting.key, mentor=True),
        title=f"{part.form.replace('-', ' ').capitalize()}: {name_words(frame, meeting)}",
        start=_later(meeting.start, datetime.timedelta(minutes=block)).replace(tzinfo=None),
        minutes=part.minutes,
        description=whole.description if meeting.cancelled else about_it,
        categories=(frame.title, part.form),
    )


def deadline_entry(frame: Frame, deadline: Deadline) -> CalendarEntry:
    """A day, which it leaves free."""
    return CalendarEntry(
        uid=uid_of(frame, deadline.key),
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
