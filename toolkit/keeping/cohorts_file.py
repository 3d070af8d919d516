"""cohorts.yaml with cohorts put in, taken out or written anew; the blocks of all others stay byte for byte.

`.programme/cohorts.json` remembers what we wrote for each key, so that a cohort edited by hand is known, and every key
that was ever used, so that none is used again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.keeping.yaml_lists import without_item
from toolkit.model.formed import Formed
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import parse_json

COHORTS = "cohorts.yaml"
Values = Mapping[str, object]
_BARE = re.compile(r"""  ["']?[a-z0-9-]+["']?\s*:\s*(#.*)?""")
_FIELD = re.compile(r"    [a-z_]+\s*:")
_ITEM = re.compile(r"\s+-\s+[\"']?([^\"'\s#]+(?: [^\"'\s#]+)*)")
_COMMENT = re.compile(r"""(?:[^"'#]|"[^"]*"|'[^']*')*?(\s+#.*)$""")
_KEY = re.compile(r"^  (?! )[\"']?([a-z0-9-]+)[\"']?\s*:")


@dataclass(frozen=True)
class Memory:
    """What was written: key to the hash of its block; every key ever used."""

    written: Mapping[str, str] = field(default_factory=dict)
    used: tuple[str, ...] = ()


def read_memory(data: bytes | str) -> Memory:
    """What is remembered; nothing where there is nothing or it is damaged: then every cohort counts as written by
    hand."""
    try:
        values = parse_json(data)
        return Memory(
            {str(key): str(known) for key, known in values["written"].items()},
            tuple(str(key) for key in values["used"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def write_memory(memory: Memory) -> bytes:
    """JSON, sorted."""
    values = {"version": 1, "written": dict(sorted(memory.written.items())), "used": sorted(memory.used)}
    return (json.dumps(values, indent=1) + "\n").encode()


def write_formed(formed: Formed) -> bytes:
    """JSON of what is remembered of the cohorts formed last."""
    values = formed.model_dump(mode="json", exclude_defaults=True) | {"version": 1}
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()


def untouched(text: str, memory: Memory) -> frozenset[str]:
    """The keys whose blocks stand as we wrote them."""
    _head, blocks, _tail = _split(text)
    return frozenset(key for key, lines in blocks.items() if memory.written.get(key) == _block_digest(lines))


def without_member(text: str, memory: Memory, *, id: str) -> tuple[str, Memory]:
    """The text without somebody among the members of any cohort, and what to remember: a block that stood as we wrote
    it still does."""
    ours = untouched(text, memory)
    new = without_item(text, id, names=("members",))
    _head, blocks, _tail = _split(new)
    return new, replace(memory, written={**memory.written, **{key: _block_digest(blocks[key]) for key in ours}})


def keys_in_lines(text: str) -> frozenset[str]:
    """The keys whose cohorts stand on lines of their own, indented by two spaces: only those can be kept or
    replaced."""
    return frozenset(_split(text)[1])


def put_cohorts(
    text: str, entries: Mapping[str, Values], *, keep: Sequence[str], memory: Memory, theirs: Sequence[str] = ()
) -> tuple[str, Memory]:
    """The text with the cohorts `keep` as they stand and `entries` beside them, by key; all others are gone. And what
    to remember.

    In a cohort that is there already only the lines change whose value does, and their comments stay. `theirs` are keys
    of cohorts that count as written by hand still.
    """
    head, blocks, tail = _split(text)
    kept = {key: lines for key, lines in blocks.items() if key in keep}
    fresh = {key: _merged(blocks.get(key, []), _block(key, values)) for key, values in entries.items()}
    order = [*(key for key in blocks if key in kept or key in fresh), *(key for key in fresh if key not in blocks)]
    body = [line for key in order for line in fresh.get(key) or kept[key]]
    written = {key: known for key, known in memory.written.items() if key in kept} | {
        key: _block_digest(lines) for key, lines in fresh.items() if key not in theirs
    }
    used = tuple(dict.fromkeys((*memory.used, *blocks, *fresh)))
    mark, newline = "\ufeff" if text.startswith("\ufeff") else "", "\r\n" if "\r\n" in text else "\n"
    return mark + newline.join([*head, *body, *tail, ""]), Memory(written, used)


def _block_digest(lines: Sequence[str]) -> str:
    return digest("\n".join(line.rstrip() for line in lines if line.strip()).encode())


def _split(text: str) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """What stands before the first cohort, each cohort's lines, and what stands after the last."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []
    first = next((number for number, line in enumerate(lines) if re.match(r"cohorts\s*:", line)), None)
    if first is None:
        return [*lines, "cohorts:"], {}, []
    blocks: dict[str, list[str]] = {}
    plain = re.fullmatch(r"cohorts\s*:\s*(#.*)?", lines[first])
    head, tail = [*lines[:first], lines[first] if plain else "cohorts:"], list[str]()
    current: list[str] | None = None
    for line in lines[first + 1 :]:
        match = _KEY.match(line)
        if match and not tail:
            current = blocks[match[1]] = [line]
        elif current is None and not blocks:
            head.append(line)
        elif tail or (line and not line.startswith(" ")):
            tail.append(line)
        elif current is not None:
            current.append(line)
    return head, blocks, tail


def _block(key: str, values: Values) -> list[str]:
    return [
        f"  {key}:",
        *(f"    {name}: {_value(value)}" for name, value in values.items() if value not in (None, "", (), [])),
    ]


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new lines of a cohort, one for each value, in the form and order of the old ones."""
    if not old or not _BARE.fullmatch(old[0]):
        comment = _COMMENT.match(old[0]) if old else None
        return [new[0] + (comment[1] if comment else ""), *new[1:]]
    wanted = {line.split(":", 1)[0]: line for line in new[1:]}
    found, end = [old[0]], 1
    for piece in _pieces(old[1:]):
        name = piece[0].split(":", 1)[0]
        if not _FIELD.match(piece[0]):
            found += piece
        elif name in wanted:
            found += _changed(piece, wanted.pop(name))
            end = len(found)
    return [*found[:end], *wanted.values(), *found[end:]]


def _pieces(lines: Sequence[str]) -> list[list[str]]:
    """Each value of a cohort with the lines below that belong to it; comments and blank lines between values apart."""
    found: list[list[str]] = []
    for line in lines:
        if found and line.startswith("     ") and _FIELD.match(found[-1][0]):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _changed(old: Sequence[str], new: str) -> list[str]:
    """The lines of a value as they stand where it is the same, else the new one with the comment of the old one; of a
    list in lines the items."""
    comment = _COMMENT.match(old[0])
    items = [(match[1], line) for line in old[1:] if (match := _ITEM.match(line))]
    if len(old) > 1 and len(items) == len(old) - 1 and "[" in new:
        wanted = [word.strip(' "') for word in re.split(r"[\[\],]", new.split(":", 1)[1]) if word.strip()]
        if new.startswith("    turns:"):  # their order says who has the early hour first
            return list(old) if wanted == [word for word, _ in items] else [new + (comment[1] if comment else "")]
        kept = [line for word, line in items if word in wanted]
        indent = old[1][: len(old[1]) - len(old[1].lstrip())]
        return [old[0], *kept, *(f"{indent}- {word}" for word in wanted if word not in dict(items))]
    plain = old[0][: comment.start(1)] if comment else old[0]
    if len(old) == 1 and _squeezed(plain) == _squeezed(new):
        return list(old)
    return [new + (comment[1] if comment else "")]


def _squeezed(line: str) -> str:
    """A line for comparing: spaces and the kind of quotes do not count."""
    return "".join(line.split()).replace("'", '"')


def _value(value: object) -> str:
    """A value in YAML. JSON strings are YAML; ids and plain words need no quotes."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = re.fullmatch(r"[A-Za-z][A-Za-z_-]*[A-Za-z0-9_ -]*", text) and text.lower() not in (
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
    )
    return text if plain and text == text.strip() else json.dumps(text, ensure_ascii=False)
