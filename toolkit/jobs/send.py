"""Drafts on their way to people: each is sent once, and what was sent is remembered by its hash before and after.

`.programme/sent.json` holds ids and hashes only; `.programme/mailed/` what those who were reached know now. A draft is
remembered as begun right before the dot that ends it, and as sent after the server's answer: one of which no answer is
known may have arrived, so it is named and not sent again without being told to.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from toolkit.documents.file_names import MESSAGES
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.keeping.journal import locked
from toolkit.keeping.manifest import current_outputs, is_untouched, read_manifest
from toolkit.keeping.writing import read_bytes, write_files
from toolkit.model.told import Mailing
from toolkit.network.smtp import Deliver, NotTaken, Reply, Server, Stopped, need_tls, opened, read_server
from toolkit.outputs.ics_text import one_line
from toolkit.outputs.mail import PERSON, Draft, DraftState, read_draft, recipient, sender
from toolkit.planning.answers import told_answers
from toolkit.planning.differences import snapshot
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import parse_json, read_own
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves

SENT_FILE = ".programme/sent.json"
_MESSAGES = f"out/{MESSAGES}"
INVITATIONS = f"{_MESSAGES}invitations/"

Outcome = Literal["sent", "later", "no"]


@dataclass(frozen=True)
class Post:
    """The drafts that were asked for, and those of them that would go."""

    drafts: tuple[Draft, ...]
    going: tuple[Draft, ...]

    @property
    def left(self) -> tuple[Draft, ...]:
        """Those that stay here though they were never sent: without an address, or they may have arrived."""
        return tuple(draft for draft in self.drafts if draft not in self.going and draft.state != "sent")


@dataclass(frozen=True)
class Handed:
    """What came of a draft: sent, to be tried again later, or refused for good, with what the server said."""

    draft: Draft
    outcome: Outcome
    answer: Reply | None = None


def server_at(text: str, *, tls: bool = True) -> Server:
    """The mail server at `HOST[:PORT]`, where nobody logs in yet. WrongUsage for what is none, and for one elsewhere
    without encryption."""
    host, port = read_server(text)
    server = Server(host, port, tls=tls)
    need_tls(server)
    return server


@job
def read_drafts(folder: Path) -> tuple[Draft, ...]:
    """Every message in out/, person by person, letters before invitations.

    P110 where they are not of the files as they are, or altered; P005 where the record is damaged.
    """
    manifest, paths = read_manifest(folder), unaltered(folder)
    if not manifest.outputs or not paths <= current_outputs(manifest, folder, without=MAILED).keys():
        raise _unfit("The messages in out/ are not what the programme's files say now.")
    record = read_sent(folder)
    drafts = (_draft(path, read_bytes(folder / path), record=record) for path in sorted(paths))
    return tuple(sorted(drafts, key=lambda draft: (draft.person, draft.path.startswith(INVITATIONS), draft.path)))


@job
def unaltered(folder: Path) -> set[str]:
    """The paths of the messages in out/. P110 where one is not as a build left it."""
    made = {path: output for path, output in read_manifest(folder).outputs.items() if is_draft(path)}
    if not all(is_untouched(folder, path, output=output) for path, output in made.items()):
        raise _unfit("A message in out/ is gone, or was altered by hand.")
    return set(made)


def is_draft(path: str) -> bool:
    """Whether an output is a message that can be sent."""
    return path.startswith(_MESSAGES) and path.endswith(".eml")


def _unfit(message: str) -> ProblemsFound:
    hint = f"Run `programme build`, look at {_MESSAGES}, then send."
    return ProblemsFound([Problem("out", 0, 0, "P110", message, hint)])


@job
def sort_post(folder: Path, ids: Collection[str], *, again: bool) -> Post:
    """The messages in out/ for these people, or all; those go that are ready, and `again` those that may have arrived.

    WrongUsage for an id that none is for; else as `read_drafts`.
    """
    drafts = read_drafts(folder)
    unknown = set(ids) - {draft.person for draft in drafts}
    if unknown:
        raise WrongUsage(f"There is no draft for {', '.join(sorted(unknown))}. `programme send --dry-run` lists them.")
    asked = tuple(draft for draft in drafts if not ids or draft.person in ids)
    going = (draft for draft in asked if draft.state == "ready" or (again and draft.state == "unknown"))
    return Post(asked, tuple(going))


@job
def send_post(
    folder: Path, shelves: Shelves, *, post: Post, server: Server, moment: Callable[[], datetime.datetime]
) -> Iterator[Handed]:
    """Send what is going, one message after the other, and say what came of each.

    P130 where a message has no sender. Stopped or Unanswered where the run cannot go on: the rest is as it was, and the
    same again goes on with it.
    """
    _need_sender(post.going)
    mailing = mailing_now(folder, shelves, now=moment())
    with locked(folder), opened(server, moment=moment) as deliver:
        yield from send(folder, post, deliver=deliver, mailing=mailing)


def _need_sender(drafts: Iterable[Draft]) -> None:
    if not all(sender(read_draft(draft.data)) for draft in drafts):
        hint = "Fill in `sender` in programme.yaml and build again."
        raise ProblemsFound([Problem("programme.yaml", 0, 0, "P130", "The messages have no sender.", hint)])


@job
def mailing_now(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Mailing:
    """What those know whom messages reach that are sent now."""
    plan, *_ = read_and_plan(folder, shelves, today=None)
    return Mailing(
        moment=now.replace(microsecond=0),
        publishes=len(plan.programme.publishes),
        meetings=snapshot(plan),
        members={cohort.key: cohort.members for cohort in plan.programme.cohorts},
        answers=told_answers(plan),
    )


def _draft(path: str, data: bytes, *, record: Mapping[str, tuple[str, str]]) -> Draft:
    mail = read_draft(data)
    known = record.get(digest(data))
    address = recipient(mail)
    state: DraftState = (
        "no address" if not address else "ready" if known is None else "sent" if known[1] == "sent" else "unknown"
    )
    return Draft(path, str(mail[PERSON] or ""), address, one_line(str(mail["Subject"] or "")), data, state)


@job
def send(folder: Path, post: Post, *, deliver: Deliver, mailing: Mailing) -> Iterator[Handed]:
    """Hand each draft that goes to `deliver`, and say what came of it; `mailing`, with those whom it reached, is kept
    as what they know: who got every message that is for them.

    The folder is locked already; what another run sent while this one waited is passed over.
    """
    path = f"{MAILED}/{len(list((folder / MAILED).glob('*.json'))) + 1:02d}.json"
    for draft in post.going:
        before = read_sent(folder).get(draft.hash, ("", ""))[1]
        if before == "sent":
            continue
        try:
            deliver(draft, on_the_way=partial(_remember, folder, draft, state="begun"))
        except NotTaken as refused:
            _remember(folder, draft, state=before)
            yield Handed(draft, "later" if refused.answer.later else "no", refused.answer)
            continue
        except Stopped:
            _remember(folder, draft, state=before)
            raise
        if _is_last(draft, post, known=read_sent(folder)):
            mailing = mailing.model_copy(update={"people": (*mailing.people, draft.person)})
        _remember(folder, draft, state="sent", beside={path: _written(mailing)} if mailing.people else {})
        yield Handed(draft, "sent")


def _is_last(draft: Draft, post: Post, *, known: Mapping[str, tuple[str, str]]) -> bool:
    """Whether every other message for this person was sent before."""
    others = (other.hash for other in post.drafts if other.person == draft.person and other != draft)
    return all(known.get(other, ("", ""))[1] == "sent" for other in others)


@job
def read_sent(folder: Path) -> dict[str, tuple[str, str]]:
    """Id (nothing where the person was forgotten) and state (begun or sent) of every message that was on its way, by
    hash.

    P005 where the record is damaged.
    """
    try:
        data = read_own(folder, SENT_FILE)
        values = {} if data is None else parse_json(data)["messages"]
        return {str(hash): (str(told.get("id", "")), str(told["state"])) for hash, told in values.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        message = "The record of what was sent is damaged."
        raise ProblemsFound(
            [Problem(SENT_FILE, 0, 0, "P005", message, "Put the file back from a backup or from git.")]
        ) from None


def _written(mailing: Mailing) -> bytes:
    return (json.dumps(mailing.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n").encode()


def _remember(folder: Path, draft: Draft, *, state: str, beside: Mapping[str, bytes] | None = None) -> None:
    """What is known of a draft from now on; nothing where `state` is empty."""
    known = read_sent(folder)
    record = {hash: value for hash, value in known.items() if hash != draft.hash}
    record |= {draft.hash: (draft.person, state)} if state else {}
    if record == known and not beside:
        return
    messages = {hash: {"id": id, "state": said} for hash, (id, said) in record.items()}
    write_files(
        folder,
        {SENT_FILE: (json.dumps({"version": 1, "messages": messages}, indent=1) + "\n").encode(), **(beside or {})},
    )
