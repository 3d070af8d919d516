"""Rules about terms: the programme lies in one, and its dates are confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.rules.places import city_source, own_meetings
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.planning.slots import own_term
from toolkit.problems import Problem


def inside_term(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P065: every counted session lies in the programme's term. The set-up clinic belongs before it."""
    term = own_term(plan.programme)
    if term is None:
        yield from _start_outside_terms(plan.programme)
        return
    outside = {
        meeting.session.key: meeting.number
        for meeting in own_meetings(plan)
        if meeting.number and not term.first_day <= meeting.date <= term.last_day
    }
    if outside:
        names = ", ".join(sorted(outside, key=lambda key: outside[key]))
        message = f"Outside {term.name} ({term.first_day.isoformat()} to {term.last_day.isoformat()}): {names}."
        path = ("fit",) if ("fit",) in plan.programme.source("programme.yaml").places else ("term",)
        yield plan.programme.source("programme.yaml").problem("P065", path, message)


def _start_outside_terms(programme: Programme) -> Iterator[Problem]:
    """A start that lies in no term, where the city has a table of them."""
    start, city = programme.settings.start, programme.city
    if start is not None and city.terms and not city.ask_start:
        message = f"{start.isoformat()} lies in no term of {city.name}."
        yield programme.source("programme.yaml").problem("P065", ("start",), message)


def dates_confirmed(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P070 unconfirmed and P071 provisional: the term of the programme, and the closed periods between its first and
    last meeting."""
    programme, city = plan.programme, city_source(plan.programme)
    dates = [meeting.date for meeting in plan.meetings]
    term = own_term(programme)
    rows = [
        (("terms", index, "status"), row.name, row.status)
        for index, row in enumerate(programme.city.terms)
        if row == term
    ]
    for index, closed in enumerate(programme.city.closed):
        if dates and closed.from_ <= max(dates) and min(dates) <= closed.to:
            rows.append((("closed", index, "status"), closed.name, closed.status))
    for path, name, status in rows:
        if status != "confirmed":
            yield city.problem(
                "P070" if status == "unconfirmed" else "P071", path, f"The dates of {name} are {status}."
            )


RULES = (Rule(inside_term), Rule(dates_confirmed))
