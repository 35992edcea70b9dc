"""Short transactions of many rows done together: what is handed in while one is under way is committed with the next one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from scheduler.clock import Clock
from scheduler.courtesy import Courtesy
from storage.port import Store, Transaction
from storage.repeating import repeated

T = TypeVar("T")
Body = Callable[[Transaction], Awaitable[T]]
Handed = tuple[Body[Any], asyncio.Future[Any]]

TOGETHER = 8
"""How many are done in one transaction: enough that its cost is shared, few enough that turns in between do not wait for long."""
UNDER_WAY = 2
"""How many transactions are under way at once: while one waits for its database the other is made."""


@dataclass
class Gathering:
    """Each hand-in returns when it is kept for good, as from a transaction of its own."""

    store: Store
    clock: Clock
    courtesy: Courtesy = field(default_factory=Courtesy)
    _waiting: deque[Handed] = field(default_factory=deque)
    _working: set[asyncio.Task[None]] = field(default_factory=set)
    _inside: int = 0

    async def done(self, body: Body[T]) -> T:
        """What `body` gives; it may run several times and must change nothing else. One that raises takes no other with it."""
        kept: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((body, kept))
        if len(self._working) == self._inside < UNDER_WAY:  # nobody is about to take it along
            self._working.add(asyncio.create_task(self._work()))
        return await kept

    async def _work(self) -> None:
        """Begun a moment after the first hand-in, so that others of that moment come along."""
        try:
            while self._waiting:
                await self.courtesy.after_turns()
                some = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
                self._inside += 1
                try:
                    await self._together([(body, kept) for body, kept in some if not kept.cancelled()])
                finally:
                    self._inside -= 1
                await asyncio.sleep(0)
        finally:  # in the step that found nothing waiting: whatever is handed in from now on begins another one
            self._working.discard(_this())

    async def _together(self, some: Sequence[Handed]) -> None:
        async def each(store: Transaction) -> list[Any]:
            return [await body(store) for body, _ in some]

        try:
            given = await repeated(partial(self.store.transaction, self.clock.now()), each)
        except Exception as error:
            await self._failed(some, error)
        except BaseException:
            _settle(some, [None] * len(some), lambda kept, _: kept.cancel())
            raise
        else:
            _settle(some, given, asyncio.Future.set_result)

    async def _failed(self, some: Sequence[Handed], error: Exception) -> None:
        """Nothing of it is kept: each one is done alone, and the one at fault hears of it."""
        if len(some) == 1:
            _settle(some, [error], asyncio.Future.set_exception)
            return
        for one in some:
            await self._together([one])


def _this() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 it runs in a task of its own
    return task


def _settle(some: Sequence[Handed], given: Sequence[Any], how: Callable[[asyncio.Future[Any], Any], object]) -> None:
    for (_, kept), each in zip(some, given, strict=True):
        if not kept.done():
            how(kept, each)
