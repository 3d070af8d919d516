"""`programme explain`: what a problem is, why it matters and how to mend it; and what the program's own words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.problem_codes import Code
    from toolkit.words.glossary import Word

_LEVELS = {
    "error": "error: it stops a build",
    "warning": "warning: it fails under --strict",
    "advice": "advice: it fails under --ready",
}


@click.command(name="explain", epilog="Example: programme explain P040")
@click.argument("what", metavar="CODE|WORD", required=False, shell_complete=completes("explained"))
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(_context: Context, what: str | None, *, as_json: bool) -> None:
    """Say what a problem is and how to mend it, or what a word such as publish, held or shelf means here.

    Without an argument it lists the words.
    """
    from toolkit.jobs.explaining import explained_data, find_explained
    from toolkit.problem_codes import Code
    from toolkit.problems import WrongUsage
    from toolkit.words.glossary import GLOSSARY

    if what is None:
        if as_json:
            raise WrongUsage("Name a code or a word: `programme explain publish --json`.")
        click.echo("\n".join(_of_word(word) for word in GLOSSARY.values()))
        return
    found = find_explained(what)
    if as_json:
        echo_json(explained_data(found))
    else:
        click.echo(_of_code(found) if isinstance(found, Code) else _of_word(found))


def _of_code(found: Code) -> str:
    return f"{found.code}  {found.title}  ({_LEVELS[found.level]})\n\nWhy:  {found.why}\nMend: {found.mend}"


def _of_word(found: Word) -> str:
    verbs = ", ".join(f"`programme {verb}`" for verb in found.verbs)
    return f"{found.word}: {found.meaning} ({verbs})"
