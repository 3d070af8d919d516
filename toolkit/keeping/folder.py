"""Whole folders: a new one is built beside its place and renamed; a scratch one is gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.keeping.writing import LEFTOVER, naming_file, sync_folder, write_files
from toolkit.problems import WouldOverwrite

BESIDE = f"{LEFTOVER}new-"
"""What the name of a folder begins with that is being made beside its place."""


def create_folder(root: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that is not there yet, with all its files or not at all; takes away what a run that was cut off
    left beside it."""
    root.parent.mkdir(parents=True, exist_ok=True)
    if root.is_symlink() or (root.exists() and any(root.iterdir())):
        raise WouldOverwrite(f"{root} is there already and holds something else.")
    with _beside(root.parent):
        beside = Path(tempfile.mkdtemp(prefix=BESIDE, dir=root.parent))
        try:
            beside.chmod(0o755)
            write_files(beside, files)
            _take_place(beside, root)
            sync_folder(root.parent)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise


def _take_place(beside: Path, root: Path) -> None:
    """WouldOverwrite where another run made the folder while this one was at work."""
    try:
        if root.is_dir():
            root.rmdir()
        beside.rename(root)
    except OSError as error:
        if not root.is_dir() or not any(root.iterdir()):
            raise
        message = f"Another run made {root} meanwhile. Nothing was written; run the same again to see what is there."
        raise WouldOverwrite(message) from error


@contextmanager
def _beside(parent: Path) -> Iterator[None]:
    """Takes unfinished folders in `parent` away where nobody is at work there, and keeps others from taking away ours
    meanwhile."""
    try:
        import fcntl

        handle = os.open(parent, os.O_RDONLY)
    except (ImportError, OSError):  # Windows, or a folder that cannot be listed
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for leftover in parent.glob(f"{BESIDE}*"):
                shutil.rmtree(leftover, ignore_errors=True)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextmanager
def scratch_folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A temporary folder with these files, gone afterwards: what is not written yet is read from it as it will be."""
    with tempfile.TemporaryDirectory(prefix="programme-") as temporary:
        root = Path(temporary).resolve()
        for relative, data in files.items():
            (root / relative).parent.mkdir(parents=True, exist_ok=True)
            with naming_file(root / relative):
                (root / relative).write_bytes(data)
        yield root


def write_log(text: str) -> str:
    """The name of a new file in the system's temporary folder that holds `text`; its owner alone can read it."""
    with tempfile.NamedTemporaryFile("w", prefix="programme-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(text)
    return log.name
