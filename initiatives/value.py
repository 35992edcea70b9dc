"""What an initiative has been worth so far: hours freed, errors avoided, and what that comes to in money.

A week's number holds from its day until the next one, for HOLDS at most: what nobody measures is not counted. Between two numbers
nothing is guessed, and the target is never used. Nothing here says why a number moved, nor what became of the hours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

from initiatives.freed import says_hours_a_week
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Direction, Evidence, Kpi, Reading

HOLDS = timedelta(days=14)
HOURS_A_DAY = 8
"""What a working day of effort is taken for."""
FAR = timedelta(days=5 * 365)
"""A payback later than this is none that anybody should count on."""
_WEEK = 7

_ERRORS = re.compile(
    r"\b(?:errors?|mistakes?|defects?|rework|reworked|complaints?|returns?|erreurs?|défauts?|réclamations?|reprises?|retours?)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"%|\b(?:rate|share|percent|taux|part|cost|coût|hours?|heures?|minutes?)\b", re.IGNORECASE)
_OTHER_PERIOD = re.compile(r"\b(?:day|month|year|quarter|jour|mois|an|année|trimestre)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Rate:
    """What an hour of work costs, as an admin says. None: nobody has said."""

    hour: Decimal | None
    currency: str


@dataclass(frozen=True)
class Step:
    """How much less a week than before, from a day (included) to another (not included), backed by what."""

    start: date
    end: date
    a_week: Decimal
    evidence: Evidence

    @property
    def amount(self) -> Decimal:
        return self.a_week * (self.end - self.start).days / _WEEK


@dataclass(frozen=True)
class Sum:
    """Some thing of which there is less: how much a week now (None while no number holds), and how much so far, by what backs it."""

    a_week: Decimal | None
    so_far: Decimal
    parts: tuple[tuple[Evidence, Decimal], ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Value:
    """`hours` freed, `errors` avoided; None where no number of the initiative says so.

    `cost` is what setting it up took (None: not known, or in another currency), `returned` what the hours come to by the rate
    (None: no rate or no hours), `pays_back_on` the day on which that reaches the cost: passed, or ahead if the newest number goes on
    to hold.
    """

    hours: Sum | None
    errors: Sum | None
    cost: Decimal | None
    returned: Decimal | None
    pays_back_on: date | None
    currency: str


def value_of(initiative: Initiative, readings: Sequence[Reading], rate: Rate, today: date) -> Value:
    """All of it as it stands on that day. Only what counts is counted: a baseline dated before the trial's start, numbers from then on."""
    until = min(today, _end(initiative) or today)
    hours = _sum([_steps(initiative, kpi, readings, until) for kpi in initiative.kpis if frees_hours(kpi)], today)
    errors = _sum([_steps(initiative, kpi, readings, until) for kpi in initiative.kpis if avoids_errors(kpi)], today)
    cost = set_up_cost(initiative, rate)
    if hours is None or rate.hour is None:
        return Value(hours, errors, cost, None, None, rate.currency)
    back = payback(hours.steps, cost, rate.hour, today, hours.a_week) if cost else None
    return Value(hours, errors, cost, hours.so_far * rate.hour, back, rate.currency)


def set_up_cost(initiative: Initiative, rate: Rate) -> Decimal | None:
    """Money and working days, as spent or else as expected. None when neither is known, or one cannot be put into money."""
    effort = initiative.effort_actual or initiative.effort_estimated
    if effort is None or (effort.cost is None and effort.days is None):
        return None
    if (effort.cost and effort.currency != rate.currency) or (effort.days and rate.hour is None):
        return None
    days = (effort.days or Decimal(0)) * HOURS_A_DAY * (rate.hour or Decimal(0))
    return (effort.cost or Decimal(0)) + days


def payback(steps: Sequence[Step], cost: Decimal, hour: Decimal, today: date, a_week: Decimal | None) -> date | None:
    """The first day by whose end the hours are worth the cost; from `today` on that takes what holds to go on (None: it does not)."""
    needed, freed = (
        cost * _WEEK,
        Decimal(0),
    )  # a day frees a seventh of its week: sevenths are added up, which stay exact
    for day, a_day in sorted(_days(steps).items()):
        freed += a_day * hour
        if freed >= needed:
            return day
    if a_week is None or a_week * hour <= 0 or (needed - freed) / (a_week * hour) > FAR.days:
        return None
    return today + timedelta(days=ceil((needed - freed) / (a_week * hour)) - 1)


def _days(steps: Sequence[Step]) -> dict[date, Decimal]:
    """What holds on each day, as hours a week, all numbers together."""
    found: dict[date, Decimal] = {}
    for step in steps:
        for number in range((step.end - step.start).days):
            day = step.start + timedelta(days=number)
            found[day] = found.get(day, Decimal(0)) + step.a_week
    return found


def _steps(initiative: Initiative, kpi: Kpi, readings: Sequence[Reading], until: date) -> list[Step]:
    trial, baseline = initiative.trial, kpi.baseline
    if trial is None or baseline is None or kpi.baseline_on is None or kpi.baseline_on >= trial.start:
        return []
    numbers = [one for one in _of_weeks(kpi, readings) if trial.start <= one.on <= until]
    ends = [min(following.on, one.on + HOLDS) for one, following in pairwise(numbers)]
    ends += [min(until, numbers[-1].on + HOLDS)] if numbers else []
    return [Step(one.on, end, baseline - one.value, one.evidence) for one, end in zip(numbers, ends, strict=True)]


def _of_weeks(kpi: Kpi, readings: Sequence[Reading]) -> list[Reading]:
    """Of each week the reading that counts: the one of the latest day, and of one day the one given last."""
    newest: dict[str, Reading] = {}
    for one in sorted(readings, key=lambda one: (one.on, one.at)):
        if one.kpi == kpi.id:
            newest[one.week] = one
    return sorted(newest.values(), key=lambda one: one.on)


def _sum(numbers: Sequence[Sequence[Step]], today: date) -> Sum | None:
    """None when there is nothing to add up."""
    steps = tuple(step for each in numbers for step in each)
    if not steps:
        return None
    holding = [each[-1].a_week for each in numbers if each and each[-1].end == today]
    parts = tuple(
        (grade, sum((step.amount for step in steps if step.evidence is grade), Decimal(0)))
        for grade in Evidence
        if any(step.evidence is grade for step in steps)
    )
    so_far = sum((amount for _, amount in parts), Decimal(0))
    return Sum(sum(holding, Decimal(0)) if holding else None, so_far, parts, steps)


def _end(initiative: Initiative) -> date | None:
    """The day it was stopped."""
    stopped = [one.at.date() for one in initiative.decisions if one.to is Stage.STOPPED]
    return stopped[-1] if stopped and initiative.stage is Stage.STOPPED else None


def frees_hours(kpi: Kpi) -> bool:
    return kpi.direction is Direction.DOWN and says_hours_a_week(kpi)


def avoids_errors(kpi: Kpi) -> bool:
    """Whether it counts errors by the week; a share of errors, or what they cost, is no count."""
    words = f"{kpi.unit} {kpi.name}"
    counts = _ERRORS.search(words) is not None and _OTHERWISE.search(words) is None
    return kpi.direction is Direction.DOWN and counts and _OTHER_PERIOD.search(words) is None
