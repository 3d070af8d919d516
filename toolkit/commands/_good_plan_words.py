"""Good plans in words: which others there are, how they compare with the one that was taken, and what takes each."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from toolkit.grouping.choices import Preference
    from toolkit.jobs.forming import Formation
    from toolkit.jobs.preferring import GoodPlan

TITLES: dict[Preference, str] = {
    "most": "most people",
    "fuller": "fuller cohorts",
    "fewer-evenings": "fewer facilitator evenings",
}

NOT_AGAIN = {"prefer", "dry_run", "as_json", "quiet", "verbose", "no_color", "no_input", "now"}

NAMED = 8
"""People of a plan who are named; the others are counted."""


def good_plan_lines(found: Formation, *, name: Callable[[str], str], command: str) -> Iterator[str]:
    """The good plans beside the one taken, each with the command that takes it; nothing where there is none."""
    others = [choice for choice in found.good_plans if found.prefer not in choice.prefers]
    if others:
        yield ""
        yield "Other good plans:"
    for choice in others:
        title = " and ".join(TITLES[one] for one in choice.prefers)
        has = choice.measures
        cohorts = f"{len(has.sizes)} {'cohort' if len(has.sizes) == 1 else 'cohorts'} of {_sizes(has.sizes)}"
        yield f"  {title[0].upper()}{title[1:]}: {has.placed} placed, {cohorts}, {_evenings(has.evenings)}."
        if differences := list(_differences(found.taken, choice, name=name)):
            yield f"    Compared with the plan above: {'; '.join(differences)}."
        yield f"    {command} --prefer {choice.prefers[0]}"


def preference_not_met(found: Formation) -> str:
    """What is said where the plan that was asked for is the one with the most people anyway."""
    if found.prefer == "most" or "most" not in found.taken.prefers or not found.plan.cohorts or found.plan.stopped_by:
        return ""
    return f"No other good plan has {TITLES[found.prefer]}: this is the one with the most people."


def typed_again(context: click.Context) -> str:
    """The command as it was typed, but for what prefers a plan, shows it, or is said of the run itself."""
    before = _given(context.parent) if context.parent is not None else []
    return shlex.join(["programme", *before, str(context.info_name), *_given(context)])


def _given(context: click.Context) -> list[str]:
    source = click.core.ParameterSource.COMMANDLINE
    return [
        word
        for one in context.command.params
        if one.name and one.name not in NOT_AGAIN and context.get_parameter_source(one.name) is source
        for word in _typed(one, context.params[one.name])
    ]


def _typed(parameter: click.Parameter, value: object) -> list[str]:
    """An argument or an option with its value; one that may be repeated, as often as it was."""
    option = [parameter.opts[0]] if isinstance(parameter, click.Option) else []
    values = value if isinstance(value, tuple) else (value,)
    return [word for one in values for word in (*option, f"{one:g}" if isinstance(one, float) else str(one))]


def _sizes(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if sizes[0] == sizes[-1] else f"{sizes[0]} to {sizes[-1]}"


def _evenings(number: int) -> str:
    return "1 evening of facilitators" if number == 1 else f"{number} evenings of facilitators"


def _differences(here: GoodPlan, there: GoodPlan, *, name: Callable[[str], str]) -> Iterator[str]:
    """How another plan compares with this one."""
    mine, theirs, waiting = here.measures, there.measures, set(here.plan.unplaced)
    if lost := [name(id) for id in there.plan.unplaced if id not in waiting]:
        yield f"{_people(lost)} {'loses' if len(lost) == 1 else 'lose'} their place ({_some(lost)})"
    if gained := [name(id) for id in here.plan.unplaced if id not in set(there.plan.unplaced)]:
        yield f"{_people(gained)} {'gets' if len(gained) == 1 else 'get'} a place ({_some(gained)})"
    if mine.sizes[0] != theirs.sizes[0]:
        yield f"the smallest cohort has {theirs.sizes[0]} instead of {mine.sizes[0]}"
    if mine.evenings != theirs.evenings:
        yield f"{theirs.evenings} instead of {mine.evenings} evenings"
    if mine.lower != theirs.lower:
        yield f"{theirs.lower} instead of {mine.lower} in a choice below their first"
    if mine.if_needed != theirs.if_needed:
        yield f"{theirs.if_needed} instead of {mine.if_needed} at a time for need only"


def _people(names: list[str]) -> str:
    return "1 person" if len(names) == 1 else f"{len(names)} people"


def _some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
