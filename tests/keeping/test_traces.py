"""Every place at which somebody stands is told, with its line and what stands there."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.keeping.forgetting import ForgottenPerson
from toolkit.keeping.traces import find_traces

ANN = ForgottenPerson("p1", ("Ann Lee", "Annie"), ("ann@x.org",))


def traces(path: str, text: str | bytes) -> list[tuple[int, str, dict[str, str]]]:
    """Where Ann stands in one file."""
    found = find_traces(ANN, {path: text if isinstance(text, bytes) else text.encode()})
    assert {trace.file for trace in found} <= {path}
    return [(trace.line, trace.what, dict(trace.values)) for trace in found]


def test_their_row_is_told_with_its_cells_and_the_wishes_of_others_without() -> None:
    text = "\ufeffid,name,together,apart\np2,Ben,p3; p1,p1\np1,Ann Lee,p2,\np3,Cy,p2,\n"
    assert traces("people/participants.csv", text) == [
        (2, "another person's together and apart", {}),
        (3, "their row", {"id": "p1", "name": "Ann Lee", "together": "p2", "apart": ""}),
    ]


def test_each_of_their_marks_is_told() -> None:
    text = "id,cohort\np1,a\np2,a\np1,b\n"
    assert traces("people/attendance.csv", text) == [
        (2, "their row", {"id": "p1", "cohort": "a"}),
        (4, "their row", {"id": "p1", "cohort": "b"}),
    ]


def test_a_row_that_names_them_is_told_with_its_cells_only_where_one_is_theirs() -> None:
    text = "who,note\nAnn Lee,x\nANN@x.org,x\nBen,knows Ann Lee\np1,x\n"
    theirs = [(2, "a row that names them", {"who": "Ann Lee", "note": "x"})]
    theirs += [(3, "a row that names them", {"who": "ANN@x.org", "note": "x"})]
    names = [(4, "a row that names them", dict[str, str]())]
    assert traces("people/import/a.csv", text) == theirs + names
    assert traces("out/private/a.csv", text) == [*theirs, *names, (5, "a row that names them", {})]


def test_ids_and_names_in_yaml_are_told_by_the_way_that_leads_there() -> None:
    text = (
        "cohorts:\n  a:\n    label: Annie’s  # or Annie\n    mentor: p1\n    members:\n      - p2\n      - p1\n"
        "    room: p1\n    reason: Lee is ill\n"
    )
    assert [(line, what) for line, what, _ in traces("cohorts.yaml", text)] == [
        (3, "a comment that names them"),
        (3, "cohorts › a › label: their name"),
        (4, "cohorts › a › mentor"),
        (7, "cohorts › a › members › 2"),
        (9, "cohorts › a › reason: their id, or a part of their name"),
    ]
    assert [line for line, _, _ in traces("other.yml", text)] == [4, 7, 9]


def test_a_name_of_several_words_is_told_in_any_yaml() -> None:
    assert [line for line, _, _ in traces("x.yaml", "a: by Ann Lee\nb: x # by Ann Lee\nc: 'x'\n")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"answers": {"p1": "waiting"}}', "1 place of a record of ours"),
        ('{"people": ["p1", {"b": "by Annie"}]}', "2 places of a record of ours"),
        ('{"members": {"p1": ["p2", "p1"]}}', "1 place of a record of ours"),
        ('{"meetings": [{"cohort": "p1", "room": "p1", "with_cohorts": ["p1"]}], "labels": {"p1": "p1"}}', None),
        ('{"a": "prog.preparation.p1@x"}', "1 place of a record of ours"),
        ('{"a": "out/private/person-p1.ics"}', "1 place of a record of ours"),
        ('{"a": "members:\\n  - p1\\n"}', "1 place of a record of ours"),
        ('{"a": "id\\np1,Ann"}', "1 place of a record of ours"),
        ('{"a": "members: [p2, p1]"}', "1 place of a record of ours"),
        ('{"a": "p12, xp1, - p1 x", "b": 1}', None),
        ("damaged p1", None),
    ],
)
def test_places_in_a_record_are_counted(text: str, what: str | None) -> None:
    expected = [(0, what, dict[str, str]())] if what else []
    assert traces(".programme/cohorts.json", text) == expected
    assert traces("people/history/0001.json", text) == expected
    assert traces(".programme/other", text) == []


def test_a_text_of_the_organiser_is_told_by_its_line_and_a_page_as_a_whole() -> None:
    assert traces("notes.md", "x\nby Ann Lee\nby Ann Lee\n") == [(2, "names them", {})]
    assert traces("notes.md", "by Annie") == []
    assert traces("out/private/a.txt", "x\nby Annie") == [(0, "names them", {})]
    assert traces("out/share/a.txt", "x\nby Annie") == []


def test_a_link_to_a_file_of_their_own_is_told() -> None:
    page = '<a href="person-p2.html">x</a><a href="person-p1.html">x</a>'
    assert traces("out/share/index.html", page) == [(0, "a link to a file of their own", {})]
    assert traces("index.html", page) == []
    assert traces("out/share/index.html", page.replace("p1", "p3")) == []


def test_calendars_pages_and_messages_are_read_as_people_read_them() -> None:
    named = [(0, "names them", dict[str, str]())]
    assert traces("out/a.ics", "SUMMARY:Ann\r\n  Lee\r\n") == named
    assert traces("out/a.ics", "SUMMARY:Ann L\r\n\tee\r\n") == named
    assert traces("out/a.html", "<p>Ann&#32;Lee</p>") == named
    assert traces("out/a.txt", "<p>Ann&#32;Lee</p>") == []
    message = "To: =?utf-8?q?Ann_Lee?= <x@x.org>\nContent-Type: text/plain; charset=utf-8\n\nHello\n"
    assert traces("out/a.eml", message) == named
    coded = "To: x@x.org\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQW5uIExlZQ==\n"
    assert traces("out/a.eml", coded) == named


def test_a_sheet_that_names_them_is_told() -> None:
    assert traces("out/private/a.xlsx", workbook("xl/strings.xml")) == [(0, "a sheet that names them", {})]
    assert traces("out/private/a.xlsx", workbook("xl/picture.png")) == []
    assert traces("out/private/a.xlsx", b"Ann Lee") == []


def workbook(part: str) -> bytes:
    """A packed file with Ann's name in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(part, "<t>Ann&#32;Lee</t>")
    return target.getvalue()


def test_a_file_of_their_own_is_told_once_and_a_pdf_beside_a_page_that_names_them_too() -> None:
    page = b"<p>Ann Lee</p>"
    files = {"out/private/person-p1.html": page, "out/a.html": page, "out/a.pdf": b"\xff", "out/b.pdf": b"\xff"}
    assert [(trace.file, trace.what) for trace in find_traces(ANN, files)] == [
        ("out/a.html", "names them"),
        ("out/a.pdf", "made from the same text"),
        ("out/private/person-p1.html", "a file of their own"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p1\n", [(1, "their id")]),
        ("p2\n", []),
        ("", []),
        ("- p1\n", [(1, "1")]),
        ("mentor: p1\n", [(1, "mentor")]),
        ("room: p1\nto: [p1]\np1: b\n", []),
    ],
)
def test_a_file_that_is_one_word_or_a_list_is_read_too(text: str, found: list[tuple[int, str]]) -> None:
    assert [(line, what) for line, what, _ in traces("notes.yaml", text)] == found
