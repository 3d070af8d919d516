"""The pipeline: read -> plan -> document -> output. The file to read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import get_args

from toolkit.documents.calendars import Cancelled, all_entries, holders, make_calendars
from toolkit.documents.index import make_index
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import Choice, make_pages, make_texts
from toolkit.documents.sheets import make_sheets
from toolkit.jobs.job import job
from toolkit.keeping.folder import Waiting, locked, remove_files, write_files
from toolkit.keeping.lock import LOCK_FILE, Lock, advance, read_lock, write_lock
from toolkit.keeping.manifest import (
    INDEX,
    MANIFEST_FILE,
    Manifest,
    Output,
    input_names,
    is_untouched,
    read_manifest,
    with_part,
    write_manifest,
)
from toolkit.model.document import (
    LOGO,
    Calendar,
    Document,
    DocumentBase,
    DocumentType,
    Invitation,
    Message,
    Page,
    Sheet,
    TextDraft,
)
from toolkit.model.plan import Plan
from toolkit.outputs.ics import render_calendar, render_invitation
from toolkit.outputs.letters import page_letters
from toolkit.outputs.mail import render_message
from toolkit.outputs.parts import INNER, split, whole
from toolkit.outputs.pdf import RULED, SCHEME, render_pages
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.outputs.site import twins
from toolkit.outputs.zones import has_lasting_rule
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.letters import written_letters
from toolkit.planning.rules.moments import moments, moved_moments
from toolkit.problems import EnvironmentMissing, Problem, ProblemsFound
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.files import digest
from toolkit.reading.fonts_here import fonts_digest
from toolkit.reading.letters import font_stamp
from toolkit.reading.own.own_records import read_own_text
from toolkit.reading.programme_folder import look_through, without_unsure
from toolkit.reading.shelves import Shelves

Progress = Callable[[str], None]
MOST_FAILURES = 3
"""So many documents of one type may be too large before the others are not tried any more: each may take its whole time
first."""


@dataclass(frozen=True)
class Options:
    """What to build: a kind (pdf, ics, sheets, site), one type of document, one cohort, one session; how cancelled
    meetings are shown; whether everybody gets an invitation to each meeting."""

    only: str | None = None
    document: str | None = None
    cohort: str | None = None
    meeting: str | None = None
    cancelled: Cancelled = "keep"
    invitations: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return (self.only, self.document, self.cohort, self.meeting) == (None, None, None, None)

    def wants(self, kind: str) -> bool:
        """Whether files of this kind are asked for."""
        return self.only in (None, kind)


@dataclass(frozen=True)
class Report:
    """What a build did: files made anew, files as they were, files taken away, warnings, and what the machine lacks.

    Of `problems` those that are errors (P103) name documents that were left out as too large.
    """

    made: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    missing: EnvironmentMissing | None = None


@dataclass
class _Work:
    """Files on their way to the folder, and what each was made from."""

    folder: Path
    before: Manifest
    key: str
    files: MutableMapping[str, bytes]
    sources: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Output] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    def add(self, path: str, data: bytes) -> None:
        self.files[f"out/{path}"] = data
        self.kept.pop(f"out/{path}", None)

    def keep(self, path: str, text: str | None = None) -> bool:
        """Whether an output is still there untouched, and was made from this text where that is asked; then it
        stays."""
        place, made_from = (
            f"out/{path}",
            ("" if text is None else digest(f"{self.key}{font_stamp(text)}\n{text}".encode())),
        )
        self.sources[place] = made_from
        output = self.before.outputs.get(place) or self.before.parts.get(place)
        if (
            output is None
            or made_from not in ("", output.made_from)
            or not is_untouched(self.folder, place, output=output)
        ):
            return False
        self.kept[place] = output
        return True

    def leave_out(self, page: Page) -> None:
        """Neither the old nor a new PDF of a document and its slices: what stood there may say what is no longer so."""
        for path in (page.path, *(cut.path for cut in page.slices)):
            self.files.pop(f"out/{path}", None)
            self.kept.pop(f"out/{path}", None)
            self.left_out.add(f"out/{path}")

    def stored(self, path: str, text: str) -> bytes | None:
        """The bytes of an output that stays."""
        return (self.folder / "out" / path).read_bytes() if self.keep(path, text) else None


def build(folder: Path, shelves: Shelves, *, options: Options, key: str, today: date, progress: Progress) -> Report:
    """Make every output that is asked for and not there yet, all or nothing, and remember it in the manifest.

    Raises ProblemsFound with every problem of the programme's files where one is an error; nothing is written then. A
    document that is too large to print is left out, and the report names it.
    """
    plan, types, base, problems = read_and_plan(folder, shelves, today=today)
    documents = make_documents(plan, types, base=base, options=options)
    with locked(folder):
        work = _Work(folder, read_manifest(folder), key, Waiting(folder))
        lock = _render_plain(work, plan, documents=documents, options=options, progress=progress)
        missing = _render_pdfs(work, plan, documents=documents, options=options, problems=problems, progress=progress)
        return _finish(
            work,
            plan,
            documents=documents,
            base=base,
            options=options,
            key=key,
            shelves=shelves,
            lock=lock,
            problems=problems,
            missing=missing,
        )


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
    """The plan as far as the folder can be read, and every problem of its files, its plan, its document types and its
    zones (those of the last build too)."""
    programme, whole, problems = look_through(folder, shelves)
    types, base = read_document_types(shelves, problems), read_document_base(shelves, problems)
    if programme is None:
        return None, types, base, problems
    plan = make_plan(programme)
    problems += find_problems(plan, today=today)
    if not whole:
        return None, types, base, problems
    plan = make_plan(without_unsure(programme)) if programme.unsure else plan
    return (
        plan,
        types,
        base,
        [*problems, *written_letters(plan), *_zone_problems(plan), *moved_moments(plan, read_manifest(folder).moments)],
    )


def _zone_problems(plan: Plan) -> list[Problem]:
    """P076 for each zone whose clock changes are only announced year by year."""
    source = plan.programme.source("programme.yaml")
    years = {meeting.zone: meeting.date.year for meeting in plan.meetings}
    return [
        source.problem(
            "P076",
            ("zone",),
            f"The clock changes of {zone} follow no lasting rule.",
            "Build again when tzdata is updated.",
        )
        for zone, year in sorted(years.items())
        if not has_lasting_rule(zone, year=year)
    ]


def make_documents(
    plan: Plan, types: tuple[DocumentType, ...], *, base: DocumentBase, options: Options
) -> tuple[Document, ...]:
    """Everything that can be made from the plan, as far as it is asked for."""
    choice = Choice(cohort=options.cohort, session=options.meeting)
    wanted = tuple(type_ for type_ in types if options.document in (None, type_.name))
    pages = make_pages(plan, wanted, base=base, choice=choice) if options.wants("pdf") or options.wants("site") else ()
    texts = make_texts(plan, wanted, base=base, choice=choice) if options.wants("site") else ()
    if options.cohort or options.meeting:
        return (*pages, *texts)
    messages = make_messages(
        plan, wanted, base=base, cancelled=options.cancelled, invitations=options.invitations and not options.document
    )
    if options.document:
        return (*pages, *texts, *messages)
    return (*pages, *texts, *messages, *make_sheets(plan), *make_calendars(plan, cancelled=options.cancelled))


def as_built(folder: Path) -> Options:
    """What a build would be asked for that shows cancelled meetings as the last one did."""
    shown = read_manifest(folder).cancelled
    return Options(cancelled=next((mode for mode in get_args(Cancelled) if mode == shown), "keep"))


def made_without_pdfs(folder: Path, plan: Plan, *, documents: Iterable[Document], options: Options) -> dict[str, bytes]:
    """What a build of these documents would write now, by path in the folder, but for the PDFs; nothing is written."""
    files: dict[str, bytes] = {}
    _render_plain(
        _Work(folder, Manifest(), "", files), plan, documents=documents, options=options, progress=lambda _path: None
    )
    return files


def _render_plain(
    work: _Work, plan: Plan, *, documents: Iterable[Document], options: Options, progress: Progress
) -> str:
    """Everything but the PDFs; the calendar lock as it will be."""
    lock = _lock(work.folder, plan, cancelled=options.cancelled)
    for document in documents:
        if isinstance(document, Page) and options.only in (None, "site"):
            for path, data in twins(document, {**_pictures(plan), f"{SCHEME}ruled.svg": RULED}):
                work.add(path, data)
        elif isinstance(document, Calendar) and options.wants("ics"):
            progress(document.path)
            work.add(document.path, render_calendar(document, lock))
        elif isinstance(document, Sheet) and options.wants("sheets"):
            work.add(f"{document.path}.xlsx", render_xlsx(document))
            work.add(f"{document.path}.csv", render_csv(document))
        elif isinstance(document, TextDraft) and options.wants("site"):
            work.add(document.path, document.text.encode())
        elif isinstance(document, Message) and options.wants("site"):
            work.add(document.path, render_message(document, lock))
        elif isinstance(document, Invitation) and options.wants("ics"):
            work.add(document.path, render_invitation(document, lock))
    return write_lock(lock)


def _lock(folder: Path, plan: Plan, *, cancelled: Cancelled) -> Lock:
    """The calendar lock of the folder, brought up to date."""
    return advance(
        read_lock(read_own_text(folder, LOCK_FILE) or ""), all_entries(plan, cancelled), holders=holders(plan)
    )


def _render_pdfs(
    work: _Work,
    plan: Plan,
    *,
    documents: Iterable[Document],
    options: Options,
    problems: list[Problem],
    progress: Progress,
) -> EnvironmentMissing | None:
    """The PDFs that are not there yet; what is missing on this machine, where it cannot make them."""
    pages = [document for document in documents if isinstance(document, Page)] if options.wants("pdf") else []
    images = _pictures(plan)
    problems.extend(page_letters(pages, problems))
    stale = [page for page in pages if not _is_kept(work, page, images=images)]
    failed: Counter[str] = Counter()
    try:
        for page in stale:
            progress(page.path)
            failed[page.type] += not _render_pdf(
                work, page, images=images, problems=problems, tried=failed[page.type] < MOST_FAILURES
            )
    except EnvironmentMissing as missing:
        return missing
    problems.extend(_not_tried(failed))
    return None


def _render_pdf(work: _Work, page: Page, *, images: Mapping[str, bytes], problems: list[Problem], tried: bool) -> bool:
    """Whether the PDFs of a document could be made; one that is too large is left out, and told of."""
    try:
        for path, data in render_pages([page], problems=problems, images=images, stored=work.stored) if tried else ():
            work.add(path, data)
    except ProblemsFound as error:
        problems.extend(error.problems)
        tried = False
    if not tried:
        work.leave_out(page)
    return tried


def _not_tried(failed: Mapping[str, int]) -> list[Problem]:
    """P103 for each type of which so many documents were too large that the others were not tried."""
    more = {type_: count - MOST_FAILURES for type_, count in failed.items() if count > MOST_FAILURES}
    message = "After {0} that are too large to print, {1} more documents “{2}” were left out."
    hint = "Mend the first ones, then build again."
    return [
        Problem(f"documents/{type_}", 0, 0, "P103", message.format(MOST_FAILURES, count, type_), hint)
        for type_, count in more.items()
    ]


def _pictures(plan: Plan) -> dict[str, bytes]:
    """The organiser's pictures by the address that pages know them by."""
    return {LOGO: plan.programme.logo} if plan.programme.logo else {}


def _is_kept(work: _Work, page: Page, *, images: Mapping[str, bytes]) -> bool:
    """Whether the document stays as it is, with its slices; its inner parts stay too, where they are still there."""
    if not work.keep(page.path, whole(page).made_from(page.css, images)):
        return False
    lost = [part for part in split(page) if part.path != page.path and not work.keep(part.path) and not part.is_inner]
    return not lost


def _finish(
    work: _Work,
    plan: Plan,
    *,
    documents: tuple[Document, ...],
    base: DocumentBase,
    options: Options,
    key: str,
    shelves: Shelves,
    lock: str,
    problems: list[Problem],
    missing: EnvironmentMissing | None,
) -> Report:
    """Write what is new, take away what is no longer made, and the manifest last."""
    if options.whole:
        work.files[INDEX] = make_index(
            plan, documents, base=base, pdfs=missing is None, left_out=work.left_out
        ).encode()
    made = tuple(path for path, data in work.files.items() if not _is_there(work.folder / path, data))
    outputs = {path: Output(digest(data), work.sources.get(path, "")) for path, data in work.files.items()} | work.kept
    parts = {path: outputs.pop(path) for path in list(outputs) if path.startswith(f"out/{INNER}")}
    shown = options.cancelled if options.whole or options.only == "ics" else work.before.cancelled
    gone = tuple(sorted(work.before.outputs.keys() & work.left_out))
    now = moments(plan)
    there = {path: output for path, output in {**work.before.outputs, **outputs}.items() if path not in gone}
    inputs = input_names(shelves.files.seen, work.folder)
    before = with_part(work.before, key, inputs=inputs)
    manifest = replace(
        before, outputs=there, moments={**now, **before.moments}, parts={**before.parts, **parts}, cancelled=shown
    )
    if options.whole:
        gone = tuple(sorted((work.before.outputs.keys() - outputs.keys()) | (work.before.parts.keys() - parts.keys())))
        boxes = {
            problem.where: (problem.file, problem.line, problem.column)
            for problem in problems
            if problem.code == "P104"
        }
        manifest = Manifest(
            "" if missing or work.left_out else key,
            inputs,
            outputs,
            now,
            parts,
            boxes,
            fonts_digest() if boxes else "",
            shown,
        )
    work.files[LOCK_FILE] = lock.encode()
    write_files(work.folder, work.files)
    remove_files(work.folder, list(gone))
    write_files(work.folder, {MANIFEST_FILE: write_manifest(manifest)})
    made, removed = (
        tuple(path for path in made if path in outputs),
        tuple(path for path in gone if path in work.before.outputs),
    )
    return Report(
        tuple(sorted(made)), tuple(sorted(outputs.keys() - set(made))), removed, tuple(sorted(set(problems))), missing
    )


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
