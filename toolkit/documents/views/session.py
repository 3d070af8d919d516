"""A session as templates see it: groups, lists, texts and numbers, nothing else."""

from __future__ import annotations

from toolkit.documents.fitting import guess_fit
from toolkit.documents.shapes.session import (
    CheckpointView,
    CutView,
    IfView,
    LeftOutView,
    MentorPartView,
    PromptView,
    ReadingView,
    SessionView,
    TaskView,
)
from toolkit.model.curriculum import Entry, When
from toolkit.model.document import Paper
from toolkit.model.evening import Cut, Evening, TimedCheckpoint, TimedItem
from toolkit.words.filters import about, duration, listing

BASIS = {"stated": "as its source says", "counted": "counted", "tried": "timed by somebody", "estimate": "our estimate"}
FORMS = {"office-hour": "Office hour", "review": "Review", "call": "Call"}


def session_view(evening: Evening, number: int, *, paper: Paper) -> SessionView:
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
            "before": _readings(evening, "before"),
            "inside": _readings(evening, "inside"),
            "during": _readings(evening, "during"),
            "further": _readings(evening, "further"),
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


def _readings(evening: Evening, when: When) -> list[ReadingView]:
    return [reading_view(item) for item in evening.items_when(when)]


def reading_view(timed: TimedItem) -> ReadingView:
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


def prompt_view(entry: Entry, number: int, *, place: int) -> PromptView:
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


def checkpoint_view(checkpoint: TimedCheckpoint, place: int) -> CheckpointView:
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


def task_view(entry: Entry, place: int) -> TaskView:
    """A task of the worksheet; `room` is the number of lines to write on."""
    return {"number": place, "title": entry.title, "text": entry.text, "room": entry.number("Room")}


def mentor_view(evening: Evening) -> MentorPartView | None:
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


def cut_views(cuts: tuple[Cut, ...]) -> list[CutView]:
    """What to shorten when so many minutes late; after the first delay only what is shortened besides."""
    views: list[CutView] = []
    before = frozenset[tuple[str, int, int]]()
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


def left_out_views(evening: Evening) -> list[LeftOutView]:
    """What to leave out of the blocks that are shortened by the longest delay, in the order of `cut`."""
    shortened = {name for cut in evening.cuts for name, _minutes, _rest in cut.blocks}
    blocks = [timed.block for timed in evening.blocks if timed.block.name in shortened and timed.block.if_late]
    ordered = sorted(blocks, key=lambda block: block.cut or 0)
    return [
        {"label": block.name if block.name[-1] in "?!" else f"{block.name}:", "words": block.if_late.rstrip(".")}
        for block in ordered
    ]


def _if_view(entry: Entry) -> IfView:
    return {
        "title": entry.title,
        "text": " ".join([entry.text, *(f"{part.label}: {part.text}" for part in entry.parts)]).strip(),
    }
