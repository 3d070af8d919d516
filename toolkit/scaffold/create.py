"""A template and the organiser's answers into the files of a programme folder, and what they would change in a folder
that is there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.keeping.folder import scratch_folder
from toolkit.keeping.writing import naming_file, read_bytes
from toolkit.model.plan import Plan
from toolkit.model.programme import Origin, Programme, Settings
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rule import Facts
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.files import LARGEST
from toolkit.reading.people_tables import ATTENDANCE_COLUMNS, FACILITATOR_COLUMNS, PARTICIPANT_COLUMNS, ROOM_COLUMNS
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelf, Shelves, shipped_shelf
from toolkit.scaffold import citations
from toolkit.scaffold.expressions import jsonify, sandbox
from toolkit.scaffold.inspect import RENDERED, Template
from toolkit.scaffold.ours import changes_file, cohorts_file, ignore_file, readme_file
from toolkit.scaffold.questions import PRIVATE_KEYS, QUESTIONS
from toolkit.scaffold.schemas import schema_files

ORIGIN = ".programme/origin.yaml"
PRISTINE = ".programme/pristine"

ASKED = (
    "title",
    "city",
    "term",
    "start",
    "zone",
    "day",
    "time",
    "fit",
    "mode",
    "reading",
    "people",
    "cohorts",
    "contact",
    "signed_by",
)
"""The settings that are answers; with the key they fill the template's questions of the same names."""

LONGEST_LINE = 300
PLACEHOLDER = "P090"


def answers_of(settings: Settings) -> dict[str, str | int]:
    """The answers as `.programme/origin.yaml` keeps them: texts and numbers; several days or times in one text, with
    commas."""
    plain = settings.model_dump(mode="json", include={"key", *ASKED})
    found = {"slug": plain["key"]} | {name: plain[name] for name in ASKED}
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: Any) -> str | int:
    if value is None:
        return ""
    return ", ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else value


def template_files(template: Template, answers: Mapping[str, str | int], *, shelves: Shelves) -> dict[str, bytes]:
    """The files of a programme as the template and these answers give them; no personal data and nothing of
    `.programme/`.

    programme.yaml is rendered, resources.yaml completed from the shelves, all other files of the template are copied.
    Raises ProblemsFound (P100) where a default grows over the limits.
    """
    made = {
        "cohorts.yaml": cohorts_file(int(answers["cohorts"])),
        "changes.yaml": changes_file(),
        "README.md": readme_file(str(answers["title"])),
        ".gitignore": ignore_file(),
    }
    brought = {path.casefold() for path in template.files}
    copied = {path: data for path, data in made.items() if path.casefold() not in brought} | dict(template.files)
    return {
        **copied,
        RENDERED: _render(template, answers),
        citations.NAME: citations.cited_resources(template.files, shelves),
    }


def programme_files(
    template: Template,
    answers: Mapping[str, str | int],
    *,
    shelves: Shelves,
    made: datetime.date,
    beside: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Every file of a new programme folder by path, `.programme/origin.yaml` last: a folder that has it is complete.

    `beside` are files of a city that no shelf has.
    """
    given = template_files(template, answers, shelves=shelves)
    origin = Origin(
        template=template.name,
        checkout=template.checkout,
        directory=template.directory,
        version=template.version,
        hash=template.hash,
        made=made,
        answers=dict(answers),
    )
    return {
        **{path: given[path] for path in sorted(given)},
        **_people_files(),
        **_city_files(str(answers["city"]), shelves),
        **(beside or {}),
        **{f"{PRISTINE}/{path}": given[path] for path in sorted(given)},
        **schema_files(),
        ORIGIN: origin_file(origin),
    }


def _city_files(key: str, shelves: Shelves) -> dict[str, bytes]:
    """The file of a city, and of its holidays, that does not ship with the toolkit: the folder has to be read without
    the shelf that it was found on."""
    found, problems = dict[str, bytes](), list[Problem]()
    city, _source = shelves.city(key, problems)
    wanted = [(f"cities/{key}.yaml", shelves.find("cities", key))]
    if city is not None and city.holidays:
        wanted.append((f"cities/holidays/{city.holidays}.yaml", shelves.find_holidays(city.holidays)))
    for name, place in wanted:
        if place is not None and place[1] != shipped_shelf():
            data = shelves.files.data(place[0], name, problems=problems, largest=LARGEST)
            found |= {name: data} if data is not None else {}
    return found


def _people_files() -> dict[str, bytes]:
    columns = {
        "participants": PARTICIPANT_COLUMNS,
        "facilitators": FACILITATOR_COLUMNS,
        "rooms": ROOM_COLUMNS,
        "attendance": ATTENDANCE_COLUMNS,
    }
    return {f"people/{name}.csv": (",".join(headings) + "\n").encode() for name, headings in columns.items()}


def origin_file(origin: Origin) -> bytes:
    """`.programme/origin.yaml`: template, version, hash, the day of making and the answers."""
    lines = ["# How this folder was made. `programme update` reads it; leave it as it is."]
    plain = origin.model_dump(mode="json")
    known = [
        name
        for name in ("template", "checkout", "directory", "version", "hash", "made")
        if plain[name] or name == "version"
    ]
    lines += [f"{name}: {jsonify(plain[name])}" for name in known]
    lines += ["answers:", *(f"  {name}: {jsonify(value)}" for name, value in plain["answers"].items())]
    return ("\n".join(lines) + "\n").encode()


# rendering, by cookiecutter's parts


def _render(template: Template, answers: Mapping[str, str | int]) -> bytes:
    """programme.yaml, rendered in a temporary folder by cookiecutter with our sandbox for its environment."""
    from cookiecutter.find import find_template
    from cookiecutter.generate import generate_file, render_and_create_dir
    from cookiecutter.utils import work_in

    with scratch_folder({f"template/{template.folder}/{RENDERED}": template.files[RENDERED]}) as root:
        environment = sandbox(root / "template" / template.folder)
        context = {"cookiecutter": {**_defaults(template), **_values(answers)}}
        folder = find_template(root / "template", environment)
        made = root / "made" / str(answers["slug"])
        with naming_file(made):
            render_and_create_dir(folder.name, context, root / "made", environment)
            with work_in(folder):
                generate_file(str(made), RENDERED, context, environment)
        return read_bytes(made / RENDERED)


def _values(answers: Mapping[str, str | int]) -> dict[str, Any]:
    """The answers as plain values for rendering: several days or times become lists."""
    values: dict[str, Any] = dict(answers)
    for name in ("day", "time"):
        parts = str(answers[name]).split(", ")
        values[name] = parts if len(parts) > 1 else parts[0]
    return values


def _defaults(template: Template) -> dict[str, Any]:
    """Every question of the template with its default, rendered in order; of a list of choices the first. Bounded in
    length."""
    from cookiecutter.prompt import render_variable

    environment = sandbox()
    found: dict[str, Any] = {}
    for name, raw in template.questions.items():
        if name in PRIVATE_KEYS:
            continue
        first = raw[0] if isinstance(raw, list) else raw
        found[name] = first if isinstance(first, int) else render_variable(environment, first, found)
        if len(str(found[name])) > LONGEST_LINE:
            message = f"The default of “{name}” grows longer than {LONGEST_LINE} characters."
            raise ProblemsFound([Problem(f"{template.name}/{QUESTIONS}", 0, 0, "P100", message)])
    return found


# trying it out


@dataclass(frozen=True)
class DraftProgramme:
    """A programme that could be written: its files by path, the plan that they give, and every problem in them."""

    files: Mapping[str, bytes]
    plan: Plan
    problems: tuple[Problem, ...]


def make_draft(
    template: Template,
    settings: Settings,
    *,
    shelves: Shelves,
    today: datetime.date,
    beside: Mapping[str, bytes] | None = None,
) -> DraftProgramme:
    """The files for these settings, read back and planned; writes nothing. `today` is kept as the day of making,
    `beside` are files of a city that no shelf has.

    Raises ProblemsFound where they cannot be read, or where an answer cannot stand. Other errors of a template's
    content, such as a placeholder that the organiser is to fill in, are among the problems: `check` tells of them, and
    nothing is built before.
    """
    files = programme_files(template, answers_of(settings), shelves=shelves, made=today, beside=beside)
    programme, problems = _read_back(files, shelves)
    if programme is None or any(problem.level == "error" for problem in problems):
        raise ProblemsFound(problems)
    plan = make_plan(programme)
    problems += find_problems(plan, Facts(today))
    wrong = [
        problem
        for problem in problems
        if problem.level == "error" and problem.file == RENDERED and problem.code != PLACEHOLDER
    ]
    if wrong:
        raise ProblemsFound(wrong)
    return DraftProgramme(files, plan, tuple(sorted(set(problems))))


def _read_back(files: Mapping[str, bytes], shelves: Shelves) -> tuple[Programme | None, list[Problem]]:
    """What the files say, read from a temporary folder as they will be read from theirs."""
    with scratch_folder(files) as folder:
        own = Shelf("this folder", folder, folder / "facilitator_guides")
        return try_programme(folder, Shelves((own, *shelves.shelves), shelves.files))
