"""A session as it is held in one mode and reading, whatever its date."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from toolkit.model.curriculum import SessionKind
from toolkit.model.fields import Basis

Form = Literal["office-hour", "review", "call"]


class ReadingView(TypedDict):
    """Something to read, watch or do."""

    name: Annotated[str, "Title and part in one."]
    title: Annotated[str, "The title of the whole, Markdown."]
    part: Annotated[str, "The part that is meant; empty where it is the whole."]
    authors: Annotated[str, "Who made it."]
    year: Annotated[int | None, "When it was published."]
    kind: Annotated[str, "What it is: paper, course, video …"]
    format: Annotated[Literal["html", "pdf", "video", "notebook", "code"], "What one opens."]
    url: Annotated[str, "Its link."]
    address: Annotated[str, "The link as it is printed, without https://."]
    minutes: Annotated[int, "How long it takes."]
    about: Annotated[str, "The same in words: “about 40 min”."]
    basis: Annotated[Basis, "How the minutes are known."]
    basis_word: Annotated[str, "The same in words: “counted”."]
    basis_words: Annotated[str, "The same with the arithmetic: “counted: 3 pages x 7 min”."]
    look_for: Annotated[str, "What to look for; may be empty. Markdown."]
    one_of: Annotated[bool, "Whether one of those so marked is enough."]
    access: Annotated[Literal["open", "login", "paid"], "Who gets at it."]
    needs: Annotated[list[str], "What is needed for it: python, gpu."]
    status: Annotated[Literal["live", "moved", "ended", "unknown"], "Whether it was there when last looked at."]
    use_for: Annotated[str, "What it is good for."]


class ReadingsView(TypedDict):
    """What is read, watched and done, by when."""

    before: Annotated[list[ReadingView], "At home, before the meeting."]
    inside: Annotated[list[ReadingView], "In the meeting, together."]
    during: Annotated[list[ReadingView], "What the meeting works with."]
    further: Annotated[list[ReadingView], "For whoever wants more."]


class HomeworkView(TypedDict):
    """Something to write or try at home."""

    what: Annotated[str, "What to do, Markdown."]
    minutes: Annotated[int, "How long it takes."]
    about: Annotated[str, "The same in words."]


class PromptView(TypedDict):
    """A question for a discussion."""

    number: Annotated[int, "The number by which it is known."]
    place: Annotated[int, "Its place among prompts and checkpoints, from 1."]
    question: Annotated[str, "The question, Markdown."]
    minutes: Annotated[int, "How long to stay with it; 0 where nobody said."]
    good: Annotated[str, "What good answers touch; may be empty, as may the next three. Markdown."]
    disagreement: Annotated[str, "A disagreement worth having."]
    silent: Annotated[str, "What to say if nobody speaks."]
    deeper: Annotated[str, "Where it leads."]
    text: Annotated[str, "Whatever else stands under the heading."]


class CheckpointView(TypedDict):
    """A place that pairs reach. When they do stands in the meeting."""

    number: Annotated[int, "The number by which it is known."]
    place: Annotated[int, "Its place among prompts and checkpoints, from 1."]
    title: Annotated[str, "Its heading, Markdown."]
    done: Annotated[str, "What done looks like; may be empty, as may the next three. Markdown."]
    run: Annotated[str, "What to run."]
    expect: Annotated[str, "What then comes out."]
    usual: Annotated[str, "The usual failure."]
    hints: Annotated[list[str], "None, one or two."]
    text: Annotated[str, "Whatever else stands under the heading."]


class IfView(TypedDict):
    """What to do if something is not as planned."""

    title: Annotated[str, "The case: “Three come”, “Nobody read”."]
    text: Annotated[str, "What to do then, Markdown."]


class TaskView(TypedDict):
    """A task of the worksheet."""

    number: Annotated[int, "From 1."]
    title: Annotated[str, "Its heading, Markdown."]
    text: Annotated[str, "The task, Markdown."]
    room: Annotated[int, "Lines to write on; may be 0."]


class MentorPartView(TypedDict):
    """The mentor's part of an evening."""

    form: Annotated[Form, "What it is."]
    form_words: Annotated[str, "The same in words: “Office hour”."]
    minutes: Annotated[int, "How long it is."]
    duration: Annotated[str, "The same in words."]
    sees: Annotated[str, "What the mentor gets a day before, without the full stop."]


class CutView(TypedDict):
    """What to shorten when late."""

    late: Annotated[int, "So many minutes late."]
    saved: Annotated[int, "Minutes that are saved."]
    ends_on_time: Annotated[bool, "Whether that is enough."]
    words: Annotated[str, "What is shortened to what; after the first delay what is shortened besides."]


class LeftOutView(TypedDict):
    """What a shortened block leaves out."""

    label: Annotated[str, "The block's name with its colon."]
    words: Annotated[str, "What it comes down to."]


class FitView(TypedDict):
    """A guess of how the leaf of this session fits on paper."""

    front: Annotated[int, "Steps to begin smaller by on the front, 0 to 3."]
    back: Annotated[int, "The same on the back."]
    left: Annotated[int, "Answers that stand in the left column of the back."]


class SessionView(TypedDict):
    """A session as one mode and reading hold it."""

    key: Annotated[str, "What it is known by."]
    number: Annotated[int, "Its number in the curriculum; 0 comes before the first."]
    label: Annotated[str, "“Session 3”, or “Before session 1”."]
    slug: Annotated[str, "Number and key: “03-backprop”."]
    title: Annotated[str, "Its title, Markdown."]
    kind: Annotated[SessionKind, "What it is."]
    minutes: Annotated[int, "How long it is."]
    optional: Annotated[bool, "Whether it goes first when the term is too short."]
    able_to: Annotated[list[str], "What people can do by the end, Markdown."]
    why: Annotated[str, "Why tonight, for participants. Markdown."]
    next: Annotated[str, "What to do before the next meeting, Markdown."]
    load: Annotated[int, "Minutes of preparation at home."]
    items: Annotated[ReadingsView, "What is read, watched and done. Write `session.items.before`."]
    homework: Annotated[list[HomeworkView], "What is written or tried at home."]
    bring: Annotated[list[str], "What participants bring."]
    before_facilitating: Annotated[str, "What a facilitator needs to know first, Markdown."]
    prompts: Annotated[list[PromptView], "The questions of this evening."]
    checkpoints: Annotated[list[CheckpointView], "The places that pairs reach."]
    stuck: Annotated[str, "What to do before calling for help; may be empty. Markdown."]
    ifs: Annotated[list[IfView], "What to do if something is not as planned."]
    worksheet_intro: Annotated[str, "What stands above the tasks; may be empty. Markdown."]
    worksheet: Annotated[list[TaskView], "The tasks on paper."]
    exit_question: Annotated[str, "The question at the end, Markdown."]
    exit_use: Annotated[str, "What to do with the answers, Markdown."]
    lost: Annotated[list[str], "What is weaker in this mode or reading, a sentence each."]
    mentor_part: Annotated[MentorPartView | None, "What the mentor does, in the modes that have one."]
    cuts: Annotated[list[CutView], "What to shorten when 10, 20 and 30 minutes late."]
    left_out: Annotated[list[LeftOutView], "What the shortened blocks leave out."]
    fit: Annotated[FitView, "How the leaf fits on paper."]
