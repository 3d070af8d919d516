"""What to build, by key, and that what there is none of is refused with what is near."""

from __future__ import annotations

import pytest

from tests.examples import SMALL
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.options import Options, settle
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves


def settled(**options: str) -> Options:
    plan, types, *_ = read_and_plan(SMALL, Shelves.open(folder=SMALL), today=None)
    return settle(Options(**options), plan, types=types)  # type: ignore[arg-type]


def test_what_is_named_or_numbered_is_known_by_its_key() -> None:
    assert settled(meeting="1") == settled(meeting="fold") == Options(meeting="fold")
    assert settled(cohort="cohort b", document="poster", only="pdf") == Options("pdf", "poster", "b")
    assert settled(document="Facilitator pack").document == settled(document="PACK").document == "pack"
    assert settled() == Options()


def test_a_title_that_several_documents_have_is_not_guessed() -> None:
    with pytest.raises(WrongUsage, match=r"message-facilitator \(Message to\) or message-person \(Message to\): say"):
        settled(document="message to")


@pytest.mark.parametrize(
    ("option", "word", "says"),
    [
        ("only", "sheet", "There is no kind “sheet”. Did you mean “sheets”"),
        ("document", "postr", "There is no document “postr”. Did you mean poster .Poster."),
        ("cohort", "z", "There is no cohort “z”"),
        ("meeting", "4", "4"),
    ],
)
def test_what_there_is_none_of_is_refused(option: str, word: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        settled(**{option: word})


@pytest.mark.parametrize("option", ["only", "document", "cohort", "meeting"])
def test_everything_is_asked_for_where_no_part_is_named(option: str) -> None:
    assert Options(cancelled="drop", invitations=True).whole
    assert not Options(**{option: "x"}).whole  # type: ignore[arg-type]
