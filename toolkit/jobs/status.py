"""One look at a programme: what is next, missing and changed, and who needs a call."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.jobs.attendance_report import Follows, FollowsData, follows, follows_data
from toolkit.jobs.examine import examine
from toolkit.jobs.job import job
from toolkit.jobs.origins import SettingData, origins
from toolkit.keeping.manifest import changed_inputs, is_untouched, read_manifest
from toolkit.model.plan import Deadline, Difference, Meeting, Plan
from toolkit.model.told import Publication
from toolkit.planning.answers import untold_since
from toolkit.planning.concerns import everyone
from toolkit.planning.differences import differences
from toolkit.planning.outdated import Outdated, told_otherwise
from toolkit.planning.outlook import next_deadlines, next_meetings, overdue, overdue_data
from toolkit.planning.proposals import unrecorded
from toolkit.planning.rules.deadlines import LATE
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.own.published import MAILED, PUBLISHED
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.update import edited_files, waiting_files


@dataclass(frozen=True)
class Status:
    """How a programme stands on a day.

    `coming` is the next meeting of each cohort, `unrecorded` the past ones that nobody has spoken of. `inputs` changed
    since the last whole build (`built`: there was one; `partly`: the endings of what was made without one), `outputs`
    are missing or altered. `differences` are against the last publish, and concern `to_tell` people; `told` are those
    who were told otherwise, `places` the ids of those who do not know about their place. `edited` and `waiting` are
    files against the template. `late` are the deadlines that are over though the plan shows that nothing was done.
    `overdue` is the day until which people's data were to be kept, once it is over.
    `nobody_known`: cohorts have members, and none of their names is in this copy.
    """

    plan: Plan
    today: datetime.date
    problems: tuple[Problem, ...]
    coming: tuple[Meeting, ...]
    deadlines: tuple[Deadline, ...]
    late: tuple[Deadline, ...]
    unrecorded: tuple[Meeting, ...]
    built: bool
    partly: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    differences: tuple[Difference, ...]
    to_tell: int
    told: tuple[Outdated, ...]
    places: tuple[str, ...]
    edited: tuple[str, ...]
    waiting: tuple[str, ...]
    follows: Follows
    overdue: datetime.date | None
    nobody_known: bool


class ShortMeeting(TypedDict):
    """A meeting in short."""

    cohort: Annotated[str, "its key"]
    session: Annotated[str, "its key"]
    number: Annotated[int, "0 is the set-up clinic"]
    title: str
    date: str
    time: Annotated[str, "wall time in its zone"]
    timezone: str
    room: Annotated[str | None, "id"]
    facilitators: Annotated[list[str], "ids"]
    mentor: Annotated[str | None, "id"]


class DeadlineData(TypedDict):
    """Something to do by a day."""

    key: str
    date: str
    title: str


class Levels(TypedDict):
    """How many problems there are of each level."""

    error: int
    warning: int
    advice: int


class AdviceByCode(TypedDict):
    """The advice of one code."""

    code: str
    count: int
    messages: list[str]


class BuildState(TypedDict):
    """How out/ stands."""

    built: Annotated[bool, "whether there was a whole build"]
    changed: Annotated[list[str], "the inputs that changed since"]
    altered: Annotated[list[str], "the outputs that are missing or altered"]


class PublishState(TypedDict):
    """The last publish."""

    name: str
    moment: str
    meetings: Annotated[int, "how many differ from it"]
    people: Annotated[int, "how many have to know"]


class WhichMeeting(TypedDict):
    """Which meeting."""

    cohort: str
    session: str


class ToldOtherwise(TypedDict):
    """A moment at which somebody was told what is no longer so."""

    moment: str
    publish: Annotated[str | None, "its name; null: by mail"]
    people: Annotated[list[str], "ids"]
    meetings: list[WhichMeeting]


class StatusData(FollowsData):
    """How the programme stands; what `attend` gives is there, too."""

    version: int
    programme: Annotated[str, "its key"]
    title: str
    today: str
    next: Annotated[list[ShortMeeting], "the next meeting of each cohort"]
    deadlines: Annotated[list[DeadlineData], "at most three"]
    overdue: Annotated[list[DeadlineData], "deadlines that are over though the plan shows that nothing was done"]
    unrecorded: Annotated[list[ShortMeeting], "past meetings that nobody has spoken of"]
    problems: Levels
    missing: Annotated[list[AdviceByCode], "what is not known yet, by code"]
    build: BuildState
    published: Annotated[PublishState | None, "null where nothing was published"]
    told_otherwise: list[ToldOtherwise]
    places_to_tell: Annotated[
        list[str], "ids of those who were not told yet how it stands with their place, once anybody was told anything"
    ]
    edited: Annotated[list[str], "paths of files that are not as the template gave them"]
    incoming: Annotated[list[str], "paths of versions that wait"]
    delete_people_since: Annotated[str | None, "the day until which people's data were to be kept, once it is over"]
    settings: Annotated[
        list[SettingData], "every setting and where it comes from, then whoever asks' own for mail and terminal"
    ]


@job
def status(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Status:
    """How the programme of a folder stands; nothing is written. ProblemsFound where there is no plan to be made."""
    plan, _types, _base, problems = examine(folder, shelves, today=now.date())
    if plan is None:
        raise ProblemsFound(problems)
    manifest, told = read_manifest(folder), plan.programme.told
    return Status(
        plan=plan,
        today=now.date(),
        problems=tuple(sorted(set(problems))),
        coming=next_meetings(plan, now),
        deadlines=next_deadlines(plan, now.date()),
        late=overdue(plan, now.date()),
        unrecorded=unrecorded(plan, now),
        built=bool(manifest.inputs),
        partly=() if manifest.inputs else tuple(sorted({Path(path).suffix for path in manifest.outputs})),
        inputs=changed_inputs(manifest, folder),
        outputs=tuple(
            path for path, output in manifest.outputs.items() if not is_untouched(folder, path, output=output)
        ),
        differences=differences(told.meetings, plan) if told else (),
        to_tell=sum(concern.is_news for concern in everyone(plan, told)) if told else 0,
        told=told_otherwise(plan),
        places=tuple(one.person.id for one in untold_since(plan)),
        edited=edited_files(folder),
        waiting=waiting_files(folder),
        follows=follows(plan, now),
        overdue=overdue_data(plan, now.date()),
        nobody_known=_nobody_known(plan),
    )


def _nobody_known(plan: Plan) -> bool:
    """Whether people/ is left out here; a file that cannot be read is not."""
    programme = plan.programme
    here = programme.people.participants or "people/participants.csv" in programme.unread
    return not here and any(cohort.members for cohort in programme.cohorts)


def is_telling(path: str) -> bool:
    """Whether an input of a build is a record of what people have been told: ours, and not the organiser's."""
    return path == PUBLISHED or path.startswith((".programme/published/", MAILED))


def advice(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The advice among problems, by code; deadlines that are over are told by themselves."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.level == "advice" and problem.code != LATE:
            found.setdefault(problem.code, []).append(problem)
    return dict(sorted(found.items()))


def status_data(found: Status, personal: Iterable[SettingData] = ()) -> StatusData:
    """The status as JSON, with the `personal` settings of whoever asks."""
    settings, told = found.plan.programme.settings, found.plan.programme.told
    levels = Counter(problem.level for problem in found.problems)
    return {
        "version": 1,
        "programme": settings.key,
        "title": settings.title,
        "today": found.today.isoformat(),
        "next": [_meeting(meeting) for meeting in found.coming],
        "deadlines": [_deadline(one) for one in found.deadlines],
        "overdue": [_deadline(one) for one in found.late],
        "unrecorded": [_meeting(meeting) for meeting in found.unrecorded],
        "problems": {"error": levels["error"], "warning": levels["warning"], "advice": levels["advice"]},
        "missing": [
            {"code": code, "count": len(mine), "messages": [problem.message for problem in mine]}
            for code, mine in advice(found.problems).items()
        ],
        "build": {"built": found.built, "changed": list(found.inputs), "altered": list(found.outputs)},
        "published": _published(found, told) if told else None,
        "told_otherwise": [_outdated(one) for one in found.told],
        "places_to_tell": list(found.places),
        "edited": list(found.edited),
        "incoming": list(found.waiting),
        **follows_data(found.follows),
        "delete_people_since": found.overdue.isoformat() if found.overdue else None,
        "settings": [*origins(found.plan), *personal],
    }


def _deadline(one: Deadline) -> DeadlineData:
    return {"key": one.key, "date": one.date.isoformat(), "title": one.title}


def _published(found: Status, told: Publication) -> PublishState:
    return {
        "name": told.name,
        "moment": told.moment.isoformat(),
        "meetings": len(found.differences),
        "people": found.to_tell,
    }


def _outdated(one: Outdated) -> ToldOtherwise:
    return {
        "moment": one.moment.isoformat(),
        "publish": one.publish or None,
        "people": list(one.people),
        "meetings": [{"cohort": cohort, "session": session} for cohort, session in one.meetings],
    }


def _meeting(meeting: Meeting) -> ShortMeeting:
    return {
        "cohort": meeting.cohort.key,
        "session": meeting.session.key,
        "number": meeting.number,
        "title": meeting.session.head.title,
        "date": meeting.date.isoformat(),
        "time": f"{meeting.time:%H:%M}",
        "timezone": meeting.zone,
        "room": meeting.room.id if meeting.room else None,
        "facilitators": [person.id for person in meeting.facilitators],
        "mentor": meeting.mentor.id if meeting.mentor else None,
    }
