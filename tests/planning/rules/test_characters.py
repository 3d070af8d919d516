"""Letters that no font here has are told at the words that need them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.examples import lay_out
from tests.planning.small_programme import programme
from toolkit.model.people import Participant
from toolkit.model.programme import Programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.characters import written
from toolkit.planning.rules.rule import Facts
from toolkit.problems import Problem, SourceFile
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelves

CJK, CORE = "fonts-noto-cjk", "fonts-noto-core"
UNPRINTABLE = {**dict.fromkeys("李雷王芳さくら김민준", CJK), **dict.fromkeys("محمد", CORE)}


def named(*names: str, title: str = "Boats") -> Programme:
    """The small programme with participants of these names."""
    small = programme(title=title)
    found = {f"p{number}": Participant(f"p{number}", name) for number, name in enumerate(names, 1)}
    return replace(small, people=replace(small.people, participants=found))


def told(small: Programme, unprintable: dict[str, str]) -> list[Problem]:
    found = find_problems(make_plan(small), Facts(unprintable=unprintable))
    return [problem for problem in found if problem.code == "P104"]


def test_control_characters_of_yaml_and_markdown_get_nowhere_and_are_told(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    session = next(iter(sorted((folder / "sessions").glob("*.md"))))
    session.write_text(session.read_text("utf-8") + "\nSee\x07 here.\n", "utf-8")
    (folder / "cohorts.yaml").write_text('cohorts:\n  a: {label: "Bir\\x1bch", room: hall}\n', "utf-8")
    read, problems = try_programme(folder, Shelves.open(folder=folder))
    assert read is not None
    assert "P126" not in {problem.code for problem in problems}
    assert read.cohorts[0].label == "Bir ch"
    found = [problem for problem in find_problems(make_plan(read)) if problem.code == "P126"]
    line = session.read_text("utf-8").split("\n").index("See\x07 here.") + 1
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("cohorts.yaml", 2, 14),
        (f"sessions/{session.name}", line, 4),
    ]


def test_line_ends_tabs_and_accents_are_no_control_characters(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    (folder / "cohorts.yaml").write_text('cohorts:\n  a: {label: "Bir\\tké\\nch", room: hall}\n', "utf-8")
    read, _ = try_programme(folder, Shelves.open(folder=folder))
    assert read is not None
    assert read.cohorts[0].label == "Bir\tké\nch"
    assert [problem for problem in find_problems(make_plan(read)) if problem.code == "P126"] == []


def test_each_missing_package_is_told_once_with_names_and_a_count() -> None:
    names = ("李 雷", "Ann Lee", "王芳", "さくら", "김민준", "李 雷", "محمد")
    core, cjk = told(named(*names, title="Boats and محمد"), UNPRINTABLE)
    assert (cjk.code, cjk.file, cjk.where) == ("P104", "people/participants.csv", CJK)
    assert cjk.message == "No font here can print 李 雷, 王芳, さくら and 1 more."
    assert (core.where, core.message) == (CORE, "No font here can print محمد.")
    assert CORE in core.hint


def test_nothing_is_told_of_letters_that_a_font_has() -> None:
    assert told(named("Zoë Ångström", "李 雷", title="Boats → water"), {}) == []
    assert told(named("Zoë Ångström", "Farah Dvořák"), UNPRINTABLE) == []


def test_of_a_line_of_text_the_words_are_told_that_need_the_package() -> None:
    (problem,) = told(named("Ann", title="The boats of 王芳 and others"), UNPRINTABLE)
    assert problem.message == "No font here can print 王芳."


def test_a_session_that_could_not_be_read_is_not_looked_at() -> None:
    small = named("Ann")
    file = small.sessions[0].file
    small = replace(small, sources={file: SourceFile(file, ("王芳",), {})})
    assert "王芳" in {text for _source, _place, text in written(small)}
    assert "王芳" not in {text for _source, _place, text in written(replace(small, unsure=frozenset({file})))}
