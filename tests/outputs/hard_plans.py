"""Plans that are hard on calendars: hostile names, clock changes, zones, a leap day, moved, cancelled and combined
meetings."""

from __future__ import annotations

import datetime
from random import Random

from tests.make_plan_by_hand import (
    make_cohort,
    make_item,
    make_meeting,
    make_plan,
    make_room,
    make_session,
    make_settings,
)
from toolkit.model.curriculum import Block, Session
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Meeting, MeetingStatus, Plan

HOSTILE = (
    "Commas, semicolons; colons: and “both” \"quotes\" 'too'",
    "C:\\New\\n \\, \\; and ^n ^' ^^",
    "🧑🏽‍💻 pairs 🇳🇵 naïve Zoë",
    "مرحبا، שלום (מימין לשמאל), ok",
    "Line one\r\nEND:VEVENT\nBEGIN:VEVENT\u2028UID:stolen",
    "Control\x00\x07\x1b[31m \x85 \ufeffmarks \ud800",
    "한글" * 60,
    "=SUM(A1)",
)
STATUSES: tuple[MeetingStatus, ...] = ("planned", "planned", "cancelled")
DATES = ("2026-10-24", "2026-10-26", "2026-11-02", "2027-03-10", "2027-03-27", "2027-03-29", "2028-02-29")
ZONES = (
    "Europe/London",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
    "Africa/Cairo",
)


def hard_session(number: int) -> Session:
    """A session whose texts are hostile."""
    text = HOSTILE[number % len(HOSTILE)]
    blocks = (
        Block(key="work", minutes=60, name=text, who="all"),
        Block(key="mentor", minutes=60, name=text, who="mentor"),
    )
    return make_session(
        f"s{number}",
        title=text,
        why=f"**Why** [{text}](https://example.org/a_(b)?x=1;y=2,3)\n\n{text}",
        blocks=blocks,
        materials=({"what": text, "per": "person", "who": "participant", "number": 2},),
        mentor={"form": "office-hour", "minutes": 30, "sees": text},
    )


def hard_plan() -> Plan:
    """Every trap at once, in seven zones."""
    runner, other = Facilitator("f1", HOSTILE[0], "a@example.org"), Facilitator("F_2", HOSTILE[3])
    mentor = Facilitator("m1", HOSTILE[2], role="mentor")
    room = make_room(name=HOSTILE[1], address="1 Street;\nTown, AB1 2CD", step_free=HOSTILE[4])
    meetings: list[Meeting] = []
    for place, zone in enumerate(ZONES):
        online = place % 2 == 1
        key = "abcdefg"[place]
        mode, link = (
            ("online-mentored", f"https://meet.example/{key},;x?y=“z”") if online else ("in-person-mentored", None)
        )
        cohort = make_cohort(key, label=HOSTILE[place], zone=zone, mode=mode, link=link, members=(f"p{place}", "p9"))
        for number, date in enumerate(DATES, 1):
            meetings.append(
                make_meeting(
                    cohort,
                    hard_session(number),
                    number=number,
                    at=f"{date} 18:30",
                    planned=f"{date} 18:00" if number == 3 else None,
                    status="cancelled" if number == 5 else "planned",
                    room=None if online or number == 2 else room,
                    facilitators=(runner, other) if place < 2 else (other,),
                    mentor=mentor,
                    reason=HOSTILE[4],
                    decided=datetime.date(2026, 10, 1) if number == 3 else None,
                    combined_into="a" if key == "g" and number == 2 else None,
                    with_cohorts=("a",) if key == "g" and number == 2 else (),
                    items=(make_item("x", title=HOSTILE[0]), make_item("y", choose="one-of", part="1")),
                )
            )
    meetings += night_meetings()
    return make_plan(
        meetings,
        settings=make_settings(title=HOSTILE[0], contact=HOSTILE[4], access=HOSTILE[1], look={"accent": "#12ab9f"}),
        facilitators=(runner, other, mentor),
        participants=[
            Participant(f"p{place}", HOSTILE[place % len(HOSTILE)], f"p{place}@example.org") for place in range(10)
        ],
        deadlines=[Deadline("print-run", datetime.date(2026, 2, 28), HOSTILE[4], HOSTILE[1])],
    )


def night_meetings() -> list[Meeting]:
    """Meetings that begin or end in the hour that comes twice, or reach over the hour that is skipped."""
    cohort = make_cohort("night", label="Night")
    times = (
        ("2026-10-25 00:30", 60),
        ("2026-10-25 00:30", 120),
        ("2026-10-25 01:30", 30),
        ("2026-10-25 00:15", 300),
        ("2027-03-28 00:30", 60),
    )
    return [
        make_meeting(cohort, make_session(f"night-{number}", minutes=minutes), number=20 + number, at=at)
        for number, (at, minutes) in enumerate(times)
    ]


def random_plan(random: Random, zones: list[str]) -> Plan:
    """One to four cohorts in any zones, one to six meetings each, at any whole quarter of any day from 2026 to 2029."""
    first = datetime.datetime(2026, 1, 1)
    meetings = []
    for key in "abcd"[: random.randint(1, 4)]:
        cohort = make_cohort(
            key,
            zone=random.choice(zones),
            label=random.choice(HOSTILE),
            members=("p1",),
            mode=random.choice(("in-person-peer", "online-peer")),
        )
        for number in range(1, random.randint(2, 7)):
            at = first + datetime.timedelta(minutes=15 * random.randrange(4 * 24 * 365 * 4))
            session = make_session(f"s{number}", minutes=random.choice((45, 90, 120, 180, 480)))
            status = random.choice(STATUSES)
            moved = at + datetime.timedelta(days=random.choice((0, 0, 1)))
            meetings.append(make_meeting(cohort, session, number=number, at=f"{at}", planned=f"{moved}", status=status))
    return make_plan(meetings, participants=[Participant("p1", random.choice(HOSTILE))])
