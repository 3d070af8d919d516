"""The HTML twin of every page document, ready to print from a browser."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from toolkit.model.document import Page
from toolkit.reading.pictures import picture_kind


def twin_path(path: str) -> str:
    """Where the twin of a PDF stands."""
    return path.removesuffix(".pdf") + ".html"


def twins(page: Page, images: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of a document's twin and of those of its slices; `images` by address (`made:logo`) are put into the page where it shows them."""
    css, html = page.css, page.html
    for address, data in images.items():
        inside = f"data:{picture_kind(data)};base64,{base64.b64encode(data).decode()}"
        css, html = css.replace(f'"{address}"', f'"{inside}"'), html.replace(f'="{address}"', f'="{inside}"')
    head, body, tail = _split(html)
    style = f"<style>\n{css}</style>\n</head>"
    yield twin_path(page.path), (head.replace("</head>", style, 1) + body + tail).encode()
    for cut in page.slices:
        part = _part(body, cut.anchor)
        if part:
            yield twin_path(cut.path), (head.replace("</head>", style, 1) + part + tail).encode()


def _split(html: str) -> tuple[str, str, str]:
    """What stands before the document's main part, that part, and what stands behind it."""
    start = html.index("<main>") + len("<main>")
    end = html.rindex("</main>")
    return html[:start], html[start:end], html[end:]


def _part(body: str, anchor: str) -> str:
    """The sections from the one whose h1 has this id to the one before the next h1."""
    place = body.find(f'id="{anchor}"')
    if place < 0:
        return ""
    next_heading = body.find("<h1", place)
    end = body.rfind("<section", 0, next_heading) if next_heading >= 0 else len(body)
    return body[body.rfind("<section", 0, place) : end]
