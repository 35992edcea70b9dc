"""Whoever waits for an answer goes first: what is sent by itself goes on in small steps, between turns."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

STEPS = 2
"""How many go on in one round of the loop, which reads what was clicked between two rounds."""
MOST_SECONDS = 0.02
"""How long a turn holds them up at most, so that messages still go out where turns never cease."""


@dataclass
class Courtesy:
    """Of one process: its places say when a turn begins and ends, its sender asks before each thing that takes time."""

    _turns: int = 0
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    _next: asyncio.Handle | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Around everything that somebody waits for."""
        self._turns += 1
        try:
            yield
        finally:
            self._turns -= 1
            if not self._turns and self._next is not None:
                self._next.cancel()
                self._go_on()

    async def step(self) -> None:
        """Returns when nobody waits for an answer, to few at a time.

        Without it everything that has its answer at the same moment goes on in the same round of the loop.
        """
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        if self._next is None:
            self._go_on()
        await mine

    def _go_on(self) -> None:
        loop = asyncio.get_running_loop()
        self._next = loop.call_later(MOST_SECONDS, self._let) if self._turns else loop.call_soon(self._let)

    def _let(self) -> None:
        self._next = None
        for _ in range(min(STEPS, len(self._waiting))):
            mine = self._waiting.popleft()
            if not mine.done():
                mine.set_result(None)
        if self._waiting:
            self._go_on()
