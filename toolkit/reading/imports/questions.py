"""The questions that several kinds of file leave open, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model.imports import Answers, Question
from toolkit.problems import Problem, named
from toolkit.reading.day_words import ENGLISH_PART
from toolkit.reading.parts_of_day import USUAL
from toolkit.reading.zone_names import ABBREVIATIONS

ZONE = "In which time zone are the times of this file"


def zone_question(answers: Answers, *, suggestion: str = "", text: str = ZONE) -> tuple[Question, ...]:
    """The question of the zone, where nobody said it."""
    return () if answers.zone else (Question("zone", text, suggestion=suggestion),)


def busy_question(answers: Answers) -> tuple[Question, ...]:
    """The question of the window within which people are free when they are not busy, where it is needed."""
    if not answers.busy or answers.window:
        return ()
    text = "Between which hours of the week is somebody free who is not busy (like Mon-Fri 09:00-22:00)"
    return (Question("window", text),)


def turned_round(source: str, answers: Answers) -> str:
    """The kind of a file in words, with what was made of its times."""
    return f"{source}, whose times are taken for busy within {answers.window}" if answers.busy else source


def not_understood(name: str, questions: Sequence[Question]) -> tuple[Problem, ...]:
    """P128 for each column that is asked about, with the options that answer it; none where something else is open."""
    if any(question.needed and question.asks != "column" for question in questions):
        return ()
    return tuple(
        Problem(
            name,
            0,
            0,
            "P128",
            f"The column “{question.about}” {_seems(question)}; nothing was imported.",
            _what_answers(question),
        )
        for question in questions
        if question.asks == "column"
    )


def column_question(heading: str) -> Question:
    """The question what a column is that seems to hold times."""
    text = f"“{heading}” seems to hold times and is not understood: which column is it, or may it be kept as it is"
    return Question("column", text, about=heading, choices=("available", "if_needed", "other"))


def busy_column_question(heading: str) -> Question:
    """The question whether a column may stay unused that says when people are not free."""
    text = f"“{heading}” seems to say when people are not free, which is not taken off their times: is it kept as it is"
    return Question("column", text, about=heading, choices=("other",), suggestion="other")


def hours_question(word: str) -> Question:
    """The question of the hours of a word; what hangs on it is left out where it stays open."""
    return Question(
        "hours",
        f"Which hours are “{word}” (like 18:00-21:00)",
        about=word,
        suggestion=example_hours(word),
        needed=False,
    )


def example_hours(word: str) -> str:
    """Hours that a word may mean, for the form of the option only."""
    return USUAL.get(ENGLISH_PART.get(word, word), "18:00-21:00")


def _seems(question: Question) -> str:
    if question.choices == ("other",):
        return "seems to say when people are not free, and is not taken off the times when they are"
    return "seems to hold times and is not understood"


def _what_answers(question: Question) -> str:
    heading = question.about
    if question.choices == ("other",):
        return (
            f'Keep it as it is: {named("ignore")} "{heading}". Where no other column holds their times, turn it round:'
            f' {named("map")} "{heading}=available" {named("busy")} {named("window")} "Mon-Fri 09:00-22:00"'
        )
    return (
        f'Say what it is: {named("map")} "{heading}=available" (or if_needed), or keep it as it is:'
        f' {named("ignore")} "{heading}"'
    )


def same_person_question(key: str, people: Sequence[str]) -> Question:
    """The question whether people of several names, in words, are one: they have the same address or id."""
    text = f"{' and '.join(people)} have {key} and different names: are they one person"
    return Question("same-person", text, about=key, choices=("yes", "no"))


def place_question(short: str) -> Question:
    """The question of the place that an abbreviation means, once for the file."""
    places = ABBREVIATIONS[short]
    text = f"Which place's time is “{short}” in this file"
    return Question("zone-of", text, about=short, choices=places, suggestion=places[0], needed=False)
