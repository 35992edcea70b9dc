"""Numbers of a form that can hardly be meant: asked back once beside their field, with everything typed kept."""

from __future__ import annotations

from decimal import Decimal

from handlers.flows import SURE
from handlers.ui import Args
from initiatives.answers import Asked
from initiatives.calendar import iso_week
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.plausible import is_doubtful
from initiatives.rules import Rule, RuleBroken


def before(initiative: Initiative, week: str) -> Asked:
    """What is asked for, and what it was before that week: a correction is not held against the slip that it corrects."""
    kpi, earlier = initiative.leading, [point for point in initiative.recent if point.week < week]
    begun = kpi.baseline if kpi.baseline_on is None or iso_week(kpi.baseline_on) < week else None
    return Asked(kpi.counts_in, earlier[-1].value if earlier else begun)


def must_be_meant(field: str, kpi: Kpi, value: Decimal, last: Decimal | None, about: Args) -> None:
    """Passes what is likely, and what was sent a second time.

    Raises:
        RuleBroken: for a value that looks like a slip, the first time.
    """
    if about.get(f"{SURE}{field}") == str(value) or not is_doubtful(value, kpi.counts_in, last):
        return
    told = str(last) if last is not None else ""
    raise RuleBroken(field, Rule.DOUBTFUL, value=str(value), last=told, unit=kpi.unit[:40])
