"""Runs a command as somebody at a terminal would, with the lines they type, and gives what the terminal shows."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def at_a_terminal(folder: Path, *arguments: str, typed: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and everything shown, without colours; each line of `typed` answers one question."""
    ours, theirs = pty.openpty()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-m", "toolkit", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in typed).encode())
        shown = _everything(ours)
    os.close(ours)
    return process.returncode, re.sub(r"\x1b\[[0-9;]*m", "", shown.replace("\r\n", "\n"))


def _everything(handle: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(handle, 65536)
        except OSError:  # what Linux says at the end of a terminal
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode()
