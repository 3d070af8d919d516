"""A variable is stronger than the file, and each setting says what set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.personal import VARIABLES, read_personal
from toolkit.problems import ProblemsFound


def written(folder: Path, text: str) -> dict[str, str]:
    """An environment in which the file says this."""
    (folder / "programme").mkdir()
    (folder / "programme" / "defaults.yaml").write_text(text, "utf-8")
    return {"XDG_CONFIG_HOME": str(folder)}


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    found = read_personal({"XDG_CONFIG_HOME": str(tmp_path)})
    assert (found.there, found.settings, found.no_color, found.problems) == (False, (), False, ())
    assert found.settings_of("new") == {}


def test_a_variable_wins_over_the_file_and_each_says_where_it_comes_from(tmp_path: Path) -> None:
    environment = written(tmp_path, "new:\n  city: oxford\n  contact: ''\nmail:\n  user: ada\n")
    file = str(tmp_path / "programme" / "defaults.yaml")
    found = read_personal({**environment, "PROGRAMME_SMTP": "mail.example.org", "PROGRAMME_SMTP_USER": " "})
    assert found.there
    assert found.settings == (
        {"key": "new.city", "value": "oxford", "origin": file, "line": 2},
        {"key": "mail.smtp", "value": "mail.example.org", "origin": "PROGRAMME_SMTP", "line": 0},
        {"key": "mail.user", "value": "ada", "origin": file, "line": 5},
    )
    over = read_personal({**environment, "PROGRAMME_CITY": "london"}).settings_of("new")
    assert over == {"city": {"key": "new.city", "value": "london", "origin": "PROGRAMME_CITY", "line": 0}}


def test_every_variable_is_read() -> None:
    found = read_personal({"HOME": "/nowhere", **{name: f"of {name}" for name in VARIABLES.values()}})
    assert {one["key"]: one["value"] for one in found.settings} == {key: f"of {VARIABLES[key]}" for key in VARIABLES}
    assert set(found.settings_of("new")) == {"city", "template", "contact", "signed_by"}
    assert [one["key"] for one in found.running] == ["mail.smtp", "mail.user"]


def test_a_file_with_a_mistake_answers_nothing_and_the_colours_are_as_it_says(tmp_path: Path) -> None:
    found = read_personal(written(tmp_path, "news: {city: oxford}\nterminal: {no_color: true, loud: 1}\n"))
    assert (found.no_color, [one.code for one in found.problems]) == (True, ["P020", "P020"])
    with pytest.raises(ProblemsFound) as raised:
        found.settings_of("new")
    assert raised.value.problems == tuple(sorted(found.problems))
