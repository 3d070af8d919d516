"""Whatever repeats in a file, each reader ends, soon and within its memory: what grows faster than the file would show
here."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outputs.test_sheets_as_bytes import make_sheet
from toolkit.limits import memory_limit
from toolkit.model.imports import Answers
from toolkit.outputs.sheets import render_xlsx
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.availability import read_availability
from toolkit.reading.imports import read_import
from toolkit.reading.markdown import read_guide, read_session
from toolkit.reading.people_tables import read_attendance, read_facilitators, read_participants, read_rooms
from toolkit.reading.pictures import what_is_wrong
from toolkit.reading.workbooks import read_sheets
from toolkit.reading.yaml import read_scalars, read_yaml

SAID = Answers(
    zone="Europe/London", week_of=datetime.date(2027, 1, 18), window="Mon-Fri 18:00-22:00", columns={"Name": "name"}
)
LARGEST = 128 * 1024
MOST_SECONDS = 3  # for an eighth of a text file's limit; thirty for the whole, with room for a slow machine


@dataclass(frozen=True)
class Reader:
    """A reader of bytes, what its files begin with, and what they are made of."""

    read: Callable[[bytes], object]
    head: bytes
    parts: tuple[bytes, ...]


def imported(name: str) -> Callable[[bytes], object]:
    """The importers: everybody, or problems with a code."""

    def read(data: bytes) -> None:
        try:
            read_import(name, data, answers=SAID)
        except ProblemsFound as refused:
            assert refused.problems

    return read


def tables(data: bytes) -> None:
    text = data.decode()
    for read in (read_participants, read_facilitators, read_rooms, read_attendance):
        read(text, "x.csv", [])


def texts(data: bytes) -> None:
    problems: list[Problem] = []
    read_session(data.decode(), "01-x.md", problems=problems)
    read_guide(data.decode(), "01-x.md", problems=problems)


def yaml(data: bytes) -> None:
    read_yaml(data.decode(), "x.yaml", problems=[])


def edited_yaml(data: bytes) -> None:
    """Files that are changed in place were read as YAML first, and only without a problem."""
    problems: list[Problem] = []
    read_yaml(data.decode(), "x.yaml", problems=problems)
    if not problems:
        read_scalars(data.decode())


WORKBOOK = render_xlsx(make_sheet("x"))


def workbook(cells: bytes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            sheet = (
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                + cells
                + b"</sheetData></worksheet>"
            )
            again.writestr(name, sheet if name.endswith("sheet1.xml") else packed.read(name))
    try:
        read_sheets(target.getvalue())
    except ValueError as refused:
        assert str(refused)


HEAD = (
    b"---\nkey: x\ntitle: X\nkind: clinic\nminutes: 60\nable_to: [a, b]\nblocks: [{key: e, minutes: 60, name: x, who:"
    b" all}]\n---\n"
)
READERS = {
    "yaml": Reader(yaml, b"a:\n",
    (b"- ", b"[", b"]", b"{a: ", b"}", b"a: 1\n", b"  b:\n", b"'", b'"', b"&a ", b"*a ", b"? ", b"|\n", b"#",
    b"\xc3\xa9", b"!!x ",
        b"<<: ", b"\n")),
    "yaml in place": Reader(edited_yaml, b"a:\n",
        (b"- x\n", b"- [x, y]\n", b"  - {a: 1}\n", b"# x\n", b"- 'x'\n", b"- |\n  x\n")),
    "markdown": Reader(texts, HEAD,
    (b"## Prompts\n", b"### x\n", b"Minutes: 5\n", b"```\n", b"`", b"*", b"[a](", b"> ", b"- ", b"1. ", b"<", b"|",
    b"\n", b"x ",
        b"---\n", b"## If\n", b"Late: x\n")),
    "people": Reader(tables, b"id,name,available,email,seats\n",
        (b"p1,", b'"', b'""', b",", b"\n", b"Mon 18:00-21:00; ", b"p\xc3\xa9", b"'=1", b"x;y;", b"\t", b'q,"a\n')),
    "csv": Reader(imported("x.csv"), b"Name,Email,Available\n",
    (b"Ann,", b'"', b",", b"\n", b"Mon 18:00-21:00; ", b"evening ", b"a@x.org", b"; ", b"every day ",
        b"18-", b"x")),
    "calendar": Reader(imported("x.ics"), b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
    (b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"DTSTART:20270119T183000Z\r\n",
        b"RRULE:FREQ=SECONDLY\r\n", b"RRULE:FREQ=DAILY;UNTIL=99991231\r\n", b"SUMMARY:x\r\n", b" x\r\n", b";A=", b'"',
            b":", b"DURATION:P9999W\r\n",
        b"BEGIN:VTIMEZONE\r\n", b"RDATE:20270119\r\n", b"EXDATE:20270119\r\n")),
    "page": Reader(imported("x.html"), b"<html><script>PeopleNames[0] = 'Ann';PeopleIDs[0] = 1;",
    (b"TimeOfSlot[0]=1;", b"AvailableAtSlot[0].push(1);",
        b"PeopleNames[1] = '", b"\\", b"'", b"<div>", b"<", b"&amp;", b"]", b"[",
            b"AvailableAtSlot[9999999999]=new Array();")),
    "json": Reader(imported("x.json"), b"",
    (b"[", b"{", b'{"people": ', b'"name": "A", ', b'"availability": [', b"1,", b"]", b"}", b'"', b"1e9,",
        b'"2027-01-19T18:00:00Z", ', b"\\u0000")),
    "lines": Reader(imported("x.txt"), b"Ann: Mon 18:00-21:00\n",
    (b"Ann: ", b"Mon 18:00-21:00; ", b"\n", b"a <", b"a@a.", b">", b": ", b"not ", b"Tue, ", b"after 6, ",
        b"-", b"1800-")),
    "times": Reader(lambda data: read_availability(data.decode()), b"",
    (b"Mon ", b"18:00-21:00", b"; ", b", ", b"and ", b"not ", b"after 6pm ", b"Mon-Fri ", b"-",
        b"1", b":", b"Europe/", b"(", b"every ")),
    "workbook": Reader(workbook, b'<row r="1">',
    (b'<c r="A1"><v>1</v></c>', b'<c r="XFD1"><v>1</v></c>', b"<row>", b"</row>", b"<c ", b"<", b'"', b' r="', b"&#1;",
        b"<c/>", b' x="y"', b"<c t='inlineStr'><is><t>x</t></is></c>", b" ")),
    "picture": Reader(what_is_wrong, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">',
    (b"<g>", b"</g>", b"<g/>", b"<!--", b"-->", b'<rect a="', b'"/>',
        b"url(", b"&amp;", b"<style>", b"</style>", b"@import ", b"\\", b"x", b'<use href="#a"/>', b"<![CDATA[",
            b"</svg>")),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=10, derandomize=True)
@given(data=st.data())
def test_what_repeats_is_read_or_refused_in_time(name: str, data: st.DataObject) -> None:
    reader = READERS[name]
    several = st.lists(st.sampled_from(reader.parts), min_size=1, max_size=3)
    runs = data.draw(st.lists(st.tuples(several, st.sampled_from((1, 2, 50, 3000, 100_000))), min_size=1, max_size=4))
    content = (
        reader.head
        + b"".join(b"".join(parts) * count for parts, count in runs)[:LARGEST].decode("utf-8", "ignore").encode()
    )
    began = time.process_time()
    with memory_limit(2**30):
        reader.read(content)
    assert time.process_time() - began < MOST_SECONDS, (runs, time.process_time() - began)
