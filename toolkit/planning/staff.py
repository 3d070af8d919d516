"""Whoever runs cohorts, as the solver knows them: facilitators, and those of the second role."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.grouping.problem import Leader
from toolkit.model.availability import WEEK_MINUTES, Availability
from toolkit.model.people import Facilitator
from toolkit.model.programme import Programme
from toolkit.planning.streams import Streams
from toolkit.reading.availability import read_availability
from toolkit.reading.zones import is_zone

WHOLE_WEEK = ((0, WEEK_MINUTES),)


@dataclass(frozen=True)
class Staff:
    """Who runs the cohorts of a programme, by the streams that people ask for, the home zone and the minutes of a
    meeting. What is unclear or missing goes into `notes`."""

    programme: Programme
    streams: Streams
    zone: str
    minutes: int
    notes: list[str]

    def leaders(self, *, named: bool) -> tuple[Leader, ...]:
        """Whoever facilitates, with `named` whoever a cohort says runs it, too, but for those of the second role;
        nobody yet where nobody is listed."""
        ids = {id for cohort in self.programme.cohorts for id in cohort.facilitators} if named else set[str]()
        listed = self.programme.people.facilitators.values()
        some = tuple(one for one in listed if one.role == "facilitator")
        more = tuple(one for one in listed if one.id in ids and one.role not in ("facilitator", self._second))
        found = tuple(map(self._leader, (*some, *more)))
        if some:
            return found
        self.notes.append("people/facilitators.csv names no facilitator: cohorts are formed without one.")
        return (Leader("", self.zone, WHOLE_WEEK, self.streams.all), *found)

    def seconds(self) -> tuple[Leader, ...]:
        """Whoever has the second role, where cohorts.yaml asks for one."""
        found = [one for one in self.programme.people.facilitators.values() if one.role == self._second]
        if self._second and not found:
            role = self._second
            self.notes.append(f"Nobody in people/facilitators.csv has the role “{role}”: no cohort can be formed.")
        return tuple(map(self._leader, found))

    @property
    def _second(self) -> str | None:
        return self.programme.second_role

    def _leader(self, one: Facilitator) -> Leader:
        free, minutes = read_times(one.available, one.id, notes=self.notes), self.minutes
        if not one.available.strip():
            self.notes.append(f"{one.id} gives no times and gets no cohort.")
        week = None if one.hours_per_week is None else int(one.hours_per_week * 60 + 1e-6)
        if week is not None and week < minutes:
            self.notes.append(f"{one.id} gets no cohort: hours_per_week is less than one meeting of {minutes} minutes.")
        zone = first_known(one.timezone, free.zone, self.zone)
        return Leader(one.id, zone, free.stretches, self.streams.led_by(one), one.max_cohorts, one.roams, week)


def first_known(*zones: str | None) -> str:
    """The first of these that is a time zone; `check` tells of the others."""
    return next(zone for zone in zones if zone and is_zone(zone))


def read_times(text: str, id: str, *, notes: list[str]) -> Availability:
    """The times that a text offers; what is unclear in it is told with the `id` of whose it is."""
    found = read_availability(text)
    notes += [f"{id}: {sentence}" for sentence in found.problems]
    return found
