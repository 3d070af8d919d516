"""`programme new`: a programme folder from a template and a city."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.commands._asking import Asking, choice
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WouldOverwrite, WrongUsage

if TYPE_CHECKING:
    from toolkit.commands._new_questions import Chosen
    from toolkit.reading.shelves import Shelves
    from toolkit.scaffold.create import Draft, Planned
    from toolkit.scaffold.fits import FitChoice


def _complete(kind: str) -> Any:
    """Completion with the names on the shelves."""

    def names(_context: click.Context, _parameter: click.Parameter, start: str) -> list[str]:
        from toolkit.reading.shelves import Shelves

        return [name for name in Shelves.open(extra=Context().shelves).names(kind) if name.startswith(start)]

    return names


@click.command(short_help="Make a programme folder from a template and a city.")
@click.argument("city", required=False, shell_complete=_complete("cities"))
@click.option("--template", metavar="T", shell_complete=_complete("programmes"), help="A template on a shelf, a folder, or a git address.")
@click.option("--term", metavar="NAME", help='A term of the city, such as "Hilary 2027" (default: the next one).')
@click.option("--start", metavar="DATE", help="The earliest date of session 1.")
@click.option("--day", metavar="DAY", help="Day of the week (default: the template's); of several days the first.")
@click.option("--time", metavar="HH:MM", help="Start on a 24-hour clock (default: the template's); of several times the first.")
@click.option("--mode", metavar="M", help="in-person-mentored, online-mentored, in-person-peer, online-peer or solo.")
@click.option("--reading", metavar="WHEN", help="before or inside the meeting.")
@click.option("--people", metavar="N", help="Participants expected in all (default: 8).")
@click.option("--cohorts", metavar="N", help="Groups that meet apart (default: 1).")
@click.option("--title", metavar="TEXT", help="As it stands on every page (default: the template's).")
@click.option("--contact", metavar="TEXT", help="Whom to call or write to on the day.")
@click.option("--zone", metavar="ZONE", help="Time zone, for online programmes.")
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="The programme folder itself (default: ./CITY-TEMPLATE-TERM).")
@click.option("--fit", metavar="HOW", help="Term too short: double, trim, early or past (default: past).")
@click.option("--dry-run", is_flag=True, help="Only list what would be written.")
@shared_options
def command(context: Context, *, into: Path | None, dry_run: bool, **flags: str | None) -> None:
    """Make a programme folder from a template and a city.

    On a terminal whatever is missing is asked for; Enter takes the default. Doing it again changes nothing.

    Example: programme new oxford --template engineering --term "Hilary 2027" --people 18 --cohorts 3
    """
    from toolkit.commands._new_questions import Flags, ask_everything
    from toolkit.reading.shelves import Shelves
    from toolkit.scaffold.create import answers_of, compare, make_draft, other_answers

    asked = Flags(**flags)
    shelves = Shelves.open(extra=context.shelves)
    chosen = ask_everything(asked, Asking(context.terminal), shelves, context.today)
    chosen, draft = _fit(context, asked.fit, chosen, shelves)
    root = _root(context, into, chosen)
    differences = other_answers(root, chosen.template, answers_of(chosen.settings))
    if differences:
        raise WouldOverwrite(f"{_shown(root)} was made with other answers ({'; '.join(differences)}). Edit its programme.yaml, or name another folder with --into.")
    planned = compare(root, draft.files)
    _tell_problems(context, draft)
    if dry_run:
        _list(planned)
        return
    _write(root, planned)
    if not context.quiet:
        _report(context, root, planned, draft, _line(asked, chosen, into, context))


def _fit(context: Context, given: str | None, chosen: Chosen, shelves: Shelves) -> tuple[Chosen, Draft]:
    """The draft with the way of fitting that the flag, somebody at a terminal or the default says."""
    from dataclasses import replace

    from toolkit.scaffold.create import make_draft
    from toolkit.scaffold.fits import FITS, fit_choices

    def read(word: str) -> str:
        return choice(word, FITS, kind="a way to fit")

    draft = make_draft(chosen.template, chosen.settings, shelves, made=context.today)
    choices = fit_choices(draft.programme) if given is None and context.terminal else ()
    fit = read(given) if given is not None else "past"
    if choices:
        fit = Asking(context.terminal).answer("--fit", None, read, question=_fit_question(choices), default="past")
    if fit == "past":
        return chosen, draft
    chosen = replace(chosen, settings=chosen.settings.model_copy(update={"fit": fit}))
    return chosen, make_draft(chosen.template, chosen.settings, shelves, made=context.today)


def _fit_question(choices: Sequence[FitChoice]) -> str:
    lines = [f"  {choice.fit:6}  {_fit_words(choice)}" for choice in choices]
    return "\n".join(["The term is too short for every session:", *lines, "How shall they fit"])


def _fit_words(choice: FitChoice) -> str:
    """One way of fitting in dates."""
    from toolkit.documents.filters import listing, short_date, span_words

    words = [span_words(choice.first, choice.last)]
    if choice.doubled:
        words.append("a second meeting that week on " + listing([short_date(date) for date in choice.doubled]))
    if choice.left_out:
        words.append("without " + listing([f"“{title}”" for title in choice.left_out]))
    if choice.after:
        words.append("after the term: " + listing([f"“{title}” {short_date(date)}" for title, date in choice.after]))
    return "; ".join(words)


def _root(context: Context, into: Path | None, chosen: Chosen) -> Path:
    if into is not None and context.folder is not None and into.resolve() != context.folder.resolve():
        raise WrongUsage("--into and -C name two folders; give one of them.")
    return (into or context.folder or Path(chosen.settings.key)).absolute()


def _shown(root: Path) -> str:
    """A folder as people would type it from here."""
    return root.relative_to(Path.cwd()).as_posix() if root.is_relative_to(Path.cwd()) and root != Path.cwd() else str(root)


def _tell_problems(context: Context, draft: Draft) -> None:
    """Warnings, and what speaks against the dates."""
    context.say("".join(problem.message for problem in draft.problems), detail=True)


def _write(root: Path, planned: Sequence[Planned]) -> None:
    """Writes what is to be created: a new folder as a whole, an old one file by file. WouldOverwrite where something is in the way."""
    from toolkit.outputs.folder import create_folder, locked, write_files

    blocked = [each.path for each in planned if each.state == "conflict"]
    if blocked:
        raise WouldOverwrite(f"{_shown(root)} holds other files already: {', '.join(blocked[:5])}. Nothing was written; name another folder with --into.")
    files = {each.path: each.data for each in planned if each.state == "create"}
    if not root.exists() or not any(root.iterdir()):
        create_folder(root, files)
    elif files:
        with locked(root):
            write_files(root, files)


def _list(planned: Sequence[Planned]) -> None:
    """Every file and what would become of it."""
    for each in planned:
        click.echo(f"{each.state:8}  {each.path}")


def _report(context: Context, root: Path, planned: Sequence[Planned], draft: Draft, line: str) -> None:
    """What there is now, and what to do next."""
    import shlex

    folder = _shown(root)
    words = _summary(draft)
    created = sum(each.state == "create" for each in planned)
    kept = [each.path for each in planned if each.state == "keep"]
    click.echo(f"{'Made' if created else 'Nothing to do in'} {folder}: {words}")
    if kept:
        click.echo(f"Kept as you changed them: {', '.join(kept)}")
    click.echo("\n" + _tree(folder, draft))
    quoted = shlex.quote(folder)
    click.echo(f"\nNext:\n  programme check {quoted}    what is wrong or not known yet\n  programme plan {quoted}     the dated timetable\n  programme build {quoted}    everything to print and send")
    click.echo(f"\nThe same in one line:\n  {line}")


def _summary(draft: Draft) -> str:
    """Title, number of meetings and dates in one sentence."""
    from toolkit.documents.filters import plural, span_words
    from toolkit.planning.make_plan import make_plan

    settings = draft.programme.settings
    dates = [meeting.date for meeting in make_plan(draft.programme).meetings]
    sessions = plural(len(draft.programme.sessions), "session")
    when = f", {span_words(min(dates), max(dates))}" if dates else ""
    return f"{settings.title}, {draft.programme.city.name}{f', {settings.term}' if settings.term else ''}: {sessions}{when}."


_TREE = {
    "programme.yaml": "edit this first",
    "curriculum.yaml": "order of the sessions",
    "sessions/": "what happens in each, minute by minute",
    "resources.yaml": "what is read and done, with links",
    "cohorts.yaml": "who meets when and where",
    "changes.yaml": "meetings that move",
    "people/": "participants, facilitators, rooms; stays on your machine",
}


def _tree(folder: str, draft: Draft) -> str:
    present = [name for name in _TREE if any(path.startswith(name) for path in draft.files)]
    return "\n".join([f"{folder.rstrip('/')}/", *(f"  {name:18}{_TREE[name]}" for name in present)])


def _line(asked: Any, chosen: Chosen, into: Path | None, context: Context) -> str:
    """The command that makes the same folder without a question."""
    import shlex

    from toolkit.scaffold.create import answers_of

    answers = answers_of(chosen.settings)
    words = ["programme", "new", str(answers["city"]), "--template", asked.template or chosen.template.name]
    for name in ("term", "start", "zone", "day", "time", "mode", "reading", "people", "cohorts", "title", "contact", "fit"):
        value = str(answers[name]).replace(", ", ",") if name in ("day", "time") else str(answers[name])
        if value and (name not in ("reading", "title", "fit") or getattr(asked, name) is not None or name == "fit" and value != "past"):
            words += [f"--{name}", value]
    folder = into or context.folder
    words += ["--into", str(folder)] if folder else []
    words += [word for shelf in context.shelf for word in ("--shelf", str(shelf))]
    return shlex.join(words)
