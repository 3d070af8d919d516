"""Builds that are not as usual: a mistake, nobody in people, a zone without a rule, a font that arrives."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import DEMO, MADE, make_programme, new_programme
from toolkit.cli import run

ROOT = Path(__file__).resolve().parent.parent
CONCEPTUAL = "oxford --template conceptual --term 'Hilary 2027' --cohorts 3 --people 18 --fit past"
pytestmark = pytest.mark.slow


def test_a_mistake_stops_the_build_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_programme(tmp_path / "oxford", spare=False)
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text().replace("people: 18", "peeple: 18"))
    assert run(["build", str(folder), "--now", MADE]) == 1
    assert "Did you mean “people”?" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_conceptual_programme_builds_with_nobody_in_people(tmp_path: Path) -> None:
    folder = new_programme(tmp_path / "oxford", CONCEPTUAL)
    assert run(["build", str(folder), "--now", MADE, "-q"]) == 0
    assert (folder / "out/private/attendance.pdf").is_file()
    assert (folder / "out/private/facilitators/sign-in-03-c.pdf").is_file()


def test_reading_inside_changes_the_run_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = new_programme(tmp_path / "oxford", CONCEPTUAL)
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text().replace('reading: "before"', 'reading: "inside"'))
    assert run(["build", str(folder), "--only", "site", "--now", MADE, "-q"]) == 0
    inside = (folder / "out/private/facilitators/run-sheets/01-problem-a.html").read_text()
    settings.write_text(settings.read_text().replace('reading: "inside"', 'reading: "before"'))
    assert run(["build", str(folder), "--only", "site", "--now", MADE, "-q"]) == 0
    before = (folder / "out/private/facilitators/run-sheets/01-problem-a.html").read_text()
    activity = re.compile(r'class="activity"><b>([^<]*)')
    assert activity.findall(inside) != activity.findall(before) != []
    capsys.readouterr()
    assert run(["plan", str(folder), "--json", "--now", MADE]) == 0
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
    assert run([*new, "--no-input", "--now", MADE]) == 0
    assert run(["build", str(folder), "--only", "ics", "--now", MADE]) == 0
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
        assert run([verb, str(folder), "--now", MADE]) == 0
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
    assert run([*shlex.split(line)[1:-4], "--into", str(folder), "--no-input", "--now", MADE]) == 0
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    capsys.readouterr()
    assert run(["build", str(folder), "--now", MADE]) == 0
    said = capsys.readouterr()
    assert "arning" not in said.out + said.err
    assert run(["check", str(folder), "--json", "--now", MADE]) == 0
    found = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in found} == {"P071", "P074"}, "nothing lies outside the term (P065)"
