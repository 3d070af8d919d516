"""What to type where Pango, which the PDF engine draws with, is not on a machine."""

from __future__ import annotations

import shutil
import sys

INSTALL = {
    "apt-get": "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install pango harfbuzz",
    "apk": "apk add pango font-dejavu",
    "pacman": "pacman -S pango",
    "zypper": "zypper install libpango-1_0-0 libharfbuzz-subset0",
    "brew": "brew install pango",
}
"""With HarfBuzz's subsetter, which is wanted for East Asian names alone: see `weasyprint_engine.use_our_subsetter`."""


def install_line() -> str:
    """What to type to install Pango with this machine's package manager."""
    tool = next((tool for tool in INSTALL if shutil.which(tool)), None)
    if tool:
        return INSTALL[tool]
    elsewhere = {
        "win32": "pacman -S mingw-w64-x86_64-pango (in an MSYS2 window)",
        "darwin": f"{INSTALL['brew']} (brew is Homebrew, https://brew.sh)",
    }
    return elsewhere.get(sys.platform, INSTALL["apt-get"])
