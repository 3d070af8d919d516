"""Drafts are made anew from the files as they are before they are sent, so that a small record asks for no whole
build."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from toolkit.documents.calendars import ShowCancelled
from toolkit.jobs.build import build
from toolkit.jobs.job import job
from toolkit.jobs.options import Options
from toolkit.jobs.send import INVITATIONS, unaltered
from toolkit.keeping.manifest import Manifest, build_key, inputs_unchanged, read_manifest
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves


def are_old(folder: Path) -> bool:
    """Whether drafts were built once, and the files are not as they were then."""
    manifest = read_manifest(folder)
    return bool(manifest.outputs) and not inputs_unchanged(manifest, folder, without=MAILED)


@job
def renew(folder: Path, shelves: Shelves, *, extra: Sequence[Path], today: datetime.date) -> tuple[str, ...]:
    """Make the drafts of the last build anew, as it made them: the paths of those that are new or other than they were.

    `extra` are the shelves that were named. P110 where one was altered by hand; the problems of the files where they
    have any.
    """
    manifest = read_manifest(folder)
    unaltered(folder)
    options = _as_built(manifest)
    key = build_key(options.cancelled, invitations=options.invitations, shelves=extra)
    return build(folder, shelves, options=options, key=key, today=today, progress=lambda _path: None).made


def _as_built(manifest: Manifest) -> Options:
    modes: tuple[ShowCancelled, ...] = get_args(ShowCancelled)
    shown: ShowCancelled = next((mode for mode in modes if mode == manifest.cancelled), "keep")
    invited = any(path.startswith(INVITATIONS) for path in manifest.outputs)
    return Options(only="mail", cancelled=shown, invitations=invited)
