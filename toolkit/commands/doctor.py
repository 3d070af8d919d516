"""`programme doctor`: finds what is missing on this machine and prints the line that installs it."""

from __future__ import annotations

import json
import platform
import sys

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import EnvironmentMissing


@click.command(name="doctor", epilog="Example: programme doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, as_json: bool) -> int:
    """Look at Python, Pango for PDFs, fonts and time zones; exit 3 where something is missing."""
    checks = [_python(), _pango(), _zones(), _git()]
    if as_json:
        click.echo(json.dumps({"version": 1, "checks": checks}, indent=2, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'fine   ' if check['fine'] else 'missing'}  {check['name']}: {check['says']}")
            if not check["fine"]:
                click.echo(f"         {check['install']}")
    return 0 if all(check["fine"] for check in checks) else 3


def _python() -> dict[str, object]:
    fine = sys.version_info >= (3, 11)
    return {
        "name": "Python",
        "fine": fine,
        "says": platform.python_version(),
        "install": "" if fine else "Install Python 3.11 or newer.",
    }


def _pango() -> dict[str, object]:
    from toolkit.outputs.pdf import ENGINE
    from toolkit.outputs.weasyprint_engine import has_harfbuzz_subset

    try:
        ENGINE.load()
    except EnvironmentMissing as missing:
        return {"name": "Pango (PDFs)", "fine": False, "says": str(missing), "install": missing.hint}
    slow = "" if has_harfbuzz_subset() else "; without libharfbuzz-subset slowly where names are East Asian"
    return {"name": "Pango (PDFs)", "fine": True, "says": f"PDFs can be made{slow}", "install": ""}


def _zones() -> dict[str, object]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"name": "Time zone data", "fine": True, "says": f"tzdata {version('tzdata')}", "install": ""}
    except PackageNotFoundError:
        return {
            "name": "Time zone data",
            "fine": False,
            "says": "the package tzdata is not there",
            "install": "pip install tzdata",
        }


def _git() -> dict[str, object]:
    from shutil import which

    found = which("git")
    says = "found" if found else "not found; only needed for templates from a git address"
    return {"name": "git", "fine": True, "says": says, "install": ""}
