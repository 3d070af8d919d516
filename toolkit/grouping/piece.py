"""A part of a board that is decided anew, and what it became."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.grouping.board import NOWHERE, Board, Booking


@dataclass(frozen=True)
class Piece:
    """A part of a board that is decided anew: cohorts that end, people who are seated anew, facilitators who may begin
    cohorts."""

    bookings: tuple[Booking, ...]
    units: tuple[int, ...]
    runners: tuple[int, ...]


@dataclass(frozen=True)
class Solution:
    """What a piece became: the slot of each unit, the cohorts begun; no better objective than `bound` is possible for
    it."""

    place: dict[int, int]
    bookings: tuple[Booking, ...]
    bound: float
    proven: bool


@dataclass(frozen=True)
class Weights:
    """What a person placed, one at hard hours, a step of cost, a person too many or too few in a cohort, and an evening
    are worth."""

    placed: int = 1
    hard: int = 0
    cost: int = 0
    unevenness: int = 0
    evenings: int = 0


def apply(board: Board, piece: Piece, *, outcome: Solution) -> None:
    """Make the board what a piece became."""
    for unit in piece.units:
        board.put(unit, NOWHERE)
    for booking in piece.bookings:
        board.close(booking)
    for booking in outcome.bookings:
        board.open(booking)
    for unit, slot in outcome.place.items():
        if slot != NOWHERE:
            board.put(unit, slot)


def whole_piece(board: Board) -> Piece:
    """Everything."""
    units = tuple(index for index, unit in enumerate(board.instance.units) if unit.options)
    return Piece(tuple(board.bookings), units, tuple(range(len(board.instance.runners))))
