"""Rules about time zones: newer zone data move a meeting that was printed, or may move one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from toolkit.model.plan import KnownStart, Meeting, Plan
from toolkit.planning.rules.places import gathered, meeting_problem, told
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, SourceFile, YamlPath


def moments(plan: Plan, tzdata: str) -> dict[str, KnownStart]:
    """The moment of every start that the plan has by the zone data of this version, by `wall_time`."""
    return {wall_time(meeting): (_utc(meeting), tzdata) for meeting in plan.meetings}


def wall_time(meeting: Meeting) -> str:
    """Date, wall time and zone of a start: "2027-01-19T18:30 Europe/London"."""
    return f"{meeting.date.isoformat()}T{meeting.time:%H:%M} {meeting.zone}"


def lasting_rules(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P076: the clock changes of each zone follow a lasting rule, and are not announced year by year."""
    for zone in sorted({meeting.zone for meeting in plan.meetings} & facts.passing_zones):
        source, path = _where_named(plan, zone)
        message = f"The clock changes of {zone} follow no lasting rule."
        yield source.problem("P076", path, message, "Build again when tzdata is updated.")


def _where_named(plan: Plan, zone: str) -> tuple[SourceFile, YamlPath]:
    """The file that names a zone, and the place in it: a cohort's, unless it is the programme's own zone."""
    programme = plan.programme
    home = programme.settings.zone or programme.city.zone
    key = next((cohort.key for cohort in programme.cohorts if cohort.zone == zone), None)
    if zone != home and key is not None:
        return programme.source("cohorts.yaml"), ("cohorts", key, "zone")
    return programme.source("programme.yaml"), ("zone",)


def moved_moments(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P079: the wall time of a meeting still to be held stands as it was built, but is another moment by the zone data
    of now."""
    yield from gathered(
        (meeting.zone, problem) for meeting in plan.meetings for problem in _moved(plan, meeting, before=facts.moments)
    )


def _moved(plan: Plan, meeting: Meeting, *, before: Mapping[str, KnownStart]) -> Iterator[Problem]:
    was, by = before.get(wall_time(meeting), (_utc(meeting), ""))
    if not meeting.open or was == _utc(meeting):
        return
    message = (
        f"{told(meeting)} in {meeting.zone} was {_clock(was)} at the last build (tzdata {by}); it is"
        f" {_clock(_utc(meeting))} now."
    )
    hint = "Build again, then send the calendars again and tell whoever lives in another zone."
    yield meeting_problem(plan.programme, meeting, name="time", code="P079", message=message, hint=hint)


def _utc(meeting: Meeting) -> str:
    return meeting.start.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")


def _clock(moment: str) -> str:
    return f"{moment[11:16]} UTC"


RULES = (Rule(lasting_rules, partly=True), Rule(moved_moments, partly=True))
