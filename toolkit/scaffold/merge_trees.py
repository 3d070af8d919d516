"""What becomes of every file when a template has changed and the organiser has edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.keeping.merge import merge

UpdateState = Literal["create", "change", "merge", "remove", "rename", "keep", "conflict"]


@dataclass(frozen=True)
class FileUpdate:
    """What becomes of one file, and its bytes afterwards (None: it is not there).

    create: the template has it anew. change: nobody edited it. merge: both changes are in it. remove: the template no
    longer has it and nobody edited it. rename: it is now what it `becomes`. keep: it stays as the organiser left it,
    though the template changed or dropped it. conflict: it stays, too, and the template's version, `theirs`, is put
    beside it.
    """

    path: str
    state: UpdateState
    data: bytes | None
    theirs: bytes | None = None
    becomes: str = ""


def merge_trees(
    base: Mapping[str, bytes], ours: Mapping[str, bytes], *, theirs: Mapping[str, bytes]
) -> tuple[FileUpdate, ...]:
    """What becomes of every file that differs between `base` (what the template gave) and `theirs` (what it gives now),
    by path.

    No line that `ours` added is ever lost: an edited file is kept, merged by lines or, where both changed the same,
    left with theirs beside it. What was deleted stays so. A session whose file has another name now is followed by its
    key.
    """
    renamed = {old: new for old, new in _renamed(base, theirs).items() if new not in ours}
    base = {renamed.get(path, path): data for path, data in base.items()}
    moved = {renamed.get(path, path): data for path, data in ours.items()}
    changed = sorted(
        path for path in {*base, *theirs} if base.get(path) != theirs.get(path) or path in renamed.values()
    )
    steps = [_step(path, base.get(path), ours=moved.get(path), theirs=theirs.get(path)) for path in changed]
    gone = [FileUpdate(path, "rename", None, becomes=new) for path, new in renamed.items() if path in ours]
    return tuple(sorted([*(step for step in steps if step is not None), *gone], key=lambda step: step.path))


def _renamed(base: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> dict[str, str]:
    """Old to new path of the sessions whose key stands in another file now."""
    before = {key: path for path, data in base.items() if path not in theirs and (key := _session_key(path, data))}
    after = {key: path for path, data in theirs.items() if path not in base and (key := _session_key(path, data))}
    return {path: after[key] for key, path in before.items() if key in after}


def _session_key(path: str, data: bytes) -> str:
    found = re.search(rb"^key:[ \t]*(\S+)", data, re.MULTILINE) if path.startswith("sessions/") else None
    return found[1].decode("utf-8", "replace") if found else ""


def _step(path: str, base: bytes | None, *, ours: bytes | None, theirs: bytes | None) -> FileUpdate | None:
    if ours == theirs and base != theirs:
        return None
    if theirs is None:
        return FileUpdate(path, "remove", None) if ours == base else FileUpdate(path, "keep", ours)
    if ours is None:
        return FileUpdate(path, "create", theirs) if base is None else FileUpdate(path, "keep", None)
    if ours == base:
        return FileUpdate(path, "change", theirs)
    merged = None if base is None else _merge(base, ours, theirs=theirs)
    if merged is None:
        return FileUpdate(path, "conflict", ours, theirs)
    return FileUpdate(path, "keep" if merged == ours else "merge", merged)


def _merge(base: bytes, ours: bytes, *, theirs: bytes) -> bytes | None:
    """The merge by lines, in the organiser's line ends: an editor or git may have turned all of them into CR LF."""
    if b"\0" in ours or ours.count(b"\r\n") != ours.count(b"\n"):
        return merge(base, ours, theirs)
    merged = merge(*(text.replace(b"\r\n", b"\n") for text in (base, ours, theirs)))
    return merged.replace(b"\n", b"\r\n") if merged is not None and b"\r\n" in ours else merged
