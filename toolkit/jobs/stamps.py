"""The calendar lock, for what is written and after a change: when each entry of a calendar was changed last, and how
often."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from toolkit.documents.calendars import ShowCancelled, all_entries, holders
from toolkit.jobs.job import job
from toolkit.keeping.lock import LOCK_FILE, Lock, advance, read_lock, write_lock
from toolkit.model.document import LOGO
from toolkit.model.plan import Plan
from toolkit.outputs.formats import Beside
from toolkit.reading.own.own_records import read_own_text


@job
def find_beside(folder: Path, plan: Plan, *, cancelled: ShowCancelled) -> Beside:
    """The calendar lock of the folder, brought up to date, and the organiser's pictures."""
    lock = read_lock(read_own_text(folder, LOCK_FILE) or "")
    pictures = {LOGO: plan.programme.logo} if plan.programme.logo else {}
    return Beside(advance(lock, all_entries(plan, cancelled), holders=holders(plan)), pictures)


def advanced(lock: str, before: Plan, *, after: Plan, now: datetime.datetime) -> str:
    """The lock with what changed by hand until now, then with what changes now."""
    shown, known = _as_shown(read_lock(lock), before)
    return write_lock(advance(known, all_entries(after, shown), moment=_utc(after, now), holders=holders(after)))


def _as_shown(lock: Lock, plan: Plan) -> tuple[ShowCancelled, Lock]:
    """How the last build showed cancelled meetings, which is what the lock fits best; and the lock with what changed by
    hand since."""
    modes: tuple[ShowCancelled, ...] = ("keep", "note")
    found = [(mode, advance(lock, all_entries(plan, mode))) for mode in modes]
    return min(
        found, key=lambda pair: sum(lock.versions.get(uid) != version for uid, version in pair[1].versions.items())
    )


def _utc(plan: Plan, now: datetime.datetime) -> datetime.datetime:
    """The moment in UTC; a wall time without a zone is the programme's."""
    zone = plan.programme.settings.zone or plan.programme.city.zone or "UTC"
    moment = now if now.tzinfo else now.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
