"""What a template is given: the document itself, the programme, and the thing that it is made for."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict, final

from toolkit.documents.shapes.meeting import CoverView, MeetingView
from toolkit.documents.shapes.people import AnswerView, FacilitatorView, NewsView, PersonView, RoomUseView, WelcomeView
from toolkit.documents.shapes.programme import CohortView, ProgrammeView
from toolkit.documents.shapes.report import ReportView
from toolkit.model.document import Audience, Paper


class DocumentView(TypedDict):
    """The document itself. Every template sees it."""

    type: Annotated[str, "The name of its folder."]
    path: Annotated[str, "Its file, below out/."]
    title: Annotated[str, "Its title, with the holes filled."]
    audience: Annotated[Audience, "For whom it is."]
    language: Annotated[str, "The city's language: “en-GB”."]
    paper: Annotated[Paper, "The paper it is laid out for."]
    sides: Annotated[Literal["one", "both"], "How it is printed."]
    copies: Annotated[int, "How many are printed."]
    copies_for: Annotated[str, "For whom; may be empty."]
    brings: Annotated[list[str], "The titles of the pages that come with it, of a message."]
    invited: Annotated[
        bool, "Of a message, whether invitations ask about its meetings: one is the message itself, several follow it."
    ]


@final
class ProgrammePage(TypedDict):
    """There is one document."""

    programme: Annotated[ProgrammeView, "The programme."]
    report: Annotated[NotRequired[ReportView], "What is known of forming cohorts, with `only: times`."]


@final
class CohortPage(TypedDict):
    """There is one for each cohort."""

    programme: Annotated[ProgrammeView, "The programme."]
    cohort: Annotated[CohortView, "The cohort."]
    news: Annotated[NewsView, "What has changed for everybody in it."]


@final
class MeetingPage(TypedDict):
    """There is one for each meeting that is held."""

    programme: Annotated[ProgrammeView, "The programme."]
    cohort: Annotated[CohortView, "The cohort that meets."]
    meeting: Annotated[MeetingView, "The meeting."]
    cover: Annotated[NotRequired[CoverView], "Who covers for whom; always there with `only: cover`."]


@final
class PersonPage(TypedDict):
    """There is one for each participant."""

    programme: Annotated[ProgrammeView, "The programme."]
    person: Annotated[PersonView, "The participant."]
    news: Annotated[NotRequired[NewsView], "What has changed for them; not with `only: place`."]
    place: Annotated[NotRequired[AnswerView], "What they are told of their place, with `only: place`."]


@final
class FacilitatorPage(TypedDict):
    """There is one for each facilitator and mentor."""

    programme: Annotated[ProgrammeView, "The programme."]
    facilitator: Annotated[FacilitatorView, "The facilitator or mentor."]
    news: Annotated[NotRequired[NewsView], "What has changed for them; not with `only: welcome`."]
    welcome: Annotated[NotRequired[WelcomeView], "What they are told first, with `only: welcome`."]


@final
class RoomPage(TypedDict):
    """There is one for each room that is used."""

    programme: Annotated[ProgrammeView, "The programme."]
    room: Annotated[RoomUseView, "The room, with what meets in it."]


PageContext = ProgrammePage | CohortPage | MeetingPage | PersonPage | FacilitatorPage | RoomPage


Each = Literal["", "meeting", "person"]


class FileView(TypedDict):
    """A file to open."""

    name: Annotated[str, "What it is: “PDF”."]
    path: Annotated[str, "Where it is, below out/."]


class CutOutView(TypedDict):
    """A part of a document that is a file of its own."""

    title: Annotated[str, "Its title."]
    path: Annotated[str, "Where it is, below out/."]


RowView = TypedDict(
    "RowView",
    {
        "title": Annotated[str, "Its title."],
        "files": Annotated[list[FileView], "Its files."],
        "copies": Annotated[str, "How many to print, and how; empty where nothing is printed."],
        "for": Annotated[str, "For whom; may be empty."],
        "slices": Annotated[list[CutOutView], "Its parts that are files of their own."],
    },
)
RowView.__doc__ = "Something that was made."


class FoldView(TypedDict):
    """What there is for each meeting or person."""

    each: Annotated[Each, "Which of the two."]
    rows: Annotated[list[RowView], "What was made."]


class KindView(TypedDict):
    """Things of one kind."""

    name: Annotated[str, "“To print”."]
    main: Annotated[list[RowView], "What there is one of."]
    folds: Annotated[list[FoldView], "What there is for each meeting or person."]


class GroupView(TypedDict):
    """What some people need."""

    needed_by: Annotated[Literal["everyone", "leaders", "organiser"], "Who: everybody, those who run meetings, or you."]
    kinds: Annotated[list[KindView], "What was made, by kind."]


class ToDoView(TypedDict):
    """Something that the organiser has to do by a day."""

    date: Annotated[str, "The day, as 2027-01-04."]
    title: Annotated[str, "What to do."]
    note: Annotated[str, "How; may be empty."]
    done: Annotated[bool | None, "Whether the plan shows that it is done; none where no plan can show it."]
    early: Annotated[bool, "Whether it means nothing any more once a first meeting is over."]


class CarryView(TypedDict):
    """A meeting, and what there is to carry to it."""

    time: Annotated[str, "When it begins, with the zone where there are several."]
    who: Annotated[str, "Which cohorts meet; empty where there is only one."]
    title: Annotated[str, "The session, where several are held that day."]
    place: Annotated[str, "Where, without an address."]
    files: Annotated[list[FileView], "What to carry."]


class DayView(TypedDict):
    """A day on which anybody meets."""

    date: Annotated[str, "The day, as 2027-01-19."]
    until: Annotated[str, "When the last of its meetings is over, as 2027-01-19T21:30:00Z."]
    titles: Annotated[str, "The sessions that are held."]
    meetings: Annotated[list[CarryView], "Who meets; none where there are thousands of meetings."]


class OwnerView(TypedDict):
    """Somebody, and the files that are theirs."""

    name: Annotated[str, "Their name."]
    what: Annotated[str, "What they do, or in which cohort they are."]
    files: Annotated[list[FileView], "Their files, from private/ on."]


class ByNamePage(TypedDict):
    """`out/private/by-name.html`, made from `documents/_base/by-name.html.j2`. It names everybody."""

    title: Annotated[str, "The programme's title."]
    language: Annotated[str, "The city's language."]
    leaders: Annotated[list[OwnerView], "Facilitators and mentors."]
    participants: Annotated[list[OwnerView], "Everybody else."]


class IndexPage(TypedDict):
    """`out/index.html`, made from `documents/_base/index.html.j2`. It names nobody."""

    title: Annotated[str, "The programme's title."]
    language: Annotated[str, "The city's language."]
    city: Annotated[str, "The city's name."]
    first: Annotated[str, "The first day, as 2027-01-19; empty where nothing is held."]
    last: Annotated[str, "The last."]
    pdfs: Annotated[bool, "Whether PDFs could be made."]
    unknown: Annotated[list[str], "Sentences about what is not known yet."]
    to_do: Annotated[list[ToDoView], "What the organiser has to do, by day."]
    days: Annotated[list[DayView], "The days on which anybody meets, by date."]
    people: Annotated[str, "Where the files of each person are listed by name; empty where nobody is known."]
    groups: Annotated[list[GroupView], "What was made, by who needs it."]
    css: Annotated[str, "The style of `_base`."]
