"""How fast a platform may be called: each limit's budget is kept in the store, so that all processes together obey it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from handlers.messenger import Limit
from storage.counted import Budget
from storage.records import changed

CLIMBS_EVERY = timedelta(seconds=10)
CLIMB = 1.0
"""By how much a limit that was not refused for that long rises, in calls a second."""


AHEAD = timedelta(seconds=10)
"""How far ahead moments are given. Who would have to wait longer asks again, so that a limit that rises, or pauses, holds for them, too."""
CEILING_FOR = timedelta(hours=1)
"""How long a limit stays below the rate at which it was refused, before that is tried again."""


class Room(NamedTuple):
    """When there is room for a call: a moment that is kept for it, or else one at which it asks again."""

    at: datetime
    kept: bool = True

    def and_also(self, other: Room) -> Room:
        """When there is room in both."""
        return Room(max(self.at, other.at), self.kept and other.kept)


def fresh(limit: Limit, organisation: str, now: datetime) -> Budget:
    """The budget of a limit that nothing has been spent of."""
    return Budget(limit.name, organisation, now, limit.rate, now + CLIMBS_EVERY)


def wait(limit: Limit, budget: Budget, now: datetime) -> timedelta:
    """How long until one more call fits: none while the burst lasts, then at the rate."""
    ahead = _spacing(limit, budget.rate) * (limit.burst - 1)
    return max(budget.free_at - ahead - now, budget.paused_until - now if budget.paused_until else _NONE, _NONE)


def paused(budget: Budget | None, now: datetime) -> bool:
    """Whether the platform asked for a wait that is not over: whatever moments were given before do not count."""
    return budget is not None and budget.paused_until is not None and budget.paused_until > now


def taken(limit: Limit, budget: Budget, now: datetime) -> tuple[Room, Budget]:
    """Room for one more call, and what is left then."""
    moment = now + wait(limit, budget, now)
    if moment <= now + AHEAD:
        return Room(moment), spent(limit, budget, now)
    after = max(moment, budget.asking_until or moment)
    next_one = after + _spacing(limit, _risen(limit, budget, after))
    return Room(after, kept=False), replace(budget, asking_until=next_one)


def spent(limit: Limit, budget: Budget, now: datetime) -> Budget:
    """The budget after one more call, which counts from now."""
    climbed = _climbed(limit, budget, now)
    return changed(climbed, free_at=max(climbed.free_at, now) + _spacing(limit, climbed.rate))


def refused(limit: Limit, budget: Budget, now: datetime, seconds: float) -> Budget:
    """After the platform said that it was too fast: nothing for so long, then no burst, and half as fast from then on.

    What is refused within the same few seconds was under way before anybody knew, and slows it no further.
    """
    slower = budget
    if budget.refused_at is None or now >= budget.refused_at + AHEAD:
        slower = replace(
            _at_rate(limit, budget, max(limit.slowest, budget.rate / 2), now), asking_until=None, refused_at=now,
            ceiling=max(limit.rate, budget.rate - CLIMB), ceiling_until=now + CEILING_FOR,
        )  # fmt: skip
    if not seconds:
        return slower
    until = max(now + timedelta(seconds=seconds), budget.paused_until or now)
    empty = until + _spacing(limit, slower.rate) * (limit.burst - 1)
    return replace(slower, paused_until=until, free_at=max(slower.free_at, empty))


_NONE = timedelta()


def _spacing(limit: Limit, rate: float) -> timedelta:
    return _apart(min(max(rate, limit.slowest), limit.fastest))


@lru_cache(maxsize=512)
def _apart(rate: float) -> timedelta:
    return timedelta(seconds=1 / rate)


def _climbed(limit: Limit, budget: Budget, now: datetime) -> Budget:
    if now < budget.climbs_at:
        return budget
    return _at_rate(limit, budget, _risen(limit, budget, now), now)


def _at_rate(limit: Limit, budget: Budget, rate: float, now: datetime) -> Budget:
    """As many calls are spent as before; at the new rate they are made up for sooner, or later."""
    spent_for = max(budget.free_at - now, _NONE) * (_spacing(limit, rate) / _spacing(limit, budget.rate))
    return replace(budget, rate=rate, free_at=now + spent_for, climbs_at=now + CLIMBS_EVERY)


def _risen(limit: Limit, budget: Budget, moment: datetime) -> float:
    """The rate at that moment if nothing is refused until then."""
    steps = int((moment - budget.climbs_at) / CLIMBS_EVERY) + 1 if moment >= budget.climbs_at else 0
    kept_to = budget.ceiling_until is not None and moment < budget.ceiling_until
    most = min(limit.fastest, budget.ceiling) if kept_to and budget.ceiling is not None else limit.fastest
    return max(budget.rate, min(most, budget.rate + CLIMB * steps))
