"""Rules about names: the people, rooms, cohorts and sessions that files name are there, and so are the run sheets."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.plan import Plan
from toolkit.planning.rules.places import cohort_problem
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem
from toolkit.reading.records import nearest


def cohorts_name_known_things(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P032, P033: facilitators, mentors, members and rooms in cohorts.yaml stand in people/."""
    people, source = plan.programme.people, plan.programme.source("cohorts.yaml")
    for cohort in plan.programme.cohorts:
        wanted = [
            ("P033", ("room",), cohort.room, list(people.rooms), "people/rooms.csv"),
            ("P032", ("mentor",), cohort.mentor, list(people.facilitators), "people/facilitators.csv"),
            *(
                ("P032", ("facilitators", i), id, list(people.facilitators), "people/facilitators.csv")
                for i, id in enumerate(cohort.facilitators)
            ),
            *(
                ("P032", ("members", i), id, list(people.participants), "people/participants.csv")
                for i, id in enumerate(cohort.members)
            ),
        ]
        for code, path, id, known, file in wanted:
            if id is not None and id not in known and file not in plan.programme.unread:
                yield source.problem(
                    code, ("cohorts", cohort.key, *path), f"“{id}” is not in {file}.", nearest(id, known)
                )


def attendance_names_known_things(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P030, P031, P032: the sessions, cohorts and participants in attendance.csv exist; each unknown name is told
    once."""
    programme, told_already = plan.programme, set()
    participants, source = programme.people.participants, programme.source("people/attendance.csv")
    cohorts = [*(cohort.key for cohort in programme.cohorts), *sorted(programme.ended)]
    sessions = [session.key for session in programme.sessions]
    for row in programme.people.attendance:
        wanted = (
            ("P032", row.id, participants, "is not in people/participants.csv"),
            ("P031", row.cohort, cohorts, "is no cohort of this programme"),
            ("P030", row.session, sessions, "is no session of the curriculum"),
        )
        for code, name, known, why in wanted:
            unread = code == "P032" and "people/participants.csv" in programme.unread
            if name not in known and (code, name) not in told_already and not unread:
                told_already.add((code, name))
                yield source.problem(code, (row.id, row.cohort, row.session), f"“{name}” {why}.", nearest(name, known))


def ways_supported(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P053: the curriculum has run sheets for each cohort's mode and reading, and for a mode that a change asks for."""
    programme, curriculum = plan.programme, plan.programme.curriculum
    modes, readings = (
        f"Choose one of: {', '.join(curriculum.modes)}.",
        f"Choose one of: {', '.join(curriculum.readings)}.",
    )
    for cohort in programme.cohorts:
        if cohort.mode not in curriculum.modes:
            yield cohort_problem(
                programme,
                cohort,
                name="mode",
                code="P053",
                message=f"{curriculum.title} has no run sheets for {cohort.mode}.",
                hint=modes,
            )
        if cohort.reading not in curriculum.readings:
            message = f"{curriculum.title} has no run sheets with reading {cohort.reading}."
            yield cohort_problem(programme, cohort, name="reading", code="P053", message=message, hint=readings)
    for index, entry in enumerate(change.entry for change in programme.changes):
        if entry.mode is not None and entry.mode not in curriculum.modes:
            message = f"{curriculum.title} has no run sheets for {entry.mode}."
            yield programme.source("changes.yaml").problem("P053", ("changes", index, "mode"), message, modes)


RULES = (
    Rule(cohorts_name_known_things, partly=True, needs={"P033": "people/rooms.csv"}),
    Rule(attendance_names_known_things, partly=True, needs={"P030": "sessions/", "P031": "cohorts.yaml"}),
    Rule(ways_supported, partly=True, needs={"P053": "curriculum.yaml"}),
)
