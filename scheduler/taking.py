"""What is due taken one by one, each in a transaction of its own: one that cannot be taken is left, and holds up no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from scheduler.jobs import Job
from scheduler.points import Passing, Point
from storage.port import Store, Transaction
from storage.repeating import repeated
from storage.rows import StorageFailed

LEFT_FOR = timedelta(hours=1)
"""How long one that could not be taken is left alone; with the next start it is tried again."""

log = structlog.get_logger("quickwin.scheduler")


@dataclass
class Taking:
    """What could not be taken is remembered here and not in the record, which may be what is wrong with it."""

    store: Store
    at: Passing
    _left: dict[tuple[str, str, str], datetime] = field(default_factory=dict)

    def has_left(self, job: Job, now: datetime) -> bool:
        """Whether there is one of this job that is left alone at the moment."""
        self._left = {key: until for key, until in self._left.items() if until > now}
        return any(name == job.name for name, _, _ in self._left)

    async def one_by_one(self, job: Job, now: datetime) -> None:
        """Everything that is due and can be taken. Raises StorageFailed."""
        while await self._next(job, now):
            pass

    async def _next(self, job: Job, now: datetime) -> bool:
        met: list[Any] = []
        try:
            return await repeated(partial(self.store.transaction, now), lambda store: self._one(job, store, now, met))
        except StorageFailed:
            raise
        except Exception:
            if not met:
                raise
            record = met[-1]
            self._left[job.key(record)] = now + LEFT_FOR
            log.exception("one could not be taken", job=job.name, organisation=record.organisation, id=record.id)
            return True

    async def _one(self, job: Job, store: Transaction, now: datetime, met: list[Any]) -> bool:
        store.because(by="quickwin", action=job.name)
        due = [record for record in await job.due(store, now, 1 + len(self._left)) if job.key(record) not in self._left]
        met += due[:1]
        for record in due[:1]:
            await job.one(store, record, now)
        self.at(Point.WHILE_TAKING, job.name)
        return bool(due)
