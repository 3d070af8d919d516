"""A programme folder into one `Programme`, with every problem found on the way."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.model.changes import ALL, Change, ChangeFile, Postponed, change_of
from toolkit.model.curriculum import Curriculum, Session
from toolkit.model.fields import RESERVED_NAMES
from toolkit.model.people import Attendance, Facilitator, Participant, People, Room
from toolkit.model.place import City, Holiday, Term
from toolkit.model.programme import (
    MOST_COHORTS,
    MOST_MEETINGS,
    MOST_SESSIONS,
    MOST_STEPS,
    Cohort,
    CohortEntry,
    CohortFile,
    Programme,
    Settings,
)
from toolkit.model.resources import Resource, ResourceFile
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.around import read_file_around
from toolkit.reading.files import PICTURE_LARGEST
from toolkit.reading.markdown import read_session, session_around
from toolkit.reading.own.formed import read_formed, read_used_keys
from toolkit.reading.own.published import read_mailings, read_publication, read_publishes
from toolkit.reading.people import loses_rows, read_attendance, read_facilitators, read_participants, read_rooms
from toolkit.reading.pictures import what_is_wrong
from toolkit.reading.records import R, nearest, nearest_word
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import Data
from toolkit.reading.zones import is_zone, why_no_zone

CORE = ("programme.yaml", "curriculum.yaml", "cohorts.yaml")
"""Files without which there is no plan."""

NOWHERE = City(key="nowhere", name="Nowhere", zone="UTC")
"""Stands in for a city that is not known."""

_CURRICULUM: Mapping[str, Data] = {
    "key": "curriculum",
    "title": "",
    "promise": "",
    "entry": "",
    "weekly_load": 1440,
    "modes": ["in-person-mentored"],
    "session_minutes": 60,
    "day": "mon",
    "time": "00:00",
    "phases": [{"title": "", "sessions": ["none"]}],
    "colophon": "",
}


@dataclass
class _Folder:
    """A folder being read: problems and sources gather here.

    `wrong` are files with a mistake; `unsure` those of them that something was left out of; `unread` those whose names
    are not all known.
    """

    path: Path
    shelves: Shelves
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def text(self, name: str, *, required: bool = False) -> str | None:
        return self.shelves.files.text(self.path / name, name, problems=self.problems, required=required)

    def record(
        self, model: type[R], name: str, *, required: bool = False, stand_ins: Mapping[str, Data] | None = None
    ) -> R | None:
        """The record in a YAML file, as far as it can be had; None where the file is absent. `stand_ins` are for what
        it cannot do without."""
        before = len(self.problems)
        text = self.text(name, required=required)
        if text is None and len(self.problems) == before:
            return None
        record, sure, source = read_file_around(
            model, text or "", name=name, problems=self.problems if text is not None else [], stand_ins=stand_ins
        )
        self.sources[name] = source
        told = self.problems[before:]
        if told:
            self.wrong.add(name)
        if not sure:
            self.unsure.add(name)
        if text is None or any(problem.code in ("P010", "P012", "P013") for problem in told):
            self.unread.add(name)
        return record


def is_programme_folder(path: Path) -> bool:
    """Whether a folder holds a programme."""
    return (path / "programme.yaml").is_file()


def read_programme(folder: Path, shelves: Shelves) -> Programme:
    """Everything a programme folder says. Raises ProblemsFound with all problems of all files at once."""
    programme, problems = try_programme(folder, shelves)
    if programme is None or any(problem.level == "error" for problem in problems):
        raise ProblemsFound(problems)
    return programme


def try_programme(folder: Path, shelves: Shelves) -> tuple[Programme | None, list[Problem]]:
    """The programme as far as it can be read, and every problem found; None when a file that all depends on is
    wrong."""
    programme, whole, problems = look_through(folder, shelves)
    return (without_unsure(programme) if programme and whole else None), problems


def without_unsure(programme: Programme) -> Programme:
    """The programme without the sessions that could not be read to the end."""
    return replace(
        programme, sessions=tuple(session for session in programme.sessions if session.file not in programme.unsure)
    )


def look_through(folder: Path, shelves: Shelves) -> tuple[Programme | None, bool, list[Problem]]:
    """The programme, whether it can be planned with, and every problem of its files.

    Where a file that all depends on is wrong, the programme holds what could be read of it and stand-ins for the rest:
    only for finding what else is wrong, so that one mistake never hides another. None for a folder without a programme.
    """
    reader = _Folder(folder, shelves)
    if not is_programme_folder(folder):
        message = f"{folder.name or folder} holds no programme.yaml."
        return (
            None,
            False,
            [
                Problem(
                    "programme.yaml",
                    0,
                    0,
                    "P001",
                    message,
                    "Make a programme with `programme new`, or name its folder with -C.",
                )
            ],
        )
    curriculum = reader.record(Curriculum, "curriculum.yaml", required=True, stand_ins=_CURRICULUM)
    assert curriculum is not None
    settings = reader.record(Settings, "programme.yaml", required=True, stand_ins=_settings_for(curriculum))
    assert settings is not None
    sessions = _sessions(reader, curriculum)
    resources = _resources(reader, sessions)
    people = _people(reader)
    changes = reader.record(ChangeFile, "changes.yaml")
    cohort_file = reader.record(CohortFile, "cohorts.yaml", stand_ins={"cohorts": {}})
    city = _city(reader, settings)
    guides, pathways = shelves.guides(reader.problems), shelves.pathways(reader.problems)
    publishes = read_publishes(folder, shelves.files, problems=reader.problems)
    cohorts = _cohorts(reader, settings, city=city, file=cohort_file)
    programme = Programme(
        settings=settings,
        city=city,
        term=_term(reader, settings, city=city),
        holidays=_holidays(reader, city),
        curriculum=curriculum,
        sessions=sessions,
        resources=resources,
        cohorts=cohorts,
        changes=tuple(change_of(entry) for entry in changes.changes) if changes else (),
        people=people,
        guides=guides,
        pathways=pathways,
        reserved_names=shelves.reserved_names(reader.problems),
        logo=_logo(reader, settings),
        publishes=publishes,
        told=read_publication(folder, publishes[-1], files=shelves.files, problems=reader.problems)
        if publishes
        else None,
        mailings=read_mailings(folder, shelves.files, problems=reader.problems),
        formed=read_formed(folder, shelves.files, problems=reader.problems),
        ended=read_used_keys(folder, shelves.files, problems=reader.problems) - {cohort.key for cohort in cohorts},
        sources=reader.sources,
        unsure=frozenset(reader.unsure),
        unread=frozenset(reader.unread),
    )
    if too_much := _too_much(programme):
        reader.problems.append(too_much)
        return (
            replace(programme, cohorts=(), changes=(), unsure=programme.unsure | {"cohorts.yaml", "changes.yaml"}),
            False,
            reader.problems,
        )
    return programme, not reader.wrong & {*CORE, "cities"}, reader.problems


def _too_much(programme: Programme) -> Problem | None:
    """P026 for more sessions, meetings or changes than can be planned while somebody waits."""
    cohorts, sessions, changes = len(programme.cohorts), len(programme.sessions), programme.changes
    steps = sum((cohorts if change.cohort == ALL else 1) * _steps(change, sessions) for change in changes)
    curriculum, file, changed = (programme.source(name) for name in ("curriculum.yaml", "cohorts.yaml", "changes.yaml"))
    if sessions > MOST_SESSIONS:
        return curriculum.problem(
            "P026", ("phases",), f"There are {sessions:,} sessions; at most {MOST_SESSIONS:,} can be planned."
        )
    if cohorts > MOST_COHORTS:
        return file.problem(
            "P026", ("cohorts",), f"There are {cohorts:,} cohorts; at most {MOST_COHORTS:,} can be planned."
        )
    if cohorts * sessions > MOST_MEETINGS:
        message = (
            f"{cohorts:,} cohorts and {sessions:,} sessions make {cohorts * sessions:,} meetings; at most"
            f" {MOST_MEETINGS:,} can be planned."
        )
        return file.problem("P026", ("cohorts",), message)
    if steps > MOST_STEPS:
        message = (
            f"There are {len(changes):,} changes for {cohorts:,} cohorts and {sessions:,} sessions, more than can be"
            " planned."
        )
        return changed.problem("P026", ("changes",), message)
    return None


def _steps(change: Change, sessions: int) -> int:
    """What a change costs for one cohort: a look at each session, and with a skip, a shift or a double all its dates
    anew."""
    dates_anew = change.entry.session is None or isinstance(change, Postponed)
    return sessions + (100 + 10 * sessions) * dates_anew


def _settings_for(curriculum: Curriculum) -> dict[str, Data]:
    """What stands in for settings that cannot be read."""
    return {
        "key": "programme",
        "title": "",
        "city": NOWHERE.key,
        "day": "mon",
        "time": "00:00",
        "mode": curriculum.modes[0],
    }


def _sessions(reader: _Folder, curriculum: Curriculum) -> tuple[Session, ...]:
    """The sessions in the curriculum's order, those that are unsure too, so that their names are known."""
    found: dict[str, Session] = {}
    for name in reader.shelves.files.names(reader.path / "sessions"):
        if not name.endswith(".md"):
            continue
        session = _session(reader, f"sessions/{name}")
        if session is None:
            reader.unread.add("sessions/")
        elif session.key in found:
            other = found[session.key].file
            reader.problems.append(
                reader.sources[session.file].problem("P038", ("key",), f"“{session.key}” is the key of {other} too.")
            )
        else:
            found[session.key] = session
    _check_order(reader, curriculum, found=found)
    listed = tuple(found[key] for key in dict.fromkeys(curriculum.order) if key in found)
    rest = (
        tuple(session for session in found.values() if session not in listed)
        if "curriculum.yaml" in reader.unsure
        else ()
    )
    return listed + rest


def _session(reader: _Folder, name: str) -> Session | None:
    """A session; of one that is wrong what could be read; None where not even its key could."""
    text = reader.text(name)
    if text is None:
        return None
    before = len(reader.problems)
    session, source = read_session(text, name, problems=reader.problems)
    reader.sources[name] = source
    if session is None:
        reader.unsure.add(name)
        session = session_around(text, name)
    if any(problem.code == "P012" for problem in reader.problems[before:]):
        reader.unread.add("sessions/")  # the key may be what stands behind an alias
    return session


def _check_order(reader: _Folder, curriculum: Curriculum, *, found: Mapping[str, Session]) -> None:
    source = reader.sources["curriculum.yaml"]
    seen: set[str] = set()
    for phase_index, phase in enumerate(curriculum.phases):
        for index, key in enumerate(phase.sessions):
            place = ("phases", phase_index, "sessions", index)
            if key in seen:
                reader.problems.append(source.problem("P038", place, f"The session “{key}” is listed twice."))
            elif key not in found and place in source.places and "sessions/" not in reader.unread:
                reader.problems.append(
                    source.problem("P030", place, f"No file in sessions/ has the key “{key}”.", nearest(key, found))
                )
            seen.add(key)
    for session in found.values():
        if session.key not in seen and "curriculum.yaml" not in reader.unsure:
            message = f"No phase of curriculum.yaml lists “{session.key}”."
            reader.problems.append(reader.sources[session.file].problem("P055", ("key",), message))


def _resources(reader: _Folder, sessions: tuple[Session, ...]) -> dict[str, Resource]:
    """The folder's own resources, and from the shelves those that the sessions cite beside them."""
    file = reader.record(ResourceFile, "resources.yaml")
    found: dict[str, Resource] = {}
    for index, resource in enumerate(file.resources if file else ()):
        if resource.id in found:
            source = reader.sources["resources.yaml"]
            reader.problems.append(
                source.problem(
                    "P038", ("resources", index, "id"), f"“{resource.id}” is the id of an earlier entry too."
                )
            )
        found.setdefault(resource.id, resource)
    wanted, before = {item.use for session in sessions for item in session.head.items}, len(reader.problems)
    if wanted - found.keys():
        for id, (resource, source) in reader.shelves.resources(reader.problems).items():
            if id in wanted and id not in found:
                found[id] = resource
                reader.sources.setdefault(source.name, source)
    if "resources.yaml" in reader.unsure or len(reader.problems) > before:
        reader.unread.add("resources.yaml")
    return found


def _people(reader: _Folder) -> People:
    def read(name: str, how: Callable[[str, str, list[Problem]], tuple[Any, SourceFile]]) -> Any:
        path, mine = f"people/{name}.csv", list[Problem]()
        text = reader.shelves.files.text(reader.path / path, path, problems=mine)
        found, source = how(text or "", path, mine)
        if text is not None:
            reader.sources[path] = source
        if loses_rows(mine):
            reader.unread.add(path)
        reader.problems.extend(mine)
        return found

    participants: dict[str, Participant] = read("participants", read_participants)
    facilitators: dict[str, Facilitator] = read("facilitators", read_facilitators)
    rooms: dict[str, Room] = read("rooms", read_rooms)
    attendance: tuple[Attendance, ...] = read("attendance", read_attendance)
    return People(participants, facilitators, rooms, attendance)


def _city(reader: _Folder, settings: Settings) -> City:
    """The city; the nearest one, or a stand-in, where it cannot be had."""
    settings_source = reader.sources["programme.yaml"]
    if ("city",) not in settings_source.places:
        return NOWHERE
    before = len(reader.problems)
    city, source = reader.shelves.city(
        settings.city, reader.problems, asked=settings_source.problem("P036", ("city",), "")
    )
    reader.sources[source.name] = source
    if city is not None:
        return city
    reader.wrong.add("cities")
    reader.unsure.add(source.name)
    meant = (
        nearest_word(settings.city, reader.shelves.names("cities")) if reader.problems[before].code == "P036" else None
    )
    return (reader.shelves.city(meant, [])[0] if meant else None) or NOWHERE


def _logo(reader: _Folder, settings: Settings) -> bytes:
    """The bytes of the picture that programme.yaml names, told there where it is missing (P002), too large (P003), a
    link (P004) or no picture (P093)."""
    name, source, path = settings.look.logo, reader.sources["programme.yaml"], ("look", "logo")
    if name is None:
        return b""
    if any((reader.path / parent).is_symlink() for parent in Path(name).parents if parent.name):
        reader.problems.append(
            source.problem("P004", path, f"The folder of {name} is a link.", "Put a copy of the picture here.")
        )
        return b""
    mine: list[Problem] = []
    data = reader.shelves.files.data(reader.path / name, name, problems=mine, largest=PICTURE_LARGEST, required=True)
    hint = "Put the picture into this folder, or leave `logo` blank."
    reader.problems += [source.problem(problem.code, path, problem.message, hint) for problem in mine]
    wrong = what_is_wrong(data) if data is not None else ""
    if wrong:
        reader.problems.append(
            source.problem("P093", path, f"{name} cannot be printed: {wrong}", "Save it as a PNG, or as a plain SVG.")
        )
    return data or b"" if not wrong else b""


def _holidays(reader: _Folder, city: City) -> tuple[Holiday, ...]:
    file = reader.shelves.holidays(city.holidays, reader.problems) if city.holidays else None
    return file.days if file else ()


def _term(reader: _Folder, settings: Settings, *, city: City) -> Term | None:
    if settings.term is None or city is NOWHERE:
        return None
    wanted = settings.term.casefold()
    term = next((term for term in city.terms if wanted in (term.name.casefold(), term.short)), None)
    if term is None:
        source = reader.sources["programme.yaml"]
        hint = nearest(settings.term, [term.name for term in city.terms]) or "Give `start` instead."
        reader.problems.append(source.problem("P037", ("term",), f"{city.name} has no term “{settings.term}”.", hint))
    return term


def _cohorts(reader: _Folder, settings: Settings, *, city: City, file: CohortFile | None) -> tuple[Cohort, ...]:
    entries = file.cohorts if file and file.cohorts else {"a": CohortEntry()}
    shares = _shares(settings.people, len(entries))
    return tuple(
        _cohort(reader, key, entry=entry, settings=settings, city=city, expected=share)
        for (key, entry), share in zip(entries.items(), shares, strict=True)
    )


def _cohort(reader: _Folder, key: str, *, entry: CohortEntry, settings: Settings, city: City, expected: int) -> Cohort:
    asked = entry.zone or settings.zone or city.zone or "UTC"
    file = (
        "cohorts.yaml"
        if entry.zone
        else "programme.yaml"
        if settings.zone or not city.zone
        else f"cities/{city.key}.yaml"
    )
    zone = _known_zone(reader, file, path=("cohorts", key, "zone") if entry.zone else ("zone",), zone=asked)
    if not (entry.zone or settings.zone or city.zone):
        source = reader.sources["programme.yaml"]
        message = f"{city.name} has no time zone of its own; programme.yaml must name one."
        missing = source.problem("P021", ("zone",), message, "Add a line like “zone: Europe/London”.")
        if missing not in reader.problems:
            reader.problems.append(missing)
    return Cohort(
        key=key,
        label=entry.label or f"Cohort {key.upper()}",
        mode=entry.mode or settings.mode,
        reading=entry.reading or settings.reading,
        zone=zone,
        days=entry.day or settings.day,
        times=entry.time or settings.time,
        minutes=entry.minutes,
        room=entry.room,
        link=entry.link or settings.link,
        facilitators=entry.facilitators,
        mentor=entry.mentor,
        members=entry.members,
        expected=expected,
        track=entry.track or "",
        level=entry.level or "",
    )


def _known_zone(reader: _Folder, file: str, *, path: tuple[str, ...], zone: str) -> str:
    """The zone, or UTC after telling that nobody knows it (P029), so that the rest can still be checked."""
    if is_zone(zone):
        return zone
    problem = reader.sources.get(file, SourceFile(file)).problem("P029", path, *why_no_zone(zone))
    if problem not in reader.problems:
        reader.problems.append(problem)
    return "UTC"


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
