"""How many people any plan can place, at most: without a solver, and for problems of any size.

Each facilitator by themselves could run the best of their weeks, each cohort being worth what it can hold: no plan
places more than all those weeks together. Nothing there says that one person cannot sit in two of these cohorts, nor
two cohorts in one room: for that, people, rooms and chairs have prices (Lagrange multipliers, Geoffrion 1974), which a
cohort pays and which are added to the bound. Any prices give a bound that holds; better ones are found step by step
along a subgradient (Held, Wolfe and Crowder 1974; Camerini, Fratta and Maffioli 1975). At the best prices it is the
bound of the linear programme with strong links.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.instance import Instance
from toolkit.grouping.market import Market, floor
from toolkit.grouping.problem import Watch

FLAT = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Prices with which all people alike are tried first: at 0 it is the bound of the weeks, at 1 that of the people."""

KEPT = 0.9
"""Share of the last direction that goes into the next."""

LONGEST, SHORTEST = 1.0, 0.002
"""Share of the way to what is placed that a step makes, at first and when nothing more is gained."""

IDLE, SHORTER, LONGER = 20, 0.6, 1.1
"""Steps without gain after which they become shorter, by how much, and how much longer after a gain."""

STEPS = 500
"""Steps at most."""


FEW_STEPS, NEARBY = 60, 0.25
"""Steps, and the share of the way that the first makes, from the prices of a problem that was nearly the same."""


@dataclass(frozen=True)
class PriceList:
    """A bound, and the prices that give it, by what they are asked for."""

    bound: int
    prices: Mapping[Hashable, float]


def simple_bound(instance: Instance) -> int:
    """People who can come somewhere, and seats that facilitators can fill in their weeks, whichever are fewer."""
    market = Market(instance)
    found = min(_seats(instance), market.whole(0.0), market.whole(1.0))
    return min(found, floor(market.bound_at(market.led_by_seconds(market.flat(0.0)))[0])) if market.fees else found


def _seats(instance: Instance) -> int:
    """Seats that facilitators can fill by their limits alone, which counts those who go about between cohorts."""
    if any(runner.anybody for runner in instance.runners):
        return sum(unit.weight for unit in instance.units if unit.options)
    leaders = (one for one in instance.runners if not one.second)
    runs = sum(min(one.limit, one.roams * min(one.times, len(one.slots))) for one in leaders)
    return runs * instance.problem.sizes.most


def priced_bound(board: Board, *, bound: int, watch: Watch) -> int:
    """A bound no higher than `bound`, with prices found for people, rooms and chairs; ends when the board is proven to
    place the most."""
    return find_prices(board, bound=bound, watch=watch).bound


def find_prices(board: Board, *, bound: int, watch: Watch, near: PriceList | None = None, idle: int = 0) -> PriceList:
    """The prices, and the bound that they give. Where a problem has changed a little, few steps are enough from the
    prices `near`; and none below a bound of as many people as it is `idle` to place."""
    market = Market(board.instance)
    prices = _first(market, board) if near is None else [near.prices.get(name, 0.0) for name in market.names]
    goal = max(board.placed, idle)
    search = _Search(market, prices=prices, goal=goal, share=LONGEST if near is None else NEARBY)
    for _ in range(STEPS if near is None else FEW_STEPS):
        if floor(search.least) <= goal or search.share < SHORTEST or watch.stop() or not search.step():
            break
    best = dict(zip(market.names, search.best, strict=True))
    return PriceList(max(board.placed, min(bound, floor(search.least))), best)


def _first(market: Market, board: Board) -> list[float]:
    """The best of a few: everybody at one price, or only those with a seat at any."""
    rest = [0.0] * (len(market.capacity) - len(board.place))
    tries = [[price] * len(board.place) + rest for price in FLAT]
    tries += [[1.0 if slot != NOWHERE else price for slot in board.place] + rest for price in (0.0, 0.5)]
    tries += [market.led_by_seconds(prices) for prices in tries[: len(FLAT)] if market.fees]
    return min(tries, key=lambda prices: market.bound_at(prices)[0])


class _Search:
    """Prices on their way, and the `least` bound met."""

    def __init__(self, market: Market, *, prices: list[float], goal: int, share: float) -> None:
        self.market, self.prices, self.goal = market, prices, goal
        self.least, self.best, self.share, self.idle = float("inf"), prices, share, 0
        self.direction = [0.0] * len(prices)

    def step(self) -> bool:
        """Prices rise where more is used than there is, and fall where less is; False where all is in balance."""
        bound, used = self.market.bound_at(self.prices)
        self._judge(bound)
        over = [use - has for use, has in zip(used, self.market.capacity, strict=True)]
        wanted = [0.0 if one < 0 and price <= 0 else one for one, price in zip(over, self.prices, strict=True)]
        self.direction = [one + KEPT * last for one, last in zip(wanted, self.direction, strict=True)]
        length = sum(one * one for one in self.direction)
        if not length:
            return False
        far = self.share * (bound - self.goal) / length
        self.prices = [max(0.0, price + far * one) for price, one in zip(self.prices, self.direction, strict=True)]
        return True

    def _judge(self, bound: float) -> None:
        if bound < self.least - 1e-4:
            self.least, self.best, self.idle = bound, self.prices, 0
            self.share = min(LONGEST, self.share * LONGER)
            return
        self.idle += 1
        if self.idle >= IDLE:
            self.idle, self.share = 0, self.share * SHORTER
