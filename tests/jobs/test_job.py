"""A job takes its zones from one place on every machine; tests/jobs/test_faces.py shows it of the jobs themselves."""

from __future__ import annotations

import datetime
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.build import build
from toolkit.jobs.folder import open_shelves
from toolkit.jobs.job import job, needs_process, own_process
from toolkit.jobs.options import Options
from toolkit.jobs.publish import publish
from toolkit.jobs.status import status
from toolkit.jobs.untold import untold
from toolkit.limits import LimitsMissing
from toolkit.model.fields import forget_zone_names
from toolkit.reading.zones import is_zone


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


def test_a_job_knows_no_zone_that_only_this_machine_has(tmp_path: Path) -> None:
    before = zoneinfo.TZPATH
    (tmp_path / "Foo").mkdir()
    (tmp_path / "Foo/Bar").write_bytes(files("tzdata").joinpath("zoneinfo/Asia/Tokyo").read_bytes())
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    forget_zone_names()
    try:
        assert is_zone("Foo/Bar")
        assert not job(is_zone)("Foo/Bar")
        assert job(is_zone)("Europe/London")
    finally:
        zoneinfo.reset_tzpath(to=before)
        forget_zone_names()


def test_a_job_that_needs_a_process_refuses_a_thread_before_it_does_anything() -> None:
    done = list[str]()

    @job
    @own_process
    def drawn(name: str) -> str:
        done.append(name)
        return name

    assert drawn("here") == "here"
    with ThreadPoolExecutor(1) as threads, pytest.raises(LimitsMissing):
        threads.submit(drawn, "there").result()
    assert done == ["here"]
    assert (needs_process(drawn), needs_process(job(list))) == (True, False)


def test_what_renders_is_refused_in_a_thread_and_what_reads_is_not(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    shelves, now = open_shelves(folder), datetime.datetime(2027, 2, 3)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(status, folder, shelves, now=now).result().today == now.date()
        for work in (
            lambda: untold(folder, shelves),
            lambda: publish(folder, shelves, name="launch", now=now),
            lambda: build(folder, shelves, options=Options(), key="key", today=now.date(), progress=lambda _path: None),
        ):
            with pytest.raises(LimitsMissing):
                threads.submit(work).result()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
