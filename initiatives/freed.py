"""Hours a week that initiatives have freed so far: a careful sum of what owners reported, never an estimate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Direction, Evidence, Kpi

PROVEN = frozenset({Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING})

_HOURS = r"(?:person[- ])?(?:h|hrs?|hours?|heures?)\.?"
_A_WEEK = r"(?:/|a\b|an\b|per\b|each\b|every\b|in a\b|par\b|la\b)\s*(?:week|wk|semaine|sem)\b"
_HOURS_A_WEEK = re.compile(
    rf"\b{_HOURS}\s*{_A_WEEK}|\b{_HOURS}\s+(?:weekly|hebdomadaires?)\b|\bweekly\s+{_HOURS}\b", re.IGNORECASE
)
_ONLY_HOURS = re.compile(rf"^\s*{_HOURS}\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Freed:
    """The sum, from how many initiatives it comes, and how much of it is backed by what.

    The parts add up to the sum, unless that is below nothing.
    """

    hours: Decimal
    initiatives: int
    parts: tuple[tuple[Evidence, Decimal], ...] = ()


def says_hours_a_week(kpi: Kpi) -> bool:
    """Whether the KPI's unit is hours a week; its name may say so when the unit is left out or is hours alone."""
    if _HOURS_A_WEEK.search(kpi.unit):
        return True
    silent = not kpi.unit.strip() or _ONLY_HOURS.match(kpi.unit) is not None
    return silent and _HOURS_A_WEEK.search(kpi.name) is not None


def hours_of(initiative: Initiative) -> Decimal | None:
    """The hours a week one initiative frees today: its baseline less its latest value; None when it does not count.

    It counts while all of this is true: it holds a win and is still under way, or it has come to validation or further; its trial has
    a baseline dated before its start; its leading KPI is hours a week, less being better; and there is a check-in. What the proposer
    guessed it costs is never used, nor the target. A number that is worse than its baseline counts against the sum.
    """
    kpi, latest = initiative.leading, initiative.latest
    held = initiative.stage in PROVEN or (initiative.stage is Stage.TRIAL and initiative.win is not None)
    measured = initiative.counts and kpi.direction is Direction.DOWN and says_hours_a_week(kpi)
    if not held or not measured or latest is None or kpi.baseline is None:
        return None
    return kpi.baseline - latest.value


def freed(initiatives: Iterable[Initiative]) -> Freed:
    """The sum over all that count; never below nothing."""
    found = [(one.latest.evidence, hours) for one in initiatives if one.latest and (hours := hours_of(one)) is not None]
    parts = tuple(
        (grade, sum((hours for backed, hours in found if backed is grade), Decimal(0)))
        for grade in Evidence
        if any(backed is grade for backed, _ in found)
    )
    return Freed(max(Decimal(0), sum((hours for _, hours in found), Decimal(0))), len(found), parts)
