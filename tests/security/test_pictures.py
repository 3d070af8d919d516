"""A picture is a picture: small enough, without a DTD, a script or an address outside."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.reading.test_pictures import SVG, png
from tests.security.attacks import document_type, edit, say, small, spent
from tests.security.test_rendering import SHORTER
from toolkit.reading import programme_folder
from toolkit.reading.pictures import what_is_wrong

HOSTILE = {
    "too many points": (png(50_000, 50_000), "25 million"),
    "a dtd": (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>").encode(), "DTD"),
    "a script": (SVG.format("<script>alert(1)</script>").encode(), "<script>"),
    "a handler": (SVG.format('<rect onload="x()"/>').encode(), "handler"),
    "another page": (SVG.format("<foreignObject/>").encode(), "<foreignobject>"),
    "an address": (SVG.format('<rect fill="url(http://evil.example/)"/>').encode(), "outside"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("guarded", [True, False])
def test_a_logo_that_is_more_than_a_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, *, guarded: bool
) -> None:
    data, why = HOSTILE[name]
    folder = small(tmp_path / "programme")
    (folder / "logo.svg").write_bytes(data)
    edit(folder, "programme.yaml", old="sign_up:", new="look: {logo: logo.svg}\nsign_up:")
    if not guarded:
        monkeypatch.setattr(programme_folder, "what_is_wrong", lambda _data: "")
    assert say(folder, "check") == (1 if guarded else 0)
    assert (why in capsys.readouterr().out) is guarded


def test_an_entity_is_filled_in_by_the_reader_that_the_check_comes_before() -> None:
    text = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;&b;</svg>'
    assert ElementTree.fromstring(text).text == "a" * 32
    assert "DTD" in what_is_wrong(text.encode())


@pytest.mark.slow
@pytest.mark.parametrize(
    "inner",
    [
        "<g>" * 700_000 + "</g>" * 700_000,
        "<g/>" * 1_200_000,
        "x" * 5_000_000,
        '<path d="' + "M0 0h1" * 800_000 + '"/>',
        "<!--" + "-" * 4_000_000,
    ],
)
def test_a_drawing_of_any_kind_is_looked_through_in_time(tmp_path: Path, inner: str) -> None:
    folder = small(tmp_path / "programme")
    (folder / "logo.svg").write_text(SVG.format(inner), "utf-8")
    edit(folder, "programme.yaml", old="sign_up:", new="look: {logo: logo.svg}\nsign_up:")
    found = spent(folder, "check")
    assert found.within_limits, found


@pytest.mark.slow
def test_a_drawing_that_uses_itself_over_and_over_is_stopped(tmp_path: Path) -> None:
    parts = "".join(
        f'<g id="a{number + 1}"><use href="#a{number}"/><use href="#a{number}"/></g>' for number in range(30)
    )
    folder = small(tmp_path / "programme")
    (folder / "logo.svg").write_text(
        SVG.format(f'<defs><path id="a0" d="M0 0h1"/>{parts}</defs><use href="#a30"/>'), "utf-8"
    )
    edit(folder, "programme.yaml", old="sign_up:", new="look: {logo: logo.svg}\nsign_up:")
    document_type(folder, body='<img src="made:logo" alt="x" width="90">')
    found = spent(folder, "build --document evil", before=SHORTER)
    assert found.within_limits, found
    assert found.seconds < 10
    assert (found.code, "“Evil”" in found.said) == (1, True)
