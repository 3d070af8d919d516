"""A newer template into a folder that people have worked in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.documents.news import what_changed
from toolkit.jobs.job import job
from toolkit.model.plan import Difference
from toolkit.problems import WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.fetch import fetch_template
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.merge_trees import FileUpdate, UpdateState
from toolkit.scaffold.update import UPDATE, Update, origin_of, plan_update, update, waiting_files


class TemplateVersion(TypedDict):
    """Which template, and which version of it."""

    name: str
    version: str
    hash: str


class FileUpdateData(TypedDict):
    """What becomes of a file.

    `change`: nobody had edited it; `keep`: it stays as you left it; `conflict`: it stays, too, and the template's
    version is at `incoming`.
    """

    path: str
    state: UpdateState
    incoming: str | None
    becomes: Annotated[str | None, "its new path, of one that is renamed"]


class UpdatedMeeting(TypedDict):
    """A meeting that the new template changes."""

    cohort: str
    session: str
    changes: list[str]
    words: list[str]


class UpdateData(TypedDict):
    """What a newer template does."""

    version: int
    template: TemplateVersion
    dry_run: bool
    files: list[FileUpdateData]
    conflicts: Annotated[int, "how many"]
    meetings: list[UpdatedMeeting]


FINISHED_UPDATE = UPDATE
"""What the journal says of an update that was cut off."""


@job
def still_waiting(folder: Path, planned: Update) -> tuple[str, ...]:
    """The template's versions in incoming/ from earlier updates."""
    return tuple(path for path in waiting_files(folder) if path not in planned.waiting.values())


@job
def newer_template(
    folder: Path, shelves: Shelves, *, template: str | None, checkout: str | None, directory: str | None
) -> Template:
    """The template as it is now: where it was, or where it is said to be (a name on a shelf, a folder, or a git address
    with its branch or tag and the folder inside it)."""
    origin = origin_of(folder)
    if template is None and (checkout or directory):
        raise WrongUsage(f"{named('checkout')} and {named('directory')} go with {named('template')} and a git address.")
    if template is None:
        template, checkout, directory = origin.template, origin.checkout, origin.directory
    return fetch_template(template, shelves, checkout=checkout or "", directory=directory or "")


@job
def bring_up_to_date(
    folder: Path, template: Template, *, shelves: Shelves, now: datetime.datetime, dry_run: bool
) -> tuple[Update, bool]:
    """What a newer template does, done but for a dry run, and whether that wrote anything.

    ProblemsFound where what it brings and the organiser's files would not go together; nothing is written then.
    """
    if dry_run:
        return plan_update(folder, template, shelves=shelves), False
    planned, paths = update(folder, template, shelves=shelves, now=now)
    return planned, bool(paths)


def update_data(planned: Update, *, dry_run: bool) -> UpdateData:
    """What a newer template does as JSON."""
    origin = planned.origin
    return {
        "version": 1,
        "template": {"name": origin.template, "version": origin.version, "hash": origin.hash},
        "dry_run": dry_run,
        "files": [_file(planned, step) for step in planned.steps],
        "conflicts": len(planned.conflicts),
        "meetings": [_meeting(planned, difference) for difference in planned.differences],
    }


def _file(planned: Update, step: FileUpdate) -> FileUpdateData:
    return {
        "path": step.path,
        "state": step.state,
        "incoming": planned.waiting.get(step.path),
        "becomes": step.becomes or None,
    }


def _meeting(planned: Update, difference: Difference) -> UpdatedMeeting:
    return {
        "cohort": difference.key[0],
        "session": difference.key[1],
        "changes": list(difference.kinds),
        "words": list(what_changed(planned.after, difference, everything=True)),
    }
