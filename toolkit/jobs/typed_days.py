"""Days and times of day as people type them, as values. Whatever is not written year-month-day is to be read back."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from toolkit.jobs.job import job
from toolkit.planning.slots import start_date
from toolkit.reading import typed_dates
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelves


def split_typed_time(text: str) -> tuple[str, datetime.time | None]:
    """A text without the time of day at its end, and that time. ValueError for a time that no day has."""
    return typed_dates.split_time(text)


def is_unmistakable(text: str) -> bool:
    """Whether a day is written year-month-day."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def read_typed_day(text: str, *, today: datetime.date, language: str) -> datetime.date:
    """The day that is meant, as people write it in a language. ValueError, in words, for what is no date."""
    return typed_dates.read_typed_date(text, today=today, month_first=language == "en-US")


def read_full_day(text: str, *, near: datetime.date) -> datetime.date:
    """The day that a text names, without its year the one nearest to `near`. ValueError, in words, for anything else,
    and where day and month may change places."""
    return typed_dates.read_full_date(text, near=near)


@job
def start_of(folder: Path, shelves: Shelves) -> datetime.date | None:
    """The first day of a programme, to which a day without a year is near; as far as the folder can be read."""
    programme, _ = try_programme(folder, shelves)
    return start_date(programme) if programme else None


@job
def language_of(folder: Path, shelves: Shelves) -> str:
    """The language of a programme's city, which says how dates are written there; as far as the folder can be read."""
    programme, _ = try_programme(folder, shelves)
    return programme.city.language if programme else "en-GB"
