"""Days and times of day as people type them. What is not written year-month-day is read back in words."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from toolkit.commands._shared import Context


class DayType(click.ParamType[datetime.date]):
    """A date as people type it: 2027-02-18, 18/02/2027, "Thu 18 Feb", tomorrow."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> datetime.date:
        """The date, or a sentence about what is wrong."""
        try:
            return _date(value, context)
        except ValueError as error:
            hint = f"{_said(error)}Write year-month-day, like 2027-02-18, or a day like “Thu 18 Feb”."
            self.fail(f"“{value}” is not a date. {hint}", parameter, context)


class DateAndTime(click.ParamType[tuple[datetime.date | None, datetime.time | None]]):
    """A date, a time of day or both: `2027-02-18`, `18:30`, `2027-02-18 18:30`, `Thu 18 Feb 7pm`; as a pair, None for
    what was not given."""

    name = "moment"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[datetime.date | None, datetime.time | None]:
        """The pair, or a sentence about what is wrong."""
        from toolkit.reading.typed_dates import split_time

        try:
            day, time = split_time(value)
            date = _date(day, context) if day or time is None else None
        except ValueError as error:
            hint = f"{_said(error)}Write them like 2027-02-18 18:30, or “Thu 18 Feb 18:30”."
            self.fail(f"“{value}” is not a date and time. {hint}", parameter, context)
        return date, time


def _said(error: ValueError) -> str:
    """What is wrong, where it is said in our words."""
    return f"{error} " if str(error).endswith(".") else ""


def _date(text: str, click_context: click.Context | None) -> datetime.date:
    """The day; read back in words unless it is written year-month-day. ValueError as `read_typed_date`."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.date.fromisoformat(text)
    from toolkit.reading.typed_dates import read_typed_date
    from toolkit.words.filters import date_words

    context = _context(click_context)
    language = _language(context)
    found = read_typed_date(text, today=context.today, month_first=language == "en-US")
    context.say(f"“{text}” is {date_words(found, language)}.")
    return found


def _context(click_context: click.Context | None) -> Context:
    """The context with what was given so far: a date may stand before the verb's other options."""
    from toolkit.commands._shared import Context, take

    known = click_context.find_object(Context) if click_context else None
    context = replace(known) if known else Context()
    values = click_context.params if click_context else {}
    given = {name: values.get(name) for name in ("folder", "shelf", "now", "quiet", "verbose", "no_color", "no_input")}
    known_kinds = (str, tuple, bool, datetime.datetime)  # what is not given yet has a mark of the library's own
    take(context, {name: value if isinstance(value, known_kinds) else None for name, value in given.items()})
    return context


def _language(context: Context) -> str:
    """The language of the city, which says how dates are written there; as far as the folder can be read."""
    from toolkit.reading.programme_folder import try_programme

    folder = context.programme_folder()
    programme, _ = try_programme(folder, context.open_shelves(folder))
    return programme.city.language if programme else "en-GB"
