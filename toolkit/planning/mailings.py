"""What was mailed since the last publish."""

from __future__ import annotations

from toolkit.model.plan import Plan
from toolkit.model.told import Mailing


def latest_mailings(plan: Plan) -> tuple[Mailing, ...]:
    """What was mailed since the last publish."""
    return tuple(mailing for mailing in plan.programme.mailings if mailing.publishes == len(plan.programme.publishes))
