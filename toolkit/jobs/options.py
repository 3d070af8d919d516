"""What to build, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit.documents.calendars import ShowCancelled
from toolkit.jobs.examine import read_and_plan
from toolkit.model.document import DocumentType
from toolkit.model.plan import Plan
from toolkit.outputs import formats
from toolkit.planning.names import find_cohort, find_document, find_session
from toolkit.problems import WrongUsage
from toolkit.reading.records import nearest
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Options:
    """What to build: a kind (pdf, ics, sheets, site, mail), one type of document, one cohort, one session; how
    cancelled meetings are shown; whether everybody gets an invitation to each meeting."""

    only: str | None = None
    document: str | None = None
    cohort: str | None = None
    meeting: str | None = None
    cancelled: ShowCancelled = "keep"
    invitations: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return self.only is None and not self.narrowed

    @property
    def narrowed(self) -> bool:
        """Whether one document, cohort or session alone is asked for."""
        return (self.document, self.cohort, self.meeting) != (None, None, None)

    @property
    def writes_invitations(self) -> bool:
        """Whether such a build has files of invitations, where they are asked for."""
        return self.only in (None, "ics") and not self.narrowed


def kinds_to_ask_for() -> tuple[str, ...]:
    """Every kind of file that can be asked for."""
    return formats.kinds()


def could_build(folder: Path, shelves: Shelves, *, options: Options, today: date) -> None:
    """Look whether a build would have what it needs; nothing is made. ProblemsFound where a file of the programme has
    an error, and WrongUsage as `settle`."""
    plan, types, _base, _problems = read_and_plan(folder, shelves, today=today)
    settle(options, plan, types=types)


def settle(options: Options, plan: Plan, *, types: Sequence[DocumentType]) -> Options:
    """The options with keys for what was named or numbered. WrongUsage for names that belong to nothing."""
    if options.only and options.only not in kinds_to_ask_for():
        raise WrongUsage(f"There is no kind “{options.only}”. {nearest(options.only, kinds_to_ask_for())}".rstrip())
    document = find_document(types, options.document) if options.document else None
    cohort = find_cohort(plan.programme, options.cohort) if options.cohort else None
    return replace(
        options,
        document=document,
        cohort=cohort,
        meeting=find_session(plan, options.meeting) if options.meeting else None,
    )
