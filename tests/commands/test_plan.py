"""`programme plan`: the dates as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import MADE, make_programme
from toolkit.cli import run


def test_a_combined_meeting_names_the_other_cohort_as_pages_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_programme(tmp_path / "p")
    change = "changes:\n  - {cohort: c, session: scale, combined_with: a, decided: 2027-02-02}\n"
    (folder / "changes.yaml").write_text(change, encoding="utf-8")
    assert run(["plan", str(folder), "--now", MADE]) == 0
    shown = capsys.readouterr().out
    assert "COMBINED with Alder" in shown
    assert "with a" not in shown
