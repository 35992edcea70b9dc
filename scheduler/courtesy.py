"""Whoever waits for an answer goes first: what is sent by itself waits until no turn is in hand, for a moment at most."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

MOST_SECONDS = 0.05
"""So that messages still go out where turns never cease."""


@dataclass
class Courtesy:
    """Of one process: its places say when a turn begins and ends, its sender asks before each thing that takes time."""

    _turns: int = 0
    _free: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Around everything that somebody waits for."""
        self._turns += 1
        self._free.clear()
        try:
            yield
        finally:
            self._turns -= 1
            if not self._turns:
                self._free.set()

    async def after_turns(self) -> None:
        """Returns when nobody waits for an answer; at once where nobody does."""
        if self._turns:
            with suppress(TimeoutError):
                async with asyncio.timeout(MOST_SECONDS):
                    await self._free.wait()
