"""`cohorts.yaml` as it is written; `Cohort` is what becomes of an entry."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from toolkit.model.fields import (
    ColumnWords,
    Id,
    Key,
    Mode,
    Optional,
    OptionalText,
    PersonId,
    Reading,
    Record,
    SecondRole,
    Times,
    Turns,
    Weekdays,
)

MOST_MEMBERS = 1000


class CohortEntry(Record):
    """A cohort as written; what it leaves out it takes from programme.yaml."""

    label: str | None = None
    mode: Mode | None = None
    reading: Reading | None = None
    zone: OptionalText = None
    day: Weekdays | None = None
    time: Times | None = None
    turns: Turns = ()
    minutes: Annotated[int, Field(ge=15, le=600)] | None = None
    room: Annotated[Id | None, Optional] = None
    link: OptionalText = None
    facilitators: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()
    mentor: Annotated[PersonId | None, Optional] = None
    members: Annotated[tuple[PersonId, ...], Field(max_length=MOST_MEMBERS)] = ()
    track: str | None = None
    level: str | None = None


class CohortFile(Record):
    """`cohorts.yaml`. Of those who have the same in a column of participants.csv, or one value of it
    (`COLUMN=VALUE`), none is the only one in a cohort (`not_alone`), or they are spread over cohorts (`spread`). Each
    cohort needs somebody of the `second_role` beside its facilitator."""

    not_alone: ColumnWords = ()
    spread: ColumnWords = ()
    second_role: Annotated[SecondRole | None, Optional] = None
    cohorts: dict[Key, CohortEntry] = Field(default_factory=dict)
