"""`programme new`: a programme folder from a template and a city."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._asking import Asking, read_flag
from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.new import Chosen
    from toolkit.jobs.new_answers import NewSaid
    from toolkit.reading.shelves import Shelves
    from toolkit.scaffold.create import DraftProgramme


@click.command(short_help="Make a programme folder from a template and a city.")
@click.argument("city", required=False, shell_complete=completes("city"))
@click.option(
    "--template",
    metavar="T",
    shell_complete=completes("template"),
    help="A template on a shelf, a folder, or a git address.",
)
@click.option("--checkout", metavar="NAME", help="Branch or tag of a git address (default: its main one).")
@click.option("--directory", metavar="PATH", help="The folder inside a git address that is the template.")
@click.option("--term", metavar="NAME", help='A term of the city, such as "Hilary 2027" (default: the next one).')
@click.option("--start", metavar="DATE", help="The earliest date of session 1.")
@click.option("--day", metavar="DAY", help="Day of the week (default: the template's); of several days the first.")
@click.option(
    "--time", metavar="HH:MM", help="Start on a 24-hour clock (default: the template's); of several times the first."
)
@click.option(
    "--mode",
    metavar="M",
    help=(
        "A mode of the template (templates show NAME lists them); conceptual, engineering: in-person-mentored,"
        " in-person-peer or online-peer."
    ),
)
@click.option("--reading", metavar="WHEN", help="before or inside the meeting.")
@click.option("--people", metavar="N", help="Participants expected in all (default: 8).")
@click.option("--cohorts", metavar="N", help="Groups that meet apart (default: 1).")
@click.option("--title", metavar="TEXT", help="As it stands on every page (default: the template's).")
@click.option("--contact", metavar="TEXT", help="Whom to call or write to on the day.")
@click.option("--signed-by", metavar="NAME", help="Who signs the messages, and whom they come from.")
@click.option("--zone", metavar="ZONE", help="Time zone, for online programmes and for a city that no shelf has.")
@click.option(
    "--holidays",
    metavar="REGION",
    help="Whose public holidays a city keeps that no shelf has, such as DE-BY (default: the zone's country); or none.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The programme folder itself (default: ./CITY-TEMPLATE-TERM).",
)
@click.option("--fit", metavar="HOW", help="Term too short: double, trim, early or past (default: the city's).")
@click.option("--dry-run", is_flag=True, help="Only list what would be written.")
@shared_options
def command(context: Context, *, into: Path | None, dry_run: bool, **flags: str | None) -> int:
    """Make a programme folder from a template and a city.

    On a terminal whatever is missing is asked for; Enter takes the default. Doing it again changes nothing.

    Example: programme new oxford --template engineering --term "Hilary 2027" --people 18 --cohorts 3
    """
    from toolkit.commands._new_questions import ask_everything, begin, usual_answers
    from toolkit.commands._new_report import list_files, report, tell_problems
    from toolkit.commands._option_words import options_in
    from toolkit.jobs.cities import describe
    from toolkit.jobs.new import planned_files, write_new
    from toolkit.jobs.new_answers import NewSaid
    from toolkit.words.filters import date_words

    asked = NewSaid(**flags)
    shelves = context.open_shelves()
    asking, usual = Asking(context.terminal), usual_answers(context, asked)

    asking.tell("Enter takes what stands in brackets; back goes to the question before.")
    begun = begin(asked, usual=usual, terminal=context.terminal, shelves=shelves, today=context.today)

    def taken(key: str) -> str:
        root = into or context.folder or Path(key)
        return (
            f"{_shown(root.absolute())} is there already: other answers than its own will be refused." * root.is_dir()
        )

    def ask() -> tuple[Chosen, DraftProgramme]:
        chosen = ask_everything(begun, asking, shelves=shelves, taken=taken)
        return _fit(context, asked.fit, asking=asking, chosen=chosen, shelves=shelves)

    chosen, draft = asking.questions(ask)
    root = _root(context, into, chosen=chosen)
    planned = planned_files(root, draft, made=chosen.template, settings=chosen.settings, called=_shown(root))
    if chosen.settings.term and not (context.terminal or asked.term or asked.start):
        context.say(f"Term: {chosen.settings.term}, the next one; --term or --start names another.")
    if start := chosen.settings.start:
        context.say(f"Start: session 1 is on {date_words(start)} or after it.")
    if chosen.made:
        context.say(options_in(describe(chosen.made, chosen.years)))
    tell_problems(context, draft)
    if dry_run:
        list_files(planned)
        return 4 if any(each.state == "conflict" for each in planned) else 0
    write_new(root, planned, called=_shown(root))
    if not context.quiet:
        report(_shown(root), planned, draft=draft, shelves=context.shelf)
        click.echo(f"\nThe same in one line:\n  {_line(asked, chosen, into=into, context=context)}")
    return 0


def _fit(
    context: Context, given: str | None, *, asking: Asking, chosen: Chosen, shelves: Shelves
) -> tuple[Chosen, DraftProgramme]:
    """The draft with the way of fitting that the flag, somebody at a terminal or the default says."""
    from toolkit.commands._new_report import fit_question
    from toolkit.jobs.new import draft_chosen, read_fit, ways_to_fit

    fitted = partial(draft_chosen, chosen, shelves=shelves, today=context.today)
    if given is not None:
        return fitted(fit=read_flag("--fit", given, read=read_fit))
    found = fitted(fit=None)
    choices = ways_to_fit(found[1]) if context.terminal else ()
    if not choices:
        return found
    usual = chosen.city.fit
    fit = asking.answer("--fit", None, read=read_fit, question=fit_question(choices), default=usual)
    return found if fit == usual else fitted(fit=fit)


def _root(context: Context, into: Path | None, *, chosen: Chosen) -> Path:
    if into is not None and context.folder is not None and into.resolve() != context.folder.resolve():
        raise WrongUsage("--into and -C name two folders; give one of them.")
    return (into or context.folder or Path(chosen.settings.key)).absolute()


def _shown(root: Path) -> str:
    """A folder as people would type it from here."""
    return (
        root.relative_to(Path.cwd()).as_posix() if root.is_relative_to(Path.cwd()) and root != Path.cwd() else str(root)
    )


def _line(asked: NewSaid, chosen: Chosen, *, into: Path | None, context: Context) -> str:
    """The command that makes the same folder without a question: every answer, and the flags that were given."""
    import shlex

    answers = chosen.answers
    words = ["programme", "new", answers["city"], "--template", asked.template or chosen.template.name]
    for name in ("checkout", "directory"):
        words += [f"--{name}", getattr(asked, name)] if getattr(asked, name) else []
    if chosen.made:
        region = chosen.made.region
        words += ["--zone", str(chosen.city.zone), "--holidays", region.code if region else "none"]
    for name in ("term", "start", "zone", "day", "time", "mode", "people", "cohorts"):
        words += [f"--{name}", answers[name].replace(", ", ",")] if answers[name] else []
    words += ["--fit", answers["fit"]] if answers["fit"] != chosen.city.fit else []
    words += ["--reading", answers["reading"]] if asked.reading or context.terminal else []
    words += ["--title", answers["title"]] if asked.title is not None else []
    for name in ("contact", "signed_by"):
        words += [f"--{name.replace('_', '-')}", answers[name]] if answers[name] else []
    folder = into or context.folder
    words += ["--into", str(folder)] if folder else []
    words += [word for shelf in context.shelf for word in ("--shelf", str(shelf))]
    return shlex.join(words)
