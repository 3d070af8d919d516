"""The PDFs of a build: only what is not there yet is printed, and a document that is too large stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.keeping.staging import Staging
from toolkit.model.document import Page
from toolkit.outputs.overruns import overrun_problems
from toolkit.outputs.page_characters import page_characters
from toolkit.outputs.parts import split, whole
from toolkit.outputs.pdf import StoredParts, render_pages
from toolkit.problems import EnvironmentMissing, Problem, ProblemsFound

MOST_FAILURES = 3
"""So many documents of one type may be too large before the others are not tried any more: each may take its whole time
first."""


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
    progress: Callable[[str], None],
) -> Printed:
    """The PDFs that are not there yet, into the staging; `known` are the problems that were told already."""
    problems = page_characters(pages, known)
    stale = [page for page in pages if not is_kept(staging, page, pictures=pictures)]
    failed: Counter[str] = Counter()
    try:
        for page in stale:
            progress(page.path)
            tried = failed[page.type] < MOST_FAILURES
            found = _print(staging, page, pictures=pictures) if tried else ()
            problems += found
            if found or not tried:
                failed[page.type] += 1
                staging.leave_out((page.path, *(piece.path for piece in page.slices)))
    except EnvironmentMissing as missing:
        return Printed((*problems, *overrun_problems(staging.overruns)), missing)
    return Printed((*problems, *overrun_problems(staging.overruns), *_not_tried(failed)))


def is_kept(staging: Staging, page: Page, *, pictures: Mapping[str, bytes]) -> bool:
    """Whether the document stays as it is, with its slices; its inner parts stay too, where they are still there."""
    if not staging.keep(page.path, whole(page).made_from(page.css, pictures)):
        return False
    lost = [
        part for part in split(page) if part.path != page.path and not staging.keep(part.path) and not part.is_inner
    ]
    if not lost:
        staging.overruns[page.path] = staging.before.overruns.get(page.path, ())
    return not lost


def _print(staging: Staging, page: Page, *, pictures: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The PDFs of a document into the staging, those of its parts that are there already as they are; or why it is too
    large."""
    there = {part.path: staging.stored(part.path) for part in split(page)}
    stored = StoredParts(staging.key, {path: file for path, file in there.items() if file})
    try:
        made = tuple(render_pages([page], images=pictures, stored=stored))
    except ProblemsFound as error:
        return tuple(error.problems)
    for file in made:
        staging.add(file.path, file.data, made_from=file.made_from)
    kept = {path for path in there.keys() - {file.path for file in made} if staging.keep(path)}
    before = (one for one in staging.before.overruns.get(page.path, ()) if one.part in kept)
    staging.overruns[page.path] = (*before, *(one for file in made for one in file.overruns))
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
