"""Any series of changes leaves a folder that check passes, whose calendars agree with its plan, and which undo brings
back."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.running import make_from_own_template, programme, tree, with_a_mentor
from toolkit.jobs.examine import read_and_plan
from toolkit.reading.shelves import Shelves

MADE, NOW = "2026-11-23", "2027-02-01T12:00"
OURS = ("out/", ".programme/manifest", ".programme/lock")
COHORTS = """\
cohorts:
  a: {label: A, mode: in-person-mentored, room: r1, facilitators: [f1], mentor: m1, members: [p1, p2, p3, p4]}
  b: {label: B, room: r1, facilitators: [f2], members: [p5, p6, p7]}
  c: {label: C, room: r2, day: thu, facilitators: [f1, f2]}
"""
PEOPLE = {
    "participants": (
        "id,name,email\n" + "".join(f"p{number},Person {number},p{number}@example.org\n" for number in range(1, 8))
    ),
    "facilitators": (
        "id,name,available,role\nf1,Fay,Tue 18:00-22:00; Thu"
        " 18:00-22:00,facilitator\nf2,Fred,,facilitator\nm1,Mo,,mentor\n"
    ),
    "rooms": "id,name,seats,cohorts,open\nr1,One,12,2,\nr2,Two,30,2,Tue 18:00-22:00; Thu 17:00-22:00\n",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A programme of six short sessions, three cohorts, two rooms and a mentor; built once."""
    place = tmp_path_factory.mktemp("any")
    folder = make_from_own_template(place, cohorts=3)
    with_a_mentor(folder)
    _more_sessions(folder)
    (folder / "cohorts.yaml").write_text(COHORTS, encoding="utf-8")
    for name, text in PEOPLE.items():
        (folder / "people" / f"{name}.csv").write_text(text, encoding="utf-8")
    assert programme(folder, "build --only ics", now=NOW) == 0
    yield folder


SESSIONS = ["three-passes", "referee", "third", "fourth", "fifth", "sixth"]


def _more_sessions(folder: Path) -> None:
    """Four more sessions after the two of the template, like its second, needing nothing."""
    text = (folder / "sessions/02-referee.md").read_text(encoding="utf-8")
    for number, key in enumerate(SESSIONS[2:], 3):
        copy = re.sub(r"^key: .*$", f"key: {key}", text, flags=re.MULTILINE)
        (folder / f"sessions/{number:02d}-{key}.md").write_text(
            re.sub(r"^needs: .*\n", "", copy, flags=re.MULTILINE), encoding="utf-8"
        )
    curriculum = folder / "curriculum.yaml"
    listed = curriculum.read_text(encoding="utf-8")
    curriculum.write_text(re.sub(r"referee\]", f"{', '.join(SESSIONS[1:])}]", listed), encoding="utf-8")


sessions = st.sampled_from([*SESSIONS, "2", "5"])
one_cohort = st.sampled_from(["a", "b", "c"])
cohorts = st.sampled_from(["", " --cohort a", " --cohort b", " --cohort c"])
days = st.integers(0, 70).map(lambda days: (datetime.date(2027, 1, 18) + datetime.timedelta(days=days)).isoformat())
times = st.sampled_from(["18:00", "19:30", "10:00"])
people = st.sampled_from(["f1", "f2", "m1"])
instead = st.sampled_from(["--with f1", "--with f2", "--peer-led"])
rooms = st.sampled_from(["r1", "r2"])
later = st.sampled_from(["", " --and-later"])
wishes = st.one_of(
    st.builds("move {}{} --to '{} {}'{} --yes".format, sessions, cohorts, days, times, later),
    st.builds("move {}{} --to {}{} --yes".format, sessions, cohorts, days, later),
    st.builds(
        "move {}{} --room {} --yes --reason 'wet: the hall, #1'{}".format,
        sessions,
        cohorts,
        rooms,
        st.sampled_from(["", " --anyway"]),
    ),
    st.builds("move {}{} --online https://meet.example.org/{}{} --yes".format, sessions, cohorts, people, later),
    st.builds("link https://meet.example.org/{}{} --from {} --yes".format, people, cohorts, days),
    st.builds("cancel {}{} --then {} --yes".format, sessions, cohorts, st.sampled_from(["drop", "shift", "double"])),
    st.builds("skip {}{} --yes".format, days, cohorts),
    st.builds("combine {} {} --session {}{} --yes".format, one_cohort, one_cohort, sessions, later),
    st.builds("swap {} {} --session {} --yes".format, people, instead, sessions),
    st.builds("swap {} {} --from {} --yes".format, people, instead, days),
    st.builds("room lost {} --from {} --yes".format, rooms, days),
    st.builds("room lost {} --on {} --yes".format, rooms, days),
    st.builds("mentor lost m1 --from {} --yes".format, days),
    st.builds("held {}{}".format, sessions, cohorts),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(series=st.lists(wishes, min_size=2, max_size=7))
def test_any_series_of_changes_passes_check_agrees_with_its_calendars_and_can_be_undone(
    series: list[str], base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    folder = tmp_path / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    stages = [tree(folder, without=OURS)]
    for words in series:
        code = programme(folder, words, now=NOW)
        assert code in (0, 1, 2), words
        now = tree(folder, without=OURS)
        assert code == 0 or now == stages[-1], words
        if now != stages[-1]:
            stages.append(now)
        assert programme(folder, "check", now=NOW) == 0, words
    assert programme(folder, "build --only ics", now=NOW) == 0
    _agree(folder)
    for stage in reversed(stages[:-1]):
        assert programme(folder, "undo", now=NOW) == 0
        assert tree(folder, without=OURS) == stage
    assert programme(folder, "undo", now=NOW) == 2


def _agree(folder: Path) -> None:
    """Each meeting of the plan stands once in the programme's calendar, at its moment, cancelled or not."""
    plan, *_ = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    text = (folder / "out/share/calendar/programme.ics").read_bytes().decode().replace("\r\n ", "")
    found: dict[str, tuple[datetime.datetime, bool]] = {}
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL):
        uid = str(re.findall(r"UID:(\S+)", event)[0])
        zone, start = re.findall(r"DTSTART;TZID=([^:]+):(\S+)", event)[0]
        moment = datetime.datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
        assert uid not in found
        found[uid] = (moment.astimezone(datetime.UTC), "STATUS:CANCELLED" in event)
    key = plan.programme.settings.key
    wanted = {
        f"{key}.{m.cohort.key}.{m.session.key}@programme-in-a-box.invalid": (
            m.start.astimezone(datetime.UTC),
            m.cancelled,
        )
        for m in plan.meetings
    }
    assert found == wanted
