"""What proposals promised beside what was measured, and how far off promises are: a bias for each thing that is promised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from initiatives.initiative import Initiative
from initiatives.score import Criterion, Score, errors_fewer, hours_freed
from initiatives.value import Value


@dataclass(frozen=True)
class Compared:
    """Of one initiative what was foreseen (hours or errors less a week, working days), and what it came to."""

    initiative: str
    criterion: Criterion
    foreseen: Decimal
    measured: Decimal


@dataclass(frozen=True)
class Bias:
    """Over `count` of them: by how many percent on average what came was above what was foreseen (below nothing: less came)."""

    criterion: Criterion
    percent: Decimal
    count: int


def compared(initiative: Initiative, scores: Sequence[Score], worth: Value) -> tuple[Compared, ...]:
    """Everything of it that has both sides. What was promised is what stood there when it was first scored."""
    first = min(scores, key=lambda one: one.at, default=None)
    pairs: list[tuple[Criterion, Decimal | None, Decimal | None]] = [
        (
            Criterion.HOURS,
            first.hours if first else hours_freed(initiative),
            worth.hours.a_week if worth.hours else None,
        ),
        (
            Criterion.ERRORS,
            first.errors if first else errors_fewer(initiative),
            worth.errors.a_week if worth.errors else None,
        ),
        (
            Criterion.DAYS,
            _days(initiative, scores),
            initiative.effort_actual.days if initiative.effort_actual else None,
        ),
    ]
    return tuple(
        Compared(initiative.id, criterion, foreseen, measured)
        for criterion, foreseen, measured in pairs
        if foreseen and measured is not None
    )


def _days(initiative: Initiative, scores: Sequence[Score]) -> Decimal | None:
    """As whoever approved it said, else the mean of the reviewers."""
    if initiative.effort_estimated is not None and initiative.effort_estimated.days is not None:
        return initiative.effort_estimated.days
    return sum((one.days for one in scores), Decimal(0)) / len(scores) if scores else None


def biases(found: Iterable[Compared]) -> tuple[Bias, ...]:
    """One for each criterion that has anything to compare, each initiative weighing the same."""
    every = list(found)
    return tuple(
        Bias(criterion, round(sum(offs, Decimal(0)) / len(offs), 0), len(offs))
        for criterion in Criterion
        if (offs := [_off(one) for one in every if one.criterion is criterion])
    )


def _off(one: Compared) -> Decimal:
    return (one.measured - one.foreseen) / one.foreseen * 100
