"""Two names at one address: one person's, written in two ways, or two people's."""

from __future__ import annotations

import pytest

from toolkit.model.same_name import may_be_one


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann Lee", "ann  LEE"),
        ("Ann Lee", "Lee, Ann"),
        ("Ann Lee", "Anna Lee"),
        ("Ann Lee", "A. Lee"),
        ("Ann Lee", "Ann"),
        ("Ann Lee", "Dr Ann Maria Lee (she/her)"),
        ("Zoë Müller", "Zoe Mueller"),
        ("Catherine Lee", "Katherine Lee"),
        ("O'Neil, Al", "Al ONeil"),
        ("王伟", "王伟"),
        ("Ann Lee", ""),
    ],
)
def test_one_person_may_be_written_in_two_ways(name: str, other: str) -> None:
    assert may_be_one(name, other)
    assert may_be_one(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann Lee", "Bob Lee"),
        ("Ann", "Bob"),
        ("Ann Lee", "Ann Smith"),
        ("Ann Lee", "Lee Lee"),
        ("王伟", "王芳"),
        ("Maria Lee", "Mario Lee"),
    ],
)
def test_two_people_are_not_taken_for_one(name: str, other: str) -> None:
    assert not may_be_one(name, other)
    assert not may_be_one(other, name)
