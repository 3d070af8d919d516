"""A list typed by hand: a person a line, `Ann Lee <ann@example.org>: Mon 18:00-21:00; if needed: Wed 19:00-21:00`.

Name and e-mail stand before the first colon or tab. A line that begins with # is a comment.
"""

from __future__ import annotations

import re

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.problems import Problem, ProblemsFound, named
from toolkit.reading.availability import read_availability
from toolkit.reading.imports.questions import busy_question, turned_round, zone_question
from toolkit.reading.imports.typed_times import Texts, by_line, vague_words
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.words import PERHAPS_WORDS
from toolkit.reading.people_tables import MOST_LISTED

SOURCE = "plain text"
BUSY = f'If all of the file says when people are not free: {named("busy")} {named("window")} "Mon-Fri 09:00-22:00".'
LOOKED_AT = 100
"""Lines that are looked at to know the kind of file."""

_EMAIL = re.compile(r"<?\b([^@\s<>,;]+@[^@\s<>,;:]+\.[^@\s<>,;:]+)>?")
_LINE = re.compile(r"(?P<who>[^:\t]+?)\s*(?:(?<!\d):|:(?!\d\d)|\t)\s*(?P<times>.*)")
"""A colon between figures is a time's, not the one behind a name."""
_PERHAPS = re.compile(
    rf"[;,.]?\s*\b(?:if (?:needed|need be|necessary)|{'|'.join(sorted(PERHAPS_WORDS - {'maybe', '(yes)'}))})\b\s*:?\s*",
    re.IGNORECASE,
)


_SAYS_WHEN = re.compile(r"\b(?:not|un)[ -]?(?:available|free)\b|\bexcept\b|\bbusy\b", re.IGNORECASE)


def recognises(upload: Upload) -> bool:
    """Whether the first line that is no comment is a person with times or with an address before the colon."""
    if upload.is_workbook or upload.json is not None:
        return False
    lines = [line.strip() for line in upload.text.split("\n")]
    lines = [line for line in lines if line and not line.startswith("#")]
    match = _LINE.fullmatch(lines[0]) if lines else None
    if match is None:
        return False
    if "," in _EMAIL.sub("", match["who"]).strip(" ,"):
        # the first line of a table has commas too, but no times in each line
        return all(_gives_times(line) for line in lines[:LOOKED_AT])
    return bool(_EMAIL.search(match["who"])) or _gives_times(lines[0])


def _gives_times(line: str) -> bool:
    match = _LINE.fullmatch(line)
    times = _PERHAPS.split(match["times"])[0] if match else ""
    found = read_availability(times)
    return bool(found.stretches or vague_words(times) or _SAYS_WHEN.search(times))


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody. Problems: P121 a line without a name and times, P122 times that are not clear."""
    questions = (*zone_question(answers), *busy_question(answers))
    if questions:
        return Found(SOURCE, questions=questions)
    if sum(1 for line in upload.text.split("\n") if line.strip()) > MOST_LISTED:
        raise ProblemsFound([upload.too_many()])
    texts = Texts(answers)
    people: list[Incoming] = []
    problems: list[Problem] = []
    for number, line in enumerate(upload.text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            problems.append(
                upload.problem(
                    "P121",
                    number,
                    "This line is not of the form “Name: times”.",
                    "Write it like “Ann Lee: Mon 18:00-21:00”.",
                )
            )
            continue
        cells = _who(match["who"]) | {"timezone": answers.zone}
        first, *rest = _PERHAPS.split(match["times"], maxsplit=1)
        said = texts.cells(first, rest[0] if rest else "")
        problems += [
            upload.problem("P122", number, f"{cells['name']}: {sentence}", BUSY if "not free" in sentence else "")
            for sentence in said.problems
        ]
        texts.suppose(said.notes, line=number)
        texts.lacks_hours(said.words, line=number, without_times=not said.cells)
        people.append(Incoming({**cells, **said.cells}, line=number))
    return Found(
        turned_round(SOURCE, answers),
        tuple(people),
        by_line([*problems, *texts.problems(upload.problem)]),
        texts.questions(),
    )


def _who(text: str) -> dict[str, str]:
    match = _EMAIL.search(text)
    name = _EMAIL.sub(" ", text).strip(" ,;-–()") if match else text.strip()
    return {"name": " ".join(name.split()), "email": match[1] if match else ""}
