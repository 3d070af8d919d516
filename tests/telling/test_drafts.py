"""Drafts and invitations: what they hold, when they are made anew, and how a cancelled meeting stands in them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.outputs.readers import READERS
from tests.post_office import PostOffice
from tests.running import events, tree
from tests.telling.programme import MEETINGS, changes, drafts, move, say, send, sessions
from toolkit.outputs.mail import read_draft

pytestmark = pytest.mark.usefixtures("without_pdfs")


def test_a_draft_holds_the_event_that_the_calendars_hold(folder: Path) -> None:
    session = move(folder)
    assert drafts(folder) == ["facilitator-fay.eml", "person-p1.eml", "person-p2.eml"]
    mail = read_draft((folder / "out/private/messages/person-p1.eml").read_bytes())
    (attached,) = mail.iter_attachments()
    data = attached.get_payload(decode=True)
    assert isinstance(data, bytes)
    (event,) = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", data.decode().replace("\r\n ", ""), re.DOTALL)
    whole = events(folder / "out/private/calendar/person-p1.ics")
    uid = next(uid for uid in whole if f".a.{session}@" in uid)
    assert event == re.sub(r"BEGIN:VALARM.*?END:VALARM\r\n", "", whole[uid], flags=re.DOTALL)
    assert "SEQUENCE:1" in event
    assert "Zoë Planted asked" in mail.get_body().get_content()  # type: ignore[union-attr]


def test_building_again_gives_the_same_drafts_and_a_publish_takes_them_away(folder: Path) -> None:
    move(folder)
    before = tree(folder / "out")
    (folder / "out/private/messages/person-p1.eml").unlink()
    assert say(folder, "build", now="2027-02-20T12:00") == 3
    assert tree(folder / "out") == before
    assert say(folder, "publish 'week 2'") == 0
    assert say(folder, "build") == 3
    assert drafts(folder) == []


def test_invitations_are_made_only_when_asked_for_and_their_numbers_rise_with_the_calendars(folder: Path) -> None:
    assert not (folder / "out/private/messages/invitations").exists()
    assert say(folder, "build --invitations") == 3
    made = {
        path.relative_to(folder / "out/private/messages/invitations").as_posix(): path
        for path in folder.rglob("invitations/*/*.ics")
    }
    session = sessions(folder)[1]
    assert len([path for path in made if path.startswith("p1/")]) == len(sessions(folder))
    assert not any(path.startswith("fred/") for path in made)
    path = made[f"p1/02-{session}-a.ics"]
    assert _facts(path) == ("REQUEST", 0, "mailto:p1@example.org")
    move(folder)
    assert say(folder, "build --invitations") == 3
    assert _facts(path) == ("REQUEST", 1, "mailto:p1@example.org")
    uid = re.findall(r"UID:(\S+)", path.read_text("utf-8"))[0]
    assert "SEQUENCE:1" in events(folder / MEETINGS)[uid]
    assert say(folder, f"cancel {session} --cohort a --then drop --yes") == 0
    assert say(folder, "build --invitations") == 3
    assert _facts(path) == ("CANCEL", 2, "mailto:p1@example.org")
    mail = read_draft((folder / "out/private/messages/person-p1.eml").read_bytes())
    assert [
        part["Content-Type"].params["method"] for part in mail.walk() if part.get_content_type() == "text/calendar"
    ] == ["CANCEL"]
    assert mail.get_content_type() == "multipart/alternative"
    assert say(folder, "build") == 3
    assert not (folder / "out/private/messages/invitations").exists()


@pytest.mark.slow
def test_three_readers_find_in_each_invitation_the_meeting_of_the_calendars(folder: Path) -> None:
    session = move(folder)
    assert say(folder, f"cancel {session} --cohort b --then drop --yes") == 0
    assert say(folder, "build --invitations") == 3
    paths = sorted(folder.rglob("invitations/*/*.ics"))
    mailed = _mailed_invitations(folder)
    paths += [_beside(path, number, data=data) for path, found in mailed.items() for number, data in enumerate(found)]
    assert {len(found) for found in mailed.values()} == {1}
    assert {path.read_bytes().count(b"METHOD:CANCEL") for path in paths} == {0, 1}
    for name, read in READERS.items():
        whole = {event for events in read([folder / MEETINGS]) for event in events}
        asked = read(paths)
        assert [len(events) for events in asked] == [1] * len(paths), name
        assert {event for events in asked for event in events} == whole, name


def _mailed_invitations(folder: Path) -> dict[Path, list[bytes]]:
    """The calendar parts with a method of each draft that has any."""
    drafts = {path: invited(path.read_bytes()) for path in (folder / "out/private/messages").rglob("*.eml")}
    return {path: found for path, found in drafts.items() if found}


def _beside(path: Path, number: int, *, data: bytes) -> Path:
    place = path.with_name(f"{path.stem}-{number}.part.ics")
    place.write_bytes(data)
    return place


def invited(data: bytes) -> list[bytes]:
    """What a message invites to: its calendar parts with a method."""
    parts: list[Any] = [part for part in read_draft(data).walk() if part.get_content_type() == "text/calendar"]
    return [part.get_payload(decode=True) for part in parts if "method" in part["Content-Type"].params]


TWO_REQUESTS = b"""\
Content-Type: multipart/mixed; boundary="x"\r
\r
--x\r
Content-Type: text/calendar; method="REQUEST"\r
\r
BEGIN:VCALENDAR\r
--x\r
Content-Type: text/calendar; method="REQUEST"\r
\r
BEGIN:VCALENDAR\r
--x--\r
"""


def test_nobody_gets_two_invitations_in_one_message_and_everybody_gets_all(folder: Path, office: PostOffice) -> None:
    """Outlook and others show the first and leave the rest out ([MS-STANOICAL], 2.2.175)."""
    assert len(invited(TWO_REQUESTS)) == 2
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    assert say(folder, "build --invitations") == 3
    assert send(folder, office) == 1, "Fred has no address"
    asked = {(one, data) for one, mail in office.received for data in invited(mail)}
    assert {len(invited(mail)) for _, mail in office.received} == {0, 1}
    for person in ("p1", "p2", "p3", "p4", "fay"):
        mine = [data for one, data in asked if one == f"{person}@example.org"]
        uids = {re.findall(rb"UID:(\S+)", data)[0] for data in mine}
        assert len(uids) == len(mine) == len(sessions(folder))
        assert all(data.count(b"BEGIN:VEVENT") == 1 for data in mine)
    assert say(folder, "build --invitations") == 3
    assert send(folder, office) == 1
    assert len(office.received) == 5 * (1 + len(sessions(folder)))


def _facts(path: Path) -> tuple[str, int, str]:
    text = path.read_bytes().decode().replace("\r\n ", "")
    return (
        re.findall(r"METHOD:(\S+)", text)[0],
        int(re.findall(r"SEQUENCE:(\d+)", text)[0]),
        re.findall(r"ATTENDEE.*?:(mailto:\S+)", text)[0],
    )


def test_an_undone_move_after_a_publish_is_news_again_with_a_higher_number(folder: Path) -> None:
    session = move(folder)
    assert say(folder, "publish 'week 2'") == 0
    assert say(folder, "undo", now="2027-01-12T10:00") == 0
    assert say(folder, "build") == 3
    assert "person-p1.eml" in drafts(folder)
    event = next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)
    assert "SEQUENCE:2" in event


@pytest.mark.parametrize(
    ("how", "status", "count"), [("keep", "STATUS:CANCELLED", 1), ("note", "DTSTART;VALUE=DATE:", 1), ("drop", "", 0)]
)
def test_cancelled_meetings_in_calendars_are_kept_noted_or_dropped(
    folder: Path, how: str, status: str, count: int
) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"cancel {session} --cohort a --then drop --yes") == 0
    assert say(folder, f"build --cancelled {how}") == 3
    found = [text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid]
    assert len(found) == count
    assert all(
        status in text and "SUMMARY:CANCELLED: " in text and f"SEQUENCE:{2 if how == 'note' else 1}" in text
        for text in found
    )


@pytest.mark.parametrize("how", ["drop", "note"])
def test_changes_takes_cancelled_meetings_as_the_build_showed_them(
    folder: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, f"cancel {sessions(folder)[1]} --cohort a --then drop --yes") == 0
    assert say(folder, f"build --cancelled {how}") == 3
    assert "share/calendar/cohort-a.ics" in changes(folder, capsys)["files"]
    assert say(folder, "publish 'week 2'") == 0
    assert changes(folder, capsys)["files"] == []
    assert say(folder, "build") == 3
    assert changes(folder, capsys)["files"] == []
    assert say(folder, "build --cancelled keep") == 3
    assert "share/calendar/cohort-a.ics" in changes(folder, capsys)["files"]


def test_another_way_to_show_a_cancelled_meeting_is_another_version_of_it_and_stays_one(folder: Path) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"cancel {session} --cohort a --then drop --yes") == 0
    numbers = []
    for words in (
        "build",
        "build --cancelled note",
        "build --cancelled note",
        f"move {session} --cohort b --to 2027-02-12 --yes",
        "build",
    ):
        assert say(folder, words) in (0, 3)
        found = next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)
        numbers.append(int(re.findall(r"SEQUENCE:(\d+)", found)[0]))
    assert numbers == [1, 2, 2, 2, 2]
