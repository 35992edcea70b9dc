"""How long a fan-out takes to a Slack that refuses what comes too fast, against the time that its limits allow; on a simulated clock.

One workspace with everybody in it, the worst case. Nothing takes time there but waiting: the clock jumps to the moment at
which the bot may go on.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.company import NOW, Company
from benchmarks.fanout_run import MEMORY, connected
from benchmarks.fanout_server import MESSAGES, WELL, Arrived, listening
from bot.slack.messenger import SlackMessenger
from bot.teams.pace import FASTEST, FIRST, SLOWEST
from handlers.messenger import Address, Limit, Sent
from scheduler.pacing import CLIMB, CLIMBS_EVERY

BURST = 50
PER_SECOND = (5.0, 7.5, 10.0)
"""300, 450 and 600 a minute, all of them "several hundred messages a minute"; which it is Slack does not say. The first is kept to."""
TOO_FAST = b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json; charset=utf-8\r\nRetry-After: %d"


@dataclass
class Moving:
    """A clock that is moved."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Limited(Arrived):
    """Takes so many messages a second in the long run, and `BURST` at once; each refused call names the seconds to wait."""

    per_second: float = 5.0
    now: Callable[[], datetime] = field(default=Moving().now)
    refused: int = 0
    _left: float = BURST
    _at: datetime = NOW

    def answer(self, path: bytes, body: bytes) -> tuple[bytes, bytes]:
        if path != MESSAGES:
            return super().answer(path, body)
        now = self.now()
        self._left = min(BURST, self._left + (now - self._at).total_seconds() * self.per_second)
        self._at = now
        if self._left < 1:
            self.refused += 1
            return TOO_FAST % math.ceil((1 - self._left) / self.per_second), b'{"ok":false,"error":"ratelimited"}'
        self._left -= 1
        return WELL, self.taken(body)


class Tenant(SlackMessenger):
    """Sends as ever, and counts its calls as those to Teams are counted."""

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        place = to.message if isinstance(to, Sent) else to.person
        return (
            Limit(f"teams:{place}", rate=7, burst=7, slowest=0.5, fastest=7),
            Limit("teams", rate=FIRST, burst=int(FIRST), slowest=SLOWEST, fastest=FASTEST),
        )


@dataclass(frozen=True)
class Paced:
    """How a run ended: its simulated seconds against those that the limits allow, and how often it was refused."""

    share: float
    refused: int
    messages: int
    different: int


async def paced(size: int, per_second: float) -> Paced:
    """One run until everybody is sent their message."""
    clock = Moving()
    slack = Limited(per_second=per_second, now=clock.now)
    lasted = await _lasted(slack, clock, size, SlackMessenger)
    return Paced(lasted / ((size - BURST) / per_second), slack.refused, slack.messages, len(slack.keys))


async def rising(size: int) -> Paced:
    """The same with the limits of a Teams tenant, against the time that a rate takes which rises as ours may, from the first second."""
    clock = Moving()
    teams = Limited(per_second=FASTEST, now=clock.now)
    lasted = await _lasted(teams, clock, size, Tenant)
    left, allowed, rate = size - FIRST, 0.0, FIRST
    while left > 0:
        step = min(CLIMBS_EVERY.total_seconds(), left / rate)
        left, allowed, rate = left - step * rate, allowed + step, min(FASTEST, rate + CLIMB)
    return Paced(lasted / allowed, teams.refused, teams.messages, len(teams.keys))


async def _lasted(platform: Limited, clock: Moving, size: int, way: type[SlackMessenger]) -> float:
    server, port = await listening(platform)
    async with connected(MEMORY, port, Company(size, 1, due=True, answers=1), clock, way=way) as built:
        await built.heartbeat.settle()
        while len(platform.keys) < size:
            clock.moment += timedelta(seconds=await built.sender.idle())
            await built.sender.drain()
    server.close()
    return (clock.now() - NOW).total_seconds()
