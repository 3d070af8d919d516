"""The same pages give the same bytes everywhere, nothing of this machine gets in, and a document has its limits."""

from __future__ import annotations

import builtins
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.outputs.printing import elements, page_of, pdfs, printed, shipped, text
from toolkit.outputs.engine import Limits
from toolkit.outputs.install_pango import install_line
from toolkit.outputs.pdf import ENGINE
from toolkit.outputs.weasyprint_engine import fetcher
from toolkit.problems import EnvironmentMissing, ProblemsFound

pytestmark = pytest.mark.usefixtures("cold_engine")

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_same_pages_give_the_same_bytes_in_any_process_zone_and_language() -> None:
    program = (
        "import hashlib; from tests.outputs.printing import pdfs, shipped\n"
        "for path, data in pdfs(shipped('pack', 'handbook')).items(): print(path, hashlib.sha256(data).hexdigest())"
    )
    found = set()
    for zone, seed, options in (("UTC", "0", []), ("Asia/Tokyo", "1", ["-O"]), ("America/New_York", "7", [])):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        found.add(
            subprocess.run(
                [sys.executable, *options, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
            ).stdout
        )
    assert len(found) == 1
    assert b"run-sheets" in found.pop()


def test_no_date_of_today_is_inside() -> None:
    data = pdfs(shipped("syllabus"))["share/syllabus.pdf"]
    assert b"CreationDate" not in data
    assert b"ModDate" not in data


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://example.org/x.png",
        "data:image/png;base64,AA",
        "/etc/passwd",
        "made:other",
        "",
    ],
)
def test_the_fetcher_gives_nothing_but_what_was_loaded_by_name(address: str) -> None:
    with pytest.raises(ValueError, match="not among"):
        fetcher({"made:logo": b"x"}).fetch(address)
    assert fetcher({"made:logo": b"x"}).fetch("made:logo").read() == b"x"


def test_nothing_of_this_machine_gets_into_a_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    address = secret.as_uri()
    body = (
        f'<link rel="attachment" href="{address}"><link rel="stylesheet" href="{address}"><base href="{address}"><img'
        f' src="{address}" alt="x"><object data="{address}"></object><embed src="{address}"><iframe'
        f' src="{address}"></iframe><a rel="attachment" href="{address}">one</a><a href="javascript:alert(1)">two</a><a'
        f' href="https://example.org/">three</a><svg width="9" height="9"><title>x</title><image href="{address}"'
        f' width="9" height="9"/><use href="{address}#a"/></svg><p style="background:'
        f' url({address})">text</p><style>@import url({address}); @font-face {{ font-family: f; src: url({address})'
        " }</style>"
    )
    made = pdfs([page_of(body)])["share/t.pdf"]
    reader = PdfReader(io.BytesIO(made))
    assert "TOPSECRET" not in text(reader)
    assert not reader.attachments
    targets = [str(link.get_object()["/A"]["/URI"]) for page in reader.pages for link in page.get("/Annots", [])]
    assert targets == ["https://example.org/"]
    assert b"secret.txt" not in made


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<table><tr><td colspan=1000000>x</table>", "spans"),
        ("<table><tr><td rowspan='99999'>x</table>", "spans"),
        ("<table><colgroup span=5000></colgroup><tr><td>x</table>", "spans"),
        ("<div>" * 300 + "x", "deep"),
        ("<p>x</p>" * 3000, "elements"),
        ("<p style='break-before: page'>x</p>" * 60, "pages"),
        ("<p style='height: 90000mm; break-inside: auto'>x</p>" + "<p style='break-before: page'>x</p>" * 60, "pages"),
    ],
)
def test_a_document_that_grows_past_the_limits_is_refused_by_name(body: str, why: str) -> None:
    limits = Limits(pages=50, elements=2000)
    with pytest.raises(ProblemsFound) as found:
        printed(page_of(body), limits=limits)
    problem = found.value.problems[0]
    assert (problem.code, problem.file) == ("P103", "out/share/t.pdf")
    assert "The title" in problem.message
    assert why in problem.message


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ProblemsFound) as found:
        printed(page_of("<p>word <b>word</b> " * 40_000), limits=Limits(seconds=1))
    assert "1 seconds" in found.value.problems[0].message


def test_without_pango_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def failing(name: str, *arguments: object, **options: object) -> object:
        if name == "weasyprint.pdf.fonts":
            sys.stdout.write("the library's own advice")
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(EnvironmentMissing) as found:
        ENGINE.load()
    assert "Pango" in str(found.value)
    assert "pango" in found.value.hint
    assert capsys.readouterr().out == ""


def test_on_a_mac_libraries_are_looked_for_where_homebrew_puts_them_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    ENGINE.load()
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"] == "/mine"
    monkeypatch.delenv("DYLD_FALLBACK_LIBRARY_PATH")
    ENGINE.load()
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"].startswith("/opt/homebrew/lib:")


def test_the_line_is_that_of_the_machines_own_package_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    for tool, start in (("apt-get", "apt-get install"), ("brew", "brew install"), ("apk", "apk add")):
        monkeypatch.setattr("shutil.which", lambda name, tool=tool: name if name == tool else None)
        assert install_line().startswith(start)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    for system, start in (("linux", "apt-get install"), ("darwin", "brew install pango"), ("win32", "pacman")):
        monkeypatch.setattr(sys, "platform", system)
        assert install_line().startswith(start)


def test_a_picture_is_shown_when_it_was_loaded_by_name() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"'
        b' fill="red"/></svg>'
    )
    page = page_of('<h1>x</h1><img src="made:logo" alt="A red square">')
    with_picture = printed(page, images={"made:logo": svg})[0]["share/t.pdf"]
    assert [str(figure["/Alt"]) for figure in elements(with_picture, "/Figure")] == ["A red square"]
    assert b"1 0 0 rg" in with_picture.pages[0].get_contents().get_data()
