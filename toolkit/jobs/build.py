"""The pipeline: read -> plan -> document -> output. The file to read first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from toolkit.documents.by_name import make_by_name
from toolkit.documents.index import BY_NAME, OF_A_WHOLE_BUILD, make_index
from toolkit.jobs.enclosing import enclosing_for
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import own_process
from toolkit.jobs.making import make_documents
from toolkit.jobs.options import Options, settle
from toolkit.jobs.printing import print_pages
from toolkit.jobs.stamps import find_beside
from toolkit.jobs.unrecorded import unrecorded_meetings
from toolkit.keeping.journal import locked
from toolkit.keeping.lock import LOCK_FILE, write_lock
from toolkit.keeping.manifest import INDEX, Manifest, input_names, read_manifest
from toolkit.keeping.staging import Staging, finish
from toolkit.keeping.writing import Waiting
from toolkit.model.document import Document, Message, Page
from toolkit.model.plan import Meeting, Plan
from toolkit.model.progress import Step
from toolkit.outputs.formats import Beside, index_rows, kind_of, write_document
from toolkit.planning.rules.zones import moments
from toolkit.problems import EnvironmentMissing, Problem
from toolkit.reading.fonts_here import fonts_digest
from toolkit.reading.shelves import Shelves

Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Report:
    """What a build did: files made anew, files as they were, files taken away, warnings, and what the machine lacks.

    Of `problems` those that are errors (P103) name documents that were left out as too large. `unrecorded` are meetings
    of earlier days of which nobody has said whether they were held: what was made knows nothing of the day.
    """

    made: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    missing: EnvironmentMissing | None = None
    unrecorded: tuple[Meeting, ...] = ()


@own_process
def build(
    folder: Path, shelves: Shelves, *, options: Options, key: str, today: date, progress: Progress, jobs: int = 1
) -> Report:
    """Make every output that is asked for and not there yet, all or nothing, and remember it in the manifest.

    Raises ProblemsFound with every problem of the programme's files where one is an error; nothing is written then. A
    document that is too large to print is left out, and the report names it. `jobs` processes lay out side by side.
    """
    plan, types, base, problems = read_and_plan(folder, shelves, today=today)
    options = settle(options, plan, types=types)
    documents = make_documents(plan, types, base=base, options=options)
    pages = [document for document in documents if isinstance(document, Page) and options.only in (None, "pdf")]
    with locked(folder):
        staging = Staging(folder, read_manifest(folder), key, Waiting(folder))
        beside = find_beside(folder, plan, cancelled=options.cancelled)
        others = [document for document in documents if not isinstance(document, Message)]
        _write(staging, others, beside=beside, only=options.only, progress=progress)
        printed = print_pages(staging, pages, pictures=beside.pictures, known=problems, progress=progress, jobs=jobs)
        enclosing = enclosing_for(staging, documents, plan=plan, types=types, base=base, pictures=beside.pictures)
        messages = [document for document in documents if isinstance(document, Message)]
        _write(staging, messages, beside=replace(beside, enclosed=enclosing.file), only=options.only, progress=progress)
        if options.whole:
            unmade = {page.path for page in pages} if printed.missing else staging.left_out
            rows = tuple(index_rows(documents, unmade))
            index = make_index(plan, rows, base=base, pdfs=not printed.missing, problems=problems)
            staging.files[INDEX] = index.encode()
            staging.add(BY_NAME, make_by_name(plan, rows, base=base).encode())
        problems += printed.problems
        inputs = input_names(shelves.files.seen, folder)
        done = _done(staging, plan, inputs=inputs, options=options, problems=problems, missing=printed.missing)
        records = {LOCK_FILE: write_lock(beside.lock).encode()}
        asked = partial(_is_whole, options)
        written = finish(staging, done, whole=options.whole, asked=asked, records=records)
    return Report(
        written.made,
        written.same,
        written.removed,
        tuple(sorted(set(problems))),
        printed.missing,
        unrecorded=unrecorded_meetings(plan, today),
    )


def _is_whole(options: Options, path: str) -> bool:
    """Whether a build with these options makes all files of the kind of this one, so that one it does not make goes."""
    of_this_kind = path not in OF_A_WHOLE_BUILD and kind_of(path.removeprefix("out/")) == options.only
    return options.whole or (not options.narrowed and of_this_kind)


def _write(
    staging: Staging, documents: Iterable[Document], *, beside: Beside, only: str | None, progress: Progress
) -> None:
    """Everything but the PDFs."""
    made = list(documents)
    for number, document in enumerate(made):
        progress(Step(document.path, number, len(made), number / len(made)))
        for path, data in write_document(document, beside, only=only):
            staging.add(path, data)


def _done(
    staging: Staging,
    plan: Plan,
    *,
    inputs: Mapping[str, str],
    options: Options,
    problems: Iterable[Problem],
    missing: EnvironmentMissing | None,
) -> Manifest:
    """What the manifest says of this build, but for its outputs."""
    boxes = {one.where: (one.file, one.line, one.column) for one in problems if one.code == "P104"}
    return Manifest(
        key="" if missing else staging.key,
        inputs=inputs,
        moments=moments(plan, version("tzdata")),
        boxes=boxes,
        fonts=fonts_digest() if boxes else "",
        cancelled=options.cancelled if options.whole or options.only == "ics" else staging.before.cancelled,
    )
