"""Sends what is queued: claims a row, commits that the call begins, calls, and records how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from handlers.deliveries import Builder, Drawn, Postponed, Withheld, at_rest
from handlers.messenger import MAIL, Address, Limit, Messenger, SendFailed, Sent
from handlers.nudges import out_of_time
from handlers.rerouting import rerouted
from handlers.storytelling import not_posted
from scheduler.allowance import Allowance
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
AGAIN_AFTER = 0.25
"""Seconds after which what has become due is looked for, though some places have not answered yet."""
MOST_AT_ONCE = 500
AWAY, AWAY_AT_MOST = timedelta(minutes=10), timedelta(days=3)
"""How long a message waits for a workspace that is not connected at the moment, again and again, and for how long at most."""
UNCONFIRMED_AFTER = timedelta(minutes=2)

log = structlog.get_logger("quickwin.delivery")


@dataclass(frozen=True)
class Work:
    """One row about to be sent or changed as drawn; to be removed when nothing is drawn."""

    row: Delivery
    drawn: Drawn | None

    @property
    def sent(self) -> Sent:
        """The message that is out, for a row that has one."""
        return Sent(self.row.workspace, self.row.channel, self.row.message, self.row.lasting)

    @property
    def place(self) -> Address | Sent:
        """Where the call goes: a message that is out stays where it is, whatever account its reader has by now."""
        return self.sent if self.row.message or self.drawn is None else self.drawn.address

    @property
    def workspace(self) -> str:
        return self.place.workspace


@dataclass(frozen=True)
class Sender:
    """The delivery job. `messengers` by workspace; a workspace without one leaves its rows waiting."""

    store: Store
    builder: Builder
    messengers: Mapping[str, Messenger]
    clock: Clock
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    allowance: Allowance = field(init=False)
    _calls: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        object.__setattr__(self, "allowance", Allowance(self.store, self.clock))

    async def drain(self) -> int:
        """Sends until nothing more is due now; how many rows were worked on."""
        async with self._alone:
            done, running = 0, dict[To, asyncio.Task[int]]()
            try:
                while await self._begun_lanes(running):
                    await asyncio.wait(running.values(), timeout=AGAIN_AFTER)
                    done += _ended(running)
            finally:
                await asyncio.gather(*running.values(), return_exceptions=True)
            return done

    async def _begun_lanes(self, running: dict[To, asyncio.Task[int]]) -> bool:
        """What is due and goes where nothing is under way is begun; whether anything is under way now."""
        if not self._ending.is_set():
            now, most = self.clock.now(), min(BATCH * (1 + len(running)), MOST_AT_ONCE)
            due = await repeated(partial(self.store.transaction, now), lambda store: store.deliveries_due(now, most))
            lanes: dict[To, list[Delivery]] = {}
            for row in due:
                lanes.setdefault(replace(row.to, thread=""), []).append(row)
            for lane, rows in lanes.items():
                if lane not in running:
                    running[lane] = asyncio.create_task(self._in_order(rows))
        return bool(running)

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

    async def _in_order(self, rows: list[Delivery]) -> int:
        """What goes to the same place arrives in the order in which it was due; places do not wait for each other.

        Where a call got no answer, the others there are not tried one after the other.
        """
        for number, row in enumerate(rows, 1):
            async with self._calls:
                if self._ending.is_set():
                    return number
                if not await self._one(row.organisation, row.id):
                    await self._put_off(rows[number:])
                    return number
        return len(rows)

    async def _put_off(self, rows: list[Delivery]) -> None:
        now = self.clock.now()

        async def put_off(store: Transaction) -> None:
            for each in rows:
                row = await store.delivery(each.organisation, each.id)
                if row is not None and row.due_at is not None and row.due_at <= now:
                    await store.change_delivery(replace(row, due_at=now + RETRY))

        await repeated(partial(self.store.transaction, now), put_off)

    async def _one(self, organisation: str, delivery: str) -> bool:
        """One row; whatever goes wrong with it is kept with it and holds up no other. False when the place did not answer."""
        try:
            work = await self._begin(organisation, delivery)
        except StorageFailed:  # no fault of the row's
            raise
        except Exception as error:
            log.exception("delivery could not be built", delivery=delivery)
            await self._end(organisation, delivery, SendFailed(f"could not be built: {type(error).__name__}", "never"))
            return True
        if work is None or not await self._may_go(work):
            return True
        outcome = await self._call(work)
        await self._end(organisation, delivery, outcome, work)
        return not isinstance(outcome, SendFailed) or outcome.kind == "never" or bool(outcome.retry_after)

    async def _may_go(self, work: Work) -> bool:
        """Whether there is room for the call now; otherwise its moment is taken, and the row waits for it."""
        if work.row.counted:
            return True
        row = work.row
        moment = await self.allowance.moment(row.organisation, self._limits(work))
        now = self.clock.now()
        if moment <= now:
            return True

        async def wait(store: Transaction) -> None:
            known = await store.delivery(row.organisation, row.id)
            if known is not None:
                state = DeliveryState.SENT if known.message else DeliveryState.QUEUED
                await store.change_delivery(
                    replace(known, state=state, due_at=moment, counted=True, attempts=known.attempts - 1)
                )

        await repeated(partial(self.store.transaction, now), wait)
        return False

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
        if isinstance(drawn, Postponed):
            await store.change_delivery(replace(row, due_at=drawn.until))
            return None
        if isinstance(drawn, Withheld):
            withheld = at_rest(_withheld(row, drawn), now)
            await store.change_delivery(withheld)
            if drawn.over:
                await out_of_time(store, row)
            await rerouted(store, withheld, now, by_mail=MAIL in self.messengers)
            return None
        # Nobody else takes it while the call lasts; if this process ends in the middle of it, somebody does then.
        begun = replace(row, attempts=row.attempts + 1, due_at=now + UNCONFIRMED_AFTER)
        if not row.message:
            begun = replace(begun, state=DeliveryState.SENDING)
        await store.change_delivery(begun)
        return Work(begun, drawn)

    def _limits(self, work: Work) -> tuple[Limit, ...]:
        messenger = self.messengers.get(work.workspace)
        return messenger.limits(work.place) if messenger is not None else ()

    async def _call(self, work: Work) -> Sent | SendFailed | None:
        row, drawn, sent = work.row, work.drawn, work.sent
        messenger = self.messengers.get(work.workspace)
        if messenger is None:
            return SendFailed("the workspace is not connected", "away")
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
        except Exception as error:  # a bug of ours or an answer nobody expected: nobody knows what became of it
            log.exception("delivery was not answered as expected", delivery=row.id)
            return SendFailed(type(error).__name__, "unconfirmed")

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
                await rerouted(store, ended, now, by_mail=MAIL in self.messengers)
                if work is not None and isinstance(outcome, SendFailed) and outcome.retry_after:
                    await self.allowance.refused(store, organisation, self._limits(work), outcome.retry_after)

        await repeated(partial(self.store.transaction, now), end)


def _ended(running: dict[To, asyncio.Task[int]]) -> int:
    """Takes out the lanes that have ended; how many rows they were. Raises what one of them has raised."""
    ended = [lane for lane, task in running.items() if task.done()]
    return sum(running.pop(lane).result() for lane in ended)


def _after(row: Delivery, outcome: Sent | SendFailed | None, now: datetime, drawn: int) -> Delivery:
    """The row once its call has ended."""
    if outcome is None:
        return replace(row, state=DeliveryState.REMOVED, due_at=None)
    row = replace(row, counted=False)
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
    if failure.kind == "away" and now - row.created_at < AWAY_AT_MOST:
        return replace(row, state=known, due_at=now + AWAY, reason=failure.why, attempts=row.attempts - 1)
    if resend and row.attempts < ATTEMPTS:
        return replace(row, state=known, due_at=now + waiting, reason=failure.why)
    if row.message:
        return replace(row, due_at=None, reason=failure.why)
    ended = DeliveryState.UNCONFIRMED if failure.kind == "unconfirmed" else DeliveryState.FAILED
    return replace(row, state=ended, due_at=None, reason=failure.why)


def _given_up(row: Delivery) -> Delivery:
    """A call that was begun and never ended: resent only where silence is worse than a repeat."""
    if row.kind == "again" and row.attempts < ATTEMPTS:
        return replace(row, state=DeliveryState.QUEUED)
    return replace(row, state=DeliveryState.UNCONFIRMED, due_at=None, reason="the process ended during the call")


def _withheld(row: Delivery, why: Withheld) -> Delivery:
    """Not to be shown: one that is out disappears from view only if it was removed; it just stays as it is."""
    if row.message:
        return replace(row, due_at=None, reason=why.reason)
    state = DeliveryState.REMOVED if why.over else DeliveryState.FAILED
    return replace(row, state=state, due_at=None, reason=why.reason)
