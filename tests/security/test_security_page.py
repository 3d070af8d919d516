"""Each threat that SECURITY.md names is kept by tests that exist, and every test of attacks is named there."""

from __future__ import annotations

import re

from tests.security.attacks import ROOT

ROWS = [
    line.strip("|").split("|")
    for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
][2:]
THREATS = {
    "templates from elsewhere",
    "text of people and titles",
    "rendering cost",
    "PDF engine",
    "pictures",
    "YAML",
    "names as paths",
    "pages",
    "personal data",
}


def test_every_row_names_tests_that_hold_any() -> None:
    assert {row[0].strip() for row in ROWS} >= THREATS
    for threat, _, tests in ROWS:
        files = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert files, threat
        assert [name for name in files if "\ndef test_" not in (ROOT / name).read_text("utf-8")] == [], threat


def test_every_test_of_attacks_stands_in_a_row() -> None:
    named = " ".join(row[2] for row in ROWS)
    own = {path.name for path in (ROOT / "tests/security").glob("test_*.py")} - {"test_security_page.py"}
    assert [name for name in sorted(own) if f"tests/security/{name}" not in named] == []
