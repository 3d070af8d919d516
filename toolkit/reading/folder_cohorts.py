"""The cohorts of a programme folder: those of cohorts.yaml, or as many as are expected."""

from __future__ import annotations

import itertools
import string

from toolkit.model.cohort_file import CohortEntry, CohortFile
from toolkit.model.fields import RESERVED_NAMES
from toolkit.model.place import City
from toolkit.model.programme import Cohort, Settings
from toolkit.problems import SourceFile
from toolkit.reading.folder_reader import Folder
from toolkit.reading.zones import known_zone

TURNS_SAY_IT = ("`turns` says when this cohort meets, so nobody reads this line.", "Delete it, or `turns`.")


def read_cohorts(reader: Folder, settings: Settings, *, city: City, file: CohortFile | None) -> tuple[Cohort, ...]:
    entries = file.cohorts if file and file.cohorts else {"a": CohortEntry()}
    shares = _shares(settings.people, len(entries))
    return tuple(
        _cohort(reader, key, entry=entry, settings=settings, city=city, expected=share)
        for (key, entry), share in zip(entries.items(), shares, strict=True)
    )


def _cohort(reader: Folder, key: str, *, entry: CohortEntry, settings: Settings, city: City, expected: int) -> Cohort:
    turns = entry.turns
    if not (entry.zone or settings.zone or city.zone):
        source = reader.sources["programme.yaml"]
        message = f"{city.name} has no time zone of its own; programme.yaml must name one."
        missing = source.problem("P021", ("zone",), message, "Add a line like “zone: Europe/London”.")
        if missing not in reader.problems:
            reader.problems.append(missing)
    unread = [name for name in ("day", "time") if entry.turns and getattr(entry, name)]
    source = reader.sources.get("cohorts.yaml", SourceFile("cohorts.yaml"))
    own_zone = known_zone(entry.zone, source, path=("cohorts", key, "zone"), problems=reader.problems)
    reader.problems += [source.problem("P020", ("cohorts", key, name), *TURNS_SAY_IT) for name in unread]
    return Cohort(
        key=key,
        label=entry.label or f"Cohort {key.upper()}",
        mode=entry.mode or settings.mode,
        reading=entry.reading or settings.reading,
        zone=own_zone or settings.zone or city.zone or "UTC",
        days=tuple(dict.fromkeys(day for day, _ in turns)) or entry.day or settings.day,
        times=tuple(dict.fromkeys(time for _, time in turns)) or entry.time or settings.time,
        minutes=entry.minutes,
        room=entry.room,
        link=entry.link or settings.link,
        facilitators=entry.facilitators,
        mentor=entry.mentor,
        members=entry.members,
        expected=expected,
        track=entry.track or "",
        level=entry.level or "",
        turns=turns if len(turns) > 1 else (),
    )


def _shares(people: int, cohorts: int) -> list[int]:
    """`people` dealt to so many cohorts as evenly as can be, the first ones one more."""
    each, rest = divmod(people, cohorts)
    return [each + (index < rest) for index in range(cohorts)]


def default_keys(count: int) -> list[str]:
    """Keys for so many cohorts: a … z, then aa, ab, …, zz, aaa, …; the names that a key cannot have are left out."""
    words = (
        "".join(letters)
        for length in itertools.count(1)
        for letters in itertools.product(string.ascii_lowercase, repeat=length)
    )
    return list(itertools.islice((word for word in words if word not in RESERVED_NAMES), count))
