"""What was mailed counts until the next publish."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.planning.small_programme import programme
from toolkit.model.told import Mailing, Publish
from toolkit.planning.mailings import latest_mailings
from toolkit.planning.make_plan import make_plan

NOW = datetime.datetime(2027, 1, 5, 12)


def test_only_what_was_mailed_since_the_last_publish_is_the_latest() -> None:
    first, second, third = (Mailing(moment=NOW, publishes=number, people=(), meetings=()) for number in (0, 1, 1))
    small = replace(programme(), mailings=(first, second, third))
    assert latest_mailings(make_plan(small)) == (first,)
    told = replace(small, publishes=(Publish(name="launch", moment=NOW, file=".programme/published/01.json"),))
    assert latest_mailings(make_plan(told)) == (second, third)
