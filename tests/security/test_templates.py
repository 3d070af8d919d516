"""A template from elsewhere is data. Beside each refusal: what another program does with the same template, or ours
without the guard."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.conftest import INNER, STARTER
from tests.security.attacks import say, small
from toolkit.cli import run
from toolkit.problems import EnvironmentMissing, ProblemsFound
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import create, fetch, update
from toolkit.scaffold.expressions import sandbox
from toolkit.scaffold.fetch import fetch_template
from toolkit.scaffold.inspect import read_template


@pytest.fixture
def template(tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(STARTER, tmp_path / "own"))


def ours(template: Path, into: Path) -> int:
    """The exit code of `programme new` with this template."""
    options = ["--term", "Hilary 2027", "--into", str(into), "--no-input", "--now", "2026-11-23", "-q"]
    return run(["new", "oxford", "--template", str(template), *options])


def plain(template: Path, into: Path) -> None:
    """What cookiecutter itself makes of it."""
    from cookiecutter.main import cookiecutter

    config = into.parent / "config.yaml"
    config.write_text(f"cookiecutters_dir: {into.parent}/c\nreplay_dir: {into.parent}/r\n", "utf-8")
    cookiecutter(str(template), no_input=True, output_dir=str(into), config_file=str(config))


def ask(template: Path, **questions: object) -> None:
    file = template / "cookiecutter.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **questions}), "utf-8")


def test_a_hook_does_not_run(template: Path, tmp_path: Path) -> None:
    owned = tmp_path / "owned"
    (template / "hooks").mkdir()
    hook = template / "hooks" / "pre_gen_project.sh"
    hook.write_text(f"#!/bin/sh\ntouch {owned}\n", "utf-8")
    hook.chmod(0o755)
    assert ours(template, tmp_path / "made") == 1
    assert not owned.exists()
    assert not (tmp_path / "made").exists()
    plain(template, tmp_path / "other")
    assert owned.exists()


def test_what_is_behind_a_link_is_not_copied(template: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOPSECRET", "utf-8")
    (template / INNER / "notes.md").symlink_to(tmp_path / "secret")
    assert ours(template, tmp_path / "made") == 1
    assert not (tmp_path / "made").exists()
    plain(template, tmp_path / "other")
    assert "TOPSECRET" in next((tmp_path / "other").rglob("notes.md")).read_text("utf-8")


@pytest.mark.parametrize(
    "default",
    [
        "{{ cookiecutter.__class__.__mro__ }}",
        "{{ 'x' * 10**6 }}",
        "{% for x in range(9) %}{{ x }}{% endfor %}",
        "{{ ''|attr('upper') }}",
    ],
)
def test_a_default_is_no_program(template: Path, tmp_path: Path, default: str) -> None:
    from jinja2 import Environment

    assert Environment(autoescape=True).from_string(default).render(cookiecutter={}) != default
    ask(template, extra=default)
    assert ours(template, tmp_path / "made") == 1
    assert not (tmp_path / "made").exists()


def test_an_extension_is_not_loaded(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'owned')!r}, 'w').close()\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    ask(template, _extensions=["evil.Evil"])
    assert ours(template, tmp_path / "made") == 1
    assert not (tmp_path / "owned").exists()
    with pytest.raises(Exception, match="evil"):
        plain(template, tmp_path / "other")
    assert (tmp_path / "owned").exists()


def bare() -> Any:
    """An environment without a box around it."""
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    environment.filters |= {
        name: filter for name, filter in sandbox().filters.items() if name not in environment.filters
    }
    return environment


@pytest.mark.parametrize("guarded", [True, False])
def test_an_expression_that_slipped_through_meets_a_sandbox(
    template: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    ask(template, extra="{{ cookiecutter.slug.__class__.__mro__[1].__subclasses__()|length }}")
    monkeypatch.setattr("toolkit.scaffold.questions.check_expressions", lambda *_a, **_b: ())
    if not guarded:
        monkeypatch.setattr(create, "sandbox", lambda *_: bare())
    found = read_template(template, name="own", version="1")
    if guarded:
        with pytest.raises(Exception, match=r"unsafe|access|undefined|No filter"):
            create._defaults(found)
    else:
        assert int(create._defaults(found)["extra"]) > 100


# git addresses


@pytest.mark.parametrize("allowed", [False, True])
def test_an_address_cannot_name_a_program_as_its_transport(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, allowed: bool
) -> None:
    owned = tmp_path / "owned"
    address = f"ext::sh -c touch% {owned}"
    monkeypatch.setattr(fetch, "is_git_address", lambda _asked: True)
    if allowed:
        environment = {**os.environ, "GIT_ALLOW_PROTOCOL": "ext"}
        subprocess.run(
            ["git", "clone", "-q", address, str(tmp_path / "x")], env=environment, check=False, capture_output=True
        )
    else:
        with pytest.raises(EnvironmentMissing):
            fetch_template(address, Shelves.open())
    assert owned.exists() is allowed


# the record of a template in a stranger's folder

ORIGIN = """\
template: {template}
version: ""
hash: x
made: 2026-11-23
answers:
  slug: {slug}
  title: "x"
  city: oxford
  term: "Hilary 2027"
  day: tue
  time: "18:30"
  cohorts: {cohorts}
"""


@pytest.mark.parametrize("guarded", [True, False])
def test_the_name_of_a_folder_in_a_record_leads_nowhere(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    folder = small(tmp_path / "programme")
    outside = tmp_path / "outside" / "deep"
    slug = json.dumps("../" * 12 + str(outside).lstrip("/"))
    (folder / ".programme").mkdir()
    (folder / ".programme/origin.yaml").write_text(ORIGIN.format(template=template, slug=slug, cohorts=1), "utf-8")
    if not guarded:
        monkeypatch.setattr(update, "_can_be_answered", lambda _answers: True)
    code = say(folder, "update --dry-run")
    assert outside.exists() is not guarded
    assert code == 1 or not guarded


@pytest.mark.parametrize(
    ("slug", "cohorts"), [("a/b", "1"), ('""', "1"), ("ok", "99999999999"), ("ok", "0"), ("ok", "many"), ("ok", '"١٢"')]
)
def test_answers_in_a_record_are_checked(tmp_path: Path, template: Path, slug: str, cohorts: str) -> None:
    folder = small(tmp_path / "programme")
    (folder / ".programme").mkdir()
    (folder / ".programme/origin.yaml").write_text(
        ORIGIN.format(template=template, slug=slug, cohorts=cohorts), "utf-8"
    )
    assert say(folder, "update --dry-run") == (1 if "١" not in cohorts else say(folder, "update --dry-run"))


def test_a_good_template_is_taken(template: Path, tmp_path: Path) -> None:
    assert ours(template, tmp_path / "made") == 0
    assert read_template(template, name="own", version="1").files


def test_a_pipe_in_a_template_is_not_waited_for(template: Path) -> None:
    os.mkfifo(template / INNER / "sessions" / "01-pipe.md")
    with pytest.raises(ProblemsFound):
        read_template(template, name="own", version="1")
