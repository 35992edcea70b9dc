"""The heartbeat: APScheduler ticks, a commit wakes the sender, and a moved clock ticks through what lies between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import Clock
from scheduler.delivery import Sender
from scheduler.jobs import BATCH, JOBS, Job, Sweep
from scheduler.points import Point
from scheduler.taking import Taking
from storage.port import Store, Transaction
from storage.repeating import repeated
from storage.rows import StorageFailed

TICK_SECONDS = 30
LEAST_IDLE = 0.05
AT_LEAST = timedelta(minutes=1)

log = structlog.get_logger("quickwin.scheduler")


class Heartbeat:
    """Runs the jobs of one place's store. `start` and `stop` once; `tick` is what happens every time."""

    def __init__(self, store: Store, sender: Sender, clock: Clock, jobs: Iterable[Job | Sweep] = JOBS) -> None:
        self._store, self._sender, self._clock = store, sender, clock
        self._jobs, self._at = tuple(jobs), sender.at
        self._taking = Taking(store, sender.at)
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
        self._wake = asyncio.Event()
        self._waker: asyncio.Task[None] | None = None
        self.ticked_at: datetime | None = None

    def start(self) -> None:
        """Ticks from now on; needs a running loop."""
        self._store.after_commit(self._committed)
        self._waker = asyncio.create_task(self._deliver(), name="delivery")
        self._scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS, misfire_grace_time=None, id="tick")
        self._scheduler.start()
        self._wake.set()

    async def stop(self) -> None:
        """No further tick; a message being sent is finished first."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._waker is not None:
            self._sender.end()
            async with self._sender.pause():
                self._waker.cancel()
            await asyncio.gather(self._waker, return_exceptions=True)

    async def tick(self) -> None:
        """Everything due by now, job by job; one job's trouble does not stop the others."""
        now = self._clock.now()
        for job in self._jobs:
            try:
                await self._run(job, now)
            except Exception:
                log.exception("job did not finish", job=job.name)
        self.ticked_at = now
        self._wake.set()

    async def _run(self, job: Job | Sweep, now: datetime) -> None:
        """Many at a time; one by one as long as there is one among them that cannot be taken."""
        if isinstance(job, Sweep):
            return await self._many(job, now)
        if not self._taking.has_left(job, now):
            try:
                return await self._many(job, now)
            except StorageFailed:
                raise
            except Exception:
                log.exception("a job goes on one by one", job=job.name)
        await self._taking.one_by_one(job, now)

    async def _many(self, job: Job | Sweep, now: datetime) -> None:
        taken = BATCH
        while taken >= BATCH:
            taken = await repeated(partial(self._store.transaction, now), lambda store: self._some(job, store, now))
            self._at(Point.AFTER_TAKING, job.name)
            await self._sender.courtesy.step()

    async def _some(self, job: Job | Sweep, store: Transaction, now: datetime) -> int:
        store.because(by="quickwin", action=job.name)
        taken = await job.run(store, now, BATCH)
        self._at(Point.WHILE_TAKING, job.name)
        return taken

    async def settle(self) -> None:
        """A tick and everything it causes, sent: what tests and a moved clock wait for."""
        await self.tick()
        await self._sender.drain()

    async def next_due(self, after: datetime) -> datetime:
        """The next moment later than `after` at which something is due; far ahead when nothing is."""
        due = await repeated(partial(self._store.transaction, after), lambda store: store.next_due())
        return max(due, after + AT_LEAST) if due is not None else datetime.max.replace(tzinfo=after.tzinfo)

    def _committed(self, tables: frozenset[str]) -> None:
        if "deliveries" in tables:
            self._wake.set()

    async def _deliver(self) -> None:
        idle = None
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(idle):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self._sender.drain()
                # What has to wait for its turn goes out when it has come, not at the next tick.
                idle = max(await self._sender.idle(), LEAST_IDLE)
            except Exception:
                log.exception("delivery stopped and goes on at the next tick")
                idle = None
