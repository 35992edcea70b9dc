"""Whether a number can be meant as it was typed: within the bounds of its unit, and not ten times what it was."""

from __future__ import annotations

from decimal import Decimal

from initiatives.units import kind

TIMES = 10
HOURS_A_WEEK = 168
MOST = {"percent": 100, "hours": HOURS_A_WEEK, "minutes": HOURS_A_WEEK * 60}
"""What a unit cannot exceed; a number that is higher is asked back."""


def is_doubtful(value: Decimal, unit: str, last: Decimal | None) -> bool:
    """Whether to ask "is it really?": a slip of the unit looks like this; `last` is what it was before, if anything."""
    most = MOST.get(kind(unit) or "")
    if most is not None and value > most and _starts_lower(last, most, unit):
        return True
    if value < 0 and (last is None or last >= 0):
        return True
    return bool(last) and bool(value) and last is not None and _far_apart(abs(value), abs(last))


def _starts_lower(last: Decimal | None, most: int, unit: str) -> bool:
    """Whether the bound holds: many people together have more hours than a week, and their first number says so."""
    return kind(unit) == "percent" if last is None else last <= most


def _far_apart(one: Decimal, other: Decimal) -> bool:
    return one >= other * TIMES or other >= one * TIMES


def likely(choices: tuple[Decimal, ...], unit: str, last: Decimal | None) -> tuple[Decimal, ...]:
    """Those of several ways to read a number that fit what it was before; all of them when none or nothing tells."""
    if last is None:
        return choices
    fitting = tuple(choice for choice in choices if not is_doubtful(choice, unit, last))
    return fitting or choices
