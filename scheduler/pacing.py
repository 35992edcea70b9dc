"""How fast a platform may be called: each limit's budget is kept in the store, so that all processes together obey it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.messenger import Limit
from storage.records import Budget

CLIMBS_EVERY = timedelta(seconds=10)
CLIMB = 1.0
"""By how much a limit that was not refused for that long rises, in calls a second."""


def fresh(limit: Limit, organisation: str, now: datetime) -> Budget:
    """The budget of a limit that nothing has been spent of."""
    return Budget(limit.name, organisation, now, limit.rate, now + CLIMBS_EVERY)


def wait(limit: Limit, budget: Budget, now: datetime) -> timedelta:
    """How long until one more call fits: none while the burst lasts, then at the rate."""
    ahead = _spacing(limit, budget) * (limit.burst - 1)
    return max(budget.free_at - ahead - now, budget.paused_until - now if budget.paused_until else _NONE, _NONE)


def spent(limit: Limit, budget: Budget, now: datetime) -> Budget:
    """The budget after one more call, which counts from now."""
    climbed = _climbed(limit, budget, now)
    return replace(climbed, free_at=max(budget.free_at, now) + _spacing(limit, climbed))


def refused(limit: Limit, budget: Budget, now: datetime, seconds: float) -> Budget:
    """After the platform said that it was too fast: nothing for so long, and half as fast from then on."""
    slower = max(limit.slowest, budget.rate / 2)
    return replace(budget, rate=slower, climbs_at=now + CLIMBS_EVERY, paused_until=now + timedelta(seconds=seconds))


_NONE = timedelta()


def _spacing(limit: Limit, budget: Budget) -> timedelta:
    return timedelta(seconds=1 / min(max(budget.rate, limit.slowest), limit.fastest))


def _climbed(limit: Limit, budget: Budget, now: datetime) -> Budget:
    steps = int((now - budget.climbs_at) / CLIMBS_EVERY) + 1 if now >= budget.climbs_at else 0
    if not steps:
        return budget
    return replace(budget, rate=min(limit.fastest, budget.rate + CLIMB * steps), climbs_at=now + CLIMBS_EVERY)
