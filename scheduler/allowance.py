"""When a call may be made: a moment taken out of the budgets it counts against, which all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from handlers.messenger import Limit
from scheduler import pacing
from scheduler.clock import Clock
from scheduler.gathering import Gathering
from storage.port import Store, Transaction
from storage.repeating import repeated

WIDE = 20
"""From this burst on a limit is one that many calls share: moments are taken from it in portions, so that processes seldom meet."""
PORTION = 10
STALE = timedelta(seconds=2)
"""Moments of a portion that were not used by then are left."""


@dataclass
class Allowance:
    """Each call is counted once, when its moment is taken; until then it waits, and is not asked about again."""

    store: Store
    clock: Clock
    together: Gathering
    _held: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    _turns: dict[tuple[str, str], asyncio.Lock] = field(default_factory=dict)

    async def moment(self, organisation: str, limits: Iterable[Limit]) -> datetime:
        """When the call may be made: now, or later if one of the budgets has nothing left."""
        limits = tuple(limits)
        narrow = await self.together.done(lambda store: self.narrow(store, organisation, limits))
        return max(narrow, await self.wide(organisation, limits))

    async def narrow(self, store: Transaction, organisation: str, limits: Iterable[Limit]) -> datetime:
        """When it may be made for all that those say which few calls share, counted with whatever else the transaction does."""
        moments = [self.clock.now()]
        for limit in limits:
            if limit.burst < WIDE:
                moments += await self._take(store, organisation, limit, 1)
        return max(moments)

    async def wide(self, organisation: str, limits: Iterable[Limit]) -> datetime:
        """When it may be made for all that the others say."""
        moments = [self.clock.now()]
        for limit in limits:
            if limit.burst >= WIDE:
                moments.append(await self._of_portion(organisation, limit))
        return max(moments)

    async def refused(self, store: Transaction, organisation: str, limits: tuple[Limit, ...], seconds: float) -> None:
        """A platform that named a time to wait is left alone for it, where the call was; everything else there goes slower."""
        now = self.clock.now()
        for number, limit in enumerate(limits):
            budget = await store.budget(organisation, limit.name) or pacing.fresh(limit, organisation, now)
            await store.keep_budget(pacing.refused(limit, budget, now, seconds if number == 0 else 0.0))
            self._held.pop((organisation, limit.name), None)

    async def _of_portion(self, organisation: str, limit: Limit) -> datetime:
        key = organisation, limit.name
        async with self._turns.setdefault(key, asyncio.Lock()):
            oldest = self.clock.now() - STALE
            held = [moment for moment in self._held.get(key, ()) if moment >= oldest]
            first, *rest = held or await self._taken(organisation, limit, PORTION)
            self._held[key] = rest
            return first

    async def _taken(self, organisation: str, limit: Limit, number: int) -> list[datetime]:
        """In a transaction of its own: processes that share the limit wait for each other no longer than they must."""
        take = partial(self._take, organisation=organisation, limit=limit, number=number)
        return await repeated(partial(self.store.transaction, self.clock.now()), take)

    async def _take(self, store: Transaction, organisation: str, limit: Limit, number: int) -> list[datetime]:
        now = self.clock.now()
        budget = await store.budget(organisation, limit.name) or pacing.fresh(limit, organisation, now)
        moments = []
        for _ in range(number):
            moments.append(now + pacing.wait(limit, budget, now))
            budget = pacing.spent(limit, budget, now)
        await store.keep_budget(budget)
        return moments
