"""The whole programme: what it promises, its sessions, its cohorts with their meetings, what comes next."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from toolkit.documents.shapes.meeting import MeetingView, MemberView, NameView, RoomView
from toolkit.documents.shapes.session import SessionView
from toolkit.model.fields import Mode, Reading


class GuideView(TypedDict):
    """A chapter for facilitators."""

    key: Annotated[str, "What it is known by."]
    title: Annotated[str, "Its title."]
    text: Annotated[str, "The chapter, Markdown."]


class CohortView(TypedDict):
    """A cohort with its meetings."""

    key: Annotated[str, "What it is known by: “a”."]
    label: Annotated[str, "“Cohort A”."]
    mode: Annotated[Mode, "How it usually meets."]
    mode_words: Annotated[str, "The same in words: “in person, without a mentor”."]
    mentored: Annotated[bool, "Whether it is to have a mentor."]
    online: Annotated[bool, "Whether it meets on a screen."]
    reading: Annotated[Reading, "When it reads: before the meeting, or inside."]
    reading_words: Annotated[str, "The same in words: “read before the meeting”."]
    days: Annotated[str, "“Tuesdays and Thursdays”."]
    times: Annotated[str, "“18:30”, on the city's clock."]
    usual_time: Annotated[str, "The first of its times; empty where it takes turns."]
    zone: Annotated[str, "Whose time that is: “London time”."]
    elsewhere: Annotated[list[str], "What members' other clocks show, with other days; empty in shared documents."]
    people: Annotated[int, "How many take part, or are expected."]
    people_words: Annotated[str, "The same in words: “6 people”."]
    pairs: Annotated[int, "How many pairs that makes."]
    place: Annotated[str, "Where, in words; the link in private documents alone."]
    room: Annotated[RoomView | None, "Its usual room, where it has one."]
    link: Annotated[str, "The link to join; empty in shared documents."]
    facilitators: Annotated[list[NameView], "Who runs it; empty in shared documents."]
    mentor: Annotated[NameView | None, "Who mentors it; nothing in shared documents."]
    members: Annotated[list[MemberView], "Who takes part, by name; empty in shared documents."]
    meetings: Annotated[list[MeetingView], "Its meetings by date, cancelled ones too."]
    guides: Annotated[list[GuideView], "The chapters that its facilitators need."]


class PhaseView(TypedDict):
    """A phase of the curriculum."""

    title: Annotated[str, "Its title, Markdown."]
    sessions: Annotated[list[SessionView], "Those of its sessions that are held."]


class SelfCheckView(TypedDict):
    """Tasks by which one sees whether one is ready."""

    minutes: Annotated[int, "How long they take."]
    tasks: Annotated[list[str], "One sentence each, Markdown."]
    if_not: Annotated[str, "What to do if they do not work, Markdown."]


class SizeView(TypedDict):
    """People in a cohort."""

    least: Annotated[int, "No fewer."]
    best: Annotated[int, "So many at best."]
    most: Annotated[int, "No more."]


class PlaceView(TypedDict):
    """Where people meet."""

    words: Annotated[str, "A room, “online”, or that it is not known yet."]
    step_free: Annotated[str, "Whether there are stairs; empty where there are none to ask about."]


class PathwayView(TypedDict):
    """What one can do next. Of a pathway that no shelf knows all but the title is empty."""

    title: Annotated[str, "Its name."]
    status: Annotated[Literal["live", "moved", "ended", "unknown"], "Whether it runs."]
    checked: Annotated[str, "When somebody looked, as 2026-11-23."]
    what: Annotated[str, "What it is; this and the following may be empty. Markdown."]
    for_whom: Annotated[str, "For whom."]
    hours: Annotated[str, "Hours a week."]
    length: Annotated[str, "How long it goes on."]
    level: Annotated[str, "How hard it is."]
    place: Annotated[str, "Where."]
    mentorship: Annotated[str, "Who helps."]
    cost: Annotated[str, "What it costs."]
    before: Annotated[str, "What helps to have done before."]
    after: Annotated[str, "What it leads to."]
    made: Annotated[str, "What one will have made."]
    why_not: Annotated[str, "Why one would not take it."]
    link: Annotated[str, "Its link."]


class ConductView(TypedDict):
    """Where the rules stand, and whom to tell."""

    url: Annotated[str, "The code of conduct; may be empty, as may the others."]
    person: Annotated[str, "Whom to tell when something is wrong."]
    reach: Annotated[str, "How to reach them."]


class SlotView(TypedDict):
    """A weekly time to tick."""

    letter: Annotated[str, "A, B, …"]
    time: Annotated[str, "“Tue 18:30”."]


class QrView(TypedDict):
    """A QR code as one path."""

    symbol: Annotated[int, "Modules a side, without the quiet zone."]
    side: Annotated[int, "Modules a side with it."]
    path: Annotated[str, "The dark modules, for `<path d=…>`."]


class SignUpView(TypedDict):
    """How people sign up."""

    url: Annotated[str, "Where; may be empty, as may the next four."]
    email: Annotated[str, "Or to whom to write."]
    opens: Annotated[str, "From when, as 2027-01-04."]
    closes: Annotated[str, "Until when."]
    keep_until: Annotated[str, "To which day names are kept."]
    places: Annotated[int, "How many there are; 0 where nobody said."]
    times: Annotated[list[str], "The weekly times of all cohorts: “Tue 18:30”."]
    slots: Annotated[list[SlotView], "The same with a letter each."]
    hours: Annotated[list[str], "The hours that a form offers for each day: “18:00-19:00”."]
    asks_zone: Annotated[bool, "Whether a form asks for each person's time zone: somebody meets online."]
    consent: Annotated[str, "What somebody who signs up agrees to."]
    qr: Annotated[QrView | None, "The link as a QR code, where there is one."]


class DeadlineView(TypedDict):
    """Something that the organiser has to do by a day."""

    key: Annotated[str, "What it is known by."]
    date: Annotated[str, "The day, as 2027-01-04."]
    title: Annotated[str, "What to do."]
    note: Annotated[str, "How; may be empty."]


class ProgrammeView(TypedDict):
    """The programme. Every template sees it."""

    key: Annotated[str, "What it is known by."]
    title: Annotated[str, "Its title."]
    city: Annotated[str, "The city's name."]
    term: Annotated[str, "“Hilary 2027”, else month and year of the first meeting."]
    zone: Annotated[str, "“London time”; empty where cohorts live in several zones."]
    group: Annotated[str, "Who runs it; may be empty."]
    accent: Annotated[str, "The group's colour; may be empty."]
    logo: Annotated[str, "The address of the group's logo, for `<img src=…>`; empty where there is none."]
    where_and_when: Annotated[str, "Group (or city) and term: “Meridian Society · Hilary 2027”."]
    dates: Annotated[str, "From the first to the last meeting that is held, in words."]
    first_day: Annotated[str, "The first, as 2027-01-19."]
    last_day: Annotated[str, "The last."]
    promise: Annotated[str, "What somebody who came to all of it can do, Markdown."]
    entry: Annotated[str, "What one needs before, Markdown."]
    self_check: Annotated[SelfCheckView | None, "Tasks to see whether one is ready."]
    weekly_load: Annotated[int, "Minutes of preparation a week that are promised."]
    preparation: Annotated[str, "What a week takes besides its meeting, in words."]
    session_minutes: Annotated[int, "How long a meeting usually is."]
    mode: Annotated[Mode, "The programme's own mode."]
    mode_words: Annotated[str, "Every way in which cohorts meet, once."]
    reading: Annotated[Reading, "The programme's own reading."]
    reading_words: Annotated[str, "Every way in which cohorts read, once."]
    in_person: Annotated[bool, "Whether any cohort meets in a room."]
    size: Annotated[SizeView, "People in a cohort."]
    people: Annotated[int, "People in all cohorts."]
    several: Annotated[bool, "Whether there are several cohorts."]
    sessions: Annotated[list[SessionView], "All sessions that are held, by number."]
    count: Annotated[int, "How many of them have a number above 0."]
    phases: Annotated[list[PhaseView], "The same sessions by phase."]
    cohorts: Annotated[list[CohortView], "All cohorts."]
    meetings: Annotated[list[MeetingView], "All meetings by date, cancelled ones too."]
    rooms: Annotated[list[RoomView], "The rooms that are used."]
    places: Annotated[list[PlaceView], "Where people meet, each place once."]
    pathways: Annotated[list[PathwayView], "What one can do next."]
    colophon: Annotated[str, "What it builds on, with licences. Markdown."]
    contact: Annotated[str, "Whom to ask; may be empty."]
    conduct: Annotated[ConductView, "Rules, and whom to tell."]
    sign_up: Annotated[SignUpView, "How people sign up."]
    food: Annotated[str, "What there is to eat; may be empty, as may the next three."]
    access: Annotated[str, "How to get in."]
    price: Annotated[str, "What it costs."]
    signed_by: Annotated[str, "Who signs messages: `signed_by`, or else the sender’s name."]
    preparation_minutes: Annotated[int, "A facilitator's minutes of preparation for each meeting."]
    chat: Annotated[str, "The invitation to the group's chat; empty in shared documents."]
    deadlines: Annotated[list[DeadlineView], "What the organiser has to do by when; empty in shared documents."]
