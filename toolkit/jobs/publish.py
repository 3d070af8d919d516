"""The plan and the outputs as they are become what people have been told."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.documents.pages import make_pages
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job, own_process
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.manifest import current_outputs, is_untouched, read_manifest
from toolkit.keeping.writing import read_bytes
from toolkit.model.document import Page
from toolkit.model.plan import Plan
from toolkit.model.told import Publication
from toolkit.outputs.site import frame, web_page_path
from toolkit.planning.addresses import plain_feed
from toolkit.planning.answers import told_answers, told_of_place
from toolkit.planning.differences import snapshot
from toolkit.planning.newcomers import told_that_they_run
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.reading.own.own_records import read_own_text
from toolkit.reading.own.published import MAILED, PUBLISHED
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Published:
    """Whether something was marked (False: a publish of this name says so already), and how many meetings the plan
    has."""

    new: bool
    meetings: int


@own_process
def publish(folder: Path, shelves: Shelves, *, name: str, now: datetime.datetime, dry_run: bool = False) -> Published:
    """Remember the folder's plan and outputs as what people have been told; with `dry_run` only look whether one could.
    ProblemsFound where the folder has errors, and otherwise as for `mark_told`."""
    plan, types, base, _ = read_and_plan(folder, shelves, today=None)
    pages = make_pages(plan, types, base=base)
    return Published(mark_told(folder, plan, pages=pages, name=name, now=now, dry_run=dry_run), len(plan.meetings))


@job
def mark_told(
    folder: Path, plan: Plan, *, pages: Iterable[Page], name: str, now: datetime.datetime, dry_run: bool = False
) -> bool:
    """Remember the plan and the outputs (with their `pages`) as what people have been told; False where a publish of
    this name says so.

    Of what was not built from the files as they are people have what they were told before. P110 where nothing was, or
    it was altered. WrongUsage where another publish has that name.
    """
    publishes, told = plan.programme.publishes, plan.programme.told
    if any(known.name == name for known in publishes):
        if told is not None and told.name == name and told.meetings == snapshot(plan):
            return False
        raise WrongUsage(f"There is a publish called “{name}” already. Choose another name.")
    manifest = read_manifest(folder)
    made = current_outputs(manifest, folder, without=MAILED)
    if not made or not all(is_untouched(folder, path, output=output) for path, output in made.items()):
        message = "out/ is not what the programme's files say now, so it cannot be what people have been told."
        raise ProblemsFound([Problem("out", 0, 0, "P110", message, "Run `programme build` first.")])
    earlier = {path: told.files[path] for path in manifest.outputs if told and path in told.files}
    publication = Publication(
        name=name,
        moment=now.replace(microsecond=0),
        meetings=snapshot(plan),
        files={**earlier, **{path: output.digest for path, output in made.items()}},
        frames={
            **({path: hash for path, hash in told.frames.items() if web_page_path(path) in earlier} if told else {}),
            **_frames(folder, pages, made=made),
        },
        members={cohort.key: cohort.members for cohort in plan.programme.cohorts},
        labels={cohort.key: cohort.label for cohort in plan.programme.cohorts},
        answers=told_answers(plan),
        placed=tuple(sorted(told_of_place(plan.programme))),
        running=tuple(sorted(told_that_they_run(plan.programme))),
        plain_feed=plain_feed(plan.programme),
        changes=tuple(
            change.entry.model_dump(mode="json", by_alias=True, exclude_unset=True) for change in plan.programme.changes
        ),
    )
    if dry_run:
        return True
    path = f".programme/published/{len(publishes) + 1:02d}.json"
    line = json.dumps({"name": name, "moment": publication.moment.isoformat(), "file": path}, ensure_ascii=False)
    head = (
        read_own_text(folder, PUBLISHED)
        or "# What people were told and when. `programme changes` compares with it; leave it as it is.\npublished:\n"
    )
    with locked(folder):
        data = json.dumps(publication.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
        apply_files(folder, {PUBLISHED: f"{head}  - {line}\n".encode(), path: data.encode()})
    return True


def _frames(folder: Path, pages: Iterable[Page], *, made: Collection[str]) -> dict[str, str]:
    """The hash of each document with slices without them, of those whose web pages were made."""
    return {
        f"out/{page.path}": frame(page, lambda path: read_bytes(folder / path))
        for page in pages
        if page.slices and f"out/{web_page_path(page.path)}" in made
    }
