"""From `programme new` to everything in out/: the main job, end to end, on the shipped programmes with 18 people and
one change."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import DEMO, MADE, make_programme
from toolkit.cli import run
from toolkit.commands.build import UP_TO_DATE

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


def digests(folder: Path) -> dict[str, str]:
    """Hash of every file below out/."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "out").rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built programme that tests only read."""
    folder = make_programme(tmp_path_factory.mktemp("built") / "oxford", spare=False)
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    return folder


def test_every_promised_file_is_there(built: Path) -> None:
    out = built / "out"
    share = [
        "syllabus.pdf",
        "handbook.pdf",
        "poster.pdf",
        "sign-up.pdf",
        "sign-up.xlsx",
        "sign-up.csv",
        "add-the-calendar.pdf",
    ]
    share += ["calendar/programme.ics", "calendar/cohort-a.ics", "calendar/meetings/03-backprop-b.ics"]
    private = [
        "facilitators/pack-a.pdf",
        "facilitators/run-sheets/03-backprop-c.pdf",
        "facilitators/sign-in-03-a.pdf",
        "facilitators/pairs-03-a.pdf",
    ]
    private += [
        "attendance.pdf",
        "attendance.xlsx",
        "attendance.csv",
        "calendar/organiser.ics",
        "cohorts.pdf",
        "rooms/timetable-hall.pdf",
    ]
    wanted = [f"share/{name}" for name in share] + [f"private/{name}" for name in private] + ["index.html"]
    assert [name for name in wanted if not (out / name).is_file()] == []


def test_every_pdf_has_a_twin_without_script(built: Path) -> None:
    pdfs = [pdf for pdf in (built / "out").rglob("*.pdf") if ".parts" not in pdf.parts]
    assert len(pdfs) > 80
    for pdf in pdfs:
        twin = pdf.with_suffix(".html").read_text(encoding="utf-8")
        assert "<script" not in twin
        assert "Content-Security-Policy" in twin


def test_nobodys_name_reaches_what_is_shared(built: Path) -> None:
    people = [
        row.split(",")
        for name in ("participants", "facilitators")
        for row in (DEMO / "people" / f"{name}.csv").read_text().splitlines()[1:]
    ]
    names = {cell for row in people for cell in row[1:3] if len(cell) > 4 and cell != "Null"}
    assert len(names) > 30
    for path in (built / "out/share").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            text = data.decode("utf-8", "ignore") if path.suffix != ".pdf" else _pdf_text(path)
            assert [name for name in names if name in text] == [], path


def _pdf_text(path: Path) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_private_files_are_their_owners(built: Path) -> None:
    loose = [path for path in (built / "out/private").rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert loose == []


def test_the_recorded_change_shows_in_calendar_and_pack(built: Path) -> None:
    calendar = (built / "out/share/calendar/programme.ics").read_text(encoding="utf-8")
    assert calendar.count("SUMMARY:MOVED: ") >= 1
    assert calendar.count("BEGIN:VEVENT") == 33


def test_a_build_with_nothing_to_do_names_the_past_meetings_without_a_record(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for day in ("2027-01-12", "2027-01-20"):
        capsys.readouterr()
        assert run(["build", "-C", str(built), "--now", day]) == 0
        said[day] = capsys.readouterr().err
    assert all(UP_TO_DATE in words for words in said.values())
    assert "not recorded as held" not in said["2027-01-12"]
    assert "past meetings are not recorded as held" in said["2027-01-20"]


def test_a_second_build_does_nothing_and_imports_no_engine(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "out").rglob("*") if path.is_file()}
    program = (
        "import sys\nfrom toolkit.cli import run\n"
        f"code = run(['build', {str(built)!r}, '--now', '{MADE}'])\n"
        "print(code, sorted({'weasyprint', 'yaml', 'jinja2', 'pydantic', 'icalendar'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "0 []"
    assert "Nothing to do" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in (built / "out").rglob("*") if path.is_file()} == before


def test_a_lost_and_an_altered_output_are_made_again_and_others_left(tmp_path: Path, built: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    expected = digests(folder)
    (folder / "out/share/poster.pdf").unlink()
    (folder / "out/share/calendar/programme.ics").write_bytes(b"altered")
    untouched = (folder / "out/private/facilitators/pack-a.pdf").stat().st_mtime_ns
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    assert digests(folder) == expected
    assert (folder / "out/private/facilitators/pack-a.pdf").stat().st_mtime_ns == untouched


def test_one_moved_meeting_changes_one_event_and_only_what_shows_it(tmp_path: Path, built: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    before, events = digests(folder), _events(folder)
    with (folder / "changes.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {cohort: b, session: attention, date: 2027-02-11, reason: hall closed, decided: 2027-02-01}\n")
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    changed = {path for path, value in digests(folder).items() if before.get(path) != value}
    after = _events(folder)
    assert [uid for uid in after if after[uid] != events.get(uid)] == [uid for uid in after if ".b.attention" in uid]
    assert "out/private/facilitators/pack-b.pdf" in changed
    assert not {
        path
        for path in changed
        if path.endswith(("pack-a.pdf", "pack-c.pdf", "handbook.pdf", "poster.pdf", "cohort-a.ics"))
    }
    assert {path for path in changed if "run-sheets" in path} == {
        f"out/private/facilitators/run-sheets/04-attention-b.{kind}" for kind in ("pdf", "html")
    }
    cold = tmp_path / "cold"
    shutil.copytree(folder, cold, ignore=shutil.ignore_patterns("out", "manifest"))
    assert run(["build", str(cold), "--only", "pdf", "--cohort", "b", "--now", MADE, "-q"]) == 0
    made = digests(cold)
    assert {path for path in changed if path.endswith(".pdf")} <= made.keys()
    assert made == {path: value for path, value in digests(folder).items() if path in made}


def test_parts_that_are_lost_or_altered_are_made_again_only_when_they_are_needed(
    tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    expected = digests(folder)
    for number, part in enumerate(sorted((folder / "out/private/.parts").iterdir())):
        part.write_bytes(b"altered") if number % 2 else part.unlink()
    assert run(["build", str(folder), "--now", MADE]) == 0
    assert "Nothing to do" in capsys.readouterr().err
    (folder / "out/share/syllabus.pdf").unlink()
    (folder / "out/private/facilitators/run-sheets/04-attention-b.pdf").unlink()
    assert run(["build", str(folder), "--now", MADE]) == 0
    assert "2 files made" in capsys.readouterr().err
    made = digests(folder)
    assert {path: made[path] for path in expected if ".parts" not in path} == {
        path: value for path, value in expected.items() if ".parts" not in path
    }
    again = {path for path in expected if ".parts" in path and made.get(path) == expected[path]}
    assert 20 < len(again) < len([path for path in expected if ".parts" in path]) / 2


def _events(folder: Path) -> dict[str, str]:
    """UID to the text of each event of programme.ics."""
    text = (folder / "out/share/calendar/programme.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    found = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
    return {re.search(r"UID:(\S+)", event)[1]: event for event in found}  # type: ignore[index]


def test_the_same_input_gives_the_same_bytes_elsewhere_on_another_day(tmp_path: Path, built: Path) -> None:
    expected = digests(built)
    folder = make_programme(tmp_path / "another place" / "ô x", spare=False)
    environment = {
        **os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "0",
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-O", "-m", "toolkit", "build", str(folder), "--now", "2026-12-24", "-q"],
        check=True,
        env=environment,
        cwd=tmp_path,
    )
    assert digests(folder) == expected


def test_another_logo_changes_the_covers_and_what_brings_them_and_nothing_else(tmp_path: Path, built: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="{}"/></svg>'
    (folder / "logo.svg").write_text(drawing.format("#010203"))
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text().replace('logo: ""', "logo: logo.svg"))
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    before = digests(folder)
    (folder / "logo.svg").write_text(drawing.format("#a0b0c0"))
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    changed = {path for path, value in digests(folder).items() if before.get(path) != value and ".parts" not in path}
    covers = [
        "share/syllabus",
        "share/handbook",
        "share/poster",
        *(f"private/facilitators/pack-{key}" for key in "abc"),
    ]
    enclosing = {f"out/private/messages/welcome-{id}.eml" for id in ("imre", "noor", "wren")}
    assert changed == enclosing | {f"out/{path}.{ending}" for path in covers for ending in ("pdf", "html")}
