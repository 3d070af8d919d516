"""An online group that takes turns, as written by hand: the plan, calendars, pages and messages follow, and what is
moved, skipped and published keeps to it."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.running import changed_events, events, meetings, new_programme, programme

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_pdfs")]
FEED = "out/share/calendar/cohort-a.ics"
COHORT = """\
cohorts:
  a:
    label: Dawn and dusk
    turns: [Tue 07:00, Tue 21:00]
    minutes: 90
    facilitators: [f1]
    members: [p1, p2, p3]
"""
PEOPLE = """\
id,name,email,timezone,available,status
p1,Ann Lee,ann@example.org,,Tue 06:00-23:30,accepted
p2,Ben Ode,ben@example.org,,Tue 06:00-23:30,accepted
p3,Min Seo,min@example.org,Asia/Seoul,Tue 15:00-18:30; Wed 05:00-09:00,accepted
"""


def turning(folder: Path) -> Path:
    new_programme(folder, "oxford --template conceptual --term 'Hilary 2027' --mode online-peer --cohorts 1")
    (folder / "cohorts.yaml").write_text(COHORT)
    (folder / "people/participants.csv").write_text(PEOPLE)
    (folder / "people/facilitators.csv").write_text("id,name,email,available\nf1,Ada,ada@example.org,Tue 06:00-23:30\n")
    return folder


def starts(path: Path) -> list[str]:
    """The hours at which the meetings of a calendar begin, by date."""
    found = (re.search(r"DTSTART;TZID=Europe/London:(\d{8}T\d{4})", text) for text in events(path).values())
    return sorted(match[1] for match in found if match)


def text(folder: Path, name: str) -> str:
    mail = message_from_bytes((folder / "out/private/messages" / name).read_bytes(), policy=policy.default)
    body = mail.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_turns_written_by_hand_reach_everything_that_people_get(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = turning(tmp_path / "oxford")
    assert programme(folder, "check") == 0
    assert "P087" not in capsys.readouterr().out, "everybody is free at both hours"
    assert programme(folder, "build") == 3
    assert [start[-4:] for start in starts(folder / FEED)] == ["0700", "2100"] * 4
    assert "RRULE" not in "".join(events(folder / FEED).values())
    told = text(folder, "place-person-p3.eml")
    assert "When: Tuesdays, in turn 07:00 and 21:00 (London time)\n" in told
    assert "For you: in turn Tuesday 16:00 and Wednesday 06:00, Seoul time\n" in told
    assert "For you" not in text(folder, "place-person-p1.eml")
    assert "When: Tuesdays, in turn 07:00 and 21:00 (London time)\n" in text(folder, "welcome-f1.eml")
    pages = {path.name: path.read_text("utf-8") for path in (folder / "out").rglob("*.html")}
    assert "Seoul in turn 16:00 and 06:00" in pages["cohorts.html"]
    assert "in turn 07:00 and 21:00 London time" in pages["syllabus.html"]
    assert [len(re.findall(time, pages["syllabus.html"])) >= 4 for time in ("07:00", "21:00")] == [True, True]


def test_a_move_and_a_skip_leave_the_other_weeks_their_hours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = turning(tmp_path / "oxford")
    assert programme(folder, "build") == 3
    assert programme(folder, "publish launch") == 0
    feed, plan = events(folder / FEED), meetings(folder, capsys)
    keys = list(plan)
    assert programme(folder, f"move {keys[1][1]} --to '2027-01-27 20:00' --yes --reason snow --anyway") == 0
    assert programme(folder, "build") == 3
    after = meetings(folder, capsys)
    assert [key for key in keys if after[key] != plan[key]] == [keys[1]]
    assert changed_events(feed, events(folder / FEED)) == {f"a.{keys[1][1]}"}
    assert programme(folder, "skip 2027-02-02 --yes --reason strike") == 0
    times = [str(one["start"])[5:16] for one in meetings(folder, capsys).values()]
    assert times == [
        "01-19T07:00", "01-27T20:00", "02-09T21:00", "02-16T07:00", "02-23T21:00", "03-02T07:00", "03-09T21:00",
        "03-16T07:00",
    ]  # fmt: skip
