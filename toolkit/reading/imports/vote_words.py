"""What the words of votes mean: one that nobody knows is told once for the file, and costs no other vote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.model.imports import Answers
from toolkit.problems import Problem, brief, named
from toolkit.reading.imports.votes import IF_NEEDED, YES
from toolkit.reading.imports.words import vote
from toolkit.words.filters import plural

_MEANINGS = {"available": YES, "if_needed": IF_NEEDED, "other": "no"}
"""What a word stands for by the column to which the organiser maps it."""


@dataclass
class VoteWords:
    """Reads words of votes by what the organiser said, then by `known`; those that neither knows gather."""

    answers: Answers
    known: Callable[[str], str | None] = vote
    seen: set[str] = field(default_factory=set)
    _strange: dict[str, list[int]] = field(default_factory=dict)

    def meaning(self, word: str, *, line: int) -> str | None:
        """`yes`, `if needed` or `no`; None for a word that nobody knows, which is remembered."""
        plain = " ".join(word.casefold().split())
        self.seen.add(plain)
        found = _MEANINGS.get(self.answers.columns.get(plain, "")) or self.known(word)
        if found is None:
            self._strange.setdefault(plain, []).append(line)
        return found

    def problems(self, tell: Callable[[str, int, str, str], Problem]) -> list[Problem]:
        """P122 for each word that nobody knows, with how many said it and the option that answers it."""
        return [
            tell(
                "P122",
                lines[0],
                f"“{brief(word)}” is neither yes, no nor “if need be”; it is left out, and what stands beside it counts"
                f" ({_times(len(lines))}, by {plural(len(set(lines)), 'person', 'people')}).",
                f'Say what it means, and import the file again: {named("map")} "{word}=if_needed" (or available; other'
                " for no).",
            )
            for word, lines in self._strange.items()
        ]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
