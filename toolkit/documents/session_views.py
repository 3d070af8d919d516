"""A session as templates see it: groups, lists, texts and numbers, nothing else."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from typing import Any

from toolkit.documents.fitting import guess_fit
from toolkit.model.curriculum import Entry, Material
from toolkit.model.document import Paper
from toolkit.model.plan import Cut, Evening, StandIn, TimedBlock, TimedCheckpoint, TimedItem
from toolkit.words.filters import about, bare_time, duration, listing

View = dict[str, Any]

WHO = {
    "all": "Everyone",
    "pairs": "Pairs",
    "threes": "Threes",
    "small-groups": "Small groups",
    "alone": "Alone",
    "mentor": "With the mentor",
    "break": "Break",
}
MODES = {
    "in-person-mentored": "in person, with a mentor",
    "online-mentored": "online, with a mentor",
    "in-person-peer": "in person, led by peers",
    "online-peer": "online, led by peers",
    "solo": "on your own",
}
READINGS = {"before": "read before the meeting", "inside": "read in the meeting"}
BASIS = {"stated": "as its source says", "counted": "counted", "tried": "timed by somebody", "estimate": "our estimate"}
FORMS = {"office-hour": "Office hour", "review": "Review", "call": "Call"}
CLOSE_TIMES = 560
"""Ten-thousandths of the timeline's width that a start time needs; a nearer one is left out."""


def session_view(evening: Evening, number: int, *, paper: Paper) -> View:
    """Everything about a session that does not depend on a date: what participants and facilitators read."""
    session = evening.session
    fit = guess_fit(evening, paper=paper)
    question, _, use = session.exit_question.partition("\n\n")
    return {
        "key": session.key,
        "number": number,
        "label": f"Session {number}" if number else "Before session 1",
        "slug": f"{number:02d}-{session.key}",
        "title": session.head.title,
        "kind": session.head.kind,
        "minutes": evening.minutes,
        "optional": session.head.optional,
        "able_to": list(session.head.able_to),
        "why": session.why,
        "next": evening.next,
        "load": evening.load,
        "items": {
            when: [item_view(item) for item in evening.items_when(when)]
            for when in ("before", "inside", "during", "further")
        },
        "homework": [
            {"what": task.what, "minutes": task.minutes, "about": about(task.minutes)} for task in evening.homework
        ],
        "bring": [material.what for material in evening.materials if material.who == "participant"],
        "before_facilitating": session.before,
        "prompts": [
            prompt_view(entry, number, place=place) for place, (number, entry) in enumerate(evening.prompts, 1)
        ],
        "checkpoints": [
            checkpoint_view(checkpoint, place)
            for place, checkpoint in enumerate(evening.checkpoints, len(evening.prompts) + 1)
        ],
        "stuck": session.stuck,
        "ifs": [_if_view(entry) for entry in evening.ifs if entry.title != "No mentor" or evening.way.mentored],
        "worksheet_intro": session.worksheet_intro,
        "worksheet": [task_view(entry, place) for place, entry in enumerate(session.worksheet, 1)],
        "exit_question": question.strip(),
        "exit_use": use.strip(),
        "lost": list(evening.lost),
        "mentor_part": mentor_view(evening),
        "cuts": cut_views(evening.cuts),
        "left_out": left_out_views(evening),
        "fit": {"front": fit.front, "back": fit.back, "left": fit.left},
    }


def item_view(timed: TimedItem) -> View:
    """Something to read, watch or do: what, where, how long and how that is known."""
    item, resource = timed.item, timed.resource
    words = f"{BASIS[timed.basis]}: {timed.basis_note}" if timed.basis_note else BASIS[timed.basis]
    return {
        "name": timed.name,
        "title": resource.title,
        "part": "" if item.part in (None, "whole") else item.part,
        "authors": resource.authors,
        "year": resource.year,
        "kind": resource.kind,
        "format": resource.format,
        "url": resource.url,
        "address": resource.url.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "minutes": timed.minutes,
        "about": about(timed.minutes),
        "basis": timed.basis,
        "basis_word": BASIS[timed.basis],
        "basis_words": words,
        "look_for": item.look_for or "",
        "one_of": item.choose == "one-of",
        "access": resource.access,
        "needs": list(resource.needs),
        "status": resource.status,
        "use_for": resource.use_for,
    }


def block_views(blocks: tuple[TimedBlock, ...], clock: Callable[[int], str]) -> list[View]:
    """The run sheet's blocks. `left` and `width` are ten-thousandths of the timeline; `clock` says the time after so
    many minutes."""
    total = max(1, blocks[-1].end if blocks else 1)
    views: list[View] = []
    last_shown = -CLOSE_TIMES
    for place, timed in enumerate(blocks, 1):
        left = timed.start * 10_000 // total
        shows = left - last_shown >= CLOSE_TIMES
        last_shown = left if shows else last_shown
        views.append(
            {
                "number": place,
                "key": timed.block.key,
                "name": timed.block.name,
                "who": timed.block.who,
                "who_words": WHO[timed.block.who],
                "minutes": timed.block.minutes,
                "least": timed.block.least,
                "start": clock(timed.start),
                "end": clock(timed.end),
                "say": timed.block.say,
                "do": timed.block.do,
                "leaves": timed.block.leaves,
                "practises": list(timed.block.practises),
                "left": left,
                "width": timed.end * 10_000 // total - left,
                "shows_start": shows,
            }
        )
    return views


def clock_of(start: datetime.datetime, clock: int = 24) -> Callable[[int], str]:
    """What a clock on the wall, of 12 or 24 hours, shows so many minutes after `start`, over a change of clocks too."""
    utc = start.astimezone(datetime.UTC)
    return lambda minutes: bare_time((utc + datetime.timedelta(minutes=minutes)).astimezone(start.tzinfo).time(), clock)


def bag_view(materials: Iterable[Material], *, people: int) -> list[View]:
    """What to bring to one meeting, with how many of each."""
    units = {"person": people, "pair": math.ceil(people / 2), "cohort": 1, "room": 1}
    return [
        {
            "what": material.what,
            "per": material.per,
            "count": material.number * units[material.per],
            "who": material.who,
            "prints": material.prints,
        }
        for material in materials
    ]


def prompt_view(entry: Entry, number: int, *, place: int) -> View:
    """A question for a discussion. `place` counts the answers on the back, checkpoints included."""
    return {
        "number": number,
        "place": place,
        "question": entry.title,
        "minutes": entry.number("Minutes"),
        "good": entry.part("Good answers touch"),
        "disagreement": entry.part("A disagreement worth having"),
        "silent": entry.part("If silent"),
        "deeper": entry.part("Deeper"),
        "text": entry.text,
    }


def checkpoint_view(checkpoint: TimedCheckpoint, place: int) -> View:
    """A place that pairs reach: what done looks like, and what helps. `place` counts the answers on the back."""
    entry = checkpoint.entry
    return {
        "number": checkpoint.number,
        "place": place,
        "title": entry.title,
        "done": entry.part("Done looks like"),
        "run": entry.part("Run"),
        "expect": entry.part("Expect"),
        "usual": entry.part("Usual failure"),
        "hints": [hint for hint in (entry.part("Hint 1"), entry.part("Hint 2")) if hint],
        "text": entry.text,
    }


def arrival_views(checkpoints: Iterable[TimedCheckpoint], clock: Callable[[int], str]) -> list[View]:
    """When the first and the last pair should be at each checkpoint, as `clock` says it; a checkpoint in no block has
    no time."""
    return [
        {
            "number": checkpoint.number,
            "title": checkpoint.entry.title,
            "first": clock(checkpoint.block.start + checkpoint.first) if checkpoint.block else "",
            "last": clock(checkpoint.block.start + checkpoint.last) if checkpoint.block else "",
        }
        for checkpoint in checkpoints
    ]


def stand_in_views(stand_ins: Iterable[StandIn], clock: Callable[[int], str]) -> list[View]:
    """What to hold in place of a mentor's block, and when; where it is longer, shortened to that block's minutes by
    what it leaves out."""
    return [
        {
            "start": clock(stand_in.mentor.start),
            "minutes": min(stand_in.block.minutes, stand_in.mentor.block.minutes),
            "in_place_of": stand_in.mentor.block.name,
            "name": stand_in.block.name,
            "who_words": WHO[stand_in.block.who],
            "say": stand_in.block.say,
            "do": stand_in.block.do,
            "leaves": stand_in.block.leaves,
            "left_out": (
                stand_in.block.if_late.rstrip(".") if stand_in.block.minutes > stand_in.mentor.block.minutes else ""
            ),
        }
        for stand_in in stand_ins
    ]


def task_view(entry: Entry, place: int) -> View:
    """A task of the worksheet; `room` is the number of lines to write on."""
    return {"number": place, "title": entry.title, "text": entry.text, "room": entry.number("Room")}


def mentor_view(evening: Evening) -> View | None:
    """The mentor's part, in the modes that have one."""
    part = evening.mentor
    if part is None:
        return None
    return {
        "form": part.form,
        "form_words": FORMS[part.form],
        "minutes": part.minutes,
        "duration": duration(part.minutes),
        "sees": part.sees.rstrip(". "),
    }


def cut_views(cuts: tuple[Cut, ...]) -> list[View]:
    """What to shorten when so many minutes late; after the first delay only what is shortened besides."""
    views, before = [], frozenset[tuple[str, int, int]]()
    for cut in cuts:
        steps = [
            f"{name} {minutes} → {rest}" if rest else f"drop {name}"
            for name, minutes, rest in cut.blocks
            if (name, minutes, rest) not in before
        ]
        also = "also " if before else ""
        views.append(
            {"late": cut.late, "saved": cut.saved, "ends_on_time": cut.ends_on_time, "words": also + listing(steps)}
        )
        before = frozenset(cut.blocks)
    return views


def left_out_views(evening: Evening) -> list[View]:
    """What to leave out of the blocks that are shortened by the longest delay, in the order of `cut`."""
    shortened = {name for cut in evening.cuts for name, _minutes, _rest in cut.blocks}
    blocks = [timed.block for timed in evening.blocks if timed.block.name in shortened and timed.block.if_late]
    ordered = sorted(blocks, key=lambda block: block.cut or 0)
    return [
        {"label": block.name if block.name[-1] in "?!" else f"{block.name}:", "words": block.if_late.rstrip(".")}
        for block in ordered
    ]


def _if_view(entry: Entry) -> View:
    return {
        "title": entry.title,
        "text": " ".join([entry.text, *(f"{part.label}: {part.text}" for part in entry.parts)]).strip(),
    }
