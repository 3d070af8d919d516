"""The files of a small programme, as tests of `programme people` look at them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from tests.examples import EXAMPLES
from toolkit.cli import run

IMPORTS = EXAMPLES / "imports"
NOW = ("--now", "2026-11-23")
PUBLISHED = {
    "version": 1,
    "name": "launch",
    "moment": "2026-11-23T00:00:00",
    "meetings": [
        {
            "cohort": "a", "session": "fold", "number": 1, "title": "Fold", "date": "2027-01-19", "time": "18:30",
            "minutes": 60, "zone": "Europe/London",
            "facilitators": ["ada", "bea"], "mentor": "ada", "mode": "in-person-peer", "reading": "before",
        }
    ],
    "files": {"out/private/calendar/person-p1.ics": "1", "out/private/messages/invitations/participant-p1/x.ics": "2",
        "out/private/calendar/facilitator-ada.ics": "3"},
    "members": {"a": ["p1", "p2", "p3"]},
    "changes": [{"cohort": "a", "session": "sail", "facilitators": ["bea"], "mentor": "ada",
        "reason": "Ada Byron is ill"}],
}  # fmt: skip


def rows(folder: Path, name: str = "participants") -> list[str]:
    return (folder / "people" / f"{name}.csv").read_text("utf-8").splitlines()


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def live_through(small: Path) -> Path:
    """A programme that has run: attendance, a cover with its record, pair wishes, a publish, caches and made files."""
    (small / "people" / "participants.csv").write_text(
        "id,name,email,together,note\np1,Ann Lee,ann@example.org,p2,\np2,Ben,ben@example.org,p3; p1,met Ann"
        " Lee\np3,Cyd,c@x.org,,\np4,D,,,\np5,E,,,\np6,F,,,\n",
        encoding="utf-8",
    )
    (small / "people" / "facilitators.csv").write_text(
        "id,name,email\nada,Ada Byron,ada@example.org\nbea,Bea,\n", encoding="utf-8"
    )
    (small / "people" / "attendance.csv").write_text(
        "id,cohort,session,state\np1,a,fold,present\np2,a,fold,absent\n", encoding="utf-8"
    )
    for words in (
        "swap ada --with bea --session 2 --yes --reason 'Ada Byron is ill, says ann@example.org'",
        "build --only ics",
        "build --only sheets",
        "move race --cohort b --to 20:00 --yes",
    ):
        assert run([*shlex.split(words), *NOW]) == 0
    records = small / ".programme"
    (records / "parts").write_bytes(b"\x00cached: Ann Lee\x00")
    (records / "sent.json").write_text(
        json.dumps(
            {"version": 1, "messages": {"aa": {"id": "p1", "state": "sent"}, "bb": {"id": "p2", "state": "sent"}}}
        )
    )
    (records / "published").mkdir()
    (records / "published" / "01.json").write_text(json.dumps(PUBLISHED), encoding="utf-8")
    (records / "published.yaml").write_text(
        'published:\n  - {"name": "launch", "moment": "2026-11-23T00:00:00", "file": ".programme/published/01.json"}\n'
    )
    return small
