"""How a plan is said in a few words: modes and readings, zones, weekly times, what somebody agrees to."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable

from toolkit.model.availability import DAY_NAMES
from toolkit.model.fields import DAYS
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort
from toolkit.model.way import way_of
from toolkit.words.filters import about, day_words, listing, time_words

MODE_WORDS = {
    "in-person-mentored": "in person, with a mentor",
    "online-mentored": "online, with a mentor",
    "in-person-peer": "in person, without a mentor",
    "online-peer": "online, without a mentor",
    "solo": "on your own",
}
"""Who runs the meetings is another question: of a group in a peer mode somebody may be its facilitator, or nobody."""
READINGS = {"before": "read before the meeting", "inside": "read in the meeting"}
PLACES = (("in-person", "in person"), ("online", "online"), ("solo", "on your own"))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def preparation_words(plan: Plan) -> str:
    """What a week takes besides its meeting: what is promised, or with all reading inside what is left of it."""
    readings = {cohort.reading for cohort in plan.programme.cohorts} or {plan.programme.settings.reading}
    promised = f"{about(plan.programme.curriculum.weekly_load)} of preparation"
    if "before" in readings:
        return f"{promised} a week" + (" for those who read before the meeting" if len(readings) > 1 else "")
    loads = {meeting.number: meeting.evening.load for meeting in plan.meetings if meeting.evening.load}
    left = [f"session {number} ({about(load)})" for number, load in sorted(loads.items())]
    return "no preparation" + (f" but for {listing(left)}" if left else "")


def usual_times(plan: Plan) -> tuple[str, ...]:
    """The weekly times of all cohorts, by day and hour: "Tue 18:30", with the zone where there are several, or where
    anybody meets online."""
    clock = plan.programme.city.clock
    return tuple(
        weekly_words(day, time, clock=clock) + (f" {zone_words(zone)}" if asks_zone(plan) else "")
        for day, time, zone in weekly_times(plan)
    )


def weekly_times(plan: Plan) -> list[tuple[int, datetime.time, str]]:
    """Day of the week (0 is Monday), time and zone of each weekly time that a cohort may have, in order."""
    cohorts = plan.programme.cohorts
    return sorted({(DAYS.index(day), time, cohort.zone) for cohort in cohorts for day, time in cohort.weekly})


def days_words(cohort: Cohort) -> str:
    """The days on which a cohort meets: "Tuesdays"; "Each week" where it takes turns on several."""
    if cohort.turns and len(cohort.days) > 1:
        return "Each week"
    return listing([f"{DAY_NAMES[DAYS.index(day)]}s" for day in cohort.days])


def times_words(cohort: Cohort, *, clock: int) -> str:
    """The times of day: "18:30"; "in turn 07:00 and 21:00", with their days where these are several."""
    if not cohort.turns:
        return listing([time_words(time, clock) for time in cohort.times])
    several = len(cohort.days) > 1
    turns = [
        (f"{DAY_NAMES[DAYS.index(day)]} " if several else "") + time_words(time, clock) for day, time in cohort.turns
    ]
    return f"in turn {listing(turns)}"


def weekly_words(day: int, time: datetime.time, *, clock: int) -> str:
    """Tue 18:30."""
    return f"{DAY_NAMES[day][:3]} {time_words(time, clock)}"


def form_hours(plan: Plan) -> tuple[str, ...]:
    """The hours that a form offers for each day, as people say them: from two hours before the earliest meeting to an
    hour after the end of the latest; most of the day where people live by several clocks."""
    cohorts, curriculum = plan.programme.cohorts, plan.programme.curriculum
    starts = [time.hour * 60 + time.minute for cohort in cohorts for time in cohort.times] or [18 * 60]
    minutes = max((cohort.minutes or curriculum.session_minutes for cohort in cohorts), default=120)
    first, last = min(starts) // 60 - 2, -(-(max(starts) + minutes) // 60) + 1
    if asks_zone(plan):
        first, last = min(8, first), max(22, last)
    clock = plan.programme.city.clock
    edges = [time_words(datetime.time(hour % 24), clock) for hour in range(max(0, first), min(24, last) + 1)]
    return tuple(f"{start}-{end}" for start, end in itertools.pairwise(edges))


def asks_zone(plan: Plan) -> bool:
    """Whether those who sign up may live by several clocks: somebody meets online, or the cohorts have several
    zones."""
    cohorts = plan.programme.cohorts
    return any(cohort.way.online for cohort in cohorts) or len({cohort.zone for cohort in cohorts}) > 1


def letters(place: int) -> str:
    """A, B, … Z, AA, AB, …, counted from 0."""
    return (letters(place // 26 - 1) if place >= 26 else "") + LETTERS[place % 26]


def modes_words(modes: Iterable[str]) -> str:
    """How people meet, each way once: "in person, with or without a mentor; or online, without a mentor"."""
    found = sorted(set(modes), key=list(MODE_WORDS).index)
    ways = [
        (place, [MODE_WORDS[mode].removeprefix(f"{place}, ") for mode in found if way_of(mode).where == where])
        for where, place in PLACES
    ]
    return "; or ".join(
        f"{place}, {leads[0] if len(leads) == 1 else 'with or without a mentor'}" if leads != [place] else place
        for place, leads in ways
        if leads
    )


def consent_words(plan: Plan) -> str:
    """What somebody who signs up agrees to, with the day to which it is kept, or room to write one."""
    settings = plan.programme.settings
    until, group = settings.sign_up.keep_until, settings.look.group or "the organisers of this programme"
    day = day_words(until, plan.programme.city.language) if until else "______________"
    return (
        f"I agree that {group} may keep my name and contact until {day}, to organise {settings.title} and for nothing"
        " else."
    )


def place_of(zone: str) -> str:
    """ "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def zone_words(zone: str) -> str:
    """ "London time" for Europe/London."""
    return f"{place_of(zone)} time"
