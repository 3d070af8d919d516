"""One question: answered by its flag, by somebody at a terminal, or by its default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import click

from toolkit.commands._option_words import said
from toolkit.problems import WrongUsage

T = TypeVar("T")
Choices = Sequence[tuple[str, str]]
"""What can be answered, each with a line about it."""


def read_flag(flag: str, text: str, *, read: Callable[[str], T]) -> T:
    """What `read` makes of a flag's text; WrongUsage names the flag."""
    try:
        return read(text.strip())
    except WrongUsage as error:
        raise WrongUsage(f"{flag}: {said(error)}") from None


def needed(flag: str, question: str) -> str:
    """What to say where nobody is there to answer a question that has no default."""
    return f"{flag} is needed: nobody is there to ask. {question}."


class WentBackError(Exception):
    """Somebody typed `back`: the questions are asked anew, with the answers before the last one known."""


@dataclass
class Asking:
    """Whether somebody is there to ask. `answer` gives the value of a question. `typed` are the lines that answered the
    questions so far, `known` how many of them have been taken again after somebody went back, `told` what was said
    between them."""

    terminal: bool
    typed: list[str] = field(default_factory=list)
    known: int = 0
    told: list[str] = field(default_factory=list)

    def answer(
        self,
        flag: str,
        given: str | None,
        *,
        read: Callable[[str], T],
        question: str,
        default: str | None,
        suggestion: str | None = None,
        choices: Choices = (),
    ) -> T:
        """What `read` makes of the flag's text, of what somebody types, or of the default.

        `suggestion` is the default of the prompt where the question has none without a terminal. Of `choices` the
        number may be typed, too. WrongUsage names the flag.
        """
        if given is not None:
            return read_flag(flag, given, read=read)
        if self.terminal:
            asked = "\n".join([*_numbered(choices), question])
            first = suggestion if default is None else default
            return self._prompt(flag, lambda text: read(_chosen(text, choices)), question=asked, default=first)
        if default is None:
            raise WrongUsage(needed(flag, question))
        return read_flag(flag, default, read=read)

    def tell(self, text: str) -> None:
        """Something to know before the next question; said once, however often somebody goes back."""
        if self.terminal and text not in self.told:
            self.told.append(text)
            click.echo(text, err=True)

    def questions(self, ask: Callable[[], T]) -> T:
        """What comes out of several questions, in which somebody may go back."""
        while True:
            try:
                return ask()
            except WentBackError:
                self.typed, self.known = self.typed[:-1], 0

    def _prompt(self, flag: str, read: Callable[[str], T], *, question: str, default: str | None) -> T:
        def value(text: str) -> T:
            if text.strip().casefold() in ("back", "<"):
                raise WentBackError
            try:
                found = read_flag(flag, text, read=read)
            except WrongUsage as error:
                raise click.UsageError(str(error)) from None
            self.typed.append(text)
            return found

        if self.known < len(self.typed):
            self.known += 1
            return read_flag(flag, self.typed[self.known - 1], read=read)
        answer: T = click.prompt(question, default=default, value_proc=value, err=True)
        self.known = len(self.typed)
        return answer


def _numbered(choices: Choices) -> list[str]:
    width = max((len(word) for word, _ in choices), default=0)
    return [f"  {number}  {word:{width}}  {gloss}".rstrip() for number, (word, gloss) in enumerate(choices, 1)]


def _chosen(text: str, choices: Choices) -> str:
    """What is meant by a number, and by a word behind it: `2 inside`."""
    first, space, rest = text.strip().partition(" ")
    if first.isdecimal() and len(first) < 4 and 0 < int(first) <= len(choices):
        return f"{choices[int(first) - 1][0]}{space}{rest}"
    return text
