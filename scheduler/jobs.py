"""The table of jobs: what is looked for at every tick."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import (
    campaign_days,
    digests,
    gating,
    lesson_months,
    nudges,
    promises,
    pulses,
    reminders,
    trials,
    worrying,
)
from storage.port import Transaction
from storage.rows import Record

Run = Callable[[Transaction, datetime, Callable[[], str], int], Awaitable[int]]

BATCH = 8
"""How many due things one transaction takes, so that turns in between do not wait long."""


@dataclass(frozen=True)
class Job:
    """A use case that takes what is due, some at a time; it returns how many it took.

    Where it says what is `due` and how `one` of them is taken, one that cannot be taken holds up no other.
    """

    name: str
    run: Run
    due: Callable[[Transaction, datetime, int], Awaitable[list[Any]]] | None = None
    one: Callable[[Transaction, Any, datetime], Awaitable[None]] | None = None

    def key(self, record: Record) -> tuple[str, str, str]:
        """By which a record that cannot be taken is remembered."""
        return self.name, record.organisation, record.id


async def _forget(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    return await store.forget_expired(now, limit)


JOBS = (
    Job("nudges", nudges.send_due, Transaction.nudges_due, nudges.look),
    Job("reminders", reminders.remind_due, Transaction.reminders_due, reminders.remind),
    Job("trials", trials.ask_due, Transaction.trials_over, trials.ask),
    Job("promises", promises.look_due, Transaction.promises_due, promises.look),
    Job("pulses", pulses.ask_due, Transaction.users_due, pulses.ask),
    Job("pulses_over", pulses.close_due, Transaction.pulses_due, pulses.close),
    Job("gates", gating.look_due, Transaction.gates_due, gating.look),
    Job("digest", digests.send_due, Transaction.digests_due, digests.send),
    Job("lessons", lesson_months.post_due, Transaction.lesson_months_due, lesson_months.post),
    Job("campaigns", campaign_days.look_due, Transaction.campaigns_due, campaign_days.look),
    Job("worries", worrying.put_due, Transaction.worries_due, worrying.put),
    Job("keys", _forget),
)
