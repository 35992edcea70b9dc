"""How fast Teams may be called: the documented windows of each conversation, and a rate for the tenant that climbs slowly."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from handlers.messenger import SendFailed

WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""Calls and seconds: so many in any such time, for one conversation."""

SLOWEST, FIRST, FASTEST = 5.0, 25.0, 45.0
"""Calls a second for the tenant; documented are 50."""

CLIMB_EVERY = 10.0
MOST_CONVERSATIONS = 10_000


@dataclass
class Pace:
    """`clock` counts seconds and `sleep` waits for some, but never for more of them than `patience`."""

    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    rate: float = FIRST
    patience: float = math.inf
    _next: float = 0.0
    _climbs_at: float | None = None
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _paused: dict[str, float] = field(default_factory=dict)

    async def wait(self, conversation: str) -> None:
        """Returns when a call may be made; it counts from then on. Raises SendFailed (`later`) when that is too far off."""
        while (seconds := self._seconds(conversation)) > 0:
            if seconds > self.patience:
                raise SendFailed("called too often", "later", seconds)
            await self.sleep(seconds)
        self._count(conversation)

    def refused(self, conversation: str, seconds: float) -> None:
        """Teams asked to wait: this conversation pauses, and the whole tenant slows down."""
        now = self.clock()
        self._paused[conversation] = now + seconds
        self.rate = max(SLOWEST, self.rate / 2)
        self._climbs_at = now + CLIMB_EVERY

    def _seconds(self, conversation: str) -> float:
        now = self.clock()
        self._climb(now)
        sent = self._sent.get(conversation, deque())
        # Rounding must not leave a wait too short to end.
        free = [sent[-most] + span - now for most, span in WINDOWS if len(sent) >= most]
        return max(self._next - now, self._paused.get(conversation, 0.0) - now, *free, 0.0)

    def _count(self, conversation: str) -> None:
        now = self.clock()
        self._next = max(self._next, now) + 1 / self.rate
        self._paused.pop(conversation, None)
        sent = self._sent.pop(conversation, None) or deque(maxlen=max(most for most, _ in WINDOWS))
        sent.append(now)
        self._sent[conversation] = sent
        if len(self._sent) > MOST_CONVERSATIONS:
            del self._sent[next(iter(self._sent))]

    def _climb(self, now: float) -> None:
        if self._climbs_at is None:
            self._climbs_at = now + CLIMB_EVERY
        while now >= self._climbs_at and self.rate < FASTEST:
            self.rate = min(FASTEST, self.rate + 1)
            self._climbs_at += CLIMB_EVERY
