"""Rallly's "export to CSV": a row for each person, a column for each option, and yes, if need be or no in the
exporter's language.

Older: the first heading is the number of participants, an option is `Mon 18 Jan 6:00 PM - 8:00 PM`. Newer:
`Name,Email`, then perhaps `Responded on (Zone)`, and options with the year. Cells are not quoted, so a comma in a name
makes the row longer; votes are therefore counted from the right. An option without hours (`Mon 18 Jan`) says a day and
no time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.problems import Problem
from toolkit.reading.imports.cells import Row, Table
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.typed_times import by_line
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.vote_words import VoteWords
from toolkit.reading.imports.votes import FIRST_MONDAY, OfferedTime, no_time_words, weekly_hours
from toolkit.reading.imports.words import vote, weekday

SOURCE = "Rallly CSV"
_OPTION = re.compile(
    r"(?P<day>\w+)\.? (?P<date>\d{1,2})\.? (?P<month>[^\W\d]+)\.?(?: (?P<year>\d{4}))?"
    r"(?: (?P<a>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?) [-–] (?P<b>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?))?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\(([A-Za-z_+-]+(?:/[A-Za-z0-9_+-]+)*)\)$")
_EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+")


def recognises(upload: Upload) -> bool:
    """Whether every heading from some column on is an option with a weekday and a date."""
    table = upload.table
    return table is not None and bool(_options(table)) and len(table.headings) - len(_options(table)) in (1, 2, 3)


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody with their votes. Problems: P120 options without hours, P121 a row that is too short, P122 a word that
    is no vote."""
    table = upload.table
    assert table is not None
    options = _options(table)
    leading = len(table.headings) - len(options)
    said = _ZONE.search(table.headings[leading - 1])
    questions = zone_question(answers, suggestion=said[1] if said else "")
    if questions:
        return Found(SOURCE, questions=questions)
    offered = [one for option in options if (one := _offered_time(option)) is not None]
    if len(offered) < len(options):
        message = (
            "The poll has days without hours, or an option that cannot be read; nobody's times can be told from it."
        )
        return Found(SOURCE, problems=(upload.problem("P120", table.line, message, "Ask for times in the poll."),))
    known = _meanings(table, len(options), answers=answers)
    words = VoteWords(answers, known=known.get)
    people: list[Incoming] = []
    problems: list[Problem] = []
    for row in table.rows:
        person = _person(row, leading, offered=offered, words=words, zone=answers.zone)
        if isinstance(person, str):
            problems.append(upload.problem("P121", row.line, person))
        else:
            people.append(person)
    problems += words.problems(upload.problem)
    return Found(SOURCE, tuple(people), by_line(problems), words=frozenset(words.seen))


def _options(table: Table) -> tuple[str, ...]:
    """The headings that are options: the last ones, all of the same form."""
    headings = [" ".join(heading.split()) for heading in table.headings]
    count = 0
    while (
        count < len(headings)
        and (match := _OPTION.fullmatch(headings[-1 - count]))
        and weekday(match["day"]) is not None
    ):
        count += 1
    return tuple(headings[len(headings) - count :])


def _offered_time(option: str) -> OfferedTime | None:
    """Beginning and length in the first week of 1970."""
    match = _OPTION.fullmatch(option)
    day = weekday(match["day"]) if match else None
    if match is None or day is None or not match["a"]:
        return None
    start, end = _clock(match["a"]), _clock(match["b"])
    if start is None or end is None:
        return None
    return FIRST_MONDAY + datetime.timedelta(days=day, minutes=start), (end - start) % 1440 or 1440


def _clock(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:\s*([ap])\.?m\.?)?", text, re.IGNORECASE)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return hour * 60 + minute if hour <= 24 and minute < 60 else None


def _meanings(table: Table, options: int, *, answers: Answers) -> Mapping[str, str]:
    """What each word of the votes means: yes and no are known in many languages, and the one word beside them is "if
    need be"."""
    words = {cell for row in table.rows for cell in row.cells[len(row.cells) - options :]}
    known = {word: meaning for word in words if (meaning := vote(word)) is not None}
    strange = {word for word in words - known.keys() if " ".join(word.casefold().split()) not in answers.columns}
    if len(strange) == 1 and "if needed" not in known.values() and {"yes", "no"} & set(known.values()):
        known[strange.pop()] = "if needed"
    return known


def _person(row: Row, leading: int, *, offered: list[OfferedTime], words: VoteWords, zone: str) -> Incoming | str:
    """The person of a row, or what is wrong with it."""
    first, votes = row.cells[: len(row.cells) - len(offered)], row.cells[len(row.cells) - len(offered) :]
    if len(first) < leading:
        return f"{row.cell(0)}: the row has fewer cells than the heading."
    extra = len(first) - leading
    name = ", ".join(first[: extra + 1])
    said = {
        place: meaning
        for place, word in enumerate(votes)
        if (meaning := words.meaning(word, line=row.line)) is not None
    }
    available, if_needed = weekly_hours(offered, said)
    email = next((cell for cell in first[1:] if _EMAIL.fullmatch(cell)), "")
    return Incoming(
        {"name": name, "email": email, "timezone": zone, "available": available, "if_needed": if_needed},
        line=row.line,
        note=no_time_words(said, (available, if_needed)),
    )
