"""A meeting: a session on a date, at a place, with people."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from toolkit.documents.shapes.session import SessionView
from toolkit.model.curriculum import Who
from toolkit.model.fields import Mode
from toolkit.model.plan import MeetingStatus


class NameView(TypedDict):
    """Somebody who runs or mentors meetings."""

    name: Annotated[str, "Their name; empty in shared documents."]
    name_and_role: Annotated[str, "The same with a role of the organiser's: “Ben (co-facilitator)”."]
    email: Annotated[str, "Their address; empty in shared documents, or where none is known."]


class MemberView(TypedDict):
    """Somebody who takes part."""

    id: Annotated[str, "Their id in people/participants.csv."]
    name: Annotated[str, "Their name."]


class RoomView(TypedDict):
    """A room."""

    id: Annotated[str, "Its id in people/rooms.csv."]
    name: Annotated[str, "Its name."]
    address: Annotated[str, "Where it is; may be empty."]
    words: Annotated[str, "Name and address in one."]
    seats: Annotated[int, "Chairs, the facilitator's included; 0 where nobody counted."]
    open: Annotated[str, "When people can get in; may be empty."]
    step_free: Annotated[str, "“step-free access: yes”, or “… ask us”."]


class BlockView(TypedDict):
    """A block of the run sheet."""

    number: Annotated[int, "From 1."]
    key: Annotated[str, "What it is known by."]
    name: Annotated[str, "Its name, Markdown."]
    who: Annotated[Who, "Who works with whom."]
    who_words: Annotated[str, "The same in words: “Small groups”."]
    minutes: Annotated[int, "How long it is."]
    least: Annotated[int | None, "The shortest it can be."]
    start: Annotated[str, "When it begins, on the city's clock."]
    end: Annotated[str, "When it ends."]
    say: Annotated[str, "What to say, word for word; may be empty. Markdown."]
    do: Annotated[str, "What to do; may be empty. Markdown."]
    leaves: Annotated[str, "What exists afterwards; may be empty. Markdown."]
    practises: Annotated[list[int], "Which of `able_to`, counted from 1."]
    left: Annotated[int, "Where it begins on a timeline of 10,000 units."]
    width: Annotated[int, "How wide it is there."]
    shows_start: Annotated[bool, "Whether there is room for its start on the timeline."]


class ArrivalView(TypedDict):
    """When pairs reach a checkpoint."""

    number: Annotated[int, "The checkpoint's number."]
    title: Annotated[str, "Its heading, Markdown."]
    first: Annotated[str, "When the first pair should be there; empty where it lies in no block, as is the next."]
    last: Annotated[str, "When the last pair should be there."]


class StandInView(TypedDict):
    """What is held in a mentor's block when the mentor does not come."""

    start: Annotated[str, "When."]
    minutes: Annotated[int, "How long it is."]
    in_place_of: Annotated[str, "The name of the mentor's block."]
    name: Annotated[str, "The name of what is held, Markdown."]
    who_words: Annotated[str, "Who works with whom."]
    say: Annotated[str, "What to say, Markdown."]
    do: Annotated[str, "What to do, Markdown."]
    leaves: Annotated[str, "What exists afterwards, Markdown."]
    left_out: Annotated[str, "What it comes down to where it has to be shorter; else empty."]


class BagView(TypedDict):
    """Something to bring."""

    what: Annotated[str, "What it is, Markdown."]
    per: Annotated[Literal["person", "pair", "cohort", "room"], "For whom there is one."]
    count: Annotated[int, "How many, for everybody at this meeting."]
    who: Annotated[Literal["facilitator", "organiser", "participant"], "Who brings it."]
    prints: Annotated[bool, "Whether it is to be printed."]


class CohortNameView(TypedDict):
    """The cohort of a meeting."""

    key: Annotated[str, "What it is known by: “a”."]
    label: Annotated[str, "“Cohort A”."]


class MeetingView(TypedDict):
    """A meeting of a cohort."""

    session: Annotated[SessionView, "What it is about."]
    cohort: Annotated[CohortNameView, "Whose it is."]
    cohorts: Annotated[list[str], "The names of all cohorts that meet there, its own first."]
    slug: Annotated[str, "Number and key of the session: “03-backprop”."]
    anchor: Annotated[str, "The id for its section in a document with slices."]
    date: Annotated[str, "The date as 2027-01-19, for the filters `date`, `day` and `short_date`."]
    day: Annotated[str, "“Tuesday”."]
    date_words: Annotated[str, "“Tuesday 19 January 2027”, in the city's order."]
    short_date: Annotated[str, "“Tue 19 Jan”."]
    short_day: Annotated[str, "“Tue”."]
    month_day: Annotated[str, "“19 Jan”."]
    week: Annotated[str, "The week as the place counts it: “HT27 week 1”; may be empty."]
    start: Annotated[str, "When it begins, on the city's clock."]
    end: Annotated[str, "When it ends."]
    times: Annotated[str, "Both: “18:30–20:30”."]
    minutes: Annotated[int, "How long it is."]
    duration: Annotated[str, "The same in words."]
    zone: Annotated[str, "Whose time that is: “London time”."]
    elsewhere: Annotated[list[str], "What members' other clocks show when it begins online; empty in shared documents."]
    online: Annotated[bool, "Whether it is on a screen."]
    mode: Annotated[Mode, "How they meet."]
    mode_words: Annotated[str, "The same in words: “in person, without a mentor”."]
    mentored: Annotated[bool, "Whether it is to have a mentor."]
    place: Annotated[str, "Where, in words; the link in private documents alone."]
    room: Annotated[RoomView | None, "The room, where there is one."]
    link: Annotated[str, "The link to join; empty in shared documents."]
    people: Annotated[int, "Participants expected, those of cohorts that come along included."]
    people_words: Annotated[str, "The same in words: “6 people”."]
    facilitators: Annotated[list[NameView], "Who runs it; empty in shared documents."]
    mentor: Annotated[NameView | None, "Who mentors it; nothing in shared documents."]
    members: Annotated[list[MemberView], "Who is expected, by name; empty in shared documents."]
    pairs: Annotated[
        list[list[str]], "Names of those who work together; empty in shared documents, or while nobody paired them."
    ]
    status: Annotated[MeetingStatus, "What became of it."]
    cancelled: Annotated[bool, "Whether it is not held."]
    moved: Annotated[bool, "Whether it is held at another time than planned."]
    planned: Annotated[str, "The date that was planned, in words."]
    planned_time: Annotated[str, "And the time."]
    reason: Annotated[str, "Why it changed, as a sentence; empty in shared documents."]
    held: Annotated[bool, "Whether it has taken place."]
    joins: Annotated[str, "The cohort whose meeting it joins; else empty."]
    blocks: Annotated[list[BlockView], "The evening, block by block."]
    checkpoints: Annotated[list[ArrivalView], "When pairs reach the checkpoints."]
    stand_ins: Annotated[list[StandInView], "What is held if the mentor does not come."]
    bag: Annotated[list[BagView], "What to bring."]
    prints: Annotated[list[BagView], "What of that is printed."]


class CoverView(TypedDict):
    """What somebody needs who runs a meeting in the place of the cohort's own facilitators."""

    by: Annotated[list[NameView], "Who covers."]
    away: Annotated[list[NameView], "For whom."]
    last: Annotated[MeetingView | None, "The group's last meeting; nothing where this is its first."]
