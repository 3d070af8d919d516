"""Any folder is looked through in 30 seconds and 1 GiB, and whatever is wrong with it is told: never a traceback, never
silence."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading.test_pictures import SVG
from tests.security.attacks import edit, say, small, spent
from toolkit.reading import files, folder_content, programme_folder
from toolkit.reading.shelves import Shelves

pytestmark = pytest.mark.usefixtures("without_pdfs")


def changes(folder: Path, line: str, *, count: int) -> None:
    (folder / "changes.yaml").write_text("changes:\n" + line * count, "utf-8")


def body(folder: Path, text: str) -> None:
    with (folder / "sessions/01-fold.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def people(folder: Path, heading: str, *, row: str, count: int) -> None:
    (folder / "people/participants.csv").write_text(
        heading + "".join(row.format(number) for number in range(count)), "utf-8"
    )


def many_sessions(folder: Path, count: int) -> None:
    text = (folder / "sessions/01-fold.md").read_text("utf-8")
    for number in range(count):
        (folder / f"sessions/x{number}.md").write_text(text.replace("key: fold", f"key: f{number}"), "utf-8")
    edit(
        folder,
        "curriculum.yaml",
        old="[fold, sail, race]",
        new="[fold, sail, race, " + ", ".join(f"f{number}" for number in range(count)) + "]",
    )


LARGE: dict[str, Callable[[Path], object]] = {
    "shifts": lambda folder: changes(folder, "  - {cohort: all, session: sail, cancelled: shift}\n", count=12_000),
    "skips": lambda folder: changes(folder, "  - {cohort: all, from: 1900-01-01, until: 2199-12-31}\n", count=19_000),
    "wrong changes": lambda folder: changes(folder, "  - {a: 1}\n", count=15_000),
    "repeated keys": lambda folder: (folder / "changes.yaml").write_text("a: 1\n" * 50_000, "utf-8"),
    "lists": lambda folder: (folder / "changes.yaml").write_text("[" + "[]," * 100_000 + "]", "utf-8"),
    "brackets": lambda folder: (folder / "changes.yaml").write_text("[" * 1_000_000, "utf-8"),
    "cohorts": (
        lambda folder: (folder / "cohorts.yaml").write_text(
            "cohorts:\n" + "".join(f"  c{n}: {{}}\n" for n in range(10_000)), "utf-8"
        )
    ),
    "members": lambda folder: edit(
        folder, "cohorts.yaml", old="[p1, p2, p3]", new="[" + ", ".join(f"q{n}" for n in range(100_000)) + "]"
    ),
    "breaks": lambda folder: edit(
        folder,
        "programme.yaml",
        old="breaks: [",
        new="breaks: [" + "{name: x, from: 1900-01-01, to: 2199-12-31}, " * 20_000,
    ),
    "sessions": lambda folder: many_sessions(folder, 600),
    "people": lambda folder: people(folder, "id,name\n", row="q{0},A {0}\n", count=60_000),
    "zones that nobody knows": lambda folder: people(folder, "id,timezone\n", row="q{0},Europe/Londn\n", count=40_000),
    "columns": lambda folder: people(folder, "id,name" + ",x" * 100_000 + "\n", row="q{0},b\n", count=5000),
    "a long title": lambda folder: edit(
        folder, "programme.yaml", old="title: A small programme", new="title: '" + "wörd " * 150_000 + "'"
    ),
    "quotations": lambda folder: body(folder, "> " * 200_000),
    "backticks": lambda folder: body(folder, " ".join("`" * (n % 900 + 1) for n in range(1000))),
    "headings": lambda folder: body(folder, "## x\n" * 150_000),
    "half links": lambda folder: body(folder, "[a](" * 100_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_done_in_time(tmp_path: Path, name: str) -> None:
    folder = small(tmp_path / "programme")
    LARGE[name](folder)
    found = spent(folder, "check")
    assert found.within_limits, found
    if found.code != 1:  # a build looks through the same files first, and ends where there is a mistake
        built = spent(folder, "build --only sheets")
        assert built.within_limits, built


@pytest.mark.parametrize("name", ["shifts", "cohorts", "sessions"])
def test_what_is_too_much_to_plan_is_told_with_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = small(tmp_path / "programme")
    if name == "cohorts":
        (folder / "cohorts.yaml").write_text("cohorts:\n" + "".join(f"  c{n}: {{}}\n" for n in range(1001)), "utf-8")
    elif name == "sessions":
        many_sessions(folder, 500)
    else:
        LARGE[name](folder)
    assert say(folder, "check") == 1
    assert re.search(
        r"P026 .*(at most [\d,]+|more than) can be planned|P026 .*more than can be planned", capsys.readouterr().out
    )


@pytest.mark.parametrize("more", [497, 498])
def test_more_than_five_hundred_sessions_are_refused_before_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    folder = small(tmp_path / "programme")
    many_sessions(folder, more)
    if more == 498:
        monkeypatch.setattr(folder_content, "_session", lambda *_given: pytest.fail("a session was read"))
    _, problems = programme_folder.try_programme(folder, Shelves.open(folder=folder))
    limits = [problem.message for problem in problems if problem.code == "P026"]
    assert limits == ([] if more == 497 else ["There are 501 sessions; at most 500 can be planned."])


@pytest.mark.parametrize("guarded", [True, False])
def test_without_the_limit_it_would_be_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    folder = small(tmp_path / "programme")
    (folder / "cohorts.yaml").write_text("cohorts:\n" + "".join(f"  c{n}: {{}}\n" for n in range(1001)), "utf-8")
    if not guarded:
        monkeypatch.setattr(programme_folder, "_too_much", lambda _programme: None)
    programme, _ = programme_folder.try_programme(folder, Shelves.open(folder=folder))
    assert (programme is None) is guarded


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize(("name", "limit"), [("changes.yaml", "1,048,576"), ("logo.svg", "5,242,880")])
def test_a_file_past_its_limit_is_not_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    limit: str,
    *,
    guarded: bool,
) -> None:
    folder = small(tmp_path / "programme")
    edit(folder, "programme.yaml", old="sign_up:", new="look: {logo: logo.svg}\nsign_up:")
    (folder / "logo.svg").write_text(
        SVG.format("<!--" + "x" * (5 * 2**20 if name == "logo.svg" else 1) + "-->"), "utf-8"
    )
    (folder / "changes.yaml").write_text("changes: []\n#" + "x" * (2**20 if name == "changes.yaml" else 1), "utf-8")
    if not guarded:
        monkeypatch.setattr(files, "LARGEST", 2**23)
        monkeypatch.setattr(programme_folder, "PICTURE_LARGEST", 2**23)
    assert say(folder, "check") == (1 if guarded else 0)
    assert (f"at most {limit} are read" in capsys.readouterr().out) is guarded


@pytest.mark.parametrize(("count", "code"), [(10_000, 0), (10_001, 1)])
def test_ten_thousand_people_who_say_all_of_themselves_are_read_and_one_more_is_told_by_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], count: int, code: int
) -> None:
    folder = small(tmp_path / "programme")
    row = 'q{0},Person Number {0},person.{0}@students.example.org,Europe/London,"Mon 18:00-21:00; Tue 18:00-21:00"\n'
    people(folder, "id,name,email,timezone,available\n", row=row, count=count - 6)
    with (folder / "people/participants.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"p{number},Member {number},,,\n" for number in range(1, 7))
    assert (folder / "people/participants.csv").stat().st_size > files.LARGEST
    assert say(folder, "check") == code
    assert ("has 10,001 rows; at most 10,000 are read" in capsys.readouterr().out) is bool(code)


def test_a_thousand_cohorts_are_no_problem(tmp_path: Path) -> None:
    folder = small(tmp_path / "programme")
    (folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    (folder / "people/rooms.csv").write_text("id,name,seats,cohorts\nhall,The hall,9000,1000\n", "utf-8")
    (folder / "cohorts.yaml").write_text(
        "cohorts:\n" + "".join(f"  c{n}: {{room: hall}}\n" for n in range(1000)), "utf-8"
    )
    edit(folder, "programme.yaml", old="people: 9", new="people: 5000")
    assert say(folder, "check") == 0


# dates

TOKENS = [
    "../x", "/etc/passwd", "9999-12-31", "1e999", "-1", "9" * 40, "null", "[]", "{}", '""', "\x1b[2J", "\u202e", '"',
    "'", "{{7*7}}", "%s", "a" * 300, "\ufeff",
    "\x00", "=1+1", "~", "!!python/object:os.system", "&a", "*a", "<<: {}", "2027-02-29", "24:00", "true", "p1", "sail",
    "all", "NaN", "[[[[", "📎", "\r\n",
    "\t", "---", "| ", "> ", "Europe/../../etc", "con", ".git/config",
]  # fmt: skip
VERBS = (
    "check",
    "plan",
    "status",
    "changes",
    "build",
    "undo",
    "send --dry-run",
    "people list",
    "people export p1",
    "publish x",
    "move race --to 2027-02-20 --yes",
)


def damaged(text: str, chance: random.Random) -> str:
    """The text with up to four of its words, lines or stretches replaced, lost, doubled or moved."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        begin = chance.randrange(len(text) + 1)
        end = min(len(text), begin + chance.randrange(20))
        lines = text.split("\n")
        match chance.randrange(5):
            case 0:
                text = text[:begin] + chance.choice(TOKENS) + text[end:]
            case 1:
                text = text[:begin] + text[end:]
            case 2:
                text = "\n".join([*lines, chance.choice(lines)])
            case _:
                words = list(re.finditer(r'"[^"\n]*"|[\w.-]+', text))
                if words:
                    word, token = chance.choice(words), chance.choice(TOKENS)
                    text = (
                        text[: word.start()]
                        + (json.dumps(token) if word[0].startswith('"') else token)
                        + text[word.end() :]
                    )
    return text


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with every record that there is; tests work on copies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.jobs.printing.render_pages", lambda *_pages, **_options: iter(()))
        folder = small(tmp_path_factory.mktemp("whole") / "programme")
        edit(folder, "programme.yaml", old="sign_up:", new="sender: {name: Ada, email: ada@example.org}\nsign_up:")
        (folder / "people/attendance.csv").write_text("id,cohort,session,state\np1,a,fold,present\n", "utf-8")
        assert [
            say(folder, verb)
            for verb in ("build", "publish first", "move race --cohort a --to 2027-02-18 --yes", "build")
        ] == [0, 0, 0, 0]
    record = {"version": 1, "messages": {"aa": {"id": "p1", "state": "sent"}}}
    (folder / ".programme/sent.json").write_text(json.dumps(record), "utf-8")
    (folder / ".programme/cohorts.json").write_text('{"version": 1, "written": {"a": "x"}, "used": ["a"]}', "utf-8")
    return folder


def round_of(whole: Path, place: Path, *, seed: int) -> None:
    """Damage one file, and try three verbs."""
    chance = random.Random(seed)
    paths = sorted(
        path.relative_to(whole)
        for path in whole.rglob("*")
        if path.is_file() and path.relative_to(whole).parts[0] != "out" and path.name != "lock"
    )
    folder = Path(shutil.copytree(whole, place / str(seed)))
    path = folder / chance.choice(paths)
    path.write_bytes(damaged(path.read_text("utf-8"), chance).encode("utf-8", "replace"))
    for verb in chance.sample(VERBS, 3):
        assert say(folder, verb) in (0, 1, 2, 3, 4), (seed, path, verb)
    shutil.rmtree(folder)


def test_any_damage_to_any_file_is_told(whole: Path, tmp_path: Path) -> None:
    for seed in range(12):
        round_of(whole, tmp_path, seed=seed)


@pytest.mark.slow
def test_any_damage_to_any_file_is_told_often(whole: Path, tmp_path: Path) -> None:
    for seed in range(1000, 1020):
        round_of(whole, tmp_path, seed=seed)
