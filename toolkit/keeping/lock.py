"""`.programme/calendar.lock`: which version of each calendar entry people have, so that calendars see a change once and
only once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from toolkit.model.document import CalendarEntry
from toolkit.model.fields import PersonId
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import parse_json

LOCK_FILE = ".programme/calendar.lock"

_SECOND = datetime.timedelta(seconds=1)
_MOST_CHANGES = 2**31 - 1
"""The largest SEQUENCE (an INTEGER of RFC 5545, 3.3.8)."""


@dataclass(frozen=True)
class Version:
    """One entry as last told: hashes of all it says and of its time, place, duration and status; SEQUENCE; stamps in
    UTC.

    `modified` is LAST-MODIFIED and DTSTAMP alike (RFC 5545, 3.8.7.2: without METHOD they are the same).
    `withdrawn` are the ids of people from whom it was taken while others kept it, each with the SEQUENCE of that.
    """

    content: str
    occasion: str
    sequence: int
    created: datetime.datetime
    modified: datetime.datetime
    withdrawn: tuple[tuple[PersonId, int], ...] = ()


@dataclass(frozen=True)
class Lock:
    """The version of every entry ever made, by UID. An entry that is no longer made stays, so that its numbers go on
    rising."""

    versions: Mapping[str, Version] = field(default_factory=dict)

    def version_of(self, entry: CalendarEntry) -> Version:
        """The version of an entry; of one that is withdrawn from somebody, the one that is meant for their copy
        alone."""
        version = self.versions[entry.uid]
        if not entry.withdrawn_from:
            return version
        return replace(
            version, sequence=dict(version.withdrawn)[entry.withdrawn_from], modified=version.modified + _SECOND
        )


def read_lock(text: str) -> Lock:
    """The lock as written by `write_lock`; no text, no versions. Raises ProblemsFound (P005) for anything else."""
    if not text.strip():
        return Lock()
    try:
        return Lock({uid: _version(values) for uid, values in parse_json(text)["entries"].items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        message = "The record of the calendar entries is damaged."
        raise ProblemsFound(
            [Problem(LOCK_FILE, 0, 0, "P005", message, "Put the file back from a backup or from git.")]
        ) from None


def write_lock(lock: Lock) -> str:
    """JSON, entries by UID, a value a line: the same lock gives the same text."""
    entries = {
        uid: {
            "content": version.content,
            "occasion": version.occasion,
            "sequence": version.sequence,
            "created": _stamp(version.created),
            "modified": _stamp(version.modified),
            **({"withdrawn": dict(version.withdrawn)} if version.withdrawn else {}),
        }
        for uid, version in sorted(lock.versions.items())
    }
    return json.dumps({"version": 1, "entries": entries}, indent=1) + "\n"


def advance(
    lock: Lock,
    entries: Iterable[CalendarEntry],
    *,
    moment: datetime.datetime | None = None,
    holders: Mapping[str, Collection[str]] | None = None,
) -> Lock:
    """The lock after telling people `entries`: every entry of every calendar of the programme.

    Variants of one UID (with and without a private link) count as one entry. An entry whose content is as locked keeps
    its version. A new one begins at its `fallback_stamp`; a changed one gets the later of `moment` (UTC, when a verb
    changed it) or else its `changed_stamp` (when a change by hand was decided), and a second after the last. SEQUENCE
    rises when time, place, duration or status changed (RFC 5545, 3.8.7.4). Alarms are not content.

    What is withdrawn from somebody has a number of its own, above that of the others; where they are among the
    `holders` of it again (UID to ids of people), everybody's rises above theirs.
    """
    variants: dict[str, set[CalendarEntry]] = {}
    withdrawn: dict[str, set[str]] = {}
    for entry in entries:
        if entry.withdrawn_from:
            withdrawn.setdefault(entry.uid, set()).add(entry.withdrawn_from)
        else:
            variants.setdefault(entry.uid, set()).add(entry)
    told = {uid: _next_version(lock.versions.get(uid), found, moment=moment) for uid, found in variants.items()}
    after = {uid: _given_back(version, (holders or {}).get(uid, ()), moment=moment) for uid, version in told.items()}
    return Lock(
        {**lock.versions, **{uid: _withdrawn(version, withdrawn.get(uid, ())) for uid, version in after.items()}}
    )


def _given_back(version: Version, holders: Collection[str], *, moment: datetime.datetime | None) -> Version:
    """The version above the number that somebody who has the entry again was given when it was taken from them."""
    back = [number for id, number in version.withdrawn if id in holders]
    if not back:
        return version
    left = tuple((id, number) for id, number in version.withdrawn if id not in holders)
    if max(back) < version.sequence:
        return replace(version, withdrawn=left)
    later = version.modified + 2 * _SECOND
    return replace(version, sequence=max(back) + 1, modified=max(moment, later) if moment else later, withdrawn=left)


def _withdrawn(version: Version, ids: Collection[str]) -> Version:
    """The version with those from whom it is withdrawn now."""
    known = dict(version.withdrawn)
    numbers = {**known, **{id: max(known.get(id, 0), version.sequence + 1) for id in ids}}
    return replace(version, withdrawn=tuple(sorted(numbers.items())))


def _next_version(old: Version | None, variants: set[CalendarEntry], *, moment: datetime.datetime | None) -> Version:
    content, occasion = _hash(map(_content, variants)), _hash(map(_occasion, variants))
    if old is None:
        stamp = min(entry.fallback_stamp for entry in variants)
        return Version(content, occasion, 0, stamp, stamp)
    if old.content == content:
        return old
    decided = [moment] if moment else [entry.changed_stamp for entry in variants if entry.changed_stamp is not None]
    return replace(
        old,
        content=content,
        occasion=occasion,
        sequence=old.sequence + (old.occasion != occasion),
        modified=max(*decided, old.modified + _SECOND) if decided else old.modified + _SECOND,
    )


def _content(entry: CalendarEntry) -> tuple[object, ...]:
    return (
        *_occasion(entry),
        entry.title,
        entry.geo,
        entry.description,
        entry.url,
        entry.categories,
        entry.transparent,
    )


def _occasion(entry: CalendarEntry) -> tuple[object, ...]:
    return (str(entry.start), entry.zone, entry.minutes, str(entry.day), entry.location, entry.link, entry.status)


def _hash(values: Iterable[tuple[object, ...]]) -> str:
    texts = sorted({json.dumps(value) for value in values})
    return digest("\n".join(texts).encode())[:16]


def _version(values: Mapping[str, object]) -> Version:
    """ValueError for what no lock of ours holds: it would overflow here or in somebody's calendar."""
    version = Version(
        content=str(values["content"]),
        occasion=str(values["occasion"]),
        sequence=int(str(values["sequence"])),
        created=_moment(str(values["created"])),
        modified=_moment(str(values["modified"])),
        withdrawn=_numbers(values.get("withdrawn", {})),
    )
    numbers = (version.sequence, *(number for _, number in version.withdrawn))
    if not all(0 <= number <= _MOST_CHANGES for number in numbers) or not all(
        1900 <= moment.year < 2200 for moment in (version.created, version.modified)
    ):
        raise ValueError(version.sequence)
    return version


def _numbers(values: object) -> tuple[tuple[str, int], ...]:
    if not isinstance(values, dict):
        raise TypeError(values)
    return tuple(sorted((str(id), int(str(number))) for id, number in values.items()))


def _stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
