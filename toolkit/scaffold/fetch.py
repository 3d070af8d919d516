"""A template from where the caller says: a name on a shelf, a folder, or a git address (the only case that touches the
network)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from toolkit.model.fields import folded
from toolkit.problems import EnvironmentMissing, WrongUsage, named
from toolkit.reading.records import nearest_and_all
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.inspect import Template, read_template
from toolkit.scaffold.questions import QUESTIONS

_ADDRESS = re.compile(r"(git\+)?(https?|ssh|git|file)://\S+|[A-Za-z0-9_][\w.-]*@[\w.-]+:\S+")
CLONE_SECONDS = 300


def is_git_address(asked: str) -> bool:
    """Whether a template is asked for by a git address: https://…, ssh://…, file://… or user@host:path."""
    return _ADDRESS.fullmatch(asked) is not None


def fetch_template(asked: str, shelves: Shelves, *, checkout: str = "", directory: str = "") -> Template:
    """The template called `asked`, read as data; of a git address at the branch or tag `checkout`, in its subfolder
    `directory`.

    A shelf's name comes first, in other capitals last; a folder beside it is meant by ./NAME. `name` of the result is
    a shelf's name, the folder's absolute path, or the address: with checkout and directory enough to find it again.
    Raises WrongUsage (P101) for one that is not there, EnvironmentMissing where git is missing or fails, ProblemsFound
    for a template that is not only data.
    """
    if is_git_address(asked):
        return _clone(asked, checkout, directory=directory.strip("/"))
    if checkout or directory:
        raise WrongUsage(
            f"{named('checkout')} and {named('directory')} go with a git address; {asked} is none. Name a folder whole,"
            " like ./templates/mine."
        )
    found = shelves.find("programmes", asked)
    if found is not None:
        return read_template(found[0], name=asked, version=_shelf_version(found[1].name))
    folder = Path(asked).expanduser()
    if (folder / QUESTIONS).is_file():
        return read_template(folder.resolve(), name=folder.resolve().as_posix(), version="")
    same = [name for name in shelves.names("programmes") if folded(name) == folded(asked)]
    if len(same) == 1 and same[0] != asked and not folder.is_dir():
        return fetch_template(same[0], shelves)
    raise WrongUsage(_not_there(asked, folder, shelves=shelves))


def short_name(template: Template) -> str:
    """What a template is called in keys and messages: the last part of its name, in words of a key."""
    from toolkit.scaffold.expressions import slugify

    last = re.split(r"[/:]", (template.directory or template.name).rstrip("/"))[-1]
    return slugify(last.removesuffix(".git")) or "programme"


def _not_there(asked: str, folder: Path, *, shelves: Shelves) -> str:
    if folder.is_dir():
        return f"{asked} is not a programme template: it holds no {QUESTIONS} (P101)."
    return f"No shelf has a programme template “{asked}” (P101). {nearest_and_all(asked, shelves.names('programmes'))}"


def _shelf_version(shelf: str) -> str:
    """The toolkit's version for what ships with it; other shelves carry none."""
    from importlib.metadata import PackageNotFoundError, version

    if shelf != "shipped":
        return ""
    try:
        return version("programme-in-a-box")
    except PackageNotFoundError:
        return ""


def _clone(address: str, checkout: str, *, directory: str) -> Template:
    with tempfile.TemporaryDirectory(prefix="programme-") as temporary:
        folder = Path(temporary).resolve() / "template"
        branch = [f"--branch={checkout}"] if checkout else []
        try:
            _git("clone", "--quiet", "--depth", "1", *branch, "--", address.removeprefix("git+"), str(folder))
        except EnvironmentMissing as error:
            if checkout and f"Remote branch {checkout} not found" in str(error):
                raise WrongUsage(f"{address} has no branch or tag “{checkout}” (P101).") from None
            raise
        commit = _git("-C", str(folder), "rev-parse", "HEAD").strip()
        inner = _inside(folder, directory)
        if inner is None or not (inner / QUESTIONS).is_file():
            where = f"{directory} in {address}" if directory else address
            raise WrongUsage(
                f"{where} is not a programme template: it holds no {QUESTIONS} (P101).{_templates_below(folder)}"
            )
        return replace(read_template(inner, name=address, version=commit), checkout=checkout, directory=directory)


def _inside(folder: Path, directory: str) -> Path | None:
    """A subfolder of what was cloned, or None for a way that leads out of it, through a link or into git's own
    files."""
    parts = [part for part in directory.split("/") if part]
    ways = [folder.joinpath(*parts[:count]) for count in range(1, len(parts) + 1)]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts) or any(
        way.is_symlink() for way in ways
    ):
        return None
    return ways[-1] if ways else folder


def _templates_below(folder: Path) -> str:
    """A hint that names the subfolders that are templates, two levels down at most."""
    found = sorted(
        {
            path.parent.relative_to(folder).as_posix()
            for level in ("*", "*/*")
            for path in folder.glob(f"{level}/{QUESTIONS}")
        }
    )
    return f" Name one of its folders with {named('directory')}: {', '.join(found[:12])}." if found else ""


def _git(*arguments: str) -> str:
    """What git prints; it never asks for a password (GIT_TERMINAL_PROMPT) and never runs another program as its
    transport."""
    if shutil.which("git") is None:
        raise EnvironmentMissing(
            "git is needed to fetch a template from an address.", "Install git, or download the folder and name it."
        )
    settings = {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=CLONE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise EnvironmentMissing(
            f"git did not finish within {CLONE_SECONDS} seconds.", "Look at the address and the network."
        ) from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise EnvironmentMissing(
            f"git could not fetch the template: {lines[-1]}", "Look at the address and the network."
        )
    return done.stdout
