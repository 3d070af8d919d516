"""What a plan is worth at most when people, rooms and chairs have prices: each facilitator buys the week that pays
best, whatever the others do."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from itertools import accumulate

from toolkit.grouping.instance import Instance, led_slots
from toolkit.grouping.schedule import Schedule

EPSILON = 1e-6

_Offer = tuple[float, int, int]
"""What a cohort at a slot is worth above its prices, in which room group, and with how many people."""


def floor(bound: float) -> int:
    """The whole number that a bound stands for."""
    return math.floor(bound + EPSILON) if math.isfinite(bound) else 10**9


class Market:
    """An instance as what can be bought: `capacity` is what there is, first people by unit, then rooms and chairs by
    group and moment, then fees for the second role by slot; `names` say what each is, whatever its number.

    A chain of people who want to be together is taken for single people who have the same slots; of two who must not
    meet, a cohort takes one. Who goes about between cohorts runs one large cohort each time. All of this allows for
    more than the rules do, never for less.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance, sizes = instance, instance.problem.sizes
        self.least, self.most = sizes.least, sizes.most
        led = led_slots(instance.runners, both=bool(instance.problem.second_role))
        coming: dict[int, list[int]] = {}
        for number, unit in enumerate(instance.units):
            for slot in unit.options:
                if slot in led:
                    coming.setdefault(slot, []).extend([number] * unit.weight)
        self.coming = {slot: units for slot, units in coming.items() if len(units) >= self.least}
        self.groups = {slot: instance.group_choices(slot) for slot in self.coming}
        weeks = [(one, Schedule(instance, one)) for one in instance.runners if one.limit > 0 and not one.anybody]
        self.weeks = [(one, week) for one, week in weeks if not one.second]
        self.seconds = [(one, week) for one, week in weeks if one.second]
        self.anybody = any(one.anybody and one.limit > 0 for one in instance.runners)
        self.capacity = [float(unit.weight) if unit.options else 0.0 for unit in instance.units]
        self.names: list[Hashable] = [unit.ids for unit in instance.units]
        self.rooms = [self._place(number, chairs=False) for number in range(len(instance.groups))]
        self.chairs = [self._place(number, chairs=True) for number in range(len(instance.groups))]
        self.fees = self._fees_of_seconds()
        self.rivals = self._rivals()

    def _place(self, number: int, *, chairs: bool) -> int | None:
        """Where a group's rooms or chairs stand in the capacity, by moment; None: there are always enough."""
        one = self.instance.groups[number]
        has = one.chairs if chairs else None if one.boundless else one.number
        if has is None:
            return None
        begin, left = len(self.capacity), [float(has)] * self.instance.starts
        for start, cohorts, heads in one.taken:
            left[start] -= heads if chairs else cohorts
        self.capacity += left
        self.names += [(one.rooms, chairs, moment) for moment in range(self.instance.starts)]
        return begin

    def _fees_of_seconds(self) -> dict[int, int]:
        """By slot where its fee for the second role stands: there is none to be had, but for what seconds bring."""
        slots = self.coming if self.instance.problem.second_role else ()
        begin = len(self.capacity)
        self.capacity += [0.0] * len(slots)
        self.names += [("second", slot) for slot in slots]
        return {slot: begin + number for number, slot in enumerate(slots)}

    def _rivals(self) -> dict[int, list[tuple[int, int]]]:
        """By slot, pairs of single people who could come and must not meet, nobody in two of them."""
        found: dict[int, list[tuple[int, int]]] = {}
        taken = set[int]()
        units = self.instance.units
        for one, other in self.instance.apart:
            if units[one].weight == units[other].weight == 1 and taken.isdisjoint((one, other)):
                taken |= {one, other}
                for slot in units[one].options.keys() & units[other].options.keys() & self.coming.keys():
                    found.setdefault(slot, []).append((one, other))
        return found

    def whole(self, price: float) -> int:
        """The bound with everybody at one price: people who can come somewhere at 1, the facilitators' weeks at 0."""
        return floor(self.bound_at(self.flat(price))[0])

    def flat(self, price: float) -> list[float]:
        """Everybody at one price, and nothing else at any."""
        people = len(self.instance.units)
        return [price] * people + [0.0] * (len(self.capacity) - people)

    def led_by_seconds(self, prices: Sequence[float]) -> list[float]:
        """Prices at which a cohort is worth to its second all that it is worth, and nothing to its facilitator."""
        found = list(prices)
        for at_once in {runner.roams for runner, _ in self.weeks} | {1}:
            for slot, offer in self._offers(prices, at_once=at_once).items():
                found[self.fees[slot]] = max(found[self.fees[slot]], prices[self.fees[slot]] + offer[0])
        return found

    def bound_at(self, prices: Sequence[float]) -> tuple[float, list[float]]:
        """The bound at these prices, and what is used of each capacity when everybody buys what pays best."""
        total = sum(price * has for price, has in zip(prices, self.capacity, strict=True))
        used = [0.0] * len(prices)
        for at_once in sorted({runner.roams for runner, _ in self.weeks} | {1}):
            offers, bought = self._offers(prices, at_once=at_once), dict[int, int]()
            worth = {slot: offer[0] for slot, offer in offers.items()}
            for schedule in [schedule for runner, schedule in self.weeks if runner.roams == at_once]:
                value, slots = schedule.best(worth)
                total += value
                for slot in slots:
                    bought[slot] = bought.get(slot, 0) + 1
            if at_once == 1 and self.anybody:
                bought = {slot: bought.get(slot, 0) + len(self.coming[slot]) // self.least for slot in offers}
                total += sum(len(self.coming[slot]) // self.least * value for slot, value in worth.items())
            for slot, times in bought.items():
                self._use(used, slot, offer=offers[slot], prices=prices, times=times, at_once=at_once)
        return total + self._brought(prices, used), used

    def _brought(self, prices: Sequence[float], used: list[float]) -> float:
        """What the best weeks of those for the second role bring them in fees, whoever goes about a fee for each
        cohort."""
        total, fees = 0.0, {slot: prices[place] for slot, place in self.fees.items()}
        for runner, schedule in self.seconds:
            value, slots = schedule.best({slot: fee for slot, fee in fees.items() if fee > 0})
            total += runner.roams * value
            for slot in slots:
                used[self.fees[slot]] -= runner.roams
        return total

    def _offers(self, prices: Sequence[float], *, at_once: int) -> dict[int, _Offer]:
        """The best cohort at each slot where one pays."""
        rooms = [self._fees(prices, begin) for begin in self.rooms]
        chairs = [self._fees(prices, begin) for begin in self.chairs]
        crew = self.instance.problem.crew
        found: dict[int, _Offer] = {}
        for slot in self.coming:
            dear = sorted(map(prices.__getitem__, self._company(slot, prices, at_once=at_once)))[: at_once * self.most]
            paid, start = [0.0, *accumulate(dear)], self.instance.start(slot)
            fee = prices[self.fees[slot]] if self.fees else 0.0
            best: _Offer = (0.0, 0, 0)
            for group in self.groups[slot]:
                one = self.instance.groups[group]
                room, chair = (
                    rooms[group][start] if rooms[group] else 0.0,
                    chairs[group][start] if chairs[group] else 0.0,
                )
                most = one.seats * (at_once if one.hall else 1)
                people = min(max(bisect_left(dear, 1.0 - chair), self.least), most, len(dear))
                worth = people * (1.0 - chair) - paid[people] - room - crew * chair - fee
                if people >= self.least and worth > best[0]:
                    best = worth, group, people
            if best[0] > 0:
                found[slot] = best
        return found

    def _company(self, slot: int, prices: Sequence[float], *, at_once: int) -> list[int]:
        """Units that could come to one cohort, once for each person: of those who must not meet the cheaper one."""
        pairs = self.rivals.get(slot) if at_once == 1 else None
        if not pairs:
            return self.coming[slot]
        out = {one if prices[one] > prices[other] else other for one, other in pairs}
        return [unit for unit in self.coming[slot] if unit not in out]

    def _fees(self, prices: Sequence[float], begin: int | None) -> list[float]:
        """What a meeting pays for rooms or chairs, by its start; empty where there is nothing to pay."""
        if begin is None:
            return []
        starts, window = self.instance.starts, self.instance.window
        of = prices[begin : begin + starts]
        if not any(of):
            return []
        of = [*of, *of[:window]]
        return [sum(of[start : start + window]) for start in range(starts)]

    def _use(
        self, used: list[float], slot: int, *, offer: _Offer, prices: Sequence[float], times: int, at_once: int
    ) -> None:
        _, group, people = offer
        heads = people + self.instance.problem.crew
        if self.fees:
            used[self.fees[slot]] += times
        for unit in sorted(self._company(slot, prices, at_once=at_once), key=prices.__getitem__)[:people]:
            used[unit] += times
        for begin, amount in ((self.rooms[group], times), (self.chairs[group], times * heads)):
            for start in range(self.instance.window if begin is not None else 0):
                used[(begin or 0) + (self.instance.start(slot) + start) % self.instance.starts] += amount
