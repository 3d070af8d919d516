"""All rules together; each has its tests beside this file, the wording and the places are in tests/examples."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import cohort, programme
from toolkit.model.plan import Plan
from toolkit.planning import rules
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import RULES, Rule, find_problems
from toolkit.planning.rules.rule import Facts
from toolkit.problem_codes import CODES
from toolkit.problems import Problem


def test_nothing_is_wrong_with_the_small_programme() -> None:
    assert codes(programme(), "2026-11-23") == set()


def test_problems_are_sorted_unique_and_known() -> None:
    found = find_problems(plan_of(programme(cohorts=(cohort("a"), cohort("b")), contact=None)))
    assert list(found) == sorted(set(found))
    assert all(problem.code in CODES for problem in found)


def test_every_rule_is_in_the_tuple() -> None:
    """A rule is a public function of the plan and the facts; the docstring begins with what it tells."""
    written = {
        function
        for module in modules()
        for function in vars(module).values()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and [*inspect.signature(function).parameters] == ["plan", "facts"]
        and not function.__name__.startswith("_")
    }
    assert written - {find_problems} == {rule.find for rule in RULES}
    assert [rule.find.__doc__ for rule in RULES if not re.match(r"P\d{3}", rule.find.__doc__ or "")] == []


def modules() -> list[ModuleType]:
    """The files of rules."""
    return [importlib.import_module(found.name) for found in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}.")]


def finds(code: str, file: str) -> Callable[[Plan, Facts], Iterator[Problem]]:
    """A rule that always tells the same."""

    def find(plan: Plan, facts: Facts) -> Iterator[Problem]:
        yield Problem(file, 1, 1, code, "This.")

    return find


@pytest.mark.parametrize(
    ("rule", "read", "unsure"),
    [
        (Rule(finds("P060", "programme.yaml")), True, False),
        (Rule(finds("P060", "programme.yaml"), partly=True), True, True),
        (Rule(finds("P040", "sessions/01.md"), partly=True), True, False),
        (Rule(finds("P040", "sessions/01.md"), partly=True, certain=("P040",)), True, True),
        (Rule(finds("P040", "sessions/02.md"), partly=True), True, True),
        (Rule(finds("P053", "cohorts.yaml"), partly=True, needs={"P053": "sessions/01.md"}), True, False),
        (Rule(finds("P054", "cohorts.yaml"), partly=True, needs={"P053": "sessions/01.md"}), True, True),
    ],
)
def test_of_a_programme_that_was_read_in_part_only_that_is_told_which_is_said_to_hold(
    monkeypatch: pytest.MonkeyPatch, rule: Rule, read: bool, unsure: bool
) -> None:
    monkeypatch.setattr(rules, "RULES", (rule,))
    small = programme()
    assert bool(find_problems(plan_of(small))) is read
    assert bool(find_problems(plan_of(replace(small, unsure=frozenset({"sessions/01.md"}))))) is unsure


def test_what_needs_a_file_is_not_told_where_its_names_are_not_all_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", (Rule(finds("P030", "changes.yaml"), needs={"P030": "sessions/"}),))
    small = programme()
    assert find_problems(plan_of(small)) != ()
    assert find_problems(plan_of(replace(small, unread=frozenset({"sessions/"})))) == ()
