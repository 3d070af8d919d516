"""A withdrawal in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.commands._problem_text import printable

if TYPE_CHECKING:
    from toolkit.jobs.withdrawing import Left, Withdrawal


def withdrawn(found: Withdrawal, *, dry_run: bool) -> str:
    """Who withdrew from what, who is left, and what to do next."""
    who = printable(f"{found.person.id} {found.person.name}".strip())
    if not found.changed:
        return f"{who} was withdrawn already, and is in no cohort. Nothing was written."
    lines = [f"{who}: withdrawn.", *(_left_words(left) for left in found.left)]
    if dry_run:
        return "\n".join([*lines, "Nothing was written."])
    tell = " `programme changes` says who must know." if found.told else ""
    return "\n".join([*lines, f"`programme build` brings out/ up to date; `programme undo` takes this back.{tell}"])


def _left_words(left: Left) -> str:
    """ "Out of Cohort A, which Ada runs: 5 members are left."."""
    runs = " and ".join(one.name or one.id for one in left.facilitators)
    count = "1 member is" if left.members == 1 else f"{left.members or 'no'} members are"
    few = ", too few; `programme cohorts --replan` helps" if left.members < left.least else ""
    return printable(f"Out of {left.cohort.label}{f', which {runs} runs' if runs else ''}: {count} left{few}.")
