"""A job takes its zones from one place on every machine; tests/jobs/test_faces.py shows it of the jobs themselves."""

from __future__ import annotations

import zoneinfo

from toolkit.jobs.job import job


def test_a_job_gives_what_its_function_gives_and_keeps_its_name() -> None:
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=["/nowhere"])
    try:

        @job
        def looked(one: int, *, two: int) -> tuple[int, int, tuple[str, ...]]:
            """Says where zones come from."""
            return one, two, zoneinfo.TZPATH

        assert looked(1, two=2) == (1, 2, ())
        assert (looked.__name__, looked.__doc__) == ("looked", "Says where zones come from.")
    finally:
        zoneinfo.reset_tzpath(to=before)
