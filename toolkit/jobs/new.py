"""A new programme: the answers to its questions, from what somebody typed, and the files that follow from them.

WrongUsage for a text that cannot be read.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from toolkit.jobs.job import job
from toolkit.jobs.typed import choice
from toolkit.keeping.folder import create_folder
from toolkit.keeping.journal import locked
from toolkit.keeping.writing import write_files
from toolkit.model.curriculum import Curriculum
from toolkit.model.fields import DAYS, read_date, read_day, read_time
from toolkit.model.place import City, Term
from toolkit.model.programme import Settings
from toolkit.planning.slots import trimmed
from toolkit.problems import Problem, ProblemsFound, SourceFile, WouldOverwrite, WrongUsage, named
from toolkit.reading.records import nearest_and_all, read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.typed_dates import read_full_date
from toolkit.reading.zones import is_zone, why_no_zone
from toolkit.scaffold import defaults
from toolkit.scaffold.compare import Planned, compare, other_answers
from toolkit.scaffold.create import DraftProgramme, answers_of, make_draft
from toolkit.scaffold.fetch import fetch_template
from toolkit.scaffold.fits import FITS, FitChoice, fit_choices
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.new_city import NewCity, city_files, years_from

LONGEST_TEXT = 200
_DATE = re.compile(r"(?i)(?:[a-z]+\.?,? +)?(?:\d{1,2}(?:st|nd|rd|th)?[ ./]|[a-z]{3,9}\.? \d{1,2}\b)")
"""How a date begins that is not written year-month-day; a term is looked for first."""

MOST_PEOPLE = 100_000
"""People who may be expected; a list of them has fewer."""

HALF_A_YEAR = datetime.timedelta(weeks=26)
"""The next day of a name is the one that is nearest to half a year from today."""


@dataclass(frozen=True)
class Chosen:
    """The template, the city (and what is made of it, where no shelf has it) and the settings that came out."""

    template: Template
    city: City
    settings: Settings
    made: NewCity | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose public holidays are listed of a city that is made."""
        start = self.settings.start
        return years_from(start.year) if start else ()

    @property
    def answers(self) -> dict[str, str]:
        """Every answer as a text; blank where there is none."""
        return {name: str(value) for name, value in answers_of(self.settings).items()}


@job
def find_template(name: str, shelves: Shelves, *, checkout: str, directory: str) -> Template:
    """A template: a name on a shelf, a folder, or a git address with its branch or tag and the folder inside it."""
    return fetch_template(name, shelves, checkout=checkout, directory=directory)


def left_out(drafted: DraftProgramme) -> list[str]:
    """Titles of the sessions that a term which is too short has no room for."""
    return [session.head.title for session in trimmed(drafted.plan.programme)]


def ways_to_fit(drafted: DraftProgramme) -> tuple[FitChoice, ...]:
    """The ways to fit the sessions into a term that is too short, to choose among; nothing where all of them fit."""
    return fit_choices(drafted.plan.programme)


def read_fit(word: str) -> str:
    """One of the ways to fit."""
    return choice(word, FITS, kind="a way to fit")


@job
def draft(
    template: Template,
    settings: Settings,
    *,
    shelves: Shelves,
    today: datetime.date,
    made: NewCity | None = None,
    years: Sequence[int] = (),
) -> DraftProgramme:
    """The files of a new programme, its plan and its problems; nothing is written. `made` is a city that no shelf
    has, `years` those whose public holidays are written down beside it."""
    beside = city_files(made, years) if made else None
    return make_draft(template, settings, shelves=shelves, today=today, beside=beside)


@job
def draft_chosen(
    chosen: Chosen, *, fit: str | None, shelves: Shelves, today: datetime.date
) -> tuple[Chosen, DraftProgramme]:
    """The draft of what was chosen, with this way to fit or else the city's own; and what was chosen with that."""
    settings = chosen.settings.model_copy(update={"fit": fit or chosen.city.fit})
    made, years = chosen.made, chosen.years
    return replace(chosen, settings=settings), draft(
        chosen.template, settings, shelves=shelves, today=today, made=made, years=years
    )


@job
def planned_files(
    root: Path, drafted: DraftProgramme, *, made: Template, settings: Settings, called: str
) -> tuple[Planned, ...]:
    """What would become of each file in a folder that is `called` so. WouldOverwrite for a place that is no folder, and
    for a folder that was made from another template or with other answers."""
    if root.exists() and not root.is_dir():
        raise WouldOverwrite(f"{called} is a file. Nothing was written; name another folder with {named('into')}.")
    if differences := other_answers(root, made, answers=answers_of(settings)):
        told = f"{called} was made with other answers ({'; '.join(differences)})."
        raise WouldOverwrite(f"{told} Edit its programme.yaml, or name another folder with {named('into')}.")
    return compare(root, drafted.files)


@job
def write_new(root: Path, planned: Sequence[Planned], *, called: str) -> None:
    """Write what is to be created: a new folder as a whole, an old one file by file. WouldOverwrite where something is
    in the way."""
    blocked = [each.path for each in planned if each.state == "conflict"]
    if blocked:
        raise WouldOverwrite(
            f"{called} holds other files already: {', '.join(blocked[:5])}. Nothing was written; name another folder"
            f" with {named('into')}."
        )
    files = {each.path: each.data for each in planned if each.state == "create"}
    if not root.exists() or not any(root.iterdir()):
        create_folder(root, files)
    elif files:
        with locked(root):
            write_files(root, files)


def read_settings(plain: dict[str, Any]) -> Settings:
    """The settings of a new programme from plain values. WrongUsage with everything that is wrong with them."""
    problems: list[Problem] = []
    settings = read_record(Settings, plain, source=SourceFile("the answers"), problems=problems)
    if settings is None:
        raise WrongUsage(
            " ".join(f"{named(problem.where)}: {problem.message} {problem.hint}".rstrip() for problem in problems)
        )
    return settings


def has_sure_term(city: City, today: datetime.date) -> bool:
    """Whether the next term of a city has dates that somebody confirmed or at least announced."""
    term = defaults.next_term(city, today)
    return term is not None and term.status != "unconfirmed"


@job
def load_city(shelves: Shelves, key: str) -> City:
    """A city of the shelves by its key. ProblemsFound where it cannot be read, or holds a mistake."""
    problems: list[Problem] = []
    city, _ = shelves.city(key, problems)
    if city is None or problems:
        raise ProblemsFound(problems)
    return city


@job
def read_zone(word: str) -> str:
    """A time zone by its name, such as Europe/London."""
    if not is_zone(word):
        raise WrongUsage(" ".join(why_no_zone(word)))
    return word


def term_or_start(city: City, ahead: list[Term], *, word: str, today: datetime.date) -> tuple[Term | None, str]:
    """A term of a city, by name or by number (from 1) among those `ahead`; or a start, blank where a term is meant."""
    if word.isdecimal() and 0 < int(word) <= len(ahead):
        return ahead[int(word) - 1], ""
    if not _terms_called(city, word) and (word[:4].isdecimal() or not city.terms or _DATE.match(word.strip())):
        return None, read_start(word, today=today)
    return find_term(city, word), ""


def find_term(city: City, word: str) -> Term:
    """A term of a city by its name or its short name; case does not count."""
    term = next(iter(_terms_called(city, word)), None)
    if term is None:
        hint = (
            nearest_and_all(word, [term.name for term in city.terms])
            if city.terms
            else f"It has no terms: give {named('start')} instead."
        )
        raise WrongUsage(f"{city.name} has no term “{word}” (P037). {hint}")
    return term


def _terms_called(city: City, word: str) -> list[Term]:
    wanted = word.strip().casefold()
    return [term for term in city.terms if wanted in (term.name.casefold(), term.short)]


def read_start(word: str, *, today: datetime.date) -> str:
    """A date, however it is written, as it stands in programme.yaml. Without a year it is the next such day."""
    if not _DATE.match(word.strip()):
        return str(_said(read_date, word))
    try:
        return str(_said(read_date, str(read_full_date(word, near=today + HALF_A_YEAR))))
    except ValueError as error:
        raise WrongUsage(f"“{word}”: {error}") from None


def read_day_and_time(text: str) -> tuple[str, str]:
    """Day and time from one line as people say it (`tue 18:30`, `Tuesdays at 7pm`), both looked at at once."""
    day, _, said = text.strip().replace(" at ", " ").partition(" ")
    day = day[:-1] if day.casefold().endswith("days") else day
    if not said:
        raise WrongUsage("Write the day and the time, like tue 18:30 or Tuesday 7pm.")
    time = ",".join(_on_a_clock(part) for part in said.split(","))
    read_days(day), _read_times(time)
    return day, time


def _on_a_clock(word: str) -> str:
    """`7pm` and `7.30 pm` as 19:00 and 19:30; anything else as it stands."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?", word.strip().casefold())
    if not found or not 1 <= int(found[1]) <= 12:
        return word
    return f"{int(found[1]) % 12 + 12 * (found[3] == 'p')}:{found[2] or '00'}"


def read_days(text: str) -> list[str]:
    """Days of the week between commas, `mon` to `sun`."""
    return [choice(str(read_day(word)), DAYS, kind="a day of the week") for word in text.split(",")]


def _read_times(text: str) -> list[datetime.time]:
    return [_said(read_time, _on_a_clock(word)) for word in text.split(",")]


def times_for(curriculum: Curriculum | None, text: str) -> list[datetime.time]:
    """Times of day between commas, the first none later than a curriculum can begin."""
    times = _read_times(text)
    if curriculum and curriculum.latest_time and times[0] > curriculum.latest_time:
        raise WrongUsage(f"{times[0]:%H:%M} is later than this template can begin ({curriculum.latest_time:%H:%M}).")
    return times


def _said(read: Callable[[object], Any], word: str) -> Any:
    """A value of a field; what pydantic would say becomes WrongUsage with our own sentence."""
    try:
        return read(word.strip())
    except PydanticCustomError as error:
        raise WrongUsage(f"{error.message()} ({error.type})") from None


def number_up_to(most: int) -> Callable[[str], int]:
    """What reads a whole number from 1 to `most`."""

    def read(word: str) -> int:
        if not word.isdecimal() or not 1 <= int(word[:9]) <= most:
            raise WrongUsage(f"“{word}” must be a whole number from 1 to {most} (P026).")
        return int(word)

    return read


def read_line(flag: str, text: str | None) -> str:
    """Words that go onto pages: one line of any letters."""
    words = unicodedata.normalize("NFC", text or "").strip()
    if len(words) > LONGEST_TEXT or any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in words):
        raise WrongUsage(f"{flag} must be one line of at most {LONGEST_TEXT} characters (P027).".lstrip())
    return words
