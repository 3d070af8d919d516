"""Where a programme runs: cities with their zone, terms, holidays and closed periods."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.fields import Date, DateStatus, Fit, Key, Optional, Record, Weekday


class Term(Record):
    """A dated term; both days belong to it. Weeks begin on `first_weekday` and are counted from the first day."""

    name: str
    short: Key
    first_day: Date
    last_day: Date
    first_weekday: Weekday = "mon"
    week_name: str = "week"
    status: DateStatus
    source: str
    checked: Date | None = None


class Closed(Record):
    """A period in which nothing meets; both days belong to it."""

    name: str
    from_: Annotated[Date, Field(alias="from")]
    to: Date
    status: DateStatus = "confirmed"
    source: str | None = None


class Holiday(Record):
    """One public holiday."""

    date: Date
    name: str


class HolidayFile(Record):
    """`cities/holidays/<region>.yaml`. `years` are those of which every day is listed; without them the list is known
    to hold up to its last day."""

    key: Key
    name: str
    source: str
    checked: Date | None = None
    years: Annotated[tuple[int, ...], Field(max_length=200)] = ()
    days: Annotated[tuple[Holiday, ...], Field(max_length=2000)]


class Venue(Record):
    """An example of a place to meet; never chosen by itself."""

    name: str
    note: str


class City(Record):
    """`cities/<key>.yaml`. `zone` is absent where the organiser must name it (online programmes).

    `fit`: what `new` proposes where a term is too short. `ask_start`: no one table of terms holds for the place, so a
    programme needs a start or a term that somebody named.
    """

    key: Key
    name: str
    zone: Annotated[str | None, Optional] = None
    paper: Literal["a4", "letter"] = "a4"
    language: str = "en-GB"
    clock: Literal[12, 24] = 24
    week_starts: Weekday = "mon"
    holidays: Key | None = None
    terms: Annotated[tuple[Term, ...], Field(max_length=500)] = ()
    fit: Fit = "past"
    ask_start: bool = False
    closed: Annotated[tuple[Closed, ...], Field(max_length=500)] = ()
    venues: tuple[Venue, ...] = ()
    note: str | None = None
