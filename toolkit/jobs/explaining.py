"""What a problem code or one of the program's own words means."""

from __future__ import annotations

from typing import Annotated, TypedDict

from toolkit.problem_codes import CODES, Code
from toolkit.problems import WrongUsage, shortened
from toolkit.reading.records import nearest
from toolkit.words.glossary import GLOSSARY, Word


class ExplainedData(TypedDict):
    """What was asked about."""

    version: int
    name: Annotated[str, "the code or the word"]
    level: Annotated[str | None, "of a code: error, warning or advice"]
    says: Annotated[str, "what the problem is, or what the word means"]
    why: Annotated[str | None, "of a code: why it matters"]
    mend: Annotated[str | None, "of a code: how to mend it"]
    verbs: Annotated[list[str], "of a word: the verbs that have to do with it"]


def find_explained(text: str) -> Code | Word:
    """The code or word that somebody asks about, in any case. WrongUsage where there is none."""
    asked = text.strip()
    found = CODES.get(asked.upper()) or GLOSSARY.get(asked.casefold())
    if found is None:
        code = any(letter.isdigit() for letter in asked)
        near = nearest(asked.upper(), CODES) if code else nearest(asked.casefold(), GLOSSARY)
        raise WrongUsage(shortened(f"There is no code and no word “{asked}”. {near}".rstrip()))
    return found


def explained_data(found: Code | Word) -> ExplainedData:
    """What it means as JSON."""
    code = found if isinstance(found, Code) else None
    return {
        "version": 1,
        "name": found.code if isinstance(found, Code) else found.word,
        "level": code.level if code else None,
        "says": found.title if isinstance(found, Code) else found.meaning,
        "why": code.why if code else None,
        "mend": code.mend if code else None,
        "verbs": list(found.verbs) if isinstance(found, Word) else [],
    }
