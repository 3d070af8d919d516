"""One person, one room, and what either has to be told."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from toolkit.documents.shapes.meeting import MeetingView, RoomView
from toolkit.documents.shapes.programme import CohortView
from toolkit.documents.shapes.session import ReadingView
from toolkit.planning.answers import PlaceState


class PersonView(TypedDict):
    """Somebody who takes part."""

    role: Annotated[Literal["participant"], "What they are."]
    id: Annotated[str, "Their id in people/participants.csv."]
    name: Annotated[str, "Their name; may be empty."]
    called: Annotated[str, "What to greet them by: of their names the first; may be empty."]
    email: Annotated[str, "Their address; may be empty."]
    cohorts: Annotated[list[CohortView], "Their cohorts."]
    meetings: Annotated[list[MeetingView], "The meetings of these cohorts by date."]


class FacilitatorView(TypedDict):
    """Somebody who runs or mentors meetings."""

    id: Annotated[str, "Their id in people/facilitators.csv."]
    name: Annotated[str, "Their name; may be empty."]
    name_and_role: Annotated[str, "The same with a role of the organiser's: “Ben (co-facilitator)”."]
    called: Annotated[str, "What to greet them by: of their names the first; may be empty."]
    email: Annotated[str, "Their address; may be empty."]
    role: Annotated[Literal["facilitator", "mentor"], "What they are."]
    own_role: Annotated[str, "The organiser's word for what they do; empty for facilitators and mentors."]
    meetings: Annotated[list[MeetingView], "The meetings they come to, by date."]


class RoomMeetingView(MeetingView):
    """A meeting as the keeper of its room needs it."""

    chairs: Annotated[int, "Chairs for everybody; 0 where it is cancelled or joins another meeting."]


class RoomWeekView(TypedDict):
    """A week in a room."""

    monday: Annotated[str, "Its Monday, as 2027-01-18."]
    name: Annotated[str, "The week as the place counts it; may be empty."]
    meetings: Annotated[list[RoomMeetingView], "What meets there, by date."]


class RoomUseView(RoomView):
    """A room with what meets in it."""

    meetings: Annotated[list[MeetingView], "The meetings in it by date."]
    weeks: Annotated[list[RoomWeekView], "The same week by week."]


class NewsItemView(TypedDict):
    """A meeting that changed."""

    title: Annotated[str, "“3. Backpropagation by hand”."]
    cohort: Annotated[str, "Whose it is: “Cohort A”."]
    words: Annotated[list[str], "What changed, a phrase each; who runs it by name only for whoever runs meetings."]
    besides: Annotated[list[str], "Those that are not about when, where or whether."]
    was: Annotated[str, "When and where it was to be; empty where it was not."]
    elsewhere: Annotated[bool, "Whether that has changed."]
    now: Annotated[str, "When and where it is; empty where it is not held."]
    yours: Annotated[str, "The same on the reader's own clock, where that shows something else."]
    cancelled: Annotated[bool, "Whether it is not held."]
    to_delete: Annotated[str, "What to delete in a calendar, where it is theirs no longer."]
    link: Annotated[str, "The link to join; empty in shared documents."]
    reason: Annotated[str, "Why, as a sentence; empty in shared documents."]


class RosterView(TypedDict):
    """A cohort whose members changed, for whoever runs or mentors it."""

    cohort: Annotated[str, "Which: “Cohort A”."]
    words: Annotated[list[str], "Who joins, and who is no longer in it."]


class NewsView(TypedDict):
    """What is to be told since the last publish."""

    items: Annotated[list[NewsItemView], "Each meeting that changed."]
    count: Annotated[int, "How many."]
    members: Annotated[list[RosterView], "Cohorts of theirs whose members changed; for facilitators and mentors."]
    unchanged: Annotated[int, "How many of a person's meetings stay as they are."]
    to_delete: Annotated[list[str], "What to delete in a calendar."]
    since: Annotated[str, "The day of that publish, in words; empty before the first."]
    preparation: Annotated[bool, "Whether facilitators have preparation in their calendars."]


class OwnGroupView(TypedDict):
    """A cohort that somebody runs or mentors."""

    cohort: Annotated[CohortView, "The cohort."]
    others: Annotated[list[str], "The names of those who run it, but for the reader."]
    in_turn: Annotated[str, "Its turns on their own clock, where it takes turns and that shows another."]
    members: Annotated[list[str], "The names of those who come; empty while they are not known."]


class CoveredView(TypedDict):
    """A meeting that somebody runs or mentors in the place of others."""

    meeting: Annotated[MeetingView, "The meeting."]
    away: Annotated[list[str], "The names of those in whose place."]
    members: Annotated[list[str], "The names of those who come; empty while they are not known."]


class WelcomeView(TypedDict):
    """What somebody who runs or mentors meetings is told first."""

    cohorts: Annotated[list[OwnGroupView], "The cohorts that are theirs."]
    covers: Annotated[list[CoveredView], "Meetings of other cohorts, by date."]
    meetings: Annotated[list[MeetingView], "All of their meetings still to come, by date."]
    otherwise: Annotated[list[MeetingView], "Those of their cohorts at another time or place than usual."]
    local: Annotated[str, "When the first is on their own clock, where that shows something else."]
    preparation: Annotated[str, "How long they prepare for each: “45 minutes”; empty where that is not planned."]


class AskView(TypedDict):
    """A stretch of the week to ask somebody for."""

    words: Annotated[str, "“Wednesdays 19:00–20:00”."]
    zone: Annotated[str, "Whose time that is."]
    places: Annotated[int, "How many people a yes would place."]


class MissedView(TypedDict):
    """A meeting that was held before somebody joined."""

    meeting: Annotated[MeetingView, "The meeting."]
    items: Annotated[list[ReadingView], "What the others read for it, or in it."]


class ByOthersView(TypedDict):
    """A meeting that others run or mentor than the cohort's own."""

    meeting: Annotated[MeetingView, "The meeting."]
    words: Annotated[str, "Who: “Guy Guide runs it”, “the group runs it by itself”."]


class AnswerView(TypedDict):
    """What somebody who applied is told of their place."""

    state: Annotated[PlaceState, "What becomes of it."]
    had_place: Annotated[bool, "Whether they were told before that they have one."]
    cohorts: Annotated[list[CohortView], "Where they have a place."]
    in_turn: Annotated[list[str], "The turns of each on their own clock, where it takes turns and that shows another."]
    others: Annotated[list[str], "The names of everybody else there."]
    meetings: Annotated[list[MeetingView], "Their meetings still to come, by date."]
    missed: Annotated[list[MissedView], "What was held already, by date."]
    otherwise: Annotated[list[MeetingView], "Those at another time or place than usual."]
    by_others: Annotated[list[ByOthersView], "Those that others run or mentor than usual."]
    local: Annotated[str, "When the first is on their own clock, where that shows something else."]
    gone: Annotated[list[str], "Meetings still to come that were theirs, as they stand in their calendar."]
    no_times: Annotated[bool, "Whether they gave no times."]
    asks: Annotated[list[AskView], "Times to ask them for."]
