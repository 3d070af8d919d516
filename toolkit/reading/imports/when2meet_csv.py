"""What the bookmarklets for When2Meet save: one row for each quarter of an hour, one column for each person.

`Day,Time,Ann,Ben` with `Mon,09:00 AM,1,0`, or with semicolons and a 24-hour clock (on which midnight may be written
24:00); an older one has `Time,Ann,Ben` with `Monday 09:00:00 AM`. Names are not quoted, so that one with a comma makes
the first line longer than the others.
"""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.problems import Problem, brief
from toolkit.reading.imports.cells import Row, Table
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.votes import FIRST_MONDAY, YES, OfferedTime, no_time_words, weekly_hours
from toolkit.reading.imports.words import weekday

SOURCE = "When2Meet CSV"
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)


def recognises(upload: Upload) -> bool:
    """Whether the first row below the headings is a weekday, a time of day and marks."""
    table = upload.table
    if table is None or not table.rows or table.headings[0].casefold() not in ("day", "time"):
        return False
    return _moment(table.rows[0], _leading(table)) is not None


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody in the first line, with what stands below them. Problems: P120 names that cannot be told apart, P121 a
    row."""
    table = upload.table
    assert table is not None
    questions = zone_question(answers, text="When2Meet does not say in which time zone the hours are; which is it")
    if questions:
        return Found(SOURCE, questions=questions)
    leading = _leading(table)
    names = _names(upload, table, leading=leading)
    if names is None:
        message = "The line of names and the rows have another number of cells: a name holds a comma."
        return Found(
            SOURCE, problems=(upload.problem("P120", table.line, message, 'Put that name in quotes, like "Lee, Ann".'),)
        )
    offered, rows, problems = _offered(upload, table, leading=leading)
    people = tuple(
        _person(name, place, rows=rows, offered=offered, zone=answers.zone, line=table.line)
        for place, name in enumerate(names, leading)
        if name
    )
    return Found(SOURCE, people, tuple(problems))


def _leading(table: Table) -> int:
    """How many columns stand before the people's."""
    return 2 if table.headings[0].casefold() == "day" else 1


def _names(upload: Upload, table: Table, *, leading: int) -> list[str] | None:
    """The names; one with a comma, which the tool cuts in two, is joined again where that leaves no doubt."""
    wanted = max(len(row.cells) for row in table.rows) - leading
    names = list(table.headings[leading:])
    if len(names) <= wanted:
        return names
    line = upload.source.lines[table.line - 1]
    pieces = line.split(max(",;\t", key=line.count))[leading:]
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.startswith(" "):
            joined[-1] += f",{piece}"
        else:
            joined.append(piece)
    return [name.strip() for name in joined] if len(joined) == wanted and '"' not in line else None


def _offered(upload: Upload, table: Table, *, leading: int) -> tuple[list[OfferedTime], list[Row], list[Problem]]:
    moments: list[datetime.datetime] = []
    rows: list[Row] = []
    problems: list[Problem] = []
    for row in table.rows:
        moment = _moment(row, leading)
        if moment is None:
            problems.append(
                upload.problem("P121", row.line, f"“{' '.join(row.cells[:leading])}” is not a day and a time.")
            )
        else:
            strange = [cell for cell in row.cells[leading:] if cell not in ("0", "1", "")]
            if strange:
                message = f"“{brief(strange[0])}” is neither 1 nor 0; it is left out, and what stands beside it counts."
                problems.append(upload.problem("P122", row.line, message))
            moments.append(moment)
            rows.append(row)
    ordered = sorted(set(moments))
    gaps = [int((later - earlier).total_seconds()) // 60 for earlier, later in pairwise(ordered)]
    minutes = min([gap for gap in gaps if gap > 0], default=15)
    return [(moment, min(minutes, 60)) for moment in moments], rows, problems


def _moment(row: Row, leading: int) -> datetime.datetime | None:
    """The row's day and time as a moment of the first week of 1970."""
    text = " ".join(row.cells[:leading]).replace("\u202f", " ")
    day, match = weekday(text.split(" ")[0]), _TIME.search(text)
    if day is None or match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour % 24 if hour == 24 else hour
    if hour > 23 or minute > 59:
        return None
    return FIRST_MONDAY + datetime.timedelta(days=day, hours=hour, minutes=minute)


def _person(name: str, place: int, *, rows: list[Row], offered: list[OfferedTime], zone: str, line: int) -> Incoming:
    votes = {number: YES for number, row in enumerate(rows) if row.cell(place) == "1"}
    free = weekly_hours(offered, votes)
    return Incoming({"name": name, "timezone": zone, "available": free[0]}, line=line, note=no_time_words(votes, free))
