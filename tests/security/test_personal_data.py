"""Forty planted names and addresses: none of them reaches out/share/, whatever kind of output, change, publish or message there is."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest

from tests.running import make_programme, programme
from toolkit.documents import pages as pages_module
from toolkit.documents.views import Views

NAMES = ["Quillon", "Wrenfield", "Ashgrovia", "Tamarisk", "Belvoirne", "Corvidson", "Dunmorrow", "Eskbridge", "Fennimore", "Garthwick",
         "Hollinsey", "Ivorwood", "Jessamyne", "Kestrelby", "Larkspurre", "Merriweth", "Nightjarre", "Orlestone", "Pimpernell", "Queensferr"]  # fmt: skip
PEOPLE = [(f"p{number:02d}", f"Zed {name}", f"{name.lower()}@planted.example") for number, name in enumerate(NAMES, 1)]
LINK, CHAT = "https://meet.example/planted-room", "https://chat.example/planted-invitation"
PLANTED = [*NAMES, *(email for _, _, email in PEOPLE), LINK, CHAT]
NOW = "2027-01-04T09:00"


def plant(folder: Path) -> None:
    """The names in every list and in every text that may hold one; links; a sender."""
    rows = "".join(f"{id},{name},{email},Europe/London,accepted,Tue 18:00-22:00\n" for id, name, email in PEOPLE[:18])
    (folder / "people/participants.csv").write_text(f"id,name,email,timezone,status,available\n{rows}", "utf-8")
    helpers = folder / "people/facilitators.csv"
    lines = helpers.read_text("utf-8").splitlines()
    for place, (_, name, email) in ((1, PEOPLE[18]), (2, PEOPLE[19])):
        cells = lines[place].split(",")
        lines[place] = ",".join([cells[0], name, email, *cells[3:]])
    helpers.write_text("\n".join(lines) + "\n", "utf-8")
    settings = (folder / "programme.yaml").read_text("utf-8")
    settings = re.sub(r"(?m)^sender: .*$", "sender: {name: Group, email: group@example.org}", settings)
    settings = re.sub(r"(?m)^chat: .*$", f"chat: {CHAT}", settings)
    settings = re.sub(r"(?m)^link: .*$", f"link: {LINK}", settings)
    (folder / "programme.yaml").write_text(settings, "utf-8")


def steps(folder: Path) -> list[int]:
    """A term: built, published, changed for reasons that name people, covered by somebody else, held, attended, built again with invitations."""
    reason = f"{PEOPLE[0][1]} ({PEOPLE[0][2]}) asked"
    words = [
        "build --only site", "build --only ics", "build", "publish start", f"move 4 --cohort b --to 2027-02-12 --reason '{reason}' --yes",
        f"cancel 5 --cohort a --then drop --reason '{reason}' --yes", f"swap noor --with ravi --session 3 --reason '{reason}' --yes",
        f"move 6 --cohort c --to 2027-02-26 --room annexe --reason '{reason}' --yes", "build --invitations",
    ]  # fmt: skip
    return [programme(folder, one, now=NOW) for one in words]


def text_of(path: Path) -> str:
    """What somebody can read in a file, whatever kind it is, and its raw bytes."""
    data = path.read_bytes()
    raw = data.decode("utf-8", "replace").replace("\r\n ", "")
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return unescape("\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()))
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages), raw])
    if path.suffix == ".eml":
        mail = message_from_bytes(data, policy=policy.default)
        return "\n".join([raw, *(str(value) for value in mail.values()), *(str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text")])
    return unescape(raw)


def leaks(folder: Path) -> dict[str, list[str]]:
    """What is planted, by file below a folder, also in the names of the files."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = f"{path.name}\n{text_of(path)}"
        named = [word for word in PLANTED if word.lower() in text.lower()]
        if named:
            found[path.relative_to(folder).as_posix()] = named
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("without_pdfs")
def test_nothing_that_is_planted_reaches_what_is_shared(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "programme")
    plant(folder)
    assert [code for code in steps(folder) if code not in (0, 3)] == []
    assert leaks(folder / "out/share") == {}
    private = leaks(folder / "out/private")
    assert {word for named in private.values() for word in named} >= {*NAMES[:18]}  # the search finds what is there
    assert {Path(path).suffix for path in private} >= {".html", ".ics", ".csv", ".xlsx", ".eml"}
    assert list((folder / "out/share").rglob("*slip*"))
    assert list((folder / "out/private").rglob("*hand-over*"))


def blabbing(folder: Path, per: str, shown: str) -> None:
    """A document type for sharing that prints all it is given."""
    place = folder / "documents" / f"blab-{per}"
    place.mkdir(parents=True)
    hole = {"programme": "", "cohort": "{-cohort}", "meeting": "-{meeting}", "room": "-{id}", "person": "-{id}", "facilitator": "-{id}"}[per]
    (place / "document.yaml").write_text(f"title: Blab\naudience: share\nper: {per}\nfile: share/blab-{per}{hole}.txt\n", "utf-8")
    (place / "page.txt.j2").write_text(shown, "utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("without_pdfs")
@pytest.mark.parametrize("guarded", [True, False])
def test_a_shared_document_of_anybodys_making_is_given_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> None:
    folder = make_programme(tmp_path / "programme")
    plant(folder)
    blabbing(folder, "programme", "{{ programme }} {{ cohorts|default('') }}")
    blabbing(folder, "cohort", "{{ programme }} {{ cohort }} {{ news|default('') }}")
    blabbing(folder, "meeting", "{{ programme }} {{ cohort }} {{ meeting }} {{ cover|default('') }}")
    blabbing(folder, "room", "{{ programme }} {{ room }} {{ meetings|default('') }}")
    steps(folder)
    if not guarded:
        monkeypatch.setattr(pages_module, "Views", lambda plan, _audience: Views(plan, "private"))
    assert programme(folder, "build --only site", now=NOW) == 0
    assert len(list((folder / "out/share").glob("blab-*.txt"))) > 30
    assert (leaks(folder / "out/share") == {}) is guarded


@pytest.mark.parametrize("per", ["person", "facilitator"])
def test_a_document_for_one_person_cannot_be_shared(tmp_path: Path, capsys: pytest.CaptureFixture[str], per: str) -> None:
    folder = make_programme(tmp_path / "programme")
    blabbing(folder, per, "x")
    assert programme(folder, "check", now=NOW) == 1
    assert "P102" in capsys.readouterr().out


@pytest.mark.slow
def test_nor_the_pages_in_print(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "programme")
    plant(folder)
    assert programme(folder, "build", now=NOW) == 0
    assert leaks(folder / "out/share") == {}
    assert any(path.endswith(".pdf") for path in leaks(folder / "out/private"))


@pytest.mark.slow
@pytest.mark.usefixtures("without_pdfs")
def test_what_is_kept_beside_holds_no_name_and_no_address(tmp_path: Path) -> None:
    """Of our own records only the copies of the organiser's files, which hold the organiser's reasons, may name somebody."""
    folder = make_programme(tmp_path / "programme")
    plant(folder)
    steps(folder)
    programme(folder, "send --dry-run", now=NOW)
    assert {path.partition("/")[0] for path in leaks(folder / ".programme")} <= {"history"}
    for name in ("calendar.lock", "manifest", "published.yaml", "origin.yaml"):
        assert not [word for word in PLANTED if word in (folder / ".programme" / name).read_text("utf-8")]
    assert "planted" not in json.dumps(json.loads((folder / ".programme/manifest").read_bytes()))


@pytest.mark.slow
@pytest.mark.usefixtures("without_pdfs")
def test_what_names_people_is_its_owners_and_left_out_by_git(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "programme")
    plant(folder)
    steps(folder)
    loose = [path for place in ("people", "out/private") for path in (folder / place).rglob("*") if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert [path for path in loose if path.parent.name != "people"] == []
    assert {"/people/", "/out/"} <= {*(folder / ".gitignore").read_text("utf-8").splitlines()}
