"""What follows from attendance, in words for the organiser; shared by `attend`, `held` and `status`."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.model.fields import MeetingKey
from toolkit.model.people import Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.attendance import Absence, Missed, Small
from toolkit.planning.marks import marks_at
from toolkit.words.filters import duration, listing, plural, short_date


def meeting_words(plan: Plan, meeting: Meeting) -> str:
    """ "Cohort A, 3. Backpropagation, Tue 2 Feb"; the cohort only where there are several."""
    cohort = f"{meeting.cohort.label}, " if len(plan.programme.cohorts) > 1 else ""
    number = f"{meeting.number}. " if meeting.number else ""
    return f"{cohort}{number}{meeting.session.head.title}, {short_date(meeting.date, plan.programme.city.language)}"


def who(person: Participant) -> str:
    """ "Ann Lee (p1)", or the id alone where there is no name."""
    return f"{person.name} ({person.id})" if person.name else person.id


def count_words(plan: Plan, meeting: Meeting) -> str:
    """ "Cohort A, 3. Backpropagation, Tue 2 Feb: 4 present, 1 absent, 1 not recorded"."""
    states = list(marks_at(plan, meeting).values())
    marked = marks_at(plan, meeting)
    counts = [
        (states.count("present"), "present"),
        (states.count("absent"), "absent"),
        (states.count("excused"), "excused"),
    ]
    counts.append((sum(person.id not in marked for person in plan.members(meeting.cohort)), "not recorded"))
    return f"{meeting_words(plan, meeting)}: {', '.join(f'{count} {word}' for count, word in counts if count)}"


def absence_lines(plan: Plan, absences: Iterable[Absence]) -> list[str]:
    """The absences by meeting, each meeting with what to catch up on below it."""
    by_meeting: dict[MeetingKey, list[Absence]] = {}
    for absence in absences:
        by_meeting.setdefault(absence.meeting.key, []).append(absence)
    lines = []
    for group in by_meeting.values():
        names = listing(
            [who(absence.person) + (" with a reason" if absence.state == "excused" else "") for absence in group]
        )
        lines.append(f"  {meeting_words(plan, group[0].meeting)}: {names}")
        lines += [f"      {item.name}, {duration(item.minutes)}: {item.resource.url}" for item in group[0].catch_up]
    return lines


def missed_line(plan: Plan, missed: Missed) -> str:
    """Who missed the latest meetings, and since when."""
    sessions = listing([meeting.session.head.title for meeting in missed.meetings])
    cohort = f" of {missed.cohort.label}" if len(plan.programme.cohorts) > 1 else ""
    return f"  {who(missed.person)}{cohort} missed the last {len(missed.meetings)}: {sessions}"


def small_lines(plan: Plan, small: Small) -> list[str]:
    """A cohort that is too small, and what to do about it."""
    came = f"{listing([str(count) for count in small.came])} came to the last {len(small.came)} meetings"
    left = f"{plural(small.left, 'member')} {'is' if small.left == 1 else 'are'} left"
    lines = [f"  {small.cohort.label}: {came if small.came else left}; it needs {small.least}."]
    merge = (
        ["      To merge it with another for good: programme cohorts --replan"]
        if len(plan.programme.cohorts) > 1
        else []
    )
    if small.host is None:
        return [
            *lines,
            "      No other cohort has room at a time that fits. Ask who can come on another day, or let friends join.",
            *merge,
        ]
    room = f" in {small.host.room.name}" if small.host.room else ""
    when = f"{short_date(small.host.date, plan.programme.city.language)}, {small.host.time:%H:%M}"
    lines.append(f"      {small.host.cohort.label} has room{room} from {when}: {small.command}")
    if small.cannot:
        lines.append(f"      {listing([who(person) for person in small.cannot])} did not offer that time: ask first.")
    if small.unsaid:
        lines.append(
            f"      {plural(len(small.unsaid), 'person', many='people')} gave no times: ask"
            f" {listing([who(person) for person in small.unsaid])}."
        )
    return [*lines, *merge]


def follow_lines(
    plan: Plan, absences: Iterable[Absence], *, missed: Iterable[Missed], small: Iterable[Small]
) -> list[str]:
    """Everything that follows from attendance, under a heading each; nothing where all is well."""
    parts = [
        ("To catch up:", absence_lines(plan, absences)),
        ("Ring them:", [missed_line(plan, one) for one in missed]),
        ("Too small:", [line for one in small for line in small_lines(plan, one)]),
    ]
    return [line for heading, lines in parts if lines for line in (heading, *lines)]
