"""A Crab Fit poll as its interface answers: the people, the event, or one object with both.

Each person has `availability`: quarters of an hour in UTC, as `HHmm-DDMMYYYY` or, where the poll is about days of the
week, `HHmm-d` with 0 for Sunday. The zone stands with the event alone. UTC hours of a weekday are no local hours
without a date: before and after a clock change the same text means another hour, so a day of the week in which the poll
was answered is asked for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from toolkit.model.imports import Answers, Found, Incoming, Question
from toolkit.problems import Problem
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.votes import YES, no_time_words, wall, weekly_hours
from toolkit.reading.zones import is_zone

SOURCE = "Crab Fit poll"
STEP = 15
_DATED = re.compile(r"(\d{2})(\d{2})-(\d{2})(\d{2})(\d{4})")
_WEEKLY = re.compile(r"(\d{2})(\d{2})-([0-6])")


def recognises(upload: Upload) -> bool:
    """Whether there are people with slots."""
    people = _people(upload)
    return bool(people) and all(
        isinstance(person, dict) and isinstance(person.get("availability"), list) for person in people
    )


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody who answered. Problems: P121 a slot that is not of the form."""
    people, event = _people(upload), _event(upload)
    weekly = any(_WEEKLY.fullmatch(str(slot)) for person in people for slot in person["availability"])
    zone = str(event.get("timezone") or "")
    questions = () if is_zone(zone) else zone_question(answers)
    if weekly and answers.week_of is None:
        text = (
            "Crab Fit keeps weekdays in UTC: on which date was the poll answered (it decides between summer and winter"
            " time)"
        )
        questions = (*questions, Question("week-of", text, suggestion=_created(people)))
    if questions:
        return Found(SOURCE, questions=questions)
    zone = zone if is_zone(zone) else answers.zone
    offered = _offered(people, event, week_of=answers.week_of)
    found: list[Incoming] = []
    problems: list[Problem] = []
    for number, person in enumerate(people, 1):
        try:
            found.append(_person(person, offered, week_of=answers.week_of, zone=zone))
        except (TypeError, KeyError, ValueError) as error:
            problems.append(upload.problem("P121", 0, f"Person {number} ({person.get('name')}) of the poll: {error}"))
    return Found(SOURCE, tuple(found), tuple(problems))


def _people(upload: Upload) -> list[dict[str, Any]]:
    data = upload.json
    if isinstance(data, dict):
        data = data.get("people")
    return data if isinstance(data, list) else []


def _event(upload: Upload) -> Mapping[str, Any]:
    data = upload.json if isinstance(upload.json, dict) else {}
    event = data.get("event", data)
    return event if isinstance(event, dict) else {}


def _created(people: list[dict[str, Any]]) -> str:
    """The day on which the last of them was entered, where the file says it: a suggestion."""
    stamps = [person["created_at"] for person in people if isinstance(person.get("created_at"), int)]
    stamps = [stamp for stamp in stamps if 0 < stamp < 10_000_000_000]
    return datetime.datetime.fromtimestamp(max(stamps), datetime.UTC).date().isoformat() if stamps else ""


def _person(
    person: Mapping[str, Any], offered: set[datetime.datetime], *, week_of: datetime.date | None, zone: str
) -> Incoming:
    ticked = {_moment(str(text), week_of) for text in person["availability"]}
    moments = sorted(offered | ticked)
    slots = [(wall(moment, zone), STEP) for moment in moments]
    votes = {place: YES for place, moment in enumerate(moments) if moment in ticked}
    free = weekly_hours(slots, votes)
    return Incoming(
        {"name": str(person["name"]), "timezone": zone, "available": free[0]}, note=no_time_words(votes, free)
    )


def _offered(
    people: list[dict[str, Any]], event: Mapping[str, Any], *, week_of: datetime.date | None
) -> set[datetime.datetime]:
    """Every quarter of an hour that the poll offers: the event lists hours (their quarters are meant) or quarters; and
    all that anybody ticked."""
    times = _moments(event.get("times"), week_of)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    steps = (0, 15, 30, 45) if min(gaps, default=datetime.timedelta(hours=1)) >= datetime.timedelta(hours=1) else (0,)
    listed = {time + datetime.timedelta(minutes=step) for time in times for step in steps}
    return listed.union(*(_moments(person["availability"], week_of) for person in people))


def _moments(texts: object, week_of: datetime.date | None) -> list[datetime.datetime]:
    """The moments of those texts that are slots, in order."""
    found = set()
    for text in texts if isinstance(texts, list) else ():
        try:
            found.add(_moment(str(text), week_of))
        except ValueError:
            continue
    return sorted(found)


def _moment(text: str, week_of: datetime.date | None) -> datetime.datetime:
    """The moment in UTC; a weekday is that of the week (Monday to Sunday) around `week_of`. ValueError in words for
    anything else."""
    dated, weekly = _DATED.fullmatch(text), _WEEKLY.fullmatch(text)
    try:
        if dated:
            hour, minute, day, month, year = map(int, dated.groups())
            return datetime.datetime(year, month, day, hour, minute, tzinfo=datetime.UTC)
        if weekly and week_of is not None:
            date = week_of + datetime.timedelta(days=(int(weekly[3]) - 1) % 7 - week_of.weekday())
            return datetime.datetime.combine(date, datetime.time(int(weekly[1]), int(weekly[2])), datetime.UTC)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a slot that Crab Fit writes.")
