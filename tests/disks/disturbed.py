"""Every verb that writes as it is tried on a disk that fails: what comes before it, and the programme it is run in."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from tests.running import make_from_own_template, tree, with_a_mentor
from toolkit.cli import VERBS, Verb, group, run

MADE, NOW = "2026-11-23", "2027-01-18"
OURS = (".programme/",)


@dataclass(frozen=True)
class Scenario:
    """A writing verb: what comes before it, and the command whose every write fails once. Names in braces are those of
    files beside the programme."""

    command: str
    before: tuple[str, ...] = ()
    now: str = NOW


SCENARIOS: Mapping[str, Scenario] = {
    "new": Scenario("new oxford --template {mine} --term 'Hilary 2027' --cohorts 2 --into {other}", now=MADE),
    "templates new": Scenario("templates new another"),
    "build": Scenario("build --only ics"),
    "move": Scenario("move three-passes --cohort a --to 20:00 --yes", ("build --only ics",)),
    "link": Scenario("link https://meet.example.org/new --cohort b --from 2027-01-19 --yes", ("build --only ics",)),
    "cancel": Scenario("cancel referee --then shift --yes", ("build --only ics",)),
    "skip": Scenario("skip 2027-01-26 --cohort a --yes"),
    "combine": Scenario("combine a b --session referee --yes"),
    "swap": Scenario("swap f1 --with f2 --session referee --yes"),
    "room lost": Scenario("room lost r1 --from 2027-01-26 --yes"),
    "mentor lost": Scenario("mentor lost m1 --from 2027-01-26 --yes"),
    "held": Scenario("held three-passes", now="2027-01-21"),
    "undo": Scenario("undo", ("build --only ics", "move three-passes --cohort a --to 20:00 --yes", "build --only ics")),
    "publish": Scenario("publish launch", ("build",)),
    "people import": Scenario("people import {base}/applied.csv --zone Europe/London --yes"),
    "people accept": Scenario("people accept p1 p2"),
    "people wait": Scenario("people wait p1 p2"),
    "people decline": Scenario("people decline p3"),
    "people add": Scenario("people add 'Zoe Zimmer' --available 'Tue 18:00-21:00'"),
    "people withdraw": Scenario("people withdraw p1", ("build --only ics",)),
    "room add": Scenario("room add Attic --seats 9"),
    "facilitator add": Scenario("facilitator add 'Zoe Zimmer'"),
    "people forget": Scenario("people forget p1 --yes", ("build --only ics",)),
    "attend record": Scenario("attend record three-passes --cohort a --absent p1", now="2027-01-21"),
    "attend import": Scenario("attend import {base}/register.csv", now="2027-01-21"),
    "cohorts": Scenario("cohorts --seed 1 --json"),
    "update": Scenario("update --template {base}/newer"),
    "send": Scenario(
        "send --smtp {smtp} --no-tls --again",
        ("build", "publish launch", "build", "move three-passes --cohort a --to 20:00 --yes", "build"),
    ),
}
COHORTS = """\
cohorts:
  a: {label: A, mode: in-person-mentored, room: r1, facilitators: [f1], mentor: m1, members: [p1, p2]}
  b: {label: B, room: r1, facilitators: [f2], members: [p3]}
"""
ONLINE = """\
changes:
  - {cohort: b, session: three-passes, mode: online-peer, link: "https://meet.example.org/old"}
"""
PEOPLE = {
    "participants": (
        "id,name,email\n" + "".join(f"p{number},Person {number},p{number}@example.org\n" for number in range(1, 4))
    ),
    "facilitators": (
        "id,name,email,role\nf1,Fay,f1@example.org,facilitator\nf2,Fred,f2@example.org,facilitator\n"
        "m1,Mo,m1@example.org,mentor\n"
    ),
    "rooms": "id,name,seats,cohorts\nr1,One,20,2\nr2,Two,20,2\n",
}


APPLIED = (
    "Name,Email address,Availability\nPia,pia@example.org,Tue 18:00-21:00\nPerson 1,p1@example.org,Thu 18:00-21:00\n"
)
REGISTER = "id,name,cohort,three-passes\np1,Person 1,A,present\np2,Person 2,A,absent\np3,Person 3,B,p\n"


UNDONE: Mapping[str, Scenario] = {
    f"undo of {name}": Scenario("undo", (*SCENARIOS[name].before, SCENARIOS[name].command), SCENARIOS[name].now)
    for name in ("people import", "people accept", "people withdraw", "attend record", "cohorts", "update")
}
"""What a verb did is taken back, in people/ and beside the organiser's files too."""

LATER: Mapping[str, Scenario] = {
    "a reason on another day": Scenario(
        "move three-passes --cohort a --to 20:00 --yes --reason 'hall shut'",
        ("build --only ics", "move three-passes --cohort a --to 20:00 --yes", "skip 2027-01-26 --cohort b --yes"),
    )
}
"""What a verb writes into entries that another run wrote."""

NOT_UNDONE = {"new", "templates new", "build", "undo", "publish", "people forget", "send"}
"""Verbs that write and leave nothing to undo: they make what was not there or what is made again, or say what cannot be
unsaid."""

ALL: Mapping[str, Scenario] = {**SCENARIOS, **UNDONE, **LATER}


def writing_verbs() -> Iterator[str]:
    """Every verb and verb below a verb that can be tried with --dry-run: the mark of those that write."""
    for name in VERBS:
        command = group.commands[name]
        assert isinstance(command, Verb)
        real = command.real
        below = (
            {f"{name} {sub}": one for sub, one in real.commands.items()}
            if isinstance(real, click.Group)
            else {name: real}
        )
        for words, one in below.items():
            if any("--dry-run" in parameter.opts for parameter in one.params):
                yield words


def make_base(place: Path) -> Path:
    """A small programme with people, an edit in every file of the organiser, and the template that it was made from."""
    folder = make_from_own_template(place)
    with_a_mentor(folder)
    settings = (folder / "programme.yaml").read_text(encoding="utf-8")
    (folder / "programme.yaml").write_text(
        settings.replace('sender: {name: "", email: ""}', "sender: {name: Ada, email: ada@example.org}"),
        encoding="utf-8",
    )
    (folder / "cohorts.yaml").write_text(COHORTS, encoding="utf-8")
    for name, text in PEOPLE.items():
        (folder / "people" / f"{name}.csv").write_text(text, encoding="utf-8")
    (place / "applied.csv").write_text(APPLIED, encoding="utf-8")
    (place / "register.csv").write_text(REGISTER, encoding="utf-8")
    shutil.copytree(place / "mine", place / "newer")
    newer = place / "newer" / "{{cookiecutter.slug}}"
    for path in (newer / "curriculum.yaml", newer / "resources.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# a line of the newer template\n", encoding="utf-8")
    (newer / "notes.md").write_text("New.\n", encoding="utf-8")
    changes = folder / "changes.yaml"
    own = f"{ONLINE}# the organiser's own line\n"
    changes.write_text(changes.read_text(encoding="utf-8").replace("changes: []\n", own), encoding="utf-8")
    return place


@dataclass(frozen=True)
class Trial:
    """A copy of the programme in which the scenario's command is run."""

    place: Path
    scenario: Scenario
    smtp: str = ""

    def run(self) -> int:
        """The command's exit code."""
        return self.say(self.scenario.command, now=self.scenario.now)

    def say(self, command: str, *, now: str) -> int:
        """The exit code of a command."""
        words = shlex.split(
            command.format(mine=self.place / "mine", other=self.place / "other", base=self.place, smtp=self.smtp)
        )
        os.chdir(self.place / "programme")
        return run([*words, "--now", now, "-q", "--no-input"])

    def files(self) -> dict[str, bytes]:
        """Everything but what is ours below `.programme/`."""
        found = tree(self.place)
        return {path: data for path, data in found.items() if ".programme/" not in path or path.startswith("other/")}


def start(base: Path, place: Path, *, scenario: Scenario, smtp: str = "") -> Trial:
    """A fresh copy with what comes before the command."""
    shutil.copytree(base, place)
    trial = Trial(place, scenario, smtp)
    for command in scenario.before:
        assert trial.say(command, now=NOW) in (0, 3), command
    return trial
