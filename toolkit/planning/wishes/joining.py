"""Where people join on a screen: an evening that goes online, and another link from a day on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from toolkit.model.changes import Days
from toolkit.model.fields import Mode
from toolkit.model.plan import Meeting, Plan
from toolkit.model.way import mode_of
from toolkit.planning.wishes.entries import Wish, differs, entry, period
from toolkit.planning.wishes.naming import find_cohorts, meeting_name
from toolkit.problems import WrongUsage

_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def address(link: str) -> str:
    """The link, which begins with https:// or http://; WrongUsage for anything else."""
    if not _ADDRESS.fullmatch(link.strip()):
        raise WrongUsage(
            f"“{link}” is no address to join at; it begins with https://, such as https://meet.example/ab."
        )
    return link.strip()


def online(plan: Plan, meeting: Meeting, *, link: str) -> dict[str, object]:
    """The values of an entry that puts a meeting on a screen: the link, and the mode of those who meet there, where it
    meets elsewhere. Without run sheets for a mentor online it is led by peers."""
    if meeting.evening.way.online:
        return {"link": link}
    return {"mode": _mode_online(plan, meeting), "link": link}


def lost_mentor(meeting: Meeting, values: Mapping[str, object]) -> str:
    """A sentence where a meeting that goes online loses its mentor by that; nothing where it does not."""
    if meeting.mentor is None or values.get("mode") != mode_of("online", mentored=False):
        return ""
    return f"{meeting_name(meeting)}: there are no run sheets for a mentor online, so the group meets without one."


def _mode_online(plan: Plan, meeting: Meeting) -> Mode:
    wanted = mode_of("online", mentored=meeting.evening.way.mentored)
    return wanted if wanted in plan.programme.curriculum.modes else mode_of("online", mentored=False)


def change_link(plan: Plan, *, link: str, cohort: str | None, first: datetime.date) -> Wish:
    """From that day on the meetings online of a cohort, or of all, are joined at another link."""
    link, days = address(link), Days(first, None)
    keys = find_cohorts(plan, cohort)
    meetings = [
        meeting
        for meeting in plan.meetings
        if meeting.cohort.key in keys and meeting.open and meeting.date in days and meeting.evening.way.online
    ]
    if not meetings:
        who = plan.programme.label_of(keys[0]) if cohort else "Nobody"
        return Wish((), (f"{who} {'has no meeting' if cohort else 'meets'} online from {first.isoformat()} on.",))
    changed = dict.fromkeys(meeting.cohort.key for meeting in meetings if differs(meeting, {"link": link}))
    return Wish(tuple(entry({"cohort": key, **period(days), "link": link}) for key in changed))
