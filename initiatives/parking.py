"""Not now, but on a day: a proposal is put aside, and comes back to those who answer it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from initiatives.initiative import Initiative, Stage
from initiatives.rules import Rule, RuleBroken

MOST_AHEAD = timedelta(days=366)


def parked(initiative: Initiative, *, by: str, why: str, until: date, today: date, at: datetime) -> Initiative:
    """The proposal put aside until a day that lies ahead, for a reason that its proposer reads.

    Raises:
        RuleBroken: not proposed, no reason, or a day that is not within the next year.
    """
    if initiative.stage is not Stage.PROPOSED:
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)
    if not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    if until <= today:
        raise RuleBroken("day", Rule.BACK_TOO_EARLY)
    if until > today + MOST_AHEAD:
        raise RuleBroken("day", Rule.PERIOD_FAR)
    return initiative.decided(Stage.PARKED, by=by, why=why.strip(), at=at)
