"""What `programme people list` shows of each participant."""

from __future__ import annotations

import datetime
from typing import TypedDict

from toolkit.commands._problem_text import plain, width
from toolkit.commands._shared import Context
from toolkit.model.availability import Stretch


class Listed(TypedDict):
    """A participant as `--json` prints them. `reach` counts the half-hours of the week at which they could start a
    meeting and stay to its end all through the term; None where nothing says when the meetings are."""

    id: str
    name: str
    email: str
    status: str
    timezone: str
    available: str
    if_needed: str
    missing: list[str]
    reach: int | None
    reach_if_needed: int | None


def listed(context: Context) -> list[Listed]:
    """Every participant in file order. ProblemsFound where the programme cannot be read."""
    from toolkit.planning.cohort_request import home_zone, longest_session, term_days
    from toolkit.planning.make_plan import make_plan
    from toolkit.problems import ProblemsFound
    from toolkit.reading.availability import read_availability
    from toolkit.reading.programme_folder import try_programme

    folder = context.programme_folder()
    programme, problems = try_programme(folder, context.open_shelves(folder))
    if programme is None:
        raise ProblemsFound(problem for problem in problems if problem.level == "error")
    plan, home, minutes = make_plan(programme), home_zone(programme), longest_session(programme)
    term = term_days(plan) if plan.meetings else None
    found: list[Listed] = []
    for person in programme.people.participants.values():
        free, perhaps = read_availability(person.available), read_availability(person.if_needed)
        missing = [
            name
            for name, there in (("name", person.name), ("e-mail", person.email), ("times", free.stretches))
            if not there
        ]
        missing += ["clear times"] if free.problems or perhaps.problems else []
        zone = person.timezone or free.zone or home
        starts = _starts(free.stretches, (home, zone), term=term, minutes=minutes) if term else None
        more = (
            _starts((*free.stretches, *perhaps.stretches), (home, zone), term=term, minutes=minutes) if term else None
        )
        found.append(
            Listed(
                id=person.id, name=person.name, email=person.email, status=person.status, timezone=person.timezone,
                    available=person.available,
                if_needed=person.if_needed, missing=missing, reach=starts, reach_if_needed=more,
            )
        )  # fmt: skip
    return found


def _starts(
    stretches: tuple[Stretch, ...], zones: tuple[str, str], *, term: tuple[datetime.date, datetime.date], minutes: int
) -> int:
    """How many half-hours of the week, on the first zone's clock, are starts that somebody can keep whose times are on
    the second's."""
    from toolkit.grouping.starts import fitting_starts, shifts

    return len(fitting_starts(stretches, shifts=shifts(*zones, *term), minutes=minutes, grid=30))


def table(people: list[Listed]) -> str:
    """A line for each, and how many there are of each status."""
    rows = [("id", "name", "status", "starts", "missing"), *(_row(person) for person in people)]
    wide = [max(width(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join([*(cell + " " * (wide[place] - width(cell)) for place, cell in enumerate(row[:4])), row[4]]).rstrip()
        for row in rows
    ]
    counts = {
        status: sum(person["status"] == status for person in people)
        for status in dict.fromkeys(person["status"] for person in people)
    }
    return "\n".join([*lines, "", ", ".join(f"{count} {status}" for status, count in counts.items())])


def _row(person: Listed) -> tuple[str, str, str, str, str]:
    starts = "?" if person["reach"] is None else str(person["reach"])
    more = (person["reach_if_needed"] or 0) - (person["reach"] or 0)
    return (
        person["id"],
        plain(person["name"]),
        person["status"],
        f"{starts}{f' (+{more} if needed)' if more > 0 else ''}",
        ", ".join(person["missing"]) or "complete",
    )
