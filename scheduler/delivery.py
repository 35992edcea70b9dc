"""Sends what is queued: claims a row, commits that the call begins, calls, and records how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from handlers.deliveries import Builder, Drawn, Withheld, at_rest
from handlers.messenger import Limit, Messenger, SendFailed, Sent
from handlers.storytelling import not_posted
from scheduler import pacing
from scheduler.clock import Clock
from storage.port import Store, Transaction
from storage.records import Delivery, DeliveryState, To
from storage.repeating import repeated
from storage.rows import StorageFailed

BATCH = 50
IN_FLIGHT = 16
"""How many calls are under way at once: enough that a slow answer holds up few, too few to flood a platform."""
RETRY = timedelta(seconds=30)
ATTEMPTS = 8
UNCONFIRMED_AFTER = timedelta(minutes=2)

log = structlog.get_logger("quickwin.delivery")


@dataclass(frozen=True)
class Work:
    """One row about to be sent or changed as drawn; to be removed when nothing is drawn."""

    row: Delivery
    drawn: Drawn | None


@dataclass(frozen=True)
class Sender:
    """The delivery job. `messengers` by workspace; a workspace without one leaves its rows waiting."""

    store: Store
    builder: Builder
    messengers: Mapping[str, Messenger]
    clock: Clock
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    _calls: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def drain(self) -> int:
        """Sends until nothing more is due now; how many rows were worked on."""
        async with self._alone:
            done = 0
            while worked := await self._some():
                done += worked
            return done

    async def idle(self) -> float:
        """Seconds until something may be sent that may not be now; an hour at most."""
        now = self.clock.now()
        due = await repeated(partial(self.store.transaction, now), lambda store: store.next_delivery())
        return min(max((due - now).total_seconds(), 0.0), 3600.0) if due is not None else 3600.0

    def end(self) -> None:
        """Whatever is being sent is the last: others, or the next start, take over the rest."""
        self._ending.set()

    def pause(self) -> asyncio.Lock:
        """Held, nothing is sent."""
        return self._alone

    async def _some(self) -> int:
        now = self.clock.now()
        due = await repeated(partial(self.store.transaction, now), lambda store: store.deliveries_due(now, BATCH))
        lanes: dict[To, list[Delivery]] = {}
        for row in due:
            lanes.setdefault(replace(row.to, thread=""), []).append(row)
        ended = await asyncio.gather(*map(self._in_order, lanes.values()), return_exceptions=True)
        for trouble in ended:
            if trouble is not None:
                raise trouble
        if self._ending.is_set():
            return 0
        return len(due)

    async def _in_order(self, rows: list[Delivery]) -> None:
        """What goes to the same place arrives in the order in which it was due; places do not wait for each other."""
        for row in rows:
            async with self._calls:
                if self._ending.is_set():
                    return
                await self._one(row.organisation, row.id)

    async def _one(self, organisation: str, delivery: str) -> None:
        """One row; whatever goes wrong with it is kept with it and holds up no other."""
        try:
            work = await self._begin(organisation, delivery)
        except StorageFailed:  # no fault of the row's
            raise
        except Exception as error:
            log.exception("delivery could not be built", delivery=delivery)
            await self._end(organisation, delivery, SendFailed(f"could not be built: {type(error).__name__}", "never"))
            return
        if work is not None:
            await self._end(organisation, delivery, await self._call(work), work)

    async def _begin(self, organisation: str, delivery: str) -> Work | None:
        """Draws the row and commits that its call begins; None when there is nothing to call."""
        now = self.clock.now()

        async def begin(store: Transaction) -> Work | None:
            row = await store.delivery(organisation, delivery)
            if row is not None and row.due_at is None and row.retire_at is not None and row.retire_at <= now:
                await store.change_delivery(replace(row, retire_at=None, final=True))
            if row is None or row.due_at is None or row.due_at > now:  # another process was quicker
                return None
            return await self._begun(store, row, now)

        return await repeated(partial(self.store.transaction, now), begin)

    async def _begun(self, store: Transaction, row: Delivery, now: datetime) -> Work | None:
        if row.state is DeliveryState.SENDING:
            await store.change_delivery(at_rest(_given_up(row), now))
            return None
        drawn = None if row.remove else await self.builder.build(store, row, now)
        if isinstance(drawn, Withheld):
            await store.change_delivery(at_rest(_withheld(row, drawn.reason), now))
            return None
        until = await self._room(store, row, drawn, now)
        if until > now:
            await store.change_delivery(replace(row, due_at=until))
            return None
        # Nobody else takes it while the call lasts; if this process ends in the middle of it, somebody does then.
        begun = replace(row, attempts=row.attempts + 1, due_at=now + UNCONFIRMED_AFTER)
        if not row.message:
            begun = replace(begun, state=DeliveryState.SENDING)
        await store.change_delivery(begun)
        return Work(begun, drawn)

    async def _room(self, store: Transaction, row: Delivery, drawn: Drawn | None, now: datetime) -> datetime:
        """Takes one call out of every budget it counts against; if one has none left, nothing is taken and it is said when it has."""
        limits = self._limits(row, drawn)
        budgets = [
            (limit, await store.budget(row.organisation, limit.name) or pacing.fresh(limit, row.organisation, now))
            for limit in limits
        ]
        longest = max((pacing.wait(limit, budget, now) for limit, budget in budgets), default=timedelta())
        if longest > timedelta():
            return now + longest
        for limit, budget in budgets:
            await store.keep_budget(pacing.spent(limit, budget, now))
        return now

    def _limits(self, row: Delivery, drawn: Drawn | None) -> tuple[Limit, ...]:
        messenger = self.messengers.get(drawn.address.workspace if drawn else row.workspace)
        if messenger is None:
            return ()
        sent = Sent(row.workspace, row.channel, row.message, row.lasting)
        return messenger.limits(sent if row.message or drawn is None else drawn.address)

    async def _call(self, work: Work) -> Sent | SendFailed | None:
        row, drawn = work.row, work.drawn
        messenger = self.messengers.get(drawn.address.workspace if drawn else row.workspace)
        if messenger is None:
            return SendFailed("the workspace is not connected", "later")
        sent = Sent(row.workspace, row.channel, row.message, row.lasting)
        try:
            if drawn is None:
                await messenger.remove(sent)
                return None
            if row.message:
                await messenger.change(sent, drawn.message, drawn.reader)
                return sent
            return await messenger.send(drawn.address, drawn.message, drawn.reader, row.id)
        except SendFailed as failed:
            return failed

    async def _end(
        self, organisation: str, delivery: str, outcome: Sent | SendFailed | None, work: Work | None = None
    ) -> None:
        now = self.clock.now()

        async def end(store: Transaction) -> None:
            row = await store.delivery(organisation, delivery)
            if row is not None:
                drawn_revision = work.row.revision if work else row.revision
                ended = at_rest(_after(row, outcome, now, drawn_revision), now)
                await store.change_delivery(ended)
                await not_posted(store, ended, now)
                await self._slowed(store, work, outcome, now)

        await repeated(partial(self.store.transaction, now), end)

    async def _slowed(
        self, store: Transaction, work: Work | None, outcome: Sent | SendFailed | None, now: datetime
    ) -> None:
        """A platform that named a time to wait is left alone for it, where the call was; everything else there goes slower."""
        if work is None or not isinstance(outcome, SendFailed) or not outcome.retry_after:
            return
        for number, limit in enumerate(self._limits(work.row, work.drawn)):
            known = await store.budget(work.row.organisation, limit.name)
            budget = known or pacing.fresh(limit, work.row.organisation, now)
            pause = outcome.retry_after if number == 0 else 0.0
            await store.keep_budget(pacing.refused(limit, budget, now, pause))


def _after(row: Delivery, outcome: Sent | SendFailed | None, now: datetime, drawn: int) -> Delivery:
    """The row once its call has ended."""
    if outcome is None:
        return replace(row, state=DeliveryState.REMOVED, due_at=None)
    if isinstance(outcome, SendFailed):
        return _failed(row, outcome, now)
    current = row.revision == drawn and not row.remove
    sent = replace(
        row, state=DeliveryState.SENT, workspace=outcome.workspace, channel=outcome.channel, message=outcome.message,
        lasting=outcome.lasting, shown=drawn, sent_at=row.sent_at or now, reason="", attempts=0,
    )  # fmt: skip
    return replace(sent, due_at=None if current or not outcome.lasting else now)


def _failed(row: Delivery, failure: SendFailed, now: datetime) -> Delivery:
    """What is certain not to have been sent is tried again; what is in doubt only if silence would be worse."""
    log.warning("delivery not sent", delivery=row.id, why=failure.why, kind=failure.kind, attempts=row.attempts)
    waiting = timedelta(seconds=failure.retry_after) if failure.retry_after else RETRY * row.attempts
    resend = failure.kind == "later" or (failure.kind == "unconfirmed" and (row.kind == "again" or bool(row.message)))
    known = DeliveryState.SENT if row.message else DeliveryState.QUEUED
    if resend and row.attempts < ATTEMPTS:
        return replace(row, state=known, due_at=now + waiting, reason=failure.why)
    if row.message:
        return replace(row, due_at=None, reason=failure.why)
    ended = DeliveryState.UNCONFIRMED if failure.kind == "unconfirmed" else DeliveryState.FAILED
    return replace(row, state=ended, due_at=None, reason=failure.why)


def _given_up(row: Delivery) -> Delivery:
    """A call that was begun and never ended: resent only where silence is worse than a repeat."""
    if row.kind == "again":
        return replace(row, state=DeliveryState.QUEUED)
    return replace(row, state=DeliveryState.UNCONFIRMED, due_at=None, reason="the process ended during the call")


def _withheld(row: Delivery, reason: str) -> Delivery:
    """Not to be shown: one that is out disappears from view only if it was removed; it just stays as it is."""
    if row.message:
        return replace(row, due_at=None, reason=reason)
    return replace(row, state=DeliveryState.FAILED, due_at=None, reason=reason)
