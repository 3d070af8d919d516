"""An import of people: files are read one after the other, each asks what only the organiser can say, and what comes
of them is shown before it is written.

A face goes on while `look` gives questions: it hands each answer to `answered` and looks again. Then it takes the file
(`taken`) and goes to the next; at the end `propose_import` says what would be written.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from toolkit.jobs.import_answers import names_a_heading, with_answer
from toolkit.jobs.job import job, own_process
from toolkit.jobs.people import PeopleTable, merged_with, path_of, save_import
from toolkit.keeping.people_file import refuse_too_many
from toolkit.keeping.people_import import Merged
from toolkit.keeping.writing import read_bytes
from toolkit.model.imports import Answers, Found, Question
from toolkit.model.programme import Programme
from toolkit.planning.cohort_request import home_zone, longest_session
from toolkit.planning.slots import start_date
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.reading.files import Files
from toolkit.reading.imports import read_import
from toolkit.reading.imports.columns import plain_heading
from toolkit.reading.imports.questions import not_understood, same_person_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.own.memory import read_import_memory
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.records import nearest
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Importing:
    """An import under way: what was said for all files (`given`) and for the one that is looked at (`answers`).

    `left_open` are headings that nobody gave a meaning, `taken` the files that were read, by name, with `headings`.
    """

    folder: Path
    programme: Programme
    kind: PeopleTable
    given: Answers
    answers: Answers
    left_open: frozenset[str] = frozenset()
    taken: tuple[tuple[str, Found], ...] = ()
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ImportProposal:
    """What an import would write: who comes and changes (`merged`), what could not be taken, and the words whose hours
    nobody gave, with hours that they may mean.

    While there are `questions`, whether people in the files are those in the list, it is not to be written: each is
    `answered`, and it is proposed again.
    """

    importing: Importing
    merged: Merged
    problems: tuple[Problem, ...]
    words: Mapping[str, str]
    questions: tuple[Question, ...] = ()

    @property
    def founds(self) -> tuple[Found, ...]:
        """What each file gave."""
        return tuple(found for _, found in self.importing.taken)


@job
def begin_import(folder: Path, shelves: Shelves, *, kind: PeopleTable, given: Answers) -> Importing:
    """An import into a programme, with the answers that are given over those that the folder remembers. ProblemsFound
    where either cannot be read."""
    programme, problems = try_programme(folder, shelves)
    if programme is None:
        raise ProblemsFound(problem for problem in problems if problem.level == "error")
    unread: list[Problem] = []
    known = read_import_memory(folder, Files(), problems=unread)
    if unread:
        raise ProblemsFound(unread)
    columns, hours = {**known.columns, **given.columns}, {**known.hours, **given.hours}
    zones = {**known.zones, **given.zones}
    whole = replace(given, columns=columns, hours=hours, zones=zones, minutes=longest_session(programme))
    return Importing(folder, programme, kind, whole, whole)


def read_list(path: Path) -> bytes:
    """The bytes of a file to import. OSError, with its path, where the disk does not give them."""
    return read_bytes(path)


@own_process
@job
def look(importing: Importing, name: str, *, data: bytes) -> Found:
    """What a file gives by the answers so far, and the questions that are open. ProblemsFound for one that is none of
    the files that can be imported."""
    return read_import(name, data, answers=importing.answers)


@job
def answered(importing: Importing, question: Question, *, text: str) -> Importing:
    """The import with the answer to a question, as it was typed. WrongUsage where it cannot be read."""
    near = start_date(importing.programme)
    answers = with_answer(importing.answers, question, text=text, near=near)
    skipped = set(question.choices) if names_a_heading(question) and not text else set()
    given = replace(importing.given, same=answers.same, apart=answers.apart)
    return replace(importing, given=given, answers=answers, left_open=importing.left_open | skipped)


def suggestion(importing: Importing, question: Question) -> str:
    """What is likely the answer; nothing where nothing is, as for the hours of a word."""
    if question.asks == "hours":
        return ""
    return question.suggestion or (home_zone(importing.programme) if question.asks == "zone" else "")


def taken(importing: Importing, name: str, *, data: bytes, found: Found) -> Importing:
    """The import with a file that was looked at; what was said of headings and words counts for the next one, too."""
    answers = importing.answers
    columns = {heading: field for heading, field in answers.columns.items() if heading not in importing.left_open}
    given = replace(importing.given, columns=columns, hours=answers.hours, zones=answers.zones)
    return replace(
        importing,
        given=given,
        answers=given,
        taken=(*importing.taken, (name, found)),
        headings=importing.headings | _headings(name, data),
    )


def _headings(name: str, data: bytes) -> set[str]:
    """The headings of a file that is a table, for comparing."""
    try:
        table = Upload(name, data).table
    except ProblemsFound:
        return set()
    return {plain_heading(heading) for heading in table.headings} if table else set()


@job
def propose_import(importing: Importing, *, mapped: Iterable[str]) -> ImportProposal:
    """What the files that were taken would write; nothing is written. WrongUsage where one of the headings that were
    `mapped` stands in no file; P003 for more people than are read."""
    founds = [found for _, found in importing.taken]
    _need_headings(mapped, importing.headings.union(*(found.words for found in founds)))
    merged = merged_with(
        importing.folder, [found.people for found in founds], kind=importing.kind, same=importing.given.same
    )
    refuse_too_many(merged.file, path_of(importing.kind))
    problems = (*(problem for found in founds for problem in found.problems), *_refusals(merged, importing))
    words = {one.about: one.suggestion for found in founds for one in found.questions if one.asks == "hours"}
    return ImportProposal(importing, merged, problems, words, _who_is_meant(merged, importing.given))


def _who_is_meant(merged: Merged, given: Answers) -> tuple[Question, ...]:
    """A question for each address or id under which the list has another name."""
    told: dict[str, list[str]] = {}
    for doubt in merged.doubts:
        if doubt.key not in given.apart:
            told.setdefault(doubt.key, [doubt.listed]).append(doubt.person.called)
    return tuple(same_person_question(key, list(dict.fromkeys(people))) for key, people in told.items())


def _need_headings(mapped: Iterable[str], headings: Collection[str]) -> None:
    for heading in mapped:
        if not any(one == heading or one.partition("[")[0].strip() == heading for one in headings):
            told = f"no file has the heading “{heading}”. {nearest(heading, sorted(headings))}".strip()
            raise WrongUsage(told, argument="map")


def _refusals(merged: Merged, importing: Importing) -> list[Problem]:
    """P121 for each person who could not be told from another; the file is the first that gives them."""
    told = []
    for one in merged.refused:
        person = one.person
        names = [
            name
            for name, found in importing.taken
            if any(each.line == person.line and each.called == person.called for each in found.people)
        ]
        name = names[0] if names else importing.taken[0][0]
        said = f"{person.called or 'Somebody'}: {one.why}."
        told.append(Problem(name, person.line, 1, "P121", said, f"{one.hint} Then import the file again."))
    return told


@job
def write_import(proposal: ImportProposal, *, now: datetime.datetime) -> tuple[str, ...]:
    """Write what was proposed; the paths that changed. WouldOverwrite where the file has changed meanwhile."""
    importing = proposal.importing
    return save_import(
        importing.folder,
        [found.people for found in proposal.founds],
        shown=proposal.merged,
        kind=importing.kind,
        columns=importing.given.columns,
        hours=importing.given.hours,
        zones=importing.given.zones,
        same=importing.given.same,
        now=now,
    )


def unmeant(name: str, found: Found) -> tuple[Problem, ...]:
    """P128 for each column that a file asks about, where nothing else is open and nobody is there to answer."""
    return not_understood(name, found.questions)


def zone_at_home(programme: Programme) -> str:
    """The programme's zone."""
    return home_zone(programme)


def clock_at_home(programme: Programme, zone: str) -> tuple[datetime.date, int]:
    """By how many minutes the programme's clock is ahead of that of a zone, and on which day that was looked at: its
    start."""
    day = start_date(programme) or datetime.date(2000, 1, 3)
    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    one, two = (noon.astimezone(ZoneInfo(name)).utcoffset() for name in (zone, home_zone(programme)))
    assert one is not None and two is not None
    return day, round((two - one).total_seconds() / 60)
