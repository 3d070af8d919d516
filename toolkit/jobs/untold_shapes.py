"""The shapes of what people do not know yet, as JSON."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from toolkit.jobs.reprint import What

Sort = Literal["added", "moved", "cancelled", "changed"]


class Since(TypedDict):
    """A publish."""

    name: str
    moment: str


class ToldMeeting(TypedDict):
    """A meeting as people are told of it."""

    cohort: Annotated[str, "its key"]
    session: Annotated[str, "its key"]
    number: int
    title: str
    date: str
    time: Annotated[str, "wall time in its zone"]
    minutes: int
    zone: str
    room: Annotated[str | None, "id"]
    facilitators: Annotated[list[str], "ids"]
    mentor: Annotated[str | None, "id"]
    mode: str
    reading: Annotated[str, "before or inside the meeting"]
    cancelled: bool
    with_cohorts: Annotated[list[str], "cohorts that meet together with it"]


class ChangedMeeting(TypedDict):
    """A meeting that is another than it was told. One that is somebody's no longer is `cancelled` for them, of kind
    `removed`."""

    cohort: str
    session: str
    sort: Sort
    kinds: Annotated[list[str], "what changed, in detail"]
    words: Annotated[list[str], "the same in words"]
    before: Annotated[ToldMeeting | None, "the meeting as told"]
    after: Annotated[ToldMeeting | None, "the meeting as it is"]


class ChangedCohort(TypedDict):
    """A cohort, with how many of its meetings changed."""

    cohort: Annotated[str, "its key"]
    label: Annotated[str | None, "null for one that is no more"]
    added: int
    moved: int
    cancelled: int
    changed: int
    unchanged: int
    meetings: list[ChangedMeeting]


class MembersToTell(TypedDict):
    """A cohort whose members changed, for whoever runs or mentors it."""

    cohort: Annotated[str, "its key"]
    joined: Annotated[list[str], "ids"]
    left: Annotated[list[str], "ids"]


class ToTell(TypedDict):
    """Somebody who has to know."""

    id: str
    name: str
    role: Annotated[str, "participant, facilitator or mentor"]
    unchanged: Annotated[int, "how many meetings of theirs stay"]
    meetings: list[ChangedMeeting]
    members: list[MembersToTell]


class PlaceToTell(TypedDict):
    """Somebody who is to be told about their place."""

    id: str
    name: str
    state: Annotated[str, "placed, asked, waiting, declined or left"]


class OldPage(TypedDict):
    """A printed page that is out of date."""

    what: Annotated[What, "again, for the first time, a slip is enough, or throw away"]
    path: Annotated[str, "below out/"]
    title: str
    copies: int
    copies_for: str
    part_of: Annotated[str | None, "the document whose slice it is"]
    slips: Annotated[list[str], "what takes the page's place"]


class SlipData(TypedDict):
    """A slip, told once."""

    path: Annotated[str, "below out/"]
    copies: Annotated[int, "in all"]
    copies_for: str
    pages: Annotated[list[str], "the pages it goes with"]


class UntoldData(TypedDict):
    """What changed since people were last told."""

    version: int
    programme: Annotated[str, "its key"]
    since: Annotated[
        Since | None,
        "null where nothing was published: then it is measured against the plan without changes, and `pages` and"
        " `files` are empty",
    ]
    cohorts: list[ChangedCohort]
    people: list[ToTell]
    places: list[PlaceToTell]
    pages: list[OldPage]
    slips: list[SlipData]
    unrecorded: Annotated[
        list[ToldMeeting], "past meetings that nobody recorded as held, so that they count as to come"
    ]
    files: Annotated[list[str], "other files below out/share/ that are not as they were published"]
