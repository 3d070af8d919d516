"""Names, addresses and links that stand nowhere else, planted in a programme; and where they come to light."""

from __future__ import annotations

import io
import re
import zipfile
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

NAMES = ["Quillon", "Wrenfield", "Ashgrovia", "Tamarisk", "Belvoirne", "Corvidson", "Dunmorrow", "Eskbridge",
    "Fennimore", "Garthwick",
         "Hollinsey", "Ivorwood", "Jessamyne", "Kestrelby", "Larkspurre", "Merriweth", "Nightjarre", "Orlestone",
         "Pimpernell", "Queensferr",
         "Rookhurst", "Selwynne", "Thornapple"]  # fmt: skip
PEOPLE = [(f"p{number:02d}", f"Zed {name}", f"{name.lower()}@planted.example") for number, name in enumerate(NAMES, 1)]
LINK, CHAT = "https://meet.example/planted-room", "https://chat.example/planted-invitation"
PLANTED = [*NAMES, *(email for _, _, email in PEOPLE), LINK, CHAT]
REASON = f"{PEOPLE[0][1]} ({PEOPLE[0][2]}) asked"
ASKED = "Sun 03:00-04:00"  # nobody meets then


def plant(folder: Path) -> None:
    """The names in every list and in every text that may hold one; links; a sender. Three have no place, for a reason
    each."""
    rows = [f"{id},{name},{email},Europe/London,accepted,Tue 18:00-22:00\n" for id, name, email in PEOPLE[:18]]
    rows += [
        f"{id},{name},{email},Europe/London,{status},{ASKED}\n"
        for (id, name, email), status in zip(PEOPLE[20:], ("accepted", "waiting", "declined"), strict=True)
    ]
    (folder / "people/participants.csv").write_text(
        f"id,name,email,timezone,status,available\n{''.join(rows)}", "utf-8"
    )
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


def blabbing(folder: Path, per: str, *, shown: str) -> None:
    """A document type for sharing that prints all it is given."""
    place = folder / "documents" / f"blab-{per}"
    place.mkdir(parents=True)
    hole = {
        "programme": "",
        "cohort": "{-cohort}",
        "meeting": "-{meeting}",
        "room": "-{id}",
        "person": "-{id}",
        "facilitator": "-{id}",
    }[per]
    (place / "document.yaml").write_text(
        f"title: Blab\naudience: share\nper: {per}\nfile: share/blab-{per}{hole}.txt\n", "utf-8"
    )
    (place / "page.txt.j2").write_text(shown, "utf-8")


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
        return "\n".join(
            [
                raw,
                *(str(value) for value in mail.values()),
                *(str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"),
            ]
        )
    return unescape(raw)


def leaks(folder: Path) -> dict[str, list[str]]:
    """What is planted, by file below a folder, also in the names of the files."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = f"{path.name}\n{text_of(path)}".lower()
        named = [word for word in PLANTED if word.lower() in text]
        if named:
            found[path.relative_to(folder).as_posix()] = named
    return found
