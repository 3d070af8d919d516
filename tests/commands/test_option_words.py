"""What a job says of its arguments is said of options on a command line, and in plain names anywhere else."""

from __future__ import annotations

import pytest

from toolkit.commands._option_words import options_in, said
from toolkit.commands._problem_text import render_problems
from toolkit.jobs.problem_data import problem_data
from toolkit.problems import ChangedMeanwhile, Problem, WouldOverwrite, WrongUsage, named

INTO = f"Name another folder with {named('into')}, or {named('week_of')}."


def test_an_argument_in_a_sentence_is_an_option() -> None:
    assert options_in(INTO) == "Name another folder with --into, or --week-of."
    assert options_in(f"Name it with {named('folder')}.") == "Name it with -C."
    assert options_in("braces {into} and --into stay") == "braces {into} and --into stay"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WrongUsage("“x” is no zone."), "“x” is no zone."),
        (WrongUsage("“x” is no zone.", argument="if_needed"), "--if-needed: “x” is no zone."),
        (WouldOverwrite(INTO), "Name another folder with --into, or --week-of."),
        (
            ChangedMeanwhile("a.yaml has changed. Nothing was written."),
            "a.yaml has changed. Nothing was written; run the command again.",
        ),
    ],
)
def test_an_exception_is_worded_in_one_place(error: Exception, words: str) -> None:
    assert said(error) == words


def test_a_problem_says_options_on_a_terminal_and_plain_names_as_data() -> None:
    problem = Problem("a.csv", 1, 1, "P128", f"{named('map')} it.", f"Or {named('zone-of')} it.")
    shown = render_problems([problem], colour=False)
    assert "--map it." in shown
    assert "Or --zone-of it." in shown
    data = problem_data(problem, shelf=None)
    assert (data["message"], data["hint"]) == ("map it.", "Or zone-of it.")
