"""Which messages lie in out/, whom they are for and which of them would go."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from tests.jobs.small_folder import small_folder
from toolkit.jobs.send import SENT_FILE, mailing_now, read_drafts, read_sent, sort_post
from toolkit.keeping.lock import Lock
from toolkit.keeping.manifest import Manifest, Output, write_manifest
from toolkit.keeping.writing import write_files
from toolkit.model.document import Attendee, Message
from toolkit.outputs.mail import render_message
from toolkit.problems import ProblemsFound, WrongUsage
from toolkit.reading.files import fingerprint
from toolkit.reading.hashing import digest
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2027, 2, 1, 9, 30, 0, 7)


def message(person: str, *, sender: str = "ada@example.org", address: str = "x@example.org") -> bytes:
    made = Message(
        path=f"private/messages/person-{person}.eml",
        id=f"k.1.{person}",
        title="t",
        subject=f"For {person}",
        text="Hello.\n",
        sender=Attendee("Ada", sender) if sender else None,
        to=Attendee("Zoë", address),
        person=person,
    )
    return render_message(made, Lock())


def built(folder: Path, **messages: bytes) -> Path:
    """A folder whose last build made these messages."""
    files = {f"out/private/messages/person-{person}.eml": data for person, data in messages.items()}
    write_files(folder, {**files, "programme.yaml": b"x", "out/private/other.txt": b"x"})
    outputs = {path: Output(fingerprint(folder / path)) for path in (*files, "out/private/other.txt")}
    inputs = {"@folder/programme.yaml": fingerprint(folder / "programme.yaml")}
    write_files(folder, {".programme/manifest": write_manifest(Manifest("key", inputs, outputs))})
    return folder


def states(folder: Path) -> dict[str, str]:
    return {draft.person: draft.state for draft in read_drafts(folder)}


def test_each_message_is_a_draft_with_whom_it_is_for(tmp_path: Path) -> None:
    data = message("p1")
    (draft,) = read_drafts(built(tmp_path, p1=data))
    assert (draft.path, draft.person, draft.address, draft.subject, draft.data, draft.state) == (
        "out/private/messages/person-p1.eml",
        "p1",
        "x@example.org",
        "For p1",
        data,
        "ready",
    )


def test_what_was_sent_or_begun_is_known_by_its_bytes(tmp_path: Path) -> None:
    messages = {person: message(person) for person in ("p1", "p2", "p3")}
    folder = built(tmp_path, **messages)
    record = {digest(messages["p1"]): {"id": "p1", "state": "sent"}, digest(messages["p2"]): {"state": "begun"}}
    write_files(folder, {SENT_FILE: json.dumps({"messages": record}).encode()})
    assert set(read_sent(folder).values()) == {("p1", "sent"), ("", "begun")}
    assert states(folder) == {"p1": "sent", "p2": "unknown", "p3": "ready"}
    post, again = sort_post(folder, [], again=False), sort_post(folder, [], again=True)
    assert [[draft.person for draft in drafts] for drafts in (post.going, post.left)] == [["p3"], ["p2"]]
    assert [[draft.person for draft in drafts] for drafts in (again.going, again.left)] == [["p2", "p3"], []]


@pytest.mark.parametrize("path", ["programme.yaml", "out/private/messages/person-p1.eml"])
def test_messages_that_are_not_what_the_files_say_are_not_sent(tmp_path: Path, path: str) -> None:
    folder = built(tmp_path, p1=message("p1"))
    write_files(folder, {path: b"edited"})
    with pytest.raises(ProblemsFound) as found:
        read_drafts(folder)
    assert [(problem.file, problem.line, problem.code) for problem in found.value.problems] == [("out", 0, "P110")]


def test_messages_are_asked_for_by_person(tmp_path: Path) -> None:
    folder = built(tmp_path, p1=message("p1"), p2=message("p2"))
    assert [draft.person for draft in sort_post(folder, [], again=False).going] == ["p1", "p2"]
    assert [draft.person for draft in sort_post(folder, ["p2"], again=False).drafts] == ["p2"]
    with pytest.raises(WrongUsage, match="no draft for p3, p4"):
        sort_post(folder, ["p4", "p2", "p3"], again=False)


def test_what_people_know_now_is_the_plan_as_it_stands(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    known = mailing_now(folder, Shelves.open(folder=folder), now=NOW)
    assert (known.moment, known.publishes, known.people) == (NOW.replace(microsecond=0), 0, ())
    assert len(known.meetings) == 6
    assert set(known.members) == {"a", "b"}
