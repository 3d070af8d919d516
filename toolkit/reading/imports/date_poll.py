"""Polls about dates with the dates in rows above the votes: Doodle, Framadate (nuudel), Nextcloud Polls.

Doodle's export: title and address, then rows of months, days and hours, in which a month or day stands above the first
of its columns only; votes are `OK`, `(OK)` and nothing, and the last row counts them. Framadate's: a row of dates, a
row of hours, votes in the poll's language. Nextcloud's workbook: title, description, `From` and `To` with whole dates,
votes as ✔, ❔ and ❌; its CSV: one row of ISO intervals in UTC, votes `yes`, `maybe`, `no`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.problems import Problem
from toolkit.reading.clock import CLOCK, read_clock, read_pair
from toolkit.reading.imports.cells import Row
from toolkit.reading.imports.from_until import edge
from toolkit.reading.imports.heading_words import heading_field
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.typed_times import by_line
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.vote_words import VoteWords
from toolkit.reading.imports.votes import FIRST_MONDAY, OfferedTime, no_time_words, wall, weekly_hours
from toolkit.reading.imports.words import vote, weekday

SOURCE = "poll of dates"
MOST_ABOVE = 12
"""Rows that may stand above the votes."""

_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) *(?:-|/) *(\S+)")
_RANGE = re.compile(rf"(?<!\d)({CLOCK})\s*(?:-|–|—|bis|till?|to|à|a|tot)\s*({CLOCK})(?![\w:])", re.IGNORECASE)
_MOMENT = re.compile(r"(?<!\d)(\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]m|\d{1,2} ?h\b)", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})/(\d{4}))(?!\d)")
_COUNT = re.compile(
    r"(?:count|total|sum|yes|summe|anzahl|gesamt|ergebnis|totale?|compte|somme|total des votes|aantal|totaal|suma|antal"
    r"|summa|součet)s?:?",
    re.IGNORECASE,
)
_YES = {"ok": "yes", "✔": "yes", "✔️": "yes", "✓": "yes"}
_PERHAPS = {"(ok)", "❔", "❓", "?", "under reserve", "unter vorbehalt", "sous réserve", "ifneedbe", "vielleicht",
    "peut-être", "quizás", "forse", "talvez", "misschien", "kanske", "måske", "kanskje", "może", "možná"}  # fmt: skip
_NO = {"❌", "✖", "✘", "❌️"}


@dataclass(frozen=True)
class _Poll:
    """The place of the first row of votes, of the first column of them, and the times offered: moments in UTC where the
    file says so, else hours of the first week of 1970."""

    top: int
    left: int
    offered: tuple[OfferedTime, ...]
    in_utc: bool = False


def recognises(upload: Upload) -> bool:
    """Whether every column from some on has a date and hours above votes."""
    return upload.json is None and _poll(upload.rows[: MOST_ABOVE + 1]) is not None


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody with their votes; a row that only counts is nobody. Problems: P121 votes without a name, P122 a word
    that is no vote."""
    poll = _poll(upload.rows[: MOST_ABOVE + 1])
    assert poll is not None
    questions = zone_question(answers, text="The poll does not say whose clock its hours are; which time zone is it")
    if questions:
        return Found(SOURCE, questions=questions)
    offered = [(wall(moment, answers.zone), length) for moment, length in poll.offered] if poll.in_utc else poll.offered
    words = VoteWords(answers, known=_vote)
    people: list[Incoming] = []
    problems: list[Problem] = []
    for row in upload.rows[poll.top :]:
        if _counts(row, poll.left):
            continue
        person = _person(row, poll.left, offered=offered, words=words, zone=answers.zone)
        if isinstance(person, str):
            problems.append(upload.problem("P121", row.line, person))
        else:
            people.append(person)
    problems += words.problems(upload.problem)
    return Found(SOURCE, tuple(people), by_line(problems), words=frozenset(words.seen))


def _poll(rows: Sequence[Row]) -> _Poll | None:
    """The shape of the poll: the fewest rows above the votes that give each column a day and hours."""
    for top in range(1, len(rows)):
        if (left := _left(rows, top)) is None:
            continue
        wide = max(len(_trimmed(row)) for row in rows[:top])
        columns = _stacks(rows[:top], left, wide=wide)
        if (utc := [_interval(cells) for cells in columns]) and all(utc):
            return _Poll(top, left, tuple(one for one in utc if one), in_utc=True)
        offered = [_offered_time(cells) for cells in columns]
        if offered and all(offered):
            return _Poll(top, left, tuple(one for one in offered if one))
    return None


def _left(rows: Sequence[Row], top: int) -> int | None:
    """Where the votes begin: in the second column, or in the third behind one of addresses."""
    last = rows[top - 1].cells
    if len(last) < 2:
        return None
    left = 2 if len(last) > 2 and heading_field(last[1]) == "email" else 1
    names = last[0] == "" or _ISO.fullmatch(last[-1]) or edge(last[0]) is not None
    return left if names and any(last[left:]) else None


def _trimmed(row: Row) -> tuple[str, ...]:
    return row.cells[: row.filled[-1] + 1] if row.filled else ()


def _stacks(rows: Sequence[Row], left: int, *, wide: int) -> list[tuple[str, ...]]:
    """What stands above each column of votes, from the top; a cell counts for the blank ones behind it. The last row
    says which columns there are."""
    carried = []
    for row in rows:
        text, line = "", []
        for place in range(left, wide):
            text = row.cell(place) or text
            line.append(text)
        carried.append(line)
    columns = len(_trimmed(rows[-1])) - left
    return [tuple(line[place] for line in carried) for place in range(max(columns, 0))]


def _interval(cells: Sequence[str]) -> OfferedTime | None:
    """An ISO interval in UTC as its beginning and its minutes."""
    match = _ISO.fullmatch(cells[-1].strip()) if cells else None
    if match is None:
        return None
    try:
        start, end = (datetime.datetime.fromisoformat(match[number]) for number in (1, 2))
    except ValueError:
        return None
    minutes = int((end - start).total_seconds()) // 60 if start.tzinfo and end.tzinfo else 0
    return (start, minutes) if minutes > 0 else None


def _offered_time(cells: Sequence[str]) -> OfferedTime | None:
    """The day and the hours that the cells above a column say."""
    texts = [text for text in cells if text]
    day = next((found for text in reversed(texts) if (found := _day(text)) is not None), None)
    if day is None:
        return None
    pair = _hours(texts)
    if pair is None:
        return None
    return FIRST_MONDAY + datetime.timedelta(days=day, minutes=pair[0]), pair[1] - pair[0]


def _hours(texts: Sequence[str]) -> tuple[int, int] | None:
    """Beginning and end in minutes after midnight: in the last cell, or in the last two."""
    if match := _RANGE.search(texts[-1].replace("\u202f", " ")):
        pair = read_pair(_plain(match[1]), _plain(match[2]))
        return _exact(match[1], match[2]) if isinstance(pair, str) else pair
    moments = [match[1] for text in texts[-2:] if (match := _MOMENT.search(_without_date(text)))]
    return _exact(*moments) if len(moments) == 2 else None


def _exact(first: str, last: str) -> tuple[int, int] | None:
    """Two times as a tool writes them: of a 24-hour clock, or with am and pm."""
    one, other = read_clock(_plain(first)), read_clock(_plain(last))
    if one is None or other is None or one[0] == other[0]:
        return None
    return one[0], other[0] if other[0] > one[0] else other[0] + 1440


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().replace("\u202f", " ")).strip()


def _without_date(text: str) -> str:
    return _DATE.sub(" ", text.replace("\u202f", " "))


def _day(text: str) -> int | None:
    """0 for Monday: by a whole date, or by the day's name beside a number."""
    if match := _DATE.search(text):
        try:
            year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
            return datetime.date(int(year), int(month), int(day)).weekday()
        except ValueError:
            return None
    if not re.search(r"\d", _MOMENT.sub(" ", _RANGE.sub(" ", text))):
        return None
    return next((day for word in re.findall(r"[^\W\d_]+", text) if (day := weekday(word)) is not None), None)


def _counts(row: Row, left: int) -> bool:
    """Whether a row says how many voted for each time."""
    votes = [cell for cell in row.cells[left:] if cell]
    return (
        bool(votes)
        and all(re.fullmatch(r"\d+(?:[.,]\d+)?", cell) for cell in votes)
        and (not row.cell(0) or _COUNT.fullmatch(row.cell(0)) is not None)
    )


def _vote(word: str) -> str | None:
    plain = " ".join(word.casefold().split())
    if plain in _PERHAPS:
        return "if needed"
    return "no" if plain in _NO else _YES.get(plain) or vote(word)


def _person(row: Row, left: int, *, offered: Sequence[OfferedTime], words: VoteWords, zone: str) -> Incoming | str:
    """The person of a row, or what is wrong with it."""
    name = row.cell(0)
    if not name:
        return "The row has votes and no name."
    votes = {place: words.meaning(row.cell(left + place), line=row.line) for place in range(len(offered))}
    said = {place: word for place, word in votes.items() if word is not None}
    available, if_needed = weekly_hours(offered, said)
    cells = {"name": name, "timezone": zone, "available": available, "if_needed": if_needed}
    email = {"email": row.cell(1)} if left == 2 and "@" in row.cell(1) else {}
    return Incoming(cells | email, line=row.line, note=no_time_words(said, (available, if_needed)))
