"""A plan whose every field holds something, for tests of what is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.make_plan_by_hand import (
    make_cohort,
    make_evening,
    make_item,
    make_meeting,
    make_plan,
    make_room,
    make_session,
    make_settings,
)
from toolkit.model.curriculum import (
    Block,
    Entry,
    Guide,
    GuideHead,
    LabelledText,
    Material,
    MentorPart,
    SelfCheck,
    Session,
)
from toolkit.model.document import DocumentBase, DocumentType
from toolkit.model.evening import Cut, StandIn, TimedCheckpoint
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.problems import Problem
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.shelves import Shelves

LINK = "https://meet.example.org/secret-room"
CHAT = "https://chat.example.org/invitation"
AMARA = Facilitator(id="f1", name="Amara Nwosu", email="amara@example.org")
JONAS = Facilitator(id="m1", name="Jonas Lindqvist", role="mentor")
PEOPLE = tuple(
    Participant(id=f"p{number}", name=f"Person Number{number}", email=f"person{number}@example.org")
    for number in range(1, 6)
)

BLOCKS = (
    Block(
        key="stand-up",
        minutes=10,
        least=5,
        cut=1,
        name="Stand-up",
        who="all",
        practises=(1,),
        say="Say your number.",
        do="Go round.",
    ),
    Block(
        key="work",
        minutes=70,
        least=50,
        cut=2,
        name="Work in pairs",
        who="pairs",
        practises=(1, 2),
        do="Derive it.",
        leaves="A green test",
        if_late="one seed",
    ),
    Block(key="pause", minutes=10, name="Break", who="break", do="Open the window."),
    Block(
        key="review",
        minutes=30,
        name="Mentor review",
        who="mentor",
        practises=(2,),
        say="Show one line.",
        do="Ask once.",
    ),
)

SWAP = Block(
    key="swap",
    minutes=40,
    name="Readers and clerk",
    who="threes",
    say="Read their line.",
    do="Change seats.",
    if_late="one file",
)


def rich_session(key: str = "backprop", **values: object) -> Session:
    """A pairing session with every heading filled."""
    given: dict[str, Any] = {
        "title": "Backpropagation by hand",
        "kind": "pairing",
        "blocks": BLOCKS,
        "materials": (
            Material(what="Squared paper", per="person", number=2),
            Material(what="Card of shapes", per="pair", prints=True),
            Material(what="Projector", who="organiser"),
            Material(what="Laptop", per="person", who="participant"),
        ),
        "mentor": MentorPart(form="review", minutes=30, sees="Photographs of every derivation."),
        **values,
    }
    return replace(
        make_session(key, **given),
        before="Read the *chain rule* once.\n\nYou may safely not know tensors.",
        prompts=(
            Entry(
                "Why does it work?",
                (
                    LabelledText("Minutes", "12"),
                    LabelledText("Good answers touch", "The chain rule."),
                    LabelledText("If silent", "Wait."),
                ),
            ),
        ),
        checkpoints=(
            Entry(
                "Gradients agree",
                (
                    LabelledText("Done looks like", "A green test."),
                    LabelledText("Run", "`pytest -q`"),
                    LabelledText("Block", "work"),
                ),
            ),
        ),
        stuck="Print the shapes.",
        ifs=(
            Entry("Late", text="Skip the stand-up."),
            Entry("Three come", text="Work as one group."),
            Entry("No mentor", text="Swap sheets."),
        ),
        worksheet=(Entry("Draw the graph", (LabelledText("Room", "6"),), "Two layers are enough."),),
        worksheet_intro="Alone first.",
        exit_question="What surprised you?\n\nRead two answers aloud next time.",
        next="Read section 2.",
    )


def rich_meeting(cohort: Cohort, session: Session, **values: object) -> Meeting:
    """Its meeting, with readings, cuts and what is lost."""
    meeting = make_meeting(cohort, session, room=make_room(), facilitators=(AMARA,), **values)  # type: ignore[arg-type]
    items = (make_item(minutes=40, part="section 1"), make_item("more", when="further", minutes=15))
    cuts = (
        Cut(10, (("Stand-up", 10, 5), ("Work in pairs", 70, 65)), 10),
        Cut(20, (("Stand-up", 10, 5), ("Work in pairs", 70, 55)), 20),
    )
    held = make_evening(session, mode=cohort.mode, items=items)
    review = next((timed for timed in held.blocks if timed.block.who == "mentor"), None)
    evening = replace(
        held,
        cuts=cuts,
        lost=("Nobody has read it before.",),
        checkpoints=tuple(
            TimedCheckpoint(number, entry, held.blocks[1], 25, 60)
            for number, entry in enumerate(session.checkpoints, 1)
        ),
        stand_ins=(StandIn(review, SWAP),) if review and held.mentor else (),
    )
    return replace(meeting, evening=evening, mentor=JONAS if cohort.mode.endswith("mentored") else None)


def rich_plan(
    *,
    cohorts: str = "a",
    sessions: tuple[str, ...] = ("backprop", "attention"),
    mode: str = "in-person-mentored",
    **settings: object,
) -> Plan:
    """Cohorts by key, of which the first has the five people; each meets once for every session."""
    made = [
        make_cohort(
            key,
            mode=mode,
            link=LINK,
            facilitators=("f1",),
            mentor="m1",
            members=tuple(p.id for p in PEOPLE) if key == cohorts[0] else (),
        )
        for key in cohorts
    ]
    held = [rich_session(key, title=f"On {key}") for key in sessions]
    meetings = [
        rich_meeting(cohort, session, number=number, at=f"2027-01-{12 + 7 * number} 18:30", week=f"HT27 week {number}")
        for cohort in made
        for number, session in enumerate(held, 1)
    ]
    plan = make_plan(
        meetings,
        participants=PEOPLE,
        facilitators=(AMARA, JONAS),
        settings=make_settings(
            **{"contact": "Ruth Okafor, 07700 900123", "chat": CHAT, "link": LINK, "mode": mode, **settings}
        ),
    )
    check = SelfCheck(minutes=45, tasks=("Install Python.", "Plot a line."), if_not="Come to the clinic.")
    guide = Guide(GuideHead(key="role", title="The role"), "## You keep time\n\nSay when.")
    curriculum = plan.programme.curriculum.model_copy(update={"self_check": check, "leads_to": ("interpretability",)})
    return replace(plan, programme=replace(plan.programme, curriculum=curriculum, guides=(guide,)))


def shipped_types(*names: str) -> tuple[tuple[DocumentType, ...], DocumentBase]:
    """Document types of the shipped shelf, all or those named."""
    problems: list[Problem] = []
    shelves = Shelves.open()
    types = read_document_types(shelves, problems)
    base = read_document_base(shelves, problems)
    assert problems == []
    return tuple(type_ for type_ in types if not names or type_.name in names), base
