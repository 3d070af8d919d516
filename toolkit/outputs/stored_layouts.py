"""A part that was laid out, under a key that says all that it depends on, and as bytes that can wait."""

from __future__ import annotations

import json
import re
from dataclasses import astuple

from toolkit.outputs.engine import Engine, Misfit, RenderedPart, RenderRequest
from toolkit.reading.characters import system_stamp
from toolkit.reading.hashing import digest

_TAG = re.compile(r"<[^>]*>")


def layout_key(request: RenderRequest, engine: Engine) -> str:
    """The same for requests that give the same bytes: of the pictures those that are shown, of the system's fonts none
    where ours have every letter."""
    shown = [(name, digest(data)) for name, data in request.files if name in request.html or name in request.css]
    fonts = [(font.address, font.weight, font.slant, digest(font.data)) for font in request.fonts]
    rest = (request.title, request.start, request.leads_to, astuple(request.limits), shown, fonts)
    letters = system_stamp(_TAG.sub("", request.html) + request.title)
    return digest("\n".join((engine.versions(), letters, repr(rest), request.css, request.html)).encode())


def layout_to_bytes(part: RenderedPart) -> bytes:
    """A line that says what was found, and the PDF."""
    found = [part.pages, [astuple(one) for one in part.too_long], [astuple(one) for one in part.almost_empty]]
    return json.dumps(found).encode() + b"\n" + part.data


def layout_from_bytes(data: bytes) -> RenderedPart:
    """The same again."""
    line, _, pdf = data.partition(b"\n")
    pages, too_long, almost_empty = json.loads(line)
    return RenderedPart(
        pdf, pages, tuple(Misfit(*one) for one in too_long), tuple(Misfit(*one) for one in almost_empty)
    )
