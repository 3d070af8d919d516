"""A QR code that a reader reads, or none."""

from __future__ import annotations

import re

import segno

from toolkit.documents.views.qr import QUIET, qr_view


def test_every_dark_module_is_drawn_within_the_quiet_zone() -> None:
    text = "https://example.org/sign-up"
    view = qr_view(text)
    assert view is not None
    rows = segno.make_qr(text, error="m").matrix
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", view["path"])}
    assert drawn == {(x + 4, y + 4) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    assert (QUIET, view["symbol"], view["side"]) == (4, len(rows), len(rows) + 8)


def test_no_text_and_one_that_no_code_can_hold_have_none() -> None:
    assert qr_view("") is None
    assert qr_view("x" * 2331) is not None
    assert qr_view("x" * 2332) is None
