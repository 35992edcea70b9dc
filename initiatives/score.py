"""What a proposal may be worth and what it takes, in points by one table that anyone can read, and how reviewers see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from initiatives.initiative import Initiative, Sensitivity
from initiatives.kpi import Direction, Kpi
from initiatives.value import avoids_errors, frees_hours

MOST = Decimal(10)
HALF = MOST / 2
"""From here on value is high, and so is effort."""
GUESSED = Decimal(1) / 3
"""How much of the hours is taken to go where the number does not say."""
_PEOPLE = re.compile(r"(?<![\w-])(?:\d{1,3}(?:[ \u202f\u00a0.,']\d{3})+|\d+)(?![\w-])")
_MONEY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?)\b", re.IGNORECASE)


class Criterion(StrEnum):
    HOURS = "hours"
    PEOPLE = "people"
    ERRORS = "errors"
    MONEY = "money"
    DAYS = "days"
    INFRASTRUCTURE = "infrastructure"
    INTEGRATIONS = "integrations"
    TRAINED = "trained"
    CONTENT = "content"


@dataclass(frozen=True)
class Weight:
    """Points for each one of something, and at most so many in all."""

    each: Decimal
    most: int


VALUE: Mapping[Criterion, Weight] = {
    Criterion.HOURS: Weight(Decimal("0.5"), 6),
    Criterion.PEOPLE: Weight(Decimal("0.2"), 3),
    Criterion.ERRORS: Weight(Decimal("0.2"), 3),
    Criterion.MONEY: Weight(Decimal("0.002"), 3),
}
EFFORT: Mapping[Criterion, Weight] = {
    Criterion.DAYS: Weight(Decimal("0.3"), 6),
    Criterion.INFRASTRUCTURE: Weight(Decimal(3), 3),
    Criterion.INTEGRATIONS: Weight(Decimal(1), 3),
    Criterion.TRAINED: Weight(Decimal("0.1"), 2),
    Criterion.CONTENT: Weight(Decimal(1), 2),
}
"""The whole formula: hours freed a week, people who feel it, errors fewer and money less; working days, yes or no, a count, people, and
how guarded the content is (1 confidential, 2 personal). Each sum ends at 10."""


class Quadrant(StrEnum):
    QUICK_WIN = "quick_win"
    BIG_BET = "big_bet"
    SMALL_GAIN = "small_gain"
    RETHINK = "rethink"


@dataclass(frozen=True)
class Term:
    """One line of the sum."""

    criterion: Criterion
    amount: Decimal
    each: Decimal
    points: Decimal


@dataclass(frozen=True)
class Score:
    """What one reviewer expects of a proposal, first said `at` that moment.

    `value` is their own number of points in place of the formula's, for the reason `why`. `hours` and `errors` are what the
    proposal promised a week then: kept to be compared with what came true.
    """

    id: str
    organisation: str
    initiative: str
    reviewer: str
    days: Decimal
    infrastructure: bool
    integrations: Decimal
    trained: Decimal
    at: datetime
    value: Decimal | None = None
    why: str = ""
    hours: Decimal = Decimal(0)
    errors: Decimal = Decimal(0)


def score_id(initiative: str, reviewer: str) -> str:
    """One for each reviewer of an initiative."""
    return f"{initiative}.{reviewer}"


@dataclass(frozen=True)
class Spread:
    """What several say: their mean, the lowest and the highest."""

    mean: Decimal
    low: Decimal
    high: Decimal
    count: int

    @property
    def is_wide(self) -> bool:
        """Worth a word between them: they are 3 points or more apart."""
        return self.high - self.low >= 3


@dataclass(frozen=True)
class Judged:
    """A proposal as its reviewers see it. Nobody's effort, and so no quadrant, before one has said what it takes."""

    value: Spread
    effort: Spread | None

    @property
    def quadrant(self) -> Quadrant | None:
        if self.effort is None:
            return None
        if self.value.mean >= HALF:
            return Quadrant.QUICK_WIN if self.effort.mean < HALF else Quadrant.BIG_BET
        return Quadrant.SMALL_GAIN if self.effort.mean < HALF else Quadrant.RETHINK


def hours_freed(initiative: Initiative) -> Decimal:
    """Hours a week less: by its number where that counts them, else the share by which its number moves, else a third of the hours."""
    for kpi in initiative.kpis:
        if frees_hours(kpi) and (less := _less(kpi)) is not None:
            return less
    return max(Decimal(0), initiative.hours) * _share(initiative.leading)


def errors_fewer(initiative: Initiative) -> Decimal:
    """Errors a week less, where one of its numbers counts them."""
    return sum((_less(kpi) or Decimal(0) for kpi in initiative.kpis if avoids_errors(kpi)), Decimal(0))


def people_felt(initiative: Initiative) -> Decimal:
    """How many feel it: as said by a number, else the first number in the words; nobody without one."""
    if initiative.people is not None:
        return Decimal(initiative.people)
    found = _PEOPLE.search(initiative.reach)
    return Decimal(re.sub(r"\D", "", found[0])) if found else Decimal(0)


def value_terms(initiative: Initiative) -> tuple[Term, ...]:
    """The lines of its value, those that say nothing left out."""
    amounts = {
        Criterion.HOURS: hours_freed(initiative),
        Criterion.PEOPLE: people_felt(initiative),
        Criterion.ERRORS: errors_fewer(initiative),
        Criterion.MONEY: sum((_less(kpi) or Decimal(0) for kpi in initiative.kpis if _is_money(kpi)), Decimal(0)),
    }
    return _terms(VALUE, amounts)


def effort_terms(score: Score, initiative: Initiative) -> tuple[Term, ...]:
    """The lines of its effort as one reviewer sees it."""
    guarded = {Sensitivity.CONFIDENTIAL: 1, Sensitivity.PERSONAL: 2}
    amounts = {
        Criterion.DAYS: score.days,
        Criterion.INFRASTRUCTURE: Decimal(int(score.infrastructure)),
        Criterion.INTEGRATIONS: score.integrations,
        Criterion.TRAINED: score.trained,
        Criterion.CONTENT: Decimal(guarded.get(initiative.sensitivity, 0)),
    }
    return _terms(EFFORT, amounts)


def total(terms: Sequence[Term]) -> Decimal:
    """The sum of its points, 10 at most."""
    return min(MOST, sum((term.points for term in terms), Decimal(0)))


def judged(initiative: Initiative, scores: Sequence[Score]) -> Judged:
    """The formula's value while nobody has scored it; each reviewer's own points where they gave some."""
    formula = total(value_terms(initiative))
    values = [formula if one.value is None else one.value for one in scores]
    efforts = [total(effort_terms(one, initiative)) for one in scores]
    return Judged(_spread(values or [formula], len(values)), _spread(efforts, len(efforts)) if efforts else None)


def _spread(points: Sequence[Decimal], count: int) -> Spread:
    return Spread(tenth(sum(points, Decimal(0)) / len(points)), min(points), max(points), count)


def tenth(amount: Decimal) -> Decimal:
    """To one place, half of it upwards, as whoever checks the sum on paper does."""
    return amount.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _terms(weights: Mapping[Criterion, Weight], amounts: Mapping[Criterion, Decimal]) -> tuple[Term, ...]:
    found = []
    for criterion, weight in weights.items():
        amount = tenth(amounts[criterion])
        if amount > 0:
            points = min(Decimal(weight.most), tenth(amount * weight.each))
            found.append(Term(criterion, amount, weight.each, points))
    return tuple(found)


def _less(kpi: Kpi) -> Decimal | None:
    """How much its number goes down; None while that is not known, or when it goes up."""
    if kpi.direction is not Direction.DOWN or kpi.baseline is None or kpi.target is None:
        return None
    return max(Decimal(0), kpi.baseline - kpi.target)


def _share(kpi: Kpi) -> Decimal:
    less = _less(kpi)
    return less / kpi.baseline if less is not None and kpi.baseline else GUESSED


def _is_money(kpi: Kpi) -> bool:
    return _MONEY.search(f"{kpi.unit} {kpi.name}") is not None and not frees_hours(kpi)
