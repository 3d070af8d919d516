"""Drafts are made anew from the files as they are before they are sent, so that a small record asks for no whole
build."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from toolkit.jobs.build import build
from toolkit.jobs.fresh import standing_of
from toolkit.jobs.job import job, own_process
from toolkit.jobs.options import Options
from toolkit.jobs.send import INVITATIONS, is_draft, unaltered
from toolkit.keeping.manifest import current_outputs, inputs_unchanged, read_manifest
from toolkit.keeping.writing import read_bytes
from toolkit.outputs.mail import asks_to_come
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves


def are_old(folder: Path) -> bool:
    """Whether something was built once, and the drafts are not of the files as they are: neither of the last whole
    build nor of a build of the drafts behind it."""
    manifest = read_manifest(folder)
    drafts = {path for path in manifest.outputs if is_draft(path)}
    if not drafts:
        return bool(manifest.outputs) and not inputs_unchanged(manifest, folder, without=MAILED)
    return not drafts <= current_outputs(manifest, folder, without=MAILED).keys()


@own_process
@job
def renew(folder: Path, shelves: Shelves, *, extra: Sequence[Path], today: datetime.date) -> tuple[str, ...]:
    """Make the drafts of the last build anew, as it made them: the paths of those that are new or other than they were.

    `extra` are the shelves that were named. P110 where one was altered by hand; the problems of the files where they
    have any.
    """
    paths = unaltered(folder)
    invited = any(path.startswith(INVITATIONS) or asks_to_come(read_bytes(folder / path)) for path in paths)
    last = standing_of(folder, shelves=extra, invitations=invited)
    options = Options(only="mail", cancelled=last.cancelled, invitations=invited)
    return build(folder, shelves, options=options, key=last.key, today=today, progress=lambda _path: None).made
