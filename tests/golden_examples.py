"""The programmes of which what is made is kept in tests/golden."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
PAGES = (
    "index.html", "share/*.html", "private/*.html", "share/*.csv", "private/*.csv",
    "private/messages/announcement.txt", "private/messages/google-form.txt", "private/messages/google-form-script.txt",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A programme: the words after `programme new`, what lies over the folder, and which files are kept."""

    name: str
    new: tuple[str, ...]
    given: Path
    kept: tuple[str, ...]


OXFORD = Example(
    "engineering-oxford",
    (
        "oxford",
        "--template",
        "engineering",
        "--term",
        "Hilary 2027",
        "--cohorts",
        "3",
        "--people",
        "18",
        "--contact",
        "Wren on 01865 496000",
        "--fit",
        "past",
    ),
    GOLDEN / "engineering-oxford" / "given",
    (
        *PAGES,
        "private/facilitators/pack-b.html",
        "private/facilitators/sign-in-03-b.html",
        "private/facilitators/pairs-*-b.html",
        "private/facilitators/run-sheets/03-backprop-b.html",
        "share/calendar/programme.ics",
        "share/calendar/cohort-b.ics",
        "share/calendar/meetings/03-backprop-b.ics",
        "private/calendar/facilitator-imre.ics",
        "private/calendar/facilitator-odile.ics",
        "private/calendar/person-p08.ics",
    ),
)
BERKELEY = Example(
    "conceptual-berkeley",
    (
        "berkeley",
        "--template",
        "conceptual",
        "--term",
        "Spring 2027",
        "--time",
        "18:00",
        "--cohorts",
        "3",
        "--people",
        "18",
        "--contact",
        "Grace, 510 555 0142",
    ),
    GOLDEN / "conceptual-berkeley" / "given",
    (
        *PAGES,
        "private/facilitators/pack-c.html",
        "private/facilitators/sign-in-04-c.html",
        "private/facilitators/run-sheets/01-problem-a.html",
        "share/calendar/cohort-c.ics",
        "share/calendar/meetings/04-generalisation-c.ics",
        "private/calendar/facilitator-sunita.ics",
        "private/calendar/facilitator-harlan.ics",
        "private/calendar/person-p15.ics",
    ),
)
ONLINE = Example(
    "conceptual-online",
    ("online", "--template", "conceptual", "--start", "2027-03-03", "--day", "wed", "--time", "18:30", "--zone",
    "Europe/London",
     "--cohorts", "2", "--people", "6", "--contact", "ask@example.org"),
    GOLDEN / "conceptual-online" / "given",
    (
        "index.html",
        "share/syllabus.html",
        "share/poster.html",
        "share/sign-up.html",
        "private/*.html",
        "private/*.csv",
        "private/messages/announcement.txt",
        "private/facilitators/pack-a.html",
        "share/calendar/programme.ics",
        "share/calendar/meetings/06-debate-b.ics",
        "private/calendar/organiser.ics",
        "private/calendar/facilitator-caleb.ics",
        "private/calendar/person-p04.ics",
    ),
)  # fmt: skip
