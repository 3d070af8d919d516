"""The words of a change: what it does to the plan, and what is asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.jobs.change_records import HeldThen, Questions, WhoComes
    from toolkit.model.changes import ChangeEntry
    from toolkit.model.plan import Difference, Meeting, Plan
    from toolkit.planning.proposals import Proposal


def unanswered(found: Questions) -> str:
    """What to do where nobody is there to say whether meetings of the past were held."""
    first = found.of[0]
    if first.named:
        return (
            f"{meeting_and_moment(first.meeting)}, is over, and nobody has said whether it was held. If it was:"
            f" `programme held {typed_meeting(first.meeting)}`. If not, run this at a terminal without --yes, or write"
            " the entry into changes.yaml by hand."
        )
    commands = ", ".join(f"`programme held {typed_meeting(question.meeting)}`" for question in found.of)
    return f"Meetings of the past would move, and nobody has said whether they were held. Record it first: {commands}."


def question_words(question: HeldThen) -> str:
    meeting = question.meeting
    if question.named:
        return f"{meeting_and_moment(meeting)}, is over. Was it held then?"
    return f"{meeting.cohort.label}, {meeting.session.key}, was to be on {meeting.date.isoformat()}. Was it held?"


def choices(asked: WhoComes) -> Iterator[str]:
    """A line for each way to go on."""
    from toolkit.words.filters import listing

    for one in asked.candidates:
        against = one.against or ("" if one.known else "gave no times; ask first")
        name, how = one.person.name or one.person.id, f" ({against})" if against else " is free"
        yield f"  --with {one.person.id}: {name}{how}"
    for host in asked.hosts:
        yield f"  programme combine {host} {asked.meeting.cohort.key} --session {asked.meeting.session.key}"
    others = [one.name or one.id for one in asked.meeting.facilitators if one.id != asked.person]
    by_itself = f"nobody; {listing(others)} alone" if others else "nobody; the group runs it by itself"
    alone = by_itself if asked.role == "facilitator" else "without a mentor"
    yield f"  --peer-led: {alone}"


def typed_meeting(meeting: Meeting) -> str:
    """The meeting as one types it."""
    return f"{meeting.session.key} --cohort {meeting.cohort.key}"


def meeting_and_moment(meeting: Meeting) -> str:
    return f"{meeting.cohort.label}, {meeting.session.key}, on {meeting.date.isoformat()} at {meeting.time:%H:%M}"


def change_preview(proposal: Proposal) -> str:
    """What changes, meeting by meeting; what stays; who has the old information; why; what it collides with."""
    from toolkit.documents.news import told_words
    from toolkit.jobs.change import outdated

    lines = [*_changes(proposal), _stays(proposal)]
    lines += [f"{told_words(proposal.after, one)}." for one in outdated(proposal)]
    lines += [f"Note: {words}" for words in proposal.wish.why]
    lines += [
        f"Note: {meeting_and_moment(meeting)}, lies in the past; `programme held {meeting.session.key}` records that it"
        " was held."
        for meeting in proposal.over
    ]
    lines += [f"Collides: {problem.message}" for problem in proposal.problems if problem.level == "warning"]
    lines += [f"Not known: {problem.message}" for problem in proposal.problems if problem.level == "advice"]
    return "\n".join(lines)


def _changes(proposal: Proposal) -> list[str]:
    """A line a meeting; of those that are recorded as held, that they are."""
    held = [
        f"  {meeting_and_moment(meeting)}: held, and from now on history."
        for change in proposal.wish.entries
        if change.held
        for meeting in _meeting(proposal, change)
    ]
    if not proposal.differences:
        return held or ["No meeting changes its time, place or people."]
    return held + [difference_line(proposal.after, difference) for difference in proposal.differences]


def _meeting(proposal: Proposal, change: ChangeEntry) -> list[Meeting]:
    found = proposal.after.meeting(change.cohort, change.session or "")
    return [found] if found else []


def _stays(proposal: Proposal) -> str:
    from toolkit.words.filters import plural

    changed = {difference.key for difference in proposal.differences}
    stay = [meeting for meeting in proposal.after.meetings if meeting.key not in changed]
    count, total = len(stay), len(proposal.after.meetings)
    return f"{count} of {plural(total, 'meeting')} {'stays as it is' if 1 in (count, total) else 'stay as they are'}."


def difference_line(plan: Plan, difference: Difference) -> str:
    """One meeting and what changes in it."""
    from toolkit.documents.news import title_words, what_changed

    name = f"{plan.programme.label_of(difference.key[0])}, {title_words(plan, difference)}"
    return f"  {name}: {'; '.join(what_changed(plan, difference, everything=True))}"
