"""A programme's folder is read, planned and looked at from all sides: what every other job begins with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from toolkit.jobs.job import job
from toolkit.keeping.manifest import read_manifest
from toolkit.model.document import DocumentBase, DocumentType
from toolkit.model.plan import Plan
from toolkit.outputs.vtimezone import has_lasting_rule
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.characters import written
from toolkit.planning.rules.rule import Facts
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.characters import missing_characters, package_of
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.programme_folder import read_partly, without_unsure
from toolkit.reading.shelves import Shelves


@job
def read_and_plan(
    folder: Path, shelves: Shelves, *, today: date | None
) -> tuple[Plan, tuple[DocumentType, ...], DocumentBase, list[Problem]]:
    """The plan and the document types, with warnings and advice; ProblemsFound where anything is an error."""
    plan, types, base, problems = examine(folder, shelves, today=today)
    if plan is None or any(problem.level == "error" for problem in problems):
        raise ProblemsFound(problems)
    return plan, types, base, problems


@job
def examine(
    folder: Path, shelves: Shelves, *, today: date | None
) -> tuple[Plan | None, tuple[DocumentType, ...], DocumentBase, list[Problem]]:
    """The plan as far as the folder can be read, and every problem of its files, its plan and its document types."""
    programme, whole, problems = read_partly(folder, shelves)
    types, base = read_document_types(shelves, problems), read_document_base(shelves, problems)
    if programme is None:
        return None, types, base, problems
    plan = make_plan(programme)
    problems += find_problems(plan, facts_of(folder, plan, today=today) if whole else Facts(today))
    if not whole:
        return None, types, base, problems
    return make_plan(without_unsure(programme)) if programme.unsure else plan, types, base, problems


@job
def facts_of(folder: Path, plan: Plan, *, today: date | None) -> Facts:
    """What this machine's zone data and fonts, and the last build of the folder, have to do with the plan."""
    years = {meeting.zone: meeting.date.year for meeting in plan.meetings}
    missing = missing_characters("".join(text for _source, _place, text in written(plan.programme)))
    return Facts(
        today=today,
        moments=read_manifest(folder).moments,
        passing_zones=frozenset(zone for zone, year in years.items() if not has_lasting_rule(zone, year=year)),
        unprintable={letter: package_of(letter) for letter in missing},
    )
