"""The table of jobs: what is looked for at every tick."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from handlers import digests, nudges, reminders, trials
from storage.port import Transaction

Run = Callable[[Transaction, datetime, Callable[[], str], int], Awaitable[int]]

BATCH = 100
"""How many due things one transaction takes, so that turns in between do not wait long."""


@dataclass(frozen=True)
class Job:
    """A use case that takes what is due, some at a time; it returns how many it took."""

    name: str
    run: Run


async def _forget(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    return await store.forget_expired(now, limit)


JOBS = (
    Job("nudges", nudges.send_due),
    Job("reminders", reminders.remind_due),
    Job("trials", trials.ask_due),
    Job("digest", digests.send_due),
    Job("keys", _forget),
)
