"""What a rule is, and what rules may know beside the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model.plan import KnownStart, Plan
from toolkit.problems import Problem


@dataclass(frozen=True)
class Facts:
    """What is known of the world; of what is not known no rule says anything.

    `today` is the organiser's day. `moments` are the starts of the last build, by their wall time. `passing_zones` are
    those whose clock changes are only announced year by year. `unprintable` are the letters that no font here has, each
    with the package that has it.
    """

    today: datetime.date | None = None
    moments: Mapping[str, KnownStart] = field(default_factory=dict)
    passing_zones: frozenset[str] = frozenset()
    unprintable: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Facts()


@dataclass(frozen=True)
class Rule:
    """A function of the plan and the facts to problems, and what it can be asked of a programme that was read in part.

    Nothing at all, unless it is said to hold `partly`: whatever stood where stand-ins stand now. `needs` has by code
    the file that has to be read as a whole before that can be told: else one mistake there would look like many here.
    `certain` are the codes that are true of a session of which something else could not be read.
    """

    find: Callable[[Plan, Facts], Iterable[Problem]]
    partly: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    certain: tuple[str, ...] = ()
