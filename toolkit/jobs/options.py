"""What to build, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.documents.calendars import Cancelled
from toolkit.model.document import DocumentType
from toolkit.model.plan import Plan
from toolkit.outputs.formats import kinds
from toolkit.problems import WrongUsage
from toolkit.reading.records import nearest


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


def settle(options: Options, plan: Plan, *, types: Sequence[DocumentType]) -> Options:
    """The options with a session's number turned into its key. WrongUsage for names that belong to nothing."""
    names, cohorts = [type_.name for type_ in types], [cohort.key for cohort in plan.programme.cohorts]
    if options.only and options.only not in kinds():
        raise WrongUsage(f"There is no kind “{options.only}”. {nearest(options.only, kinds())}".rstrip())
    if options.document and options.document not in names:
        raise WrongUsage(f"There is no document “{options.document}”. {nearest(options.document, names)}")
    if options.cohort and options.cohort not in cohorts:
        raise WrongUsage(f"There is no cohort “{options.cohort}”. {nearest(options.cohort, cohorts)}")
    if options.meeting is None:
        return options
    sessions = {meeting.session.key: meeting.number for meeting in plan.meetings}
    for key, number in sessions.items():
        if options.meeting in (key, str(number), f"{number:02d}"):
            return replace(options, meeting=key)
    raise WrongUsage(f"There is no session “{options.meeting}”. {nearest(options.meeting, sessions)}")
