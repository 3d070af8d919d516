"""Who has the old information, and since when."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from toolkit.model.fields import MeetingKey
from toolkit.model.plan import Plan
from toolkit.planning.concerns import since_they_were_told
from toolkit.planning.mailings import latest_mailings


@dataclass(frozen=True)
class Outdated:
    """People who know something that is no longer so: when they were told, at which publish (nothing: by mail), and
    about which meetings."""

    moment: datetime.datetime
    publish: str
    people: tuple[str, ...]
    meetings: tuple[MeetingKey, ...]


def told_otherwise(plan: Plan, *, about: Collection[MeetingKey] | None = None) -> tuple[Outdated, ...]:
    """Who was told otherwise than it is now, by when that was, the earliest first; with `about` of these meetings
    alone."""
    told = plan.programme.told
    mailed = {id: mailing for mailing in latest_mailings(plan) for id in mailing.people}
    found: dict[tuple[str, str], list[tuple[str, tuple[MeetingKey, ...]]]] = {}
    moments: dict[tuple[str, str], datetime.datetime] = {}
    for concern in since_they_were_told(plan):
        keys = tuple(one.key for one in concern.differences if one.before and (about is None or one.key in about))
        mailing = mailed.get(concern.person.id)
        source = mailing or told
        if keys and source is not None:
            group = (source.moment.isoformat(), "" if mailing else told.name if told else "")
            moments[group] = source.moment
            found.setdefault(group, []).append((concern.person.id, keys))
    return tuple(
        Outdated(
            moments[group],
            group[1],
            tuple(dict.fromkeys(id for id, _ in known)),
            tuple(dict.fromkeys(key for _, keys in known for key in keys)),
        )
        for group, known in sorted(found.items())
    )
