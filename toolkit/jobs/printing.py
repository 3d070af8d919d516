"""The PDFs of a build: only what is not there yet is printed, and a document that is too large stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.jobs.laying_out import MOST_FAILURES, lay_out_ahead
from toolkit.keeping.part_store import PARTS, PartStore
from toolkit.keeping.staging import Staging
from toolkit.keeping.writing import make_parents, refuse_links
from toolkit.model.document import Page
from toolkit.model.progress import Step
from toolkit.outputs.overruns import overrun_problems
from toolkit.outputs.page_characters import page_characters
from toolkit.outputs.parts import made_from, slice_paths
from toolkit.outputs.pdf import ENGINE, render_pages
from toolkit.outputs.stored_layouts import StoringEngine
from toolkit.problems import EnvironmentMissing, Problem, ProblemsFound


@dataclass(frozen=True)
class Printed:
    """What was found while printing, and what this machine lacks, where it cannot print."""

    problems: tuple[Problem, ...]
    missing: EnvironmentMissing | None = None


def print_pages(
    staging: Staging,
    pages: Sequence[Page],
    *,
    pictures: Mapping[str, bytes],
    known: Iterable[Problem],
    progress: Callable[[Step], None],
    jobs: int = 1,
) -> Printed:
    """The PDFs that are not there yet, into the staging; `known` are the problems that were told already. So many
    processes lay out side by side (`jobs`) what takes longer than a moment."""
    problems = page_characters(pages, known)
    stale = [page for page in pages if not is_kept(staging, page, pictures=pictures)]
    failed: Counter[str] = Counter()
    engine = StoringEngine(ENGINE, _store(staging, stale))
    try:
        if jobs > 1 and stale:
            lay_out_ahead(stale, engine, pictures=pictures, jobs=jobs, progress=progress)
        for number, page in enumerate(stale):
            progress(Step(page.path, number, len(stale), number / len(stale)))
            tried = failed[page.type] < MOST_FAILURES
            found = _print(staging, page, pictures=pictures, engine=engine) if tried else ()
            problems += found
            if found or not tried:
                failed[page.type] += 1
                staging.leave_out((page.path, *(piece.path for piece in page.slices)))
    except EnvironmentMissing as missing:
        return Printed((*problems, *overrun_problems(staging.overruns)), missing)
    return Printed((*problems, *overrun_problems(staging.overruns), *_not_tried(failed)))


def _store(staging: Staging, stale: Sequence[Page]) -> PartStore:
    """Where the parts of this programme wait, for its owner alone."""
    store = PartStore(staging.folder / PARTS)
    if stale:
        refuse_links(staging.folder, PARTS)
        make_parents(staging.folder, store.folder, private=True)
    return store


def is_kept(staging: Staging, page: Page, *, pictures: Mapping[str, bytes]) -> bool:
    """Whether the document stays as it is, with its slices."""
    if not staging.keep(page.path, made_from(page, pictures)):
        return False
    lost = [path for path in slice_paths(page) if not staging.keep(path)]
    if lost:
        return False
    staging.overruns[page.path] = staging.before.overruns.get(page.path, ())
    staging.parts[page.path] = staging.before.parts.get(page.path, ())
    return True


def _print(
    staging: Staging, page: Page, *, pictures: Mapping[str, bytes], engine: StoringEngine
) -> tuple[Problem, ...]:
    """The PDFs of a document into the staging; or why it is too large."""
    mine = replace(engine, used=set())
    try:
        made = tuple(render_pages([page], images=pictures, engine=mine))
    except ProblemsFound as error:
        return tuple(error.problems)
    for file in made:
        staging.add(file.path, file.data)
    staging.overruns[page.path] = tuple(one for file in made for one in file.overruns)
    staging.parts[page.path] = tuple(sorted(mine.used))
    return ()


def _not_tried(failed: Mapping[str, int]) -> list[Problem]:
    """P103 for each type of which so many documents were too large that the others were not tried."""
    more = {type_: count - MOST_FAILURES for type_, count in failed.items() if count > MOST_FAILURES}
    message = "After {0} that are too large to print, {1} more documents “{2}” were left out."
    hint = "Mend the first ones, then build again."
    return [
        Problem(f"documents/{type_}", 0, 0, "P103", message.format(MOST_FAILURES, count, type_), hint)
        for type_, count in more.items()
    ]
