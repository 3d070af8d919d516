"""QR codes as one path for an SVG."""

from __future__ import annotations

from toolkit.documents.shapes.programme import QrView

QUIET = 4
"""Light modules on each side, ISO/IEC 18004 section 6.3.8."""


def qr_view(text: str) -> QrView | None:
    """The code of a text: `symbol` and `side` in modules, without and with the quiet zone, and the `path` of its dark
    modules.

    None for an empty text and for one that no QR code can hold (from about 2,300 letters).
    """
    if not text:
        return None
    import segno

    try:
        rows = segno.make_qr(text, error="m").matrix
    except segno.DataOverflowError:
        return None
    dark = [f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return {"symbol": len(rows), "side": len(rows) + 2 * QUIET, "path": "".join(dark)}
