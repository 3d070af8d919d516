"""What each way of fitting sessions into a term that is too short would mean, in dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from toolkit.model.fields import DAYS, Fit
from toolkit.model.plan import Meeting
from toolkit.model.programme import Programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.slots import own_term

FITS: tuple[Fit, ...] = ("double", "trim", "early", "past")


@dataclass(frozen=True)
class FitChoice:
    """One way to fit, for the first cohort: its first and last meeting, second meetings in a week, sessions left out,
    meetings after the term."""

    fit: Fit
    first: datetime.date
    last: datetime.date
    doubled: tuple[datetime.date, ...]
    left_out: tuple[str, ...]
    after: tuple[tuple[str, datetime.date], ...]


def fit_choices(programme: Programme) -> tuple[FitChoice, ...]:
    """Each way to fit with its dates; nothing where every session lies within the term, or where there is no term."""
    past = _choice(programme, "past")
    if past is None or not past.after:
        return ()
    return tuple(choice for choice in (_choice(programme, fit) for fit in FITS) if choice)


def _choice(programme: Programme, fit: Fit) -> FitChoice | None:
    """What one way of fitting gives; None where nothing could be placed or the programme has no term."""
    changed = replace(programme, settings=programme.settings.model_copy(update={"fit": fit}))
    meetings = tuple(
        meeting for meeting in make_plan(changed).of_cohort(programme.cohorts[0].key) if meeting.number > 0
    )
    term = own_term(changed)
    if term is None or not meetings:
        return None
    held = {meeting.session.key for meeting in meetings}
    return FitChoice(
        fit=fit,
        first=min(meeting.date for meeting in meetings),
        last=max(meeting.date for meeting in meetings),
        doubled=tuple(sorted(meeting.date for meeting in meetings if _is_second(meeting))),
        left_out=tuple(
            session.head.title
            for session in programme.sessions
            if session.key not in held and session.head.kind != "clinic"
        ),
        after=tuple((meeting.session.head.title, meeting.date) for meeting in meetings if meeting.date > term.last_day),
    )


def _is_second(meeting: Meeting) -> bool:
    """Whether the meeting is on another day of the week than its cohort's own."""
    return DAYS[meeting.date.weekday()] not in meeting.cohort.days
