"""Which pages come with a message to somebody who runs or mentors meetings: what they do not have yet.

Whoever gets a cohort gets what is printed for each of its facilitators, such as the pack; whoever stands in for an
evening gets that evening's slice of it, and what is made for those who cover, such as the hand-over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.documents.file_names import fill
from toolkit.documents.subjects import Selection, Subject, find_subjects, meeting_subject
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.welcome import is_theirs
from toolkit.model.document import DocumentType, Enclosure
from toolkit.model.plan import Meeting
from toolkit.planning.concerns import since_they_were_told
from toolkit.planning.covers import covers
from toolkit.planning.newcomers import newcomers, own_evenings


@dataclass(frozen=True)
class Enclosures:
    """The pages for each reader, from the types that there are."""

    types: Sequence[DocumentType]
    views: Views

    def of(self, id: str) -> tuple[Enclosure, ...]:
        """What comes with the message to this facilitator or mentor."""
        return tuple(dict.fromkeys(self._found(id)))

    def _found(self, id: str) -> Iterator[Enclosure]:
        new = self._new.get(id, ())
        known = {meeting.cohort.key for meeting in own_evenings(self.views.plan, id) if meeting not in new}
        for meeting in new:
            own = is_theirs(meeting.cohort, id)
            if own and id in meeting.cohort.facilitators and meeting.cohort.key not in known:
                yield from self._packs(meeting)
            elif not own:
                yield from self._for_an_evening(meeting, id)

    @cached_property
    def _new(self) -> dict[str, tuple[Meeting, ...]]:
        """By id: the meetings still to come of which somebody was not told that they are theirs."""
        plan = self.views.plan
        added = {
            one.person.id: tuple(
                found.after for found in one.differences if found.after and found.before is None and found.after.coming
            )
            for one in since_they_were_told(plan)
            if one.role != "participant"
        }
        return added | {person.id: tuple(own_evenings(plan, person.id)) for person in newcomers(plan)}

    def _packs(self, meeting: Meeting) -> Iterator[Enclosure]:
        """What is printed for each facilitator of the cohort."""
        for type_ in self._of_facilitators:
            for subject in find_subjects(type_.head, self.views, choice=Selection(cohort=meeting.cohort.key)):
                yield _enclosure(type_.head.file, type_.head.title, subject=subject)

    def _for_an_evening(self, meeting: Meeting, id: str) -> Iterator[Enclosure]:
        """The hand-over, to whoever gets one, and the run sheet."""
        subject = meeting_subject(self.views, meeting)
        if id in [person.id for person in covers(self.views.plan, meeting)]:
            for type_ in self.types:
                if type_.head.only == "cover":
                    yield _enclosure(type_.head.file, type_.head.title, subject=subject)
        for type_ in self._of_facilitators:
            if type_.head.slices:
                yield _enclosure(type_.head.slices.file, type_.head.slices.title, subject=subject)

    @property
    def _of_facilitators(self) -> list[DocumentType]:
        return [one for one in self.types if one.head.per == "cohort" and one.head.copies == "facilitators"]


def _enclosure(file: str, title: str, *, subject: Subject) -> Enclosure:
    return Enclosure(fill(file, subject.names), fill(title, subject.words).strip())
