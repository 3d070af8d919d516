"""A part has one key as long as nothing changes that its bytes depend on, and comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from toolkit.outputs.engine import Font, Limits, Misfit, RenderedPart, RenderRequest
from toolkit.outputs.stored_layouts import layout_from_bytes, layout_key, layout_to_bytes
from toolkit.reading import fonts_here

FONT = Font("made:a.ttf", 400, "normal", b"font")
REQUEST = RenderRequest(
    "<p><img src='made:logo'>x</p>", "T", "p { color: red }", fonts=(FONT,), files=(("made:logo", b"1"),)
)


@dataclass(frozen=True)
class Stamped:
    """An engine of some versions."""

    said: str = "1"

    def load(self) -> None:
        """It lacks nothing."""

    def versions(self) -> str:
        return self.said

    def render(self, request: RenderRequest) -> RenderedPart:
        raise AssertionError(request)


@pytest.mark.parametrize(
    "change",
    [
        {"html": "<p><img src='made:logo'>y</p>"},
        {"title": "U"},
        {"css": "p { color: blue }"},
        {"start": 2},
        {"leads_to": ("a",)},
        {"fonts": (replace(FONT, data=b"other"),)},
        {"files": (("made:logo", b"2"),)},
        {"limits": Limits(pages=1)},
    ],
)
def test_whatever_changes_its_bytes_changes_its_key(change: dict[str, object]) -> None:
    changed = replace(REQUEST, **change)  # type: ignore[arg-type]
    assert layout_key(changed, Stamped()) != layout_key(REQUEST, Stamped())


def test_other_versions_give_another_key() -> None:
    assert layout_key(REQUEST, Stamped("2")) != layout_key(REQUEST, Stamped("1"))


def test_a_picture_that_is_not_shown_does_not_count() -> None:
    more = replace(REQUEST, files=(*REQUEST.files, ("made:ruled.svg", b"")))
    assert layout_key(more, Stamped()) == layout_key(REQUEST, Stamped())


def test_fonts_of_the_machine_count_where_ours_lack_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    east = replace(REQUEST, html="<p>日本</p>")
    before = layout_key(REQUEST, Stamped()), layout_key(east, Stamped())
    monkeypatch.setattr(fonts_here, "fonts_digest", lambda: "another font")
    after = layout_key(REQUEST, Stamped()), layout_key(east, Stamped())
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_it_comes_back_as_it_was() -> None:
    part = RenderedPart(b"%PDF\n\x00\xff", 3, (Misfit("a", 1, 0.1 + 0.2, 3, 2),), (Misfit("ö", 0, 1.5, 9, 7),))
    assert layout_from_bytes(layout_to_bytes(part)) == part
