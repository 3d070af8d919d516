"""What the shipped programmes give, file by file, as somebody looked at it and found it fit to hand out.

`tests/golden/<programme>/given` lies over a fresh folder; `made` is what a build makes of
it. Kept are the bodies of pages, calendars, CSV files and texts. Kept out is what is looked at elsewhere or would only
repeat: styles, PDF and XLSX files; of long pages all sections of a kind after the second, and guides (their headings
stay); calendars whose entries are those of a kept one. `files.txt` lists everything that was made, `times.txt` every
entry of any calendar at its UTC time. `pytest --update-golden` writes them anew; the difference is then yours to read.
"""

from __future__ import annotations

import datetime
import difflib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.golden_examples import BERKELEY, GOLDEN, ONLINE, OXFORD, Example
from tests.outputs.readers import READERS, Event
from toolkit.cli import run
from toolkit.outputs.pdf import PrintedFile

NOW = "2026-11-23"
SHOWN = 60
"""Lines of a difference that are shown of one file."""

SECTION = re.compile(r"(?m)^(?=<section class=\")")
KIND = re.compile(r'<section class="([a-z ]+?)(?: tight-\d)?"')
EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
ALARM = re.compile(rb"BEGIN:VALARM\r\n.*?END:VALARM\r\n", re.DOTALL)


@dataclass(frozen=True)
class Built:
    """A programme's folder after a build, the golden files as they should be, and as they are kept."""

    example: Example
    out: Path
    made: Mapping[str, bytes]
    kept: Mapping[str, bytes]


@pytest.fixture(scope="session", params=[OXFORD, BERKELEY, ONLINE], ids=lambda example: example.name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Each programme, made and built once; in place of a PDF there is an empty file. With --update-golden written to
    tests/golden."""
    example: Example = request.param
    folder = tmp_path_factory.mktemp("golden") / example.name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "toolkit.jobs.printing.render_pages",
            lambda pages, **_: [
                PrintedFile(part, b"") for page in pages for part in (page.path, *(cut.path for cut in page.slices))
            ],
        )
        assert run(["new", *example.new, "--into", str(folder), "--no-input", "-q", "--now", NOW]) == 0
        shutil.copytree(example.given, folder, dirs_exist_ok=True)
        assert run(["build", str(folder), "-q", "--now", NOW]) == 0
    made, place = golden(example, folder / "out"), GOLDEN / example.name / "made"
    if request.config.getoption("--update-golden"):
        write(made, place)
    yield Built(
        example,
        folder / "out",
        made,
        {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*.*"))},
    )


def golden(example: Example, out: Path) -> dict[str, bytes]:
    """What should be kept of a build, by path."""
    paths = sorted({path for pattern in example.kept for path in out.glob(pattern)})
    made = {
        path.relative_to(out).as_posix(): (
            body(path.read_text(encoding="utf-8")) if path.suffix == ".html" else path.read_bytes()
        )
        for path in paths
    }
    return {**made, "files.txt": list_of_files(out), "times.txt": list_of_times(out)}


def write(made: Mapping[str, bytes], place: Path) -> None:
    """The golden files of one programme in place of those that were there."""
    shutil.rmtree(place, ignore_errors=True)
    for name, data in made.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)


def body(html: str) -> bytes:
    """A page without its head; of the third section of a kind and later ones, and of guides, only the heading."""
    start, *sections = SECTION.split(html[html.index("<body") :])
    seen = Counter[str]()
    kept = [start]
    for section in sections:
        kind = KIND.match(section)
        name = kind[1] if kind else ""
        seen[name] += 1
        kept.append(section if seen[name] <= 2 and "guide" not in name else heading(section))
    return "".join(kept).encode()


def heading(section: str) -> str:
    """The first lines of a section, up to its first heading, and how many are left out."""
    lines = section.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines, 1) if re.search(r"</h[1-6]>", line)), 1)
    return "".join([*lines[:end], f"<!-- {len(lines) - end} more lines -->\n"] if len(lines) > end else lines)


def list_of_files(out: Path) -> bytes:
    """Every file that was made, with the number of events of each calendar."""
    paths = (path for path in sorted(out.rglob("*")) if path.is_file())
    lines = (
        path.relative_to(out).as_posix()
        + (f": {len(EVENT.findall(path.read_bytes()))} events" if path.suffix == ".ics" else "")
        for path in paths
    )
    return "".join(f"{line}\n" for line in lines).encode()


def list_of_times(out: Path) -> bytes:
    """Every entry of any calendar once, as ical.js reads it: start and end in UTC, title, UID."""
    events = {event for found in READERS["ical.js"](calendars(out)) for event in found}
    lines = (
        f"{start:16}  {end:16}  {title}  [{uid}]\n"
        for uid, start, end, title in sorted(events, key=lambda event: (event[1], event[0]))
    )
    return "".join(lines).encode()


def calendars(out: Path) -> list[Path]:
    """Every calendar of a build."""
    return sorted(out.rglob("*.ics"))


def differences(kept: Mapping[str, bytes], made: Mapping[str, bytes]) -> str:
    """What a build makes otherwise than it was kept, file by file, as lines that went (-) and came (+)."""
    found = []
    for name in sorted({*kept, *made}):
        old, new = (files.get(name, b"").decode().splitlines() for files in (kept, made))
        lines = list(difflib.unified_diff(old, new, f"kept: {name}", f"made: {name}", lineterm="", n=1))
        if not lines and kept.get(name) != made.get(name):
            lines = [f"{name}: other line ends"]
        found += lines[:SHOWN] + ([f"… and {len(lines) - SHOWN} more lines"] if len(lines) > SHOWN else [])
    return "\n".join(found)


def test_a_build_makes_what_was_looked_at(built: Built) -> None:
    if told := differences(built.kept, built.made):
        pytest.fail(
            f"{told}\n\nIf that is what you want: pytest tests/test_golden.py --update-golden, and read the"
            " difference.",
            pytrace=False,
        )


def test_three_readers_find_in_every_calendar_the_entries_at_the_times_and_with_the_titles_that_are_kept(
    built: Built,
) -> None:
    times = re.findall(r"(?m)^(\S+) +(\S+) +(.*)  \[(.*)\]$", built.kept["times.txt"].decode())
    expected: dict[str, Event] = {uid: (uid, start, end, title) for start, end, title, uid in times}
    paths = calendars(built.out)
    for name, read in READERS.items():
        for path, events in zip(paths, read(paths), strict=True):
            assert events == [expected[uid] for uid, *_ in events], f"{name} on {path.name}"
            assert len(events) == len(EVENT.findall(path.read_bytes())), f"{name} on {path.name}"


def test_the_times_that_are_kept_are_those_of_the_plan(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(built.out.parent), "--json", "--now", NOW]) == 0
    plan = json.loads(capsys.readouterr().out)
    kept = built.kept["times.txt"].decode()
    for meeting in plan["meetings"]:
        start = datetime.datetime.fromisoformat(meeting["start"]).astimezone(datetime.UTC)
        end = start + datetime.timedelta(minutes=meeting["minutes"])
        uid = f"{plan['programme']}.{meeting['cohort']}.{meeting['session']}@"
        assert re.search(
            rf"(?m)^{start:%Y%m%dT%H%M%SZ}  {end:%Y%m%dT%H%M%SZ}  .*{re.escape(meeting['title'])}.*\[{re.escape(uid)}",
            kept,
        ), uid


def test_a_calendar_that_is_not_kept_holds_the_very_entries_of_one_that_is(built: Built) -> None:
    """Alarms apart, and as far as an entry is in a kept one."""
    for audience in ("share", "private"):
        kept = {
            uid_of(event): event
            for name, data in built.kept.items()
            if name.startswith(audience)
            for event in entries(name, data)
        }
        others = [
            path for path in calendars(built.out / audience) if path.relative_to(built.out).as_posix() not in built.kept
        ]
        shown = [event for path in others for event in entries(path.name, path.read_bytes()) if uid_of(event) in kept]
        assert len(shown) > 10
        assert [event for event in shown if event != kept[uid_of(event)]] == []


def entries(name: str, data: bytes) -> list[bytes]:
    """The entries of a calendar, without alarms."""
    return [ALARM.sub(b"", event) for event in EVENT.findall(data)] if name.endswith(".ics") else []


def uid_of(event: bytes) -> bytes:
    """Its UID, over a folded line."""
    found = re.search(rb"UID:(.*)", event.replace(b"\r\n ", b""))
    assert found
    return found[1]


# The comparison


def test_a_difference_is_shown_line_by_line() -> None:
    assert differences({"a.txt": b"one\ntwo\n"}, {"a.txt": b"one\n2\n"}).splitlines() == [
        "--- kept: a.txt", "+++ made: a.txt", "@@ -1,2 +1,2 @@", " one", "-two", "+2",
    ]  # fmt: skip


def test_a_file_that_is_lost_or_new_and_other_line_ends_are_differences() -> None:
    assert "-one" in differences({"a.txt": b"one\n"}, {})
    assert "+one" in differences({}, {"a.txt": b"one\n"})
    assert differences({"a.ics": b"one\r\n"}, {"a.ics": b"one\n"}) == "a.ics: other line ends"
    assert differences({"a.txt": b"one\n"}, {"a.txt": b"one\n"}) == ""


def test_of_many_sections_of_a_kind_two_are_kept_and_the_heading_of_the_others() -> None:
    section = '<section class="leaf{}">\n<h1>Title {}</h1>\n<p>Text</p>\n</section>\n'
    page = "<head>style</head><body>\n" + "".join(
        section.format(" tight-1" if number == 3 else "", number) for number in (1, 2, 3)
    )
    shown = body(page).decode()
    assert "style" not in shown
    assert (shown.count("Text"), shown.count("Title"), shown.count("2 more lines")) == (2, 3, 1)
