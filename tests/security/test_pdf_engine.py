"""The PDF engine gets the bytes that we loaded by name, and nothing of the machine or the network."""

from __future__ import annotations

import io
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.outputs.printing import page_of, pdfs
from toolkit.outputs import weasyprint_engine

pytestmark = pytest.mark.usefixtures("cold_engine")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_engine_is_kept() -> None:
    weasyprint_engine._press.cache_clear()


def attachments(data: bytes) -> list[str]:
    from pypdf import PdfReader

    return list(PdfReader(io.BytesIO(data)).attachments)


def test_the_engine_is_new_enough() -> None:
    assert int(version("weasyprint").split(".")[0]) >= 70
    assert '"weasyprint>=70' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_a_file_of_the_machine_is_not_attached(tmp_path: Path) -> None:
    from weasyprint import HTML

    (tmp_path / "secret.txt").write_text("TOPSECRET", "utf-8")
    page = page_of(f'<link rel="attachment" href="{(tmp_path / "secret.txt").as_uri()}"><p>x</p>')
    (ours,) = pdfs([page]).values()
    assert attachments(ours) == []
    assert attachments(HTML(string=page.html).write_pdf() or b"") == ["secret.txt"]


@pytest.mark.parametrize("guarded", [True, False])
def test_a_picture_of_the_machine_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    from weasyprint.urls import URLFetcher

    (tmp_path / "secret.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">TOPSECRET</text></svg>', "utf-8"
    )
    address = (tmp_path / "secret.svg").as_uri()
    if not guarded:
        monkeypatch.setattr(weasyprint_engine, "fetcher", lambda _files: URLFetcher())
        monkeypatch.setattr(weasyprint_engine, "font_face_css", lambda _fonts: "")
    (data,) = pdfs([page_of(f'<p>x</p><img src="{address}" alt="x">', css="")]).values()
    from pypdf import PdfReader

    assert ("TOPSECRET" in PdfReader(io.BytesIO(data)).pages[0].extract_text()) is not guarded


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "smb://host/x", "\tjavascript:alert(1)"],
)
def test_links_lead_to_the_web_mail_and_calendars_only(
    monkeypatch: pytest.MonkeyPatch, address: str, *, guarded: bool
) -> None:
    if not guarded:
        monkeypatch.setattr(weasyprint_engine, "clean_tree", lambda _root: None)
    (data,) = pdfs([page_of(f'<a href="{address}">x</a> <a href="https://example.org/">y</a>')]).values()
    found = set(re.findall(rb"/URI \(([^)]*)\)", data)) or links(data)
    assert (len(found) > 1) is not guarded


def links(data: bytes) -> set[bytes]:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(data)).pages
    return {str(link.get_object()["/A"]["/URI"]).encode() for page in pages for link in page.get("/Annots", [])}
