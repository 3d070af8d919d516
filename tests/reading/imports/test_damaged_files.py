"""Whatever stands in a file, it is read or refused with a reason, in bounded time."""

from __future__ import annotations

import datetime
import io
import time
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.examples import EXAMPLES
from toolkit.model.document import Column, Sheet
from toolkit.model.imports import Answers
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.problem_codes import CODES
from toolkit.problems import ProblemsFound
from toolkit.reading.imports import read_import

FILES = sorted((EXAMPLES / "imports").iterdir())
SAID = Answers(
    zone="Europe/London", week_of=datetime.date(2027, 1, 18), window="Mon-Fri 18:00-22:00",
        columns={"What should we call you?": "name"}
)  # fmt: skip


def read_or_refused(name: str, data: bytes) -> None:
    try:
        found = read_import(name, data, answers=SAID)
    except ProblemsFound as refused:
        assert refused.problems
        assert all(problem.code in CODES and problem.message for problem in refused.problems)
    else:
        assert all(person.called for person in found.people) or found.source in (
            "LettuceMeet poll",
            "Crab Fit poll",
            "When2Meet page",
            "calendar",
        )


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 3000), st.integers(0, 200), st.binary(max_size=6))
@example(
    EXAMPLES / "imports" / "when2meet-weekdays-1970.html", 482, 16, b""
)  # two numbers run together to a time in the year 32029
def test_a_file_with_a_piece_cut_out_or_put_in_is_read_or_refused(
    file: object, start: int, length: int, put: bytes
) -> None:
    path = next(each for each in FILES if each == file)
    data = path.read_bytes()
    read_or_refused(path.name, data[: start % len(data)] + put + data[start % len(data) + length :])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused("x", data)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_below_headings_is_read_or_refused(text: str) -> None:
    read_or_refused("x.csv", f"name,email,available,timezone\n{text}".encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "data",
    [
        b"Name,Available\n" + b"Ann,Mon 18:00-21:00\n" * 20_000,
        b"Name,Available\nAnn," + b"Mon 18:00-21:00; " * 6_000,
        b"Name" + b",x" * 900 + (b"\nAnn" + b",Mon 18:00-21:00" * 900) * 50,
        b"Name" + b",x" * 100_000 + b"\n" + b",y" * 100_000,
        b"[" * 100_000,
        b'{"people": ' * 20_000,
        b"TimeOfSlot[0]=1;AvailableAtSlot[0].push(1);" * 50_000,
        b"PeopleNames[0] = '" + b"\\" * 200_000 + b"TimeOfSlot[0]=1;AvailableAtSlot",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 3_000,
        b"a <" + b"a@a." * 50_000 + b": Mon 18:00-21:00",
    ],
    ids=range(10),
)
def test_a_large_or_deep_file_is_done_within_seconds(data: bytes) -> None:
    began = time.monotonic()
    read_or_refused("x", data)
    assert time.monotonic() - began < 15


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.xlsx", target.getvalue(), answers=SAID)
    assert [problem.code for problem in raised.value.problems] == ["P120"]


SHEET = Sheet(
    path="share/sign-up",
    title="Sign up",
    audience="share",
    columns=(Column("Name"), Column("E-mail or phone"), Column("Tue 18:30"), Column("Thu 18:30"),
        Column("Other times that suit you"), Column("I agree (see the note)")),
    rows=(("Ann", "ann@example.org", "yes", "if needed", "", "yes"),
        ("=Ben", "+44 7700 900123", "", "yes", "Fri 18:00-20:00", "yes"), ("Cyd", "c@x.org", "hm", "", "", "yes")),
    paper="a4",
    created=datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC),
    blank_rows=5,
    note="kept until June",
)  # fmt: skip


@pytest.mark.parametrize(("name", "data"), [("sign-up.xlsx", render_xlsx(SHEET)), ("sign-up.csv", render_csv(SHEET))])
def test_our_own_sign_up_sheet_comes_back(name: str, data: bytes) -> None:
    found = read_import(name, data, answers=Answers(minutes=90))
    said = [
        (person.name, person.cells["email"], person.cells.get("available"), person.cells.get("if_needed"))
        for person in found.people
    ]
    assert said == [
        ("Ann", "ann@example.org", "Tue 18:30-20:00", "Thu 18:30-20:00"),
        ("=Ben", "", "Thu 18:30-20:00; Fri 18:00-20:00", ""),
        ("Cyd", "c@x.org", None, None),
    ]
    assert found.people[1].others["E-mail or phone"] == "+44 7700 900123"
    assert [(problem.code, problem.line) for problem in found.problems] == [("P122", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><table><tr><td>Name</td><td>x, y</td></tr></table>\n</body></html>\n",
        "{\\rtf1\\ansi, hello\nx, y}\n",
        "From: a@example.org\nTo: b@example.org,\n c@example.org\nMIME-Version: 1.0\nSubject: x, y\n\nHello, you\n",
        'Content-Type: multipart/mixed; boundary="a"\n\n--a\nx; y\n',
    ],
)
def test_what_is_no_table_is_not_asked_for_its_headings(text: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.txt", text.encode(), answers=Answers(zone="Europe/London"))
    assert [problem.code for problem in raised.value.problems] == ["P120"]


def test_a_table_that_begins_like_a_message_is_one() -> None:
    found = read_import("x.csv", b"Date: , Name,Available\n,Ann,Mon 18-20\n", answers=Answers(zone="Europe/London"))
    assert [person.name for person in found.people] == ["Ann"]
