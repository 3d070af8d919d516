"""Participants accepted, put on the waiting list or declined."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.jobs.people import load, path_of
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.people_file import PeopleFile, PeopleRow
from toolkit.planning.names import find_person
from toolkit.problems import WrongUsage

EVERYBODY = "all"
"""Everybody who applied and about whom nothing is decided yet."""
Decision = Literal["accepted", "waiting", "declined"]
"""What may be decided about a participant."""
_DID: Mapping[Decision, str] = {"accepted": "accept", "waiting": "wait", "declined": "decline"}
"""What the history calls a decision."""
_RANGE = re.compile(r"([A-Za-z_-]*?)(\d+)-([A-Za-z_-]*?)(\d+)")


@dataclass(frozen=True)
class StatusChange:
    """Who was meant: the ids whose status is another than before, those whose status it was already, and those of a
    range who had withdrawn and stay so."""

    changed: tuple[str, ...]
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@job
def set_status(
    folder: Path, words: Sequence[str], *, status: Decision, now: datetime.datetime, dry_run: bool = False
) -> StatusChange:
    """Give participants a status: by id, by name, by a range of ids such as `p01-p24`, or `all` who applied.

    WrongUsage for a word that means nobody, or several people.
    """
    with locked(folder):
        file = load(folder, "participants")
        rows = file.ids()
        named = {word: _meant(file, rows, word=word) for word in words}
        alone = {id for ids in named.values() if len(ids) == 1 for id in ids}
        everybody = tuple(dict.fromkeys(id for ids in named.values() for id in ids))
        gone = tuple(id for id in everybody if id not in alone and _status(file, rows[id]) == "withdrawn")
        meant = [id for id in everybody if id not in gone]
        changed = tuple(id for id in meant if _status(file, rows[id]) != status)
        if changed and not dry_run:
            data = _with_status(file, [rows[id] for id in changed], status=status).write()
            did = typed("people", _DID[status], *meant)
            apply_files(folder, with_action(folder, {path_of("participants"): data}, did=did, now=now))
        return StatusChange(changed, tuple(id for id in meant if id not in changed), gone)


def _meant(file: PeopleFile, rows: Mapping[str, PeopleRow], *, word: str) -> tuple[str, ...]:
    """The ids that a word means."""
    if word in rows:
        return (word,)
    if word.casefold() == EVERYBODY:
        return tuple(id for id, row in rows.items() if _status(file, row) == "applied")
    if match := _RANGE.fullmatch(word):
        return _in_range(match, rows)
    known = {id: (file.cell(row, "name"),) for id, row in rows.items()}
    return (find_person(word, known, missing=f"Nobody in {path_of('participants')} has the id or name {{}} (P032)."),)


def _in_range(match: re.Match[str], ids: Collection[str]) -> tuple[str, ...]:
    """The ids from one to another, such as p01 to p24. WrongUsage where nobody has one."""
    prefix, first, again, last = match.groups()
    numbers = {id: re.fullmatch(rf"(?i){prefix}(\d+)", id) for id in ids if again in ("", prefix)}
    found = tuple(id for id, number in numbers.items() if number and int(first) <= int(number[1]) <= int(last))
    if not found:
        raise WrongUsage(
            f"Nobody in {path_of('participants')} has an id from {match[0].replace('-', ' to ', 1)} (P032)."
        )
    return found


def _status(file: PeopleFile, row: PeopleRow) -> str:
    return file.cell(row, "status").lower() or "applied"


def _with_status(file: PeopleFile, rows: Sequence[PeopleRow], *, status: Decision) -> PeopleFile:
    lines = {row.line for row in rows}
    wide = file.with_columns(["status"])
    return wide.edited(lambda row: wide.changed(row, {"status": status}) if row.line in lines else row)
