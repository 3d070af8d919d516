"""changes.yaml with new entries at the end of its list, or with a reason in an entry; every other byte stays as the
organiser left it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from toolkit.model.changes import ChangeEntry, ChangeFile
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.control_characters import without_control
from toolkit.reading.records import read_record
from toolkit.reading.yaml import END, KEY, Scalar, read_scalars, read_yaml, resolve_scalar

CHANGES = "changes.yaml"
_LIST = "changes"
_ORDER = (
    "cohort",
    "session",
    "from",
    "until",
    "date",
    "time",
    "room",
    "facilitators",
    "mentor",
    "mode",
    "link",
    "combined_with",
    "cancelled",
    "held",
    "room_lost",
    "reason",
    "decided",
)


def read_entries(text: bytes) -> tuple[ChangeEntry, ...]:
    """The entries of a changes.yaml that was read before, so that nothing in it is wrong."""
    data, source = read_yaml(text.decode(), CHANGES, problems=[])
    record = read_record(ChangeFile, data, source=source, problems=[])
    return record.changes if record else ()


def add_changes(text: str, entries: Sequence[ChangeEntry]) -> str:
    """The text with these entries added. `text` may be empty; line endings stay as they are. ProblemsFound where
    it is no YAML."""
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    return mark + _added(text, entries)


def with_reason(text: str, rows: range, *, reason: str) -> str | None:
    """The text with this reason in the entries that `rows` counts from 0; None where an entry is written in a way that
    would have to be written anew."""
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    before, scalars = read_entries(text.encode()), read_scalars(text)
    new = text
    for row in reversed(rows):
        mine = [scalar for scalar in scalars if scalar.path[:2] == (_LIST, row)]
        start, end, written = _reason_in(text, mine, reason=reason)
        new = new[:start] + written + new[end:]
    wanted = [entry.model_copy(update={"reason": reason}) if row in rows else entry for row, entry in enumerate(before)]
    return mark + new if [*map(_values, read_entries(new.encode()))] == [*map(_values, wanted)] else None


def _reason_in(text: str, entry: Sequence[Scalar], *, reason: str) -> tuple[int, int, str]:
    """The letters of an entry that give way to its reason, and what comes in their place: the old reason, or none where
    it has none, before the day on which it was decided."""
    written = _written(reason)
    old = next((scalar for scalar in entry if scalar.path[2:] == ("reason",)), None)
    if old is not None:
        said = text[old.start : old.end]
        return old.start, old.end, f"{'' if said else ' '}{written}{said[len(said.rstrip()) :]}"
    key = next((scalar for scalar in entry if scalar.path[2:] == ("decided", KEY)), entry[0])
    newline = "\r\n" if "\r\n" in text else "\n"
    column = key.start - text.rfind("\n", 0, key.start) - 1
    return key.start, key.start, f"reason: {written}{', ' if key.flow else newline + ' ' * column}"


def _added(text: str, entries: Sequence[ChangeEntry]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    problems: list[Problem] = []
    data, source = read_yaml(text.replace("\r\n", "\n"), CHANGES, problems=problems)
    if problems:
        raise ProblemsFound(problems)
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []
    there = data.get(_LIST) if isinstance(data, dict) else None
    if (_LIST,) not in source.places:
        return newline.join([*lines, f"{_LIST}:", *_block(entries, "  "), ""])
    line, column = source.places[(_LIST,)]
    if not there:
        where = source.places[(_LIST, "<key>")][0] - 1
        kept = lines[where].split("#", 1)[1:]
        head = f"{_LIST}:{'  #' + kept[0] if kept else ''}"
        rest = lines[source.places.get((_LIST, END), (where + 1, 0))[0] :] if not kept else lines[where + 1 :]
        return newline.join([*lines[:where], head, *_block(entries, "  "), *rest, ""])
    if (_LIST, END) in source.places:
        return newline.join([*_before_bracket(lines, source.places[(_LIST, END)], entries=entries), ""])
    last = _last_line(lines, line - 1, column=column - 1)
    return newline.join([*lines[: last + 1], *_block(entries, " " * (column - 1)), *lines[last + 1 :], ""])


def _before_bracket(lines: list[str], end: tuple[int, int], *, entries: Sequence[ChangeEntry]) -> list[str]:
    """Entries added to a list in square brackets, which ends before `end`."""
    row, column = end[0] - 1, end[1] - 2
    before, after = lines[row][:column], lines[row][column:]
    written = ", ".join(
        "{" + ", ".join(f"{name}: {value}" for name, value in _values(entry)) + "}" for entry in entries
    )
    comma = "" if "".join([*lines[:row], before]).rstrip().endswith((",", "[")) else ","
    return [*lines[:row], f"{before.rstrip() or before}{comma} {written}{after}", *lines[row + 1 :]]


def _last_line(lines: list[str], first: int, *, column: int) -> int:
    """The last line of a list in block form that begins at `first` with its hyphens in `column`; blank lines and
    comments after it are not its."""
    last = first
    for index in range(first, len(lines)):
        bare = lines[index].strip()
        if not bare or bare.startswith("#"):
            continue
        indent = len(lines[index]) - len(lines[index].lstrip())
        if indent < column or indent == column and not bare.startswith("-"):
            break
        last = index
    return last


def _block(entries: Sequence[ChangeEntry], indent: str) -> list[str]:
    """Entries in block form, a value a line."""
    lines = []
    for entry in entries:
        written = [f"{name}: {value}" for name, value in _values(entry)]
        lines += [f"{indent}{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(written)]
    return lines


def _values(entry: ChangeEntry) -> list[tuple[str, str]]:
    """The values that were set, as YAML on one line each."""
    plain = entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return [(name, _written(plain[name])) for name in _ORDER if name in plain]


def _written(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_written, value))}]"
    value = without_control(value) if isinstance(value, str) else value
    if isinstance(value, str) and _is_plain(value):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return "".join(character if character.isprintable() else f"\\U{ord(character):08x}" for character in text)


def _is_plain(text: str) -> bool:
    """Whether YAML reads the text back without quotes, in a list too; a time is quoted, since people copy it."""
    safe = all(character.isalnum() or character in " -_.()'’/" for character in text)
    return safe and text[:1].isalnum() and text == text.strip() and isinstance(resolve_scalar(text), str)
