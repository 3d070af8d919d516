"""Thirty people from people files to cohorts, and everything downstream follows; then cohorts.yaml changes, and it
follows again."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.running import events, programme
from tests.thirty import MADE, make_thirty
from toolkit.cli import run
from toolkit.outputs.pdf import PrintedFile

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def patched() -> Any:
    """No PDF engine: what is asked about here is in the web pages, calendars, sheets and messages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "toolkit.jobs.printing.render_pages",
            lambda pages, **_: [
                PrintedFile(part, b"") for page in pages for part in (page.path, *(cut.path for cut in page.slices))
            ],
        )
        yield


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, patched: None) -> tuple[Path, dict[str, Any]]:
    """The folder after `cohorts` and `build`, and the cohorts by key as cohorts.yaml has them."""
    folder = make_thirty(tmp_path_factory.mktemp("thirty") / "oxford")
    assert programme(folder, "cohorts") == 0
    assert programme(folder, "build") == 0
    return folder, cohorts(folder)


def cohorts(folder: Path) -> dict[str, Any]:
    """Day, time, room, facilitators and members of each cohort, as the plan has them."""
    from toolkit.reading.programme_folder import read_programme
    from toolkit.reading.shelves import Shelves

    return {cohort.key: cohort for cohort in read_programme(folder, Shelves.open(folder=folder)).cohorts}


def meetings(path: Path) -> set[str]:
    """Cohort keys of the meetings in a calendar, preparation and mentors' parts apart."""
    return {uid.split("@")[0].split(".")[1] for uid in events(path) if len(uid.split("@")[0].split(".")) == 3}


def draft(folder: Path, id: str) -> EmailMessage:
    mail = message_from_bytes(
        (folder / f"out/private/messages/place-person-{id}.eml").read_bytes(), policy=policy.default
    )
    assert isinstance(mail, EmailMessage)
    return mail


def text(folder: Path, id: str) -> str:
    part = draft(folder, id).get_body()
    assert part is not None
    return str(part.get_content())


def page(folder: Path, name: str) -> str:
    return re.sub(r"<[^>]+>", " ", (folder / "out" / name).read_text(encoding="utf-8"))


def test_every_cohort_person_facilitator_and_room_has_what_is_theirs(story: tuple[Path, dict[str, Any]]) -> None:
    folder, formed = story
    out = folder / "out"
    assert 4 <= len(formed) <= 6
    assert sum(len(cohort.members) for cohort in formed.values()) == 28
    for key, cohort in formed.items():
        assert meetings(out / f"share/calendar/cohort-{key}.ics") == {key}
        for name in (f"pack-{key}", f"sign-in-03-{key}", f"pairs-03-{key}", f"run-sheets/03-backprop-{key}"):
            assert (out / f"private/facilitators/{name}.pdf").is_file()
        for member in cohort.members:
            assert meetings(out / f"private/calendar/person-{member}.ics") == {key}
        for facilitator in cohort.facilitators:
            assert key in meetings(out / f"private/calendar/facilitator-{facilitator}.ics")
        timetable = page(folder, f"private/rooms/timetable-{cohort.room}.html")
        assert cohort.label in timetable
    register = (out / "private/attendance.csv").read_text(encoding="utf-8-sig")
    assert {id for cohort in formed.values() for id in cohort.members} == set(
        re.findall(r"^(p\d\d),", register, re.MULTILINE)
    )


def test_everybody_who_applied_has_a_draft_with_what_is_true_for_them(story: tuple[Path, dict[str, Any]]) -> None:
    folder, formed = story
    key, cohort = next(iter(formed.items()))
    member = cohort.members[0]
    mail = draft(folder, member)
    assert mail["To"].addresses[0].addr_spec == f"{member}@example.org"
    assert mail["Subject"] == "Research engineering ladder: you have a place"
    attached = next(part for part in mail.walk() if part.get_filename() == "calendar.ics")
    calendar = folder / "attached.ics"
    calendar.write_bytes(attached.get_payload(decode=True))  # type: ignore[arg-type]
    assert events(calendar).keys() == events(folder / f"out/share/calendar/cohort-{key}.ics").keys()
    said = text(folder, member)
    assert f"Your group: {cohort.label}" in said
    assert f"{cohort.times[0]:%H:%M}" in said
    assert "Lantern Hall" in said or "Annexe" in said
    assert all(f"p{number:02d}" not in said for number in range(1, 31))
    assert "Could you also come at" in text(folder, "p29")
    assert re.search(r"- \w+days \d\d:\d\d–\d\d:\d\d \(London time\)", text(folder, "p29"))
    assert "cannot offer you a place" in text(folder, "p30")
    assert not any(part.get_filename() for mail in (draft(folder, "p29"), draft(folder, "p30")) for part in mail.walk())


def test_the_report_says_who_could_come_who_has_no_place_and_what_helps(story: tuple[Path, dict[str, Any]]) -> None:
    folder, formed = story
    html = (folder / "out/private/cohort-report.html").read_text(encoding="utf-8")
    report = page(folder, "private/cohort-report.html")
    title = re.search(r"<title>(How many people could come[^<]*)</title>", html)
    assert title is not None
    assert "Tuesday: 17:00 to 22:00, at most" in title[1]
    assert "Sunday: 06:00 to 07:00, at most 1 at 06:00" in title[1]
    assert all(cohort.label in report for cohort in formed.values())
    assert "Without a place: 1" in report
    assert re.search(r"Cem Example\s*, [^.]+?\s+Free \w+ \d\d:\d\d-\d\d:\d\d", report)
    assert "Wren Castellan" in report
    assert re.search(r"Odile Marchetti\s*: \S+ min in the busiest week", report)
    assert "have changed since the cohorts were formed" not in report
    assert not [
        path for path in (folder / "out/share").rglob("*") if path.is_file() and b"Cem Example" in path.read_bytes()
    ]


def test_the_record_of_the_last_forming_holds_ids_only_and_is_forgotten_with_the_person(
    story: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    import shutil

    folder = Path(shutil.copytree(story[0], tmp_path / "copy"))
    record = (folder / ".programme/formed.json").read_text(encoding="utf-8")
    assert "Example" not in record
    assert "p29" in record
    assert programme(folder, "people forget p29 --yes") == 0
    assert "p29" not in (folder / ".programme/formed.json").read_text(encoding="utf-8")
    assert programme(folder, "check") == 0


def test_what_follows_from_cohorts_follows_when_they_change(story: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(story[0], tmp_path / "copy"))
    assert programme(folder, "publish launch") == 0
    assert programme(folder, "build") == 0
    assert not list((folder / "out/private/messages").glob("place-*.eml"))
    before = cohorts(folder)
    one, other = sorted(before, key=lambda key: len(before[key].members))[:2]
    mover, path = before[one].members[0], folder / "cohorts.yaml"
    lines = path.read_text(encoding="utf-8")
    lines = lines.replace(f"[{mover}, ", "[", 1).replace(
        f"[{before[other].members[0]}, ", f"[{mover}, p29, {before[other].members[0]}, ", 1
    )
    path.write_text(lines, encoding="utf-8")
    assert mover in cohorts(folder)[other].members
    assert programme(folder, "build") == 0
    out = folder / "out"
    assert meetings(out / f"private/calendar/person-{mover}.ics") == {other}
    assert meetings(out / "private/calendar/person-p29.ics") == {other}
    name = next(
        row for row in (folder / "people/participants.csv").read_text().splitlines() if row.startswith(mover)
    ).split(",")[1]
    assert name in page(folder, f"private/facilitators/sign-in-03-{other}.html")
    assert name not in page(folder, f"private/facilitators/sign-in-03-{one}.html")
    assert [path.name for path in (out / "private/messages").glob("place-*.eml")] == ["place-person-p29.eml"]
    assert (out / f"private/messages/person-{mover}.eml").is_file()
    assert not (out / "private/messages/person-p29.eml").exists()
    assert "have changed since the cohorts were formed" in page(folder, "private/cohort-report.html")


def test_thirty_people_are_placed_as_well_as_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_thirty(tmp_path / "oxford")
    capsys.readouterr()
    assert run(["cohorts", str(folder), "--json", "-q", "--now", MADE]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["placed"], found["bound"], found["status"]) == (28, 28, "optimal")
    assert found["seconds"] < 10
