"""Who has set their notifications aside in Slack, and until when: asked for many at once, and known for minutes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.messenger import SendFailed

TOGETHER = 50
"""How many people Slack tells about in one answer."""
GATHERING = 0.05
"""Seconds in which further people join a question."""
MOST_SECONDS = 2.0
KNOWN_FOR = timedelta(minutes=5)
MOST_KNOWN = 20_000
CALLS, MINUTE = 20, timedelta(minutes=1)
"""The tier of dnd.teamInfo: 20 calls a minute. Whoever there is no call for counts as not resting."""
UNASKED_FOR = timedelta(hours=1)
"""How long nobody is asked about where Slack says that the bot may not know, for example without the scope dnd:read."""

Ask = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Ids joined by commas in, the answer of dnd.teamInfo out; raises SendFailed."""


@dataclass(frozen=True)
class _Rest:
    asked_at: datetime
    begin: datetime | None = None
    end: datetime | None = None

    def until(self, now: datetime) -> datetime | None:
        return self.end if self.begin is not None and self.end is not None and self.begin <= now < self.end else None


@dataclass
class _Together:
    """People asked about in one call; `done` once it has been answered, or has not."""

    users: dict[str, None] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Resting:
    """What is known of one workspace. Whatever goes wrong with a question, nobody rests by it and nothing is held up."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[str, _Rest] = {}
        self._calls: deque[datetime] = deque()
        self._not_before: datetime | None = None
        self._gathering: _Together | None = None

    async def until(self, user: str, now: datetime) -> datetime | None:
        """When their rest ends; None when they do not rest, or when it is not known."""
        known = self._known.get(user)
        if known is None or known.asked_at + KNOWN_FOR <= now:
            known = await self._asked(user, now)
        return known.until(now) if known is not None else None

    async def _asked(self, user: str, now: datetime) -> _Rest | None:
        together = self._gathering
        if together is not None and len(together.users) < TOGETHER:
            together.users[user] = None
            await together.done.wait()
        elif self._may_ask(now):
            together = self._gathering = _Together({user: None})
            await self._begun(together, now)
        return self._known.get(user)

    def _may_ask(self, now: datetime) -> bool:
        while self._calls and self._calls[0] <= now - MINUTE:
            self._calls.popleft()
        return len(self._calls) < CALLS and (self._not_before is None or self._not_before <= now)

    async def _begun(self, together: _Together, now: datetime) -> None:
        """Whoever asks first waits for the others and asks for all."""
        self._calls.append(now)
        try:
            await asyncio.sleep(GATHERING)
            if self._gathering is together:
                self._gathering = None
            async with asyncio.timeout(MOST_SECONDS):
                answer = await self._ask(",".join(together.users))
            self._keep(together, answer, now)
        except SendFailed as failed:
            wait = timedelta(seconds=failed.retry_after or MINUTE.total_seconds())
            self._not_before = now + (UNASKED_FOR if failed.kind == "never" else wait)
        except TimeoutError:
            self._not_before = now + MINUTE
        finally:
            if self._gathering is together:
                self._gathering = None
            together.done.set()

    def _keep(self, together: _Together, answer: Mapping[str, Any], now: datetime) -> None:
        told = answer.get("users") or {}
        for user in together.users:
            self._known.pop(user, None)
            self._known[user] = _rest(told.get(user) or {}, now)
        while len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]


def _rest(told: Mapping[str, Any], now: datetime) -> _Rest:
    begin, end = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not told.get("dnd_enabled") or not isinstance(begin, int) or not isinstance(end, int):
        return _Rest(now)
    return _Rest(now, datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC))
