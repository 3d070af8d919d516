"""resources.yaml of a new programme: the entries that its sessions cite, copied as they stand on the shelf, comments
and all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.model.resources import Resource, ResourceFile
from toolkit.problems import ProblemsFound, SourceFile
from toolkit.reading.markdown import read_session
from toolkit.reading.records import read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import Data, read_yaml
from toolkit.scaffold.schemas import schema_line

NAME = "resources.yaml"
HEADER = (
    schema_line("resources") + "# What the sessions cite, copied from the shelf when this folder was made."
    " A dead link is mended here, in one line.\nresources:\n"
)
EMPTY = HEADER.replace("resources:\n", "resources: []\n")


def cited_resources(files: Mapping[str, bytes], shelves: Shelves) -> bytes:
    """The bytes of resources.yaml for a template's `files`: its own entries first, then those that are cited and
    missing.

    Entries follow the order in which the sessions cite them, each with its fallback behind it. Ids that no shelf has
    are passed over: reading the programme tells of them (P034). Raises ProblemsFound (P022) for an own file to which
    nothing can be added because its list is written in one line.
    """
    own = files.get(NAME, b"").decode("utf-8-sig").replace("\r\n", "\n")
    known = _ids(own)
    missing = list(_missing(files, shelves, known=known))
    entries = {name: _Entries.of(source) for name, source in {source.name: source for _, source in missing}.items()}
    blocks = [_block(entries[source.name], resource.id) for resource, source in missing]
    if not blocks:
        return files.get(NAME, EMPTY.encode())
    return (_added(own, blocks) if known else HEADER + "\n".join(blocks)).encode()


def _missing(files: Mapping[str, bytes], shelves: Shelves, *, known: set[str]) -> Iterator[tuple[Resource, SourceFile]]:
    """What is cited, or is the fallback of something cited, and not yet known."""
    waiting = [id for id in dict.fromkeys(_cited(files)) if id not in known]
    on_shelves = shelves.resources([]) if waiting else {}
    seen = set(known)
    while waiting:
        id = waiting.pop(0)
        if id in seen or id not in on_shelves:
            continue
        seen.add(id)
        resource, source = on_shelves[id]
        yield resource, source
        if resource.fallback:
            waiting.insert(0, resource.fallback)


def _cited(files: Mapping[str, bytes]) -> Iterator[str]:
    for path in sorted(files):
        if path.startswith("sessions/") and path.endswith(".md"):
            session, _ = read_session(
                files[path].decode("utf-8-sig", "replace").replace("\r\n", "\n"), path, problems=[]
            )
            yield from (item.use for item in session.head.items) if session else ()


def _ids(text: str) -> set[str]:
    data, source = read_yaml(text, NAME, problems=[])
    file = read_record(ResourceFile, data, source=source, problems=[])
    return {resource.id for resource in file.resources} if file else set(_loose_ids(data))


def _loose_ids(data: Data) -> Iterator[str]:
    """The ids in a file that has other mistakes; reading the programme tells of those."""
    entries = data.get("resources") if isinstance(data, dict) else None
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and "id" in entry:
            yield str(entry["id"])


@dataclass(frozen=True)
class _Entries:
    """The entries of a resource file, and the line (from 0) at which each begins, comments above it included."""

    source: SourceFile
    data: list[Data]
    starts: list[int]

    @classmethod
    def of(cls, source: SourceFile) -> _Entries:
        whole, _ = read_yaml("\n".join(source.lines), source.name, problems=[])
        data = whole["resources"] if isinstance(whole, dict) else None
        assert isinstance(data, list), "a resource that was read stands in a list"
        starts: list[int] = []
        for index in range(len(data)):
            line = source.places["resources", index][0] - 1
            while line > (starts[-1] + 1 if starts else 0) and source.lines[line - 1].lstrip().startswith("#"):
                line -= 1
            starts.append(line)
        return cls(source, data, starts)


def _block(entries: _Entries, id: str) -> str:
    """One entry as text, two spaces in. Where the lines cannot be cut out, the entry's values as JSON."""
    index = next(
        number for number, entry in enumerate(entries.data) if isinstance(entry, dict) and entry.get("id") == id
    )
    end = entries.starts[index + 1] if index + 1 < len(entries.data) else len(entries.source.lines)
    block = _indented(entries.source.lines[entries.starts[index] : end])
    again, _ = read_yaml("resources:\n" + block, NAME, problems=[])
    if again == {"resources": [entries.data[index]]}:
        return block
    return "  - " + json.dumps(entries.data[index], ensure_ascii=False) + "\n"


def _indented(lines: tuple[str, ...], indent: int = 2) -> str:
    """The lines so far in that the dash stands at `indent`; blank lines at the end go."""
    dash = next((len(line) - len(line.lstrip()) for line in lines if line.lstrip().startswith("-")), 0)
    moved = [" " * indent + line[min(dash, len(line) - len(line.lstrip())) :] if line.strip() else "" for line in lines]
    return "\n".join(moved).rstrip() + "\n"


def _added(own: str, blocks: list[str]) -> str:
    """The template's own file with blocks at its end, indented as its entries are."""
    data, source = read_yaml(own, NAME, problems=[])
    first = source.lines[source.places["resources", 0][0] - 1]
    indent = len(first) - len(first.lstrip())
    whole = own.rstrip() + "\n\n" + "\n".join(_indented(tuple(block.split("\n")), indent) for block in blocks)
    again, _ = read_yaml(whole, NAME, problems=[])
    if len(list(_loose_ids(again))) != len(list(_loose_ids(data))) + len(blocks):
        message = "Entries that the sessions cite are missing here and cannot be added."
        raise ProblemsFound(
            [source.problem("P022", ("resources",), message, "Begin each entry on a line of its own, with a hyphen.")]
        )
    return whole
