"""What the last build read and wrote (`.programme/manifest`), so that the next one knows what is left to do.

Only hashlib and json are needed to find out that nothing changed. The key of a build is its options, the toolkit's own
code and fonts, and the versions of the libraries and of the time zone data; its inputs are the files and folders that
were looked at.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model.overruns import Overrun
from toolkit.problems import ProblemsFound
from toolkit.reading.files import ABSENT, PACKAGE, UNREADABLE, fingerprint
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import is_own_path, parse_json, read_own

if TYPE_CHECKING:  # a build with nothing to do loads no records
    from toolkit.model.plan import KnownStart

MANIFEST_FILE = ".programme/manifest"
OUT = "out/"
"""All that a build makes lies below; nothing else is ever taken away because a manifest names it."""
INDEX = "out/index.html"

LIBRARIES = (
    "weasyprint",
    "pydyf",
    "pikepdf",
    "tinycss2",
    "fonttools",
    "icalendar",
    "jinja2",
    "markdown-it-py",
    "xlsxwriter",
    "segno",
    "pydantic",
    "pyyaml",
    "tzdata",
)
SHIPPED = "@shipped"
FOLDER = "@folder"

MIXED = "mixed"
"""In place of the fingerprint of an input that outputs were made from in two states."""

Place = tuple[str, int, int]


@dataclass(frozen=True)
class Output:
    """A file that was made: the hash of its bytes, and of what it was made from where that saves work."""

    digest: str
    made_from: str = ""


@dataclass(frozen=True)
class MadeSince:
    """What builds of parts made of one state of the files, since these were built as a whole: the `inputs` (path to
    fingerprint), and the paths of the outputs."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """A build: its key, what it read (path to fingerprint), what it wrote (path in the folder to output) and when its
    meetings are in UTC.

    `parts` are the keys under which the parts of each document (below out/) wait in their store. `boxes` are the
    packages of fonts that it asked for, each with the file, line and column of a text that needs it; `fonts` a hash of
    those it had then. `cancelled` is how its calendars show cancelled meetings. `overruns` is what does not fit on its
    pages, by document (below out/). `part` is what was made since of later files.
    """

    key: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    moments: Mapping[str, KnownStart] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    boxes: Mapping[str, Place] = field(default_factory=dict)
    fonts: str = ""
    cancelled: str = "keep"
    overruns: Mapping[str, tuple[Overrun, ...]] = field(default_factory=dict)
    part: MadeSince = MadeSince()


def build_key(cancelled: str, *, invitations: bool, shelves: Iterable[Path]) -> str:
    """The key of a build: how it shows cancelled meetings, whether with invitations, from which shelves; our own code
    and fonts, and the libraries' versions."""
    installed = _installed()
    parts = [repr((cancelled, invitations, [str(shelf) for shelf in shelves]))]
    parts += [f"{name} {installed.get(name) or _version(name)}" for name in LIBRARIES]
    return digest("\n".join([*parts, *sorted(_code())]).encode())


def _code() -> Iterator[str]:
    """Our own code and fonts: each file's place and fingerprint."""
    for folder, _folders, names in os.walk(PACKAGE):
        for name in names:
            if name.endswith(".py") or folder.endswith("fonts"):
                yield f"{folder[len(str(PACKAGE)) :]}/{name} {fingerprint(Path(folder, name))}"


def _installed() -> dict[str, str]:
    """The versions of libraries by the names of their folders, `name-version.dist-info`, of which the first on the
    path counts. `importlib.metadata` says the same and costs as much time as all else of a build with nothing to do."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in os.listdir(folder) if Path(folder).is_dir() and os.access(folder, os.R_OK) else ():
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return found


def _version(name: str) -> str:
    """The version of a library that is installed in some other way."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the last build; an empty one where there is none, it is damaged, or it names a file outside out/,
    so that all is made again."""
    try:
        values = parse_json(read_own(folder, MANIFEST_FILE) or b"")
        outputs = {path: Output(*pair) for path, pair in values.get("outputs", {}).items()}
        starts = {wall: (str(utc), str(by)) for wall, (utc, by) in values.get("moments", {}).items()}
        boxes = {
            package: (str(file), int(line), int(column))
            for package, (file, line, column) in values.get("boxes", {}).items()
        }
        if not all(is_own_path(path, below=OUT) for path in outputs):
            return Manifest()
        part = values.get("part", {"inputs": {}, "outputs": []})
        return Manifest(
            str(values["key"]),
            _texts(values["inputs"]),
            outputs,
            starts,
            {path: tuple(map(str, keys)) for path, keys in values.get("parts", {}).items()},
            boxes,
            str(values.get("fonts", "")),
            str(values.get("cancelled", "keep")),
            {path: tuple(Overrun(*each) for each in found) for path, found in values.get("overruns", {}).items()},
            MadeSince(_texts(part["inputs"]), tuple(map(str, part["outputs"]))),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ProblemsFound):
        return Manifest()


def write_manifest(manifest: Manifest) -> bytes:
    """JSON, sorted: the same build gives the same bytes."""
    values = {
        "version": 1,
        "key": manifest.key,
        "inputs": dict(sorted(manifest.inputs.items())),
        "outputs": _pairs(manifest.outputs),
        "parts": {path: list(keys) for path, keys in sorted(manifest.parts.items())},
        "moments": dict(sorted(manifest.moments.items())),
        **(
            {
                "boxes": {package: list(place) for package, place in sorted(manifest.boxes.items())},
                "fonts": manifest.fonts,
            }
            if manifest.boxes
            else {}
        ),
        **({"cancelled": manifest.cancelled} if manifest.cancelled != "keep" else {}),
        **({"overruns": _overruns(manifest)} if manifest.overruns else {}),
        **({"part": _part(manifest.part)} if manifest.part.outputs else {}),
    }
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()


def _overruns(manifest: Manifest) -> dict[str, list[tuple[object, ...]]]:
    return {path: [astuple(one) for one in found] for path, found in sorted(manifest.overruns.items())}


def _part(part: MadeSince) -> dict[str, object]:
    return {"inputs": dict(sorted(part.inputs.items())), "outputs": sorted(part.outputs)}


def _texts(values: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def _pairs(outputs: Mapping[str, Output]) -> dict[str, list[str]]:
    return {path: [output.digest, output.made_from] for path, output in sorted(outputs.items())}


def input_names(seen: Mapping[Path, str], folder: Path) -> dict[str, str]:
    """Fingerprints by a name that does not depend on where the folder or the toolkit stands."""
    return {_name(path, folder): print_ for path, print_ in seen.items()}


def with_part(manifest: Manifest, key: str, *, inputs: Mapping[str, str]) -> Manifest:
    """The manifest after a build of a part, with this key and these inputs. What the part read in another state than
    the last whole build is from then on as neither left it, so that everything counts as stale, though that state came
    back, until all is built.
    """
    seen = {name: before if inputs.get(name, before) == before else MIXED for name, before in manifest.inputs.items()}
    return replace(manifest, key=key if (key, seen) == (manifest.key, manifest.inputs) else "", inputs=seen)


def part_made(manifest: Manifest, *, inputs: Mapping[str, str], outputs: Iterable[str]) -> MadeSince:
    """What is up to date after a build of a part, with these inputs and outputs, where the whole is not."""
    if inputs == manifest.inputs:
        return MadeSince()
    before = manifest.part.outputs if inputs == manifest.part.inputs else ()
    return MadeSince(inputs, tuple(sorted({*before, *outputs})))


def current_outputs(manifest: Manifest, folder: Path, *, without: str | None = None) -> dict[str, Output]:
    """The outputs that are made from the files as they are, but for the folder `without`: those of the last whole
    build, or else of the builds of parts behind it. Whether they are untouched is another question."""
    if inputs_unchanged(manifest, folder, without=without):
        return dict(manifest.outputs)
    if not inputs_unchanged(Manifest(inputs=manifest.part.inputs), folder, without=without):
        return {}
    return {path: manifest.outputs[path] for path in manifest.part.outputs if path in manifest.outputs}


def is_fresh(manifest: Manifest, folder: Path, *, key: str) -> bool:
    """Whether a build with this key would do nothing: same inputs, every output as it was left, and no other fonts
    where some were missing."""
    if manifest.key != key or not manifest.outputs or not inputs_unchanged(manifest, folder) or _other_fonts(manifest):
        return False
    return all(is_untouched(folder, path, output=output) for path, output in manifest.outputs.items())


def _other_fonts(manifest: Manifest) -> bool:
    if not manifest.boxes:
        return False
    from toolkit.reading.fonts_here import fonts_digest

    return manifest.fonts != fonts_digest()


def inputs_unchanged(manifest: Manifest, folder: Path, *, without: str | None = None) -> bool:
    """Whether everything that the last whole build read, but for the folder `without` and what is in it, is as it was;
    False where there was none."""
    passed = f"{FOLDER}/{without}"
    inputs = {
        name: seen
        for name, seen in manifest.inputs.items()
        if without is None or not (name == passed or name.startswith(f"{passed}/"))
    }
    return bool(inputs) and all(fingerprint(_path(name, folder)) == seen for name, seen in inputs.items())


def changed_inputs(manifest: Manifest, folder: Path) -> tuple[str, ...]:
    """What the last whole build read and is not as it was, sorted: a path in the folder, or one on a shelf."""
    changed = (name for name, seen in manifest.inputs.items() if fingerprint(_path(name, folder)) != seen)
    return tuple(sorted(name.removeprefix(f"{FOLDER}/").removeprefix("@") for name in changed))


def is_untouched(folder: Path, path: str, *, output: Output | None) -> bool:
    """Whether an output is there as it was written."""
    if output is None or output.digest in (ABSENT, UNREADABLE) or (folder / path).is_symlink():
        return False
    return fingerprint(folder / path) == output.digest


def _root() -> Path:
    return PACKAGE if (PACKAGE / "program_templates").is_dir() else PACKAGE.parent


def _name(path: Path, folder: Path) -> str:
    for name, base in ((FOLDER, folder), (SHIPPED, _root())):
        if path.is_relative_to(base):
            return f"{name}/{path.relative_to(base).as_posix()}"
    return path.as_posix()


def _path(name: str, folder: Path) -> Path:
    first, _, rest = name.partition("/")
    return {FOLDER: folder, SHIPPED: _root()}[first] / rest if first in (FOLDER, SHIPPED) else Path(name)
