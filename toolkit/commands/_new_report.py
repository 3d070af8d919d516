"""What `programme new` says: the dates of each way to fit, what speaks against the answers, the tree, and what to do
next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._problem_text import printable
from toolkit.commands._shared import Context
from toolkit.words.filters import listing, plural, short_date, span_words

if TYPE_CHECKING:
    from toolkit.scaffold.compare import Planned
    from toolkit.scaffold.create import DraftProgramme
    from toolkit.scaffold.fits import FitChoice

ABOUT_DATES = ("P065", "P069", "P070", "P071")
"""Advice that is told at once; what else is not known yet is for `check`."""

TREE = {
    "programme.yaml": "edit this first",
    "curriculum.yaml": "order of the sessions",
    "sessions/": "what happens in each, minute by minute",
    "resources.yaml": "what is read and done, with links",
    "cohorts.yaml": "who meets when and where",
    "changes.yaml": "meetings that move",
    "people/": "participants, facilitators, rooms, attendance; stays on your machine",
}


def fit_question(choices: Sequence[FitChoice]) -> str:
    """The question of --fit with the dates of each choice."""
    lines = [f"  {choice.fit:6}  {_fit_words(choice)}" for choice in choices]
    return "\n".join(["The term is too short for every session:", *lines, "How shall they fit"])


def _fit_words(choice: FitChoice) -> str:
    """One way of fitting in dates."""
    words = [span_words(choice.first, choice.last)]
    if choice.doubled:
        words.append("a second meeting that week on " + listing([short_date(date) for date in choice.doubled]))
    if choice.left_out:
        words.append("without " + listing([f"“{title}”" for title in choice.left_out]))
    if choice.after:
        words.append("after the term: " + listing([f"“{title}” {short_date(date)}" for title, date in choice.after]))
    return "; ".join(words)


def tell_problems(context: Context, draft: DraftProgramme) -> None:
    """Warnings, what speaks against the dates, and whether the template leaves something to mend; one line each, on
    stderr."""
    from toolkit.jobs.new import left_out

    if left := left_out(draft):
        titles = listing([f"“{title}”" for title in left])
        context.say(f"Left out, since the term is too short: {titles}; “fit: past” in programme.yaml keeps them.")
    errors = [problem for problem in draft.problems if problem.level == "error"]
    for problem in draft.problems:
        if problem.level == "warning" or problem.code in ABOUT_DATES:
            context.say(f"{problem.level.capitalize()}: {printable(problem.message)} ({problem.code})")
    if errors:
        context.say(
            f"The template leaves {plural(len(errors), 'thing')} to mend before a build; `programme check` shows each."
        )


def list_files(planned: Sequence[Planned]) -> None:
    """Every file and what would become of it."""
    for each in planned:
        click.echo(f"{each.state:8}  {each.path}")


def report(folder: str, planned: Sequence[Planned], *, draft: DraftProgramme, shelves: Sequence[Path] = ()) -> None:
    """What there is now, and three commands to go on with, which name the same shelves."""
    created = any(each.state == "create" for each in planned)
    kept = [each.path for each in planned if each.state == "keep"]
    click.echo(f"{'Made' if created else 'Nothing to do in'} {folder}: {_summary(draft)}")
    if kept:
        click.echo(f"Kept as you changed them: {', '.join(kept)}")
    present = [name for name in TREE if any(path.startswith(name) for path in draft.files)]
    click.echo("\n".join(["", f"{folder.rstrip('/')}/", *(f"  {name:18}{TREE[name]}" for name in present)]))
    quoted = shlex.join([folder, *(word for shelf in shelves for word in ("--shelf", str(shelf)))])
    steps = {
        "check": "what is wrong or not known yet",
        "plan": "the dated timetable",
        "build": "everything to print and send",
    }
    click.echo(
        "\n".join(["", "Next:", *(f"  programme {verb:5} {quoted}    {words}" for verb, words in steps.items())])
    )


def _summary(draft: DraftProgramme) -> str:
    """Title, place, term, number of sessions and dates in one sentence."""
    programme = draft.plan.programme
    dates = [meeting.date for meeting in draft.plan.meetings]
    where = ", ".join(
        [programme.settings.title, programme.city.name, *([programme.settings.term] if programme.settings.term else [])]
    )
    when = f", {span_words(min(dates), max(dates))}" if dates else ""
    return f"{where}: {plural(len(draft.plan.held_sessions), 'session')}{when}."
