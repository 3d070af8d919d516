"""The web page of every page document, ready to print from a browser."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from toolkit.model.document import Page
from toolkit.outputs.parts import split, whole
from toolkit.reading.hashing import digest
from toolkit.reading.pictures import picture_kind


def web_page_path(path: str) -> str:
    """Where the web page of a PDF stands."""
    return path.removesuffix(".pdf") + ".html"


def web_pages(page: Page, images: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of a document's web page and of those of its slices; `images` by address (`made:logo`) are put
    into the page where it shows them."""
    css, html = page.css, page.html
    for address, data in images.items():
        inside = f"data:{picture_kind(data)};base64,{base64.b64encode(data).decode()}"
        css, html = css.replace(f'"{address}"', f'"{inside}"'), html.replace(f'="{address}"', f'="{inside}"')
    style = f"<style>\n{css}</style>\n</head>"
    shown = replace(page, html=html)
    for part in dict.fromkeys((whole(shown), *split(shown))):
        if part.path:
            yield web_page_path(part.path), part.html.replace("</head>", style, 1).encode()


def frame(page: Page, read: Callable[[str], bytes]) -> str:
    """The hash of a document's web page without its slices; `read` gives the bytes of an output by its path in the
    folder."""
    text = read(f"out/{web_page_path(page.path)}").decode()
    for piece in page.slices:
        part = read(f"out/{web_page_path(piece.path)}").decode()
        text = text.replace(part[part.index("<main>") + len("<main>") : part.rindex("</main>")], "", 1)
    return digest(text.encode())
