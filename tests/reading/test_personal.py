"""Somebody's own defaults are read where the XDG rule has them, through a link too, with every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.problems import Problem
from toolkit.reading.personal import defaults_place, read_defaults_file


@pytest.mark.parametrize(
    ("environment", "windows", "place"),
    [
        ({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}, False, "/x/programme/defaults.yaml"),
        ({"XDG_CONFIG_HOME": "", "HOME": "/h"}, False, "/h/.config/programme/defaults.yaml"),
        ({"XDG_CONFIG_HOME": "here", "HOME": "/h"}, False, "/h/.config/programme/defaults.yaml"),
        ({"APPDATA": "/a", "HOME": "/h"}, False, "/h/.config/programme/defaults.yaml"),
        ({"APPDATA": "/a", "HOME": "/h"}, True, "/a/programme/defaults.yaml"),
        ({"XDG_CONFIG_HOME": "/x", "APPDATA": "/a"}, True, "/x/programme/defaults.yaml"),
        ({}, False, "~/.config/programme/defaults.yaml"),
    ],
)
def test_the_place_follows_the_machine(environment: dict[str, str], place: str, *, windows: bool) -> None:
    assert defaults_place(environment, windows=windows) == Path(place)


def test_every_mistake_is_told_at_once_with_its_place_and_the_nearest_key(tmp_path: Path) -> None:
    path, problems = tmp_path / "defaults.yaml", list[Problem]()
    path.write_text("new:\n  citty: oxford\n  contact: [a]\nmail: {password: x}\nterminal: {no_color: 7}\n", "utf-8")
    found = read_defaults_file(path, problems=problems)
    assert found is not None
    assert found[0].new.city == "oxford"
    told = [(one.file, one.line, one.column, one.code, one.hint) for one in sorted(problems)]
    assert told[0] == (str(path), 2, 3, "P020", "Did you mean “city”?")
    assert [one[1:4] for one in told[1:]] == [(3, 12, "P022"), (4, 8, "P020"), (5, 22, "P022")]


def test_a_link_is_followed_and_one_that_leads_nowhere_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "kept.yaml").write_text("mail: {smtp: a}\n", "utf-8")
    (link := tmp_path / "defaults.yaml").symlink_to("kept.yaml")
    problems: list[Problem] = []
    found = read_defaults_file(link, problems=problems)
    assert found is not None
    assert found[0].mail.smtp == "a"
    (tmp_path / "kept.yaml").unlink()
    assert read_defaults_file(link, problems=problems) is None
    assert problems == []


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    problems: list[Problem] = []
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path, tmp_path / "loop"):
        assert read_defaults_file(path, problems=problems) is not None
    assert [one.code for one in problems] == ["P004", "P004"]
