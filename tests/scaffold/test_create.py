"""A template and answers become a programme folder that reads back, holds what was answered, and never overwrites an
edit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.scaffold.conftest import INNER, STARTER
from tests.scaffold.made import MADE, draft, fetched, write
from toolkit.model.programme import Settings
from toolkit.problems import ProblemsFound
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml
from toolkit.scaffold.compare import read_origin
from toolkit.scaffold.create import answers_of, programme_files


def test_the_answers_stand_in_programme_yaml(template: Path, settings: Settings, shelves: Shelves) -> None:
    made = draft(template, settings, shelves=shelves)
    assert made.plan.programme.settings == settings
    assert {problem.level for problem in made.problems} == {"advice"}


def test_every_setting_stands_in_programme_yaml_with_a_comment(
    template: Path, settings: Settings, shelves: Shelves
) -> None:
    text = draft(template, settings, shelves=shelves).files["programme.yaml"].decode()
    data, source = read_yaml(text, "programme.yaml", problems=[])
    assert isinstance(data, dict)
    assert set(data) == set(Settings.model_fields)
    for name in data:
        nested = isinstance(data[name], dict) and source.lines[source.places[name,][0] - 1].startswith("  ")
        assert nested or "# " in source.lines[source.places[name,][0] - 1], name


@pytest.mark.parametrize(
    "shipped",
    sorted((Path(__file__).parents[2] / "program_templates" / "programmes").iterdir()),
    ids=lambda path: path.name,
)
def test_every_template_asks_for_the_same_settings_in_the_same_words(shipped: Path) -> None:
    same = (STARTER / INNER / "programme.yaml").read_bytes()
    assert (shipped / INNER / "programme.yaml").read_bytes() == same


@pytest.mark.parametrize(
    "title",
    [
        "Zoë's 🎉 evening",
        "{{ cookiecutter.slug }}",
        "{% include 'x' %}",
        "a: b # c",
        "../x",
        "“”",
        "-",
        "no",
        "東京 שלום",
        "=1+1",
    ],
)
def test_any_title_is_text(template: Path, settings: Settings, shelves: Shelves, title: str) -> None:
    made = draft(template, settings.model_copy(update={"title": title}), shelves=shelves)
    assert made.plan.programme.settings.title == title
    assert title in made.files["README.md"].decode()


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60).filter(str.strip)
)
def test_any_contact_reads_back(settings: Settings, shelves: Shelves, text: str) -> None:
    files = programme_files(
        fetched(STARTER), answers_of(settings.model_copy(update={"contact": text})), shelves=shelves, made=MADE
    )
    data, _ = read_yaml(files["programme.yaml"].decode(), "programme.yaml", problems=[])
    assert isinstance(data, dict)
    assert data["contact"] == text


def test_several_days_and_times_are_lists(template: Path, settings: Settings, shelves: Shelves) -> None:
    several = Settings.model_validate({**settings.model_dump(), "day": ["sat", "sun"], "time": ["10:00", "14:00"]})
    made = draft(template, several, shelves=shelves)
    assert made.plan.programme.settings.day == ("sat", "sun")
    assert [f"{time:%H:%M}" for time in made.plan.programme.settings.time] == ["10:00", "14:00"]
    assert made.plan.programme.cohorts[0].label == "Cohort A"


def test_cohorts_are_written_with_labels_and_nothing_decided(
    template: Path, settings: Settings, shelves: Shelves
) -> None:
    made = draft(template, settings, shelves=shelves)
    assert [(cohort.key, cohort.label, cohort.expected) for cohort in made.plan.programme.cohorts] == [
        ("a", "Cohort A", 6),
        ("b", "Cohort B", 6),
        ("c", "Cohort C", 6),
    ]
    data, _ = read_yaml(made.files["cohorts.yaml"].decode(), "cohorts.yaml", problems=[])
    assert data == {"cohorts": {key: {"label": f"Cohort {key.upper()}"} for key in "abc"}}


def test_one_cohort_is_called_like_one_of_many(template: Path, settings: Settings, shelves: Shelves) -> None:
    made = draft(template, settings.model_copy(update={"cohorts": 1}), shelves=shelves)
    assert [(cohort.key, cohort.label) for cohort in made.plan.programme.cohorts] == [("a", "Cohort A")]


def test_after_z_keys_have_two_letters(template: Path, settings: Settings, shelves: Shelves) -> None:
    made = draft(template, settings.model_copy(update={"cohorts": 28, "people": 200}), shelves=shelves)
    assert [cohort.key for cohort in made.plan.programme.cohorts][24:] == ["y", "z", "aa", "ab"]


def test_people_are_files_with_headings_that_git_ignores(template: Path, settings: Settings, shelves: Shelves) -> None:
    files = draft(template, settings, shelves=shelves).files
    assert files["people/participants.csv"].startswith(b"id,name,email,timezone,available,if_needed,tracks,")
    assert sorted(path for path in files if path.startswith("people/")) == [
        "people/attendance.csv",
        "people/facilitators.csv",
        "people/participants.csv",
        "people/rooms.csv",
    ]
    assert {"/people/", "/out/"} <= set(files[".gitignore"].decode().split("\n"))


def test_what_the_template_gave_is_kept_beside_but_nothing_personal(
    template: Path, settings: Settings, shelves: Shelves
) -> None:
    files = draft(template, settings, shelves=shelves).files
    kept = {
        path.removeprefix(".programme/pristine/"): data
        for path, data in files.items()
        if path.startswith(".programme/pristine/")
    }
    assert kept == {path: data for path, data in files.items() if not path.startswith((".programme/", "people/"))}


@pytest.mark.parametrize("name", ["README.md", "Readme.md"])
def test_a_readme_of_the_templates_own_is_kept(template: Path, settings: Settings, shelves: Shelves, name: str) -> None:
    (template / INNER / name).write_text("# Ours {{ x }}\n")
    files = draft(template, settings, shelves=shelves).files
    assert [path for path in files if path.casefold() == "readme.md"] == [name]
    assert files[name] == b"# Ours {{ x }}\n"


def test_the_origin_says_how_and_comes_last(
    template: Path, settings: Settings, shelves: Shelves, tmp_path: Path
) -> None:
    made = draft(template, settings, shelves=shelves)
    assert list(made.files)[-1] == ".programme/origin.yaml"
    write(tmp_path / "made", made)
    origin = read_origin(tmp_path / "made")
    assert origin is not None
    assert (origin.template, origin.version, origin.made) == ("own", "1", MADE)
    assert origin.answers == answers_of(settings)
    assert origin.hash == fetched(template).hash


def test_the_same_answers_give_the_same_bytes(template: Path, settings: Settings, shelves: Shelves) -> None:
    code = (
        "import datetime, hashlib, json, sys; from pathlib import Path; from toolkit.reading.shelves import Shelves\n"
        "from toolkit.scaffold.create import programme_files; from toolkit.scaffold.inspect import read_template\n"
        "template = read_template(Path(sys.argv[1]), name='own', version='1')\n"
        "files = programme_files(template, json.loads(sys.argv[2]), shelves=Shelves.open(),"
        " made=datetime.date(2026, 11, 23))\n"
        "print(hashlib.sha256(repr(files).encode()).hexdigest())"
    )

    def run(seed: str, zone: str) -> str:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
        command = [sys.executable, "-c", code, str(template), json.dumps(answers_of(settings))]
        root = Path(__file__).parents[2]
        return subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True).stdout

    assert run("1", "Asia/Tokyo") == run("2", "UTC")


def test_mistakes_in_a_template_are_told_before_anything_is_written(
    template: Path, settings: Settings, shelves: Shelves
) -> None:
    file = template / INNER / "curriculum.yaml"
    file.write_text(file.read_text().replace("referee]", "referees]"))
    with pytest.raises(ProblemsFound) as found:
        draft(template, settings, shelves=shelves)
    assert {problem.code for problem in found.value.problems} >= {"P030"}


def test_a_default_that_doubles_and_doubles_is_stopped(template: Path, settings: Settings, shelves: Shelves) -> None:
    questions: dict[str, Any] = {"slug": "x", "a0": "x" * 50}
    for number in range(1, 40):
        questions[f"a{number}"] = f"{{{{ cookiecutter.a{number - 1} | slugify }}}}" * 20
    (template / "cookiecutter.json").write_text(json.dumps(questions))
    (template / INNER / "programme.yaml").write_text("title: {{ cookiecutter.a39 | jsonify }}")
    with pytest.raises(ProblemsFound) as found:
        draft(template, settings, shelves=shelves)
    assert found.value.problems[0].code == "P100"


def test_questions_of_the_templates_own_take_their_defaults(
    template: Path, settings: Settings, shelves: Shelves
) -> None:
    file = template / "cookiecutter.json"
    file.write_text(
        json.dumps(
            {
                **json.loads(file.read_text()),
                "meal": ["soup", "bread"],
                "meal_for": "{{ cookiecutter.city | slugify }} eaters",
            }
        )
    )
    yaml = template / INNER / "programme.yaml"
    yaml.write_text(
        yaml.read_text()
        .replace('food: ""', "food: {{ cookiecutter.meal | jsonify }}")
        .replace('price: ""', "price: {{ cookiecutter.meal_for | jsonify }}")
    )
    made = draft(template, settings, shelves=shelves).plan.programme.settings
    assert (made.food, made.price) == ("soup", "oxford eaters")


def test_plain_cookiecutter_makes_the_same_programme_yaml(template: Path, shelves: Shelves, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "cookiecutter", str(template), "--no-input", "-o", str(tmp_path / "plain")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    (folder,) = (tmp_path / "plain").iterdir()
    data, _ = read_yaml((folder / "programme.yaml").read_text(), "programme.yaml", problems=[])
    plain = Settings.model_validate(data)
    assert (plain.key, plain.people) == ("oxford-starter-hilary-2027", 8)
    assert plain == draft(template, plain, shelves=shelves).plan.programme.settings
