"""Planted names and addresses: none of them reaches out/share/, whatever kind of output, change, publish or message
there is."""

from __future__ import annotations

import json
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import make_programme, programme
from tests.security.attacks import ROOT, no_engine
from tests.security.planted import CHAT, LINK, NAMES, PEOPLE, PLANTED, REASON, blabbing, leaks, plant, text_of
from toolkit.cli import VERBS, run
from toolkit.documents import pages as pages_module
from toolkit.documents.views.all_views import Views
from toolkit.jobs.send import SENT_FILE
from toolkit.keeping.journal import JOURNAL
from toolkit.reading.own.formed import FORMED
from toolkit.reading.own.memory import MEMORY
from toolkit.reading.own.published import MAILED

AUTUMN, NOW, FIRST, SECOND = "2026-12-01", "2027-01-04T09:00", "2027-01-20T09:00", "2027-01-27T09:00"
STEPS = (
    (AUTUMN, "doctor"), (AUTUMN, "templates"), (AUTUMN, "explain P086"), (AUTUMN, "check"),
    (AUTUMN, "cohorts --limit 20"), (AUTUMN, "build"),
    (NOW, "build"), (NOW, "publish start"), (NOW, "status"), (NOW, "plan"), (NOW, "people list"),
    (NOW, f"move 4 --cohort b --to 2027-02-12 --room annexe --reason '{REASON}' --yes"),
    (NOW, f"move 6 --cohort b --online {LINK}-snow --reason '{REASON}' --yes"),
    (NOW, f"link {LINK}-new --cohort b --from 2027-02-01 --yes"),
    (NOW, f"cancel 5 --cohort a --then drop --reason '{REASON}' --yes"),
    (NOW, f"swap noor --with ravi --session 3 --reason '{REASON}' --yes"),
    (NOW, f"combine a b --session 7 --reason '{REASON}' --yes"),
    (NOW, f"room lost hall --on 2027-03-02 --reason '{REASON}' --yes"),
    (NOW, f"mentor lost odile --from 2027-02-20 --reason '{REASON}' --yes"),
    (NOW, f"skip 2027-02-09 --cohort c --reason '{REASON}' --anyway --yes"), (NOW, "undo"),
    (NOW, "build --invitations"), (NOW, "changes"), (NOW, "send --dry-run"),
    (FIRST, "held 1"), (FIRST, "attend record 1 --cohort a --absent p01"),
    (SECOND, "attend record 2 --cohort a --absent p01"), (SECOND, "attend"),
    (SECOND, "pairs 2 --cohort a --absent p02"), (SECOND, "cohorts --replan"), (SECOND, "update"), (SECOND, "build"),
    (SECOND, "facilitator add Rosamund"), (SECOND, "undo"),
    (SECOND, f"people withdraw p02 --reason '{REASON}'"), (SECOND, "undo"),
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A programme at the end of its steps: their exit codes, what of the planted stood in out/share/ after which, and
    every path there ever was in out/."""

    folder: Path
    codes: dict[str, int]
    shared: dict[str, dict[str, list[str]]]
    made: frozenset[str]


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """Every verb over a term, without PDFs, with documents for sharing that tell all they know. Tests that change it
    take a copy."""
    folder = make_programme(tmp_path_factory.mktemp("term") / "programme")
    plant(folder)
    blabbing(folder, "programme", shown="{{ programme }} {{ cohorts|default('') }}")
    blabbing(folder, "cohort", shown="{{ cohort }} {{ news|default('') }}")
    blabbing(folder, "meeting", shown="{{ cohort }} {{ meeting }} {{ cover|default('') }}")
    blabbing(folder, "room", shown="{{ room }} {{ meetings|default('') }}")
    codes, shared, made = {}, {}, set[str]()
    with no_engine():
        for now, words in STEPS:
            codes[f"{now} {words}"] = programme(folder, words, now=now)
            if words.startswith("build"):
                shared[f"{now} {words}"] = leaks(folder / "out/share")
                made |= {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*")}
    return Term(folder, codes, shared, frozenset(made))


def test_the_steps_are_all_verbs() -> None:
    assert {words.split()[0] for _, words in STEPS} == VERBS.keys() - {"new"}  # with which every programme begins


@pytest.mark.slow
def test_nothing_that_is_planted_reaches_what_is_shared(term: Term) -> None:
    assert {step: code for step, code in term.codes.items() if code not in (0, 3)} == {}
    assert {step: found for step, found in term.shared.items() if found} == {}
    private = leaks(term.folder / "out/private")
    assert {word for named in private.values() for word in named} >= {*NAMES[:18]}  # the search finds what is there
    assert {Path(path).suffix for path in private} >= {".html", ".ics", ".csv", ".xlsx", ".eml"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "share/slip-*.html", "share/blab-programme.txt", "share/blab-cohort-*.txt", "share/blab-meeting-*.txt",
        "share/blab-room-*.txt", "share/sign-up.xlsx",
        "share/calendar/cohort-*.ics", "private/facilitators/hand-over-*.html", "private/messages/person-*.eml",
        "private/messages/changed-*.txt",
        "private/messages/invitations/*/*", "private/messages/place-person-p01.eml",
        "private/messages/place-person-p21.eml", "private/messages/place-person-p22.eml",
        "private/messages/place-person-p23.eml", "private/cohort-report.html", "private/catch-up.xlsx",
        "private/rooms/*.html", "private/calendar/person-*.ics",
    ],
)  # fmt: skip
def test_each_kind_of_output_was_among_them(term: Term, path: str) -> None:
    assert [made for made in term.made if Path(made).match(path)]


@pytest.mark.slow
def test_a_shared_document_that_is_shown_all_would_tell_it(
    term: Term, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(term.folder, tmp_path / "programme"))
    monkeypatch.setattr(pages_module, "Views", lambda plan, _audience: Views(plan, "private"))
    assert [programme(folder, f"build --document blab-{per}", now=SECOND) for per in ("cohort", "meeting")] == [0, 0]
    assert {
        Path(path).name.split("-")[1].removesuffix(".txt") for path in leaks(folder / "out/share") if "blab" in path
    } >= {"cohort", "meeting"}


@pytest.mark.parametrize("per", ["person", "facilitator"])
def test_a_document_for_one_person_cannot_be_shared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], per: str
) -> None:
    folder = make_programme(tmp_path / "programme")
    blabbing(folder, per, shown="x")
    assert programme(folder, "check", now=NOW) == 1
    assert "P102" in capsys.readouterr().out


@pytest.mark.slow
def test_nor_the_pages_in_print(term: Term, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(term.folder, tmp_path / "programme"))
    for document in ("slip", "sign-up", "poster", "add-the-calendar", "cohort-report", "hand-over"):
        assert programme(folder, f"build --document {document}", now=SECOND) == 0
    printed = {
        path.relative_to(folder / "out").as_posix(): text_of(path)
        for path in (folder / "out").rglob("*.pdf")
        if ".parts" not in path.parts
    }
    assert {re.split("[-.]", path.split("/")[-1])[0] for path in printed} == {
        "slip",
        "sign",
        "poster",
        "add",
        "cohort",
        "hand",
    }
    assert [
        path
        for path in printed
        if path.startswith("share/") and any(word.lower() in printed[path].lower() for word in PLANTED)
    ] == []
    assert [
        path for path in printed if path.startswith("private/") and "Zed" in printed[path]
    ]  # the search finds what is there


@pytest.mark.slow
def test_names_stand_nowhere_but_where_privacy_says(term: Term) -> None:
    """In people/, out/private/, and, since the organiser wrote them there, the reasons and links of changes
    (and their copies for `undo`) and the links of programme.yaml."""
    found = leaks(term.folder)
    allowed = (
        "people/",
        "out/private/",
        ".programme/history/",
        "changes.yaml",
        "programme.yaml",
        ".programme/pristine/",
    )
    assert [path for path in found if not path.startswith(allowed)] == []
    assert {word for path in ("programme.yaml",) for word in found[path]} == {LINK, CHAT}
    assert {*found["changes.yaml"]} == {NAMES[0], PEOPLE[0][2], LINK}
    assert not any(path.startswith(".programme/pristine/") for path in found)


@pytest.mark.slow
def test_privacy_tells_of_every_record_that_is_kept(term: Term) -> None:
    text = (ROOT / "docs/privacy.md").read_text("utf-8")
    kept = {path.name for path in (term.folder / ".programme").iterdir()} | {
        Path(name).name for name in (MAILED, SENT_FILE, FORMED, MEMORY, JOURNAL)
    }
    assert len(kept) > 12
    assert [name for name in sorted(kept) if name not in text] == []


@pytest.mark.slow
def test_what_names_people_is_its_owners_and_left_out_by_git(term: Term) -> None:
    private = [
        path for place in ("people", "out/private") for path in (term.folder / place).rglob("*") if path.is_file()
    ]
    assert len(private) > 100
    loose = [path for path in private if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert [path for path in loose if path.parent.name != "people"] == []  # those the test wrote itself
    assert {"/people/", "/out/"} <= {*(term.folder / ".gitignore").read_text("utf-8").splitlines()}


@pytest.mark.slow
def test_whoever_is_forgotten_after_a_whole_term_is_nowhere(
    term: Term, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows, cohorts, records, copies, messages, slips: after `people forget` neither name nor address nor id is left,
    and the term goes on."""
    folder = Path(shutil.copytree(term.folder, tmp_path / "programme"))
    id, _, email = PEOPLE[0]
    capsys.readouterr()
    assert run(["people", "export", id, "-C", str(folder)]) == 0
    told = {each["file"] for each in json.loads(capsys.readouterr().out)["stored"]}
    held = {path for path, words in leaks(folder).items() if {NAMES[0], email} & {*words}}
    assert held <= told
    assert programme(folder, f"people forget {id} --yes", now=SECOND) == 0
    assert [path for path, words in leaks(folder).items() if {NAMES[0], email} & {*words}] == []
    by_id = re.compile(rf"(?<![\w-]){id}(?![\w-])")
    rest = [
        path for path in folder.rglob("*") if path.is_file() and "pristine" not in path.parts
    ]  # which is the template's
    assert [path.as_posix() for path in rest if (by_id.search(path.name) or by_id.search(text_of(path)))] == []
    assert programme(folder, "check", now=SECOND) == 0
