"""What the entries of a calendar have in common: the plan, for whom they are, their stamp, and what each is known by.

UIDs are `<programme>.<cohort>.<session>@programme-in-a-box.invalid`, with `.preparation.<id>` or `.mentor` before the
@ for what goes with a meeting, and `<programme>.<deadline>` for the organiser's. Keys hold no dots, so no two are
alike.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from toolkit.model.document import OUR_DOMAIN, Audience
from toolkit.model.fields import MeetingKey
from toolkit.model.plan import Plan


@dataclass(frozen=True)
class Frame:
    """What all entries of one audience have in common. `stamp` is that of new entries."""

    plan: Plan
    audience: Audience
    stamp: datetime.datetime

    @property
    def title(self) -> str:
        """The programme's title."""
        return self.plan.programme.settings.title


def frame_of(plan: Plan, audience: Audience) -> Frame:
    """The stamp of new entries is 00:00 UTC one year before the first meeting, as it was planned."""
    first = min(meeting.planned.date() for meeting in plan.meetings)
    leap_day = (first.month, first.day) == (2, 29)
    return Frame(plan, audience, midnight(first.replace(year=first.year - 1, day=28 if leap_day else first.day)))


def meeting_uid(frame: Frame, key: MeetingKey, *, mentor: bool) -> str:
    """What a meeting, or the mentor's part in it, is known by."""
    return uid_of(frame, *key, *(["mentor"] if mentor else []))


def preparation_uid(frame: Frame, key: MeetingKey, *, id: str) -> str:
    """What a facilitator's preparation of a meeting is known by."""
    return uid_of(frame, *key, "preparation", id)


def uid_of(frame: Frame, *keys: str) -> str:
    """What something of this programme is known by."""
    return f"{'.'.join((frame.plan.programme.settings.key, *keys))}@{OUR_DOMAIN}"


def midnight(day: datetime.date) -> datetime.datetime:
    """00:00 UTC of a day."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
