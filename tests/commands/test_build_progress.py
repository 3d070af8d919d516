"""While a build runs, a terminal says how far it has come; a clock is the command's alone."""

from __future__ import annotations

import pytest

from toolkit.commands.build import MOST_JOBS, cores, progress_words
from toolkit.model.progress import Step


@pytest.mark.parametrize(
    ("share", "seconds", "words"),
    [
        (0.25, 9, "37 of 217, share/poster.pdf"),
        (0, 30, "37 of 217, share/poster.pdf"),
        (0.25, 12, "37 of 217, share/poster.pdf, about 36 s left"),
        (0.1, 60, "37 of 217, share/poster.pdf, about 9 min left"),
        (1, 60, "37 of 217, share/poster.pdf, about 0 s left"),
    ],
)
def test_what_is_done_and_after_ten_seconds_what_is_left(share: float, seconds: float, words: str) -> None:
    assert progress_words(Step("share/poster.pdf", 37, 217, share), seconds) == words


def test_unasked_there_are_no_more_processes_than_cores_and_never_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: set(range(64)), raising=False)
    assert cores() == MOST_JOBS
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {3}, raising=False)
    assert cores() == 1
