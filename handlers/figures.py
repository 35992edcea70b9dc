"""An initiative's number as a picture: the chart as values, and the words that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from handlers.ui import Chart, Picture
from handlers.words import Amount, Day, Typed, Words, say, say_n
from initiatives.kpi import Kpi, Reading
from initiatives.pace import Forecast, Outlook, forecast, measured
from initiatives.wins import Point

LEAST = 2
"""One reading is a number and no picture."""
MOST_IMAGES = 3
"""A message with more ways than that shows a line of signs for each: images would push each other off the screen."""
SHOWN = 26
"""Half a year of weeks: more would be too narrow to read on a phone."""


def pictures(kpi: Kpi, readings: Iterable[Reading]) -> tuple[Picture, ...]:
    """The way so far and where it leads; none before the second reading."""
    points = measured(kpi, readings)[-SHOWN:]
    ahead = forecast(kpi, points)
    return _drawn(kpi, points, ahead)


def one_of(many: int, kpi: Kpi, readings: Iterable[Reading]) -> tuple[Picture, ...]:
    """The way so far, small where it stands among many."""
    return tuple(replace(one, small=many > MOST_IMAGES) for one in pictures(kpi, readings))


def pictures_until(kpi: Kpi, readings: Iterable[Reading], day: date) -> tuple[Picture, ...]:
    """The way up to a day, for words that stay: a forecast would be out of date soon."""
    return _drawn(kpi, tuple(point for point in measured(kpi, readings) if point.on <= day)[-SHOWN:], None)


def _drawn(kpi: Kpi, points: tuple[Point, ...], ahead: Forecast | None) -> tuple[Picture, ...]:
    if len(points) < LEAST:
        return ()
    outlook = said(ahead) if ahead is not None else None
    values = tuple((point.on, point.value) for point in points)
    chart = Chart(values, kpi.baseline, kpi.target, kpi.unit, _arrival(ahead), outlook)
    return (Picture(_alt(kpi, points, outlook), chart),)


def _arrival(ahead: Forecast | None) -> tuple[date, float, date] | None:
    if ahead is None or ahead.line is None or ahead.on is None:
        return None
    return ahead.line.on, ahead.line.level, ahead.on


def said(ahead: Forecast) -> Words:
    """The forecast as a sentence."""
    match ahead.outlook:
        case Outlook.TOO_EARLY:
            return say("It is too early to tell the pace.")
        case Outlook.REACHED:
            return say("The target is reached.")
        case Outlook.FLAT:
            return say("The way is flat: at this pace the target does not come closer.")
        case Outlook.AWAY:
            return say("It moves away from the target at the moment.")
        case Outlook.COMES:
            return say_n(
                "At this pace the target comes in {n} week.", "At this pace the target comes in {n} weeks.", ahead.weeks
            )
        case Outlook.FAR:
            return say("At this pace the target takes more than a year.")


def _alt(kpi: Kpi, points: tuple[Point, ...], outlook: Words | None) -> Words:
    first, last = points[0], points[-1]
    way = say(
        "{kpi}: {first} on {begun}, {now} on {today}",
        kpi=Typed(kpi.name), first=Amount(first.value), begun=Day(first.on),
        now=Amount(last.value, kpi.unit), today=Day(last.on),
    )  # fmt: skip
    aimed = say("{way}, target {target}.", way=way, target=Amount(kpi.target)) if kpi.target is not None else None
    if aimed is None:
        return say("{way}.", way=way)
    return say("{way} {outlook}", way=aimed, outlook=outlook) if outlook is not None else aimed
