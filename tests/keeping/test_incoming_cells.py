"""Cells of an import as the file of people will hold them."""

from __future__ import annotations

from toolkit.keeping.incoming_cells import as_it_will_be_read
from toolkit.model.imports import Incoming


def test_columns_that_are_none_of_ours_are_kept_and_told_apart_from_ours() -> None:
    given = Incoming({"name": " Ann ", "level": "2"}, {"Name": "A.", "Shoe  size": "'=43"}, 4)
    assert as_it_will_be_read(given, ["name"]) == Incoming(
        {"name": "Ann"}, {"Name (as imported)": "A.", "Shoe size": "=43", "level": "2"}, 4
    )
