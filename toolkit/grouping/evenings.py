"""Evenings of facilitators: days on which somebody comes to run cohorts, whatever the hour; and a board with fewer."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from toolkit.grouping.board import Board, Booking
from toolkit.grouping.exact import Model, solver_is_here
from toolkit.grouping.formulation import Formulation
from toolkit.grouping.piece import Weights, apply, whole_piece
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Watch
from toolkit.grouping.relocate import Relocation
from toolkit.grouping.rows import INFINITY
from toolkit.model.availability import DAY_MINUTES

NODES = 20
"""Branch-and-bound nodes for the fewest evenings."""


def count_evenings(cohorts: Iterable[FormedCohort]) -> int:
    """Days of a week, on the programme's clock, on which each facilitator comes; a cohort without one counts by
    itself."""
    led, alone = set[tuple[str, int]](), 0
    for cohort in cohorts:
        led |= {(id, start // DAY_MINUTES) for id in cohort.leaders for start in cohort.starts}
        alone += 0 if cohort.leaders else len(cohort.starts)
    return len(led) + alone


def worth_of(placed: int, evenings: int, *, least: int) -> int:
    """What a plan is worth to whom spares evenings: one must bring as many people a place as the smallest cohort has.
    Doubled, so that an evening which brings just these is worth it."""
    return 2 * placed - (2 * least - 1) * evenings


def spare_evenings(board: Board, *, at_least: int, effort: Effort, exactly: bool) -> None:
    """End evenings whose people find other seats, but for fewer than the smallest cohort has, while `at_least` so many
    keep a place; then (`exactly`, with the solver) look for the fewest over the whole problem."""
    search, placed = Relocation(board, random.Random(effort.seed)), board.placed
    for lost in range(board.instance.problem.sizes.least):
        for evening in _fewest_people_first(board):
            if effort.watch.stop():
                return
            if any(one not in board.bookings for one in evening):  # ended with the evening of its other facilitator
                continue
            placed += _spare(search, evening, worst=-min(lost, placed - at_least))
    if exactly and solver_is_here() and board.bookings:
        _fewest(board, at_least=at_least, effort=effort)


def _spare(search: Relocation, evening: Sequence[Booking], *, worst: int) -> int:
    """End the cohorts of an evening, or have its one cohort begin on another day on which its facilitator comes anyway;
    people gained."""
    runner, ways = evening[0].runner, list[tuple[int, int] | None]((None,))
    if len(evening) == 1:
        ways += [(runner, slot) for slot in _beside(search.board, evening[0])]
    gains = (search.change(evening, to=to, fits=search.gains(worst)) for to in ways)
    return next((gain for gain in gains if gain is not None), 0)


def _beside(board: Board, booking: Booking) -> list[int]:
    """Slots of a cohort's facilitator on the other days on which they come."""
    instance, runner = board.instance, board.instance.runners[booking.runner]
    days = {instance.minute(slot) // DAY_MINUTES for slot in board.runs[booking.runner]}
    days |= {day for id, day in _kept_days(instance.problem) if id == runner.id}
    days -= {instance.minute(booking.slot) // DAY_MINUTES}
    return (
        []
        if runner.anybody
        else [slot for slot in sorted(runner.slots) if instance.minute(slot) // DAY_MINUTES in days]
    )


def _fewest_people_first(board: Board) -> list[list[Booking]]:
    """The cohorts of each evening."""

    def people(item: tuple[tuple[int, int, int], list[Booking]]) -> tuple[int, tuple[int, int, int]]:
        return sum(board.count.get(slot, 0) for slot in {one.slot for one in item[1]}), item[0]

    return [evening for _, evening in sorted(_by_evening(board).items(), key=people)]


def _by_evening(board: Board) -> dict[tuple[int, int, int], list[Booking]]:
    """The cohorts by day and whoever runs them. Facilitators not known yet run one each; who comes for a cohort that is
    kept comes anyway, so that day is not among them."""
    kept, found = _kept_days(board.instance.problem), dict[tuple[int, int, int], list[Booking]]()
    for number, booking in enumerate(board.bookings):
        day = board.instance.minute(booking.slot) // DAY_MINUTES
        for who in booking.crew:
            runner = board.instance.runners[who]
            if (runner.id, day) not in kept:
                found.setdefault((who, day, number if runner.anybody else 0), []).append(booking)
    return found


def _kept_days(problem: CohortProblem) -> set[tuple[str, int]]:
    return {(id, start // DAY_MINUTES) for one in problem.kept for id in one.leaders for start in one.starts}


def _fewest(board: Board, *, at_least: int, effort: Effort) -> None:
    """The whole problem decided anew by what it is worth to whom spares evenings, from where the board stands."""
    least, watch = board.instance.problem.sizes.least, Watch(stop=effort.watch.stop)
    model = Model(board, whole_piece(board))
    _add_evenings(model.form)
    model.pass_on(seed=effort.seed)
    model.aim(Weights(placed=2, evenings=2 * least - 1))
    model.keep_reached(Weights(), at_least=at_least)
    model.declare_integers()
    model.begin_from(board)
    values, bound, proven = model.run(nodes=NODES, watch=watch)
    if values is None or watch.stop():
        return
    trial = board.copy()
    apply(trial, model.form.piece, outcome=model.outcome(values, bound, proven=proven))
    if _worth(trial) > _worth(board):
        board.become(trial)


def _worth(board: Board) -> int:
    return worth_of(board.placed, len(_by_evening(board)), least=board.instance.problem.sizes.least)


def _add_evenings(form: Formulation) -> None:
    """A column for each evening, with rows by which it is there when somebody begins a cohort then."""
    instance, kept = form.instance, _kept_days(form.instance.problem)
    days: dict[tuple[int, int], list[int]] = {}
    for runner, slot in form.columns.y:
        day = instance.minute(slot) // DAY_MINUTES
        if (instance.runners[runner].id, day) not in kept:
            days.setdefault((runner, slot if instance.runners[runner].anybody else day), []).append(slot)
    for (runner, _), slots in days.items():
        one, begun = instance.runners[runner], form.columns.y
        column = form.columns.add(INFINITY, whole=False)
        form.evenings[column] = tuple(begun[runner, slot] for slot in slots)
        cliques = [slots] if one.limit == 1 else [_overlapping(form, slots, slot=slot) for slot in slots]
        for together in cliques:
            columns = [begun[runner, slot] for slot in together]
            form.rows.add([*columns, column], [1.0] * len(columns) + [-1.0], low=-INFINITY, high=0)


def _overlapping(form: Formulation, slots: Sequence[int], *, slot: int) -> list[int]:
    """Of these, those at which a meeting is going on when one at a slot begins: one facilitator runs one of them."""
    during = set(form.instance.during(form.instance.start(slot)))
    return [other for other in slots if form.instance.start(other) in during]
