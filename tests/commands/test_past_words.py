"""Whoever is about to tell people something hears which meetings are over and not recorded: the files know no day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.planning.small_programme import numbered, programme
from toolkit.cli import run
from toolkit.commands._past_words import past_words
from toolkit.planning.make_plan import make_plan

LATER, BEFORE = "2027-02-03", "2027-01-19"
VERBS = ((["build", "--only", "mail"], 0), (["changes"], 0), (["send"], 2))
"""With their exit codes: no mail server is named."""

SAID = "4 past meetings are not recorded as held"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = lay_out(tmp_path_factory.mktemp("past") / "small")
    people = made / "people/participants.csv"
    people.write_text(people.read_text("utf-8").replace("p1,Ann,", "p1,Ann,ann@example.org", 1), "utf-8")
    assert run(["build", "--only", "mail", "-C", str(made), "-q"]) == 0
    return made


@pytest.mark.parametrize(("words", "code"), VERBS)
def test_it_is_said_from_the_next_day_until_it_is_recorded(
    folder: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(now: str) -> str:
        assert run([*words, "-C", str(folder), "--now", now]) == code
        found = capsys.readouterr()
        return found.out + found.err

    assert SAID in said(LATER)
    assert "Where they took place: `programme held fold`, `programme held sail`." in said(LATER)
    assert "not recorded as held" not in said(BEFORE)


def test_what_is_built_is_the_same_on_any_day(folder: Path) -> None:
    made = {path: path.read_bytes() for path in (folder / "out").rglob("*.eml")}
    assert made
    assert run(["build", "--only", "mail", "-C", str(folder), "--now", LATER, "-q"]) == 0
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*.eml")} == made


def test_one_is_one_and_many_sessions_are_not_all_named() -> None:
    plan = make_plan(programme(sessions=numbered(5)))
    assert past_words(()) == ""
    assert past_words(plan.meetings[:1]) == (
        "1 past meeting is not recorded as held, so messages may speak of it as still to come."
        " Where it took place: `programme held s1`."
    )
    assert past_words(plan.meetings).endswith("`programme held s3` and 2 more, which `programme status` lists.")
