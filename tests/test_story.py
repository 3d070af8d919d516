"""A term as it goes: somebody is ill, the hall is lost, the mentor leaves, a session is lost; each is one command, and
calendars follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.running import changed_events, events, make_programme, meetings, programme, sequence, tree
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("without_pdfs")
FEED = "out/share/calendar/programme.ics"


@pytest.mark.slow
def test_the_story_of_a_term(  # noqa: PLR0915 - a term is long
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_programme(tmp_path / "oxford")
    known: dict[str, str] = {}

    def change(words: str, *, now: str) -> set[str]:
        """The command, then a build that passes; which events of the programme's calendar are no longer the same."""
        nonlocal known
        assert (
            programme(
                folder,
                f"{words} --yes" if words.split(maxsplit=1)[0] not in ("held", "undo", "publish") else words,
                now=now,
            )
            == 0
        ), words
        assert programme(folder, "check", now=now) == 0, words
        assert programme(folder, "build --only ics", now=now) == 0
        before, known = known, events(folder / FEED)
        assert words == "undo" or all(sequence(known[uid]) >= sequence(text) for uid, text in before.items())
        return changed_events(before, known)

    assert programme(folder, "build --only ics") == 0
    known = events(folder / FEED)
    assert programme(folder, "build") == 3
    assert change("publish launch", now="2027-01-10") == set()
    assert [change(f"held {session}", now="2027-02-01") for session in ("set-up", "tensors", "convolution")] == [
        set(),
        set(),
        set(),
    ]

    # week 3: a facilitator is ill; somebody is free
    assert programme(folder, "swap wren --session 3", now="2027-02-01") == 2
    assert "--with ravi: Ravi Menon is free" in capsys.readouterr().err
    assert change("swap wren --with ravi --session 3", now="2027-02-01") == {"a.backprop"}
    assert {sequence(event) for uid, event in known.items() if ".a.backprop@" in uid} == {0}
    assert meetings(folder, capsys)["a", "backprop"]["facilitators"] == ["ravi"]
    assert meetings(folder, capsys)["a", "attention"]["facilitators"] == ["wren"]
    assert "a.backprop" in str(events(folder / "out/private/calendar/facilitator-ravi.ics"))

    # then nobody is: two cohorts meet as one, in a room with enough chairs
    assert change("combine b c --session 4 --reason 'Noor is ill'", now="2027-02-08") == {"b.attention", "c.attention"}
    together = meetings(folder, capsys)
    assert (together["c", "attention"]["status"], together["c", "attention"]["facilitators"]) == ("combined", ["imre"])
    # then the group runs it by itself
    assert change("swap wren --peer-led --session 5", now="2027-02-15") == {"a.scale"}
    assert meetings(folder, capsys)["a", "scale"]["facilitators"] == []

    # week 5: the hall is lost for one week, then for good
    assert change("room lost hall --on 2027-02-16", now="2027-02-15") == {"a.scale", "b.scale", "c.scale"}
    assert {meetings(folder, capsys)[key, "scale"]["room"] for key in "abc"} == {"annexe"}
    assert [
        programme(folder, f"held {session}", now="2027-02-18") for session in ("backprop", "attention", "scale")
    ] == [0, 0, 0]
    rest = ("policy-gradients", "ppo", "preferences", "many-gpus", "replication")
    assert change("room lost hall --from 2027-02-23", now="2027-02-18") == {
        f"{key}.{session}" for key in "abc" for session in rest
    }

    # the mentor leaves in week 6: the same place, without a mentor
    change("mentor lost odile --from 2027-02-23", now="2027-02-20")
    after = meetings(folder, capsys)
    assert {after["a", session]["mode"] for session in rest} == {"in-person-peer"}
    assert after["a", "scale"]["mode"] == "in-person-mentored"
    assert {after["a", session]["mentor"] for session in rest} == {None}

    # a reading's address changes
    resources = folder / "resources.yaml"
    text = resources.read_text(encoding="utf-8")
    old = next(
        line.split()[1] for line in text.splitlines() if line.strip().startswith("url:") and "ppo" in line.lower()
    )
    resources.write_text(text.replace(old, "https://example.org/moved/"), encoding="utf-8")
    assert {uid.split(".")[1] for uid in change("held 6 --cohort a", now="2027-02-24")} <= set(rest)
    assert "https://example.org/moved/" in "".join(known.values())

    # one session is cancelled and shifted past the term; the others that are over stay
    before = meetings(folder, capsys)
    moved = change("cancel ppo --then shift --reason strike", now="2027-02-28")
    assert moved == {f"{key}.{session}" for key in "abc" for session in rest[1:]}
    shifted = meetings(folder, capsys)
    assert shifted["a", "replication"]["date"] == "2027-03-30"
    assert {key: value for key, value in before.items() if key[1] not in rest[1:]} == {
        key: value for key, value in shifted.items() if key[1] not in rest[1:]
    }

    # and that is taken back: people had been told of the plan at launch only, so every byte of the folder is as it was
    assert change("undo", now="2027-03-01") == moved
    assert meetings(folder, capsys) == before
    assert all(sequence(event) == 1 for uid, event in known.items() if ".ppo@" in uid)


def folder_with_a_move(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A built programme, and its files before a move was recorded in it."""
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "build --only ics") == 0
    before = tree(folder, without=("out/", ".programme/manifest"))
    assert programme(folder, "move scale --cohort b --to 2027-02-18 --yes", now="2027-02-01") == 0
    return folder, before


def test_undo_gives_every_byte_back_while_nobody_was_told(tmp_path: Path) -> None:
    folder, before = folder_with_a_move(tmp_path)
    assert programme(folder, "build --only ics", now="2027-02-01") == 0
    assert programme(folder, "undo", now="2027-02-02") == 0
    assert tree(folder, without=("out/", ".programme/manifest")) == before
    assert programme(folder, "undo", now="2027-02-02") == 2


def test_undo_after_a_publish_is_a_new_change_with_a_higher_number(tmp_path: Path) -> None:
    folder, _ = folder_with_a_move(tmp_path)
    assert programme(folder, "build", now="2027-02-01") == 3
    moved = events(folder / FEED)
    assert programme(folder, "publish 'week 4'", now="2027-02-02") == 0
    assert programme(folder, "undo", now="2027-02-03T09:00") == 0
    assert programme(folder, "build --only ics", now="2027-02-03") == 0
    back = events(folder / FEED)
    assert changed_events(moved, back) == {"b.scale"}
    (uid,) = [uid for uid in back if ".b.scale@" in uid]
    assert (sequence(moved[uid]), sequence(back[uid])) == (1, 2)
    assert "LAST-MODIFIED:20270203T090000Z" in back[uid]


def test_a_folder_that_no_longer_can_be_read_is_mended_by_undo(tmp_path: Path) -> None:
    folder, before = folder_with_a_move(tmp_path)
    settings = folder / "programme.yaml"
    settings.write_text("key: [\n", encoding="utf-8")
    assert programme(folder, "undo", now="2027-02-02") == 0
    assert (folder / "changes.yaml").read_bytes() == before["changes.yaml"]
    assert settings.read_text(encoding="utf-8") == "key: [\n"


def test_a_publish_is_not_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = folder_with_a_move(tmp_path)
    assert programme(folder, "build", now="2027-02-01") == 3
    assert programme(folder, "publish 'week 4'", now="2027-02-02") == 0
    told = (folder / ".programme/published.yaml").read_bytes()
    assert run(["undo", "-C", str(folder), "--now", "2027-02-03", "--no-input"]) == 0
    assert "stays told" in capsys.readouterr().err
    assert (folder / ".programme/published.yaml").read_bytes() == told


def test_undo_keeps_what_was_edited_since(tmp_path: Path) -> None:
    folder, before = folder_with_a_move(tmp_path)
    changes = folder / "changes.yaml"
    changes.write_text("# a note of mine\n" + changes.read_text(encoding="utf-8"), encoding="utf-8")
    assert programme(folder, "undo") == 0
    assert changes.read_bytes() == b"# a note of mine\n" + before["changes.yaml"]


def test_undo_refuses_where_an_edit_touches_the_same_lines(tmp_path: Path) -> None:
    folder, _ = folder_with_a_move(tmp_path)
    changes = folder / "changes.yaml"
    changes.write_text(changes.read_text(encoding="utf-8").replace("2027-02-18", "2027-02-19"), encoding="utf-8")
    edited = tree(folder)
    assert programme(folder, "undo") == 4
    assert tree(folder) == edited


def test_the_same_command_twice_on_one_day_is_done_once(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "cancel scale --then shift --yes", now="2027-02-01") == 0
    once = tree(folder)
    assert programme(folder, "cancel scale --then shift --yes", now="2027-02-01") == 0
    assert tree(folder) == once
    assert programme(folder, "cancel scale --then shift --yes --again", now="2027-02-01") == 0
    assert tree(folder) != once


def test_without_a_terminal_and_without_yes_nothing_is_written(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "oxford")
    before = tree(folder)
    assert programme(folder, "move scale --to 2027-02-18") == 2
    assert programme(folder, "move scale --to 2027-02-18 --dry-run") == 0
    assert programme(folder, "move scale --to 2027-13-45 --yes") == 2
    assert programme(folder, "move nonsense --to 2027-02-18 --yes") == 2
    assert tree(folder) == before


@pytest.mark.parametrize(
    "words",
    [
        "move scale --cohort b --room hall",
        "move attention --cohort b --room hall --and-later",
        "combine b c --session scale",
    ],
)
def test_a_room_that_was_lost_is_used_only_by_those_who_insist(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_programme(tmp_path / "oxford", spare=not words.startswith("combine"))
    if words.startswith("combine"):
        (folder / "changes.yaml").write_text(
            "changes:\n  - {cohort: all, date: 2027-02-16, room_lost: hall}\n", encoding="utf-8"
        )
    else:
        assert programme(folder, "room lost hall --on 2027-02-16 --yes", now="2027-02-01") == 0
    before = tree(folder)
    capsys.readouterr()
    assert programme(folder, f"{words} --yes", now="2027-02-01") == 2
    assert "Collides: " in (said := capsys.readouterr()).out
    assert "--anyway records it" in said.err
    assert tree(folder) == before
    assert programme(folder, f"{words} --dry-run", now="2027-02-01") == 0
    assert programme(folder, f"{words} --yes --anyway", now="2027-02-01") == 0
    assert tree(folder) != before


@pytest.mark.slow
def test_at_a_terminal_a_lost_room_is_asked_about_and_enter_means_no(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "room lost hall --on 2027-02-16 --yes", now="2027-02-01") == 0
    before = tree(folder)
    words = ("move", "scale", "--cohort", "b", "--room", "hall", "--now", "2027-02-01")
    code, shown = at_a_terminal(folder, *words, typed=("",))
    assert "Record this all the same? [y/N]" in shown
    assert (code != 0, tree(folder) == before) == (True, True)
    assert at_a_terminal(folder, *words, typed=("y",))[0] == 0
    assert tree(folder) != before


def test_what_was_held_never_moves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "held tensors --cohort a", now="2027-01-20") == 0
    assert programme(folder, "move tensors --cohort a --to 2027-01-21 --yes", now="2027-01-20") == 2
    assert "never moves" in capsys.readouterr().err
    assert programme(folder, "skip 2027-01-19 --cohort a --yes", now="2027-01-20") == 2
    assert programme(folder, "held replication", now="2027-01-20") == 2


def test_a_past_meeting_that_nobody_spoke_of_is_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "skip 2027-01-19 --yes", now="2027-02-01") == 2
    assert "programme held tensors --cohort a" in capsys.readouterr().err
    assert programme(folder, "held tensors", now="2027-02-01") == 0
    assert programme(folder, "held convolution", now="2027-02-01") == 0
    assert programme(folder, "skip 2027-02-09 --yes", now="2027-02-01") == 0


def test_a_past_meeting_that_is_named_is_asked_about_and_none_goes_to_a_day_that_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_programme(tmp_path / "oxford")
    before = tree(folder)
    assert programme(folder, "move set-up --cohort c --to 2027-01-08 --yes", now="2027-02-03") == 2
    assert "`programme held set-up --cohort c`" in capsys.readouterr().err
    assert programme(folder, "move scale --cohort b --to 2026-02-18 --yes", now="2027-02-03") == 2
    assert "lies in the past; today is 2027-02-03" in capsys.readouterr().err
    assert tree(folder) == before
    assert programme(folder, "move scale --cohort b --to 2027-02-18 --yes", now="2027-02-03") == 0


def test_people_were_told_otherwise_only_where_a_meeting_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_programme(tmp_path / "oxford")
    assert programme(folder, "build", now="2027-01-10") == 3
    assert programme(folder, "publish launch", now="2027-01-10") == 0
    capsys.readouterr()
    loud = ["-C", str(folder), "--no-input", "--now", "2027-02-01"]
    assert run(["held", "tensors", *loud]) == 0
    said = capsys.readouterr()
    assert "the old information" not in said.out
    assert "must know" not in said.err
    assert run(["move", "scale", "--to", "2027-02-18", "--yes", *loud]) == 0
    said = capsys.readouterr()
    assert "22 people still have the old information, from Sun 10 Jan (“launch”)." in said.out
    assert "`programme changes` says who must know." in said.err
