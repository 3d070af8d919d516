"""Rules about cohorts, people and rooms: who and what exists, who fits where, and nobody in two places."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from toolkit.model.fields import is_address
from toolkit.model.people import Facilitator, Participant, Room
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.free import heads, is_lost
from toolkit.planning.mentor_hours import mentor_hours
from toolkit.planning.outlook import overdue_data
from toolkit.planning.rules.places import cohort_problem, gathered, meeting_problem, told
from toolkit.problems import Problem
from toolkit.reading.availability import read_availability
from toolkit.reading.records import nearest


def cohorts_name_known_things(plan: Plan) -> Iterator[Problem]:
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


def attendance_names_known_things(plan: Plan) -> Iterator[Problem]:
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


def ways_supported(plan: Plan) -> Iterator[Problem]:
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


def rooms_hold(plan: Plan) -> Iterator[Problem]:
    """P066: everyone who comes to a meeting has a chair: participants of all cohorts that join, facilitators and
    mentor."""
    yield from gathered(_too_small(plan))


def _too_small(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    for meeting in plan.meetings:
        if (
            meeting.room is None
            or meeting.room.seats is None
            or meeting.cancelled
            or meeting.status == "combined"
            or meeting.held
        ):
            continue
        people = heads(plan, (meeting,))
        if people > meeting.room.seats:
            message = f"{told(meeting)}: {people} people in {meeting.room.name}, which has {meeting.room.seats} seats."
            yield (
                (meeting.cohort.key, meeting.room.id),
                meeting_problem(plan.programme, meeting, name="room", code="P066", message=message),
            )


def rooms_not_lost(plan: Plan) -> Iterator[Problem]:
    """P096: no meeting that is still to be held is in a room that was recorded as lost on that day."""
    for meeting in _at_a_place(plan):
        if (
            meeting.room is not None
            and meeting.status != "combined"
            and not meeting.held
            and is_lost(plan.programme, meeting.room.id, date=meeting.date)
        ):
            message = f"{told(meeting)}: {meeting.room.name} cannot be used on that day."
            yield meeting_problem(plan.programme, meeting, name="room", code="P096", message=message)


def rooms_shared(plan: Plan) -> Iterator[Problem]:
    """P067: no more meetings at once in a room than rooms.csv allows, and seats for all of them together."""
    yield from gathered(_overfull(plan))


def _overfull(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    by_room: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in _at_a_place(plan):
        if meeting.room is not None and meeting.status != "combined":
            by_room[meeting.room.id].append(meeting)
    for meetings in by_room.values():
        for together in _overlaps(meetings):
            room = together[-1].room
            if room is not None and (reason := _too_much(plan, room, together=together)):
                yield (
                    reason,
                    meeting_problem(
                        plan.programme,
                        together[-1],
                        name="room",
                        code="P067",
                        message=f"{told(together[-1])}: {reason}",
                    ),
                )


def _too_much(plan: Plan, room: Room, *, together: Sequence[Meeting]) -> str:
    if len({meeting.cohort.key for meeting in together}) > room.cohorts:
        labels = ", ".join(meeting.cohort.label for meeting in together)
        return f"{labels} meet in {room.name} at once; rooms.csv allows {room.cohorts}."
    people = heads(plan, together)
    if len({meeting.cohort.key for meeting in together}) > 1 and room.seats is not None and people > room.seats:
        return f"{people} people meet in {room.name} at once, which has {room.seats} seats."
    return ""


def nobody_twice(plan: Plan) -> Iterator[Problem]:
    """P068: nobody is expected at two meetings at once. Going about between cohorts in one room, and a combined
    meeting, are one place."""
    yield from gathered(_clashes(plan))


def _clashes(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    where: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    people = plan.programme.people
    names = {("f", id): person.name or id for id, person in people.facilitators.items()}
    names |= {("p", id): id for id in people.participants}
    for meeting in _at_a_place(plan):
        for person in {helper.id for helper in (*meeting.facilitators, *([meeting.mentor] if meeting.mentor else []))}:
            where["f", person].append(meeting)
        for member in meeting.cohort.members:
            where["p", member].append(meeting)
    for key, meetings in sorted(where.items()):
        for *others, last in _overlaps(meetings):
            other = next((other for other in others if not _one_place(key[0], other, other=last)), None)
            if other is not None:
                what = "facilitators" if key[0] == "f" else "members"
                message = f"{names.get(key, key[1])} is expected at two places: {told(other)}, and {told(last)}."
                yield (
                    (key, other.cohort.key),
                    meeting_problem(plan.programme, last, name=what, code="P068", message=message),
                )


def no_cohort_twice(plan: Plan) -> Iterator[Problem]:
    """P068: a cohort does not meet twice at once, whether or not it is known who is in it."""
    yield from gathered(_own_overlaps(plan))


def _own_overlaps(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    of_cohort: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in _at_a_place(plan):
        of_cohort[meeting.cohort.key].append(meeting)
    for cohort in plan.programme.cohorts:
        for *others, last in _overlaps(of_cohort[cohort.key]):
            if others:
                message = f"{cohort.label} would meet twice at once: {_when(others[0])}, and {_when(last)}."
                hint = f"A meeting takes {others[0].minutes} minutes; put the two further apart."
                name = "date" if last.moved or others[0].moved else "time"
                yield (
                    cohort.key,
                    meeting_problem(
                        plan.programme,
                        last if last.moved else others[0] if others[0].moved else last,
                        name=name,
                        code="P068",
                        message=message,
                        hint=hint,
                    ),
                )


def _when(meeting: Meeting) -> str:
    return f"{meeting.session.key}, {meeting.date.isoformat()} {meeting.time:%H:%M}"


def _one_place(kind: str, one: Meeting, *, other: Meeting) -> bool:
    if one.cohort.key == other.cohort.key:  # told of the cohort as a whole
        return True
    if other.cohort.key in one.with_cohorts or one.cohort.key in other.with_cohorts:
        return True
    if one.with_cohorts and other.with_cohorts and set(one.with_cohorts) & set(other.with_cohorts):
        return True
    return kind == "f" and one.room is not None and other.room is not None and one.room.id == other.room.id


def _overlaps(meetings: list[Meeting]) -> Iterator[tuple[Meeting, ...]]:
    """For each meeting, those that are still going on when it begins, and itself last."""
    times = sorted(
        ((m.start.timestamp(), m.end.timestamp(), m) for m in meetings),
        key=lambda row: (row[0], row[2].cohort.key, row[2].number),
    )
    going: list[tuple[float, Meeting]] = []
    for start, end, meeting in times:
        going = [*((until, other) for until, other in going if until > start), (end, meeting)]
        yield tuple(other for _, other in going)


def _at_a_place(plan: Plan) -> Iterator[Meeting]:
    """Meetings still to be held that somebody has to be at."""
    yield from (
        meeting
        for meeting in plan.meetings
        if not meeting.cancelled and not meeting.held and meeting.evening.mode != "solo"
    )


def one_cohort_each(plan: Plan) -> Iterator[Problem]:
    """P083: nobody is a member of two cohorts, nor twice of one."""
    first: dict[str, str] = {}
    for cohort in plan.programme.cohorts:
        for index, member in enumerate(cohort.members):
            if member in first:
                message = f"“{member}” is a member of cohort {first[member]} already."
                yield plan.programme.source("cohorts.yaml").problem(
                    "P083", ("cohorts", cohort.key, "members", index), message
                )
            first.setdefault(member, cohort.key)


def labels_differ(plan: Plan) -> Iterator[Problem]:
    """P113: no two cohorts have one label, whatever its capitals."""
    first: dict[str, Cohort] = {}
    for cohort in plan.programme.cohorts:
        other = first.setdefault(cohort.label.strip().casefold(), cohort)
        if other is not cohort:
            message = f"“{cohort.label}” is the name of cohort {other.key} too."
            yield plan.programme.source("cohorts.yaml").problem("P113", ("cohorts", cohort.key, "label"), message)


def opening_hours_clear(plan: Plan) -> Iterator[Problem]:
    """P114: what rooms.csv says of when a room is open can be read."""
    source = plan.programme.source("people/rooms.csv")
    for room in plan.programme.people.rooms.values():
        if room.open.strip() and not read_availability(room.open).stretches:
            yield source.problem(
                "P114", (room.id,), f"{room.name}: nobody can tell from “{room.open}” when it is open."
            )


def sensible_sizes(plan: Plan) -> Iterator[Problem]:
    """P085: a cohort has as many people, named or expected, as the curriculum's run sheets are written for. Alone, any
    number will do."""
    yield from gathered(
        (cohort.members == (), problem)
        for cohort in plan.programme.cohorts
        for problem in _odd_size(plan.programme, cohort)
    )


def _odd_size(programme: Programme, cohort: Cohort) -> Iterator[Problem]:
    size = programme.curriculum.size
    if cohort.mode == "solo" or size.least <= cohort.size <= size.most:
        return
    ending = {True: ("member", "person"), False: ("members", "people")}[cohort.size == 1]
    people = f"has {cohort.size} {ending[0]}" if cohort.members else f"expects {cohort.size} {ending[1]}"
    message = (
        f"{cohort.label} {people}; {programme.curriculum.title} is written for {size.least} to {size.most} in a cohort."
    )
    if cohort.members:
        yield programme.source("cohorts.yaml").problem("P085", ("cohorts", cohort.key, "members"), message)
    else:
        fitting = max(1, round(programme.settings.people / size.best))
        hint = f"{programme.settings.people} people make about {fitting} cohorts." if fitting > 1 else ""
        yield programme.source("programme.yaml").problem("P085", ("people",), message, hint)


def known_facilitators(plan: Plan) -> Iterator[Problem]:
    """P075: somebody runs each cohort. Alone, nobody is needed."""
    for cohort in plan.programme.cohorts:
        if not cohort.facilitators and cohort.mode != "solo":
            source = plan.programme.source("cohorts.yaml")
            yield source.problem("P075", ("cohorts", cohort.key), f"{cohort.label} has no facilitator yet.")


def known_mentors(plan: Plan) -> Iterator[Problem]:
    """P094: a cohort in a mentored mode has a mentor."""
    for cohort in plan.programme.cohorts:
        if cohort.mode.endswith("mentored") and cohort.mentor is None:
            message = f"{cohort.label} meets with a mentor ({cohort.mode}), and has none yet."
            yield plan.programme.source("cohorts.yaml").problem("P094", ("cohorts", cohort.key), message)


def everybody_in_a_cohort(plan: Plan) -> Iterator[Problem]:
    """P095: who applied or was accepted is a member of some cohort."""
    placed = {member for cohort in plan.programme.cohorts for member in cohort.members}
    people = plan.programme.people.participants.values()
    left = [person.id for person in people if person.status in ("applied", "accepted") and person.id not in placed]
    if left:
        named = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
        message = f"{named} {'is' if len(left) == 1 else 'are'} in no cohort."
        yield plan.programme.source("people/participants.csv").problem("P095", (left[0],), message)


def members_who_come(plan: Plan) -> Iterator[Problem]:
    """P112: no member of a cohort is declined, withdrawn or waiting."""
    source = plan.programme.source("cohorts.yaml")
    for cohort in plan.programme.cohorts:
        for person in plan.members(cohort):
            if person.status in ("declined", "withdrawn", "waiting"):
                path = ("cohorts", cohort.key, "members", cohort.members.index(person.id))
                yield source.problem("P112", path, f"{person.id} is {person.status} and a member of {cohort.label}.")


def known_rooms(plan: Plan) -> Iterator[Problem]:
    """P072: each cohort that meets in person has a room. P073: it is known whether rooms in use can be reached without
    steps."""
    programme, used = (
        plan.programme,
        {meeting.room.id: meeting.room for meeting in plan.meetings if meeting.room and not meeting.cancelled},
    )
    for cohort in programme.cohorts:
        if cohort.mode.startswith("in-person") and cohort.room is None:
            source = programme.source("cohorts.yaml")
            yield source.problem("P072", ("cohorts", cohort.key), f"{cohort.label} has no room yet.")
    for room in used.values():
        if not room.step_free:
            message = f"It is not known whether {room.name} can be reached without steps."
            yield programme.source("people/rooms.csv").problem(
                "P073", (room.id,), message, "Fill in step_free: yes, no, or how."
            )


def kept_too_long(plan: Plan, today: datetime.date | None) -> Iterator[Problem]:
    """P086: the day to which people were told that their data are kept lies before `today`, and they are still
    there."""
    until = overdue_data(plan, today) if today is not None else None
    if until is not None:
        message = f"People were told that their data are kept until {until.isoformat()}; they are still in people/."
        yield plan.programme.source("programme.yaml").problem(
            "P086", ("sign_up", "keep_until"), message, "`programme people forget ID` removes somebody."
        )


def mentors_have_time(plan: Plan) -> Iterator[Problem]:
    """P140: in no week is a mentor wanted for more hours than they give."""
    source = plan.programme.source("cohorts.yaml")
    for hours in mentor_hours(plan):
        if hours.over and hours.offered is not None and hours.monday is not None:
            week = hours.monday.isoformat()
            labels = ", ".join(share.cohort.label for share in hours.shares)
            message = (
                f"{hours.mentor.name or hours.mentor.id} is wanted for {hours.wanted} minutes in the week of {week}"
                f" ({labels}) and gives {hours.offered}."
            )
            yield source.problem("P140", ("cohorts", hours.shares[-1].cohort.key, "mentor"), message)


def addresses_work(plan: Plan) -> Iterator[Problem]:
    """P131: what stands as somebody's address looks like one."""
    people = plan.programme.people
    files: tuple[tuple[str, Mapping[str, Participant | Facilitator]], ...] = (
        ("participants", people.participants),
        ("facilitators", people.facilitators),
    )
    for name, found in files:
        source = plan.programme.source(f"people/{name}.csv")
        for person in found.values():
            if person.email and not is_address(person.email):
                yield source.problem("P131", (person.id,), f"“{person.email}” is not an address that mail can use.")


RULES = (
    cohorts_name_known_things,
    attendance_names_known_things,
    ways_supported,
    rooms_hold,
    rooms_not_lost,
    rooms_shared,
    nobody_twice,
    no_cohort_twice,
    one_cohort_each,
    labels_differ,
    opening_hours_clear,
    sensible_sizes,
    known_facilitators,
    known_mentors,
    everybody_in_a_cohort,
    members_who_come,
    known_rooms,
    mentors_have_time,
    addresses_work,
)
