"""What people write is text: in titles, names, reasons and messages nothing is evaluated or filled in twice. And every
real name is taken."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from tests.security.attacks import edit, say, small
from toolkit.documents.file_names import fill
from toolkit.documents.render import Renderer
from toolkit.outputs.mail import read_draft

pytestmark = pytest.mark.usefixtures("without_pdfs")

PUZZLES = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{cohort}",
    "{0.__class__}",
    "%(title)s",
    "%s%n",
    "$HOME",
    "`id`",
    "{{cookiecutter.slug}}",
    "\\N{BULLET}",
]

REAL_NAMES = [
    "Zoë O'Hara", "Seán Ó Briain", "D’Arcy Lloyd-Jones", "O", "Ng", "Null", "None", "True", "no", "N/A", "NaN", "1e5",
    "Con", "Test", "Admin",
    "ليلى الحداد", "עומר בן־דוד", "김하늘", "李 明", "東海林 のぞみ", "Дарья Мельникова", "Ελένη Παπαδοπούλου",
    "आरती शर्मा", "ஆனந்தி", "ณัฐ ใจดี",
    "Nguyễn Thị Hồng Nhung", "Ꮳꮃꭹ", "ⴰⵎⴰⵣⵉⵖ", "Թամար Յան", "ქეთევანი", "አበበ", "Zoe\u0308 Combining", "ʻOkina Kahananui",
    "X Æ A-12", "Jr., Martin L.",
    "Anna-Maria von und zu der Tann-Rathsamhausen", "José María Aznar y López (Pepe)", "Miles 'Tails' Prower",
    'Ann "Al" Neil', "a" * 200, "名" * 200,
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Sr.", "<Tag> & Co", "semi;colon", "back\\slash", "tab\there",
]  # fmt: skip


def build_with(folder: Path, names: list[str]) -> None:
    """Everybody called so, with an address, in cohort a or b."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["id", "name", "email"])
    writer.writerows([f"p{number}", name, f"p{number}@example.org"] for number, name in enumerate(names, 1))
    (folder / "people/participants.csv").write_text(target.getvalue(), "utf-8")
    edit(
        folder,
        "cohorts.yaml",
        old="members: [p1, p2, p3]",
        new=f"members: [{', '.join(f'p{number}' for number in range(1, len(names) + 1))}]",
    )
    edit(folder, "cohorts.yaml", old="members: [p4, p5, p6]", new="members: []")


def texts(folder: Path, ending: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((folder / "out").rglob(f"*{ending}")))


@pytest.mark.parametrize("text", PUZZLES)
def test_a_title_a_name_and_a_reason_are_printed_as_they_stand(tmp_path: Path, text: str) -> None:
    from html import unescape

    folder = small(tmp_path / "programme")
    build_with(folder, [text, "Ada", "Bo"])
    for name, old in (("programme.yaml", "title: A small programme"), ("changes.yaml", "reason: The hall is taken")):
        edit(folder, name, old=old, new=f"{old.split(':')[0]}: {json.dumps(text)}")
    code = say(folder, "build")
    if code == 1:  # what looks like a placeholder of a template has to be filled in first
        assert "cookiecutter" in text or "{{" in text or "{%" in text
        return
    assert code == 3
    assert text in unescape(texts(folder, "attendance.html"))
    assert text in texts(folder, "attendance.csv")
    assert "49" not in texts(folder, "attendance.csv")


def test_the_same_text_as_a_template_would_be_evaluated() -> None:
    assert Renderer({"t": "{{ 7*7 }}"}).text("t", {}) == "49"
    assert Renderer({"t": "{{ name }}"}).text("t", {"name": "{{ 7*7 }}"}) == "{{ 7*7 }}"
    assert "<class" in "{.__class__}".format("x")


def test_placeholders_are_filled_once() -> None:
    values = {"cohort": "{id}", "id": "SECRET"}
    assert fill("to {cohort}", values) == "to {id}"
    assert "to {cohort}".format(**values).format(**values) == "to SECRET"


def test_every_real_name_is_taken_and_comes_out_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from html import unescape

    folder = small(tmp_path / "programme")
    build_with(folder, REAL_NAMES)
    edit(folder, "programme.yaml", old="sign_up:", new="sender: {name: Ada, email: ada@example.org}\nsign_up:")
    edit(folder, "people/rooms.csv", old=",10,", new=",90,")
    assert say(folder, "check") == 0, capsys.readouterr()
    assert (
        say(folder, "build"),
        say(folder, "publish first"),
        say(folder, "move race --cohort a --to 2027-02-18 --yes"),
        say(folder, "build"),
    ) == (3, 0, 0, 3)
    pages = " ".join(unescape(texts(folder, ".html")).split())
    rows = {
        cell
        for row in csv.reader(io.StringIO((folder / "out/private/attendance.csv").read_text("utf-8-sig")))
        for cell in row
    }
    mails = {
        "".join(str(read_draft(path.read_bytes())["To"].addresses[0].display_name).split())
        for path in (folder / "out/private/messages").glob("person-*.eml")
    }
    for name in REAL_NAMES:
        shown = unicodedata.normalize("NFC", name)
        assert " ".join(shown.split()) in pages
        assert shown in rows
        assert "".join(shown.split()) in mails  # the library adds a blank where it folds a long name


@pytest.mark.parametrize(
    "name", [name for name in REAL_NAMES if not name.startswith("<")]
)  # in a title that is a hole to fill in
def test_a_programme_a_room_and_a_facilitator_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = small(tmp_path / "programme")
    edit(folder, "programme.yaml", old="title: A small programme", new=f"title: {json.dumps(name)}")
    with (folder / "people/rooms.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(
            [f"{name}" if heading == "name" else "attic" if heading == "id" else "" for heading in ("id", "name")]
        )
    (folder / "people/facilitators.csv").write_text("", "utf-8")
    with (folder / "people/facilitators.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name"], ["ada", name], ["bea", "Bea"]])
    assert say(folder, "build --only ics") == 0  # which begins as `check` does
