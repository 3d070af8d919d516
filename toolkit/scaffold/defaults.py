"""What `programme new` proposes where nobody said: the next term, a key, a mode, and the days and times of a
template."""

from __future__ import annotations

import datetime

from toolkit.model.availability import DAY
from toolkit.model.curriculum import Curriculum
from toolkit.model.fields import DAYS, Mode, Reading
from toolkit.model.place import City, Term
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml
from toolkit.scaffold.inspect import Template

LONGEST_KEY = 40


def read_curriculum(template: Template) -> Curriculum:
    """The curriculum of a template. Raises ProblemsFound."""
    problems: list[Problem] = []
    name = "curriculum.yaml"
    data, source = read_yaml(template.files[name].decode("utf-8-sig"), name, problems=problems)
    curriculum = None if problems else read_record(Curriculum, data, source=source, problems=problems)
    if curriculum is None:
        raise ProblemsFound(problems)
    return curriculum


def next_term(city: City, today: datetime.date) -> Term | None:
    """The city's first term that has not begun; None where it has no table, or one that is not for everybody there."""
    ahead = [term for term in city.terms if term.first_day >= today and not city.ask_start]
    return min(ahead, key=lambda term: term.first_day, default=None)


def next_start(today: datetime.date) -> datetime.date:
    """A start to propose where there is no term: the Monday after two weeks of preparation."""
    soon = today + 14 * DAY
    return soon + DAY * (-soon.weekday() % 7)


def programme_key(city: str, template: str, *, when: str) -> str:
    """The programme's key, such as oxford-engineering-ht27; `when` is a term's short name or a date. At most 40
    characters."""
    room = LONGEST_KEY - len(f"{city}--{when}")
    return "-".join(part for part in (city, template[: max(room, 0)].strip("-"), when) if part)[:LONGEST_KEY].strip("-")


def default_mode(curriculum: Curriculum, city: City) -> Mode:
    """Peer-led, on a screen where the place has no zone of its own; the curriculum's first mode where it has no such
    evening."""
    wanted: Mode = "in-person-peer" if city.zone else "online-peer"
    return wanted if wanted in curriculum.modes else curriculum.modes[0]


def default_reading(curriculum: Curriculum) -> Reading:
    """Before the meeting, unless the curriculum only has it inside."""
    return "before" if "before" in curriculum.readings else curriculum.readings[0]


def days_from(curriculum: Curriculum, first: str) -> list[str]:
    """The template's days moved so that they begin with `first`."""
    shift = DAYS.index(first) - DAYS.index(curriculum.day[0])
    return [DAYS[(DAYS.index(day) + shift) % 7] for day in curriculum.day]


def times_from(curriculum: Curriculum, first: datetime.time) -> list[datetime.time]:
    """The template's times of day moved so that they begin at `first`."""
    start = _minutes(curriculum.time[0])
    moved = [_minutes(first) + _minutes(time) - start for time in curriculum.time]
    return [datetime.time(minutes // 60 % 24, minutes % 60) for minutes in moved]


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute
