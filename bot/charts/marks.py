"""Where the marks of dots stand: each beside its own dot, on a side where no other mark or dot is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ACROSS, UP = 24, 13
"""Points that one step of the square takes in the picture."""
WIDE, HIGH = 9, 10
"""Points a mark needs for itself."""


@dataclass(frozen=True)
class Side:
    """How far a mark is from its dot in points, and which of its own edges is there."""

    right: int
    up: int
    across: str
    along: str

    def middle(self, x: float, y: float) -> tuple[float, float]:
        """The middle of the mark of a dot at that place of the square, in points."""
        further = 4 if self.up > 0 else -4 if self.up < 0 else 0
        aside = 4 if self.right > 0 else -4 if self.right < 0 else 0
        return x * ACROSS + self.right + aside, y * UP + self.up + further


SIDES = (
    Side(0, 6, "center", "bottom"),
    Side(7, 0, "left", "center"),
    Side(-7, 0, "right", "center"),
    Side(0, -6, "center", "top"),
)
"""Above where it can be."""


def sides(dots: Sequence[tuple[float, float]]) -> list[Side]:
    """A side for each dot, in their order; above where no side is free."""
    chosen: list[Side] = []
    for number, (x, y) in enumerate(dots):
        taken = [side.middle(*dot) for side, dot in zip(chosen, dots, strict=False)]
        taken += [(a * ACROSS, b * UP) for place, (a, b) in enumerate(dots) if place != number and (a, b) != (x, y)]
        free = (side for side in SIDES if not any(_meet(side.middle(x, y), other) for other in taken))
        chosen.append(next(free, SIDES[0]))
    return chosen


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < WIDE and abs(one[1] - other[1]) < HIGH
