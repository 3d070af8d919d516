"""Which meetings are over by the calendar and not by what was recorded: what is made knows no day, so messages may
speak of them as still to come."""

from __future__ import annotations

import datetime

from toolkit.model.plan import Meeting, Plan
from toolkit.planning.past import unrecorded_before


def unrecorded_meetings(plan: Plan, today: datetime.date) -> tuple[Meeting, ...]:
    """Meetings of days before `today` of which nobody has said whether they were held; of an evening together the
    host's."""
    return unrecorded_before(plan, today)
