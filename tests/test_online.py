"""An evening goes online for a day, and the online group gets another link: the plan, packs, calendars and messages
follow, and what is shared never shows where people join."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.running import changed_events, events, make_programme, meetings, programme, tree

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_pdfs")]
OLD, SNOW, NEW = (f"https://meet.example.org/{word}-room" for word in ("old", "snow", "new"))
FEED = "out/share/calendar/programme.ics"
OURS = (".programme/",)


def launched(folder: Path) -> Path:
    """The Oxford programme, built and published."""
    assert programme(folder, "build", now="2027-01-10") == 3
    assert programme(folder, "publish launch", now="2027-01-10") == 0
    return folder


def messages(folder: Path) -> dict[str, str]:
    """The drafts to people by id: their texts and the calendars in them."""
    found = {}
    for path in (folder / "out/private/messages").glob("person-*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        parts = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
        found[path.stem.removeprefix("person-")] = "\n".join(parts)
    return found


def shared(folder: Path, word: str) -> list[str]:
    """The outputs outside private/ that hold a word, unfolded."""
    paths = [path for path in (folder / "out").rglob("*") if path.is_file() and "private" not in path.parts]
    assert len(paths) > 40
    return [path.name for path in paths if word.encode() in path.read_bytes().replace(b"\r\n ", b"")]


def test_snow_in_oxford(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = launched(make_programme(tmp_path / "oxford"))
    feed, plan, files = events(folder / FEED), meetings(folder, capsys), tree(folder, without=(*OURS, "out/"))

    snow = f"move scale --online {SNOW} --reason snow"
    assert programme(folder, f"{snow} --dry-run", now="2027-02-15") == 0
    assert programme(folder, snow, now="2027-02-15") == 2, "nobody is there to say yes"
    assert tree(folder, without=(*OURS, "out/")) == files
    capsys.readouterr()
    assert programme(folder, f"{snow} --yes", now="2027-02-15") == 0
    assert "now online (it was Lantern Hall); a link to join" in capsys.readouterr().out
    assert programme(folder, "check", now="2027-02-15") == 0
    assert programme(folder, "build", now="2027-02-15") == 3

    after = meetings(folder, capsys)
    assert {key for key in after if after[key] != plan[key]} == {(key, "scale") for key in "abc"}
    assert {after[key, "scale"]["mode"] for key in "abc"} == {"online-peer"}
    assert changed_events(feed, events(folder / FEED)) == {"a.scale", "b.scale", "c.scale"}
    private = folder / "out/private"
    for name in ("person-p01", "facilitator-wren"):
        linked = [event for event in events(private / f"calendar/{name}.ics").values() if SNOW in event]
        assert len(linked) == 1
        assert ".a.scale@" in linked[0]
    sheets = {path.name: SNOW in path.read_text("utf-8") for path in private.glob("facilitators/run-sheets/*.html")}
    assert {name for name, linked in sheets.items() if linked} == {f"05-scale-{key}.html" for key in "abc"}
    told = messages(folder)
    assert len(told) == 18
    assert all(SNOW in text and "Lantern Hall" in text for text in told.values())
    assert shared(folder, SNOW) == []

    assert programme(folder, "held scale", now="2027-02-17") == 0
    assert meetings(folder, capsys)["a", "scale"]["mode"] == "online-peer"
    assert programme(folder, f"move scale --online {NEW} --yes", now="2027-02-18") == 2, "held is history"
    assert [programme(folder, "undo", now="2027-02-18") for _ in range(2)] == [0, 0]
    assert meetings(folder, capsys) == plan


def test_a_new_host_account_for_the_online_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_programme(tmp_path / "oxford")
    cohorts = folder / "cohorts.yaml"
    text = cohorts.read_text("utf-8")
    assert "{label: Cedar, room: hall" in text
    cohorts.write_text(
        text.replace("{label: Cedar, room: hall", f'{{label: Cedar, mode: online-peer, link: "{OLD}"'), "utf-8"
    )
    launched(folder)
    capsys.readouterr()
    assert programme(folder, f"link {NEW} --cohort Cedar --from 2027-02-23 --yes", now="2027-02-15") == 0
    assert "28 of 33 meetings stay as they are" in capsys.readouterr().out
    assert programme(folder, "check", now="2027-02-15") == 0
    assert programme(folder, "build", now="2027-02-15") == 3

    own = events(folder / "out/private/calendar/person-p13.ics")
    new = {"policy-gradients", "ppo", "preferences", "many-gpus", "replication"}
    assert {uid.split("@")[0].rpartition(".")[2] for uid, text in own.items() if NEW in text} == new
    assert all((NEW in text) != (OLD in text) for text in own.values() if "CONFERENCE" in text)
    told = messages(folder)
    assert told.keys() == {f"p{number}" for number in range(13, 19)}
    assert all(NEW in text for text in told.values())
    assert (shared(folder, NEW), shared(folder, OLD)) == ([], [])
