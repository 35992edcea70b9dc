"""A clock that runs on and can be moved forward; how far outlives the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.sandbox.workspace import Workspace

Step = Literal["hour", "day", "monday"]
WORK_BEGINS = time(9)


def machine_time() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    """The time in the sandbox: the machine's, and what it was moved by. `open` reads by how much."""

    def __init__(self, workspace: Workspace, read: Callable[[], datetime] = machine_time) -> None:
        self._workspace = workspace
        self._read = read
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._read() + self._ahead

    async def open(self) -> None:
        """Take up the offset of the last run."""
        kept = await self._workspace.setting("clock", self._read())
        self._ahead = timedelta(microseconds=int(kept or 0))

    async def move(self, to: datetime) -> None:
        """It is `to` now, and time goes on from there; it never goes back."""
        ahead = max(to - self._read(), self._ahead)
        await self._keep(ahead)
        self._ahead = ahead

    async def reset(self) -> None:
        """The machine's own time again."""
        await self._keep(timedelta())
        self._ahead = timedelta()

    async def _keep(self, ahead: timedelta) -> None:
        await self._workspace.set("clock", str(ahead // timedelta(microseconds=1)), self._read())
        self._workspace.tell()


def target(step: Step, now: datetime, zone: str) -> datetime:
    """Where a step leads from `now`, counted on the wall clock of `zone`."""
    local = now.astimezone(ZoneInfo(zone))
    match step:
        case "hour":
            return now + timedelta(hours=1)
        case "day":
            return (local + timedelta(days=1)).astimezone(UTC)
        case "monday":
            monday = local.date() + timedelta(days=-local.weekday() % 7)
            begins = datetime.combine(monday, WORK_BEGINS, local.tzinfo)
            ahead = timedelta(days=7) if begins <= local else timedelta()
            return (begins + ahead).astimezone(UTC)
