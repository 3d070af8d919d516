"""`programme check`: every problem of every file, all at once."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable
from pathlib import Path

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problem_codes import CODES
from toolkit.problems import Problem


def read_codes(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """`--select P04,P060`: codes or the beginnings of codes; one that begins none is refused."""
    codes = tuple(code.strip().upper() for text in value for code in text.split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in CODES):
            raise click.BadParameter(f"no code begins with “{code}”; they look like {next(iter(CODES))}")
    return codes


@click.command(name="check", epilog="Example: programme check --ready oxford")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--ready", is_flag=True, help="Before you announce: warnings and advice fail too.")
@click.option(
    "--select", multiple=True, callback=read_codes, metavar="CODES", help="Only these codes, such as P04,P060."
)
@click.option("--ignore", multiple=True, callback=read_codes, metavar="CODES", help="Without these codes.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@shared_options
def command(
    context: Context,
    directory: Path | None,
    *,
    strict: bool,
    ready: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    as_json: bool,
) -> int:
    """Find every problem in a programme's files.

    Errors fail (exit code 1); warnings and advice are shown.
    """
    found = find_all(context.programme_folder(directory), shelves=context.shelves, today=context.today)
    shown = [
        problem
        for problem in found
        if (not select or problem.code.startswith(select)) and not problem.code.startswith(ignore)
    ]
    _print(context, shown, as_json=as_json)
    failing = {"error", *(("warning",) if strict or ready else ()), *(("advice",) if ready else ())}
    return 1 if any(problem.level in failing for problem in shown) else 0


def find_all(folder: Path, *, shelves: Iterable[Path], today: datetime.date | None) -> tuple[Problem, ...]:
    """The problems of reading and, as far as the programme could be read, those of its plan; sorted, each once."""
    from toolkit.jobs.examine import examine
    from toolkit.reading.shelves import Shelves

    _plan, _types, _base, found = examine(folder, Shelves.open(folder=folder, extra=tuple(shelves)), today=today)
    return tuple(sorted(set(found)))


def _print(context: Context, problems: list[Problem], *, as_json: bool) -> None:
    from toolkit.commands._places import place_of
    from toolkit.commands._problem_text import problem_data, render_problems, summary

    if as_json:
        root = context.root or Path()
        shelf = {
            name: place_of(name, root, shelves=context.shelves)[1] for name in {problem.file for problem in problems}
        }
        data = [problem_data(problem, shelf=shelf[problem.file]) for problem in problems]
        click.echo(json.dumps({"version": 1, "problems": data}, ensure_ascii=False, indent=2))
    elif problems:
        forced = bool(os.environ.get("FORCE_COLOR")) or None  # else click takes colours off where stdout is no terminal
        click.echo(render_problems(problems, colour=context.colour, place=context.place), nl=False, color=forced)
    else:
        context.say(summary(problems))
