"""What can be read, watched or done, and the signposts to what comes next."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.fields import Basis, Date, Key, Record


class ResourcePart(Record):
    """A part of a resource that a session can name, its length and how it is known."""

    name: str
    words: Annotated[int, Field(ge=1)] | None = None
    pages: Annotated[float, Field(gt=0)] | None = None
    exercises: Annotated[int, Field(ge=1)] | None = None
    minutes: Annotated[int, Field(ge=1)]
    basis: Basis | None = None
    basis_note: str | None = None


class Resource(Record):
    """Something public to read, watch or do: facts and a link, never its text."""

    id: Key
    title: str
    authors: str
    year: Annotated[int, Field(ge=1800, le=2200)] | None = None
    kind: str
    format: Literal["html", "pdf", "video", "notebook", "code"]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    parts: tuple[ResourcePart, ...] = ()
    basis: Basis | None = None
    basis_note: str | None = None
    access: Literal["open", "login", "paid"]
    print: Literal["link-only", "allowed"] = "link-only"
    licence: str | None = None
    needs: tuple[str, ...] = ()
    status: Literal["live", "moved", "ended", "unknown"]
    checked: Date
    checked_how: Literal["opened", "seen-in-source"]
    version: str | None = None
    fallback: str | None = None
    note: str | None = None
    use_for: str


class ResourceFile(Record):
    """`resources.yaml`, and each file of a shelf's `resources/`."""

    resources: tuple[Resource, ...]


class Pathway(Record):
    """What one can do next."""

    key: Key
    title: str
    what: str
    for_whom: str
    hours: str | None = None
    length: str | None = None
    level: str | None = None
    place: str | None = None
    mentorship: str | None = None
    cost: str | None = None
    before: str | None = None
    after: str | None = None
    made: str | None = None
    why_not: str
    link: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    status: Literal["live", "moved", "ended", "unknown"]
    checked: Date
    checked_how: Literal["opened", "seen-in-source"]


class PathwayFile(Record):
    """Each file of a shelf's `pathways/`."""

    pathways: tuple[Pathway, ...]
