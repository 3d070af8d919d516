"""Days and times of day as people type them. What is not written year-month-day is read back in words."""

from __future__ import annotations

import datetime
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
        from toolkit.jobs.typed_days import split_typed_time

        try:
            day, time = split_typed_time(value)
            date = _date(day, context) if day or time is None else None
        except ValueError as error:
            hint = f"{_said(error)}Write them like 2027-02-18 18:30, or “Thu 18 Feb 18:30”."
            self.fail(f"“{value}” is not a date and time. {hint}", parameter, context)
        return date, time


def _said(error: ValueError) -> str:
    """What is wrong, where it is said in our words."""
    return f"{error} " if str(error).endswith(".") else ""


def _date(text: str, click_context: click.Context | None) -> datetime.date:
    """The day; read back in words unless it is written year-month-day. ValueError as `read_day`."""
    from toolkit.jobs.typed_days import is_unmistakable, language_of, read_typed_day
    from toolkit.words.filters import date_words

    if is_unmistakable(text):
        return datetime.date.fromisoformat(text)
    if click_context and click_context.resilient_parsing:  # a shell completes the line: nothing is looked up or said
        raise ValueError
    context = _context(click_context)
    folder = context.programme_folder()
    language = language_of(folder, context.open_shelves(folder))
    found = read_typed_day(text, today=context.today, language=language)
    context.say(f"“{text}” is {date_words(found, language)}.")
    return found


def _context(click_context: click.Context | None) -> Context:
    """The context with what was given so far: a date may stand before the verb's other options."""
    from toolkit.commands._shared import Context, take_known

    known = click_context.find_object(Context) if click_context else None
    context = replace(known) if known else Context()
    if click_context:
        take_known(context, click_context)
    return context
