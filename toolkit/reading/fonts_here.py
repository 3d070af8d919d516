"""Which letters the fonts of this machine have, beside ours. Light: a build that has nothing to do asks this too."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from toolkit.reading.files import fingerprint
from toolkit.reading.hashing import digest

FONTS = Path(__file__).parent.parent / "fonts"


@cache
def system_stretches() -> tuple[range, ...]:
    """Stretches of letters in any font that fontconfig finds. Without its `fc-list` nothing is known, so nothing is
    there."""
    if shutil.which("fc-list") is None:
        return ()
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    listed = subprocess.run(
        ["fc-list", "--format", "%{charset} "],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=environment,
        timeout=60,
    )
    return read_stretches(listed.stdout)


def read_stretches(charset: str) -> tuple[range, ...]:
    """Letters as fontconfig writes them, `20-7e a0`, each stretch once."""
    found = {tuple(int(end, 16) for end in part.split("-")) for part in charset.split()}
    return tuple(range(ends[0], ends[-1] + 1) for ends in sorted(found))


def font_folders() -> tuple[Path, ...]:
    """Where new fonts show: the folders of fonts.conf and those in them."""
    home = Path.home()
    shared = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    places = (
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        home / "Library" / "Fonts",
        Path(shared, "fonts"),
        home / ".fonts",
    )
    tops = [Path(place) for place in places]
    return (*tops, *(inner for top in tops if top.is_dir() for inner in sorted(top.iterdir()) if inner.is_dir()))


def fonts_digest() -> str:
    """A hash of what the fonts of this machine have; where nobody can tell, of the names in its folders of fonts."""
    known = system_stretches()
    return digest(repr(known or [(str(folder), fingerprint(folder)) for folder in font_folders()]).encode())
