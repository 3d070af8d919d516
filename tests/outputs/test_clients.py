"""Programs that people keep calendars in: the calendar of before a change and that of after it, both put into khal and
Radicale.

Between the two a meeting has moved and another is cancelled. Each meeting must be there once, at its new time.
"""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.outputs.readers import READERS
from tests.running import programme
from toolkit.cli import run
from toolkit.outputs.mail import read_draft

pytestmark = pytest.mark.slow

NOW = "2026-11-23"
CHANGES = """changes:
  - {cohort: a, session: race, date: 2027-03-30, time: "19:00", reason: The hall is taken, decided: 2027-01-10}
  - {cohort: b, session: race, cancelled: drop, reason: No wind, decided: 2027-01-11}
"""
AFTER = {
    "small.a.fold": ("20270119T183000Z", "1. Fold (Cohort A)"),
    "small.b.fold": ("20270119T193000Z", "1. Fold (Cohort B)"),
    "small.a.sail": ("20270126T183000Z", "2. Sail (Cohort A)"),
    "small.b.sail": ("20270126T193000Z", "2. Sail (Cohort B)"),
    "small.b.race": ("20270209T193000Z", "CANCELLED: 3. Race (Cohort B)"),
    "small.a.race": ("20270330T180000Z", "MOVED: 3. Race (Cohort A)"),
}
"""Start in UTC and title of each meeting, by the start of its UID. The clocks change between the old time of the moved
meeting and its new one."""


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The calendars to share of a small programme, and those of after the changes."""
    place = tmp_path_factory.mktemp("clients")
    folder = lay_out(place / "small")
    for name, changes in (("before", "changes: []\n"), ("after", CHANGES)):
        (folder / "changes.yaml").write_text(changes, encoding="utf-8")
        assert run(["build", str(folder), "--only", "ics", "-q", "--now", NOW]) == 0
        shutil.copytree(folder / "out/share/calendar", place / name)
    return place / "before", place / "after"


def found_in(*calendars: Path) -> dict[str, tuple[str, str]]:
    """Start and title of every event in these files, as libical reads them; none may be there twice."""
    events = [event for found in READERS["libical"](calendars) for event in found]
    by_uid = {uid.partition("@")[0]: (start, title) for uid, start, _end, title in events}
    assert len(by_uid) == len(events)
    return by_uid


def test_the_calendar_of_before_is_another_one(before_and_after: tuple[Path, Path]) -> None:
    before, after = (found_in(calendars / "programme.ics") for calendars in before_and_after)
    assert after == AFTER
    assert {uid: before[uid] for uid in AFTER if before[uid] != AFTER[uid]} == {
        "small.a.race": ("20270209T183000Z", "3. Race (Cohort A)"),
        "small.b.race": ("20270209T193000Z", "3. Race (Cohort B)"),
    }


# khal

KHAL = """[calendars]
[[all]]
path = {0}/all
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/London
default_timezone = Europe/London
[sqlite]
path = {0}/khal.db
"""


def khal(folder: Path, *arguments: str) -> list[str]:
    """What khal says, line by line, with a calendar of its own in `folder`."""
    done = subprocess.run(["khal", "-c", folder / "config", *arguments], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line]


def test_khal_has_each_meeting_once_at_the_new_time_and_marks_the_cancelled_one(
    before_and_after: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "config").write_text(KHAL.format(tmp_path), encoding="utf-8")
    for calendars in before_and_after:
        khal(tmp_path, "import", "--batch", "-a", "all", str(calendars / "programme.ics"))
    listed = khal(
        tmp_path, "list", "2027-01-01", "2027-12-31", "--format", "{start-long} {status}{title}", "--day-format", ""
    )
    assert listed == [
        "2027-01-19 18:30 CONFIRMED 1. Fold (Cohort A)",
        "2027-01-19 19:30 CONFIRMED 1. Fold (Cohort B)",
        "2027-01-26 18:30 CONFIRMED 2. Sail (Cohort A)",
        "2027-01-26 19:30 CONFIRMED 2. Sail (Cohort B)",
        "2027-02-09 19:30 CANCELLED CANCELLED: 3. Race (Cohort B)",
        "2027-03-30 19:00 CONFIRMED MOVED: 3. Race (Cohort A)",
    ]
    assert found_in(*(tmp_path / "all").iterdir()) == AFTER


def test_in_khal_every_meeting_of_somebody_who_left_is_cancelled_and_nobody_else_has_it_so(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "config").write_text(KHAL.format(tmp_path), encoding="utf-8")
    folder = lay_out(tmp_path / "small")
    for words in ("build --only ics", "publish launch"):
        assert programme(folder, words) == 0
    khal(tmp_path, "import", "--batch", "-a", "all", str(folder / "out/private/calendar/person-p1.ics"))
    for words in ("people withdraw p1", "build --only ics", "build --only mail"):
        assert programme(folder, words) == 0
    assert not (folder / "out/private/calendar/person-p1.ics").exists()
    (attached,) = read_draft((folder / "out/private/messages/place-person-p1.eml").read_bytes()).iter_attachments()
    (tmp_path / "changes.ics").write_bytes(attached.get_payload(decode=True))  # type: ignore[arg-type]
    khal(tmp_path, "import", "--batch", "-a", "all", str(tmp_path / "changes.ics"))
    listed = khal(tmp_path, "list", "2027-01-01", "2027-12-31", "--format", "{status}{title}", "--day-format", "")
    assert listed == [f"CANCELLED CANCELLED: {title}" for title in ("1. Fold", "2. Sail", "3. Race")]
    others = (folder / "out/private/calendar/person-p2.ics").read_text("utf-8")
    assert "CANCELLED" not in others
    for name, read in READERS.items():
        gone, theirs = read([tmp_path / "changes.ics", folder / "out/private/calendar/person-p2.ics"])
        assert [event[:3] for event in gone] == [event[:3] for event in theirs], name


# Radicale

COLLECTION = "/organiser/programme/"
OUTSIDE = {"Authorization": "Basic b3JnYW5pc2VyOg=="}
"""The name `organiser` and no password: the server of the test asks for none."""
QUERY = """<?xml version="1.0"?>
<query xmlns="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:"><d:prop><calendar-data/></d:prop>
<filter><comp-filter name="VCALENDAR"><comp-filter name="VEVENT"><time-range
    start="{0}T000000Z" end="{0}T235959Z"/></comp-filter></comp-filter></filter>
</query>"""


class Radicale:
    """A server on this machine, with a storage of its own."""

    def __init__(self, storage: Path) -> None:
        with socket.socket() as any_port:
            any_port.bind(("127.0.0.1", 0))
            self.port = any_port.getsockname()[1]
        options = [
            "--config",
            "",
            "--server-hosts",
            f"127.0.0.1:{self.port}",
            "--auth-type",
            "none",
            "--storage-filesystem-folder",
            str(storage),
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "radicale", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def ask(
        self, method: str, path: str, *, content: bytes = b"", kind: str = "text/calendar; charset=utf-8"
    ) -> tuple[int, bytes]:
        """Status and body of the answer; waits for the server to come up."""
        for _ in range(100):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request(method, path, content, {**OUTSIDE, "Content-Type": kind})
                answer = connection.getresponse()
                return answer.status, answer.read()
            except ConnectionRefusedError:
                assert self.process.poll() is None
                time.sleep(0.1)
            finally:
                connection.close()
        raise TimeoutError

    def titles_on(self, day: str) -> list[str]:
        """What the server says when a client asks for the events of a day, such as 20270119."""
        status, answer = self.ask("REPORT", COLLECTION, content=QUERY.format(day).encode(), kind="application/xml")
        assert status == 207
        return sorted(re.findall(r"SUMMARY:(.*?)\s*\n", answer.decode().replace("\r\n ", "").replace("&#13;", "")))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Radicale]:
    """A running Radicale, ended after the test."""
    radicale = Radicale(tmp_path / "storage")
    yield radicale
    radicale.process.terminate()
    radicale.process.wait(10)


def test_radicale_has_each_meeting_once_at_the_new_time_and_keeps_the_cancelled_one(
    before_and_after: tuple[Path, Path], server: Radicale, tmp_path: Path
) -> None:
    for calendars in before_and_after:
        assert server.ask("PUT", COLLECTION, content=(calendars / "programme.ics").read_bytes())[0] == 201
    status, content = server.ask("GET", COLLECTION)
    assert status == 200
    (tmp_path / "read-back.ics").write_bytes(content)
    assert found_in(tmp_path / "read-back.ics") == AFTER
    assert content.count(b"STATUS:CANCELLED") == 1
    assert server.titles_on("20270126") == ["2. Sail (Cohort A)", "2. Sail (Cohort B)"]
    assert server.titles_on("20270209") == ["CANCELLED: 3. Race (Cohort B)"]
    assert server.titles_on("20270330") == ["MOVED: 3. Race (Cohort A)"]


def test_radicale_takes_the_file_of_a_moved_meeting_alone_for_the_one_it_has(
    before_and_after: tuple[Path, Path], server: Radicale
) -> None:
    """What a client does that syncs one event: it puts it at the same address again."""
    assert server.ask("MKCALENDAR", COLLECTION)[0] == 201
    files = [(calendars / "meetings/03-race-a.ics").read_bytes() for calendars in before_and_after]
    assert [server.ask("PUT", f"{COLLECTION}race.ics", content=content)[0] for content in files] == [201, 204]
    assert server.titles_on("20270209") == []
    assert server.titles_on("20270330") == ["MOVED: 3. Race (Cohort A)"]
