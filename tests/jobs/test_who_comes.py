"""Who may come in somebody's place: others of the same role."""

from __future__ import annotations

from pathlib import Path

from tests.jobs.small_folder import known, ready, small_folder
from toolkit.jobs.change import examine_change
from toolkit.jobs.change_records import WhoComes
from toolkit.jobs.change_requests import Swap


def test_in_the_place_of_the_second_come_others_of_the_same_role(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    people = folder / "people" / "facilitators.csv"
    rows = people.read_text(encoding="utf-8").splitlines()
    assert "role" not in rows[0]
    blank = "," * (rows[0].count(",") - 1)
    roles = {"hal": "helper", "hope": "Helper", "host": "host"}
    people.write_text(
        "\n".join(
            [
                f"{rows[0]},role",
                *(f"{row}," for row in rows[1:]),
                *(f"{id},{id}{blank},{role}" for id, role in roles.items()),
                "",
            ]
        )
    )
    cohorts = folder / "cohorts.yaml"
    text = cohorts.read_text(encoding="utf-8")
    assert "[ada]" in text
    cohorts.write_text(text.replace("[ada]", "[ada, hal]", 1))
    for person, instead in (("hal", ["hope"]), ("ada", ["bea"])):
        found = examine_change(known(folder), Swap(person, session="race"))
        assert isinstance(found, WhoComes)
        assert [one.person.id for one in found.candidates] == instead
    alone = ready(examine_change(known(folder), Swap("hal", session="race", peer_led=True)))
    (difference,) = alone.proposal.differences
    assert difference.after is not None
    assert [one.id for one in difference.after.facilitators] == ["ada"]
