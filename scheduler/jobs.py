"""The table of jobs: what is looked for at every tick."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import (
    campaign_days,
    commenting,
    digests,
    gating,
    holding,
    lesson_months,
    nudges,
    promises,
    pulses,
    reminders,
    trial_ends,
    workshop_days,
    worrying,
)
from storage.port import Transaction
from storage.rows import Record

Due = Callable[[Transaction, datetime, int], Awaitable[list[Any]]]
One = Callable[[Transaction, Any, datetime], Awaitable[None]]

BATCH = 8
"""How many due things one transaction takes, so that turns in between do not wait long."""


@dataclass(frozen=True)
class Job:
    """A use case: what is `due`, and how `one` of it is taken; one that cannot be taken holds up no other."""

    name: str
    due: Due
    one: One

    async def run(self, store: Transaction, now: datetime, limit: int) -> int:
        """Takes what is due by now, at most `limit`; how many it took."""
        found = await self.due(store, now, limit)
        for record in found:
            await self.one(store, record, now)
        return len(found)

    def key(self, record: Record) -> tuple[str, str, str]:
        """By which a record that cannot be taken is remembered."""
        return self.name, record.organisation, record.id


@dataclass(frozen=True)
class Sweep:
    """What is over is dropped, at most so much at a time; how much it was."""

    name: str
    run: Callable[[Transaction, datetime, int], Awaitable[int]]


NUDGES = Job("nudges", Transaction.nudges_due, nudges.look)
JOBS: tuple[Job | Sweep, ...] = (
    NUDGES,
    Job("reminders", Transaction.reminders_due, reminders.remind),
    Job("trials", Transaction.trials_over, trial_ends.ask),
    Job("promises", Transaction.promises_due, promises.look),
    Job("pulses", Transaction.users_due, pulses.ask),
    Job("pulses_over", Transaction.pulses_due, pulses.close),
    Job("gates", Transaction.gates_due, gating.look),
    Job("digest", Transaction.digests_due, digests.send),
    Job("lessons", Transaction.lesson_months_due, lesson_months.post),
    Job("campaigns", Transaction.campaigns_due, campaign_days.look),
    Job("held_proposals", Transaction.proposals_over, holding.end),
    Job("comments", Transaction.talks_due, commenting.tell),
    Job("worries", Transaction.worries_due, worrying.put),
    Job("workshops", Transaction.workshops_due, workshop_days.look),
    Job("places", Transaction.places_due, workshop_days.remind),
    Sweep("keys", Transaction.forget_expired),
)
