"""A programme folder into one `Programme`, with every problem found on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.model.changes import ALL, Change, ChangeFile, Shifting, change_of
from toolkit.model.cohort_file import CohortFile
from toolkit.model.curriculum import Curriculum
from toolkit.model.people import Attendance, Facilitator, Participant, People, Room
from toolkit.model.place import City, HolidayFile, Term
from toolkit.model.programme import MOST_COHORTS, MOST_MEETINGS, MOST_SESSIONS, MOST_STEPS, Programme, Settings
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import PICTURE_LARGEST, TABLE_LARGEST
from toolkit.reading.folder_cohorts import read_cohorts
from toolkit.reading.folder_content import read_resources, read_sessions
from toolkit.reading.folder_reader import CORE, NO_CITY, Folder
from toolkit.reading.own.formed import read_formed, read_used_keys
from toolkit.reading.own.published import read_mailings, read_publication, read_publishes
from toolkit.reading.people_tables import (
    heading,
    loses_rows,
    read_attendance,
    read_facilitators,
    read_participants,
    read_rooms,
)
from toolkit.reading.pictures import what_is_wrong
from toolkit.reading.records import nearest, nearest_word
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import Data
from toolkit.reading.zones import known_zone

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
    programme, whole, problems = read_partly(folder, shelves)
    return (without_unsure(programme) if programme and whole else None), problems


def without_unsure(programme: Programme) -> Programme:
    """The programme without the sessions that could not be read to the end."""
    return replace(
        programme, sessions=tuple(session for session in programme.sessions if session.file not in programme.unsure)
    )


def read_partly(folder: Path, shelves: Shelves) -> tuple[Programme | None, bool, list[Problem]]:
    """The programme, whether it can be planned with, and every problem of its files.

    Where a file that all depends on is wrong, the programme holds what could be read of it and stand-ins for the rest:
    only for finding what else is wrong, so that one mistake never hides another. None for a folder without a programme.
    """
    reader = Folder(folder, shelves)
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
    settings = _settings(reader, curriculum)
    sessions = read_sessions(reader, curriculum)
    resources = read_resources(reader, sessions)
    changes = reader.record(ChangeFile, "changes.yaml")
    cohort_file = reader.record(CohortFile, "cohorts.yaml", stand_ins={"cohorts": {}}) or CohortFile()
    people = _people(reader, columns=_columns(cohort_file))
    city = _city(reader, settings)
    holidays = _holidays(reader, city)
    guides, pathways = shelves.guides(reader.problems), shelves.pathways(reader.problems)
    publishes = read_publishes(folder, shelves.files, problems=reader.problems)
    cohorts = read_cohorts(reader, settings, city=city, file=cohort_file)
    programme = Programme(
        settings=settings,
        city=city,
        term=_term(reader, settings, city=city),
        holidays=holidays.days if holidays else (),
        holiday_years=holidays.years if holidays else (),
        curriculum=curriculum,
        sessions=sessions,
        resources=resources,
        cohorts=cohorts,
        changes=tuple(change_of(entry) for entry in changes.changes) if changes else (),
        people=people,
        not_alone=cohort_file.not_alone,
        spread=cohort_file.spread,
        second_role=cohort_file.second_role,
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
    """What a change costs for one cohort: a look at each session, and with a skip, a shift or a double all its slots
    anew."""
    return sessions + (100 + 10 * sessions) * isinstance(change, Shifting)


def _settings(reader: Folder, curriculum: Curriculum) -> Settings:
    """The settings, as far as they can be had, with a zone that is known."""
    settings = reader.record(Settings, "programme.yaml", required=True, stand_ins=_settings_for(curriculum))
    assert settings is not None
    zone = known_zone(settings.zone, reader.sources["programme.yaml"], path=("zone",), problems=reader.problems)
    return settings.model_copy(update={"zone": zone})


def _settings_for(curriculum: Curriculum) -> dict[str, Data]:
    """What stands in for settings that cannot be read."""
    return {
        "key": "programme",
        "title": "",
        "city": NO_CITY.key,
        "day": "mon",
        "time": "00:00",
        "mode": curriculum.modes[0],
    }


def _columns(file: CohortFile) -> tuple[str, ...]:
    """The headings of the columns by which cohorts.yaml asks for company."""
    return tuple(dict.fromkeys(heading(word.partition("=")[0]) for word in (*file.not_alone, *file.spread)))


def _people(reader: Folder, *, columns: tuple[str, ...]) -> People:
    def read(name: str, how: Callable[[str, str, list[Problem]], tuple[Any, SourceFile]]) -> Any:
        path, mine = f"people/{name}.csv", list[Problem]()
        text = reader.shelves.files.text(reader.path / path, path, problems=mine, largest=TABLE_LARGEST)
        found, source = how(text or "", path, mine)
        if text is not None:
            reader.sources[path] = source
        if loses_rows(mine):
            reader.unread.add(path)
        reader.problems.extend(mine)
        return found

    participants: dict[str, Participant] = read("participants", partial(read_participants, columns=columns))
    facilitators: dict[str, Facilitator] = read("facilitators", read_facilitators)
    rooms: dict[str, Room] = read("rooms", read_rooms)
    attendance: tuple[Attendance, ...] = read("attendance", read_attendance)
    return People(participants, facilitators, rooms, attendance)


def _city(reader: Folder, settings: Settings) -> City:
    """The city; the nearest one, or a stand-in, where it cannot be had."""
    settings_source = reader.sources["programme.yaml"]
    if ("city",) not in settings_source.places:
        return NO_CITY
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
    return (reader.shelves.city(meant, [])[0] if meant else None) or NO_CITY


def _logo(reader: Folder, settings: Settings) -> bytes:
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


def _holidays(reader: Folder, city: City) -> HolidayFile | None:
    return reader.shelves.holidays(city.holidays, reader.problems) if city.holidays else None


def _term(reader: Folder, settings: Settings, *, city: City) -> Term | None:
    if settings.term is None or city is NO_CITY:
        return None
    wanted = settings.term.casefold()
    term = next((term for term in city.terms if wanted in (term.name.casefold(), term.short)), None)
    if term is None:
        source = reader.sources["programme.yaml"]
        hint = nearest(settings.term, [term.name for term in city.terms]) or "Give `start` instead."
        reader.problems.append(source.problem("P037", ("term",), f"{city.name} has no term “{settings.term}”.", hint))
    return term
