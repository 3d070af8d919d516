"""Who runs or mentors meetings and was never told of any: they get a first message instead of what changed."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.model.people import Facilitator
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Programme
from toolkit.model.told import Told


def newcomers(plan: Plan) -> tuple[Facilitator, ...]:
    """Those with meetings still to come who were never told of any, in the order of the file."""
    known = told_that_they_run(plan.programme)
    people = plan.programme.people.facilitators
    return tuple(person for id, person in people.items() if id not in known and own_evenings(plan, id))


def told_that_they_run(programme: Programme) -> frozenset[str]:
    """Everybody who was ever told, by a publish or by mail, that they run or mentor a meeting."""
    told = programme.told
    published = {*told.running, *_running(told.meetings)} if told else set[str]()
    return frozenset(published).union(
        *(_running(mailing.meetings) & {*mailing.people} for mailing in programme.mailings)
    )


def own_evenings(plan: Plan, id: str) -> list[Meeting]:
    """The meetings still to come that somebody runs or mentors; of two that are one evening, the host's."""
    meetings = [meeting for meeting in plan.of_facilitator(id) if meeting.coming]
    keys = {meeting.key for meeting in meetings}
    return [meeting for meeting in meetings if (meeting.combined_into, meeting.session.key) not in keys]


def _running(meetings: Iterable[Told]) -> frozenset[str]:
    return frozenset(
        id for one in meetings if not one.cancelled for id in (*one.facilitators, one.mentor) if id is not None
    )
