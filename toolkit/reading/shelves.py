"""Shelves: folders with programmes/, cities/, documents/, resources/, pathways/ and facilitator_guides/. The first that
has a thing wins.

Order: the programme folder; folders named by the caller (--shelf, PROGRAMME_SHELF); folders announced by installed
packages under the entry point group `programme.shelves`; the shelf that ships with the toolkit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.curriculum import Guide
from toolkit.model.place import City, HolidayFile
from toolkit.model.programme import ReservedName, ReservedNameFile
from toolkit.model.resources import Pathway, PathwayFile, Resource, ResourceFile
from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import PACKAGE, Files
from toolkit.reading.markdown import read_guide
from toolkit.reading.records import R, nearest, read_record
from toolkit.reading.yaml import read_yaml
from toolkit.reading.zones import known_zone

KINDS = ("programmes", "cities", "documents", "resources", "pathways", "facilitator_guides")


@dataclass(frozen=True)
class Shelf:
    """One shelf: what it is called in messages, and its folder. `guides` is the folder of facilitator guides."""

    name: str
    folder: Path
    guides: Path

    def under(self, kind: str) -> Path:
        """The folder of one kind of thing."""
        return self.guides if kind == "facilitator_guides" else self.folder / kind


def shipped_shelf() -> Shelf:
    """The shelf that ships with the toolkit: inside the package when installed from a wheel, else beside it."""
    inside = PACKAGE / "program_templates"
    root = PACKAGE if inside.is_dir() else PACKAGE.parent
    return Shelf("shipped", root / "program_templates", root / "facilitator_guides")


def announced_shelves() -> tuple[Shelf, ...]:
    """Folders of installed packages that announce themselves; found without running any of their code."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found = []
    for point in sorted(entry_points(group="programme.shelves"), key=lambda point: point.name):
        spec = find_spec(point.value.partition(".")[0])
        for place in (spec.submodule_search_locations or []) if spec else []:
            folder = Path(place).joinpath(*point.value.split(".")[1:])
            found.append(Shelf(point.name, folder, folder / "facilitator_guides"))
    return tuple(found)


@dataclass(frozen=True)
class Shelves:
    """All shelves in search order, read through one `Files`."""

    shelves: tuple[Shelf, ...]
    files: Files

    @classmethod
    def open(cls, *, folder: Path | None = None, extra: Sequence[Path] = (), files: Files | None = None) -> Shelves:
        """The shelves for a programme folder (or for none) and the folders a caller names."""
        own = [Shelf("this folder", folder, folder / "facilitator_guides")] if folder else []
        named = [Shelf(str(path), path, path / "facilitator_guides") for path in extra]
        return cls((*own, *named, *announced_shelves(), shipped_shelf()), files or Files())

    def entries(self, kind: str) -> Iterator[tuple[str, Path, Shelf]]:
        """Name, path and shelf of everything of a kind; a name that an earlier shelf has is passed over.

        Programmes and documents are folders; cities are files named by their key; resources, pathways and guides are
        files.
        """
        seen: set[str] = set()
        endings = {"cities": ".yaml", "resources": ".yaml", "pathways": ".yaml", "facilitator_guides": ".md"}
        for shelf in self.shelves:
            base = shelf.under(kind)
            for name in self.files.names(base):
                ending = endings.get(kind, "")
                if (
                    not name.endswith(ending)
                    or name.startswith("_")
                    or name in seen
                    or (base / name).is_dir() == bool(ending)
                ):
                    continue
                if kind in ("cities", "programmes", "documents"):
                    seen.add(name)
                yield name.removesuffix(ending), base / name, shelf

    def find(self, kind: str, name: str) -> tuple[Path, Shelf] | None:
        """The path and shelf of one thing."""
        return next(((path, shelf) for found, path, shelf in self.entries(kind) if found == name), None)

    def names(self, kind: str) -> list[str]:
        """The names of everything of a kind, sorted."""
        return sorted(name for name, _, _ in self.entries(kind))

    def shelf_of(self, name: str, folder: Path) -> str | None:
        """The name of the shelf on which a file stands that a problem names; None where it is the programme's own, in
        `folder`, or nowhere."""
        if (folder / name).exists():
            return None
        for shelf in self.shelves:
            root = shelf.guides.parent if name.startswith("facilitator_guides/") else shelf.folder
            if (root / name).is_file():
                return shelf.name
        return None

    def city(
        self, key: str, problems: list[Problem], *, asked: Problem | None = None
    ) -> tuple[City | None, SourceFile]:
        """A city by its key. P036 (at the place of `asked`) when no shelf has it."""
        found = self.find("cities", key)
        if found is None:
            file, line, column = (asked.file, asked.line, asked.column) if asked else ("cities", 0, 0)
            hint = nearest(key, self.names("cities"))
            source = asked.source if asked else ""
            problems.append(Problem(file, line, column, "P036", f"No shelf has a city “{key}”.", hint, "city", source))
            return None, SourceFile(f"cities/{key}.yaml")
        return self.read_city(found[0], f"cities/{key}.yaml", problems=problems)

    def read_city(self, path: Path, name: str, *, problems: list[Problem]) -> tuple[City | None, SourceFile]:
        """The city of a file, called `name` in problems. P029 where nobody knows its zone, P039 where its key is not
        the file's name, by which it is found."""
        city, source = self.record(City, path, name=name, problems=problems)
        if city is None:
            return None, source
        zone = known_zone(city.zone, source, path=("zone",), problems=problems)
        if city.key == path.stem:
            return city.model_copy(update={"zone": zone}), source
        message = f"The key “{city.key}” is not the name of this file, by which the city is found."
        problems.append(
            source.problem("P039", ("key",), message, f"Write “key: {path.stem}”, or call the file {city.key}.yaml.")
        )
        return None, source

    def holidays(self, region: str, problems: list[Problem]) -> HolidayFile | None:
        """The public holidays of a region."""
        name, found = f"cities/holidays/{region}.yaml", self.find_holidays(region)
        if found is not None:
            return self.record(HolidayFile, found[0], name=name, problems=problems)[0]
        problems.append(Problem(name, 0, 0, "P002", f"No shelf has the holidays of “{region}”."))
        return None

    def find_holidays(self, region: str) -> tuple[Path, Shelf] | None:
        """The path and shelf of a region's public holidays."""
        places = ((shelf.folder / "cities" / "holidays" / f"{region}.yaml", shelf) for shelf in self.shelves)
        return next(((path, shelf) for path, shelf in places if path.is_file()), None)

    def resources(self, problems: list[Problem]) -> dict[str, tuple[Resource, SourceFile]]:
        """Every resource of every shelf by id; the first shelf that has an id wins."""
        found: dict[str, tuple[Resource, SourceFile]] = {}
        for name, path, _shelf in self.entries("resources"):
            file, source = self.record(ResourceFile, path, name=f"resources/{name}.yaml", problems=problems)
            for resource in file.resources if file else ():
                found.setdefault(resource.id, (resource, source))
        return found

    def pathways(self, problems: list[Problem]) -> dict[str, Pathway]:
        """Every pathway of every shelf by key."""
        found: dict[str, Pathway] = {}
        for name, path, _shelf in self.entries("pathways"):
            file, _source = self.record(PathwayFile, path, name=f"pathways/{name}.yaml", problems=problems)
            for pathway in file.pathways if file else ():
                found.setdefault(pathway.key, pathway)
        return found

    def guides(self, problems: list[Problem]) -> tuple[Guide, ...]:
        """Every facilitator guide, by file name; one with the same key in an earlier shelf replaces it."""
        found: dict[str, tuple[str, Guide]] = {}
        for name, path, _shelf in self.entries("facilitator_guides"):
            text = self.files.text(path, f"facilitator_guides/{name}.md", problems=problems)
            if text is None or not text.startswith("---"):
                continue
            guide, _source = read_guide(text, f"facilitator_guides/{name}.md", problems=problems)
            if guide and guide.head.key not in found:
                found[guide.head.key] = (name, guide)
        return tuple(guide for _, guide in sorted(found.values(), key=lambda pair: pair[0]))

    def reserved_names(self, problems: list[Problem]) -> tuple[ReservedName, ...]:
        """The names that each shelf's `reserved_names.yaml` keeps from titles, by name; the first shelf that has a name
        wins."""
        found: dict[str, ReservedName] = {}
        for shelf in self.shelves:
            path = shelf.folder / "reserved_names.yaml"
            if self.files.text(path, "reserved_names.yaml", problems=[]) is not None:
                file, _source = self.record(ReservedNameFile, path, name="reserved_names.yaml", problems=problems)
                for reserved in file.reserved if file else ():
                    found.setdefault(reserved.name, reserved)
        return tuple(found[name] for name in sorted(found))

    def record(self, model: type[R], path: Path, *, name: str, problems: list[Problem]) -> tuple[R | None, SourceFile]:
        text = self.files.text(path, name, problems=problems, required=True)
        if text is None:
            return None, SourceFile(name)
        mine: list[Problem] = []
        data, source = read_yaml(text, name, problems=mine)
        record = None if mine else read_record(model, data, source=source, problems=mine)
        problems.extend(mine)
        return record, source
