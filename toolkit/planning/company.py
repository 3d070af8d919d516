"""Who has something in common, by the columns that cohorts.yaml names."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.grouping.problem import Alike
from toolkit.model.people import Participant
from toolkit.model.programme import Programme
from toolkit.reading.people_tables import heading


def who_is_alike(wanted: Sequence[str], people: Sequence[Participant], *, notes: list[str]) -> tuple[Alike, ...]:
    """Those of whom two at least have the same in a column, capitals apart; a blank cell is nothing in common. Of
    somebody who is the only one, and so can have no company, a note says so."""
    found = []
    for word in dict.fromkeys(wanted):
        column, value = _parts(word)
        holders: dict[str, list[str]] = {}
        for person in people:
            cell = dict(person.columns).get(column, "").casefold()
            if cell and value in ("", cell):
                holders.setdefault(cell, []).append(person.id)
        for cell, ids in sorted(holders.items()):
            if len(ids) > 1:
                found.append(Alike(column, cell, frozenset(ids)))
            else:
                notes.append(f"{ids[0]} is the only one at all with {column}: {cell}, so nobody can be with them.")
    return tuple(found)


def columns_without_anything(programme: Programme) -> tuple[tuple[str, int, str], ...]:
    """The places of cohorts.yaml that ask about a column, or a value, that no participant has: key, number and a
    sentence."""
    cells = {
        (column, cell.casefold()) for one in programme.people.participants.values() for column, cell in one.columns
    }
    columns = {column for column, _ in cells}
    found = []
    for key, words in (("not_alone", programme.not_alone), ("spread", programme.spread)):
        for number, (column, value) in enumerate(map(_parts, words)):
            if column not in columns:
                found.append((key, number, f"Nobody in people/participants.csv has anything in a column “{column}”."))
            elif value and (column, value) not in cells:
                found.append((key, number, f"Nobody in people/participants.csv has “{value}” in the column {column}."))
    return tuple(found)


def _parts(word: str) -> tuple[str, str]:
    """The heading of a column and, where one is named, the value that is meant."""
    column, _, value = word.partition("=")
    return heading(column), value.strip().casefold()
