"""The questions of `programme new`, at most eight, in words; each has a flag, a default and an example."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from toolkit.commands._asking import Asking, needed
from toolkit.commands._option_words import said
from toolkit.commands._shared import Context
from toolkit.jobs.cities import city_key
from toolkit.jobs.new_answers import Begun, NewQuestion, NewSaid, Topic
from toolkit.jobs.new_questions import begin_new, chosen_of, key_of_begun, next_question, with_reply
from toolkit.model.place import Term
from toolkit.problems import WrongUsage
from toolkit.words.filters import span_words

if TYPE_CHECKING:
    from toolkit.jobs.new import Chosen
    from toolkit.reading.shelves import Shelves

FLAGS: Mapping[Topic, str] = {
    "city": "CITY",
    "where": "--zone",
    "template": "--template",
    "when": "--start",
    "zone": "--zone",
    "day_and_time": "--day, --time",
    "mode": "--mode",
    "people": "--people",
    "contact": "--contact",
}

MODES_IN_WORDS = {
    "in-person-mentored": "in one room; a mentor comes for a part of the evening",
    "online-mentored": "in a video call; a mentor comes for a part of the evening",
    "in-person-peer": "in one room, without a mentor",
    "online-peer": "in a video call, without a mentor",
    "solo": "each by themselves",
}


def usual_answers(context: Context, flags: NewSaid) -> dict[str, str]:
    """Somebody's own defaults by their names, of those that were not given; says where each comes from. ProblemsFound
    where their file has a mistake."""
    found = {name: one for name, one in context.personal.settings_of("new").items() if getattr(flags, name) is None}
    for name, one in found.items():
        context.say(f"From {one['origin']}: {name} {one['value']}")
    return {name: one["value"] for name, one in found.items()}


def begin(flags: NewSaid, *, usual: Mapping[str, str], terminal: bool, shelves: Shelves, today: datetime.date) -> Begun:
    """Every flag read before the first question. WrongUsage with all that is wrong, one line for each."""
    begun = begin_new(flags, usual=usual, attended=terminal, shelves=shelves, today=today)
    if isinstance(begun, Begun):
        return begun
    wrong = [said(one) if isinstance(one, WrongUsage) else _unasked(begun.begun, one) for one in begun.of]
    raise WrongUsage("\n       ".join(dict.fromkeys(wrong)))


def ask_everything(begun: Begun, asking: Asking, *, shelves: Shelves, taken: Callable[[str], str]) -> Chosen:
    """Every question but `fit`, which is asked when the dates are known. `taken` says of a key that its folder is there
    already. Raises WrongUsage, ProblemsFound, EnvironmentMissing."""
    while True:
        question = next_question(begun, shelves)
        if (key := key_of_begun(begun)) and (there := taken(key)):
            asking.tell(there)
        if question is None:
            return chosen_of(begun)
        begun = asking.answer(
            FLAGS[question.topic],
            None,
            read=_reader(begun, question, shelves=shelves),
            question=_WORDS[question.topic](begun, question),
            default=question.default,
            suggestion=question.suggestion,
            choices=[(name, _gloss(question, name, line=line)) for name, line in question.choices],
        )


def _reader(begun: Begun, question: NewQuestion, *, shelves: Shelves) -> Callable[[str], Begun]:
    return lambda text: with_reply(begun, question, text=text, shelves=shelves)


def _gloss(question: NewQuestion, name: str, *, line: str) -> str:
    """A line about what can be answered."""
    if question.topic == "mode":
        return MODES_IN_WORDS[name]
    return line if len(line) <= 90 else line[:89].rstrip() + "…"


def _unasked(begun: Begun, question: NewQuestion) -> str:
    """What to say where nobody is there to answer."""
    if question.topic != "where":
        return needed(FLAGS[question.topic], _WORDS[question.topic](begun, question))
    return (
        f"CITY: no shelf has a city “{begun.place}” (P036). {_meant(question)}Known: {', '.join(question.known)}. For"
        " another one add --zone ZONE, such as --zone Europe/Berlin, with --holidays COUNTRY-REGION, such as DE-BY,"
        f" where they differ; or describe it with `programme templates new city {city_key(begun.place) or 'NAME'}`."
    )


def _meant(question: NewQuestion) -> str:
    return f"Did you mean “{question.near}”? " if question.near else ""


def _where_words(begun: Begun, question: NewQuestion) -> str:
    return (
        f"No shelf has a city “{begun.place}”. {_meant(question)}Where is it: a time zone such as Europe/Berlin, a"
        " country with its region such as DE-BY (for its public holidays), or both; or a city of the list"
    )


def _when_words(begun: Begun, question: NewQuestion) -> str:
    city, _, _ = begun.all_known
    if not begun.attended:
        return f"{city.name} has no table of terms to choose from: give the earliest date of session 1"
    if ahead := begun.terms_ahead:
        return f"Terms of {city.name}:\n{_term_lines(ahead)}\nTerm, or a start such as 2027-01-19"
    return "Start, the earliest date of session 1, such as 2027-01-19"


def _term_lines(terms: list[Term]) -> str:
    width = max(len(term.name) for term in terms)
    rows = [
        f"  {number}  {term.name:{width}}  {span_words(term.first_day, term.last_day)}, {term.status}"
        for number, term in enumerate(terms, 1)
    ]
    return "\n".join(rows)


def _mode_words(begun: Begun, question: NewQuestion) -> str:
    _, _, curriculum = begun.all_known
    both = len(curriculum.readings) > 1 and begun.said.reading is None
    behind = f"; behind it when people read ({' or '.join(curriculum.readings)} the meeting)" if both else ""
    reading = f" {question.reading}" if both else ""
    return f"Mode{behind}, such as {question.default}{reading}"


def _people_words(begun: Begun, question: NewQuestion) -> str:
    size = begun.all_known[2].size
    return f"People you expect, and cohorts of {size.least} to {size.most} that meet apart, such as 18 in 3"


_WORDS: Mapping[Topic, Callable[[Begun, NewQuestion], str]] = {
    "city": lambda *_: "City: a number or a name, also of another one",
    "where": _where_words,
    "template": lambda *_: "Template: a number, a name, a folder or a git address",
    "when": _when_words,
    "zone": lambda *_: "Time zone, such as Europe/London",
    "day_and_time": lambda *_: "Day and time, such as wed 19:00",
    "mode": _mode_words,
    "people": _people_words,
    "contact": lambda *_: "Who runs it: your name, and how to reach you on the day, such as Ada Lovelace, 01865 496000",
}
