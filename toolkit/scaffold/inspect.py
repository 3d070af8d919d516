"""A programme template is data. This reads one into memory and refuses whatever is not data, before anything of it is
used."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.model.fields import RESERVED_NAMES
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import LARGEST, PICTURE_LARGEST
from toolkit.reading.hashing import digest
from toolkit.scaffold.expressions import check_expressions, is_folder_name
from toolkit.scaffold.questions import Inspection, read_questions

RENDERED = "programme.yaml"

MOST_FILES = 500
MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 100
LONGEST_PATH = 180
DEEPEST = 6

TEXTS = (".yaml", ".md", ".csv", ".txt", ".json", ".css", ".j2")
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
WITHOUT_ENDING = ("LICENSE", "NOTICE", "COPYING")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
LEFTOVERS = (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep")
KNOWN = (RENDERED, "curriculum.yaml", "resources.yaml", "sessions")
OURS = ("people", "out", "cohorts.yaml", "changes.yaml")
"""What `programme new` itself writes into a programme folder; a template cannot bring it."""


@dataclass(frozen=True)
class Template:
    """A template that was read and found to be data.

    `questions` are the keys of cookiecutter.json with their defaults as written; `files` the bytes of its folder by
    path (with /); `hash` is SHA-256 over both. `checkout` (branch or tag) and `directory` are those that were asked of
    a git address.
    """

    name: str
    version: str
    hash: str
    folder: str
    questions: Mapping[str, Any]
    files: Mapping[str, bytes]
    checkout: str = ""
    directory: str = ""


def read_template(root: Path, *, name: str, version: str) -> Template:
    """The template in a folder, as data.

    Raises ProblemsFound: P100 for hooks, links, Python, private keys, expressions beyond the allowed ones, names and
    sizes over the limits and names that would clash; P002, P003 and P004 for files missing or unreadable.
    """
    reader = Inspection(root, name)
    paths = tuple(_walk(reader, root, above=""))
    _check_clashes(reader, paths)
    folder = _folder(reader, paths)
    inside = [path for path in paths if folder and path.startswith(f"{folder}/")]
    questions = read_questions(reader)
    files = _read(reader, folder, paths=inside) if folder else {}
    if RENDERED in files:
        _check_rendered(reader, folder, data=files[RENDERED], questions=questions)
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Template(name, version, _hash(questions, files), folder, questions, files)


def _hash(questions: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    lines = (f"{path}\n{digest(files[path])}" for path in sorted(files))
    return digest("\n".join((json.dumps(questions), *lines)).encode())


# what there is


def _walk(reader: Inspection, folder: Path, *, above: str, count: list[int] | None = None) -> Iterator[str]:
    """Paths of the files below a folder, sorted; links and other oddities are refused, hidden names at the top passed
    over."""
    count = [0] if count is None else count
    for name in sorted(os.listdir(folder)):
        relative = f"{above}{name}"
        if name in LEFTOVERS or (not above and name.startswith(".")):
            continue
        count[0] += 1
        if count[0] > MOST_FILES:
            reader.refuse(relative, f"The template has more than {MOST_FILES} files and folders.")
            return
        mode = (folder / name).lstat().st_mode
        if not _name_is_fine(reader, name, relative=relative):
            continue
        if stat.S_ISDIR(mode):
            yield from _walk_below(reader, folder / name, relative=relative, count=count)
        elif stat.S_ISREG(mode):
            yield relative
        else:
            reader.refuse(
                relative, "A template may hold no links, only files and folders.", hint="Put a copy of the file there."
            )


def _walk_below(reader: Inspection, folder: Path, *, relative: str, count: list[int]) -> Iterator[str]:
    if relative == "hooks":
        reader.refuse(relative, "A template may have no hooks: they are programs that would run on your machine.")
    elif relative.count("/") + 1 > DEEPEST:
        reader.refuse(relative, f"The folders are nested deeper than {DEEPEST} levels.")
    else:
        yield from _walk(reader, folder, above=f"{relative}/", count=count)


def _name_is_fine(reader: Inspection, name: str, *, relative: str) -> bool:
    """Whether a name may stand on every system; a problem is told otherwise."""
    before = len(reader.problems)
    if len(name) > LONGEST_NAME or len(relative) > LONGEST_PATH:
        message = f"The name is too long: at most {LONGEST_NAME} characters, {LONGEST_PATH} with its folders."
        reader.refuse(relative[:LONGEST_PATH] + "…", message)
    elif _FORBIDDEN.search(name) or name != name.strip() or name.endswith("."):
        shown = name.encode("ascii", "backslashreplace").decode()
        reader.refuse(f"{relative.removesuffix(name)}{shown}", "This name cannot be a file name on every system.")
    elif name.partition(".")[0].lower() in RESERVED_NAMES - {"all"}:
        reader.refuse(relative, "This name is reserved on Windows.")
    elif name.lower().endswith((".py", ".pyc", ".pyw", ".so", ".pyd")):
        reader.refuse(relative, "A template may hold no Python: it is data.")
    return len(reader.problems) == before


def _check_clashes(reader: Inspection, paths: tuple[str, ...]) -> None:
    """Two names that are one where case or the form of accents does not count."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            reader.refuse(path, f"On many systems this is the same name as “{other}”.", hint="Rename one of the two.")


def _folder(reader: Inspection, paths: tuple[str, ...]) -> str:
    """The one folder that becomes the programme."""
    tops = dict.fromkeys(path.partition("/")[0] for path in paths if "/" in path)
    braced = [top for top in tops if "{" in top]
    if len(braced) == 1 and is_folder_name(braced[0]):
        return braced[0]
    if braced:
        reader.refuse(
            braced[-1], "The template's folder must be called {{cookiecutter.slug}}, and there can be one only."
        )
    else:
        shown = reader.shown("{{cookiecutter.slug}}")
        reader.problems.append(Problem(shown, 0, 0, "P002", "The template has no folder {{cookiecutter.slug}}."))
    return ""


# the files of the folder


def _read(reader: Inspection, folder: str, *, paths: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for path in paths:
        inner = path.removeprefix(f"{folder}/")
        if not _may_be_brought(reader, path, inner=inner):
            continue
        data = _data(reader, path)
        if data is not None:
            found[inner] = data
            total += len(data)
        if total > MOST_BYTES:
            reader.refuse(path, f"The template's files are larger than {MOST_BYTES // 1024 // 1024} MiB together.")
            break
    _check_required(reader, folder, found=found)
    return found


def _may_be_brought(reader: Inspection, path: str, *, inner: str) -> bool:
    top, name = inner.partition("/")[0], PurePosixPath(inner)
    before = len(reader.problems)
    if top.casefold() in OURS:
        reader.refuse(path, f"`programme new` makes {top} itself; a template cannot bring it.")
    elif top.casefold() in KNOWN and top not in KNOWN:
        reader.refuse(path, f"Write this name in small letters: {top.casefold()}.")
    elif any(part.startswith(".") for part in name.parts):
        reader.refuse(path, "A name that begins with a dot is no part of a programme.")
    elif "{{" in inner or "{%" in inner:
        reader.refuse(path, "Names of files are not templates; only the folder's own name is.")
    elif name.suffix.lower() not in TEXTS + PICTURES and name.name not in WITHOUT_ENDING:
        reader.refuse(
            path, "A template holds texts and pictures only.", hint="Endings: " + ", ".join(TEXTS + PICTURES) + "."
        )
    return len(reader.problems) == before


def _data(reader: Inspection, path: str) -> bytes | None:
    """The bytes of a file; texts must be UTF-8."""
    picture = path.lower().endswith(PICTURES)
    shown = reader.shown(path)
    data = reader.files.data(
        reader.root / path, shown, problems=reader.problems, largest=PICTURE_LARGEST if picture else LARGEST
    )
    if data is not None and not picture:
        reader.files.text(reader.root / path, shown, problems=reader.problems)
    return data


def _check_required(reader: Inspection, folder: str, *, found: Mapping[str, bytes]) -> None:
    for name in (RENDERED, "curriculum.yaml"):
        if name not in found:
            reader.problems.append(
                Problem(reader.shown(f"{folder}/{name}"), 0, 0, "P002", f"The template has no {name}.")
            )
    if not any(re.fullmatch(r"sessions/[^/]+\.md", path) for path in found):
        reader.problems.append(
            Problem(reader.shown(f"{folder}/sessions"), 0, 0, "P002", "The template has no session in sessions/.")
        )


def _check_rendered(reader: Inspection, folder: str, *, data: bytes, questions: Mapping[str, Any]) -> None:
    text = data.decode("utf-8", "replace")
    source = SourceFile(reader.shown(f"{folder}/{RENDERED}"), tuple(text.splitlines()))
    reader.problems.extend(check_expressions(text, source, names=set(questions), filters={"jsonify"}))


# the questions
