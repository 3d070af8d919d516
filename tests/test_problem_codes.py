"""Every kind of problem has a code of its own, and says why it matters and how to mend it."""

from __future__ import annotations

import re

from toolkit import problem_codes
from toolkit.problem_codes import CODES


def test_no_code_is_given_twice() -> None:
    assert len(problem_codes._ALL) == len(CODES)


def test_every_code_says_in_sentences_why_and_how() -> None:
    assert [
        code
        for code, known in CODES.items()
        if not (re.fullmatch(r"P\d{3}", code) and known.why.endswith(".") and known.mend.endswith("."))
    ] == []
