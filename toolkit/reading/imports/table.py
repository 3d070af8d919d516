"""Tables with a row for each person: answers of Google Forms (checkbox grids both ways round), Airtable, Luma, our own
sheets, and any other.

Columns are known by heading or cells (`columns.py`); what is none of ours is kept under its own heading.
"""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.model.people import STATUSES
from toolkit.problems import Problem, brief, named
from toolkit.reading.imports.cells import Row, Table
from toolkit.reading.imports.columns import OTHER, TableColumns, find_columns, is_anonymous, is_email, plain_heading
from toolkit.reading.imports.from_until import is_moment, pair_texts
from toolkit.reading.imports.grid import ticks
from toolkit.reading.imports.heading_words import NEGATIVE
from toolkit.reading.imports.questions import busy_question, turned_round, zone_question
from toolkit.reading.imports.typed_times import Texts, by_line
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.vote_words import VoteWords
from toolkit.reading.imports.zone_words import abbreviation, find_zone
from toolkit.reading.records import nearest
from toolkit.reading.zones import why_no_zone

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{4,}")
_LUMA = {"approved": "accepted", "waitlist": "waiting", "declined": "declined", "pending_approval": "applied"}
_MARKS = (
    ("Luma guests", {"approval_status"}),
    ("SurveyMonkey answers", {"respondent id", "collector id"}),
    ("Typeform answers", {"#", "network id"}),
    ("Microsoft Forms answers", {"id", "start time", "completion time"}),
)
"""Headings by which a kind of table is called by its name; it is read like any other."""

_NO_TABLE = re.compile(
    r"\s*(?:<|\{\\rtf|(?:[A-Za-z-]+:.*\n(?:[ \t].*\n)*){0,40}(?:mime-version|content-type|message-id):)", re.IGNORECASE
)
"""How a web page, a text of a word processor and a mail message begin."""

_TIMES = ("available", "if_needed", "timezone")


def recognises(upload: Upload) -> bool:
    """Whether there are headings above at least one row; asked after every other kind of table."""
    if not upload.is_workbook and _NO_TABLE.match(upload.text[:10_000]):
        return False
    return upload.json is None and upload.table is not None and len(upload.table.headings) > 1


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody. Problems by row: P121 what cannot be read in it, P122 times that are not clear, P124 a time zone that
    is none."""
    table = upload.table
    assert table is not None
    texts = Texts(answers)
    columns = find_columns(table, answers, texts=texts)
    source = _source(table, columns)
    asked = columns.questions
    if _needs_zone(table, columns):
        asked = (*asked, *zone_question(answers))
    asked = (*asked, *busy_question(answers))
    if any(question.needed for question in asked):
        return Found(source, questions=asked)
    reader = _TableReader(upload, table, columns=columns, texts=Texts(answers), answers=answers)
    people = [person for row in table.rows if (person := reader.person(row)) is not None]
    told = [*reader.problems, *reader.votes.problems(upload.problem), *reader.texts.problems(upload.problem)]
    open_, words = (*asked, *reader.texts.questions()), frozenset(reader.votes.seen)
    return Found(turned_round(source, answers), tuple(people), by_line(told), open_, words)


def _source(table: Table, columns: TableColumns) -> str:
    headings = {heading.casefold() for heading in table.headings}
    for source, marks in _MARKS:
        if marks <= headings:
            return source
    if table.headings[0] == "Timestamp" or any("[" in heading for heading in headings):
        return "Google Forms answers"
    return "table in our own form" if columns.own else "table"


def _needs_zone(table: Table, columns: TableColumns) -> bool:
    """Whether somebody's times have no zone beside them. In our own form a blank zone is the programme's."""
    times = [place for field in ("available", "if_needed") for place in columns.places.get(field, ())]
    times += [column.place for column in columns.grid] + [pair.first for pair in columns.pairs]
    zones = columns.places.get("timezone", ())
    if columns.own or not times:
        return False
    return any(
        any(row.cell(place) for place in times) and not any(row.cell(place) for place in zones) for row in table.rows
    )


class _TableReader:
    """Reads rows; problems gather."""

    def __init__(self, upload: Upload, table: Table, *, columns: TableColumns, texts: Texts, answers: Answers) -> None:
        self.upload, self.table, self.columns, self.texts, self.answers = upload, table, columns, texts, answers
        self.kept = _kept(table, columns.used)
        said = {plain_heading(heading) for heading, field in answers.columns.items() if field == OTHER}
        self.ignored = {heading for _, heading in self.kept if plain_heading(heading) in said}
        self.votes = VoteWords(answers)
        self.problems: list[Problem] = []

    def person(self, row: Row) -> Incoming | None:
        """The person of a row; None where nobody can be told from it."""
        others = {heading: row.cell(place) for place, heading in self.kept}
        cells = {
            field: self._text(row, field)
            for field in self.columns.places
            if field not in ("first_name", "last_name", *_TIMES)
        }
        cells["name"] = cells.get("name") or " ".join(
            filter(None, (self._text(row, "first_name"), self._text(row, "last_name")))
        )
        if others.get("approval_status") == "invited":
            self._tell("P123", row, message=f"{_called(cells)} was invited and has not answered; left out.")
            return None
        if not _called(cells):
            self._tell("P121", row, message="The row has no name, no e-mail address and no id.")
            return None
        if cells.get("id") and not _ID.fullmatch(cells["id"]):
            if self.columns.own or not (cells.get("name") or cells.get("email")):
                message = f"{_called(cells)}: “{brief(cells['id'])}” cannot be an id."
                hint = (
                    "Use letters, digits, hyphens and underscores, at most 40; or give a name or an address, and no id."
                )
                self._tell("P121", row, message=message, hint=hint)
                return None
            others["id (as imported)"] = cells.pop("id")
        self._settle_email(row, cells, others=others)
        if not _called(cells):
            return None
        self._settle_status(row, cells, others=others)
        if cells.get("tracks") and ";" not in cells["tracks"]:
            cells["tracks"] = "; ".join(part.strip() for part in cells["tracks"].split(","))
        person = Incoming(cells, others, row.line)
        return replace(person, cells=cells | self._times(row, _called(cells)))

    def _text(self, row: Row, field: str) -> str:
        """The first cell of a column of ours; of several for an address the first that is one."""
        cells = [cell for place in self.columns.places.get(field, ()) if (cell := row.cell(place))]
        return next((cell for cell in cells if field == "email" and is_email(cell)), cells[0] if cells else "")

    def _tell(self, code: str, row: Row, *, message: str, hint: str = "") -> None:
        self.problems.append(self.upload.problem(code, row.line, message, hint))

    def _settle_email(self, row: Row, cells: dict[str, str], *, others: dict[str, str]) -> None:
        """A text that is no address is kept under its own heading; anything but a phone number is told."""
        text = cells.get("email", "")
        if not text or is_email(text):
            return
        cells["email"] = ""
        if is_anonymous(text):
            return
        others[self.table.headings[self.columns.places["email"][0]]] = text
        if not _PHONE.fullmatch(text):
            self._tell("P121", row, message=f"{_called(cells) or text}: “{text}” is not an e-mail address.")

    def _settle_status(self, row: Row, cells: dict[str, str], *, others: dict[str, str]) -> None:
        status = cells.get("status", "").lower() or _LUMA.get(others.get("approval_status", ""), "")
        if status and status not in STATUSES:
            heading = self.table.headings[self.columns.places["status"][0]]
            other = f'If the column is about something else: {named("map")} "{heading}=other".'
            hint = f"{nearest(status, STATUSES)} {other}".strip()
            self._tell("P121", row, message=f"{_called(cells)}: “{status}” is no status of ours.", hint=hint)
            others[f"{heading} (as imported)"] = cells["status"]
            status = ""
        if status or "status" in cells:
            cells["status"] = status

    def _times(self, row: Row, called: str) -> dict[str, str]:
        """Free and if-needed times with their zone; none of them where a text is unclear. A tick that is none, and
        hours with one end, cost that cell alone."""
        places = self.columns.places
        if not (self.columns.grid or self.columns.pairs or {"available", "if_needed", "timezone"} & places.keys()):
            self._unused(row, called)
            return {}
        ticked = ticks(self.columns.grid, row.cell, texts=self.texts, votes=self.votes, line=row.line)
        paired, halves = pair_texts(self.columns.pairs, row.cell)
        free = [*ticked.available, *paired["available"], *(row.cell(place) for place in places.get("available", ()))]
        perhaps = [*ticked.if_needed, *paired["if_needed"], *(row.cell(place) for place in places.get("if_needed", ()))]
        said = self.texts.cells(_joined(free), _joined(perhaps))
        strange = (*ticked.strange, *halves)
        for sentence in (*halves, *said.problems):
            self._tell("P122", row, message=f"{called}: {sentence}")
        self.texts.suppose(said.notes, line=row.line)
        some = any(said.cells.get(field) for field in ("available", "if_needed"))
        self.texts.lacks_hours((*ticked.words, *said.words), line=row.line, without_times=not some)
        zone = self._zone(row, called)
        if zone is None:
            return {}
        if not (some or said.problems):
            self._unused(row, called)
        if said.problems or (not some and (strange or ticked.words or said.words)):
            return {"timezone": zone}
        usual = "" if self.columns.own or not any(said.cells.values()) else self.answers.zone
        return {"timezone": zone or usual, **said.cells}

    def _zone(self, row: Row, called: str) -> str | None:
        """The zone that a row names, or nothing; None where it cannot be told."""
        text = self._text(row, "timezone")
        short = abbreviation(text)
        zone = self.answers.zones.get(short or text) or find_zone(text)
        if zone or not text:
            return zone
        if short:
            self.texts.lacks_place(short, line=row.line)
        else:
            why, hint = why_no_zone(text)
            once = f'Or say once for the file which place is meant: {named("zone-of")} "{text}"=Europe/London'
            self._tell("P124", row, message=f"{called}: {why}", hint=f"{hint} {once}")
        return None

    def _unused(self, row: Row, called: str) -> None:
        """Tell what somebody offered in a column that holds no times for the others; it is not left out in silence."""
        for place, heading in self.kept:
            cell = row.cell(place)
            if NEGATIVE.search(heading) or heading in self.ignored:
                continue
            if self.texts.read(cell).stretches or is_moment(cell):
                options = f'{named("map")} "{heading}=available", or {named("ignore")} "{heading}"'
                hint = f"Say what the column is: {options}."
                self._tell("P122", row, message=f"{called}: “{cell}” under “{heading}” is not used.", hint=hint)


def _kept(table: Table, used: frozenset[int]) -> list[tuple[int, str]]:
    """The places of other columns with their headings, each heading once; a column without a cell is left out."""
    wide = max([len(table.headings), *(len(row.cells) for row in table.rows)])
    found: dict[str, int] = {}
    for place in range(wide):
        heading = " ".join(table.headings[place].split()) if place < len(table.headings) else ""
        if place in used or not any(row.cell(place) for row in table.rows):
            continue
        name, number = heading or f"column {place + 1}", 1
        while (again := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[again] = place
    return [(place, heading) for heading, place in found.items()]


def _joined(texts: list[str]) -> str:
    return "; ".join(text for text in texts if text)


def _called(cells: dict[str, str]) -> str:
    return brief(cells.get("name") or cells.get("email") or cells.get("id") or "")
