"""Who takes part: what the status of a participant says of it."""

from __future__ import annotations

import pytest

from toolkit.model.people import STATUSES, Participant, PersonStatus


@pytest.mark.parametrize("status", STATUSES)
def test_declined_and_withdrawn_are_gone_and_whoever_waits_does_not_come(status: PersonStatus) -> None:
    person = Participant("p1", "Ann", status=status)
    assert person.gone is (status in ("declined", "withdrawn"))
    assert person.comes is (status in ("applied", "accepted"))
