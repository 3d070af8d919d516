"""What somebody typed, on a command line, at a prompt or in a form, as a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from toolkit.problems import WrongUsage

T = TypeVar("T")


def read_argument(argument: str, text: str, *, read: Callable[[str], T]) -> T:
    """What `read` makes of an argument's text; WrongUsage names the argument."""
    try:
        return read(text.strip())
    except WrongUsage as error:
        raise WrongUsage(str(error), argument=argument) from None


def choice(word: str, words: Iterable[str], *, code: str = "P023", kind: str = "one of the choices") -> str:
    """The one of `words` that is meant; case does not count. WrongUsage with the nearest and the list."""
    from toolkit.reading.records import nearest_and_all

    known = list(words)
    found = next((each for each in known if each.casefold() == word.casefold()), None)
    if found is None:
        raise WrongUsage(f"“{word}” is not {kind} ({code}). {nearest_and_all(word, known)}")
    return found
