"""Guesses of how long a session's texts are on paper, so that a leaf begins near its right size.

A guess only saves time: the engine measures every page and makes smaller what runs over. Lines are those of 9 point on
12, letters a line those of our fonts; the limits were fitted on 90 leaves of two curricula, in three modes and both
readings.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.curriculum import Entry
from toolkit.model.document import Paper
from toolkit.model.evening import Cut, Evening, TimedBlock

HALF = 50
"""Letters a line in a column of half a page."""

FRONT_LIMITS = (47, 50, 55)
BACK_LIMITS = (62, 66.5, 70.5)
"""Lines of an A4 page up to which a front or back needs to be made smaller by 0, 1 or 2 steps; beyond, by 3."""

SHORTER = {"a4": 0.0, "letter": 3.5}
"""Lines that a page has less than an A4 page."""


@dataclass(frozen=True)
class PageFit:
    """How much smaller to begin with, 0 to 3 steps, and how many answers stand in the left column of the back."""

    front: int
    back: int
    left: int


def guess_fit(evening: Evening, *, paper: Paper) -> PageFit:
    """The guess for one session in one mode."""
    left, height = split_answers(evening)
    less = SHORTER[paper]
    return PageFit(
        front=_step(front_lines(evening) + less, FRONT_LIMITS), back=_step(height + less, BACK_LIMITS), left=left
    )


def front_lines(evening: Evening) -> float:
    """Lines of the run table and of the longer column below it."""
    session = evening.session
    table = sum(_block_lines(timed) + 0.45 for timed in evening.blocks)
    questions = [entry for _number, entry in evening.prompts] + [checkpoint.entry for checkpoint in evening.checkpoints]
    late = sum(_lines(entry.text, HALF) for entry in evening.ifs if entry.title == "Late")
    late += _lines(
        " ".join(f"{timed.block.name} {timed.block.if_late};" for timed in evening.blocks if timed.block.if_late), HALF
    )
    left = sum(_lines(entry.title, HALF - 10) for entry in questions) + _cut_lines(evening.cuts) + late
    bag = sum(len(material.what) + 6 for material in evening.materials)
    right = (
        1
        + bag // HALF
        + sum(_lines(f"{entry.title} {entry.text}", HALF) for entry in evening.ifs if entry.title != "Late")
    )
    return table + max(left, right) + (2.2 if len(session.head.title) > 36 else 0)


def split_answers(evening: Evening) -> tuple[int, float]:
    """How many prompts and checkpoints go to the left of the back's two columns, and the lines of the longer column
    then."""
    session = evening.session
    heights = [_entry_lines(entry) for _number, entry in evening.prompts] + [
        _entry_lines(checkpoint.entry) for checkpoint in evening.checkpoints
    ]
    heading = 1.7
    able = sum(_lines(act, HALF - 3) + 0.2 for act in session.head.able_to)
    able += _reading_lines(evening)
    mentor = _lines(evening.mentor.sees, HALF) + 1 if evening.mentor else 0
    mentor += sum(
        _lines(block.say, HALF) + _lines(block.do + block.leaves, HALF) + 3
        for block in (stand_in.block for stand_in in evening.stand_ins)
    )
    left = 2 * heading + able + _paragraphs(session.before) + _lines(" ".join(evening.lost), HALF) + mentor
    right = (
        heading
        + _paragraphs(session.stuck)
        + (heading if session.stuck else 0)
        + _paragraphs(session.exit_question)
        + _lines(evening.next, HALF)
    )
    longer = [max(left + sum(heights[:count]), right + sum(heights[count:])) for count in range(len(heights) + 1)]
    return longer.index(min(longer)), min(longer)


def _reading_lines(evening: Evening) -> float:
    """The list of what is read and done: its heading, and a paragraph for each time at which something is."""
    items = {when: evening.items_when(when) for when in ("before", "inside", "during")}
    named = {
        when: [f"{item.name}, 10 min {item.resource.url.removeprefix('https://')}" for item in those]
        for when, those in items.items()
    }
    named["before"] += [f"{task.what}, 10 min" for task in evening.homework]
    return sum(_lines(f"At home: {'; '.join(names)}", HALF) + 0.25 for names in named.values() if names) + (
        1.7 if any(named.values()) else 0
    )


def _block_lines(timed: TimedBlock) -> int:
    """The higher of the activity's cell and the cell of what to say and do."""
    block = timed.block
    activity = _lines(block.name, 19) + (block.who != "break")
    done = f"{block.do} → {block.leaves}" if block.leaves else block.do
    return max(activity, _lines(block.say, 58) + _lines(done, 58))


def _cut_lines(cuts: tuple[Cut, ...]) -> int:
    return sum(_lines(" ".join(f"{name} 10 → 10," for name, _, _ in cut.blocks), HALF) for cut in cuts[:1]) + 2 * len(
        cuts[1:]
    )


def _entry_lines(entry: Entry) -> float:
    parts = [part for part in entry.parts if part.label != "Block" and not part.text.isdecimal()]
    return (
        _lines(entry.title, HALF - 3)
        + _paragraphs(entry.text)
        + sum(_lines(f"{part.label} {part.text}", HALF) + 0.25 for part in parts)
        + 0.6
    )


def _paragraphs(text: str) -> float:
    """Lines of Markdown in a column, and the space between its paragraphs."""
    return sum(_lines(line, HALF) + 0.25 for line in text.splitlines() if line)


def _lines(text: str, letters: int) -> int:
    return -(-len(text) // letters)


def _step(height: float, limits: tuple[float, ...]) -> int:
    return sum(height > limit for limit in limits)
