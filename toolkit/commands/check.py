"""`programme check`: every problem of every file, all at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from toolkit.commands._shared import Context, echo_json, shared_options
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
    from toolkit.jobs.check import check

    folder = context.programme_folder(directory)
    found = check(folder, context.open_shelves(folder), today=context.today)
    shown = [
        problem
        for problem in found
        if (not select or problem.code.startswith(select)) and not problem.code.startswith(ignore)
    ]
    _print(context, shown, as_json=as_json)
    failing = {"error", *(("warning",) if strict or ready else ()), *(("advice",) if ready else ())}
    return 1 if any(problem.level in failing for problem in shown) else 0


def _print(context: Context, problems: list[Problem], *, as_json: bool) -> None:
    from toolkit.commands._problem_text import render_problems, summary
    from toolkit.jobs.check import check_data

    if as_json:
        folder = context.root or Path()
        echo_json(check_data(problems, folder, shelves=context.open_shelves(folder)))
    elif problems:
        forced = bool(os.environ.get("FORCE_COLOR")) or None  # else click takes colours off where stdout is no terminal
        click.echo(render_problems(problems, colour=context.colour, place=context.place), nl=False, color=forced)
    else:
        context.say(summary(problems))
