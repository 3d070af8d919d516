"""Sessions and what they cite: each rule with what it tells and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes, told
from tests.planning.small_programme import numbered, programme, small_sessions
from toolkit.model.curriculum import Homework, Item, SessionHead
from toolkit.model.programme import Programme
from toolkit.model.resources import ResourcePart
from toolkit.problems import SourceFile


def test_two_sessions_in_one_week_add_their_preparation() -> None:
    assert "P044" not in codes(programme(sessions=9, fit="double"))
    small = programme(sessions=9, fit="double")
    assert "P044" in codes(replace(small, curriculum=small.curriculum.model_copy(update={"weekly_load": 19})))
    once = programme(sessions=3)
    assert "P044" not in codes(replace(once, curriculum=once.curriculum.model_copy(update={"weekly_load": 10})))


def test_a_session_says_what_is_next_for_those_who_read_inside_wherever_the_next_one_is_prepared_at_home() -> None:
    first, second, last = programme(sessions=3).sessions
    silent = replace(first, next_inside="")
    nothing = replace(second, head=second.head.model_copy(update={"items": ()}))
    written = replace(
        nothing,
        head=nothing.head.model_copy(update={"homework": (Homework(what="A page", minutes=10, reading="before"),)}),
    )
    assert "P107" in codes(programme(sessions=(silent, second, last)))
    assert "P107" in codes(programme(sessions=(silent, written, last)))
    assert "P107" not in codes(programme(sessions=(silent, nothing, last)))
    assert "P107" not in codes(programme(sessions=(first, second, replace(last, next_inside=""))))
    small = programme(sessions=(silent, second, last))
    assert "P107" not in codes(replace(small, curriculum=small.curriculum.model_copy(update={"readings": ("before",)})))


@pytest.mark.parametrize("kind", ["pairing", "clinic", "talk"])
def test_two_modes_that_differ_in_words_only_are_told_for_every_kind_of_session(kind: str) -> None:
    (one,) = numbered(1)
    same = replace(one, head=one.head.model_copy(update={"kind": kind, "variants": ()}))
    assert "P054" in codes(programme(sessions=(same,)))
    assert "P054" not in codes(programme(sessions=(one,)))


def test_a_reading_needs_minutes_and_where_they_come_from() -> None:
    first = programme(sessions=1).sessions[0]
    small = programme(sessions=1)
    id, resource = next(iter(small.resources.items()))
    parts = (ResourcePart(name="whole", minutes=10, basis="estimate"), ResourcePart(name="intro", minutes=5))
    places: dict[tuple[str | int, ...], tuple[int, int]] = {
        ("resources", 0, "parts", 1): (7, 3),
        ("resources", 0, "parts", 0): (5, 3),
    }

    def found(**values: object) -> list[tuple[str, int]]:
        item = Item.model_validate({"use": id, "when": "before", **values})
        one = replace(first, head=first.head.model_copy(update={"items": (item,)}))
        own = replace(
            small,
            sessions=(one,),
            resources={id: resource.model_copy(update={"parts": parts})},
            sources={
                "resources.yaml": SourceFile("resources.yaml", ("",) * 9, places),
                one.file: SourceFile(one.file, ("",) * 9, {("items", 0): (3, 5)}),
            },
        )
        return [(problem.file, problem.line) for problem in told(own, "P042")]

    assert found() == found(minutes=10, basis="tried") == []
    assert found(part="intro") == [("resources.yaml", 7)]
    assert found(part="intro", minutes=5) == [(first.file, 3)]
    assert found(part="intro", basis="tried") == []


def only(**values: object) -> Programme:
    """One session of the small programme, with these values in its head."""
    small = programme(sessions=small_sessions()[:1])
    (one,) = small.sessions
    head = SessionHead.model_validate({**one.head.model_dump(), **values})
    return replace(small, sessions=(replace(one, head=head),))


def block(key: str, minutes: int, **values: object) -> dict[str, object]:
    return {"key": key, "minutes": minutes, "name": key.title(), "who": "all", **values}


WHOLE = (block("open", 20, least=5, cut=1), block("work", 40, least=10, cut=2, practises=(1, 2)))


def messages(found: Programme, code: str) -> list[str]:
    return [problem.message for problem in told(found, code)]


@pytest.mark.parametrize(
    ("minutes", "says", "hint"),
    [
        (60, "", ""),
        (50, "60 minutes; the session has 50.", "Take away 10 minutes."),
        (75, "60 minutes; the session has 75.", "Add 15 minutes."),
    ],
)
def test_blocks_last_as_long_as_their_session(minutes: int, says: str, hint: str) -> None:
    found = told(only(minutes=minutes, blocks=WHOLE, variants=()), "P040")
    assert [(says in problem.message, hint in problem.hint) for problem in found] == ([(True, True)] if says else [])


def test_two_blocks_have_two_keys() -> None:
    twice = only(blocks=(*WHOLE, block("open", 5)), variants=())
    assert messages(twice, "P038") == ["“open” is the key of an earlier block too."]


def test_a_variant_keeps_the_length_and_is_not_blamed_for_that_of_the_session() -> None:
    longer = {"modes": ["online-peer"], "lost": "x", "replace": [block("open", 30)]}
    (problem,) = told(only(blocks=WHOLE, variants=(longer,)), "P041")
    assert "In online-peer, reading before, the blocks sum to 70 minutes; the session has 60." in problem.message
    same = {**longer, "replace": [block("open", 20, do="On a screen.")]}
    assert messages(only(blocks=WHOLE, variants=(same,)), "P041") == []
    assert messages(only(minutes=90, blocks=WHOLE, variants=(same,)), "P041") == []


def test_what_a_session_cites_is_there_and_still_to_be_had() -> None:
    item = {"use": "boats", "when": "before", "minutes": 5, "basis": "tried"}
    assert messages(only(items=(item,)), "P034") == messages(only(items=(item,)), "P092") == []
    (unknown,) = told(only(items=({**item, "use": "boat"},)), "P034")
    assert (unknown.message, unknown.hint) == ("No resource has the id “boat”.", "Did you mean “boats”?")
    (part,) = told(only(items=({"use": "boats", "when": "before", "part": "chapter 2"},)), "P035")
    assert (part.message, part.hint) == ("“boats” has no part “chapter 2”.", "Did you mean “chapter 1”?")
    assert messages(only(items=({**item, "part": "chapter 2"},)), "P035") == []
    for status, fallback, hint in (("ended", None, ""), ("moved", "ships", "Its fallback is “ships”.")):
        found = only(items=(item,))
        resource = found.resources["boats"].model_copy(update={"status": status, "fallback": fallback})
        (problem,) = told(replace(found, resources={"boats": resource}), "P092")
        assert (problem.message, problem.hint) == (f"“Paper boats” has {status}.", hint)


def test_what_a_session_needs_comes_before_it() -> None:
    fold, sail, race = small_sessions()
    assert codes(programme(sessions=(fold, sail, race))) & {"P030", "P043"} == set()
    assert messages(programme(sessions=(sail, fold, race)), "P043") == [
        "“sail” needs “fold”, which does not come before it."
    ]
    other = replace(sail, head=sail.head.model_copy(update={"needs": ("fodl", "sail")}))
    (unknown,) = told(programme(sessions=(fold, other)), "P030")
    assert (unknown.message, unknown.hint) == ("No session has the key “fodl”.", "Did you mean “fold”?")
    assert messages(programme(sessions=(fold, other)), "P043") == [
        "“sail” needs “sail”, which does not come before it."
    ]


def test_every_line_of_what_one_is_able_to_is_practised_in_every_mode() -> None:
    assert messages(only(blocks=WHOLE, variants=()), "P045") == []
    online = {"modes": ["online-peer"], "lost": "x", "replace": [block("work", 40, practises=(1,))]}
    assert messages(only(blocks=WHOLE, variants=(online,)), "P045") == [
        "No block practises line 2 of able_to (in online-peer)."
    ]
    (problem,) = told(only(blocks=(WHOLE[0], block("work", 40, practises=(1, 2, 3))), variants=()), "P052")
    assert problem.message == "practises names 3; able_to has 2 lines."
    (problem,) = told(only(blocks=(WHOLE[0], block("work", 40, practises=(0, 1, 2))), variants=()), "P052")
    assert problem.message == "practises names 0; able_to has 2 lines."


def test_cuts_make_up_for_each_delay_but_in_a_clinic() -> None:
    stiff = (block("open", 20), block("work", 40, practises=(1, 2)))
    (message,) = messages(only(blocks=stiff, variants=()), "P046")
    assert "only 0 can be saved (in in-person-peer, online-peer)." in message
    assert messages(only(blocks=WHOLE, variants=()), "P046") == []
    assert messages(only(blocks=stiff, variants=(), kind="clinic"), "P046") == []


@pytest.mark.parametrize(
    ("items", "read"),
    [
        ([("inside", "all", 45)], 0),
        ([("inside", "all", 46)], 46),
        ([("inside", "all", 20), ("inside", "one-of", 20), ("inside", "one-of", 30)], 50),
        ([("inside", "all", 20), ("inside", "one-of", 20), ("inside", "one-of", 25), ("further", "all", 90)], 0),
    ],
)
def test_no_more_is_read_inside_than_leaves_room(items: list[tuple[str, str, int]], read: int) -> None:
    cited = [
        {"use": "boats", "when": when, "choose": choose, "minutes": minutes, "basis": "tried"}
        for when, choose, minutes in items
    ]
    found = messages(only(items=tuple(cited)), "P050")
    assert [message.split()[0] for message in found] == ([str(read)] if read else [])
