"""From `programme new` to everything in out/: the main job, end to end, on the shipped programmes with 18 people and
one change."""

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.cli import run

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "docs" / "demo"
NOW = "2026-11-23"

pytestmark = pytest.mark.slow


def make(folder: Path, template: str = "engineering") -> Path:
    """A fresh Oxford programme with the people of docs/demo."""
    arguments = [
        "new",
        "oxford",
        "--template",
        template,
        "--term",
        "Hilary 2027",
        "--cohorts",
        "3",
        "--people",
        "18",
        "--fit",
        "past",
    ]
    assert run([*arguments, "--into", str(folder), "--no-input", "--now", NOW]) == 0
    if template == "engineering":
        shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    return folder


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
    folder = make(tmp_path_factory.mktemp("built") / "oxford")
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
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


def test_a_second_build_does_nothing_and_imports_no_engine(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "out").rglob("*") if path.is_file()}
    program = (
        "import sys\nfrom toolkit.cli import run\n"
        f"code = run(['build', {str(built)!r}, '--now', '{NOW}'])\n"
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
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
    assert digests(folder) == expected
    assert (folder / "out/private/facilitators/pack-a.pdf").stat().st_mtime_ns == untouched


def test_one_moved_meeting_changes_one_event_and_only_what_shows_it(tmp_path: Path, built: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    before, events = digests(folder), _events(folder)
    with (folder / "changes.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {cohort: b, session: attention, date: 2027-02-11, reason: hall closed, decided: 2027-02-01}\n")
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
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
    assert {path for path in changed if ".parts" in path} == {
        f"out/private/.parts/{name}-1.pdf" for name in ("private/facilitators/pack-b", "share/syllabus")
    }
    cold = tmp_path / "cold"
    shutil.copytree(folder, cold, ignore=shutil.ignore_patterns("out", "manifest"))
    assert run(["build", str(cold), "--only", "pdf", "--cohort", "b", "--now", NOW, "-q"]) == 0
    made = digests(cold)
    assert {path for path in changed if path.endswith(".pdf")} <= made.keys()
    assert made == {path: value for path, value in digests(folder).items() if path in made}


def test_parts_that_are_lost_or_altered_are_made_again_only_when_they_are_needed(
    tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    expected = digests(folder)
    parts = folder / "out/private/.parts"
    shutil.rmtree(parts / "private")
    (parts / "share/syllabus-1.pdf").write_bytes(b"altered")
    assert run(["build", str(folder), "--now", NOW]) == 0
    assert "Nothing to do" in capsys.readouterr().err
    (folder / "out/share/syllabus.pdf").unlink()
    (folder / "out/private/facilitators/run-sheets/04-attention-b.pdf").unlink()
    assert run(["build", str(folder), "--now", NOW]) == 0
    assert "2 files made" in capsys.readouterr().err
    others = {
        path
        for path in expected
        if "parts/private/facilitators/pack-a" in path or "parts/private/facilitators/pack-c" in path
    }
    assert digests(folder) == {path: value for path, value in expected.items() if path not in others}


def _events(folder: Path) -> dict[str, str]:
    """UID to the text of each event of programme.ics."""
    text = (folder / "out/share/calendar/programme.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    found = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
    return {re.search(r"UID:(\S+)", event)[1]: event for event in found}  # type: ignore[index]


def test_the_same_input_gives_the_same_bytes_elsewhere_on_another_day(tmp_path: Path, built: Path) -> None:
    expected = digests(built)
    folder = make(tmp_path / "another place" / "ô x")
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
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
    before = digests(folder)
    (folder / "logo.svg").write_text(drawing.format("#a0b0c0"))
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
    changed = {path for path, value in digests(folder).items() if before.get(path) != value and ".parts" not in path}
    covers = [
        "share/syllabus",
        "share/handbook",
        "share/poster",
        *(f"private/facilitators/pack-{key}" for key in "abc"),
    ]
    enclosing = {f"out/private/messages/welcome-{id}.eml" for id in ("imre", "noor", "wren")}
    assert changed == enclosing | {f"out/{path}.{ending}" for path in covers for ending in ("pdf", "html")}


def test_a_mistake_stops_the_build_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "oxford")
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text().replace("people: 18", "peeple: 18"))
    assert run(["build", str(folder), "--now", NOW]) == 1
    assert "Did you mean “people”?" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_conceptual_programme_builds_with_nobody_in_people(tmp_path: Path) -> None:
    folder = make(tmp_path / "oxford", "conceptual")
    assert run(["build", str(folder), "--now", NOW, "-q"]) == 0
    assert (folder / "out/private/attendance.pdf").is_file()
    assert (folder / "out/private/facilitators/sign-in-03-c.pdf").is_file()


def test_reading_inside_changes_the_run_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "oxford", "conceptual")
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text().replace('reading: "before"', 'reading: "inside"'))
    assert run(["build", str(folder), "--only", "site", "--now", NOW, "-q"]) == 0
    inside = (folder / "out/private/facilitators/run-sheets/01-problem-a.html").read_text()
    settings.write_text(settings.read_text().replace('reading: "inside"', 'reading: "before"'))
    assert run(["build", str(folder), "--only", "site", "--now", NOW, "-q"]) == 0
    before = (folder / "out/private/facilitators/run-sheets/01-problem-a.html").read_text()
    activity = re.compile(r'class="activity"><b>([^<]*)')
    assert activity.findall(inside) != activity.findall(before) != []
    capsys.readouterr()
    assert run(["plan", str(folder), "--json", "--now", NOW]) == 0
    assert len(json.loads(capsys.readouterr().out)["meetings"]) == 27


def test_a_zone_without_a_lasting_rule_is_a_warning_and_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "online"
    new = [
        "new",
        "online",
        "--template",
        "conceptual",
        "--start",
        "2027-01-18",
        "--zone",
        "Africa/Casablanca",
        "--into",
        str(folder),
    ]
    assert run([*new, "--no-input", "--now", NOW]) == 0
    assert run(["build", str(folder), "--only", "ics", "--now", NOW]) == 0
    assert "P076" in capsys.readouterr().err


def test_a_font_that_arrives_is_used_by_the_next_build_and_until_then_each_build_asks_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.reading import fonts_here

    folder = lay_out(tmp_path / "small")
    people = folder / "people/participants.csv"
    people.write_text(
        people.read_text(encoding="utf-8").replace("Ann", "李雷").replace("Ben", "王芳"), encoding="utf-8"
    )

    def said(verb: str) -> str:
        assert run([verb, str(folder), "--now", NOW]) == 0
        captured = capsys.readouterr()
        return captured.out + captured.err

    monkeypatch.setattr(fonts_here, "system_stretches", lambda: ())
    for verb in ("check", "build"):
        told = said(verb)
        assert told.count("P104") == 1
        assert "people/participants.csv:2:1: warning P104 No font here can print 李雷, 王芳." in told
    again = said("build")
    assert "people/participants.csv:2:1: warning P104 Some letters are empty boxes" in again
    assert "fonts-noto-cjk" in again
    assert "Nothing to do" in again
    assert "李" not in again + (folder / ".programme/manifest").read_text(encoding="utf-8")
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x4E00, 0xA000),))
    before = json.loads((folder / ".programme/manifest").read_text(encoding="utf-8"))["outputs"]
    told = said("build")
    after = json.loads((folder / ".programme/manifest").read_text(encoding="utf-8"))["outputs"]
    assert "P104" not in told
    renewed = {path for path in after if after[path][1] != before[path][1]}
    assert "out/private/attendance.pdf" in renewed
    assert "out/share/poster.pdf" not in renewed
    assert "Nothing to do" in said("build")


def test_the_demo_fits_its_term_and_builds_without_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = (ROOT / "scripts" / "demo.sh").read_text("utf-8").replace("\\\n", " ")
    line = next(line for line in script.splitlines() if "programme new" in line)
    folder = tmp_path / "oxford"
    assert run([*shlex.split(line)[1:-4], "--into", str(folder), "--no-input", "--now", NOW]) == 0
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    capsys.readouterr()
    assert run(["build", str(folder), "--now", NOW]) == 0
    said = capsys.readouterr()
    assert "arning" not in said.out + said.err
    assert run(["check", str(folder), "--json", "--now", NOW]) == 0
    found = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in found} == {"P071", "P074"}, "nothing lies outside the term (P065)"
