"""Days somebody is away: which may be added, and how they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from initiatives.people import Person, TimeOff
from initiatives.rules import Rule, RuleBroken

A_YEAR = timedelta(days=366)
MOST_PERIODS = 20
DAY = timedelta(days=1)


def checked(period: TimeOff, today: date) -> TimeOff:
    """The period; raises RuleBroken on the field `first` or `last` when it cannot be kept."""
    if period.last < period.first:
        raise RuleBroken("last", Rule.PERIOD_BACKWARDS)
    if period.last < today:
        raise RuleBroken("last", Rule.PERIOD_OVER)
    if period.first > today + A_YEAR:
        raise RuleBroken("first", Rule.PERIOD_FAR)
    if period.last - period.first > A_YEAR:
        raise RuleBroken("last", Rule.PERIOD_TOO_LONG)
    return period


def with_time_off(person: Person, period: TimeOff, today: date) -> Person:
    """Away in that period too; what is over is kept no longer."""
    checked(period, today)
    kept = [one for one in person.time_off if one.last >= today and one != period]
    if len(kept) >= MOST_PERIODS:
        raise RuleBroken("last", Rule.TOO_MANY_PERIODS)
    return replace(person, time_off=tuple(sorted((*kept, period), key=lambda one: (one.first, one.last))))


def here_again(person: Person, today: date, period: TimeOff | None = None) -> Person:
    """Not away in that period any more, or in none that has begun: what has gone by of it stays."""
    ended = [one for one in person.time_off if (one == period if period is not None else one.holds(today))]
    left = [replace(one, last=today - DAY) for one in ended if one.first < today <= one.last]
    kept = [one for one in person.time_off if one not in ended]
    return replace(person, time_off=tuple(sorted((*kept, *left), key=lambda one: (one.first, one.last))))


def ahead(person: Person, today: date) -> tuple[TimeOff, ...]:
    """The periods that are not over, the next one first."""
    return tuple(one for one in person.time_off if one.last >= today)


def away_until(person: Person, today: date) -> date | None:
    """The last day of the time off that today belongs to, whatever periods it is made of; None when they are here."""
    last = today - DAY
    while (further := max((p.last for p in person.time_off if p.holds(last + DAY)), default=None)) is not None:
        last = further
    return last if last >= today else None
