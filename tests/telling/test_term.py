"""A term as it goes, with every message that is sent in it, as somebody read it and found it true for its reader.

`tests/golden/term/` holds what each step of the term makes people read: to whom, under which subject, the text, and
what comes with it. `pytest --update-golden` writes them anew; the difference is then yours to read.
"""

from __future__ import annotations

import re
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.post_office import PostOffice
from tests.telling.programme import say, sessions

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_pdfs")]
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "term"
EVENT = re.compile(r"BEGIN:VEVENT.*?END:VEVENT", re.DOTALL)


def read(mail: EmailMessage) -> str:
    """A message as its reader finds it."""
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n").rstrip()
    return "\n".join(
        [f"To: {mail['To']}", f"Subject: {' '.join(mail['Subject'].split())}", "", text, "", *attached(mail)]
    )


def attached(mail: EmailMessage) -> list[str]:
    """What comes with it; of a calendar each entry."""
    lines = []
    for part in mail.iter_attachments():
        lines.append(f"[{part.get_filename()}]")
        data = part.get_payload(decode=True)
        if str(part.get_filename()).endswith(".ics") and isinstance(data, bytes):
            lines += [entry(event) for event in EVENT.findall(data.decode().replace("\r\n ", ""))]
    return lines


def entry(event: str) -> str:
    found = dict(re.findall(r"(?m)^(DTSTART|SUMMARY|STATUS)[^:]*:(.*?)\r$", event))
    return f"  {found['DTSTART']}  {found['STATUS']}  {found['SUMMARY']}"


class Term:
    """The programme, its mail, and what was read so far."""

    def __init__(self, folder: Path, office: PostOffice, *, update: bool) -> None:
        self.folder, self.office, self.update = folder, office, update

    def step(self, name: str, *words: str, now: str) -> list[str]:
        """These commands, then what is sent; who got something."""
        for one in words:
            assert say(self.folder, one, now=now) == 0, one
        before = len(self.office.received)
        assert say(self.folder, f"send --smtp {self.office.address} --no-tls", now=now) == 0
        made = "\n\n\n".join(read(mail) for mail in self.office.mails()[before:]) + "\n"
        path = GOLDEN / f"{name}.txt"
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8")
        assert path.read_text("utf-8") == made, f"{name}: run with --update-golden and read the difference"
        return [recipient.partition("@")[0] for recipient in self.office.recipients[before:]]


def with_line(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}{line}\n", encoding="utf-8")


@pytest.fixture
def term(folder: Path, office: PostOffice, request: pytest.FixtureRequest) -> Term:
    """Before anybody was told anything; everybody has an address, and Gus runs nothing yet."""
    shutil.rmtree(folder / ".programme/published")
    (folder / ".programme/published.yaml").unlink()
    facilitators = folder / "people/facilitators.csv"
    facilitators.write_text(facilitators.read_text("utf-8").replace("Fred Planted,", "Fred Planted,fred@example.org"))
    with_line(facilitators, "gus,Gus Planted,gus@example.org")
    settings = folder / "programme.yaml"
    settings.write_text(
        re.sub(r"(?m)^signed_by: .*$", 'signed_by: "Ada Organiser"', settings.read_text("utf-8")), encoding="utf-8"
    )
    assert say(folder, "build") == 3
    return Term(folder, office, update=bool(request.config.getoption("--update-golden")))


def test_a_term_with_joiners_leavers_and_covers(term: Term) -> None:
    folder = term.folder
    first, second = sessions(folder)[:2]
    assert term.step("1-everybody-is-told", now="2027-01-05T09:00") == ["fay", "fred", "p1", "p2", "p3", "p4"]
    assert term.step("2-nothing-is-told-twice", now="2027-01-06T09:00") == []

    assert say(folder, f"held {first}", now="2027-01-20T09:00") == 0
    with_line(folder / "people/participants.csv", "p5,Ola Planted,ola@example.org")
    cohorts = folder / "cohorts.yaml"
    cohorts.write_text(cohorts.read_text("utf-8").replace("[p1, p2]", "[p1, p2, p5]"), encoding="utf-8")
    assert term.step("3-somebody-joins", now="2027-01-20T10:00") == ["fay", "ola"]

    swap = f"swap fay --with gus --session {second} --yes"
    assert term.step("4-a-new-cover", swap, now="2027-01-21T09:00") == ["fay", "gus"]

    swap = f"swap fred --with fay --session {second} --reason 'Fred is ill' --yes"
    assert term.step("5-a-cover-who-knows", swap, now="2027-01-21T10:00") == ["fay", "fred"]

    left = "people withdraw p1 --reason 'moved away'"
    assert term.step("6-somebody-leaves", left, now="2027-01-22T09:00") == ["gus", "p1"]

    move = f"move {second} --cohort a --to '2027-01-28 19:00' --reason 'The hall is taken' --yes"
    assert term.step("7-a-meeting-moves", move, now="2027-01-23T09:00") == ["gus", "p2", "ola"]

    cancel = f"cancel {second} --cohort b --then drop --reason 'Snow' --yes"
    assert term.step("8-a-meeting-is-off", cancel, now="2027-01-24T09:00") == ["fay", "p3", "p4"]
