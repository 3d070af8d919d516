"""What the first page says of the days to come: what is not known yet, what the organiser has to do by when, and what
there is to carry to each meeting. It holds every day, and a script in the page folds away those that are over: so the
same plan gives the same bytes on any day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from toolkit.documents.news import place_words
from toolkit.documents.shapes.page import CarryView, DayView, FileView, ToDoView
from toolkit.documents.views.phrases import zone_words
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.outlook import BEFORE_THE_FIRST, is_done
from toolkit.problem_codes import CODES
from toolkit.problems import Problem
from toolkit.words.filters import listing, time_words

NOT_KNOWN = ("P072", "P073", "P074", "P075", "P094", "P095")
"""Advice about what nobody has said yet: venues, steps, answers, who runs a cohort and who belongs to one."""

IN_FULL = "P074"
"""The one of these whose sentences name nobody."""

_MOST_MEETINGS = 3_000
"""Meetings of which each is listed with its files; of more the page would be too long to read, and to make."""

CarriedFiles = Mapping[tuple[str, str], Sequence[FileView]]
"""What there is to carry, by cohort and session."""


def unknown(problems: Iterable[Problem]) -> list[str]:
    """Sentences about what is not known yet, of a programme with these problems; none of them names anybody."""
    found = sorted({problem for problem in problems if problem.code in NOT_KNOWN})
    counts = {code: sum(problem.code == code for problem in found) for code in NOT_KNOWN if code != IN_FULL}
    return [
        *(problem.message for problem in found if problem.code == IN_FULL),
        *(f"{CODES[code].title}{f': {count} times' if count > 1 else ''}." for code, count in counts.items() if count),
    ]


def to_do(plan: Plan) -> list[ToDoView]:
    """The organiser's deadlines, by day."""
    return [
        {
            "date": one.date.isoformat(),
            "title": one.title,
            "note": one.note,
            "done": is_done(plan, one),
            "early": one.key in BEFORE_THE_FIRST,
        }
        for one in plan.deadlines
    ]


def days(plan: Plan, files: CarriedFiles) -> list[DayView]:
    """The days on which anybody meets, with what there is to carry to each meeting, unless they are too many."""
    held = sorted((one for one in plan.meetings if not one.cancelled), key=_date)
    found = [_day(plan, list(meetings), files=files) for _, meetings in groupby(held, key=_date)]
    return found if len(held) <= _MOST_MEETINGS else [{**day, "meetings": []} for day in found]


def _date(meeting: Meeting) -> datetime.date:
    return meeting.date


def _day(plan: Plan, meetings: Sequence[Meeting], *, files: CarriedFiles) -> DayView:
    last = max(meeting.end.astimezone(datetime.UTC) for meeting in meetings)
    titles = list(dict.fromkeys(_title(meeting) for meeting in meetings))
    return {
        "date": meetings[0].date.isoformat(),
        "until": f"{last:%Y-%m-%dT%H:%M:%SZ}",
        "titles": listing(titles),
        "meetings": [_carry(plan, one, files=files.get(one.key, ()), several=len(titles) > 1) for one in meetings],
    }


def _carry(plan: Plan, meeting: Meeting, *, files: Iterable[FileView], several: bool) -> CarryView:
    cohorts = [meeting.cohort.label] if len(plan.programme.cohorts) > 1 else []
    others = [plan.programme.label_of(key) for key in meeting.with_cohorts]
    time, zones = time_words(meeting.time, plan.programme.city.clock), {one.zone for one in plan.meetings}
    return {
        "time": f"{time} {zone_words(meeting.zone)}" if len(zones) > 1 else time,
        "who": " with ".join([*cohorts, *([listing(others)] if others else [])]),
        "title": _title(meeting) if several else "",
        "place": place_words(meeting),
        "files": list(files),
    }


def _title(meeting: Meeting) -> str:
    return f"{f'{meeting.number}. ' if meeting.number else ''}{meeting.session.head.title}"
