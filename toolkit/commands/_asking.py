"""One question: answered by its flag, by somebody at a terminal, or by its default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from toolkit.commands._option_words import said
from toolkit.problems import WrongUsage

T = TypeVar("T")


def read_flag(flag: str, text: str, *, read: Callable[[str], T]) -> T:
    """What `read` makes of a flag's text; WrongUsage names the flag."""
    try:
        return read(text.strip())
    except WrongUsage as error:
        raise WrongUsage(f"{flag}: {said(error)}") from None


@dataclass(frozen=True)
class Asking:
    """Whether somebody is there to ask. `answer` gives the value of a question."""

    terminal: bool

    def answer(
        self,
        flag: str,
        given: str | None,
        *,
        read: Callable[[str], T],
        question: str,
        default: str | None,
        suggestion: str | None = None,
    ) -> T:
        """What `read` makes of the flag's text, of what somebody types, or of the default.

        `suggestion` is the default of the prompt where the question has none without a terminal. WrongUsage names the
        flag.
        """
        if given is not None:
            return read_flag(flag, given, read=read)
        if self.terminal:
            return self._prompt(flag, read, question=question, default=suggestion if default is None else default)
        if default is None:
            raise WrongUsage(f"{flag} is needed: nobody is there to ask. {question}.")
        return read_flag(flag, default, read=read)

    def _prompt(self, flag: str, read: Callable[[str], T], *, question: str, default: str | None) -> T:
        def value(text: str) -> T:
            try:
                return read_flag(flag, text, read=read)
            except WrongUsage as error:
                raise click.UsageError(str(error)) from None

        answer: T = click.prompt(question, default=default, value_proc=value, err=True)
        return answer
