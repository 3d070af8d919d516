"""Write docs/man/ from the commands, a page for each verb and one for the whole: `python -m scripts.man_pages`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit import __version__
from toolkit.cli import SECTIONS, VERBS, Verb, group

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "man"
EXIT_CODES = """\
0 fine; 1 problems in the files; 2 wrong usage; 3 something is missing on this machine; 4 edits would have been
overwritten, or update left something in incoming/; 70 a bug of ours; 130 interrupted."""
VARIABLES = {
    "PROGRAMME_SHELF": "A path list of shelves, searched after those of --shelf.",
    "PROGRAMME_SMTP_PASSWORD": "The password for `programme send`, which otherwise asks for it.",
    "NO_COLOR": "No colours.",
    "_PROGRAMME_COMPLETE": (
        "As bash_source, zsh_source or fish_source it prints what that shell needs to complete verbs, options,"
        " sessions, cohorts and people."
    ),
}


def pages() -> dict[str, str]:
    """Every page by its file's name."""
    shared = {option.name for option in group.params}
    found = {"programme.1": "\n".join([*_whole(shared=shared), ""])}
    for name in VERBS:
        stub = group.commands[name]
        assert isinstance(stub, Verb)
        found[f"programme-{name}.1"] = "\n".join([*_of_verb(stub.real, name, shared=shared), ""])
    return found


def _whole(*, shared: set[str]) -> Iterator[str]:
    yield from _head("programme", "make and run a programme from a curriculum template")
    yield from (".SH SYNOPSIS", *_usage("programme", "[OPTIONS] VERB [ARGUMENTS]"))
    yield from (".SH DESCRIPTION", *of_command(group, shared=shared))
    for title, verbs in SECTIONS.items():
        yield f".SH {_escaped(title.upper())}"
        for name, says in verbs.items():
            yield from (".TP", f".BR programme\\-{name} (1)", _line(says))
    yield from (".SH OPTIONS", "They may stand before or after the verb.", *_options(group, shared=set()))
    yield ".SH ENVIRONMENT"
    for name, says in VARIABLES.items():
        yield from (".TP", f".B {name}", _line(says))
    yield from (".SH EXIT STATUS", *_text(EXIT_CODES))


def _of_verb(command: click.Command, name: str, *, shared: set[str]) -> Iterator[str]:
    """The page of a verb, with a section for each verb below it."""
    words = f"programme {name}"
    yield from _head(f"programme-{name}", VERBS[name].rstrip("."))
    below = command.commands if isinstance(command, click.Group) else {}
    usages = {f"{words} {each}": one for each, one in below.items()}
    if not isinstance(command, click.Group) or command.invoke_without_command:
        usages = {words: command, **usages}
    yield ".SH SYNOPSIS"
    for number, (each, one) in enumerate(usages.items()):
        yield from ([".br"] if number else [])
        yield from _usage(each, _pieces(one))
    yield from (".SH DESCRIPTION", *of_command(command, shared=shared))
    for each, one in below.items():
        yield from (f".SH {_escaped(f'{words} {each}'.upper())}", *of_command(one, shared=shared))
    yield from (".SH SEE ALSO", "The options that every verb takes, and the exit codes:", ".BR programme (1)")


def _head(name: str, says: str) -> Iterator[str]:
    """Without a date: the same commands give the same bytes on any day."""
    yield '.\\" Made from the commands by python -m scripts.man_pages.'
    yield f'.TH {_escaped(name.upper())} 1 "" "programme {__version__}" "Programme\\-in\\-a\\-box"'
    yield from (".SH NAME", f"{_escaped(name)} \\- {_escaped(says)}")


def _usage(words: str, rest: str) -> Iterator[str]:
    yield from (f".B {_escaped(words)}", *([_line(rest)] if rest else []))


def _pieces(command: click.Command) -> str:
    """What stands behind the name, but for the verbs below it, which stand on lines of their own."""
    return " ".join(click.Command.collect_usage_pieces(command, click.Context(command)))


def of_command(command: click.Command, *, shared: set[str]) -> Iterator[str]:
    """Its help, the examples that end it, and its options without those that are `shared`."""
    lines = [line.strip() for line in f"{command.help or ''}\n\n{command.epilog or ''}".splitlines()]
    yield from _text("\n".join(line for line in lines if not line.startswith("Example:")))
    for line in lines:
        if line.startswith("Example:"):
            yield from (".PP", *_example(line))
    yield from _options(command, shared=shared)


def _example(line: str) -> Iterator[str]:
    yield from ("Example:", ".PP", ".nf", ".RS", _line(line.removeprefix("Example:").strip()), ".RE", ".fi")


def _text(text: str) -> Iterator[str]:
    """Paragraphs, blank lines between them."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    for number, paragraph in enumerate(filter(None, paragraphs)):
        yield from ([".PP"] if number else [])
        yield _line(paragraph)


def _options(command: click.Command, *, shared: set[str]) -> Iterator[str]:
    context = click.Context(command)
    for option in command.params:
        own = isinstance(option, click.Option) and option.name not in shared
        record = option.get_help_record(context) if own else None
        if record:
            yield from (".TP", f".B {_escaped(record[0])}", _line(record[1]))


def _line(text: str) -> str:
    """A line that roff takes for text, whatever it begins with."""
    return f"\\&{_escaped(text)}" if text.startswith(".") else _escaped(text)


def _escaped(text: str) -> str:
    """Text in roff, in plain letters alone."""
    for letter, said in {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}.items():
        text = text.replace(letter, said)
    return "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in text)


def write(folder: Path) -> None:
    """All pages, and no other file."""
    folder.mkdir(exist_ok=True)
    made = pages()
    for path in folder.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    write(FOLDER)
