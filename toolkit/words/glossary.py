"""The words that the program uses in a sense of its own, for `programme explain WORD` and docs/commands.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word, what it means here, and the verbs that have to do with it."""

    word: str
    meaning: str
    verbs: tuple[str, ...]


_ALL = (
    Word(
        "cohort",
        "A group of people who meet at the same time with the same facilitator, all through the term. A programme has"
        " one or several.",
        ("cohorts", "plan"),
    ),
    Word(
        "cover",
        "Somebody who runs a meeting in the place of a cohort's own facilitator. With the message that tells them come"
        " a hand-over page and the run sheet of the evening.",
        ("swap",),
    ),
    Word(
        "draft",
        "A message to one person that was written and not sent: an .eml file in out/private/messages. `programme send`"
        " sends it, and so can a mail program that opens it.",
        ("build", "send"),
    ),
    Word(
        "held",
        "That a meeting took place, as you recorded it. It is history then: it never moves, and nobody is told of"
        " changes to it, nor of what stands before it, as of something to come.",
        ("held", "attend"),
    ),
    Word(
        "pack",
        "What a facilitator carries: for every evening a run sheet with its preparation behind it, and the chapters"
        " that they need. There is one PDF for each cohort.",
        ("build",),
    ),
    Word("peer-led", "Run by the group itself, with the run sheet, where nobody facilitates.", ("swap",)),
    Word(
        "publish",
        "To note that people know the plan and have what lies in out/. It sends and uploads nothing; later changes are"
        " measured against it.",
        ("publish", "changes"),
    ),
    Word(
        "shelf",
        "A folder that templates, cities and documents are taken from: the programme folder itself, those named by"
        " --shelf, and the one that comes with the program. The first that has a thing wins.",
        ("templates",),
    ),
    Word(
        "slip",
        "A small page to hand out where a meeting has another time or place, so that nothing that is bound has to be"
        " printed again.",
        ("changes",),
    ),
    Word(
        "stream",
        "People who can be in one cohort: of the same track and level, who meet in the same way. Whoever named no track"
        " or level is content with any.",
        ("cohorts",),
    ),
)

GLOSSARY = {word.word: word for word in _ALL}
