"""A template comes from a shelf, a folder or a git address, and only the last touches the network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from toolkit.problems import EnvironmentMissing, ProblemsFound, WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.fetch import fetch_template, is_git_address, short_name


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(template: Path) -> Path:
    git(template, "init", "-q")
    git(template, "add", "-A")
    git(template, "commit", "-qm", "a")
    return template


def test_a_name_is_looked_for_on_the_shelves(tmp_path: Path, template: Path) -> None:
    (tmp_path / "programmes").mkdir()
    template.rename(tmp_path / "programmes" / "mine")
    found = fetch_template("mine", Shelves.open(extra=[tmp_path]))
    assert (found.name, found.version, short_name(found)) == ("mine", "", "mine")


def test_a_name_is_taken_in_any_case_where_one_shelf_item_has_it(shelves: Shelves) -> None:
    assert fetch_template("Engineering", shelves).name == "engineering"
    with pytest.raises(WrongUsage, match="Did you mean “engineering”"):
        fetch_template("Enginering", shelves)


def test_a_folder_is_named_by_its_whole_path(template: Path, shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(template.parent)
    found = fetch_template("./own", shelves)
    assert (found.name, short_name(found)) == (template.as_posix(), "own")


def test_an_address_is_cloned_and_its_commit_kept(repository: Path, shelves: Shelves) -> None:
    found = fetch_template(f"file://{repository}", shelves)
    assert found.name == f"file://{repository}"
    assert len(found.version) == 40
    assert found.hash == fetch_template(str(repository), shelves).hash


def test_a_branch_a_tag_and_a_folder_of_an_address_are_taken(tmp_path: Path, template: Path, shelves: Shelves) -> None:
    repository = tmp_path / "repository"
    (repository / "templates").mkdir(parents=True)
    template.rename(repository / "templates" / "talks")
    curriculum = repository / "templates" / "talks" / "{{cookiecutter.slug}}" / "curriculum.yaml"
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "a")
    git(repository, "tag", "first")
    git(repository, "checkout", "-q", "-b", "next/one")
    curriculum.write_text(curriculum.read_text(encoding="utf-8").replace("title: ", "title: Newer "), encoding="utf-8")
    git(repository, "commit", "-qam", "b")
    git(repository, "checkout", "-q", "main")
    address = f"file://{repository}"
    found = {
        name: fetch_template(address, shelves, checkout=name, directory="/templates/talks/")
        for name in ("", "first", "next/one")
    }
    assert [b"Newer" in each.files["curriculum.yaml"] for each in found.values()] == [False, False, True]
    assert found[""].hash == found["first"].hash != found["next/one"].hash
    newer = found["next/one"]
    assert (newer.name, newer.checkout, newer.directory, short_name(newer)) == (
        address,
        "next/one",
        "templates/talks",
        "talks",
    )
    with pytest.raises(WrongUsage) as refused:
        fetch_template(address, shelves)
    assert f"{named('directory')}: templates/talks" in str(refused.value)


@pytest.mark.parametrize("checkout", ["nowhere", "--upload-pack=touch ran", "-q", "a b"])
def test_a_branch_that_is_not_there_is_wrong_usage(repository: Path, shelves: Shelves, checkout: str) -> None:
    with pytest.raises((WrongUsage, EnvironmentMissing)):
        fetch_template(f"file://{repository}", shelves, checkout=checkout)
    assert not (repository / "ran").exists()


@pytest.mark.parametrize(
    "directory", ["nothing", "..", "../own", "link", "link/own", ".git", "{{cookiecutter.slug}}", "a\0b"]
)
def test_a_folder_of_an_address_is_inside_it_and_no_link(repository: Path, shelves: Shelves, directory: str) -> None:
    (repository / "link").symlink_to(repository.parent)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "b")
    with pytest.raises(WrongUsage):
        fetch_template(f"file://{repository}", shelves, directory=directory)


def test_a_branch_of_something_that_is_no_address_is_wrong_usage(template: Path, shelves: Shelves) -> None:
    for asked, given in ((str(template), {"checkout": "main"}), ("engineering", {"directory": "x"})):
        with pytest.raises(WrongUsage) as found:
            fetch_template(asked, shelves, **given)
        assert "git address" in str(found.value)


def test_a_link_in_a_repository_is_refused(repository: Path, shelves: Shelves) -> None:
    (repository / "{{cookiecutter.slug}}" / "notes.md").symlink_to("/etc/passwd")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "b")
    with pytest.raises(ProblemsFound) as found:
        fetch_template(f"file://{repository}", shelves)
    assert [problem.code for problem in found.value.problems] == ["P100"]


def test_an_address_with_nothing_behind_it_is_told_in_a_sentence(tmp_path: Path, shelves: Shelves) -> None:
    with pytest.raises(EnvironmentMissing) as found:
        fetch_template(f"file://{tmp_path}/nothing", shelves)
    assert "git" in str(found.value)


def test_a_machine_without_git_is_told_so(tmp_path: Path, shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentMissing) as found:
        fetch_template("https://example.org/x.git", shelves)
    assert found.value.hint.startswith("Install git")


def test_an_unknown_name_is_wrong_usage_with_the_nearest_and_the_list(shelves: Shelves) -> None:
    with pytest.raises(WrongUsage) as found:
        fetch_template("enginering", shelves)
    assert "P101" in str(found.value)
    assert "“engineering”" in str(found.value)
    assert "conceptual" in str(found.value)


def test_a_folder_without_questions_is_no_template(tmp_path: Path, shelves: Shelves) -> None:
    with pytest.raises(WrongUsage) as found:
        fetch_template(str(tmp_path), shelves)
    assert "cookiecutter.json" in str(found.value)


@pytest.mark.parametrize(
    ("asked", "is_one"),
    [
        ("https://example.org/a/b.git", True),
        ("git+https://example.org/a", True),
        ("git@example.org:a/b.git", True),
        ("ssh://git@example.org/a", True),
        ("engineering", False),
        ("./engineering", False),
        ("ext::sh -c id", False),
        ("--upload-pack=id", False),
        ("-oProxyCommand=id@example.org:x", False),
        ("https://example.org/a b", False),
    ],
)
def test_what_counts_as_an_address(asked: str, is_one: bool) -> None:
    assert is_git_address(asked) is is_one


@pytest.mark.parametrize(
    ("name", "short"),
    [("https://x.org/a/My-Course.git", "my-course"), ("git@x.org:talks.git", "talks"), ("/home/me/東京/", "programme")],
)
def test_the_short_name_is_the_last_part(name: str, short: str, template: Path, shelves: Shelves) -> None:
    from dataclasses import replace

    assert short_name(replace(fetch_template(str(template), shelves), name=name)) == short
