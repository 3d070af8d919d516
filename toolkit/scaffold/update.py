"""A newer template into a programme folder that people have worked in: file by file, without losing an edit."""

from __future__ import annotations

import datetime
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.keeping.folder import scratch_folder
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, incoming, locked
from toolkit.model.fields import DAYS, read_key, read_time
from toolkit.model.plan import Difference, Plan
from toolkit.model.programme import MOST_COHORTS, Origin
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.problems import ChangedMeanwhile, Problem, ProblemsFound, WrongUsage
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.files import PICTURE_LARGEST, Files
from toolkit.reading.own.own_records import read_own
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import KINDS, Shelf, Shelves
from toolkit.scaffold.compare import read_origin
from toolkit.scaffold.create import ORIGIN, PRISTINE, origin_file, template_files
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.merge_trees import FileUpdate, merge_trees
from toolkit.scaffold.schemas import schema_files

NEEDED = ("slug", "title", "day", "time", "cohorts")
"""The answers without which no template can be rendered."""

UPDATE = "update"
"""What the journal says of an update: cut off, it is finished by the next run."""


@dataclass(frozen=True)
class Update:
    """An update that could be made: what becomes of each file that the template changed, and of the plan's meetings.

    `ours` is what it was made from. `files` and `removed` are what is written and taken away, `waiting` where the
    template's version of each conflict is put.
    """

    origin: Origin
    ours: Mapping[str, bytes]
    steps: tuple[FileUpdate, ...]
    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    waiting: Mapping[str, str]
    before: Plan | None
    after: Plan
    differences: tuple[Difference, ...]

    @property
    def conflicts(self) -> tuple[FileUpdate, ...]:
        """The files in which both changed the same lines to something else."""
        return tuple(step for step in self.steps if step.state == "conflict")


# an update of a folder


def origin_of(folder: Path) -> Origin:
    """How the folder was made. WrongUsage where `programme new` did not make it, P005 where its record is damaged."""
    if not (folder / ORIGIN).is_file():
        raise WrongUsage(
            f"{folder.name} was not made by `programme new` ({ORIGIN} is missing), so there is no template to follow."
        )
    origin = read_origin(folder)
    if origin is None or not _can_be_answered(origin.answers):
        hint = "Put the file back from a backup or from git."
        raise ProblemsFound([Problem(ORIGIN, 0, 0, "P005", "The record of how this folder was made is damaged.", hint)])
    return origin


def _can_be_answered(answers: Mapping[str, str | int]) -> bool:
    """Whether a template can be rendered with these answers; they are not believed, since the slug becomes the name of
    a folder."""
    if any(name not in answers for name in NEEDED):
        return False
    try:
        read_key(answers["slug"])
        for time in str(answers["time"]).split(", "):
            read_time(time)
        return {*str(answers["day"]).split(", ")} <= {*DAYS} and 0 < int(answers["cohorts"]) <= MOST_COHORTS
    except ValueError:
        return False


def plan_update(folder: Path, template: Template, *, shelves: Shelves) -> Update:
    """The update of a folder to a template, with the answers it was made with; writes nothing.

    `shelves` are those without the folder itself. ProblemsFound where the merged files would have errors that are not
    there now; P115 where the programme's key would change.
    """
    origin = origin_of(folder)
    theirs = template_files(template, origin.answers, shelves=shelves)
    base = read_pristine(folder)
    ours = _ours(folder, {*base, *theirs})
    steps = merge_trees(base, ours, theirs=theirs)
    waiting = {step.path: _waiting_place(folder, step, base=base) for step in steps if step.state == "conflict"}
    there = _everything(folder, {path.partition("/")[0] for path in ours})
    before, old = _examine(there, shelves)
    after, new = _examine(_with(there, steps), shelves)
    _refuse(before, after, old=old, new=new)
    assert after is not None
    now = origin.model_copy(
        update={
            "template": template.name,
            "checkout": template.checkout,
            "directory": template.directory,
            "version": template.version,
            "hash": template.hash,
        }
    )
    files, removed = _written(folder, steps, theirs=theirs, waiting=waiting)
    changed = differences(snapshot(before), after) if before else ()
    return Update(now, ours, steps, {**files, ORIGIN: origin_file(now)}, removed, waiting, before, after, changed)


def update(
    folder: Path, template: Template, *, shelves: Shelves, now: datetime.datetime
) -> tuple[Update, tuple[str, ...]]:
    """Make the update as one change; what was done, and the paths that changed.

    WouldOverwrite where somebody edits a file meanwhile. Problems as for `plan_update`: then nothing is written.
    """
    with locked(folder):
        made = plan_update(folder, template, shelves=shelves)
        if _ours(folder, {*made.ours, *(step.path for step in made.steps)}) != made.ours:
            raise ChangedMeanwhile("A file changed while the update was made. Nothing was written.")
        return made, apply_files(
            folder,
            with_action(folder, made.files, removed=made.removed, did=UPDATE, now=now),
            removed=made.removed,
            did=UPDATE,
        )


def read_pristine(folder: Path) -> dict[str, bytes]:
    """What the template gave, by path, from `.programme/pristine/`."""
    root = folder / PRISTINE
    paths = [
        path.relative_to(folder).as_posix()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    found = {path.removeprefix(f"{PRISTINE}/"): read_own(folder, path) for path in paths}
    return {path: data for path, data in found.items() if data is not None}


def edited_files(folder: Path) -> tuple[str, ...]:
    """The files that are no longer as the template gave them, by path; one that was deleted is among them."""
    base = read_pristine(folder)
    ours = _ours(folder, base)
    return tuple(path for path in sorted(base) if ours.get(path) != base[path])


def waiting_files(folder: Path) -> tuple[str, ...]:
    """What lies in incoming/ (of people, in people/incoming/), by path: versions that the organiser has not taken in or
    thrown away."""
    roots = (folder / incoming("x")).parent, (folder / incoming("people/x")).parent
    return tuple(
        path.relative_to(folder).as_posix() for root in roots for path in sorted(root.rglob("*")) if path.is_file()
    )


def _ours(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The organiser's versions. P004 for a link or a folder in a file's place."""
    problems: list[Problem] = []
    found = {path: Files().data(folder / path, path, problems=problems, largest=PICTURE_LARGEST) for path in paths}
    if problems:
        raise ProblemsFound(problems)
    return {path: data for path, data in found.items() if data is not None}


def _everything(folder: Path, brought: set[str]) -> dict[str, bytes]:
    """Every file of the folder that a programme is read from, by path: those at the top, and those in folders that are
    read or `brought`."""
    inside = {"sessions", "people", *KINDS, *brought}
    return {path: (folder / path).read_bytes() for path in sorted(_paths(folder, "", inside=inside))}


def _paths(folder: Path, above: str, *, inside: set[str]) -> Iterator[str]:
    """Files below a folder, links and what is too large to be read left out; of what is hidden only what tells of
    publishes."""
    for entry in (folder / above).iterdir():
        relative, status = f"{above}{entry.name}", entry.lstat()
        if stat.S_ISDIR(status.st_mode):
            if relative in (".programme", ".programme/published", ".programme/mailed") or (
                relative.partition("/")[0] in inside and not entry.name.startswith(".")
            ):
                yield from _paths(folder, f"{relative}/", inside=inside)
        elif (
            stat.S_ISREG(status.st_mode)
            and status.st_size <= PICTURE_LARGEST
            and (above != ".programme/" or entry.name == "published.yaml")
        ):
            yield relative


def _with(there: Mapping[str, bytes], steps: tuple[FileUpdate, ...]) -> dict[str, bytes]:
    changed = {step.path: step.data for step in steps}
    return {path: data for path, data in {**there, **changed}.items() if data is not None}


def _examine(files: Mapping[str, bytes], shelves: Shelves) -> tuple[Plan | None, list[Problem]]:
    """What files say when they are read as a programme folder: the plan, and every problem."""
    with scratch_folder(files) as folder:
        own = Shelf("this folder", folder, folder / "facilitator_guides")
        mine = Shelves((own, *shelves.shelves), Files())
        programme, problems = try_programme(folder, mine)
        read_document_types(mine, problems)
        read_document_base(mine, problems)
    plan = make_plan(programme) if programme else None
    return plan, [*problems, *(find_problems(plan) if plan else ())]


def _refuse(before: Plan | None, after: Plan | None, *, old: list[Problem], new: list[Problem]) -> None:
    """ProblemsFound for errors that the update would bring, and for a key that it would change."""
    known = {(problem.file, problem.code, problem.message) for problem in old}
    brought = [p for p in new if p.level == "error" and (after is None or (p.file, p.code, p.message) not in known)]
    if before and after and before.programme.settings.key != after.programme.settings.key:
        message = f"The programme's key would become “{after.programme.settings.key}”."
        brought.append(after.programme.source("programme.yaml").problem("P115", ("key",), message))
    if brought:
        raise ProblemsFound(brought)


def _waiting_place(folder: Path, step: FileUpdate, *, base: Mapping[str, bytes]) -> str:
    """Where theirs is put: over an earlier version of theirs that nobody touched, else beside whatever is there."""
    place, number = incoming(step.path), 1
    while (folder / place).exists() and (folder / place).read_bytes() not in (step.theirs, base.get(step.path)):
        number += 1
        place = f"{incoming(step.path)}.{number}"
    return place


def _written(
    folder: Path, steps: tuple[FileUpdate, ...], *, theirs: Mapping[str, bytes], waiting: Mapping[str, str]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files to write and to take away. Pristine is what the template gives now: so what was declined once is not
    offered again."""
    files = {step.path: step.data for step in steps if step.data is not None}
    files |= {waiting[step.path]: step.theirs for step in steps if step.theirs is not None}
    files |= {f"{PRISTINE}/{path}": data for path, data in theirs.items()}
    dropped = [f"{PRISTINE}/{path}" for path in read_pristine(folder) if path not in theirs]
    return {**files, **schema_files()}, (*(step.path for step in steps if step.state in ("remove", "rename")), *dropped)
