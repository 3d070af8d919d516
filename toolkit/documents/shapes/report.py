"""The report on forming cohorts. Drawings are in units of their own."""

from __future__ import annotations

from typing import Annotated, TypedDict


class MarkView(TypedDict):
    """A word beside a drawing's axis at the left."""

    name: Annotated[str, "The word."]
    y: Annotated[int, "How far down."]


class DayMarkView(TypedDict):
    """A day above a drawing."""

    name: Annotated[str, "The day."]
    x: Annotated[int, "How far right."]


class CellView(TypedDict):
    """Half an hour of a day."""

    x: Annotated[int, "How far right."]
    y: Annotated[int, "How far down."]
    gladly: Annotated[int, "How many are free."]
    if_needed: Annotated[int, "How many more would come if needed."]
    tone: Annotated[int, "From 0, nobody, to 4, most."]


class HeatView(TypedDict):
    """The drawing of who could come when."""

    width: Annotated[int, "Of the drawing."]
    height: Annotated[int, "Of the drawing."]
    row: Annotated[int, "The height of half an hour."]
    most: Annotated[int, "The most who are free at once."]
    days: Annotated[list[DayMarkView], "Monday to Sunday."]
    hours: Annotated[list[MarkView], "The hours at the left."]
    cells: Annotated[list[CellView], "Every half hour of every day."]
    words: Annotated[list[str], "The drawing in words, a sentence for each day."]


class StartView(TypedDict):
    """A start that many could make."""

    when: Annotated[str, "“Mon 18:30”."]
    people: Annotated[int, "How many people could come to a whole meeting."]
    facilitators: Annotated[int, "How many facilitators could."]


class GridDayView(TypedDict):
    """A day of the grid."""

    name: Annotated[str, "The day, shortened where it is narrow."]
    x: Annotated[float, "Where it begins."]
    width: Annotated[float, "How wide it is."]


class GridHourView(TypedDict):
    """An hour of the grid."""

    name: Annotated[str, "“18:00”."]
    other: Annotated[str, "The same moment on the other clock; empty where there is none."]
    y: Annotated[float, "How far down."]


class GridLineView(TypedDict):
    """A line of words in a box."""

    text: Annotated[str, "The words."]
    y: Annotated[float, "How far down."]


class GridBoxView(TypedDict):
    """A cohort, or several that begin together."""

    x: Annotated[float, "The left edge."]
    y: Annotated[float, "The upper edge."]
    width: Annotated[float, "How wide it is."]
    height: Annotated[float, "How high it is."]
    middle: Annotated[float, "The middle from left to right."]
    lines: Annotated[list[GridLineView], "What stands in it."]
    small: Annotated[bool, "Whether only small letters fit."]


class GridView(TypedDict):
    """The drawing of cohorts in their week."""

    width: Annotated[int, "Of the drawing."]
    height: Annotated[float, "Of the drawing."]
    right: Annotated[int, "Where the last day ends."]
    days: Annotated[list[GridDayView], "Monday to Sunday."]
    hours: Annotated[list[GridHourView], "The hours at the left, and at the right those of another clock."]
    boxes: Annotated[list[GridBoxView], "The cohorts."]
    short: Annotated[bool, "Whether letters stand for names somewhere."]
    gathered: Annotated[bool, "Whether cohorts that begin together share a box."]


class WeekRowView(TypedDict):
    """A cohort at one of its starts."""

    key: Annotated[str, "The letters that stand for it."]
    when: Annotated[str, "“Mon 18:30”."]
    label: Annotated[str, "“Cohort A”."]
    place: Annotated[str, "The room's name, “online”, or that there is none yet."]
    by: Annotated[str, "Who runs it."]
    people: Annotated[str, "“6 people”."]


class WeekView(TypedDict):
    """The cohorts in their week."""

    grid: Annotated[GridView, "As a drawing."]
    rows: Annotated[list[WeekRowView], "As a list by start."]
    words: Annotated[str, "In one line."]
    other: Annotated[str, "Whose clock stands at the right: “New York time”; may be empty."]


class HardHoursView(TypedDict):
    """A cohort that meets online at hard hours for some."""

    cohort: Annotated[str, "Its label."]
    names: Annotated[list[str], "For whom: members and facilitators."]


class UnplacedView(TypedDict):
    """Somebody without a place."""

    name: Annotated[str, "Who."]
    why: Annotated[str, "Why; may be empty."]
    suggestions: Annotated[list[str], "What would give them one."]


class ReportAskView(TypedDict):
    """Somebody to ask for another time."""

    name: Annotated[str, "Whom."]
    words: Annotated[str, "For what: “Wednesdays 19:00–20:00 (London time)”."]
    places: Annotated[int, "How many people a yes would place."]


class ShareView(TypedDict):
    """A cohort's share of a mentor."""

    cohort: Annotated[str, "“Cohort A”."]
    wanted: Annotated[str, "How long the curriculum asks for in that week."]
    allotted: Annotated[str, "How long there is."]


class MentorHoursView(TypedDict):
    """A mentor's hours in the busiest week."""

    name: Annotated[str, "Who."]
    offered: Annotated[str, "How long they give; empty where they did not say."]
    wanted: Annotated[str, "How long they are asked for; empty where they are in no cohort."]
    week: Annotated[str, "The Monday of that week, in words; may be empty."]
    over: Annotated[bool, "Whether that is too much."]
    shares: Annotated[list[ShareView], "How the hours go round."]


class WithoutMentorView(TypedDict):
    """A cohort that is to have a mentor and has none."""

    cohort: Annotated[str, "“Cohort A”."]
    mentor: Annotated[str, "Who has the hours and is free; empty where nobody is."]


class FacilitatorHoursView(TypedDict):
    """A facilitator's cohorts and hours."""

    name: Annotated[str, "Who."]
    cohorts: Annotated[list[str], "What they run."]
    most: Annotated[str, "How many cohorts they take; empty where nobody said."]
    hours: Annotated[str, "Meetings a week; empty where there are none."]
    offered: Annotated[str, "Hours a week they offer; empty where they did not say."]
    over: Annotated[bool, "Whether they run more cohorts than they take."]


class ReportView(TypedDict):
    """What the report on forming cohorts shows."""

    zone: Annotated[str, "Whose time its times are: “London time”."]
    people: Annotated[int, "How many are to be placed."]
    placed: Annotated[int, "How many are."]
    minutes: Annotated[int, "How long a meeting is."]
    bound: Annotated[int, "No plan can place more than so many; 0 where that is not known."]
    outdated: Annotated[bool, "Whether members have changed since cohorts were formed."]
    heat: Annotated[HeatView, "Who could come when."]
    best: Annotated[list[StartView], "The starts that most could make."]
    week: Annotated[WeekView, "The cohorts in their week."]
    hard_hours: Annotated[list[HardHoursView], "Who meets before 8:00 or after 22:00 on their own clock."]
    unplaced: Annotated[list[UnplacedView], "Who has no place."]
    asks: Annotated[list[ReportAskView], "Whom to ask for another time."]
    mentors: Annotated[list[MentorHoursView], "Mentors' hours."]
    without_mentor: Annotated[list[WithoutMentorView], "Cohorts without their mentor."]
    facilitators: Annotated[list[FacilitatorHoursView], "Facilitators' cohorts and hours."]
