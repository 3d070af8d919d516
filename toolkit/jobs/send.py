"""Drafts on their way to people: each is sent once, and what was sent is remembered by its hash before and after.

`.programme/sent.json` holds ids and hashes only; `.programme/mailed/` what those who were reached know now. A draft
whose sending had begun when a run was cut off may have arrived: nobody can know, so it is named and not sent again
without being told to.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.keeping.manifest import inputs_unchanged, is_untouched, read_manifest
from toolkit.keeping.writing import read_bytes, write_files
from toolkit.model.told import Mailing
from toolkit.outputs.mail import PERSON, Draft, DraftState, Refused, read_draft, recipient
from toolkit.planning.answers import told_answers
from toolkit.planning.differences import snapshot
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import parse_json, read_own
from toolkit.reading.own.published import MAILED
from toolkit.reading.shelves import Shelves

SENT_FILE = ".programme/sent.json"
MESSAGES = "out/private/messages/"

Outcome = Literal["sent", "refused"]


def read_drafts(folder: Path) -> tuple[Draft, ...]:
    """Every message in out/, by path. P110 where out/ is not what the files would give now; P005 where the record is
    damaged."""
    manifest = read_manifest(folder)
    paths = sorted(path for path in manifest.outputs if path.startswith(MESSAGES) and path.endswith(".eml"))
    if not inputs_unchanged(manifest, folder, without=MAILED) or not all(
        is_untouched(folder, path, output=manifest.outputs[path]) for path in paths
    ):
        message = "The messages in out/ are not what the programme's files say now."
        raise ProblemsFound(
            [Problem("out", 0, 0, "P110", message, "Run `programme build`, look at out/private/messages, then send.")]
        )
    record = read_sent(folder)
    return tuple(_draft(path, read_bytes(folder / path), record=record) for path in paths)


def drafts_for(folder: Path, ids: Collection[str]) -> tuple[Draft, ...]:
    """The messages in out/ for these people, or all. WrongUsage for an id that none is for; else as `read_drafts`."""
    drafts = read_drafts(folder)
    unknown = set(ids) - {draft.person for draft in drafts}
    if unknown:
        raise WrongUsage(f"There is no draft for {', '.join(sorted(unknown))}. `programme send --dry-run` lists them.")
    return tuple(draft for draft in drafts if not ids or draft.person in ids)


def going(drafts: Iterable[Draft], *, again: bool) -> tuple[Draft, ...]:
    """Those that would be sent: the ones that are ready, and `again` those that may have arrived already."""
    return tuple(draft for draft in drafts if draft.state == "ready" or (again and draft.state == "unknown"))


def need_sender(drafts: Iterable[Draft]) -> None:
    """P130 where a message has no sender."""
    if not all(read_draft(draft.data)["From"] for draft in drafts):
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
    return Draft(path, str(mail[PERSON] or ""), address, str(mail["Subject"] or ""), data, state)


def send(
    folder: Path, drafts: Iterable[Draft], *, deliver: Callable[[Draft], None], mailing: Mailing
) -> Iterator[tuple[Draft, Outcome]]:
    """Hand each draft to `deliver`, and say what came of it; `mailing`, with those whom it reached, is kept as what
    they know.

    The folder is locked already; what another run sent while this one waited is passed over.

    `deliver` raises Refused for a message that was not taken; whatever else it raises ends the run, and the message's
    fate is unknown.
    """
    path = f"{MAILED}/{len(list((folder / MAILED).glob('*.json'))) + 1:02d}.json"
    for draft in drafts:
        if read_sent(folder).get(draft.hash, ("", ""))[1] == "sent":
            continue
        _remember(folder, draft, state="begun")
        try:
            deliver(draft)
        except Refused:
            _remember(folder, draft, state=None)
            yield draft, "refused"
            continue
        mailing = mailing.model_copy(update={"people": (*mailing.people, draft.person)})
        _remember(folder, draft, state="sent", beside={path: _written(mailing)})
        yield draft, "sent"


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


def _remember(folder: Path, draft: Draft, *, state: str | None, beside: Mapping[str, bytes] | None = None) -> None:
    record = {hash: value for hash, value in read_sent(folder).items() if hash != draft.hash}
    record |= {draft.hash: (draft.person, state)} if state else {}
    messages = {hash: {"id": id, "state": known} for hash, (id, known) in record.items()}
    write_files(
        folder,
        {SENT_FILE: (json.dumps({"version": 1, "messages": messages}, indent=1) + "\n").encode(), **(beside or {})},
    )
