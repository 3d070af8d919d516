"""Rules about the city's calendar: the programme lies in a term, its dates are confirmed, its holidays are listed."""

from __future__ import annotations

import datetime
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


def holidays_listed(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P136: the public holidays of every day on which something meets are listed, so that no Easter Monday passes for
    a Monday. Of a city without a place (online) none can be, and who meets on holidays needs no list."""
    programme = plan.programme
    city, years = programme.city, programme.holiday_years
    if programme.settings.holidays == "keep" or city.zone is None:
        return
    if city.holidays is None:
        message = f"{city.name} names no list of public holidays, so a meeting may fall on one."
        yield city_source(programme).problem("P136", ("key",), message)
        return
    last = max((day.date for day in programme.holidays), default=datetime.date.min)
    unlisted = [
        meeting.date
        for meeting in own_meetings(plan)
        if (meeting.date.year not in years if years else meeting.date > last)
    ]
    if unlisted:
        listed = f"for {_span(years)}" if years else f"up to {last.isoformat()}"
        message = (
            f"The public holidays of {city.name} are listed {listed}; a meeting on {min(unlisted).isoformat()} or later"
            " may fall on one."
        )
        yield city_source(programme).problem("P136", ("holidays",), message)


def _span(years: tuple[int, ...]) -> str:
    return f"{min(years)} to {max(years)}" if len(years) > 1 else str(years[0])


RULES = (Rule(inside_term), Rule(dates_confirmed), Rule(holidays_listed))
