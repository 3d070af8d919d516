"""Who stands in both lists of people: a member of one cohort who runs another."""

from __future__ import annotations

from toolkit.model.fields import folded
from toolkit.model.people import Facilitator, Participant, People


def in_both_lists(people: People) -> dict[str, str]:
    """The id of the participant that a facilitator or mentor also is, by the id of that one.

    They have the same address; or the same id, where neither their addresses nor their names differ: ids may be made
    from row numbers.
    """
    by_address = {person.email.casefold(): id for id, person in people.participants.items() if person.email}
    found: dict[str, str] = {}
    for id, helper in people.facilitators.items():
        other = by_address.get(helper.email.casefold()) if helper.email else None
        same = people.participants.get(id)
        if other is not None:
            found[id] = other
        elif same is not None and not _differ(helper, same):
            found[id] = id
    return found


def _differ(helper: Facilitator, person: Participant) -> bool:
    pairs = ((helper.email, person.email), (helper.name, person.name))
    return any(one and other and folded(one) != folded(other) for one, other in pairs)
