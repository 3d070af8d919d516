"""`programme people import`: ask what only the organiser can say, show, write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from toolkit.commands._asking import Asking
from toolkit.commands._import_words import hours_flag, import_preview, unanswered_import
from toolkit.commands._problem_text import printable, render_problems
from toolkit.commands._shared import Context
from toolkit.jobs.import_answers import names_a_heading
from toolkit.jobs.importing import (
    Importing,
    ImportProposal,
    answered,
    begin_import,
    look,
    propose_import,
    read_list,
    suggestion,
    taken,
    unmeant,
    write_import,
)
from toolkit.jobs.people import PeopleTable
from toolkit.model.imports import Answers, Question
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.words.filters import date_words


def import_people(
    context: Context, files: Sequence[Path], *, given: Answers, kind: PeopleTable, yes: bool, dry_run: bool
) -> int:
    """The exit code: 1 where a row could not be read (the others are imported), else 0."""
    folder = context.programme_folder()
    importing = begin_import(folder, context.open_shelves(folder), kind=kind, given=given)
    _say_week(context, given)
    try:
        for path in files:
            importing = _read(context, importing, path=path)
    except ProblemsFound as found:
        _tell_problems(context, found.problems, files=files)
        return 1
    proposal = _proposed(context, importing, mapped=given.columns)
    click.echo(import_preview(proposal))
    _tell(context, proposal, files=files)
    code = 1 if any(problem.level == "error" for problem in proposal.problems) else 0
    if dry_run or not proposal.merged.matches:
        context.say("Nothing was written.")
        return code
    if not yes:
        if not context.terminal:
            raise WrongUsage("Nothing was written. Add --yes to import them, or --dry-run only to look.")
        if not click.confirm("Import them?", default=True, err=True):
            context.say("Nothing was written.")
            return code
    written = write_import(proposal, now=context.moment)
    context.say(f"Written: {', '.join(written)}." if written else "Everything was there already; nothing to do.")
    return code


def _proposed(context: Context, importing: Importing, *, mapped: Iterable[str]) -> ImportProposal:
    """What would be written, after it is known who in the files is who in the list. WrongUsage where that is open."""
    while (proposal := propose_import(importing, mapped=mapped)).questions:
        if not context.terminal:
            raise WrongUsage(unanswered_import(f"people/{importing.kind}.csv", proposal.questions))
        for question in proposal.questions:
            importing = _asked(context, importing, question=question)
    return proposal


def _tell(context: Context, proposal: ImportProposal, *, files: Sequence[Path]) -> None:
    """What could not be taken, and the words that stayed open."""
    if proposal.problems:
        _tell_problems(context, proposal.problems, files=files)
    if proposal.words:
        flags = " ".join(hours_flag(word, hours) for word, hours in proposal.words.items())
        context.say(f"Say which hours are meant, and import the file again: {flags}")


def _tell_problems(context: Context, problems: Sequence[Problem], *, files: Sequence[Path]) -> None:
    """Problems of the files, which are named as they were given, and of the folder."""
    paths = {path.name: str(path) for path in files}
    said = render_problems(problems, colour=context.colour, place=lambda name: paths.get(name) or context.place(name))
    click.echo(said, nl=False, err=True)


def _read(context: Context, importing: Importing, *, path: Path) -> Importing:
    """The import with a file, after every question is answered. WrongUsage names the options of those that are open."""
    data = read_list(path)
    while True:
        found = look(importing, path.name, data=data)
        if not found.questions:
            break
        if not context.terminal:
            if strange := unmeant(path.name, found):
                raise ProblemsFound(strange)
            if any(question.needed for question in found.questions):
                raise WrongUsage(unanswered_import(f"{path.name} ({found.source})", found.questions))
            break
        context.say(f"{printable(path.name)} ({found.source}):")
        for question in found.questions:
            importing = _asked(context, importing, question=question)
            if question.asks == "week-of":
                _say_week(context, importing.answers)
    return taken(importing, path.name, data=data, found=found)


def _say_week(context: Context, answers: Answers) -> None:
    """The date that was given, read back before anything is written."""
    if answers.week_of:
        context.say(f"The week of {date_words(answers.week_of)}.")


def _asked(context: Context, importing: Importing, *, question: Question) -> Importing:
    """The import with what somebody at a terminal answers."""
    words, default = printable(question.text), None
    if question.asks == "hours":
        words, default = f"{words}; Enter leaves those rows out", ""
    elif question.asks == "same-person":
        words = f"{words} (yes or no)"
    elif names_a_heading(question):
        for number, heading in enumerate(question.choices, 1):
            context.say(f"  {number}  {printable(heading)}")
        words = f"{words} (a number{'' if question.needed else '; Enter: none'})"
        default = None if question.needed else ""
    return Asking(terminal=True).answer(
        "--map" if question.asks in ("map", "column") else f"--{question.asks}",
        None,
        read=lambda text: answered(importing, question, text=text),
        question=words,
        default=default,
        suggestion=suggestion(importing, question) or None,
    )
