"""Time that a test moves by hand, for whatever has an engine and a clock that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.wiring import Engine
from scheduler.delivery import Sender


class StandingClock(Protocol):
    """A clock that says `at` until that is changed."""

    at: datetime


class Moving:
    """What a company on a whole engine does as time goes by."""

    engine: Engine
    clock: StandingClock

    async def at(self, moment: datetime) -> None:
        """Moves time on, stopping wherever something is due."""
        await moved(self.engine, self.clock, moment)

    async def later(self, **time: float) -> None:
        await self.at(self.clock.at + timedelta(**time))

    async def next_monday(self) -> None:
        """Monday 09:05 UTC, after the check-ins went out."""
        await self.at(monday_after(self.clock.at))

    async def settled(self) -> None:
        """Everything that waits is sent."""
        await all_out(self.engine.sender, self.clock)


async def moved(engine: Engine, clock: StandingClock, moment: datetime) -> None:
    """Everything that is due until then has happened, each at its moment."""
    await engine.heartbeat.settle()
    while (due := await engine.heartbeat.next_due(clock.at)) < moment:
        clock.at = due
        await engine.heartbeat.settle()
    clock.at = moment
    await engine.heartbeat.settle()


def monday_after(moment: datetime) -> datetime:
    days = (7 - moment.weekday()) or 7
    return (moment + timedelta(days=days)).replace(hour=9, minute=5, second=0)


async def all_out(sender: Sender, clock: StandingClock) -> None:
    """Sends everything, with the moments that a platform’s limits leave between two calls."""
    await sender.drain()
    while 0 < (seconds := await sender.idle()) <= 1:
        clock.at += timedelta(seconds=seconds)
        await sender.drain()
