"""A programme folder into one `Programme`, with every problem found on the way."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.model.curriculum import Curriculum, Resource, ResourceFile, Session
from toolkit.model.fields import RESERVED_NAMES
from toolkit.model.people import Attendance, Facilitator, Participant, People, Room
from toolkit.model.place import City, Holiday, Term
from toolkit.model.programme import ChangeFile, Cohort, CohortEntry, CohortFile, Programme, Settings
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import PICTURE_LARGEST
from toolkit.reading.markdown import read_session
from toolkit.reading.people import read_attendance, read_facilitators, read_participants, read_rooms
from toolkit.reading.pictures import what_is_wrong
from toolkit.reading.published import read_publication, read_publishes
from toolkit.reading.records import R, nearest, read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml


@dataclass
class _Folder:
    """A folder being read: problems and sources gather here."""

    path: Path
    shelves: Shelves
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)

    def text(self, name: str, *, required: bool = False) -> str | None:
        return self.shelves.files.text(self.path / name, name, self.problems, required=required)

    def record(self, model: type[R], name: str, *, required: bool = False) -> R | None:
        """The record in a YAML file; None where the file is absent or wrong."""
        text = self.text(name, required=required)
        if text is None:
            return None
        mine: list[Problem] = []
        data, source = read_yaml(text, name, mine)
        self.sources[name] = source
        record = None if mine else read_record(model, data, source, mine)
        self.problems.extend(mine)
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
    """The programme as far as it can be read, and every problem found; None when a file that all depends on is wrong."""
    reader = _Folder(folder, shelves)
    if not is_programme_folder(folder):
        message = f"{folder.name or folder} holds no programme.yaml."
        return None, [Problem("programme.yaml", 0, 0, "P001", message, "Make a programme with `programme new`, or name its folder with -C.")]
    settings = reader.record(Settings, "programme.yaml", required=True)
    curriculum = reader.record(Curriculum, "curriculum.yaml", required=True)
    sessions = _sessions(reader, curriculum)
    resources = _resources(reader, sessions)
    people = _people(reader)
    changes = reader.record(ChangeFile, "changes.yaml")
    cohort_file = reader.record(CohortFile, "cohorts.yaml")
    city = _city(reader, settings) if settings else None
    guides, pathways = shelves.guides(reader.problems), shelves.pathways(reader.problems)
    if settings is None or curriculum is None or city is None or ("cohorts.yaml" in reader.sources and cohort_file is None):
        return None, reader.problems
    holidays = _holidays(reader, city)
    publishes = read_publishes(folder, shelves.files, reader.problems)
    programme = Programme(
        settings=settings,
        city=city,
        term=_term(reader, settings, city),
        holidays=holidays,
        curriculum=curriculum,
        sessions=sessions,
        resources=resources,
        cohorts=_cohorts(reader, settings, city, cohort_file),
        changes=changes.changes if changes else (),
        people=people,
        guides=guides,
        pathways=pathways,
        reserved_names=shelves.reserved_names(reader.problems),
        logo=_logo(reader, settings),
        publishes=publishes,
        told=read_publication(folder, publishes[-1], shelves.files, reader.problems) if publishes else None,
        sources=reader.sources,
    )
    return programme, reader.problems


def _sessions(reader: _Folder, curriculum: Curriculum | None) -> tuple[Session, ...]:
    """The sessions in the curriculum's order."""
    found: dict[str, Session] = {}
    broken = False
    for name in reader.shelves.files.names(reader.path / "sessions"):
        if not name.endswith(".md"):
            continue
        text = reader.text(f"sessions/{name}")
        if text is None:
            continue
        session, source = read_session(text, f"sessions/{name}", reader.problems)
        reader.sources[f"sessions/{name}"] = source
        if session is None:
            broken = True
        elif session.key in found:
            other = found[session.key].file
            reader.problems.append(source.problem("P038", ("key",), f"“{session.key}” is the key of {other} too."))
        else:
            found[session.key] = session
    if curriculum is None:
        return tuple(found.values())
    _check_order(reader, curriculum, found, broken=broken)
    return tuple(found[key] for key in dict.fromkeys(curriculum.order) if key in found)


def _check_order(reader: _Folder, curriculum: Curriculum, found: Mapping[str, Session], *, broken: bool) -> None:
    source = reader.sources["curriculum.yaml"]
    seen: set[str] = set()
    for phase_index, phase in enumerate(curriculum.phases):
        for index, key in enumerate(phase.sessions):
            place = ("phases", phase_index, "sessions", index)
            if key in seen:
                reader.problems.append(source.problem("P038", place, f"The session “{key}” is listed twice."))
            elif key not in found and not broken:
                reader.problems.append(source.problem("P030", place, f"No file in sessions/ has the key “{key}”.", nearest(key, found)))
            seen.add(key)
    for session in found.values():
        if session.key not in seen:
            message = f"No phase of curriculum.yaml lists “{session.key}”."
            reader.problems.append(reader.sources[session.file].problem("P055", ("key",), message))


def _resources(reader: _Folder, sessions: tuple[Session, ...]) -> dict[str, Resource]:
    """The folder's own resources, and from the shelves those that the sessions cite beside them."""
    file = reader.record(ResourceFile, "resources.yaml")
    found: dict[str, Resource] = {}
    for index, resource in enumerate(file.resources if file else ()):
        if resource.id in found:
            source = reader.sources["resources.yaml"]
            reader.problems.append(source.problem("P038", ("resources", index, "id"), f"“{resource.id}” is the id of an earlier entry too."))
        found.setdefault(resource.id, resource)
    wanted = {item.use for session in sessions for item in session.head.items}
    if wanted - found.keys():
        for id, (resource, source) in reader.shelves.resources(reader.problems).items():
            if id in wanted and id not in found:
                found[id] = resource
                reader.sources.setdefault(source.name, source)
    return found


def _people(reader: _Folder) -> People:
    def read(name: str, how: Callable[[str, str, list[Problem]], tuple[Any, SourceFile]]) -> Any:
        text = reader.text(f"people/{name}.csv")
        found, source = how(text or "", f"people/{name}.csv", reader.problems)
        if text is not None:
            reader.sources[f"people/{name}.csv"] = source
        return found

    participants: dict[str, Participant] = read("participants", read_participants)
    facilitators: dict[str, Facilitator] = read("facilitators", read_facilitators)
    rooms: dict[str, Room] = read("rooms", read_rooms)
    attendance: tuple[Attendance, ...] = read("attendance", read_attendance)
    return People(participants, facilitators, rooms, attendance)


def _city(reader: _Folder, settings: Settings) -> City | None:
    asked = reader.sources["programme.yaml"].problem("P036", ("city",), "")
    city, source = reader.shelves.city(settings.city, reader.problems, asked)
    reader.sources[source.name] = source
    return city


def _logo(reader: _Folder, settings: Settings) -> bytes:
    """The bytes of the picture that programme.yaml names, told there where it is missing (P002), too large (P003), a link (P004) or no picture (P093)."""
    name, source, path = settings.look.logo, reader.sources["programme.yaml"], ("look", "logo")
    if name is None:
        return b""
    if any((reader.path / parent).is_symlink() for parent in Path(name).parents if parent.name):
        reader.problems.append(source.problem("P004", path, f"The folder of {name} is a link.", "Put a copy of the picture here."))
        return b""
    mine: list[Problem] = []
    data = reader.shelves.files.data(reader.path / name, name, mine, largest=PICTURE_LARGEST, required=True)
    hint = "Put the picture into this folder, or leave `logo` blank."
    reader.problems += [source.problem(problem.code, path, problem.message, hint) for problem in mine]
    wrong = what_is_wrong(data) if data is not None else ""
    if wrong:
        reader.problems.append(source.problem("P093", path, f"{name} cannot be printed: {wrong}", "Save it as a PNG, or as a plain SVG."))
    return data or b"" if not wrong else b""


def _holidays(reader: _Folder, city: City) -> tuple[Holiday, ...]:
    file = reader.shelves.holidays(city.holidays, reader.problems) if city.holidays else None
    return file.days if file else ()


def _term(reader: _Folder, settings: Settings, city: City) -> Term | None:
    if settings.term is None:
        return None
    wanted = settings.term.casefold()
    term = next((term for term in city.terms if wanted in (term.name.casefold(), term.short)), None)
    if term is None:
        source = reader.sources["programme.yaml"]
        hint = nearest(settings.term, [term.name for term in city.terms]) or "Give `start` instead."
        reader.problems.append(source.problem("P037", ("term",), f"{city.name} has no term “{settings.term}”.", hint))
    return term


def _cohorts(reader: _Folder, settings: Settings, city: City, file: CohortFile | None) -> tuple[Cohort, ...]:
    entries = file.cohorts if file and file.cohorts else {"a": CohortEntry()}
    shares = _shares(settings.people, len(entries))
    return tuple(_cohort(reader, key, entry, settings, city, share) for (key, entry), share in zip(entries.items(), shares, strict=True))


def _cohort(reader: _Folder, key: str, entry: CohortEntry, settings: Settings, city: City, expected: int) -> Cohort:
    asked = entry.zone or settings.zone or city.zone or "UTC"
    zone = _known_zone(reader, "cohorts.yaml" if entry.zone else "programme.yaml", ("cohorts", key, "zone") if entry.zone else ("zone",), asked)
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


def _known_zone(reader: _Folder, file: str, path: tuple[str, ...], zone: str) -> str:
    """The zone, or UTC after telling that nobody knows it (P029), so that the rest can still be checked."""
    from zoneinfo import available_timezones

    if zone in available_timezones() and ("/" in zone or zone in ("UTC", "GMT")):
        return zone
    problem = reader.sources[file].problem("P029", path, f"“{zone}” is not a time zone.", nearest(zone, available_timezones()))
    if problem not in reader.problems:
        reader.problems.append(problem)
    return "UTC"


def _shares(people: int, cohorts: int) -> list[int]:
    """`people` dealt to so many cohorts as evenly as can be, the first ones one more."""
    each, rest = divmod(people, cohorts)
    return [each + (index < rest) for index in range(cohorts)]


def default_keys(count: int) -> list[str]:
    """Keys for so many cohorts: a … z, then aa, ab, …, zz, aaa, …; the names that a key cannot have are left out."""
    words = ("".join(letters) for length in itertools.count(1) for letters in itertools.product(string.ascii_lowercase, repeat=length))
    return list(itertools.islice((word for word in words if word not in RESERVED_NAMES), count))
