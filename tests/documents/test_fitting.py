"""Guesses of length: longer texts never begin larger."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.rich_plan import BLOCKS, rich_session
from tests.make_plan_by_hand import make_evening
from toolkit.documents.fitting import front_lines, guess_fit, split_answers
from toolkit.model.curriculum import Entry, LabelledText
from toolkit.model.evening import Evening

ANSWER = Entry("A question?", (LabelledText("Good answers touch", "word " * 60),))


def evening(prompts: int = 1, words: int = 1) -> Evening:
    blocks = tuple(block.model_copy(update={"do": "word " * words}) for block in BLOCKS)
    return make_evening(replace(rich_session(blocks=blocks), prompts=(ANSWER,) * prompts))


def test_more_to_say_and_do_takes_more_lines_and_smaller_letters() -> None:
    heights = [front_lines(evening(words=words)) for words in (1, 50, 100, 200)]
    assert heights == sorted(heights)
    assert len(set(heights)) == 4
    assert [guess_fit(evening(words=words), paper="a4").front for words in (1, 200)] == [0, 3]


def test_the_back_grows_with_its_answers() -> None:
    assert [guess_fit(evening(prompts=count), paper="a4").back for count in (1, 30)] == [0, 3]


def test_letter_is_shorter_than_a4() -> None:
    pairs = [
        (guess_fit(evening(words=words), paper="a4"), guess_fit(evening(words=words), paper="letter"))
        for words in range(20, 120, 5)
    ]
    assert all(a4.front <= letter.front for a4, letter in pairs)
    assert any(a4.front < letter.front for a4, letter in pairs)


def test_answers_are_split_where_the_columns_come_out_even() -> None:
    count, height = split_answers(evening(prompts=6))
    total = split_answers(evening(prompts=0))[1]
    assert 2 <= count <= 4
    assert height < total + 6 * 8
