"""Pictures that an organiser puts into the folder: PNG, JPEG or SVG, small enough, and nothing but a picture."""

from __future__ import annotations

import re
import struct
import zlib

MOST_POINTS = 25_000_000
"""Points of the largest picture: 5,000 x 5,000."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
FORBIDDEN_TAGS = {
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "image",
    "animate",
    "set",
    "handler",
    "a",
}
MOST_TAGS = 20_000
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
OUTSIDE = re.compile(r"@import|url\((?!\s*['\"]?#)|javascript:|\\", re.IGNORECASE)
"""In styles and attributes: an address that is not a part of the drawing, or a backslash that could hide one."""


def picture_kind(data: bytes) -> str:
    """ "image/png", "image/jpeg" or "image/svg+xml" by the first bytes; nothing for anything else."""
    if data.startswith(PNG):
        return "image/png"
    if data.startswith(JPEG):
        return "image/jpeg"
    return "image/svg+xml" if b"<svg" in data[:2000].lower() else ""


def what_is_wrong(data: bytes) -> str:
    """A sentence on why these bytes cannot be printed as a picture; nothing where they can."""
    kind = picture_kind(data)
    if not kind:
        return "It is neither a PNG, a JPEG nor an SVG picture."
    if kind == "image/svg+xml":
        return _wrong_svg(data)
    size = _png_size(data) if kind == "image/png" else _jpeg_size(data)
    if size is None:
        return "The file is damaged or was cut off."
    return (
        ""
        if 0 < size[0] * size[1] <= MOST_POINTS
        else f"It has {size[0]} x {size[1]} points; at most 25 million can be printed."
    )


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the header, which comes first (PNG, section 11.2.2); None unless every chunk is whole and
    the last one is there."""
    place, kinds = len(PNG), []
    while place + 12 <= len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body, check = data[place + 4 : place + 8 + length], data[place + 8 + length : place + 12 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check, "big"):
            return None
        kinds.append(body[:4])
        place += 12 + length
        if body[:4] == b"IEND":
            break
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the first start-of-frame segment (ITU-T T.81, B.2.2); None where the mark of the end is
    missing."""
    place = 2 if b"\xff\xd9" in data else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == 0xFF:
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return int(width), int(height)
        if length < 2:
            return None
        place += 2 + length
    return None


def _wrong_svg(data: bytes) -> str:
    """Why an SVG is more than a picture: a DTD, scripts, handlers, other pages inside, addresses outside."""
    from xml.etree import ElementTree

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "The SVG is not UTF-8 text."
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        return "The SVG has a DTD; save it as plain SVG."
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - a DTD, from which entities come, is refused above
    except (ElementTree.ParseError, ValueError):
        return "The SVG is not well-formed."
    if root.tag != f"{SVG}svg":
        return 'It is not an SVG: its outermost element is not <svg xmlns="http://www.w3.org/2000/svg">.'
    elements = list(root.iter())
    if len(elements) > MOST_TAGS:
        return f"The SVG has more than {MOST_TAGS:,} parts."
    names = {str(element.tag).rpartition("}")[2].lower() for element in elements}
    if forbidden := sorted(names & FORBIDDEN_TAGS):
        return f"The SVG holds <{forbidden[0]}>, which is more than a drawing."
    every = [
        (name.removeprefix(XLINK).lower(), value) for element in elements for name, value in element.attrib.items()
    ]
    values = [
        (name, value) for name, value in every if not name.startswith("{")
    ]  # what drawing programs note for themselves does nothing
    if any(name.startswith("on") for name, _ in values):
        return "The SVG holds a handler (on…), which would run something."
    styles = [element.text or "" for element in elements if str(element.tag).endswith("style")]
    leads_out = any(name == "href" and not value.strip().startswith("#") for name, value in values)
    if leads_out or any(OUTSIDE.search(text) for text in (*styles, *(value for _, value in values))):
        return "The SVG refers to something outside itself."
    return ""
