"""What can be made, and from which shelf: programmes, cities, documents, resources, pathways, guides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.curriculum import Curriculum
from toolkit.model.document import DocumentHead
from toolkit.model.resources import PathwayFile, ResourceFile
from toolkit.problems import Problem
from toolkit.reading.markdown import read_guide, read_session
from toolkit.reading.shelves import KINDS, Shelves
from toolkit.words.filters import plural

_INNER = "{{cookiecutter.slug}}"


@dataclass(frozen=True)
class Offer:
    """One thing on a shelf. `says` is a line about it; `lines` are what `show` prints; `broken` is why it cannot be
    read."""

    kind: str
    name: str
    shelf: str
    path: Path
    title: str
    says: str
    lines: tuple[str, ...] = ()
    broken: str = ""


def offers(shelves: Shelves) -> tuple[Offer, ...]:
    """Everything on the shelves, by kind and name; the first shelf that has a name wins."""
    found = [
        _offer(shelves, kind, name=name, path=path, shelf=shelf.name)
        for kind in KINDS
        for name, path, shelf in shelves.entries(kind)
    ]
    return tuple(sorted(found, key=lambda offer: (KINDS.index(offer.kind), offer.name)))


def _offer(shelves: Shelves, kind: str, *, name: str, path: Path, shelf: str) -> Offer:
    problems: list[Problem] = []
    title, says, lines = _TELLERS[kind](shelves, path, problems)
    first = min(problems, default=None)
    broken = f"{first.file}:{first.line}: {first.message}" if first else ""
    return Offer(kind, name, shelf, path, title or name, says, tuple(lines), broken)


Described = tuple[str, str, list[str]]


def _programme(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    curriculum, _ = shelves.record(
        Curriculum, path / _INNER / "curriculum.yaml", name="curriculum.yaml", problems=problems
    )
    if curriculum is None:
        return "", "", []
    titles = _session_titles(shelves, path / _INNER / "sessions", problems=problems)
    lines = [
        curriculum.promise,
        f"Before it: {curriculum.entry}",
        f"Modes: {', '.join(curriculum.modes)}. Reading: {', '.join(curriculum.readings)}.",
    ]
    for phase in curriculum.phases:
        lines += [phase.title, *(f"  {titles.get(key, key)}" for key in phase.sessions)]
    lines.append(curriculum.colophon)
    sessions = plural(len(curriculum.order), "session")
    return (curriculum.title, f"{sessions} of {curriculum.session_minutes} min; {', '.join(curriculum.modes)}", lines)


def _session_titles(shelves: Shelves, folder: Path, *, problems: list[Problem]) -> dict[str, str]:
    titles = {}
    for name in shelves.files.names(folder):
        text = (
            shelves.files.text(folder / name, f"sessions/{name}", problems=problems) if name.endswith(".md") else None
        )
        session = read_session(text, f"sessions/{name}", problems=problems)[0] if text else None
        if session:
            optional = ", optional" if session.head.optional else ""
            titles[session.key] = f"{session.head.title} ({session.head.kind}, {session.head.minutes} min{optional})"
    return titles


def _city(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    city, _ = shelves.read_city(path, path.name, problems=problems)
    if city is None:
        return "", "", []
    lines = [f"{term.name}: {term.first_day} to {term.last_day}, {term.status} ({term.source})" for term in city.terms]
    lines += [f"Closed: {closed.name}, {closed.from_} to {closed.to}, {closed.status}" for closed in city.closed]
    lines += [f"For example {venue.name}: {venue.note}" for venue in city.venues]
    terms = f"{len(city.terms)} terms" if city.terms else "no terms"
    return (
        city.name,
        f"{city.zone or 'no zone'}, {city.paper}, {terms}",
        [f"Zone {city.zone or 'to be given'}; paper {city.paper}", *lines],
    )


def _document(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    head, _ = shelves.record(DocumentHead, path / "document.yaml", name=f"{path.name}/document.yaml", problems=problems)
    if head is None:
        return "", "", []
    return (
        head.title,
        f"{head.audience}, one per {head.per}",
        [f"File: out/{head.file}", f"For: {head.audience}; one per {head.per}; {head.paper} paper"],
    )


def _resources(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    file, _ = shelves.record(ResourceFile, path, name=path.name, problems=problems)
    entries = file.resources if file else ()
    return "", f"{len(entries)} resources", [f"{entry.id}: {entry.title} ({entry.authors})" for entry in entries]


def _pathways(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    file, _ = shelves.record(PathwayFile, path, name=path.name, problems=problems)
    entries = file.pathways if file else ()
    return "", f"{len(entries)} pathways", [f"{entry.key}: {entry.title}" for entry in entries]


def _guide(shelves: Shelves, path: Path, problems: list[Problem]) -> Described:
    text = shelves.files.text(path, path.name, problems=problems)
    guide = read_guide(text, path.name, problems=problems)[0] if text else None
    return (guide.head.title if guide else ""), "guide for facilitators", [guide.text] if guide else []


_TELLERS: dict[str, Callable[[Shelves, Path, list[Problem]], Described]] = {
    "programmes": _programme,
    "cities": _city,
    "documents": _document,
    "resources": _resources,
    "pathways": _pathways,
    "facilitator_guides": _guide,
}
