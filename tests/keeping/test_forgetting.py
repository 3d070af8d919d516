"""One person goes out of every kind of file that a programme folder keeps, and everybody else stays as they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from toolkit.keeping.forgetting import ForgottenPerson, without_person

ANN = ForgottenPerson("p1", ("Ann Lee", "Annie"), ("ann@x.org",))


def without(name: str, text: str, *, subject: ForgottenPerson = ANN) -> str:
    """A file without Ann."""
    return without_person(name, text.encode(), subject=subject).decode()


def record(values: Any, *, name: str = ".programme/x.json") -> Any:
    """A record of ours without Ann."""
    return json.loads(without(name, json.dumps(values)))


def test_a_row_goes_and_an_id_in_the_wishes_of_others_too() -> None:
    text = "id,name,together,apart\np1,Ann Lee,,\np2,Ben,p3; p1,p1\np3,Cy,p2 ;p4,\n"
    assert without("people/participants.csv", text) == "id,name,together,apart\np2,Ben,p3,\np3,Cy,p2 ;p4,\n"


def test_the_name_of_somebody_in_the_row_of_another_becomes_somebody() -> None:
    text = "id,name,notes\np2,Ben,friend of ANN LEE (ann@x.org)\np3,Cy,Annie\n"
    assert (
        without("people/participants.csv", text) == "id,name,notes\np2,Ben,friend of somebody (somebody)\np3,Cy,Annie\n"
    )


def test_all_marks_of_a_person_go_from_the_attendance() -> None:
    text = "id,cohort,session\np1,a,one\np2,a,one\np1,a,two\n"
    assert without("people/attendance.csv", text) == "id,cohort,session\np2,a,one\n"


def test_a_table_of_another_program_loses_the_row_with_a_cell_that_is_theirs() -> None:
    text = "Who,Mail\nAnn Lee,\n,ANN@x.org \nAnn Lee-Smith,\nBen,b@x.org\n"
    assert without("people/import/answers.csv", text) == "Who,Mail\nsomebody-Smith,\nBen,b@x.org\n"


def test_an_id_in_a_table_of_another_program_is_not_theirs() -> None:
    text = "id,name\np1,Somebody Else\n"
    assert without("people/import/answers.csv", text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("members: [p1, p2]\n", "members: [p2]\n"),
        ("members: [p2, p1]  # two\n", "members: [p2]  # two\n"),
        ("members: [p2]\n", "members: [p2]\n"),
        ("members:\n    - p1\n    - p2\n", "members:\n    - p2\n"),
        ("members:\n    - p2\n    - p1", "members:\n    - p2\n"),
        ("members:  # all\n    - p1\n", "members: []  # all\n"),
        ("mentor: p1\n", 'mentor: ""\n'),
        ("mentor: p2\n", "mentor: p2\n"),
        ("label: p1\n", "label: p1\n"),
        ("label: Group of Ann Lee\n", "label: Group of somebody\n"),
        ("reason: p1 is ill, p1-2 not\n", "reason: somebody is ill, p1-2 not\n"),
    ],
)
def test_an_id_goes_from_yaml_where_it_stands_as_one(before: str, after: str) -> None:
    head = "# ours\ncohorts:\n  a:\n    "
    assert without("cohorts.yaml", head + before) == head + after
    assert without("cohorts.yml", "\ufeff" + head + before) == "\ufeff" + head + after


def test_a_record_about_them_goes_and_so_does_their_id_in_others() -> None:
    mark = {"id": "p2", "cohort": "a", "session": "one"}
    assert record({"marks": [mark | {"id": "p1"}, mark], "members": ["p1", "p2"], "mentor": "p1"}) == {
        "marks": [mark],
        "members": ["p2"],
        "mentor": None,
    }
    assert record(mark | {"id": "p1"}) == {}


def test_what_is_kept_by_their_id_or_in_a_file_of_their_own_goes() -> None:
    assert record(
        {
            "answers": {"p1": "waiting", "p2": "waiting"},
            "files": {"out/private/person-p1.ics": "x", "out/private/person-p2.ics": "x"},
        }
    ) == {"answers": {"p2": "waiting"}, "files": {"out/private/person-p2.ics": "x"}}


def test_a_record_without_them_keeps_its_bytes() -> None:
    assert without("a.json", '{"members":["p2"],\n"number": 1}') == '{"members":["p2"],\n"number": 1}'


def test_words_in_a_record_are_cleaned_by_what_they_are() -> None:
    assert record(
        {
            "reason": "p1 and Ann Lee",
            "did": "mentor p1 --reason 'Ann Lee left'",
            "other": "p1 and Ann Lee",
            "to": ["ann@x.org", "b@x.org"],
            "participants.csv": "id,name\np1,Ann Lee\np2,Ben\n",
            "names.txt": "id,name\np1,Ann Lee\n",
            "page": '{"members": ["p1"], "to": "Ann Lee"}',
        }
    ) == {
        "reason": "somebody and somebody",
        "did": "mentor somebody --reason 'somebody left'",
        "other": "p1 and somebody",
        "to": ["b@x.org"],
        "participants.csv": "id,name\np2,Ben\n",
        "names.txt": "id,name\np1,somebody\n",
        "page": '{"members": ["p1"], "to": "somebody"}',
    }


def test_a_command_that_no_shell_would_take_loses_the_name() -> None:
    assert record({"did": "say 'Ann Lee p1", "x": ["p1"]})["did"] == "say 'somebody p1"
    assert record({"did": "skip  p12 'Ann Lee'"})["did"] == "skip  p12 'somebody'"


def test_lines_of_a_log_are_cleaned_each_by_itself() -> None:
    text = '{"members": ["p2"]}\n{"members":["p1"]}\nno json, Ann Lee\n'
    assert without("x.jsonl", text) == '{"members": ["p2"]}\n{\n "members": []\n}\nno json, somebody\n'


def test_the_lock_loses_their_own_entries_and_what_was_withdrawn_from_them() -> None:
    lock = {
        "version": 1,
        "entries": {
            "prog.preparation.p1@x": {"sequence": 0},
            "prog.preparation.p12@x": {"sequence": 1},
            "prog.one@x": {"sequence": 2, "withdrawn": {"p1": 3}},
            "prog.two@x": {"sequence": 3, "withdrawn": {"p1": 3, "p2": 4}},
        },
    }
    after = {
        "version": 1,
        "entries": {
            "prog.preparation.p12@x": {"sequence": 1},
            "prog.one@x": {"sequence": 2},
            "prog.two@x": {"sequence": 3, "withdrawn": {"p2": 4}},
        },
    }
    assert record(lock, name=".programme/calendar.lock") == after
    assert json.loads(record({"lock": json.dumps(lock), "x": ["p1"]})["lock"]) == after
    assert without("calendar.lock", json.dumps(after)) == json.dumps(after)
    assert without("calendar.lock", "damaged, Ann Lee") == "damaged, Ann Lee"


def test_other_texts_lose_the_name_and_what_is_no_text_stays() -> None:
    assert without("notes.md", "Ann Lee, Annie, Joann Lee, p1, Ann Leeds, mail ann@x.org.") == (
        "somebody, Annie, Joann Lee, p1, Ann Leeds, mail somebody."
    )
    assert without_person("photo.jpg", b"\xff\xd8 Ann Lee", subject=ANN) == b"\xff\xd8 Ann Lee"


def test_a_name_that_two_people_have_is_left_alone() -> None:
    shared = ForgottenPerson("p1", ("Ann Lee", "Ann B. Lee"), shared=frozenset({"Ann Lee"}))
    assert without("notes.md", "Ann Lee, Ann B. Lee", subject=shared) == "Ann Lee, somebody"


@pytest.mark.parametrize(
    ("text", "named", "with_one_word"),
    [
        ("by Ann Lee’s hand", True, True),
        ("by Annie’s hand", False, True),
        ("by Annie", False, True),
        ("Annie’Sullivan", False, False),
        ("Joann Lee", False, False),
        ("ann lee", False, False),
        ("ANN@X.ORG", True, True),
        ("joann@x.org", False, False),
        ("x.ann@x.org", False, False),
    ],
)
def test_a_name_is_one_as_whole_words_and_of_one_word_where_it_is_meant(
    text: str, named: bool, with_one_word: bool
) -> None:
    assert (ANN.named_in(text, one_word=False), ANN.named_in(text)) == (named, with_one_word)


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("p1 is ill", True),
        ("xp1 and p1-2", False),
        ("Lee is ill", True),
        ("Leeds", False),
        ("Annie’s train", True),
        ("la vie", False),
    ],
)
def test_a_reason_may_mention_them_by_id_or_by_a_part_of_their_name(text: str, mentioned: bool) -> None:
    assert ForgottenPerson("p1", ("Ann Lee", "Annie la Vie")).mentioned_in(text) is mentioned


@pytest.mark.parametrize(
    ("path", "theirs"),
    [
        ("out/private/facilitator-p1.ics", True),
        ("out/private/person-p1.html", True),
        ("out/private/person-p12.html", False),
        ("out/private/cohort-p1.html", False),
        ("out/private/invitations/p1/one.ics", True),
        ("out/private/invitations/mentor-p1/one.ics", True),
        ("out/private/invitations/p12/one.ics", False),
    ],
)
def test_a_file_is_theirs_by_its_name(path: str, theirs: bool) -> None:
    assert ANN.in_path(path) is theirs


def test_a_file_that_a_record_holds_loses_them_as_the_file_itself_would() -> None:
    cohorts = "cohorts:\n  a:\n    members: [p1, p2]\n"
    assert record({"files": {"cohorts.yaml": cohorts}}) == {"files": {"cohorts.yaml": without("cohorts.yaml", cohorts)}}
    assert "p1" not in record({"cohorts.yaml": cohorts})["cohorts.yaml"]


def test_a_room_or_a_cohort_that_is_called_as_they_are_stays_in_a_record() -> None:
    meeting = {"cohort": "p1", "room": "p1", "facilitators": ["p1", "p2"], "mentor": "p1", "with_cohorts": ["p1"]}
    labels = {"p1": "Birch", "b": "p1"}
    told = {"meetings": [meeting], "members": {"p1": ["p1", "p2"], "b": ["p3"]}, "labels": labels, "used": ["p1"]}
    assert record(told) == {
        "meetings": [meeting | {"facilitators": ["p2"], "mentor": None}],
        "members": {"p1": ["p2"], "b": ["p3"]},
        "labels": labels,
        "used": ["p1"],
    }
    assert record({"changes": [{"cohort": "p1", "facilitators": ["p1"]}], "people": ["p1"]}) == {
        "changes": [{"cohort": "p1", "facilitators": []}],
        "people": [],
    }


def test_the_longer_of_two_names_is_replaced_whole() -> None:
    for names in (("Ann Lee", "Ann Lee-Smith"), ("Ann Lee-Smith", "Ann Lee")):
        assert without("notes.md", "Ann Lee-Smith, Ann Lee", subject=ForgottenPerson("p1", names)) == (
            "somebody, somebody"
        )


def test_a_mark_without_an_id_is_nobodys() -> None:
    """Somebody in a table of people is p01 then."""
    text = "id,cohort,session\n,a,one\np2,a,one\n"
    assert without("people/attendance.csv", text, subject=ForgottenPerson("p01")) == text
    assert without("people/facilitators.csv", "id,name\n,李雷\n", subject=ForgottenPerson("p01")) == "id,name\n"
