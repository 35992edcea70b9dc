"""How fast a number moves, and when it comes to its target if it goes on like that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from math import ceil
from statistics import median

from initiatives.calendar import iso_week
from initiatives.kpi import Kpi, Reading
from initiatives.wins import Point

FITTED = 8
"""How many of the newest readings a pace is made of."""
LEAST, LEAST_DAYS = 3, 12
"""Fewer readings, or readings closer together, say nothing about a pace."""
FLAT_SHARE = 0.05
"""A change over all the fitted readings below this share of the way from baseline to target is none."""
YEAR_WEEKS = 52


class Outlook(StrEnum):
    """What the pace says about the target."""

    TOO_EARLY = "too_early"
    REACHED = "reached"
    FLAT = "flat"
    AWAY = "away"
    COMES = "comes"
    FAR = "far"


@dataclass(frozen=True)
class Line:
    """`level` on the day `on`, and how much it changes `per_day`."""

    per_day: float
    level: float
    on: date


@dataclass(frozen=True)
class Forecast:
    """`weeks` until the target and the day `on` which it comes are known only where it comes within a year."""

    outlook: Outlook
    line: Line | None = None
    weeks: int = 0
    on: date | None = None


def measured(kpi: Kpi, readings: Iterable[Reading]) -> tuple[Point, ...]:
    """A number's readings, one for each week (the last one said), oldest first, with the baseline in front."""
    newest = {one.week: one for one in sorted(readings, key=lambda one: one.at) if one.kpi == kpi.id}
    points = tuple(sorted((Point(one.value, one.on, one.week) for one in newest.values()), key=lambda one: one.on))
    if kpi.baseline is None or kpi.baseline_on is None:
        return points
    begun = iso_week(kpi.baseline_on)
    later = tuple(point for point in points if point.on > kpi.baseline_on and point.week != begun)
    return (Point(kpi.baseline, kpi.baseline_on, begun), *later)


def line(points: Sequence[Point]) -> Line | None:
    """The line through the newest readings that a single odd one does not bend.

    Its slope is the median of the slopes between every two readings (Theil and Sen), its level on the last day the
    median of what each reading, moved along that slope, says of it. None where there is too little to go by.
    """
    newest = points[-FITTED:]
    days = {point.on for point in newest}
    if len(days) < LEAST or (max(days) - min(days)).days < LEAST_DAYS:
        return None
    last = max(days)
    slope = median(
        float(two.value - one.value) / (two.on - one.on).days
        for one, two in combinations(newest, 2)
        if one.on != two.on
    )
    level = median(float(point.value) + slope * (last - point.on).days for point in newest)
    return Line(slope, level, last)


def forecast(kpi: Kpi, points: Sequence[Point]) -> Forecast | None:
    """When the target comes at the pace of the newest readings (oldest first); None without a target or readings."""
    if kpi.target is None or not points:
        return None
    fitted = line(points)
    if kpi.reached(points[-1].value):
        return Forecast(Outlook.REACHED, fitted)
    if fitted is None:
        return Forecast(Outlook.TOO_EARLY)
    if _is_flat(kpi, points[-FITTED:], fitted):
        return Forecast(Outlook.FLAT, fitted)
    left = float(kpi.target) - fitted.level
    if fitted.per_day * (float(kpi.target - points[-1].value)) < 0:
        return Forecast(Outlook.AWAY, fitted)
    weeks = max(1, ceil(left / fitted.per_day / 7 - 1e-9))
    if weeks > YEAR_WEEKS:
        return Forecast(Outlook.FAR, fitted)
    return Forecast(Outlook.COMES, fitted, weeks, fitted.on + timedelta(weeks=weeks))


def _is_flat(kpi: Kpi, points: Sequence[Point], fitted: Line) -> bool:
    """Whether the change along the line is small beside the way to go, or beside what the readings stray from the line."""
    change = abs(fitted.per_day) * (fitted.on - min(point.on for point in points)).days
    start = kpi.baseline if kpi.baseline is not None else points[0].value
    way = abs(float(kpi.target or 0) - float(start))
    strays = median(
        abs(float(point.value) - fitted.level + fitted.per_day * (fitted.on - point.on).days) for point in points
    )
    return change <= max(FLAT_SHARE * way, strays)
