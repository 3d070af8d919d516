"""For whoever sends by hand: the letters as a table for a mail merge, and the addresses of each cohort in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.documents.file_names import MESSAGES
from toolkit.documents.sheets import first_day
from toolkit.model.document import Column, Message, Sheet, TextDraft
from toolkit.model.fields import is_address
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort

MAIL_MERGE = f"{MESSAGES}mail-merge"
ADDRESSES = f"{MESSAGES}addresses.txt"

_HOW = """\
Addresses for the BCC line of a mail program, a line for each cohort. Never put them into To or Cc: everybody
would read the addresses of all. Outlook wants semicolons instead of the commas.
"""


def make_by_hand(plan: Plan, letters: Iterable[Message]) -> tuple[Sheet | TextDraft, ...]:
    """`private/messages/mail-merge`, a row for each letter to an address; `private/messages/addresses.txt`. Neither
    where it would hold nobody."""
    rows = tuple(_row(plan, letter) for letter in letters if letter.letter and letter.to)
    lines = list(_lines(plan))
    return (*([_mail_merge(plan, rows)] if rows else []), *([_addresses(lines)] if lines else []))


def _mail_merge(plan: Plan, rows: tuple[tuple[str, ...], ...]) -> Sheet:
    return Sheet(
        path=MAIL_MERGE,
        title=f"Mail merge: {plan.programme.settings.title}",
        audience="private",
        columns=(
            Column("id", width=10),
            Column("email", width=30),
            Column("name", width=24),
            Column("cohort", width=12),
            Column("subject", width=40),
            Column("message", width=80),
        ),
        rows=rows,
        paper=plan.programme.city.paper,
        created=first_day(plan),
        copies_for="none; for the mail merge of a mail program",
    )


def _row(plan: Plan, letter: Message) -> tuple[str, ...]:
    """Id, address, name, cohorts, subject, text. Marks of a list are points, since no cell of a table may begin with a
    hyphen in whatever program."""
    assert letter.to is not None
    cohorts = [cohort.label for cohort in plan.programme.cohorts if letter.person in _ids(cohort)]
    text = re.sub(r"(?m)^- ", "• ", letter.text)
    return letter.person, letter.to.email, letter.to.name, ", ".join(cohorts), letter.subject, text


def _ids(cohort: Cohort) -> tuple[str, ...]:
    """Everybody who has to do with a cohort."""
    return (*cohort.members, *cohort.facilitators, *([cohort.mentor] if cohort.mentor else []))


def _addresses(lines: Iterable[str]) -> TextDraft:
    return TextDraft(
        path=ADDRESSES,
        title="Addresses of each cohort",
        audience="private",
        text="\n".join((_HOW, *lines)),
        copies_for="for the BCC line of a mail to a whole cohort",
    )


def _lines(plan: Plan) -> Iterator[str]:
    """Each cohort with the addresses of those who come, and of those who run it; nothing of cohorts without any."""
    people = plan.programme.people
    for cohort in plan.programme.cohorts:
        members = [one for one in plan.members(cohort) if one.comes]
        runs = [people.facilitators[id] for id in _ids(cohort) if id in people.facilitators]
        given = (*(one.email for one in members), *(one.email for one in runs))
        emails = dict.fromkeys(email for email in given if is_address(email))
        if emails:
            yield f"{cohort.label}\n{', '.join(emails)}\n"
