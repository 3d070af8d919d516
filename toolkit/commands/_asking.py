"""One question: answered by its flag, by somebody at a terminal, or by its default."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import click

from toolkit.problems import WrongUsage

T = TypeVar("T")


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


def read_flag(flag: str, text: str, *, read: Callable[[str], T]) -> T:
    """What `read` makes of a flag's text; WrongUsage names the flag."""
    try:
        return read(text.strip())
    except WrongUsage as error:
        raise WrongUsage(f"{flag}: {error}") from None


def choice(word: str, words: Iterable[str], *, code: str = "P023", kind: str = "one of the choices") -> str:
    """The one of `words` that is meant; case does not count. WrongUsage with the nearest and the list."""
    from toolkit.reading.records import nearest_and_all

    known = list(words)
    found = next((each for each in known if each.casefold() == word.casefold()), None)
    if found is None:
        raise WrongUsage(f"“{word}” is not {kind} ({code}). {nearest_and_all(word, known)}")
    return found


def read_zone(word: str) -> str:
    """A time zone; WrongUsage for what is none."""
    from toolkit.reading.zones import is_zone, why_no_zone

    if not is_zone(word):
        raise WrongUsage(" ".join(why_no_zone(word)))
    return word
