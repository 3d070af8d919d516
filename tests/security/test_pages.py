"""Pages for a browser hold no script and no markup of anybody else's, and ask the browser to run none."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.security.attacks import edit, say, small
from toolkit.documents import render
from toolkit.words import filters

HOSTILE = "<img/src=x onerror=alert(1) /><script/>alert(1)</script/>"
LINK = "[x](javascript:alert(1))"

pytestmark = pytest.mark.usefixtures("without_pdfs")


class _Live(HTMLParser):
    """Finds what a browser would run."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script, a handler, or a link to a program."""
        runs = any(
            name.startswith("on") or (value or "").strip().lower().startswith("javascript:") for name, value in attrs
        )
        self.found = self.found or tag == "script" or runs


def live(text: str) -> bool:
    """Whether a browser would run anything of a page."""
    reader = _Live()
    reader.feed(text)
    return reader.found


def own_script(text: str) -> str:
    """The one script that the policy of a page allows by its hash."""
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy_of(text)
    return script[0]


def policy_of(text: str) -> str:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    return policy[1]


def without_own_script(path: str, text: str) -> str:
    """A page without what we wrote to fold its list by the day on which it is read: the first page alone has that."""
    return text.replace(own_script(text), "", 1) if path == "out/index.html" else text


def hostile(folder: Path) -> Path:
    """Every text that an organiser, a participant or an author writes, as hostile markup."""
    small(folder)
    edit(folder, "programme.yaml", old="title: A small programme", new=f"title: '{HOSTILE}'")
    edit(folder, "programme.yaml", old="contact: Sam, 01865 000000", new=f"contact: '{HOSTILE}'")
    edit(folder, "changes.yaml", old="reason: The hall is taken", new=f"reason: '{HOSTILE}'")
    (folder / "people/participants.csv").write_text(f"id,name\np1,{HOSTILE}\np2,x\np3,y\np4,z\np5,u\np6,v\n", "utf-8")
    text = (folder / "sessions/01-fold.md").read_text("utf-8")
    (folder / "sessions/01-fold.md").write_text(f"{text}\n\n{HOSTILE}\n\n{LINK}\n", "utf-8")
    return folder


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted((folder / "out").rglob("*.html"))
    }


def test_no_text_becomes_markup(tmp_path: Path) -> None:
    folder = hostile(tmp_path / "programme")
    assert say(folder, "build") == 3
    made = pages(folder)
    assert [path for path, text in made.items() if live(without_own_script(path, text))] == []
    assert any(html.escape(HOSTILE) in text or HOSTILE in html.unescape(text) for text in made.values())


def test_without_autoescape_the_same_text_would_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not live(render.Renderer({"t": "{{ x }}"}).page("t", {"x": HOSTILE}))
    made = render._environment
    monkeypatch.setattr(
        render, "_environment", lambda templates, language, **_autoescape: made(templates, language, autoescape=False)
    )
    assert live(render.Renderer({"t": "{{ x }}"}).page("t", {"x": HOSTILE}))


def test_with_raw_html_in_markdown_the_same_text_would_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from markdown_it import MarkdownIt

    text = f"{HOSTILE} {LINK}"
    assert not live(filters.inline.__wrapped__(text))
    monkeypatch.setattr(filters, "_parser", lambda: MarkdownIt("commonmark", {"html": True}))
    assert live(filters.inline.__wrapped__(text))


def test_every_page_asks_the_browser_to_run_and_fetch_nothing(tmp_path: Path) -> None:
    folder = small(tmp_path / "programme")
    assert say(folder, "build") == 3
    made = pages(folder)
    assert len(made) > 10
    for path, text in made.items():
        policy = policy_of(text)
        assert policy.startswith("default-src 'none'")
        assert policy.count("script-src") == (path == "out/index.html"), path
        assert "http" not in policy
        assert text.index("Content-Security-Policy") < text.index("<style")
