"""Who works with whom tonight, of those who came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.names import find_person, find_session, names_of
from toolkit.planning.pairs import Tonight, pairs_tonight, pairs_up
from toolkit.planning.wishes.naming import find_cohorts
from toolkit.problems import WrongUsage, named
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Evenings:
    """The groups of each meeting on a session that works in pairs, and the plan that they are of."""

    plan: Plan
    session: str
    found: tuple[Tonight, ...]


PairedMeeting = TypedDict(
    "PairedMeeting",
    {
        "cohort": Annotated[str, "its key"],
        "with": Annotated[list[str], "cohorts that meet together with it that evening"],
        "date": str,
        "groups": Annotated[
            list[list[str]], "who works with whom: two, or three; one where nobody is left to work with"
        ],
        "changed": Annotated[list[list[str]], "the groups that are not on the printed list"],
        "printed": Annotated[list[list[str]], "the printed list"],
        "absent": Annotated[list[str], "members who are not there, as given or noted"],
    },
)


class PairsData(TypedDict):
    """People stand by their ids."""

    version: int
    session: Annotated[str, "its key"]
    meetings: list[PairedMeeting]


@job
def evenings(folder: Path, shelves: Shelves, *, session: str, cohort: str | None, absent: Iterable[str]) -> Evenings:
    """The groups on a session (a key or a number) of one cohort, or of all; `absent` are ids or names, several between
    commas.

    Whoever attendance.csv notes as absent was not there. WrongUsage for what names no meeting or nobody in it.
    """
    plan, *_ = read_and_plan(folder, shelves, today=None)
    meetings = _pairing(plan, session, cohort=cohort)
    ids = _ids(plan, meetings, absent=absent)
    return Evenings(
        plan, meetings[0].session.key, tuple(pairs_tonight(plan, meeting, absent=ids) for meeting in meetings)
    )


def _pairing(plan: Plan, session: str, *, cohort: str | None) -> Sequence[Meeting]:
    """The pairing meetings asked for, cohorts that meet together once. WrongUsage where there is none."""
    key = find_session(plan, session)
    meetings = [one for name in find_cohorts(plan, cohort) if (one := plan.meeting(name, key)) and pairs_up(one)]
    if not meetings:
        pairing = dict.fromkeys(f"{one.number} ({one.session.key})" for one in plan.meetings if pairs_up(one))
        raise WrongUsage(f"Nobody works in pairs on {key}. Sessions in pairs: {', '.join(pairing) or 'none'}.")
    if not any(plan.members(one.cohort) for one in meetings):
        raise WrongUsage("cohorts.yaml names no members yet, so there is nobody to pair.")
    hosts = (plan.meeting(one.combined_into or "", key) or one for one in meetings if plan.members(one.cohort))
    return list({host.key: host for host in hosts}.values())


def _ids(plan: Plan, meetings: Iterable[Meeting], *, absent: Iterable[str]) -> list[str]:
    """The ids of those who did not come. WrongUsage for somebody who is not expected at any of these meetings."""
    keys = {key for meeting in meetings for key in (meeting.cohort.key, *meeting.with_cohorts)}
    people = {
        person.id: person for key in keys if (cohort := plan.programme.cohort(key)) for person in plan.members(cohort)
    }
    words = (word.strip() for text in absent for word in re.split("[,;]", text))
    known, missing = names_of(people.values()), f"{named('absent')} {{}} is nobody who is expected there."
    return [find_person(word, known, missing=missing) for word in words if word]


def evenings_data(found: Evenings) -> PairsData:
    """The groups as JSON."""
    return {"version": 1, "session": found.session, "meetings": [_meeting(one) for one in found.found]}


def _meeting(tonight: Tonight) -> PairedMeeting:
    meeting = tonight.meeting
    return {
        "cohort": meeting.cohort.key,
        "with": list(meeting.with_cohorts),
        "date": meeting.date.isoformat(),
        "groups": [list(group) for group in tonight.groups],
        "changed": [list(group) for group in tonight.changed],
        "printed": [list(group) for group in tonight.printed],
        "absent": list(tonight.absent),
    }
