"""What has changed, in words: for the organiser who decides, and for the people who have to know."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from toolkit.documents.views.phrases import PLACES, READINGS
from toolkit.model.people import Facilitator
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.told import DifferenceKind, Told
from toolkit.model.way import way_of
from toolkit.planning.concerns import for_members
from toolkit.planning.differences import told_of
from toolkit.planning.outdated import Outdated
from toolkit.planning.roster import Roster
from toolkit.words.filters import duration, listing, plural, sentence, short_date, time_words

if TYPE_CHECKING:  # faces word what changed with this, and need no shape of a page
    from toolkit.documents.shapes.people import NewsItemView

_BESIDES: tuple[DifferenceKind, ...] = ("length", "link", "facilitators", "mentor", "mode", "together", "readings")
"""What a slip says apart from when, where and whether."""

_SAY_WHEN: frozenset[DifferenceKind] = frozenset({"added", "removed", "cancelled", "again", "moved"})


def what_changed(plan: Plan, difference: Difference, *, everything: bool) -> tuple[str, ...]:
    """A phrase for each thing that changed: "moved from Tue 2 Feb, 18:30, to Thu 4 Feb, 18:30"; with `everything` who
    runs it and how, too. Where the day stays it is said last: nobody has to look it up."""
    kinds = difference.kinds if everything else for_members(difference)
    phrase = _phrase if everything else _for_members
    found = [words for kind in kinds if (words := phrase(plan, difference, kind=kind))]
    return (*found, *(_still(plan, difference) if found else ()))


def _still(plan: Plan, difference: Difference) -> tuple[str, ...]:
    """When a meeting is that changed in something else; nothing where what changed says when it is."""
    before, after = difference.before, difference.after
    if before is None or after is None or _SAY_WHEN & {*difference.kinds}:
        return ()
    return (f"still on {_now_moment(plan, before, after=after)}",)


def _for_members(plan: Plan, difference: Difference, *, kind: DifferenceKind) -> str:
    """The phrase as a group reads it: who runs it in the group's own terms, and no name."""
    after = difference.after
    if after is not None and difference.before is not None and kind == "facilitators":
        return "facilitated again" if after.facilitators else "nobody facilitates: your group runs it itself"
    if after is not None and difference.before is not None and kind == "mentor":
        return (
            "with another mentor"
            if after.mentor and difference.before.mentor
            else "with a mentor"
            if after.mentor
            else "without its mentor"
        )
    return _phrase(plan, difference, kind=kind)


def _phrase(plan: Plan, difference: Difference, *, kind: DifferenceKind) -> str:
    before, after = difference.before, difference.after
    if after is None:
        assert before is not None
        still = plan.meeting(*difference.key)
        return (
            f"{'no longer yours' if still and not still.cancelled else 'taken out'} (it was on"
            f" {_told_alone(plan, before)})"
        )
    if before is None:
        told = plan.programme.told
        known = told is not None and any(one.key == difference.key for one in told.meetings)
        return f"{'now yours' if known else 'new'}: {moment_words(plan, after)}, {place_words(after)}"
    phrases: dict[str, Callable[[], str]] = {
        "cancelled": lambda: f"cancelled (it was on {_told_alone(plan, before)})",
        "again": lambda: f"held after all: {moment_words(plan, after)}, {place_words(after)}",
        "moved": lambda: (
            f"moved from {_told_moment(plan, before, after=after)}, to {_now_moment(plan, before, after=after)}"
        ),
        "length": lambda: f"{duration(after.minutes)} long (it was {duration(before.minutes)})",
        "place": lambda: f"{_at(after)} (it was {told_place(plan, before)})",
        "link": lambda: _link(difference, before, after=after),
        "facilitators": lambda: _runs(plan, before, after=after),
        "mentor": lambda: (
            f"{after.mentor.name or after.mentor.id} is the mentor" if after.mentor else "without its mentor"
        ),
        "mode": lambda: _mode(difference, before, after=after),
        "together": lambda: _together(plan, after),
        "readings": lambda: _contents(before, after),
    }
    return phrases[kind]()


def _link(difference: Difference, before: Told, *, after: Meeting) -> str:
    """That there is another link, or none; nothing where they do not meet online any more and that is said."""
    if after.link:
        return f"{'another' if before.link else 'a'} link to join"
    said = not after.evening.way.online and {"place", "mode"} & {*difference.kinds}
    return "" if said else "no link to join"


def _mode(difference: Difference, before: Told, *, after: Meeting) -> str:
    """How they meet and when they read, as far as neither the place nor the mentor says it."""
    evening, was, now = after.evening, way_of(before.mode), way_of(after.evening.mode)
    places = dict(PLACES)
    words = [
        f"now {places[now.where]} (it was {places[was.where]})"
        if now.where != was.where and "place" not in difference.kinds
        else "",
        ("with a mentor" if now.mentored else "without a mentor")
        if now.mentored != was.mentored and "mentor" not in difference.kinds
        else "",
        f"{READINGS[evening.reading]} (it was: {READINGS[before.reading]})"
        if evening.reading != before.reading
        else "",
    ]
    return "; ".join(filter(None, words))


def _contents(before: Told, after: Meeting) -> str:
    """Another title, other readings, or both."""
    title = after.session.head.title
    called = [f"now called “{title}” (it was “{before.title}”)"] if title != before.title else []
    return "; ".join([*called, *(["other readings or links"] if told_of(after).readings != before.readings else [])])


def _told_moment(plan: Plan, before: Told, *, after: Meeting) -> str:
    """When it was to be, with the zone where it is in another one now."""
    return f"{told_moment(plan, before)}{f' ({before.zone})' if before.zone != after.zone else ''}"


def _told_alone(plan: Plan, before: Told) -> str:
    """When it was to be, where nothing else says in which zone."""
    return f"{told_moment(plan, before)}{f', {before.zone}' if way_of(before.mode).online else ''}"


def _now_moment(plan: Plan, before: Told | None, *, after: Meeting) -> str:
    """When it is, with the zone where it was in another one, or where it is online."""
    words = moment_words(plan, after)
    told = before is not None and before.zone != after.zone and not after.evening.way.online
    return f"{words} ({after.zone})" if told else words


def _on_their_clock(plan: Plan, difference: Difference, *, zone: str) -> str:
    """When a meeting on a screen or in another zone than before is on the clock of somebody elsewhere; nothing where
    that shows the same."""
    before, after = difference.before, difference.after
    if after is None or after.cancelled or not zone:
        return ""
    across = after.evening.way.online or (before is not None and before.zone != after.zone)
    theirs = after.start.astimezone(ZoneInfo(zone))
    same = theirs.replace(tzinfo=None) == after.start.replace(tzinfo=None)
    return f"{_moment(plan, theirs.date(), time=theirs.time())} on your clock ({zone})" if across and not same else ""


def moment_words(plan: Plan, meeting: Meeting) -> str:
    """ "Thu 4 Feb, 18:30", with the zone where the meeting is online."""
    zone = f" ({meeting.zone})" if meeting.evening.way.online else ""
    return f"{_moment(plan, meeting.date, time=meeting.time)}{zone}"


def place_words(meeting: Meeting) -> str:
    """The room's name, "online", or that it is not known yet."""
    if meeting.evening.way.online:
        return "online"
    if meeting.evening.way.solo:
        return "on your own"
    return meeting.room.name if meeting.room else "venue to be announced"


def told_words(plan: Plan, outdated: Outdated) -> str:
    """ "12 people still have the old information, from Wed 3 Feb (“launch”)"."""
    people = plural(len(outdated.people), "person still has", many="people still have")
    day = short_date(outdated.moment.date(), plan.programme.city.language)
    return f"{people} the old information, from {day} ({f'“{outdated.publish}”' if outdated.publish else 'by mail'})"


def roster_words(roster: Roster) -> list[str]:
    """ "Ada joins", "Ben and Cy are no longer in the group"."""
    joined, left = ([one.name or one.id for one in people] for people in (roster.joined, roster.left))
    return [
        *([f"{listing(joined)} {'joins' if len(joined) == 1 else 'join'}"] if joined else []),
        *([f"{listing(left)} {'is' if len(left) == 1 else 'are'} no longer in the group"] if left else []),
    ]


def title_words(plan: Plan, difference: Difference) -> str:
    """ "3. Backpropagation by hand"."""
    if difference.after is not None:
        number, title = difference.after.number, difference.after.session.head.title
    else:
        assert difference.before is not None
        number, title = difference.before.number, difference.before.title
    return f"{number}. {title}" if number else title


def told_moment(plan: Plan, told: Told) -> str:
    return _moment(plan, told.date, time=told.time)


def _moment(plan: Plan, date: datetime.date, *, time: datetime.time) -> str:
    city = plan.programme.city
    return f"{short_date(date, city.language)}, {time_words(time, city.clock)}"


def _at(meeting: Meeting) -> str:
    where = place_words(meeting)
    return f"now in {where}" if meeting.room else f"now {where}"


def told_place(plan: Plan, told: Told) -> str:
    if way_of(told.mode).online:
        return "online"
    room = plan.programme.people.rooms.get(told.room or "")
    return room.name if room else told.room or "not announced"


def _runs(plan: Plan, before: Told, *, after: Meeting) -> str:
    old = [_name(plan.programme.people.facilitators.get(id), id) for id in before.facilitators]
    new = [_name(person, person.id) for person in after.facilitators]
    was = f" (it was {listing(old)})" if old else ""
    return f"{listing(new)} {'run' if len(new) > 1 else 'runs'} it{was}" if new else f"peer-led{was}"


def _name(person: Facilitator | None, id: str) -> str:
    return person.name if person and person.name else id


def _together(plan: Plan, after: Meeting) -> str:
    labels = [cohort.label for key in after.with_cohorts if (cohort := plan.programme.cohort(key))]
    return f"together with {listing(labels)}" if labels else "on its own again"


def item_view(plan: Plan, difference: Difference, *, everything: bool, private: bool, zone: str = "") -> NewsItemView:
    """One changed meeting for a page or a message: what it is, how it was, how it is now, and why (where names may
    stand).

    `zone` is that of the one reader, where there is one.
    """
    before, after = difference.before, difference.after
    cancelled = after is None or after.cancelled
    return {
        "title": title_words(plan, difference),
        "cohort": plan.programme.label_of(difference.key[0]),
        "words": list(what_changed(plan, difference, everything=everything)),
        "besides": [
            words
            for kind in for_members(difference)
            if kind in _BESIDES and (words := _for_members(plan, difference, kind=kind))
        ],
        "was": _was(plan, before, after=after) if before and not before.cancelled else "",
        "elsewhere": any(kind in ("moved", "place", "cancelled", "removed") for kind in difference.kinds),
        "now": "" if cancelled or after is None else f"{_now_moment(plan, before, after=after)}, {place_words(after)}",
        "yours": _on_their_clock(plan, difference, zone=zone),
        "cancelled": cancelled,
        "to_delete": _to_delete(plan, difference),
        "link": (after.link or "") if after and private and not cancelled else "",
        "reason": sentence(after.reason or "") if after and private else "",
    }


def _to_delete(plan: Plan, difference: Difference) -> str:
    """A meeting that is somebody's no longer, as it stands in their calendar; nothing for others."""
    if difference.after is not None or difference.before is None:
        return ""
    label = f"{plan.programme.label_of(difference.key[0])}, " if len(plan.programme.cohorts) > 1 else ""
    return f"{title_words(plan, difference)} ({label}{told_moment(plan, difference.before)})"


def _was(plan: Plan, before: Told, *, after: Meeting | None) -> str:
    return (
        f"{_told_moment(plan, before, after=after) if after else told_moment(plan, before)}, {told_place(plan, before)}"
    )
