"""The questions that several kinds of file leave open, in the same words."""

from __future__ import annotations

from toolkit.model.imports import Answers, Question

ZONE = "In which time zone are the times of this file"


def zone_question(answers: Answers, *, suggestion: str = "", text: str = ZONE) -> tuple[Question, ...]:
    """The question of the zone, where nobody said it."""
    return () if answers.zone else (Question("zone", text, suggestion=suggestion),)


def hours_question(word: str) -> Question:
    """The question of the hours of a word; the rows that use it are left out where it stays open."""
    return Question("hours", f"Which hours are “{word}” (like 18:00-21:00)", about=word, needed=False)
