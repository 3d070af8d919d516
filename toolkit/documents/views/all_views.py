"""What templates see of a plan: groups, lists, texts and numbers, made once per plan and audience.

For the audience `share` nothing that only people/ knows is in any view (rooms apart, which are places), and no private
link: such a value is empty, so a template that asks for it prints nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from toolkit.documents.news import item_view, roster_words
from toolkit.documents.shapes.meeting import CoverView, MeetingView
from toolkit.documents.shapes.people import FacilitatorView, NewsView, PersonView, RoomMeetingView, RoomUseView
from toolkit.documents.shapes.programme import CohortView, ProgrammeView
from toolkit.documents.shapes.session import SessionView
from toolkit.documents.views.cohort import cohort_view
from toolkit.documents.views.meeting import meeting_view
from toolkit.documents.views.programme import programme_view
from toolkit.documents.views.reader import Reader, name_view, room_view
from toolkit.documents.views.session import session_view
from toolkit.model.evening import Evening
from toolkit.model.fields import MeetingKey
from toolkit.model.people import Facilitator, Participant, Room
from toolkit.model.plan import Difference, Meeting
from toolkit.model.programme import Cohort
from toolkit.planning.answers import in_touch
from toolkit.planning.concerns import Concern, Role, of_cohorts, since_they_were_told, who_left
from toolkit.planning.covers import covers, last_before
from toolkit.planning.free import heads
from toolkit.planning.newcomers import newcomers
from toolkit.planning.roster import Roster
from toolkit.words.filters import called, day_words

Of = TypeVar("Of", bound=Hashable)
Made = TypeVar("Made")


@dataclass
class Views(Reader):
    """Every view of one plan for one audience; each is made when first asked for."""

    _cohorts: dict[str, CohortView] = field(default_factory=dict)
    _meetings: dict[MeetingKey, MeetingView] = field(default_factory=dict)
    _sessions: dict[tuple[str, str, str, int], SessionView] = field(default_factory=dict)

    def programme(self) -> ProgrammeView:
        """The whole programme: what it promises, its sessions, its cohorts with their meetings, what comes next."""
        return self._programme

    @cached_property
    def _programme(self) -> ProgrammeView:
        return programme_view(
            self,
            sessions=self._by_key(),
            cohorts=[self.cohort(cohort) for cohort in self.plan.programme.cohorts],
            meetings=[self.meeting(meeting) for meeting in self.plan.meetings],
        )

    def cohort(self, cohort: Cohort) -> CohortView:
        """A cohort with its meetings."""
        meetings = self.plan.of_cohort(cohort.key)
        return _once(
            self._cohorts,
            cohort.key,
            make=lambda: cohort_view(self, cohort, meetings=[self.meeting(meeting) for meeting in meetings]),
        )

    def meeting(self, meeting: Meeting) -> MeetingView:
        """A meeting: date, place, people, minute by minute; its session under `session`."""
        session = self.session(meeting.evening, meeting.number)
        return _once(self._meetings, meeting.key, make=lambda: meeting_view(self, meeting, session=session))

    def session(self, evening: Evening, number: int) -> SessionView:
        """A session in one mode and reading."""
        key = (evening.session.key, evening.mode, evening.reading, number)
        paper = self.plan.programme.city.paper
        return _once(self._sessions, key, make=lambda: session_view(evening, number, paper=paper))

    def _by_key(self) -> dict[str, SessionView]:
        """Sessions by key, in order; of the modes in which one is held, the programme's own where there is one."""
        settings = self.plan.programme.settings
        chosen: dict[str, Meeting] = {}
        for meeting in self.plan.meetings:
            usual = (meeting.evening.mode, meeting.evening.reading) == (settings.mode, settings.reading)
            if meeting.session.key not in chosen or usual:
                chosen[meeting.session.key] = meeting
        ordered = sorted(chosen.values(), key=lambda meeting: meeting.number)
        return {meeting.session.key: self.session(meeting.evening, meeting.number) for meeting in ordered}

    def person(self, person: Participant) -> PersonView:
        """A participant: name, and the meetings of their cohorts."""
        return {
            "role": "participant",
            "id": person.id,
            "name": person.name if self.private else "",
            "called": called(person.name) if self.private else "",
            "email": person.email if self.private else "",
            "cohorts": [self.cohort(cohort) for cohort in self.plan.programme.cohorts_of(person.id)],
            "meetings": [self.meeting(meeting) for meeting in self.plan.of_person(person.id)],
        }

    def facilitator(self, person: Facilitator) -> FacilitatorView:
        """A facilitator or mentor: name, and the meetings they come to."""
        return {
            "id": person.id,
            **name_view(self, person),
            "called": called(person.name) if self.private else "",
            "role": person.part,
            "own_role": person.own_role if self.private else "",
            "meetings": [self.meeting(meeting) for meeting in self.plan.of_facilitator(person.id)],
        }

    def room(self, room: Room) -> RoomUseView:
        """A room, and the meetings in it by date, and week by week."""
        meetings = self.plan.of_room(room.id)
        weeks: dict[tuple[int, int], list[Meeting]] = {}
        for meeting in meetings:
            weeks.setdefault(meeting.date.isocalendar()[:2], []).append(meeting)
        return {
            **room_view(room),
            "meetings": [self.meeting(meeting) for meeting in meetings],
            "weeks": [
                {"monday": _monday(week), "name": found[0].week, "meetings": [_use(self, m) for m in found]}
                for week, found in weeks.items()
            ],
        }

    def cohort_news(self, cohort: Cohort) -> NewsView:
        """What everybody in a cohort has to know since the last publish; nothing where nothing was published."""
        return self._news(self._of_cohorts.get(cohort.key, ()), everything=False, unchanged=0)

    def person_news(self, id: str, role: Role) -> NewsView:
        """What one person has to know since the last publish; nothing where nothing was published, and for those whom
        a first message tells all: of their place, or of the meetings that they run."""
        concern = self._concerns.get((role == "participant", id))
        known = id in self._in_touch if role == "participant" else id not in self._new
        if concern is None or not known:
            return self._news((), everything=False, unchanged=0)
        return self._news(
            concern.differences,
            everything=role == "facilitator" and self.private,
            unchanged=concern.unchanged,
            zone=concern.person.timezone if self.private else "",
            rosters=concern.rosters if self.private else (),
        )

    def left_behind(self, id: str) -> list[str]:
        """What somebody who has no place any more has to delete in their calendar."""
        items = [item_view(self.plan, one, everything=False, private=self.private) for one in self._left.get(id, ())]
        return [item["to_delete"] for item in items if item["to_delete"]]

    @cached_property
    def _left(self) -> dict[str, tuple[Difference, ...]]:
        return {one.person.id: one.differences for one in who_left(self.plan)}

    @cached_property
    def _in_touch(self) -> frozenset[str]:
        return in_touch(self.plan)

    @cached_property
    def _new(self) -> frozenset[str]:
        return frozenset(person.id for person in newcomers(self.plan))

    @cached_property
    def _concerns(self) -> dict[tuple[bool, str], Concern]:
        """What changed for each person, by whether they take part and their id."""
        return {(one.role == "participant", one.person.id): one for one in since_they_were_told(self.plan)}

    @cached_property
    def _of_cohorts(self) -> dict[str, tuple[Difference, ...]]:
        """What changed for everybody in a cohort, by its key."""
        told = self.plan.programme.told
        return of_cohorts(self.plan, told) if told else {}

    def _news(
        self,
        found: tuple[Difference, ...],
        *,
        everything: bool,
        unchanged: int,
        zone: str = "",
        rosters: tuple[Roster, ...] = (),
    ) -> NewsView:
        items = [item_view(self.plan, one, everything=everything, private=self.private, zone=zone) for one in found]
        told = self.plan.programme.told
        since = day_words(told.moment.date(), self.language) if told else ""
        to_delete = [item["to_delete"] for item in items if item["to_delete"]]
        return {
            "items": items,
            "count": len(items),
            "members": [{"cohort": one.cohort.label, "words": roster_words(one)} for one in rosters],
            "unchanged": unchanged,
            "to_delete": to_delete,
            "since": since,
            "preparation": bool(self.plan.programme.settings.preparation_minutes),
        }

    def cover(self, meeting: Meeting) -> CoverView | None:
        """For whoever runs a meeting in the place of the cohort's own facilitators, and did not run its last one: whom
        they cover for and what the group did last; None where nobody has to be handed anything."""
        found = covers(self.plan, meeting) if self.private else ()
        if not found:
            return None
        people = self.plan.programme.people.facilitators
        own = [people[id] for id in meeting.cohort.facilitators if id in people]
        last = last_before(self.plan, meeting)
        return {
            "by": [name_view(self, person) for person in found],
            "away": [name_view(self, person) for person in own if person not in meeting.facilitators],
            "last": self.meeting(last) if last else None,
        }


def _monday(week: tuple[int, int]) -> str:
    return datetime.date.fromisocalendar(*week, 1).isoformat()


def _use(views: Views, meeting: Meeting) -> RoomMeetingView:
    """A meeting as the keeper of its room needs it: with the chairs, which a meeting that joins another one does not
    add to."""
    chairs = 0 if meeting.cancelled or meeting.combined else heads(views.plan, [meeting])
    return {**views.meeting(meeting), "chairs": chairs}


def _once(made: dict[Of, Made], key: Of, *, make: Callable[[], Made]) -> Made:
    """What was made under this key, or is made now."""
    if key not in made:
        made[key] = make()
    return made[key]
