"""Letters that no font here has and characters that nobody sees, in what the organiser wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.rules.readiness import texts
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem, SourceFile
from toolkit.reading.control_characters import steered


def written_characters(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P104 for each package whose letters a programme's files need and this machine lacks, at the first text that needs
    it, with how many more there are."""
    found: dict[str, list[tuple[str, Problem]]] = {}
    for source, place, text in written(plan.programme):
        for package in sorted(_packages(text, facts)):
            named = source.name.startswith("people/")
            words = text if named else next(word for word in text.split() if package in _packages(word, facts))
            hint = f"Install {package}, then build again."
            found.setdefault(package, []).append((words, source.problem_at("P104", place, "", hint, package)))
    yield from (gathered_characters(rows) for _, rows in sorted(found.items()))


def gathered_characters(rows: Sequence[tuple[str, Problem]]) -> Problem:
    """One problem for a package: the first place, the first three names or words, and how many more."""
    words = list(dict.fromkeys(word for word, _ in rows))
    shown = ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")
    return replace(rows[0][1], message=f"No font here can print {shown}.")


def _packages(text: str, facts: Facts) -> set[str]:
    return {facts.unprintable[letter] for letter in facts.unprintable.keys() & set(text)}


def written(programme: Programme) -> Iterator[tuple[SourceFile, tuple[int, int], str]]:
    """What the organiser wrote that is printed: names of people, rooms and cohorts first, then settings, curriculum,
    sessions and what they cite."""
    people = programme.people
    rows = (("participants", people.participants), ("facilitators", people.facilitators), ("rooms", people.rooms))
    for name, found in rows:
        source = programme.source(f"people/{name}.csv")
        yield from ((source, source.place((id,)), one.name) for id, one in found.items())
    for cohort in programme.cohorts:
        source = programme.source("cohorts.yaml")
        yield source, source.place(("cohorts", cohort.key, "label")), cohort.label
    for record, name in ((programme.settings, "programme.yaml"), (programme.curriculum, "curriculum.yaml")):
        source = programme.source(name)
        yield from (
            (source, source.place(path), text)
            for path, text in texts(record.model_dump(mode="json", by_alias=True), ())
        )
    for session in programme.sessions:
        if session.file in programme.unsure:
            continue
        source = programme.source(session.file)
        yield from ((source, (number, 1), line) for number, line in enumerate(source.lines, 1))
    source = programme.source("resources.yaml")
    yield from ((source, (0, 0), f"{resource.title} {resource.authors}") for resource in programme.resources.values())


def control_characters(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P126 for each text of YAML or Markdown that holds control characters; tables tell of theirs when read."""
    for source in plan.programme.sources.values():
        for place in steered(source):
            message = "A text holds control characters here, which are left out wherever it is used."
            yield source.problem_at("P126", place, message)


RULES = (Rule(written_characters, partly=True), Rule(control_characters, partly=True, certain=("P126",)))
