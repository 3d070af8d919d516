"""Whether two names may be one person's, written in two ways: for whoever has one address and two names."""

from __future__ import annotations

import difflib
import re
import unicodedata

ALIKE = 0.8
"""Two words with more than this share of letters in common are one, mistyped: Catherine and Katherine, not Ann and
Bob."""


def may_be_one(name: str, other: str) -> bool:
    """Whether each word of the shorter name has one of its own in the other that is alike.

    Ann Lee may be Anna Lee, Lee, Ann, A. Lee or Ann; she is neither Bob Lee nor Ann Smith. A name without a letter
    says nothing.
    """
    short, long = sorted((_words(name), _words(other)), key=len)
    left = list(long)
    for word in short:
        partner = word if word in left else next((one for one in left if _alike(one, word)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _words(name: str) -> list[str]:
    """The words of a name, without accents and case, the longest first: an initial takes what is left."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return sorted(re.findall(r"[^\W\d_]+", plain.casefold()), key=len, reverse=True)


def _alike(word: str, other: str) -> bool:
    return (
        word.startswith(other)
        or other.startswith(word)
        or difflib.SequenceMatcher(None, word, other, autojunk=False).ratio() > ALIKE
    )
