"""No name, title or link adds a line to a calendar or a message, also where assertions are off; a second check stands
behind the first."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outputs.calendar_files import ENTRY, render
from tests.outputs.test_mail import LOCK, made, message
from toolkit.model.document import Attendee
from toolkit.model.fields import is_address
from toolkit.outputs import ics, mail
from toolkit.outputs.ics_text import BrokenCalendar
from toolkit.outputs.mail import BrokenMail, render_message

ROOT = Path(__file__).resolve().parents[2]
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n ", "\\n\n"]
EVIL = "Fun{}END:VEVENT{}BEGIN:VALARM{}ACTION:AUDIO"


@pytest.mark.parametrize("end", BREAKS)
def test_a_title_with_a_line_break_stays_one_property(end: str) -> None:
    text = render(
        replace(
            ENTRY, title=EVIL.replace("{}", end), description=EVIL.replace("{}", end), location=EVIL.replace("{}", end)
        )
    )
    assert text.count("END:VEVENT\n") - text.count("\\nEND:VEVENT") <= 1
    assert "\nACTION:AUDIO" not in text.replace("\\n", "")


def test_without_the_first_guard_the_second_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = replace(ENTRY, uid="x", title="Fun\r\nATTACH:file:///etc/passwd\r\nEND:VEVENT\r\nBEGIN:VEVENT")
    assert "\nATTACH" not in render(evil)
    monkeypatch.setattr(
        ics, "_event", lambda entry, _version: f"BEGIN:VEVENT\r\nSUMMARY:{entry.title}\r\nEND:VEVENT\r\n".encode()
    )
    with pytest.raises(BrokenCalendar):
        render(evil)
    monkeypatch.setattr(ics, "check_calendar", lambda _data, **_events: None)
    assert "\nATTACH:file:///etc/passwd" in render(evil)


@pytest.mark.parametrize("end", BREAKS)
def test_a_name_with_a_line_break_adds_no_recipient(end: str) -> None:
    one = made(
        message(Attendee(f"Eve{end}Bcc: spy@example.org", "x@example.org"), subject=f"Hi{end}Bcc: spy@example.org")
    )
    assert (one["Bcc"], one["Cc"]) == (None, None)
    assert [address.addr_spec for address in one["To"].addresses] == ["x@example.org"]


def test_without_the_first_guard_of_mail_the_second_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = message(Attendee("Eve", "x@example.org"), subject="Hi\r\nBcc: spy@example.org")
    assert made(evil)["Bcc"] is None
    monkeypatch.setattr(mail, "_plain", lambda text: text)
    with pytest.raises((BrokenMail, ValueError)):
        render_message(evil, LOCK)


@pytest.mark.parametrize(
    "address",
    [
        "x@example.org, spy@example.org",
        "x@example.org\n",
        "x@example.org>\r\nBcc: <spy@example.org",
        '"x y"@example.org',
        "<x@example.org>",
        "x",
    ],
)
def test_an_address_that_is_more_than_one_is_none(address: str) -> None:
    assert not is_address(address)
    assert is_address("o'hara+programme@bücher.example")


@pytest.mark.slow
def test_the_same_holds_where_assertions_are_off() -> None:
    """Every test of this file again under `python -O`, where pytest's own asserts still count since it writes them
    anew."""
    names = "without_the_first_guard or adds_no_recipient"
    arguments = [sys.executable, "-O", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", names, __file__]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    program = (
        "from toolkit.outputs.ics_text import check_calendar, BrokenCalendar\n"
        "try:\n check_calendar(b'BEGIN:VCALENDAR\\r\\nX', events=0)\nexcept BrokenCalendar:\n print('refused')"
    )
    checked = subprocess.run(
        [sys.executable, "-O", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert checked.stdout.strip() == "refused"
