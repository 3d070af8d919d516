"""`programme people import`: read, ask what only the organiser can say, show, write."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from toolkit.commands._asking import Asking, choice, read_flag, read_zone
from toolkit.commands._problem_text import plain, render_problems
from toolkit.commands._shared import Context
from toolkit.model.imports import Answers, Found, Incoming, Question
from toolkit.problems import Problem, ProblemsFound, WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.people import Kind
    from toolkit.keeping.people_import import Match, Merged
    from toolkit.model.programme import Programme
    from toolkit.reading.own.memory import Hours

T = TypeVar("T")

SHOWN = 3
"""How many people are shown back in words."""


def read_flags(
    *,
    zone: str | None,
    week_of: str | None,
    window: str | None,
    columns: tuple[str, ...],
    ignored: tuple[str, ...],
    hours: tuple[str, ...],
    zones: tuple[str, ...],
    busy: bool,
) -> Answers:
    """The answers that stand on the command line; WrongUsage for one that cannot be read."""
    return Answers(
        zone=read_flag("--zone", zone, read=read_zone) if zone else "",
        week_of=read_flag("--week-of", week_of, read=_date) if week_of else None,
        window=read_flag("--window", window, read=_window) if window else "",
        columns={
            **dict(read_flag("--map", text, read=_mapping) for text in columns),
            **dict(read_flag("--ignore", text, read=_ignored) for text in ignored),
        },
        hours=dict(read_flag("--hours", text, read=_word) for text in hours),
        zones=dict(read_flag("--zone-of", text, read=_place) for text in zones),
        busy=busy,
    )


def import_people(
    context: Context, files: Sequence[Path], *, given: Answers, kind: Kind, yes: bool, dry_run: bool
) -> int:
    """The exit code: 1 where a row could not be read (the others are imported), else 0."""
    from toolkit.jobs.people import merged_with, save_import

    folder = context.programme_folder()
    programme = _programme(folder, context)
    session = _Session(context, programme, _with_memory(folder, given, programme=programme))
    founds = [session.read(path) for path in files]
    _need_headings(given.columns, session.headings)
    batches = [found.people for found in founds]
    merged = merged_with(folder, batches, kind=kind)
    problems = [*(problem for found in founds for problem in found.problems), *_refusals(merged, founds, files=files)]
    click.echo(_preview(merged, founds, programme=programme, kind=kind))
    if problems:
        paths = {path.name: str(path) for path in files}
        click.echo(
            render_problems(problems, colour=context.colour, place=lambda name: paths.get(name, name)),
            nl=False,
            err=True,
        )
    words = {
        question.about: question.suggestion
        for found in founds
        for question in found.questions
        if question.asks == "hours"
    }
    if words:
        flags = " ".join(shlex.join(["--hours", f"{word}={hours}"]) for word, hours in words.items())
        context.say(f"Say which hours are meant, and import the file again: {flags}")
    code = 1 if any(problem.level == "error" for problem in problems) else 0
    if dry_run or not merged.matches:
        context.say("Nothing was written.")
        return code
    if not yes:
        if not context.terminal:
            raise WrongUsage("Nothing was written. Add --yes to import them, or --dry-run only to look.")
        if not click.confirm("Import them?", default=True, err=True):
            context.say("Nothing was written.")
            return code
    written = save_import(
        folder,
        batches,
        shown=merged,
        kind=kind,
        columns=session.answers.columns,
        hours=session.answers.hours,
        zones=session.answers.zones,
        now=context.moment,
    )
    context.say(f"Written: {', '.join(written)}." if written else "Everything was there already; nothing to do.")
    return code


@dataclass
class _Session:
    """Reads one file after the other; what is said about headings and words counts for all, the rest for its file."""

    context: Context
    programme: Programme
    answers: Answers
    left_open: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)

    def read(self, path: Path) -> Found:
        """The people of a file, after every question is answered. WrongUsage names the options of those that are
        open."""
        from toolkit.reading.imports import read_import
        from toolkit.reading.imports.questions import not_understood

        data = path.read_bytes()
        answers = self.answers
        while True:
            found = read_import(path.name, data, answers=answers)
            if not found.questions:
                break
            if not self.context.terminal:
                if strange := not_understood(path.name, found.questions):
                    raise ProblemsFound(strange)
                if any(question.needed for question in found.questions):
                    raise WrongUsage(_needed(path.name, found))
                break
            self.context.say(f"{plain(path.name)} ({found.source}):")
            for question in found.questions:
                answers = self._answered(question, answers)
        known = {heading: field for heading, field in answers.columns.items() if heading not in self.left_open}
        self.answers = replace(self.answers, columns=known, hours=answers.hours, zones=answers.zones)
        self.headings |= _headings(path.name, data)
        return found

    def _answered(self, question: Question, answers: Answers) -> Answers:
        from toolkit.planning.cohort_request import home_zone

        ask = Asking(terminal=True)
        text = plain(question.text)
        if question.asks == "zone":
            suggestion = question.suggestion or home_zone(self.programme)
            return replace(
                answers,
                zone=ask.answer("--zone", None, read=read_zone, question=text, default=None, suggestion=suggestion),
            )
        if question.asks == "week-of":
            return replace(
                answers,
                week_of=ask.answer(
                    "--week-of", None, read=_date, question=text, default=None, suggestion=question.suggestion or None
                ),
            )
        if question.asks == "window":
            return replace(answers, window=ask.answer("--window", None, read=_window, question=text, default=None))
        if question.asks == "hours":
            hours = ask.answer(
                "--hours", None, read=_hours, question=f"{text}; Enter leaves those rows out", default=""
            )
            return replace(answers, hours={**answers.hours, question.about: hours})
        if question.asks == "zone-of":
            place = ask.answer(
                "--zone-of", None, read=read_zone, question=text, default=None, suggestion=question.suggestion
            )
            return replace(answers, zones={**answers.zones, question.about: place})
        return replace(answers, columns={**answers.columns, **self._mapped(question, ask, text=text)})

    def _mapped(self, question: Question, ask: Asking, *, text: str) -> dict[str, str]:
        """What a heading, or each of the headings, stands for."""
        from toolkit.reading.imports.columns import FIELDS

        if question.asks == "column" or question.about not in FIELDS:
            return {
                question.about: ask.answer(
                    "--map", None, read=lambda word: choice(word, question.choices), question=text, default=None
                )
            }
        for number, heading in enumerate(question.choices, 1):
            self.context.say(f"  {number}  {plain(heading)}")
        nothing = "" if not question.needed else None

        def read(word: str) -> str:
            if not word and not question.needed:
                return ""
            return (
                question.choices[int(word) - 1]
                if word.isdigit() and 0 < int(word) <= len(question.choices)
                else choice(word, question.choices)
            )

        heading = ask.answer(
            "--map",
            None,
            read=read,
            question=f"{text} (a number{'; Enter: none' if nothing is not None else ''})",
            default=nothing,
        )
        if not heading:
            self.left_open.update(question.choices)
        return {heading: question.about} if heading else dict.fromkeys(question.choices, "other")


def _headings(name: str, data: bytes) -> set[str]:
    """The headings of a file that is a table, for comparing."""
    from toolkit.reading.imports.columns import plain_heading
    from toolkit.reading.imports.upload import Upload

    try:
        table = Upload(name, data).table
    except ProblemsFound:
        return set()
    return {plain_heading(heading) for heading in table.headings} if table else set()


def _need_headings(said: Mapping[str, str], headings: set[str]) -> None:
    """WrongUsage where `--map` names a heading that no file has."""
    from toolkit.reading.records import nearest

    for heading in said:
        if not any(one == heading or one.partition("[")[0].strip() == heading for one in headings):
            raise WrongUsage(
                f"--map: no file has the heading “{heading}”. {nearest(heading, sorted(headings))}".strip()
            )


def _programme(folder: Path, context: Context) -> Programme:
    from toolkit.reading.programme_folder import try_programme

    programme, problems = try_programme(folder, context.open_shelves(folder))
    if programme is None:
        raise ProblemsFound(problem for problem in problems if problem.level == "error")
    return programme


def _with_memory(folder: Path, given: Answers, *, programme: Programme) -> Answers:
    """The answers of the command line over those that the folder remembers."""
    from toolkit.planning.cohort_request import longest_session
    from toolkit.reading.files import Files
    from toolkit.reading.own.memory import read_memory

    problems: list[Problem] = []
    known = read_memory(folder, Files(), problems=problems)
    if problems:
        raise ProblemsFound(problems)
    columns, hours = {**known.columns, **given.columns}, {**known.hours, **given.hours}
    zones = {**known.zones, **given.zones}
    return replace(given, columns=columns, hours=hours, zones=zones, minutes=longest_session(programme))


def _refusals(merged: Merged, founds: Sequence[Found], *, files: Sequence[Path]) -> list[Problem]:
    """P121 for each person who could not be told from another; the file is the one that gives them."""
    told = []
    for person, reason in merged.refused:
        lines = [
            path.name
            for found, path in zip(founds, files, strict=True)
            if any(each.line == person.line and each.called == person.called for each in found.people)
        ]
        told.append(
            Problem(
                lines[0] if lines else files[0].name,
                person.line,
                1,
                "P121",
                f"{person.called or 'Somebody'}: {reason}.",
                "Give an id or e-mail address, then import it again.",
            )
        )
    return told


def _needed(name: str, found: Found) -> str:
    """Every open question of a file with the option that answers it."""
    flags = {
        "zone": "--zone ZONE",
        "week-of": "--week-of DATE",
        "window": "--window TIMES",
        "hours": "--hours WORD=HH:MM-HH:MM",
        "zone-of": "--zone-of NAME=ZONE",
    }
    lines = [f"{name} ({found.source}) leaves open, and nobody is there to ask:"]
    for question in found.questions:
        flag = flags.get(question.asks) or f"--map 'HEADING={question.about}'"
        if (
            question.asks in ("map", "column")
            and question.choices
            and set(question.choices) <= {"available", "if_needed", "other"}
        ):
            flag = f"--map '{question.about}=available|if_needed|other'"
            lines.append(f"  {flag}  {question.text}?")
            continue
        listed = f" Headings: {'; '.join(question.choices[:12])}." if question.choices else ""
        lines.append(f"  {flag}  {question.text}?{listed}")
    return plain_lines(lines)


def plain_lines(lines: Sequence[str]) -> str:
    """Lines that cannot steer a terminal."""
    return "\n".join(plain(line) for line in lines)


def _preview(merged: Merged, founds: Sequence[Found], *, programme: Programme, kind: str) -> str:
    """How many come, how many change, and the first three in words and local time."""
    new = [match for match in merged.matches if match.new]
    changed = [match for match in merged.matches if not match.new and match.changed]
    same = len(merged.matches) - len(new) - len(changed)
    lines = [
        f"{found.source}: {len(found.people)} {'person' if len(found.people) == 1 else 'people'}" for found in founds
    ]
    lines.append(f"people/{kind}.csv: {len(new)} new, {len(changed)} changed, {same} as they are.")
    lines += [f"  {_person_words(match, programme)}" for match in merged.matches[:SHOWN]]
    lines += [f"  … and {len(merged.matches) - SHOWN} more"] if len(merged.matches) > SHOWN else []
    lines += [
        f"  changed: {match.id} {match.person.called} (known by {match.by}): {', '.join(match.changed)}"
        for match in changed
    ]
    lines += [
        f"  new, though {' and '.join(match.namesakes)} {_has(match.namesakes)} the same name: {match.id}"
        f" {match.person.called}. If that is one person, write their address in the list first."
        for match in new
        if match.namesakes
    ]
    return plain_lines(lines)


def _has(people: Sequence[str]) -> str:
    return "has" if len(people) == 1 else "have"


def _person_words(match: Match, programme: Programme) -> str:
    """ "p01 Ann Lee (ann@example.org), Europe/London: Mondays 18:00 to 21:00; if needed Tuesdays 19:00 to 21:00"."""
    person = match.person
    email = f" ({person.cells['email']})" if person.cells.get("email") else ""
    zone = person.cells.get("timezone", "")
    times = _times_words(person, programme)
    return f"{match.id} {person.called}{email}{f', {zone}' if zone else ''}: {times}"


def _times_words(person: Incoming, programme: Programme) -> str:
    from toolkit.planning.cohort_request import home_zone
    from toolkit.reading.availability import read_availability
    from toolkit.words.week_words import shifted, week_words

    if "available" not in person.cells:
        return "no times"
    free, perhaps = (read_availability(person.cells.get(field, "")).stretches for field in ("available", "if_needed"))
    words = week_words(free) + (f"; if needed {week_words(perhaps)}" if perhaps else "")
    here, there = home_zone(programme), person.cells.get("timezone", "")
    if not there or there == here or not free:
        return words
    day = _first_day(programme)
    return f"{words} (in {here}, on {day.isoformat()}: {week_words(shifted(free, _apart(there, here, day=day)))})"


def _first_day(programme: Programme) -> datetime.date:
    """A day on which the two clocks are compared: the start of the programme."""
    from toolkit.planning.slots import start_date

    return start_date(programme) or datetime.date(2000, 1, 3)


def _apart(zone: str, other: str, *, day: datetime.date) -> int:
    """Minutes by which the clock of `other` is ahead of that of `zone` at noon of a day."""
    from zoneinfo import ZoneInfo

    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    one, two = noon.astimezone(ZoneInfo(zone)).utcoffset(), noon.astimezone(ZoneInfo(other)).utcoffset()
    assert one is not None and two is not None
    return round((two - one).total_seconds() / 60)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"“{text}” is not a date. Write year-month-day, like 2027-01-19.") from None


def _window(text: str) -> str:
    from toolkit.reading.availability import read_availability

    found = read_availability(text)
    if found.problems or not found.stretches:
        raise WrongUsage(found.problems[0] if found.problems else "Write times like Mon-Fri 18:00-22:00.")
    return text


def _hours(text: str) -> Hours | None:
    from toolkit.reading.own.memory import read_hours

    return _said(lambda: read_hours(text))


def _word(text: str) -> tuple[str, Hours | None]:
    word, mark, hours = text.partition("=")
    if not mark or not word.strip():
        raise WrongUsage(f"“{text}” is not of the form evening=18:00-21:00.")
    return word.strip().casefold().removesuffix("s"), _hours(hours)


def _mapping(text: str) -> tuple[str, str]:
    from toolkit.reading.imports.columns import plain_heading
    from toolkit.reading.own.memory import read_column

    heading, mark, column = text.rpartition("=")
    if not mark or not heading.strip():
        raise WrongUsage(f"“{text}” is not of the form HEADING=COLUMN, such as What should we call you?=name.")
    return plain_heading(heading), _said(lambda: read_column(column))


def _ignored(text: str) -> tuple[str, str]:
    from toolkit.reading.imports.columns import OTHER, plain_heading

    if not text.strip():
        raise WrongUsage("Name the heading of a column, such as Notes.")
    return plain_heading(text), OTHER


def _place(text: str) -> tuple[str, str]:
    name, mark, zone = text.rpartition("=")
    if not mark or not name.strip():
        raise WrongUsage(f"“{text}” is not of the form EST=America/New_York.")
    return name.strip(), read_zone(zone.strip())


def _said(read: Callable[[], T]) -> T:
    """What `read` gives; its ValueError is wrong usage."""
    try:
        return read()
    except ValueError as error:
        raise WrongUsage(str(error)) from None
