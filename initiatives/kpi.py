"""The number an initiative moves: its unit, direction, baseline and target, and how far it has come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from initiatives.rules import Rule, RuleBroken


class Direction(StrEnum):
    """Which way is better."""

    DOWN = "down"
    UP = "up"


class Evidence(StrEnum):
    """How much a reading is backed by."""

    SELF_REPORTED = "self_reported"
    MEASURED = "measured"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Kpi:
    """`unit` is what the owner typed ("hours a week"); `target` may be set at approval; `baseline` carries its day."""

    id: str
    name: str
    unit: str
    direction: Direction
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    measured_how: str = ""
    measured_by: str = ""
    leading: bool = True

    def share(self, value: Decimal) -> float | None:
        """How much of the way from baseline to target `value` has come: 0 at the baseline, 1 at the target; None if either is unknown."""
        if self.baseline is None or self.target is None or self.baseline == self.target:
            return None
        return float((value - self.baseline) / (self.target - self.baseline))

    def reached(self, value: Decimal) -> bool:
        """Whether `value` is at the target or better; never without a target."""
        if self.target is None:
            return False
        return value <= self.target if self.direction is Direction.DOWN else value >= self.target

    def with_baseline(self, value: Decimal, on: date) -> Kpi:
        """The baseline as measured on that day."""
        return replace(self, baseline=value, baseline_on=on)


@dataclass(frozen=True)
class Reading:
    """A KPI's value on a day. `week` is the ISO week it answers (`2026-W48`)."""

    id: str
    organisation: str
    initiative: str
    kpi: str
    value: Decimal
    on: date
    week: str
    at: datetime
    by: str
    evidence: Evidence = Evidence.SELF_REPORTED


@dataclass(frozen=True)
class Change:
    """What an initiative means to do to its number: from what (None: not known yet), to what, in which unit."""

    baseline: Decimal | None
    target: Decimal
    direction: Direction
    unit: str = ""


_NUMBER = r"[-+]?\d[\d\s\u00a0\u202f'.,]*"
_UNKNOWN = r"\?|unknown|don't know|do not know|inconnu|je ne sais pas|sais pas"
_CHANGE = re.compile(
    rf"^\s*(?:from|de|von)?\s*(?:(?P<a>{_NUMBER})|(?P<unknown>{_UNKNOWN}))?\s*(?P<ua>[^\d→>=]*?)\s*"
    rf"(?:→|->|=>|\bto\b|\bà\b|\bau\b|\bbis\b)\s*(?P<aim>[^\d]*?)(?P<b>{_NUMBER})(?P<ub>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_TARGET = re.compile(rf"^\s*(?P<aim>\D+?)\s*(?P<b>{_NUMBER})(?P<ub>.*)$", re.IGNORECASE | re.DOTALL)
_LESS = ("at most", "less", "under", "below", "max", "≤", "<", "fewer", "au plus", "moins", "sous", "maximum")
_MORE = ("at least", "more", "over", "above", "min", "≥", ">", "au moins", "plus de", "minimum")
_BETTER_LOW = (
    "hour", "heure", "minute", "day", "jour", "time", "temps", "délai", "delay", "error", "erreur", "mistake", "cost",
    "coût", "complaint", "plainte", "réclamation", "ticket", "backlog", "rework", "late", "retard", "return", "retour",
)  # fmt: skip
_BETTER_HIGH = ("satisf", "quality", "qualité", "share", "rate", "taux", "score", "sales", "vente", "nps", "lead")


def read_change(text: str, kpi_name: str) -> Change:
    """Reads "42 to 20", "? → 20 hours", "de 12 à 3 %", "at most 20".

    Raises:
        RuleBroken: on field `change`, when it is no change, when nothing says which way is better, or from equals to.
    """
    found = _CHANGE.match(text) or _ONLY_TARGET.match(text)
    if found is None:
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    parts = found.groupdict()
    baseline = _decimal(parts["a"]) if parts.get("a") else None
    target = _decimal(parts["b"])
    unit = _unit(parts["ub"]) or _unit(parts.get("ua") or "")
    return Change(baseline, target, _direction(baseline, target, parts["aim"], f"{kpi_name} {unit}"), unit)


def _direction(baseline: Decimal | None, target: Decimal, aim: str, about: str) -> Direction:
    if baseline is not None:
        if baseline == target:
            raise RuleBroken("change", Rule.NO_DIFFERENCE)
        return Direction.DOWN if target < baseline else Direction.UP
    for words, direction in ((_LESS, Direction.DOWN), (_MORE, Direction.UP)):
        if any(word in aim.casefold() for word in words):
            return direction
    low = any(word in about.casefold() for word in _BETTER_LOW)
    high = any(word in about.casefold() for word in _BETTER_HIGH)
    if low == high:
        raise RuleBroken("change", Rule.DIRECTION_UNCLEAR)
    return Direction.DOWN if low else Direction.UP


def _unit(text: str) -> str:
    return text.strip(" .,;:()\t\n")[:40]


def _decimal(text: str) -> Decimal:
    digits = re.sub(r"[\s\u00a0\u202f']", "", text).rstrip(".,")
    if re.fullmatch(r"[-+]?\d{1,3}([.,]\d{3})+", digits):
        if len(re.findall(r"[.,]", digits)) == 1:
            raise RuleBroken("change", Rule.NOT_A_CHANGE)
        digits = re.sub(r"[.,]", "", digits)
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise RuleBroken("change", Rule.NOT_A_CHANGE) from None
