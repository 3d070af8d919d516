"""From a change to everybody knowing: `changes`, slips, drafts, invitations, `send` and `publish`, on a small
programme."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outputs.readers import READERS
from tests.post_office import PostOffice, open_post_office
from tests.running import events, tree
from toolkit.cli import run
from toolkit.jobs.send import SENT_FILE
from toolkit.outputs.mail import read_draft

pytestmark = pytest.mark.usefixtures("without_pdfs")
MADE, NOW = "2026-11-23", "2027-01-11T10:00"
COHORTS = """\
cohorts:
  a: {label: Alder, room: r1, facilitators: [fay], members: [p1, p2]}
  b: {label: Birch, room: r1, facilitators: [fred], members: [p3, p4]}
"""
NAMES = {"p1": "Zoë Planted", "p2": "ليلى الحداد", "p3": 'Tamsin D\'Arcy, "Lloyd"', "p4": "김하늘"}
WAITING = [{"id": id, "name": NAMES[id], "state": "placed"} for id in ("p2", "p3", "p4")]
MEETINGS = "out/share/calendar/programme.ics"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme of two cohorts that was built and published; tests work on copies."""
    place = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert run(["templates", "new", "mine", "-q"]) == 0
        patch.setattr("toolkit.jobs.printing.render_pages", _no_engine)
        folder = place / "programme"
        new = [
            "new",
            "oxford",
            "--template",
            str(place / "mine"),
            "--term",
            "Hilary 2027",
            "--cohorts",
            "2",
            "--mode",
            "in-person-peer",
        ]
        assert run([*new, "--into", str(folder), "--no-input", "--now", MADE, "-q"]) == 0
        (folder / "cohorts.yaml").write_text(COHORTS, encoding="utf-8")
        rows = "".join(f'{id},"{name.replace(chr(34), chr(34) * 2)}",{id}@example.org\n' for id, name in NAMES.items())
        (folder / "people/participants.csv").write_text("id,name,email\n" + rows, encoding="utf-8")
        (folder / "people/facilitators.csv").write_text(
            "id,name,email\nfay,Fay Planted,fay@example.org\nfred,Fred Planted,\n", encoding="utf-8"
        )
        (folder / "people/rooms.csv").write_text("id,name,seats,cohorts\nr1,One,20,2\nr2,Two,20,2\n", encoding="utf-8")
        settings = (folder / "programme.yaml").read_text(encoding="utf-8")
        settings = re.sub(r"(?m)^sender: .*$", 'sender: {name: "Ada", email: ada@example.org}', settings)
        (folder / "programme.yaml").write_text(settings, encoding="utf-8")
        assert say(folder, "build") == 3
        assert say(folder, "publish launch", now="2027-01-05T09:00") == 0
        assert say(folder, "build") == 3
    return folder


def _no_engine(*_arguments: object, **_named: object) -> None:
    from toolkit.problems import EnvironmentMissing

    raise EnvironmentMissing("No PDF engine here.", "install it")


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(told, tmp_path / "programme"))


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with open_post_office() as office:
        yield office


def say(folder: Path, words: str, *, now: str = NOW) -> int:
    """The exit code of a command."""
    return run([*shlex.split(words), "-C", str(folder), "--now", now, "-q", "--no-input"])


def sessions(folder: Path) -> list[str]:
    """The keys of the sessions, in order."""
    return re.findall(
        r"(?m)^key: (\S+)", "\n".join(path.read_text("utf-8") for path in sorted((folder / "sessions").glob("*.md")))
    )


def changes(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    """What `programme changes --json` says."""
    capsys.readouterr()
    assert say(folder, shlex.join(["changes", "--json", *options])) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> set[tuple[str, str]]:
    """What and path of each page that is out of date."""
    found = changes(folder, capsys)["pages"]
    assert isinstance(found, list)
    return {(page["what"], page["path"]) for page in found}


def move(folder: Path, *, to: str = "2027-01-28") -> str:
    """The second session of Alder on another day; the session's key."""
    session = sessions(folder)[1]
    assert say(folder, f"move {session} --cohort a --to {to} --reason 'Zoë Planted asked' --yes") == 0
    assert say(folder, "build") == 3
    return session


def drafts(folder: Path) -> list[str]:
    """The names of the drafts."""
    return sorted(path.name for path in (folder / "out/private/messages").glob("*.eml"))


def test_status_says_what_changed_in_words_and_names_no_record_of_ours(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, "publish again") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    said = capsys.readouterr().out
    assert "since the build: what people have been told: `programme build`" in said
    assert ".programme/" not in said


# changes


def test_right_after_a_publish_nothing_has_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = changes(folder, capsys)
    assert (found["people"], found["pages"], found["files"]) == ([], [], [])
    assert found["since"] == {"name": "launch", "moment": "2027-01-05T09:00:00"}
    assert (drafts(folder), list(folder.glob("out/share/slip*"))) == ([], [])


def test_a_move_is_told_to_its_cohort_and_its_pages_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = move(folder)
    found = changes(folder, capsys)
    alder, birch = found["cohorts"]  # type: ignore[misc]
    assert [(one["moved"], one["unchanged"]) for one in (alder, birch)] == [  # type: ignore[has-type]
        (1, len(sessions(folder)) - 1),
        (0, len(sessions(folder))),
    ]
    assert [person["id"] for person in found["people"]] == ["p1", "p2", "fay"]  # type: ignore[attr-defined]
    stale = pages(folder, capsys)
    assert ("print", f"private/facilitators/run-sheets/02-{session}-a.pdf") in stale
    assert ("print", "private/facilitators/sign-in-02-a.pdf") in stale
    assert ("slip", "private/facilitators/pack-a.pdf") in stale
    assert ("slip", "share/syllabus.pdf") in stale
    assert not any("-b.pdf" in path for _, path in stale)
    assert {"share/calendar/programme.ics", "share/calendar/cohort-a.ics"} <= set(found["files"])  # type: ignore[call-overload]
    assert "share/calendar/cohort-b.ics" not in found["files"]  # type: ignore[operator]


def test_a_slip_is_counted_once_for_each_reader(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(folder)
    found = changes(folder, capsys)["slips"]
    assert isinstance(found, list)
    (slip,) = found
    assert (slip["path"], slip["copies"], slip["copies_for"]) == (
        "share/slip-a.pdf",
        3,
        "2 participants and 1 facilitator",
    )
    assert {"share/syllabus.pdf", "private/facilitators/pack-a.pdf"} <= set(slip["pages"])
    capsys.readouterr()
    assert say(folder, "changes") == 0
    assert capsys.readouterr().out.count("share/slip-a.pdf") == 1


def test_a_slip_is_not_enough_where_something_else_changed_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    settings = folder / "programme.yaml"
    settings.write_text(
        re.sub(r"(?m)^price: .*$", 'price: "three pounds"', settings.read_text("utf-8")), encoding="utf-8"
    )
    assert ("print", "share/syllabus.pdf") in pages(folder, capsys)


def test_another_reading_is_printed_where_it_stands_and_nowhere_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resources = folder / "resources.yaml"
    text = resources.read_text("utf-8")
    resources.write_text(
        text.replace(re.findall(r"url: (\S+)", text)[0], "https://example.org/elsewhere"), encoding="utf-8"
    )
    leaves = {("print", f"private/facilitators/run-sheets/01-three-passes-{key}.pdf") for key in "ab"}
    assert pages(folder, capsys) == leaves | {("print", "share/syllabus.pdf"), ("print", "share/handbook.pdf")}


def test_another_block_is_printed_as_a_run_sheet_and_not_with_the_whole_pack(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = sorted((folder / "sessions").glob("*.md"))[1]
    text = session.read_text("utf-8")
    session.write_text(re.sub(r"(?m)^(    do: )", r"\1Open the window. ", text, count=1), encoding="utf-8")
    key = sessions(folder)[1]
    assert pages(folder, capsys) == {
        ("print", f"private/facilitators/run-sheets/02-{key}-{cohort}.pdf") for cohort in "ab"
    }


def test_a_cover_gets_a_hand_over_and_participants_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"swap fay --with fred --session {session} --yes") == 0
    assert ("new", "private/facilitators/hand-over-02-a.pdf") in pages(folder, capsys)
    found = changes(folder, capsys)
    assert [(one["id"], one["meetings"][0]["sort"]) for one in found["people"]] == [  # type: ignore[attr-defined]
        ("fay", "cancelled"),
        ("fred", "added"),
    ]


def test_the_run_sheet_of_a_group_that_runs_it_alone_goes_to_somebody_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = sessions(folder)[1]
    assert say(folder, f"swap fay --peer-led --session {session} --yes") == 0
    found = changes(folder, capsys)
    assert [one["id"] for one in found["people"]] == ["p1", "p2", "fay"]  # type: ignore[attr-defined]
    sheet = next(page for page in found["pages"] if "/run-sheets/" in page["path"])  # type: ignore[attr-defined]
    assert (sheet["copies"], "somebody in the group" in sheet["copies_for"]) == (1, True)


def test_a_cancelled_meetings_pages_are_thrown_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(folder, f"cancel {sessions(folder)[1]} --cohort a --then drop --yes") == 0
    assert ("gone", "private/facilitators/sign-in-02-a.pdf") in pages(folder, capsys)


def test_a_cohort_that_is_no_more_is_called_as_people_know_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cohorts = folder / "cohorts.yaml"
    cohorts.write_text(
        "".join(line for line in COHORTS.splitlines(keepends=True) if "Birch" not in line), encoding="utf-8"
    )
    capsys.readouterr()
    assert say(folder, "changes") == 0
    said = capsys.readouterr().out
    assert ("Cohorts that are no more\n  Birch, " in said, "\n  b, " in said) == (True, False)


def test_changes_can_be_measured_against_an_earlier_publish(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(folder)
    assert say(folder, "publish 'week 2'") == 0
    assert changes(folder, capsys)["people"] == []
    assert len(changes(folder, capsys, "--since", "launch")["people"]) == 3  # type: ignore[arg-type]
    assert say(folder, "changes --since lunch") == 2
    assert "Did you mean “launch”" in capsys.readouterr().err


def test_without_a_publish_the_plan_without_changes_is_what_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    move(folder)
    found = changes(folder, capsys)
    assert (found["since"], found["pages"]) == (None, [])
    assert len(found["people"]) == 3  # type: ignore[arg-type]
    assert {name.split("-")[0] for name in drafts(folder)} == {"place"}  # nobody was told of their place either
    assert list(folder.glob("out/share/slip*")) == []


def test_changes_in_words_names_people_pages_and_slips_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    before = tree(folder)
    capsys.readouterr()
    assert say(folder, "changes") == 0
    said = capsys.readouterr().out
    for words in (
        "Alder: 1 moved",
        "Birch: ",
        "Zoë Planted, ليلى الحداد, Fay Planted (facilitator)",
        "A slip is enough",
        "share/slip-a.pdf",
        "cohort-a.ics",
    ):
        assert words in said
    assert tree(folder) == before


# what is built


def test_nobody_is_named_on_a_slip_or_in_anything_that_is_shared(folder: Path) -> None:
    move(folder)
    assert (folder / "out/share/slip-a.html").is_file()
    words = {*NAMES.values(), "Planted", *(f"{id}@example.org" for id in NAMES)}
    for path in (folder / "out/share").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".ics", ".csv", ".txt"):
            text = path.read_bytes().decode().replace("\r\n ", "")
            assert [word for word in words if word in text] == [], path


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
    paths += [_beside(path, number, data) for path, found in mailed.items() for number, data in enumerate(found)]
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


def _beside(path: Path, number: int, data: bytes) -> Path:
    place = path.with_name(f"{path.stem}-{number}.part.ics")
    place.write_bytes(data)
    return place


def invited(data: bytes) -> list[bytes]:
    """What a message invites to: its calendar parts with a method."""
    parts = [part for part in read_draft(data).walk() if part.get_content_type() == "text/calendar"]
    return [part.get_payload(decode=True) for part in parts if "method" in part["Content-Type"].params]  # type: ignore[misc]


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
    assert send(folder, office) == 0
    asked = {(one, data) for one, mail in office.received for data in invited(mail)}
    assert {len(invited(mail)) for _, mail in office.received} == {0, 1}
    for person in ("p1", "p2", "p3", "p4"):
        mine = [data for one, data in asked if one == f"{person}@example.org"]
        uids = {re.findall(rb"UID:(\S+)", data)[0] for data in mine}
        assert len(uids) == len(mine) == len(sessions(folder))
        assert all(data.count(b"BEGIN:VEVENT") == 1 for data in mine)
    assert say(folder, "build --invitations") == 3
    assert send(folder, office) == 0
    assert len(office.received) == 4 * (1 + len(sessions(folder)))


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
    assert "share/calendar/cohort-a.ics" in changes(folder, capsys)["files"]  # type: ignore[operator]
    assert say(folder, "publish 'week 2'") == 0
    assert changes(folder, capsys)["files"] == []
    assert say(folder, "build") == 3
    assert changes(folder, capsys)["files"] == []
    assert say(folder, "build --cancelled keep") == 3
    assert "share/calendar/cohort-a.ics" in changes(folder, capsys)["files"]  # type: ignore[operator]


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


# send


def send(folder: Path, office: PostOffice, *options: str) -> int:
    return say(folder, shlex.join(["send", "--smtp", office.address, "--no-tls", *options]))


def test_drafts_go_out_one_to_each_person_and_never_twice(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office) == 0
    assert sorted(office.recipients) == ["fay@example.org", "p1@example.org", "p2@example.org"]
    assert send(folder, office) == 0
    assert len(office.received) == 3
    assert {mail["From"] for mail in office.mails()} == {"Ada <ada@example.org>"}
    record = (folder / SENT_FILE).read_text("utf-8")
    assert all(word not in record for word in ("example.org", *NAMES.values()))


def test_whoever_was_mailed_a_change_that_is_undone_is_told_and_nobody_else(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    session = move(folder)
    assert send(folder, office, "--to", "p2") == 0
    assert say(folder, "build") == 3
    assert drafts(folder) == ["facilitator-fay.eml", "person-p1.eml"]
    capsys.readouterr()
    assert run(["undo", "-C", str(folder), "--now", "2027-01-12T10:00", "--no-input"]) == 0
    assert NAMES["p2"] in capsys.readouterr().err
    assert say(folder, "build") == 3
    assert [(one["id"], one["meetings"][0]["sort"]) for one in changes(folder, capsys)["people"]] == [("p2", "moved")]  # type: ignore[attr-defined]
    assert drafts(folder) == ["person-p2.eml"]
    mail = read_draft((folder / "out/private/messages/person-p2.eml").read_bytes())
    assert "moved from Thu 28 Jan" in mail.get_body().get_content()  # type: ignore[union-attr]
    event = next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)
    assert "SEQUENCE:2" in event
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "1 person to tell" in capsys.readouterr().out
    assert send(folder, office) == 0
    assert office.recipients == ["p2@example.org"] * 2
    assert say(folder, "build") == 3
    assert drafts(folder) == []


def test_who_was_mailed_what_is_told_when_it_changes_again(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    session = move(folder)
    assert send(folder, office, "--to", "p2") == 0
    capsys.readouterr()
    assert say(folder, f"move {session} --cohort a --to 2027-01-29 --dry-run") == 0
    said = capsys.readouterr().out
    assert "2 people still have the old information, from Tue 5 Jan (“launch”)." in said
    assert "1 person still has the old information, from Mon 11 Jan (by mail)." in said
    assert say(folder, "status") == 0
    assert "by mail" not in capsys.readouterr().out
    assert say(folder, "undo") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "1 person still has the old information, from Mon 11 Jan (by mail)" in (said := capsys.readouterr().out)
    assert "the old information, from Tue 5 Jan" not in said


def test_a_place_that_was_mailed_is_not_mailed_again_after_a_build_and_a_change_undone_is_a_new_version(
    folder: Path, office: PostOffice
) -> None:
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    session = move(folder)
    assert send(folder, office, "--to", "p1") == 0
    assert say(folder, "build") == 3
    assert send(folder, office, "--to", "p1") == 2
    assert office.recipients == ["p1@example.org"]
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    assert "SEQUENCE:2" in next(text for uid, text in events(folder / MEETINGS).items() if f".a.{session}@" in uid)


@pytest.mark.parametrize("published", [True, False])
def test_a_goodbye_that_was_mailed_and_is_undone_is_told_by_the_place_anew(
    published: bool, folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    if not published:
        shutil.rmtree(folder / ".programme/published")
        (folder / ".programme/published.yaml").unlink()
        assert say(folder, "build") == 3
        assert send(folder, office, "--to", "p1") == 0
    assert say(folder, "people decline p1") == 0
    assert say(folder, "build") == 3
    assert changes(folder, capsys)["places"] == [
        {"id": "p1", "name": NAMES["p1"], "state": "left"},
        *([] if published else WAITING),
    ]
    assert send(folder, office, "--to", "p1") == 0
    assert "you are no longer taking part" in office.mails()[-1]["Subject"]
    assert say(folder, "build") == 3
    assert ("p1" in str(changes(folder, capsys)["places"]), "place-person-p1.eml" in drafts(folder)) == (False, False)
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    capsys.readouterr()
    assert say(folder, "changes") == 0
    assert f"To be told about their place\n  {NAMES['p1']}" in capsys.readouterr().out
    assert say(folder, "status") == 0
    assert (
        f"{'1 person' if published else '4 people'} to tell about their place: `programme changes`"
        in capsys.readouterr().out
    )
    assert send(folder, office, "--to", "p1") == 0
    assert "you have a place" in office.mails()[-1]["Subject"]
    assert say(folder, "build") == 3
    assert "place-person-p1.eml" not in drafts(folder)


def test_a_change_that_nobody_was_mailed_is_undone_without_a_trace(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = (folder / ".programme/calendar.lock").read_bytes()
    move(folder)
    assert say(folder, "undo") == 0
    assert say(folder, "build") == 3
    assert (folder / ".programme/calendar.lock").read_bytes() == lock
    assert (changes(folder, capsys)["people"], drafts(folder)) == ([], [])


def test_a_second_change_says_what_each_was_told_last(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office, "--to", "p1") == 0
    move(folder, to="2027-01-30")
    words = {
        id: read_draft((folder / f"out/private/messages/person-{id}.eml").read_bytes()).get_body().get_content()  # type: ignore[union-attr]
        for id in ("p1", "p2")
    }
    assert "moved from Thu 28 Jan" in words["p1"]
    assert "moved from Thu 28 Jan" not in words["p2"]


def test_only_those_named_get_theirs(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert send(folder, office, "--to", "p2") == 0
    assert office.recipients == ["p2@example.org"]
    assert send(folder, office, "--to", "nobody") == 2
    assert send(folder, office) == 0
    assert len(office.received) == 3


def test_a_dry_run_lists_and_sends_nothing(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    before = tree(folder)
    assert send(folder, office, "--dry-run") == 0
    assert "p1@example.org" in capsys.readouterr().out
    assert (office.received, tree(folder)) == ([], before)


def test_a_run_that_was_cut_off_goes_on_and_what_may_have_arrived_is_named(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.breaks_at = 2
    assert send(folder, office) == 3
    assert "may or may not have arrived" in capsys.readouterr().err
    assert send(folder, office) == 1
    assert office.recipients == ["fay@example.org", "p2@example.org"]
    assert say(folder, "send --dry-run") == 0
    assert "p1@example.org  " in (said := capsys.readouterr().out)
    assert "may have arrived" in said
    assert send(folder, office, "--again") == 0
    assert office.recipients == ["fay@example.org", "p2@example.org", "p1@example.org"]


def test_what_the_server_says_is_shown_with_what_to_do(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.says = {"rcpt": ["450 4.2.1 too many", "550 5.1.1 no such person"]}
    assert send(folder, office) == 1
    said = capsys.readouterr()
    subject = "Reading papers together: 2. Referee for an evening"
    assert f"NOT YET: fay, {subject} (Alder) has changed: the server says 450 4.2.1 too many\n" in said.err
    assert f"REFUSED: p1, {subject} has changed: the server says 550 5.1.1 no such person\n" in said.err
    assert said.out.endswith("1 sent, 1 not yet, 1 refused.\n")
    assert office.recipients == ["p2@example.org"]


def test_a_server_that_closes_ends_the_run_and_the_same_again_goes_on(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    office.says = {"after": ["421 4.7.0 enough"], "mail": ["250 OK", "421 4.7.0 enough"]}
    assert send(folder, office) == 3
    said = capsys.readouterr().err
    assert (
        "Error: localhost closes the connection (421 4.7.0 enough). 1 sent before it; the same command again goes on."
        "\n  Servers that are busy say so: give it some minutes.\n" in said
    )
    assert send(folder, office) == 0
    assert office.recipients == ["fay@example.org", "p1@example.org", "p2@example.org"]


def test_somebody_without_an_address_is_named(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, f"swap fay --with fred --session {sessions(folder)[1]} --yes") == 0
    assert say(folder, "build") == 3
    assert run(["send", "--smtp", office.address, "--no-tls", "-C", str(folder), "--now", NOW]) == 1
    assert "Not sent: fred" in capsys.readouterr().err
    assert office.recipients == ["fay@example.org"]


def test_drafts_that_are_out_of_date_or_altered_are_not_sent(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    move(folder)
    draft = folder / "out/private/messages/person-p1.eml"
    draft.write_bytes(draft.read_bytes().replace(b"p1@example.org", b"spy@example.org"))
    assert send(folder, office) == 1
    assert say(folder, "build") == 3
    assert say(folder, f"move {sessions(folder)[1]} --cohort a --to 2027-01-29 --yes") == 0
    assert send(folder, office) == 1
    assert "P110" in capsys.readouterr().err
    assert office.received == []


def test_after_a_part_was_built_for_a_change_that_was_undone_nothing_is_sent_or_marked(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(folder, f"move {sessions(folder)[1]} --cohort a --to 2027-01-28 --yes") == 0
    assert say(folder, "build --only site") == 0
    assert say(folder, "undo") == 0
    capsys.readouterr()
    assert say(folder, "status") == 0
    assert "since the build: changes.yaml: `programme build`" in capsys.readouterr().out
    assert (send(folder, office), say(folder, "publish after")) == (1, 1)
    assert capsys.readouterr().err.count("P110") == 2
    assert say(folder, "build") == 3
    assert (drafts(folder), say(folder, "publish after"), office.received) == ([], 0, [])


def test_a_part_that_was_built_for_the_plan_as_it_is_leaves_all_up_to_date(folder: Path, office: PostOffice) -> None:
    move(folder)
    assert say(folder, "build --only site") == 0
    assert (send(folder, office), say(folder, "publish after")) == (0, 0)


@pytest.mark.parametrize(
    "words",
    ["send", "send --smtp mail.example.org --no-tls", "send --smtp localhost:1 --user ada", "send --smtp host:mail"],
)
def test_what_send_needs_to_know_is_asked_for_before_anything_is_sent(
    words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROGRAMME_SMTP_PASSWORD", raising=False)
    move(folder)
    assert say(folder, words) == 2
    assert not (folder / SENT_FILE).exists()


def test_messages_without_a_sender_are_not_sent(
    folder: Path, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = folder / "programme.yaml"
    settings.write_text(
        re.sub(r"(?m)^sender: .*$", 'sender: {name: "", email: ""}', settings.read_text("utf-8")), encoding="utf-8"
    )
    move(folder)
    assert send(folder, office) == 1
    assert "P130" in capsys.readouterr().err
    assert say(folder, "build --invitations") == 1
    assert office.received == []
