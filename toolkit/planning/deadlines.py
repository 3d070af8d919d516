"""What the organiser has to do by when, counted back from the first meeting."""

from __future__ import annotations

import datetime

from toolkit.model.availability import DAY, WEEK
from toolkit.model.plan import Deadline, Meeting
from toolkit.model.programme import Programme


def make_deadlines(programme: Programme, meetings: tuple[Meeting, ...]) -> tuple[Deadline, ...]:
    """Sign-up opens and closes, offers, facilitator training, room booking, print run and half-way check, by date.

    Sign-up follows programme.yaml where it says so; the rest is a plain schedule: rooms, where there are any, eight
    weeks ahead, sign-up from six weeks to two weeks before, offers three days after that, training one week before,
    printing three days before, a check after half of the sessions.
    """
    held = [meeting for meeting in meetings if not meeting.cancelled]
    if not held:
        return ()
    first = min(meeting.date for meeting in held)
    sign_up = programme.settings.sign_up
    closes = sign_up.closes or first - 2 * WEEK
    opens = sign_up.opens or min(first - 6 * WEEK, closes - WEEK)
    found = [
        *_rooms(held, first - 8 * WEEK),
        Deadline("sign-up-opens", opens, "Sign-up opens", "Put up the poster and send the announcement."),
        Deadline("sign-up-closes", closes, "Sign-up closes", "Form the cohorts from people's availability."),
        Deadline("offers", closes + 3 * DAY, "Send the offers", "Who is in, who waits, who is asked for more times."),
        Deadline(
            "training",
            first - WEEK,
            "Brief the facilitators",
            "Go through the pack together; everyone runs one block aloud.",
        ),
        Deadline("print-run", first - 3 * DAY, "Print", "The index page of the output says what and how many."),
    ]
    found += _half_way(held)
    return tuple(sorted(found, key=lambda deadline: (deadline.date, deadline.key)))


def _rooms(held: list[Meeting], day: datetime.date) -> list[Deadline]:
    """Where anybody meets in a room."""
    if all(meeting.evening.way.online or meeting.evening.way.solo for meeting in held):
        return []
    clinic = ", the meeting before session 1 included" if any(meeting.number == 0 for meeting in held) else ""
    return [Deadline("room-booking", day, "Book the rooms", f"For every date of the plan{clinic}.")]


def _half_way(held: list[Meeting]) -> list[Deadline]:
    counted = sorted({meeting.number for meeting in held if meeting.number > 0})
    if len(counted) < 3:
        return []
    middle = counted[(len(counted) - 1) // 2]
    last = max(meeting.date for meeting in held if meeting.number == middle)
    return [
        Deadline(
            "half-way",
            last + DAY,
            "Half-way check",
            "Ask everyone two questions: what to keep, what to change. Ring whoever missed two meetings.",
        )
    ]
