"""A template is data: what is data is read whole, whatever is not is refused with its file and line before it is
used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.scaffold.conftest import INNER
from tests.scaffold.made import ask, fetched, refused
from toolkit.scaffold.inspect import LONGEST_NAME, MOST_FILES


def test_a_template_is_read_with_its_questions_and_files(template: Path) -> None:
    found = fetched(template)
    assert found.questions["day"] == "tue"
    assert sorted(found.files) == [
        "curriculum.yaml",
        "programme.yaml",
        "resources.yaml",
        "sessions/01-three-passes.md",
        "sessions/02-referee.md",
    ]


def test_the_hash_follows_the_content_and_nothing_else(template: Path) -> None:
    before = fetched(template).hash
    os.utime(template / INNER / "curriculum.yaml", (0, 0))
    assert fetched(template).hash == before
    with (template / INNER / "curriculum.yaml").open("a") as file:
        file.write("# one more\n")
    assert fetched(template).hash != before


@pytest.mark.parametrize("name", ["README.md", "LICENSE", ".gitignore", ".git", ".github"])
def test_what_lies_beside_the_folder_is_no_harm(template: Path, name: str) -> None:
    (template / name).write_text("words")
    assert name not in fetched(template).files


@pytest.mark.parametrize(
    "name", ["LICENSE", "README.md", "logo.png", "documents/poster/page.css", "cities/york.yaml", "ユニコード.md"]
)
def test_texts_and_pictures_may_be_brought(template: Path, name: str) -> None:
    place = template / INNER / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"data")
    assert name in fetched(template).files


@pytest.mark.parametrize("name", ["hooks/pre_gen_project.sh", "hooks/post_gen_project.py", "hooks/pre_prompt.sh"])
def test_hooks_are_refused(template: Path, name: str) -> None:
    (template / "hooks").mkdir()
    (template / name).write_text("touch /tmp/owned")
    (problem,) = refused(template)
    assert (problem.code, problem.file) == ("P100", "own/hooks")


@pytest.mark.parametrize("place", ["extension.py", f"{INNER}/run.py", f"{INNER}/sessions/x.PYC", f"{INNER}/x.so"])
def test_programs_are_refused(template: Path, place: str) -> None:
    (template / place).write_text("import os")
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    "name", ["run.sh", "Makefile", ".envrc", ".vscode/tasks.json", "sessions/.hidden.md", "page.html", "x.exe"]
)
def test_only_texts_and_pictures_may_be_brought(template: Path, name: str) -> None:
    place = template / INNER / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("words")
    (problem,) = refused(template)
    assert problem.code == "P100"
    assert problem.file == f"own/{INNER}/{name}"


@pytest.mark.parametrize("place", [f"{INNER}/notes.md", f"{INNER}/more", "LICENSE", INNER + "/sessions/03-x.md"])
@pytest.mark.parametrize("target", ["/etc/passwd", "/nowhere", ".."])
def test_links_are_refused_wherever_they_lead(template: Path, place: str, target: str) -> None:
    (template / place).symlink_to(target)
    (problem,) = refused(template)
    assert (problem.code, problem.file) == ("P100", f"own/{place}")


def test_a_pipe_is_refused_and_not_waited_for(template: Path) -> None:
    os.mkfifo(template / INNER / "sessions" / "03-x.md")
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    "name",
    [
        "a\\b.md",
        "con.md",
        "LPT1.yaml",
        "a:b.md",
        "x .md ",
        " x.md",
        "a\nb.md",
        "x" * (LONGEST_NAME + 1),
        "{{x}}.md",
        "{%x%}.md",
    ],
)
def test_names_that_some_system_cannot_have_are_refused(template: Path, name: str) -> None:
    (template / INNER / name).write_text("words")
    assert [problem.code for problem in refused(template)] == ["P100"]


def test_a_name_that_is_not_utf8_is_refused(template: Path) -> None:
    with open(os.fsencode(template / INNER) + b"/\xff.md", "w") as file:
        file.write("words")
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    ("one", "other"), [("Notes.md", "notes.md"), ("caf\u00e9.md", "cafe\u0301.md"), ("stra\u00dfe.md", "STRASSE.md")]
)
def test_names_that_fall_together_elsewhere_are_refused(template: Path, one: str, other: str) -> None:
    (template / INNER / one).write_text("words")
    (template / INNER / other).write_text("words")
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    "name", ["people/participants.csv", "People/x.csv", "out/index.md", "cohorts.yaml", "Changes.yaml"]
)
def test_what_new_makes_itself_cannot_be_brought(template: Path, name: str) -> None:
    place = template / INNER / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("id,name\n")
    assert [problem.code for problem in refused(template)] == ["P100"]


def test_a_known_name_in_other_letters_is_refused(template: Path) -> None:
    (template / INNER / "resources.yaml").rename(template / INNER / "Resources.yaml")
    assert [problem.code for problem in refused(template)] == ["P100"]


def test_too_many_files_end_the_reading(template: Path) -> None:
    for number in range(MOST_FILES):
        (template / INNER / f"{number}.md").write_text("words")
    assert "P100" in {problem.code for problem in refused(template)}


def test_folders_without_end_are_refused(template: Path) -> None:
    (template / INNER / "a/b/c/d/e/f/g/h").mkdir(parents=True)
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.md", b"x" * 1_048_577, "P003"), ("a.png", b"x" * 5_242_881, "P003"), ("a.md", b"\xff", "P003")],
)
def test_files_over_the_limits_are_refused(template: Path, name: str, data: bytes, code: str) -> None:
    (template / INNER / name).write_bytes(data)
    assert [problem.code for problem in refused(template)] == [code]


def test_the_folder_must_have_the_one_name(template: Path) -> None:
    (template / INNER).rename(template / "{{cookiecutter.title}}")
    assert "P100" in {problem.code for problem in refused(template)}


def test_a_second_folder_of_that_kind_is_refused(template: Path) -> None:
    (template / "{{ cookiecutter.slug }}").mkdir()
    (template / "{{ cookiecutter.slug }}" / "a.md").write_text("words")
    assert "P100" in {problem.code for problem in refused(template)}


@pytest.mark.parametrize("name", ["programme.yaml", "curriculum.yaml", "sessions"])
def test_what_every_template_needs_is_asked_for(template: Path, name: str) -> None:
    (template / INNER / name).rename(template / name.replace("sessions", "elsewhere"))
    assert [(problem.code, problem.file) for problem in refused(template)] == [("P002", f"own/{INNER}/{name}")]


def test_every_problem_is_told_at_once(template: Path) -> None:
    (template / "hooks").mkdir()
    ask(template, _extensions=["os"])
    (template / INNER / "notes.md").symlink_to("/etc/passwd")
    (template / INNER / "programme.yaml").write_text("{{ 'x'*10**9 }}")
    assert len(refused(template)) == 4
