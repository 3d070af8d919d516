"""A LettuceMeet poll as its own interface answers: JSON with `data.event.pollResponses[].availabilities[]`.

The moments end in Z and yet are the clock times of the poll: LettuceMeet shows them as they stand, and
`event.timeZone` says whose clock it is. (Its usual poll from 9 to 9 is stored as 09:00Z to 21:00Z in every zone.)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from toolkit.model.availability import DAY
from toolkit.model.imports import Answers, Found, Incoming
from toolkit.problems import Problem
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.votes import YES, OfferedTime, no_time_words, pieces, weekly_hours
from toolkit.reading.zones import is_zone

SOURCE = "LettuceMeet poll"
STEP = 15


def recognises(upload: Upload) -> bool:
    """Whether there is an event with answers."""
    return _event(upload) is not None


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody who answered. Problems: P121 an answer that is not of the form."""
    event = _event(upload)
    assert event is not None
    zone = str(event.get("timeZone") or "")
    if not is_zone(zone):
        questions = zone_question(answers)
        if questions:
            return Found(SOURCE, questions=questions)
        zone = answers.zone
    moments = _moments(event)
    found: list[Incoming] = []
    problems: list[Problem] = []
    for number, response in enumerate(event["pollResponses"], 1):
        try:
            found.append(_person(response, moments, zone=zone))
        except (TypeError, KeyError, ValueError, AttributeError):
            problems.append(
                upload.problem("P121", 0, f"Answer {number} of the poll is not of the form that LettuceMeet writes.")
            )
    return Found(SOURCE, tuple(found), tuple(problems))


def _event(upload: Upload) -> Mapping[str, Any] | None:
    data = upload.json
    for key in ("data", "event"):
        data = data.get(key, data) if isinstance(data, dict) else None
    return data if isinstance(data, dict) and isinstance(data.get("pollResponses"), list) else None


def _moments(event: Mapping[str, Any]) -> list[datetime.datetime]:
    """Every quarter of an hour that the poll offers; none where it does not say."""
    try:
        first = _time(event["pollStartTime"])
        last = _time(event["pollEndTime"])
        days = [
            datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time()) for day in event["pollDates"]
        ]
    except (TypeError, KeyError, ValueError):
        return []
    until = last if last > first else last + DAY
    return [moment for day in days for moment in pieces(day + first, day + until, minutes=STEP)]


def _time(text: str) -> datetime.timedelta:
    time = datetime.time.fromisoformat(text)
    return datetime.timedelta(hours=time.hour, minutes=time.minute)


def _person(response: Mapping[str, Any], offered: list[datetime.datetime], *, zone: str) -> Incoming:
    user = response["user"]
    ticked = {
        moment
        for part in response["availabilities"]
        for moment in pieces(_moment(part["start"]), _moment(part["end"]), minutes=STEP)
    }
    moments = sorted({*offered, *ticked})
    times: list[OfferedTime] = [(moment, STEP) for moment in moments]
    votes = {place: YES for place, moment in enumerate(moments) if moment in ticked}
    free = weekly_hours(times, votes)
    cells = {
        "name": str(user["name"] or ""),
        "email": str(user.get("email") or ""),
        "timezone": zone,
        "available": free[0],
    }
    return Incoming(cells, note=no_time_words(votes, free))


def _moment(text: str) -> datetime.datetime:
    """The clock time that stands there, without the Z."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=None)
