"""What `programme people list` shows of each participant."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.commands._problem_text import printable, width
from toolkit.jobs.people_list import Listed
from toolkit.problems import brief


def table(people: Sequence[Listed]) -> str:
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
        brief(printable(person["name"])),
        person["status"],
        f"{starts}{f' (+{more} if needed)' if more > 0 else ''}",
        ", ".join(person["missing"]) or "complete",
    )
