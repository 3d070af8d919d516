"""Sessions, their order and what they cite, as a programme folder has them."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model.curriculum import Curriculum, Session
from toolkit.model.programme import MOST_SESSIONS
from toolkit.model.resources import Resource, ResourceFile
from toolkit.problems import Problem
from toolkit.reading.folder_reader import Folder
from toolkit.reading.markdown import read_session, session_around
from toolkit.reading.records import nearest


def read_sessions(reader: Folder, curriculum: Curriculum) -> tuple[Session, ...]:
    """The sessions in the curriculum's order, those that are unsure too, so that their names are known."""
    found: dict[str, Session] = {}
    names = [name for name in reader.shelves.files.names(reader.path / "sessions") if name.endswith(".md")]
    if len(names) > MOST_SESSIONS:
        message = f"There are {len(names):,} sessions; at most {MOST_SESSIONS:,} can be planned."
        reader.problems.append(Problem("sessions/", 0, 0, "P026", message))
        reader.wrong.add("curriculum.yaml")
        reader.unread.add("sessions/")
        names = []
    for name in names:
        session = _session(reader, f"sessions/{name}")
        if session is None:
            reader.unread.add("sessions/")
        elif session.key in found:
            other = found[session.key].file
            reader.problems.append(
                reader.sources[session.file].problem("P038", ("key",), f"“{session.key}” is the key of {other} too.")
            )
        else:
            found[session.key] = session
    _check_order(reader, curriculum, found=found)
    listed = tuple(found[key] for key in dict.fromkeys(curriculum.order) if key in found)
    rest = (
        tuple(session for session in found.values() if session not in listed)
        if "curriculum.yaml" in reader.unsure
        else ()
    )
    return listed + rest


def _session(reader: Folder, name: str) -> Session | None:
    """A session; of one that is wrong what could be read; None where not even its key could."""
    text = reader.text(name)
    if text is None:
        return None
    before = len(reader.problems)
    session, source = read_session(text, name, problems=reader.problems)
    reader.sources[name] = source
    if session is None:
        reader.unsure.add(name)
        session = session_around(text, name)
    if any(problem.code == "P012" for problem in reader.problems[before:]):
        reader.unread.add("sessions/")  # the key may be what stands behind an alias
    return session


def _check_order(reader: Folder, curriculum: Curriculum, *, found: Mapping[str, Session]) -> None:
    source = reader.sources["curriculum.yaml"]
    seen: set[str] = set()
    for phase_index, phase in enumerate(curriculum.phases):
        for index, key in enumerate(phase.sessions):
            place = ("phases", phase_index, "sessions", index)
            if key in seen:
                reader.problems.append(source.problem("P038", place, f"The session “{key}” is listed twice."))
            elif key not in found and place in source.places and "sessions/" not in reader.unread:
                reader.problems.append(
                    source.problem("P030", place, f"No file in sessions/ has the key “{key}”.", nearest(key, found))
                )
            seen.add(key)
    for session in found.values():
        if session.key not in seen and "curriculum.yaml" not in reader.unsure:
            message = f"No phase of curriculum.yaml lists “{session.key}”."
            reader.problems.append(reader.sources[session.file].problem("P055", ("key",), message))


def read_resources(reader: Folder, sessions: tuple[Session, ...]) -> dict[str, Resource]:
    """The folder's own resources, and from the shelves those that the sessions cite beside them."""
    file = reader.record(ResourceFile, "resources.yaml")
    found: dict[str, Resource] = {}
    for index, resource in enumerate(file.resources if file else ()):
        if resource.id in found:
            source = reader.sources["resources.yaml"]
            reader.problems.append(
                source.problem(
                    "P038", ("resources", index, "id"), f"“{resource.id}” is the id of an earlier entry too."
                )
            )
        found.setdefault(resource.id, resource)
    wanted, before = {item.use for session in sessions for item in session.head.items}, len(reader.problems)
    if wanted - found.keys():
        for id, (resource, source) in reader.shelves.resources(reader.problems).items():
            if id in wanted and id not in found:
                found[id] = resource
                reader.sources.setdefault(source.name, source)
    if "resources.yaml" in reader.unsure or len(reader.problems) > before:
        reader.unread.add("resources.yaml")
    return found
