"""A fresh Oxford programme, as `programme new` makes it."""

import shutil
from pathlib import Path

from toolkit.cli import run

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "docs" / "demo"
NOW = "2026-11-23"


def make(folder: Path, template: str = "engineering") -> Path:
    """A fresh Oxford programme with the people of docs/demo."""
    arguments = [
        "new",
        "oxford",
        "--template",
        template,
        "--term",
        "Hilary 2027",
        "--cohorts",
        "3",
        "--people",
        "18",
        "--fit",
        "past",
    ]
    assert run([*arguments, "--into", str(folder), "--no-input", "--now", NOW]) == 0
    if template == "engineering":
        shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    return folder
