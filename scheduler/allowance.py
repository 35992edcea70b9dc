"""When a call may be made: a moment taken out of the budgets it counts against, which all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from handlers.messenger import Limit
from scheduler import pacing
from scheduler.clock import Clock
from scheduler.gathering import Gathering
from scheduler.pacing import Room
from storage.port import Store, Transaction
from storage.repeating import repeated

WIDE = 20
"""From this burst on a limit is one that many calls share: moments are taken from it in portions, so that processes seldom meet."""
PORTION = 10
STALE = timedelta(seconds=2)
"""Moments of a portion that were not used by then are left."""


@dataclass
class Allowance:
    """Each call is counted once, when its moment is taken; a moment holds unless the platform asks for a pause before it."""

    store: Store
    clock: Clock
    together: Gathering
    _held: dict[tuple[str, str], list[Room]] = field(default_factory=dict)
    _turns: dict[tuple[str, str], asyncio.Lock] = field(default_factory=dict)

    async def room(self, organisation: str, limits: tuple[Limit, ...], known: Room | None = None) -> Room:
        """When the call may be made: now, or later if one of the budgets has nothing left; `known` is what the narrow ones say."""
        if known is None:
            known = await self.together.done(lambda store: self.narrow(store, organisation, limits))
        if not known.kept:
            return known
        for limit in limits:
            if limit.burst >= WIDE:
                known = known.and_also(await self._of_portion(organisation, limit))
        return known

    async def narrow(self, store: Transaction, organisation: str, limits: Iterable[Limit]) -> Room:
        """When it may be made for all that those say which few calls share, counted with whatever else the transaction does."""
        room = Room(self.clock.now())
        for limit in limits:
            if limit.burst < WIDE:
                (taken,) = await self._take(store, organisation, limit, 1)
                room = room.and_also(taken)
        return room

    async def paused(self, store: Transaction, organisation: str, limits: Iterable[Limit]) -> bool:
        """Whether a platform asked for a wait since moments were given: they are void, those of a portion, too."""
        now, found = self.clock.now(), False
        for limit in limits:
            if pacing.paused(await store.budget(organisation, limit.name), now):
                self._held.pop((organisation, limit.name), None)
                found = True
        return found

    async def refused(self, store: Transaction, organisation: str, limits: tuple[Limit, ...], seconds: float) -> None:
        """A platform that named a time to wait is left alone for it, where the call was; everything else there goes slower."""
        now = self.clock.now()
        for number, limit in enumerate(limits):
            budget = await store.budget(organisation, limit.name) or pacing.fresh(limit, organisation, now)
            await store.keep_budget(pacing.refused(limit, budget, now, seconds if number == 0 else 0.0))
            self._held.pop((organisation, limit.name), None)

    async def _of_portion(self, organisation: str, limit: Limit) -> Room:
        key = organisation, limit.name
        async with self._turns.setdefault(key, asyncio.Lock()):
            oldest = self.clock.now() - STALE
            held = [room for room in self._held.get(key, ()) if room.at >= oldest]
            first, *rest = held or await self._taken(organisation, limit, PORTION)
            self._held[key] = rest
            return first

    async def _taken(self, organisation: str, limit: Limit, number: int) -> list[Room]:
        """In a transaction of its own: processes that share the limit wait for each other no longer than they must."""
        take = partial(self._take, organisation=organisation, limit=limit, number=number)
        return await repeated(partial(self.store.transaction, self.clock.now()), take)

    async def _take(self, store: Transaction, organisation: str, limit: Limit, number: int) -> list[Room]:
        now = self.clock.now()
        budget = await store.budget(organisation, limit.name) or pacing.fresh(limit, organisation, now)
        rooms: list[Room] = []
        for _ in range(number):
            room, left = pacing.taken(limit, budget, now)
            if rooms and room.at > rooms[0].at + STALE:  # another process may need it
                break
            rooms.append(room)
            budget = left
        await store.keep_budget(budget)
        return rooms
