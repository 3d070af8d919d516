"""Days and times of day as people type them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import click


class Day(click.ParamType[datetime.date]):
    """A date as people type it, 2027-02-18."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> datetime.date:
        """The date, or a sentence about what is wrong."""
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write year-month-day, like 2027-02-18.", parameter, context)


class DateAndTime(click.ParamType[tuple[datetime.date | None, datetime.time | None]]):
    """A date, a time of day or both: `2027-02-18`, `18:30`, `2027-02-18 18:30`; as a pair, None for what was not
    given."""

    name = "moment"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[datetime.date | None, datetime.time | None]:
        """The pair, or a sentence about what is wrong."""
        match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})?[T ]*(\d{1,2}[:.]\d{2})?", value.strip())
        try:
            date = datetime.date.fromisoformat(match[1]) if match and match[1] else None
            time = datetime.time.fromisoformat(match[2].replace(".", ":").zfill(5)) if match and match[2] else None
        except ValueError:
            date = time = None
        if date is None and time is None:
            self.fail(f"“{value}” is not a date and time. Write them like 2027-02-18 18:30.", parameter, context)
        return date, time
