"""What an engine laid out once it does not lay out again: a part waits under a key that says all that it depends on."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass, field
from functools import lru_cache

from toolkit.keeping.part_store import PartStore
from toolkit.limits import TooLarge
from toolkit.outputs.engine import Engine, Font, Misfit, RenderedPart, RenderRequest
from toolkit.reading.characters import system_stamp
from toolkit.reading.hashing import digest

_TAG = re.compile(r"<[^>]*>")


def layout_key(request: RenderRequest, engine: Engine) -> str:
    """The same for requests that give the same bytes: of the pictures those that are shown, of the system's fonts none
    where ours have every letter."""
    shown = [(name, digest(data)) for name, data in request.files if name in request.html or name in request.css]
    rest = (
        request.title,
        request.start,
        request.mark,
        request.leads_to,
        astuple(request.limits),
        shown,
        _faces(request.fonts),
    )
    letters = system_stamp(_TAG.sub("", request.html) + request.title)
    return digest("\n".join((engine.versions(), letters, repr(rest), request.css, request.html)).encode())


@lru_cache(maxsize=4)
def _faces(fonts: tuple[Font, ...]) -> str:
    return repr([(font.address, font.weight, font.slant, digest(font.data)) for font in fonts])


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


@dataclass(frozen=True)
class StoringEngine:
    """`engine.Engine`: another one, and a store that is asked first. `used` are the keys of all that was given,
    `refused` those of parts that are known to be too large."""

    engine: Engine
    store: PartStore
    used: set[str] = field(default_factory=set)
    refused: dict[str, TooLarge] = field(default_factory=dict)

    def load(self) -> None:
        """As the other one."""
        self.engine.load()

    def versions(self) -> str:
        """As the other one."""
        return self.engine.versions()

    def render(self, request: RenderRequest) -> RenderedPart:
        """The same bytes as the other one gives."""
        self.load()
        key = self.key(request)
        self.used.add(key)
        if key in self.refused:
            raise self.refused[key]
        if kept := self._kept(key):
            return kept
        made = self.engine.render(request)
        self.store.write(key, layout_to_bytes(made))
        return made

    def key(self, request: RenderRequest) -> str:
        """Under which it is stored."""
        return layout_key(request, self.engine)

    def stored(self, request: RenderRequest) -> RenderedPart | None:
        """What was laid out once."""
        return self._kept(self.key(request))

    def _kept(self, key: str) -> RenderedPart | None:
        data = self.store.read(key)
        return None if data is None else layout_from_bytes(data)

    def refuse(self, request: RenderRequest, why: TooLarge) -> None:
        """Know from now on that it is too large."""
        self.refused[self.key(request)] = why
