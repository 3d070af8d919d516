"""Rules about who is in which cohort, how many they are, and what is kept of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.model.fields import is_address
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.one_person import in_both_lists
from toolkit.planning.outlook import overdue_data
from toolkit.planning.rules.places import gathered
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem


def one_cohort_each(plan: Plan, facts: Facts) -> Iterator[Problem]:
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


def labels_differ(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P113: no two cohorts have one label, whatever its capitals."""
    first: dict[str, Cohort] = {}
    for cohort in plan.programme.cohorts:
        other = first.setdefault(cohort.label.strip().casefold(), cohort)
        if other is not cohort:
            message = f"“{cohort.label}” is the name of cohort {other.key} too."
            yield plan.programme.source("cohorts.yaml").problem("P113", ("cohorts", cohort.key, "label"), message)


def sensible_sizes(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P085: a cohort has as many people, named or expected, as the curriculum's run sheets are written for. Alone, any
    number will do."""
    yield from gathered(
        (cohort.members == (), problem)
        for cohort in plan.programme.cohorts
        for problem in _odd_size(plan.programme, cohort)
    )


def _odd_size(programme: Programme, cohort: Cohort) -> Iterator[Problem]:
    size = programme.curriculum.size
    if cohort.way.solo or size.least <= cohort.size <= size.most:
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


def everybody_in_a_cohort(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P095: who applied or was accepted is a member of some cohort."""
    placed = {member for cohort in plan.programme.cohorts for member in cohort.members}
    people = plan.programme.people.participants.values()
    left = [person.id for person in people if person.status in ("applied", "accepted") and person.id not in placed]
    if left:
        named = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
        message = f"{named} {'is' if len(left) == 1 else 'are'} in no cohort."
        yield plan.programme.source("people/participants.csv").problem("P095", (left[0],), message)


def members_who_come(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P112: no member of a cohort is declined, withdrawn or waiting."""
    source = plan.programme.source("cohorts.yaml")
    for cohort in plan.programme.cohorts:
        for person in plan.members(cohort):
            if not person.comes:
                path = ("cohorts", cohort.key, "members", cohort.members.index(person.id))
                yield source.problem("P112", path, f"{person.id} is {person.status} and a member of {cohort.label}.")


def nobody_runs_their_own_cohort(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P134: whoever runs or mentors a cohort is no member of it, also where they stand in both files of people."""
    twice, source = in_both_lists(plan.programme.people), plan.programme.source("cohorts.yaml")
    for cohort in plan.programme.cohorts:
        for helper in dict.fromkeys((*cohort.facilitators, *([cohort.mentor] if cohort.mentor else []))):
            member = twice.get(helper)
            if member in cohort.members:
                path = ("cohorts", cohort.key, "members", cohort.members.index(member))
                also = "" if helper == member else f", who is {helper} in people/facilitators.csv,"
                yield source.problem(
                    "P134", path, f"{member}{also} runs or mentors {cohort.label} and is a member of it."
                )


def addresses_work(plan: Plan, facts: Facts) -> Iterator[Problem]:
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


def kept_too_long(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P086: the day to which people were told that their data are kept lies before today, and they are still
    there."""
    until = overdue_data(plan, facts.today) if facts.today is not None else None
    if until is not None:
        message = f"People were told that their data are kept until {until.isoformat()}; they are still in people/."
        yield plan.programme.source("programme.yaml").problem(
            "P086", ("sign_up", "keep_until"), message, "`programme people forget ID` removes somebody."
        )


RULES = (
    Rule(one_cohort_each, partly=True),
    Rule(labels_differ, partly=True),
    Rule(sensible_sizes),
    Rule(everybody_in_a_cohort),
    Rule(members_who_come),
    Rule(nobody_runs_their_own_cohort),
    Rule(addresses_work, partly=True),
    Rule(kept_too_long),
)
