"""The web pages beside PDFs."""

from __future__ import annotations

import base64

from tests.outputs.printing import page_of
from tests.reading.test_pictures import png
from toolkit.model.document import LOGO, Slice
from toolkit.outputs.site import web_pages

BODY = (
    '<main><section><h1 id="a">One</h1><img src="made:logo" alt=""></section><section><h1'
    ' id="b">Two</h1><p>&#34;made:logo&#34;</p></section></main>'
)


def test_a_twin_holds_its_pictures_itself_and_words_are_left_alone() -> None:
    page = page_of(BODY, css='p { background: url("made:x") }', slices=(Slice("share/b.pdf", "B", "b"),))
    made = {path: data.decode() for path, data in web_pages(page, {LOGO: png(4, 3), "made:x": b"<svg/>"})}
    inside = "data:image/png;base64," + base64.b64encode(png(4, 3)).decode()
    assert set(made) == {"share/t.html", "share/b.html"}
    assert f'<img src="{inside}" alt="">' in made["share/t.html"]
    assert inside not in made["share/b.html"]
    assert 'url("data:image/svg+xml;base64,' in made["share/b.html"]
    assert all("&#34;made:logo&#34;" in text for text in made.values())
