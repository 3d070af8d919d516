"""Cohorts on the disk: read a programme, form its cohorts, write cohorts.yaml and keep what people wrote there by
hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from toolkit.grouping.advice import Advice
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.menu import Alternative, replan
from toolkit.grouping.problem import CohortPlan, Effort, FormedCohort
from toolkit.jobs.job import job
from toolkit.keeping.cohorts_file import (
    COHORTS,
    Memory,
    keys_in_lines,
    put_cohorts,
    read_memory,
    untouched,
    write_formed,
    write_memory,
)
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.model.cohort_file import CohortEntry, CohortFile
from toolkit.model.formed import Asked, Formed, Suggested, WithoutPlace
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort
from toolkit.planning.attendance import no_longer_coming
from toolkit.planning.cohort_mentors import allot_mentors
from toolkit.planning.cohort_naming import entry_of, give_keys
from toolkit.planning.cohort_request import (
    CohortRequest,
    Wanted,
    formed_from,
    home_zone,
    longest_session,
    make_request,
    term_days,
)
from toolkit.planning.evenings_apart import formed_apart, stand_apart
from toolkit.planning.make_plan import make_plan
from toolkit.planning.names import find_cohort
from toolkit.planning.one_person import in_both_lists
from toolkit.problems import ChangedMeanwhile, ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.folder_cohorts import default_keys
from toolkit.reading.own.formed import COHORT_MEMORY, FORMED
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.records import read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml


@dataclass(frozen=True)
class CohortWork:
    """A programme whose cohorts are worked on: its plan, cohorts.yaml as text, which keys stay and which may be filled
    or changed."""

    folder: Path
    plan: Plan
    text: str
    memory: Memory
    kept: tuple[str, ...]
    free: tuple[str, ...]
    named: tuple[str, ...] = ()


@job
def open_cohorts(folder: Path, shelves: Shelves, *, keep: Sequence[str] = ()) -> CohortWork:
    """The programme of a folder. Kept are the cohorts named, and those with members that somebody wrote or changed by
    hand.

    ProblemsFound where the folder cannot be read or has no start; WrongUsage for a key that no cohort has.
    """
    programme = read_programme(folder, shelves)
    plan = make_plan(programme)
    if not plan.meetings:
        raise ProblemsFound(
            [
                programme.source("programme.yaml").problem(
                    "P021", ("start",), "There is no start, so no term to find times in."
                )
            ]
        )
    text = "\n".join(programme.source(COHORTS).lines)
    keys = [cohort.key for cohort in programme.cohorts] if text else []
    if keep and not keys:
        raise WrongUsage(f"There is no cohort “{keep[0]}”: {COHORTS} has none yet.")
    keep = [find_cohort(programme, word) for word in keep]
    memory = read_memory(read_own(folder, COHORT_MEMORY) or b"")
    ours = untouched(text, memory)
    kept = tuple(
        cohort.key for cohort in programme.cohorts if cohort.key in keep or (cohort.members and cohort.key not in ours)
    )
    return CohortWork(folder, plan, text, memory, kept, tuple(key for key in keys if key not in kept), tuple(keep))


def form(work: CohortWork, wanted: Wanted, *, effort: Effort) -> tuple[CohortRequest, CohortPlan]:
    """The cohorts of a programme, those kept among them, every one with its key."""
    request = make_request(
        work.plan, replace(wanted, minutes=wanted.minutes or longest_session(work.plan.programme)), keep=work.kept
    )
    both = in_both_lists(work.plan.programme.people)
    problem, plan = formed_apart(request.problem, both, form=lambda problem: form_cohorts(problem, effort))
    return replace(request, problem=problem), with_keys(work, plan)


def with_keys(work: CohortWork, plan: CohortPlan) -> CohortPlan:
    """The plan with a key for every cohort, and each kept one once."""
    real = [cohort for cohort in plan.cohorts if cohort.members or not cohort.key]
    return replace(plan, cohorts=give_keys(real, work.plan.programme, free=work.free, new=_new_keys(work)))


def _new_keys(work: CohortWork) -> Iterator[str]:
    taken = (
        {*work.memory.used, *(cohort.key for cohort in work.plan.programme.cohorts)}
        if work.text
        else {*work.memory.used}
    )
    for size in count(50, 1000):
        for key in default_keys(size):
            if key not in taken:
                taken.add(key)
                yield key


def cohorts_text(
    work: CohortWork, plan: CohortPlan, *, minutes: int | None, kept: Iterable[str] | None = None
) -> tuple[str, Memory]:
    """cohorts.yaml as it will be, and what to remember of it. WouldOverwrite where its lines cannot be told apart."""
    staying = tuple(work.kept if kept is None else kept)
    earlier, mentors = _entries(work.text), mentors_of(work, plan, minutes=minutes, kept=staying)
    if earlier.keys() != keys_in_lines(work.text):
        raise WouldOverwrite(
            f"{COHORTS} could not be changed without loss. Write each cohort on lines of its own, its key indented by"
            " two spaces."
        )
    entries = {}
    for cohort in plan.cohorts:
        if cohort.key not in staying:
            stays = _what_stays(work, cohort, before=earlier.get(cohort.key))
            length = cohort.minutes or minutes
            entries[cohort.key] = entry_of(
                cohort, work.plan.programme, minutes=length, mentor=mentors.get(cohort.key), stays=stays
            )
    return put_cohorts(work.text, entries, keep=staying, memory=work.memory, theirs=work.kept)


def _what_stays(work: CohortWork, cohort: FormedCohort, *, before: CohortEntry | None) -> dict[str, object]:
    """What an entry says that a plan does not decide; of a cohort whose times are the same, how they are written,
    too."""
    if before is None:
        return {}
    stays: dict[str, object] = before.model_dump(include={"reading", "link", "minutes"}, exclude_none=True)
    known = work.plan.programme.cohort(cohort.key)
    if known is not None and known.members and _times(_formed_at_home(work, known)) == _times(cohort):
        days, times = before.day or (), [f"{time:%H:%M}" for time in before.time or ()]
        turns = [f"{day.title()} {time:%H:%M}" for day, time in before.turns]
        stays |= {"label": before.label, "zone": before.zone, "turns": turns}
        stays |= {"day": _one_or_all(days), "time": _one_or_all(times)}
    return stays


def _times(cohort: FormedCohort) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return cohort.starts, cohort.turns


def _one_or_all(values: Sequence[str]) -> str | Sequence[str]:
    return values[0] if len(values) == 1 else list(values)


def mentors_of(
    work: CohortWork, plan: CohortPlan, *, minutes: int | None, kept: Iterable[str] | None = None
) -> dict[str, str]:
    """The mentor of each cohort of a plan, by key. One that somebody wrote stays, and one that we wrote while the
    cohort's time is the same."""
    ours, stay, staying = untouched(work.text, work.memory), {}, set(work.kept if kept is None else kept)
    formed = {cohort.key: cohort for cohort in plan.cohorts}
    written = [cohort for cohort in work.plan.programme.cohorts if work.text and cohort.key in formed]
    for cohort in written:
        new = formed[cohort.key]
        same = new.stream.mode == cohort.mode and new.start in _formed_at_home(work, cohort).starts
        if cohort.mentor is not None and (same or cohort.key in staying or cohort.key not in ours):
            stay[cohort.key] = cohort.mentor
    fresh = [cohort for cohort in plan.cohorts if cohort.key not in staying]
    return allot_mentors(
        work.plan, fresh, kept=[cohort for cohort in written if cohort.key in staying], stay=stay, minutes=minutes
    )


def _formed_at_home(work: CohortWork, cohort: Cohort) -> FormedCohort:
    """The cohort as it meets by the programme's zone on the first day of its term."""
    return formed_from(cohort, home_zone(work.plan.programme), first=term_days(work.plan)[0])


def remembered(plan: CohortPlan, *, advice: Advice, reasons: Mapping[str, str], gap: int) -> Formed:
    """What is remembered of a plan: who has no place, why, what would give them one, whom to ask; and the
    minutes from one room to the next that were kept."""
    return Formed(
        bound=plan.bound,
        reachable=plan.reachable,
        members={cohort.key: cohort.members for cohort in plan.cohorts},
        unplaced=tuple(
            WithoutPlace(id=id, why=reasons[id], suggestions=_suggested(advice, id), note=advice.notes.get(id, ""))
            for id in plan.unplaced
        ),
        gap=gap,
        ask=tuple(Asked(id=one.id, stretch=(one.start, one.end), places=one.places) for one in advice.ask),
    )


def _suggested(advice: Advice, id: str) -> tuple[Suggested, ...]:
    found = advice.suggestions.get(id, ())
    return tuple(Suggested(kind=one.kind, text=one.text, places=one.places, stretch=one.stretch) for one in found)


@job
def write(work: CohortWork, text: str, *, memory: Memory, formed: Formed, did: str, now: datetime.datetime) -> bool:
    """Put the text in its place, and what is remembered beside it; whether that changed anything.

    WouldOverwrite where cohorts.yaml has changed meanwhile.
    """
    with locked(work.folder):
        there = read_own_text(work.folder, COHORTS) or ""
        if there.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") != work.text.rstrip("\n"):
            raise ChangedMeanwhile(f"{COHORTS} has changed meanwhile. Nothing was written.")
        files = {COHORTS: text.encode(), COHORT_MEMORY: write_memory(memory), FORMED: write_formed(formed)}
        return COHORTS in apply_files(work.folder, with_action(work.folder, files, did=did, now=now))


def _entries(text: str) -> dict[str, CohortEntry]:
    data, source = read_yaml(text, COHORTS, problems=[]) if text else (None, None)
    record = read_record(CohortFile, data, source=source, problems=[]) if source is not None else None
    return dict(record.cohorts) if record else {}


def menu_of_plans(
    work: CohortWork, wanted: Wanted, *, effort: Effort, now: datetime.datetime
) -> tuple[CohortRequest, tuple[Alternative, ...]]:
    """The menu of plans after somebody is lost or added, from the cohorts as they stand in cohorts.yaml. WrongUsage
    where none has members.

    Who no longer comes to a cohort that has become too small by what attendance says until `now` does not count for its
    size.
    """
    programme = work.plan.programme
    request = make_request(work.plan, wanted, keep=[key for key in work.named if key in work.kept], everyone=True)
    standing = [cohort for cohort in programme.cohorts if cohort.members and not cohort.way.solo]
    if not standing:
        raise WrongUsage("No cohort has members yet. Run `programme cohorts` first.")
    before = [formed_from(cohort, request.problem.zone, first=request.problem.first) for cohort in standing]
    apart = stand_apart(request.problem, before, both=in_both_lists(programme.people))
    request = replace(request, problem=apart)
    choices = replan(
        request.problem,
        before,
        effort=effort,
        absent=no_longer_coming(work.plan, now, least=request.problem.sizes.least),
    )
    return request, tuple(replace(choice, plan=_all_keyed(work, choice.plan)) for choice in choices)


def _all_keyed(work: CohortWork, plan: CohortPlan) -> CohortPlan:
    real = [cohort for cohort in plan.cohorts if cohort.members or not cohort.key]
    empty = [cohort.key for cohort in work.plan.programme.cohorts if not cohort.members and work.text]
    return replace(plan, cohorts=give_keys(real, work.plan.programme, free=empty, new=_new_keys(work)))
