"""Sessions and guides: Markdown with a YAML head, under fixed headings. The format is in docs/formats.md."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.curriculum import Entry, Guide, GuideHead, LabelledText, Session, SessionHead
from toolkit.problems import Problem, SourceFile
from toolkit.reading.control_characters import mark_lines, without_control
from toolkit.reading.records import nearest, read_record
from toolkit.reading.recovery import read_file_recovering
from toolkit.reading.yaml import Data, read_yaml

PROMPT_PARTS = ("Minutes", "Good answers touch", "A disagreement worth having", "If silent", "Deeper")
CHECKPOINT_PARTS = (
    "Done looks like",
    "Run",
    "Expect",
    "Block",
    "First pair",
    "Last pair",
    "Usual failure",
    "Hint 1",
    "Hint 2",
)
TASK_PARTS = ("Room",)
NUMBERS = ("Minutes", "First pair", "Last pair", "Room")
IFS = ("Late", "Three come", "Nobody read", "Nobody prepared", "No mentor", "Site down", "GPU down", "Projector down")
HEADINGS = (
    "Why tonight",
    "Before you facilitate",
    "Prompts",
    "Checkpoints",
    "Stuck",
    "If",
    "Worksheet",
    "Exit question",
    "Next",
    "Next, reading inside",
)
_KEY = re.compile(r"^key:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_HEAD: dict[str, Data] = {
    "title": "",
    "kind": "clinic",
    "minutes": 60,
    "able_to": ["", ""],
    "blocks": [{"key": "evening", "minutes": 60, "name": "", "who": "all"}],
}
"""Stands in for what the head of a session lacks; a clinic needs the fewest headings."""
REQUIRED = ("Why tonight", "Before you facilitate", "If", "Exit question", "Next")


@dataclass(frozen=True)
class _Section:
    """A heading, the line it stands in, and the lines below it."""

    title: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def split_head(text: str, name: str, *, problems: list[Problem]) -> tuple[str, str, int] | None:
    """The YAML head, the body, and the line at which the body begins. P014 where there is no head."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        source = SourceFile(name, tuple(lines))
        problems.append(source.problem_at("P014", (1, 1), "The file must begin with a head between two lines of ---."))
        return None
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def read_session(text: str, name: str, *, problems: list[Problem]) -> tuple[Session | None, SourceFile]:
    """A session and where its values stand. Problems: those of YAML and records, P014, P015, P047, P048, P049.

    None where something of the head is lost: see `session_around`.
    """
    session, sure, source = _read_session(text, name, problems=problems)
    return (session if sure else None), source


def session_around(text: str, name: str) -> Session | None:
    """What can be had of a session whose head is wrong, with stand-ins for the rest; None where not even its key
    can."""
    return _read_session(text, name, problems=[])[0]


def _read_session(text: str, name: str, *, problems: list[Problem]) -> tuple[Session | None, bool, SourceFile]:
    """The session as far as it can be read, whether its head holds the author's own values only, and where they
    stand."""
    written, text = text, without_control(text)
    split = split_head(text, name, problems=problems)
    if split is None:
        return None, False, SourceFile(name, tuple(text.split("\n")))
    head_text, body, body_line = split
    key = _KEY.search(head_text)
    stand_ins: dict[str, Data] = {**_HEAD, **({"key": key[1]} if key else {})}
    head, sure, source = read_file_recovering(
        SessionHead, head_text, name=name, problems=problems, stand_ins=stand_ins, first_line=2
    )
    source = SourceFile(name, tuple(text.split("\n")), source.places)
    mark_lines(source, written)
    sections = {section.title: section for section in _sections(body, body_line, mark="## ")}
    for section in sections.values():
        source.places[(f"## {section.title}",)] = (section.line, 1)
    if head is None:
        return None, False, source
    _check_headings(sections, head, source=source, problems=problems)
    intro, worksheet = _entries(sections.get("Worksheet"), TASK_PARTS, required=(), source=source, problems=problems)
    session = Session(
        head=head,
        file=name,
        why=_text(sections, "Why tonight"),
        before=_text(sections, "Before you facilitate"),
        prompts=_entries(
            sections.get("Prompts"), PROMPT_PARTS, required=PROMPT_PARTS, source=source, problems=problems
        )[1],
        checkpoints=_entries(
            sections.get("Checkpoints"), CHECKPOINT_PARTS, required=CHECKPOINT_PARTS, source=source, problems=problems
        )[1],
        stuck=_text(sections, "Stuck"),
        ifs=_ifs(sections.get("If"), head, source=source, problems=problems),
        worksheet=worksheet,
        worksheet_intro=intro,
        exit_question=_text(sections, "Exit question"),
        next=_text(sections, "Next"),
        next_inside=_text(sections, "Next, reading inside"),
    )
    return session, sure, source


def read_guide(text: str, name: str, *, problems: list[Problem]) -> tuple[Guide | None, SourceFile]:
    """A facilitator guide."""
    text = without_control(text)
    split = split_head(text, name, problems=problems)
    if split is None:
        return None, SourceFile(name, tuple(text.split("\n")))
    data, source = read_yaml(split[0], name, problems=problems, first_line=2)
    source = SourceFile(name, tuple(text.split("\n")), source.places)
    head = read_record(GuideHead, data, source=source, problems=problems)
    return (Guide(head, split[1].strip()) if head else None), source


def _text(sections: dict[str, _Section], title: str) -> str:
    return sections[title].text if title in sections else ""


def _sections(body: str, first_line: int, *, mark: str) -> list[_Section]:
    """The stretches below each heading that begins with `mark`; headings inside fenced code do not count."""
    found: list[tuple[str, int, list[str]]] = []
    fenced = False
    for number, line in enumerate(body.split("\n"), first_line):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and line.startswith(mark):
            found.append((line[len(mark) :].strip(), number, []))
        elif found:
            found[-1][2].append(line)
    return [_Section(title, number, tuple(lines)) for title, number, lines in found]


def _check_headings(
    sections: dict[str, _Section], head: SessionHead, *, source: SourceFile, problems: list[Problem]
) -> None:
    required = list(REQUIRED)
    if head.kind == "discussion":
        required.append("Prompts")
    if head.kind == "pairing":
        required.append("Checkpoints")
    for title in required:
        if title not in sections or not sections[title].text:
            place = (sections[title].line, 1) if title in sections else (1, 1)
            problems.append(source.problem_at("P047", place, f"The heading “## {title}” with its text is missing."))
    for section in sections.values():
        if section.title not in HEADINGS:
            hint = nearest(section.title, HEADINGS)
            problems.append(
                source.problem_at("P048", (section.line, 4), f"“{section.title}” is not a heading of a session.", hint)
            )


def _entries(
    section: _Section | None,
    labels: tuple[str, ...],
    *,
    required: tuple[str, ...],
    source: SourceFile,
    problems: list[Problem],
) -> tuple[str, tuple[Entry, ...]]:
    """The text before the first level-three heading, and an entry for each such heading."""
    if section is None:
        return "", ()
    intro = itertools.takewhile(lambda line: not line.startswith("### "), section.lines)
    entries = []
    for place, part in enumerate(_sections("\n".join(section.lines), section.line + 1, mark="### "), 1):
        entry = _entry(part, labels)
        entries.append(entry)
        source.places[(f"## {section.title}", f"### {part.title}")] = (part.line, 1)
        if re.match(rf"(?:\w+ )?{place}[.):]\s", part.title):
            message = f"“{part.title}” brings a number of its own; the sheet numbers it."
            problems.append(source.problem_at("P015", (part.line, 5), message))
        for label in required:
            if not entry.part(label):
                message = f"“{entry.title}” lacks the line “{label}: …”."
                problems.append(source.problem_at("P049", (part.line, 1), message))
        for label in NUMBERS:
            text = entry.part(label)
            if label in labels and text and not text.isdecimal():
                problems.append(
                    source.problem_at("P049", (part.line, 1), f"“{label}” of “{entry.title}” must be a whole number.")
                )
    return "\n".join(intro).strip(), tuple(entries)


def _entry(section: _Section, labels: tuple[str, ...]) -> Entry:
    start = re.compile(r"^(" + "|".join(re.escape(label) for label in labels) + r"):[ \t]*(.*)$")
    parts: list[tuple[str, list[str]]] = []
    text: list[str] = []
    fenced = False
    for line in section.lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else start.match(line)
        if match:
            parts.append((match[1], [match[2]]))
        else:
            (parts[-1][1] if parts else text).append(line)
    return Entry(
        section.title,
        tuple(LabelledText(label, "\n".join(lines).strip()) for label, lines in parts),
        "\n".join(text).strip(),
    )


def _missing_cases(titles: set[str]) -> Iterator[str]:
    """What is told of the cases that every session has a text for, and this one has not."""
    if "Three come" not in titles:
        yield "“### Three come” with its text is missing under “## If”."
    if not titles & {"Nobody read", "Nobody prepared"}:
        yield "“### Nobody read” (or “Nobody prepared”) is missing under “## If”."


def _ifs(
    section: _Section | None, head: SessionHead, *, source: SourceFile, problems: list[Problem]
) -> tuple[Entry, ...]:
    problems += [
        source.problem(
            "P048", ("variants", index, "if", case), f"“{case}” is not one of the cases.", nearest(case, IFS)
        )
        for index, variant in enumerate(head.variants)
        for case in variant.ifs
        if case not in IFS
    ]
    if section is None:
        return ()
    found = _sections("\n".join(section.lines), section.line + 1, mark="### ")
    for part in found:
        source.places[("## If", f"### {part.title}")] = (part.line, 1)
        if part.title not in IFS:
            message = f"“{part.title}” is not one of the cases under “## If”."
            problems.append(source.problem_at("P048", (part.line, 5), message, nearest(part.title, IFS)))
    titles = {part.title for part in found if part.text}
    if head.kind != "clinic":
        problems += [source.problem_at("P047", (section.line, 1), message) for message in _missing_cases(titles)]
    return tuple(Entry(part.title, (), part.text) for part in found)
