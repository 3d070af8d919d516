"""What to build, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.documents.calendars import ShowCancelled
from toolkit.model.document import DocumentType
from toolkit.model.plan import Plan
from toolkit.outputs.formats import kinds
from toolkit.planning.names import find_cohort, find_session
from toolkit.problems import WrongUsage
from toolkit.reading.records import nearest


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
        """Whether one type of document, one cohort or one session is asked for."""
        return (self.document, self.cohort, self.meeting) != (None, None, None)


def settle(options: Options, plan: Plan, *, types: Sequence[DocumentType]) -> Options:
    """The options with keys for what was named or numbered. WrongUsage for names that belong to nothing."""
    names = [type_.name for type_ in types]
    if options.only and options.only not in kinds():
        raise WrongUsage(f"There is no kind “{options.only}”. {nearest(options.only, kinds())}".rstrip())
    if options.document and options.document not in names:
        raise WrongUsage(f"There is no document “{options.document}”. {nearest(options.document, names)}")
    cohort = find_cohort(plan.programme, options.cohort) if options.cohort else None
    return replace(options, cohort=cohort, meeting=find_session(plan, options.meeting) if options.meeting else None)
