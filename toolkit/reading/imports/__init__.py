"""People from the tools that organisers use: the bytes of a file in, people, problems and open questions out.

A source is a file of this folder with two functions, `recognises(upload)` and `read(upload, answers)`, and its place
in SOURCES. The kind of a file is known by its content, never by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from toolkit.model.imports import Answers, Found, Incoming, Question
from toolkit.model.same_name import may_be_one
from toolkit.problems import Problem, ProblemsFound, brief
from toolkit.reading.imports import (
    crabfit,
    date_poll,
    ics,
    lettucemeet,
    plain_text,
    rallly,
    table,
    when2meet_csv,
    when2meet_page,
)
from toolkit.reading.imports.questions import same_person_question
from toolkit.reading.imports.upload import LARGEST_UPLOAD, Upload
from toolkit.reading.people_tables import MOST_LISTED


@dataclass(frozen=True)
class Source:
    """A kind of file: whether a file is of that kind, and its people."""

    recognises: Callable[[Upload], bool]
    read: Callable[[Upload, Answers], Found]


SOURCES = tuple(
    Source(module.recognises, module.read)
    for module in (ics, lettucemeet, crabfit, when2meet_page, when2meet_csv, rallly, date_poll, plain_text, table)
)
"""First hit wins: what is told by a mark of its own comes before what is told by its form."""


def read_import(name: str, data: bytes, *, answers: Answers) -> Found:
    """The people of a file, each once, with what is unclear.

    Raises ProblemsFound: P003 no text or too large, P120 a file of no known kind, of more than 10,000 people, or one
    that cannot be taken apart.
    """
    upload = Upload(name, data)
    if len(data) > LARGEST_UPLOAD:
        raise ProblemsFound(
            [Problem(name, 0, 0, "P003", f"{name} has {len(data):,} bytes; at most {LARGEST_UPLOAD:,} are read.")]
        )
    source = next((source for source in SOURCES if source.recognises(upload)), None)
    if source is None:
        message = f"{name} is none of the files that can be imported, or nobody is in it."
        hint = (
            "Known: When2Meet, LettuceMeet, Crab Fit, Rallly, Doodle, Framadate, Nextcloud Polls, forms of Google,"
            " Microsoft, SurveyMonkey and Typeform, Airtable, Luma, .ics, CSV and XLSX with a"
            " line of headings, “Name: times”."
        )
        raise ProblemsFound([Problem(name, 0, 0, "P120", message, hint)])
    found = source.read(upload, answers)
    found = replace(found, problems=(*found.problems, *upload.unread_sheets()))
    if len(found.people) > MOST_LISTED:
        raise ProblemsFound([upload.too_many()])
    return _each_once(upload, found, answers=answers)


def _each_once(upload: Upload, found: Found, *, answers: Answers) -> Found:
    """Without those who stand twice by id or e-mail: the later row counts, as when somebody sends a form again (P123).

    Two with one address or id whose names are not alike are asked about; those who are not one are told (P121). Two who
    have nothing but the same name cannot be told apart, and neither is taken (P121).
    """
    if doubts := _doubts(found.people, answers):
        return replace(found, people=(), questions=(*found.questions, *doubts))
    people: list[Incoming] = []
    problems: list[Problem] = []
    places: dict[tuple[str, str], int] = {}
    for person in found.people:
        keys = [(field, person.cells[field].casefold()) for field in ("id", "email") if person.cells.get(field)]
        earlier = next((places[key] for key in keys if key in places), None)
        if earlier is None:
            earlier = len(people)
            people.append(person)
        elif _are_two(people[earlier], person):
            message = (
                f"{brief(person.called)}: the id {person.cells['id']} belongs to {brief(people[earlier].called)} in"
                f" line {people[earlier].line}, with another address."
            )
            problems.append(upload.problem("P121", person.line, message, "Give this row an id of its own, or none."))
            continue
        elif (key := _unlike(people[earlier], person)) and key in answers.apart:
            message = f"{person.called} has {key}, as {people[earlier].called} in line {people[earlier].line} has."
            problems.append(upload.problem("P121", person.line, message, "Give each an address of their own, or none."))
            continue
        else:
            same = "id" if keys[0] in places and keys[0][0] == "id" else "e-mail address"
            message = (
                f"{brief(person.called)} has the {same} of {brief(people[earlier].called)} in line"
                f" {people[earlier].line}; this row counts."
            )
            problems.append(upload.problem("P123", person.line, message))
            people[earlier] = person
        places |= dict.fromkeys(keys, earlier)
    problems += [
        upload.problem("P122", person.line, f"{brief(person.called)}: {person.note}")
        for person in people
        if person.note
    ]
    alike = _only_alike(people)
    problems += [
        upload.problem(
            "P121",
            person.line,
            f"{brief(person.name)}: somebody else has the same name, and the file has no e-mail address to tell them"
            " apart.",
            "Change one of the names, or add their times by hand.",
        )
        for person in alike
    ]
    return replace(
        found, people=tuple(person for person in people if person not in alike), problems=(*found.problems, *problems)
    )


def _doubts(people: Sequence[Incoming], answers: Answers) -> tuple[Question, ...]:
    """A question for each address or id that two have whose names are not alike, where nobody said who they are."""
    first: dict[tuple[str, str], Incoming] = {}
    doubts: dict[str, list[str]] = {}
    for person in people:
        for field in ("id", "email"):
            text = person.cells.get(field, "").casefold()
            earlier = first.setdefault((field, text), person) if text else person
            key = _unlike(earlier, person)
            if key and key not in answers.same | answers.apart and not _are_two(earlier, person):
                doubts.setdefault(key, [_in_line(earlier)]).append(_in_line(person))
    return tuple(same_person_question(key, list(dict.fromkeys(told))) for key, told in doubts.items())


def _unlike(one: Incoming, other: Incoming) -> str:
    """The one thing that two have in common, address or id, whose names are not alike; nothing where they are, or where
    both are the same."""
    common = [
        text
        for key in ("id", "email")
        if (text := one.cells.get(key, "").casefold()) and text == other.cells.get(key, "").casefold()
    ]
    return "" if len(common) != 1 or may_be_one(one.name, other.name) else common[0]


def _in_line(person: Incoming) -> str:
    return f"{person.called} (line {person.line})" if person.line else person.called


def _only_alike(people: Sequence[Incoming]) -> list[Incoming]:
    """Those who have nothing but a name, and share it."""
    nameless = [person for person in people if not _has_key(person)]
    times = Counter(person.name.casefold() for person in nameless)
    return [person for person in nameless if times[person.name.casefold()] > 1]


def _are_two(one: Incoming, other: Incoming) -> bool:
    """Whether two with the same id have another name and another address each."""
    differ = [
        bool(a and b) and a.casefold() != b.casefold()
        for a, b in ((one.cells.get(key, ""), other.cells.get(key, "")) for key in ("name", "email"))
    ]
    return all(differ)


def _has_key(person: Incoming) -> bool:
    return bool(person.cells.get("id") or person.cells.get("email"))
