"""Somebody who no longer takes part: withdrawn in their file, and out of their cohort, as one change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.jobs.people import load, path_of
from toolkit.keeping.cohorts_file import COHORTS, read_memory, without_member, write_formed, write_memory
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.model.people import Facilitator, Participant
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.names import find_participant
from toolkit.problems import WrongUsage
from toolkit.reading.own.formed import COHORT_MEMORY, FORMED, parse_formed
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

_REASON = "withdrawn because"
"""The heading under which a reason stands: one that no form asks for."""


@dataclass(frozen=True)
class Left:
    """A cohort that somebody has left: how many members are left, how many a cohort needs, and who runs it."""

    cohort: Cohort
    members: int
    least: int
    facilitators: tuple[Facilitator, ...]


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew, the cohorts that they left, and whether they were told of a place; `changed` says whether any file
    became another."""

    person: Participant
    left: tuple[Left, ...]
    told: bool
    changed: bool


@job
def withdraw(
    folder: Path, shelves: Shelves, *, id: str, reason: str, now: datetime.datetime, dry_run: bool = False
) -> Withdrawal:
    """Let a participant go: their status is `withdrawn`, with the reason beside it, and they are a member of no cohort.

    Plans and calendars follow from the files. `id` may be a name. ProblemsFound where the folder cannot be read;
    WrongUsage for what no participant has.
    """
    with locked(folder):
        programme = read_programme(folder, shelves)
        person = _participant(programme, id)
        id = person.id
        files = {**_in_people(folder, id, reason=reason), **_in_cohorts(folder, id)}
        changed = {path: data for path, data in files.items() if read_own(folder, path) != data}
        if changed and not dry_run:
            did = typed("people", "withdraw", id)
            apply_files(folder, with_action(folder, changed, did=did, now=now))
        return Withdrawal(person, tuple(_left(programme, id)), _was_told(programme, id), bool(changed))


def _participant(programme: Programme, id: str) -> Participant:
    people = programme.people
    if id in people.facilitators and id not in people.participants:
        raise WrongUsage(f"{id} facilitates or mentors: `programme swap {id}` puts somebody in their place.")
    return people.participants[find_participant(programme, id)]


def _in_people(folder: Path, id: str, *, reason: str) -> dict[str, bytes]:
    cells = {"status": "withdrawn"} | ({_REASON: reason} if reason else {})
    file = load(folder, "participants").with_columns(list(cells))
    own = file.ids()[id].line
    file = file.edited(lambda row: file.changed(row, cells) if row.line == own else row)
    return {path_of("participants"): file.write()}


def _in_cohorts(folder: Path, id: str) -> dict[str, bytes]:
    """cohorts.yaml without the member, and what is remembered of it; nothing where they are in no cohort."""
    text = read_own_text(folder, COHORTS) or ""
    memory = read_memory(read_own(folder, COHORT_MEMORY) or b"")
    new, remembered = without_member(text, memory, id=id)
    if new == text:
        return {}
    formed = read_own(folder, FORMED)
    record = parse_formed(formed) if formed else None
    return {
        COHORTS: new.encode(),
        **({COHORT_MEMORY: write_memory(remembered)} if memory.written else {}),
        **({FORMED: write_formed(record.without(id))} if record else {}),
    }


def _left(programme: Programme, id: str) -> Iterable[Left]:
    people, least = programme.people.facilitators, programme.curriculum.size.least
    for cohort in programme.cohorts_of(id):
        running = tuple(people[one] for one in cohort.facilitators if one in people)
        yield Left(cohort, len(cohort.members) - 1, least, running)


def _was_told(programme: Programme, id: str) -> bool:
    """Whether a publish or a mail said to somebody that they have a place."""
    told, own = programme.told, {cohort.key: cohort.members for cohort in programme.cohorts}
    tellings = [told.members] if told else []
    tellings += [mailing.members for mailing in programme.mailings if id in mailing.people]
    return any(id in ids for members in tellings for ids in (members or own).values())
