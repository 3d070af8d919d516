"""The kinds of value that people write: dates, times, days of the week, keys. Each refuses with a code and a sentence
of ours."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from toolkit.model.availability import DAY_NAMES

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)
Mode = Literal["in-person-mentored", "online-mentored", "in-person-peer", "online-peer", "solo"]
MODES: tuple[Mode, ...] = get_args(Mode)
Reading = Literal["before", "inside"]
Fit = Literal["double", "trim", "early", "past"]
Basis = Literal["stated", "counted", "tried", "estimate"]
MeetingKey = tuple[str, str]
"""Cohort key and session key: the identity of a meeting, whatever its date."""

DateStatus = Literal["confirmed", "provisional", "unconfirmed"]

RESERVED_NAMES = {"all", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Keys that mean something already (`all` cohorts) or that Windows cannot have as a file name."""


class Record(BaseModel):
    """What a file may hold: frozen, and nothing beside the named keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, coerce_numbers_to_str=True, populate_by_name=True
    )


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a date may lie in: arithmetic on others leaves the calendar that computers have."""


def read_date(value: object) -> datetime.date:
    """A date written as 2027-01-19; refuses dates that do not exist or lie far from our time (P024)."""
    if isinstance(value, datetime.date):
        return value
    text = str(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise PydanticCustomError(
            "P024", "“{text}” is not a date. Write year-month-day, like 2027-01-19.", {"text": text}
        )
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("P024", "{text} does not exist in the calendar.", {"text": text}) from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        message = "{text} lies too far from our time; write a year from {earliest} to {latest}."
        raise PydanticCustomError("P024", message, {"text": text, "earliest": FIRST_YEAR, "latest": LAST_YEAR})
    return date


def check_moment(value: datetime.datetime) -> datetime.datetime:
    """A moment of our time (P024)."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise PydanticCustomError("P024", "{text} lies too far from our time.", {"text": str(value)})
    return value


@cache
def _all_zones() -> frozenset[str]:
    """Every time zone that the machine knows, looked up once: it searches folders."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


@cache
def zone_names() -> frozenset[str]:
    """The time zones that people may write: places, whose clocks they follow, and UTC (Etc/UTC) or GMT.

    No others: `EST5EDT` and `Zulu` say no place, and `Etc/GMT+5` is five hours *behind* Greenwich.
    """
    places = (zone for zone in _all_zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return frozenset(("UTC", "Etc/UTC", "GMT", *places))


def forget_zone_names() -> None:
    """Look them up anew: the data were taken from elsewhere until now."""
    _all_zones.cache_clear()
    zone_names.cache_clear()


def check_zone(value: str) -> str:
    """A time zone that our data know (P029), in a record of ours: also one that people may write no more."""
    if value not in _all_zones():
        raise PydanticCustomError("P029", "“{text}” is not a time zone.", {"text": value})
    return value


def read_time(value: object) -> datetime.time:
    """A time of day written as 18:30 (24 hours, whole minutes); P025 otherwise."""
    if isinstance(value, datetime.time):
        return value
    text = str(value)
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise PydanticCustomError("P025", '“{text}” is not a time of day. Write it like "18:30".', {"text": text})
    return datetime.time(int(match[1]), int(match[2]))


_WHOLE_DAYS = {name.lower(): day for name, day in zip(DAY_NAMES, DAYS, strict=True)}


def read_day(value: object) -> object:
    """A day of the week; `Tuesday` and `Tue` mean `tue`. Anything else is left for the choice to refuse."""
    text = str(value).strip().lower()
    return _WHOLE_DAYS.get(text, text)


def read_turn(value: object) -> tuple[str, str]:
    """A day and a time of day written as `Tue 07:00`; P025 where it is no two words."""
    if isinstance(value, tuple):
        return value
    words = str(value).split()
    if len(words) != 2:
        raise PydanticCustomError(
            "P025", '“{text}” is not a day and a time. Write it like "Tue 07:00".', {"text": str(value)}
        )
    return words[0], words[1]


def read_key(value: object) -> str:
    """A key: lower case letters, digits and hyphens, at most 40, no name that a system reserves (P039)."""
    text = str(value)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 40:
        raise PydanticCustomError(
            "P039",
            "“{text}” cannot be a key. Use lower case letters, digits and single hyphens, at most 40.",
            {"text": text},
        )
    if text in RESERVED_NAMES:
        raise PydanticCustomError("P039", "“{text}” cannot be a key: the name is reserved.", {"text": text})
    return text


def folded(text: str) -> str:
    """A word or name for comparing: case and spaces do not count."""
    return " ".join(text.casefold().split())


def read_city(value: object) -> str:
    """The key of a city, also where it is written as its name: `New York` is `new-york`."""
    return read_key(folded(str(value)).replace(" ", "-"))


def read_id(value: object) -> str:
    """An id of a person or room as it stands in a CSV file: letters, digits, hyphen, underscore, at most 40 (P039)."""
    text = str(value)
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,39})", text) or text.lower() in RESERVED_NAMES:
        raise PydanticCustomError(
            "P039",
            "“{text}” cannot be an id. Use letters, digits, hyphens and underscores, at most 40.",
            {"text": text},
        )
    return text


def read_picture_path(value: object) -> object:
    """The way to a picture inside the programme folder, with /; P027 for one that leads out of it or to what is ours or
    private."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return None
    parts = text.split("/")
    own = parts[0].casefold() not in ("people", "out") and not any(part.startswith(".") for part in parts)
    if not own or "" in parts or len(text) > 200 or re.search(r"[\x00-\x1f\x7f\\:]", text):
        raise PydanticCustomError(
            "P027", "“{text}” is not the way to a picture in this folder. Write it like “logo.png”.", {"text": text}
        )
    return text


def one_or_many(value: object) -> object:
    """`tue` and `[tue, thu]` both become a list."""
    return value if isinstance(value, (list, tuple)) else [value]


def blank_is_absent(value: object) -> object:
    """An empty text stands for a value left out: the question was asked and not answered."""
    return None if value is None or (isinstance(value, str) and not value.strip()) else value


_HOST_PART = r"[^\s\x00-\x1f\x7f@<>,;:\"()\[\]\\.]+"
ADDRESS = rf"^[^\s\x00-\x1f\x7f@<>,;:\"()\[\]\\]+@({_HOST_PART}\.)*{_HOST_PART}$"
"""An e-mail address as people write it, in any script: one @, no blanks, none of the signs that mean something in a
mail's head."""


def is_address(text: str) -> bool:
    """Whether mail can be sent to it, as far as one can see."""
    return bool(re.fullmatch(ADDRESS, text))


Date = Annotated[datetime.date, BeforeValidator(read_date), WithJsonSchema({"type": "string", "format": "date"})]
Time = Annotated[
    datetime.time,
    BeforeValidator(read_time),
    PlainSerializer(lambda time: time.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}[:.]\d{2}$", "description": "for example 18:30"}),
]
Weekday = Annotated[Day, BeforeValidator(read_day)]
Key = Annotated[
    str, BeforeValidator(read_key), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
]
CityKey = Annotated[str, BeforeValidator(read_city), WithJsonSchema({"type": "string"})]
Id = Annotated[str, BeforeValidator(read_id), WithJsonSchema({"type": "string"})]
A_PERSON = "the id of a person"
PersonId = Annotated[Id, A_PERSON]
"""The id of a participant, facilitator or mentor; what `forget` cleans follows from it (model/person_ids.py)."""
PicturePath = Annotated[
    str | None,
    BeforeValidator(read_picture_path),
    WithJsonSchema({"type": "string", "description": "for example logo.png"}),
]
Moment = Annotated[datetime.datetime, AfterValidator(check_moment)]
Zone = Annotated[str, AfterValidator(check_zone)]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Weekdays = Annotated[tuple[Weekday, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Times = Annotated[tuple[Time, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Turn = Annotated[
    tuple[Weekday, Time],
    BeforeValidator(read_turn),
    PlainSerializer(lambda turn: f"{turn[0].title()} {turn[1]:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "description": "for example Tue 07:00"}),
]
Turns = Annotated[tuple[Turn, ...], BeforeValidator(one_or_many), Field(max_length=12)]
Optional = BeforeValidator(blank_is_absent)
OptionalText = Annotated[str | None, Optional]


def read_second_role(value: str) -> str:
    """A role of the organiser's own, in small letters; P027 for facilitators and mentors, who have theirs already."""
    role = " ".join(value.lower().split())
    if role in ("facilitator", "mentor"):
        raise PydanticCustomError(
            "P027",
            "“{text}” cannot be the second role: a cohort has a facilitator anyway, and mentors follow its mode. Take a"
            " word of your own, such as co-facilitator, and write it into the role column of people/facilitators.csv"
            " for half of them.",
            {"text": value},
        )
    return role


SecondRole = Annotated[str, Field(max_length=40), AfterValidator(read_second_role)]
"""The word for whoever runs a cohort beside its facilitator."""

ColumnWords = Annotated[
    tuple[Annotated[str, Field(pattern=r"^[^=]*[^=\s][^=]*(=.*\S.*)?$")], ...], Field(max_length=20)
]
"""Columns of a table by their headings, or one value of one: `COLUMN=VALUE`."""
