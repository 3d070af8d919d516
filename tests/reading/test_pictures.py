"""Which pictures are taken."""

from __future__ import annotations

import struct
import zlib

import pytest

from toolkit.reading.pictures import picture_kind, what_is_wrong

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND")


def jpeg(width: int, height: int) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\0" * 8
        + b"\xff\xd9"
    )


@pytest.mark.parametrize(("data", "kind"), [
    (png(400, 300), "image/png"), (jpeg(400, 300), "image/jpeg"),
    (SVG.format('<path d="M0 0"/>').encode(), "image/svg+xml"),
    (b'\xef\xbb\xbf<?xml version="1.0"?><!-- made by hand -->' + SVG.format("").encode(), "image/svg+xml"),
])  # fmt: skip
def test_a_plain_picture_is_taken(data: bytes, kind: str) -> None:
    assert (picture_kind(data), what_is_wrong(data)) == (kind, "")


@pytest.mark.parametrize("inner", [
    '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="9" height="9"/>', '<use href="#part"/>',
    '<use xlink:href="#part"/>',
    "<style>.a { fill: red; mask: url('#m') }</style>", '<text font-family="Inter">Gruppe Ü</text>',
    '<path xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="C:\\Users\\logo.png" d="M0 0h9"/>',
])  # fmt: skip
def test_a_drawing_may_refer_to_its_own_parts(inner: str) -> None:
    assert what_is_wrong(SVG.format(inner).encode()) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<html></html>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        png(0, 9),
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0\0\0",
    ],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes) -> None:
    assert what_is_wrong(data).endswith(".")


@pytest.mark.parametrize("data", [png(50_000, 50_000), jpeg(60_000, 60_000), png(5001, 5000)])
def test_a_picture_of_too_many_points_is_refused(data: bytes) -> None:
    assert "25 million" in what_is_wrong(data)
    assert what_is_wrong(png(5000, 5000)) == ""


@pytest.mark.parametrize("inner", [
    "<script>alert(1)</script>", '<rect onclick="x()"/>', "<foreignObject><p/></foreignObject>",
    '<image href="https://example.org/x.png"/>',
    '<use href="https://example.org/x.svg#a"/>', '<use xlink:href="file:///etc/passwd"/>',
    '<rect fill="url(https://example.org/)"/>',
    "<style>@import 'https://example.org/x.css'</style>", '<rect style="fill: u\\72l(http://x)"/>',
    '<a href="#x"><path/></a>', "<rect", "<g>" * 3,
])  # fmt: skip
def test_an_svg_that_is_more_than_a_drawing_is_refused(inner: str) -> None:
    assert what_is_wrong(SVG.format(inner).encode())


def test_an_svg_with_a_dtd_is_refused_before_it_is_read() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>")
    assert "DTD" in what_is_wrong(bomb.encode())
