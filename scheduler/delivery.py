"""Sends what is queued: claims a row, commits that the call begins, calls, and records how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from handlers import lost_posts
from handlers.deliveries import Builder, Drawn, Postponed, Withheld, at_rest
from handlers.messenger import MAIL, Address, Limit, Messenger, SendFailed, Sent
from handlers.nudges import out_of_time
from handlers.rerouting import rerouted
from handlers.storytelling import not_posted
from handlers.unasked import counted_again
from scheduler import outcomes
from scheduler.allowance import Allowance
from scheduler.clock import Clock
from scheduler.courtesy import Courtesy
from scheduler.gathering import Gathering
from scheduler.outcomes import CALL, CALL_SECONDS, LEASE, RETRY
from scheduler.pacing import Room
from scheduler.points import Passing, Point, go_on
from scheduler.resting import rest
from scheduler.work import Doubt, Work, place_of
from storage.port import Store, Transaction
from storage.records import Delivery, DeliveryState, To
from storage.repeating import repeated
from storage.rows import Overtaken, StorageFailed

BATCH = 32
IN_FLIGHT = 16
"""How many calls are under way at once: enough that a slow answer holds up few, too few to flood a platform."""
AGAIN_AFTER = 0.25
"""Seconds after which what has become due is looked for, though some places have not answered yet."""
MOST_AT_ONCE = 64
RECORD_AGAIN = (0.5, 2.0, 8.0)
"""Seconds after which the end of a call is recorded again when the store could not take it; all within its lease."""
LEFT_FOR = timedelta(hours=1)
"""How long a row is left alone with which not even its failure could be kept."""
IDLE_AT_LEAST = 5.0
"""Seconds between two looks for work while such a row is due."""

log = structlog.get_logger("quickwin.delivery")


@dataclass(frozen=True)
class Sender:
    """The delivery job. `messengers` by workspace; a workspace without one leaves its rows waiting.

    `at` is told of every point a row comes to; `courtesy` knows whether somebody waits for an answer, who goes first.
    """

    store: Store
    builder: Builder
    messengers: Mapping[str, Messenger]
    clock: Clock
    at: Passing = go_on
    courtesy: Courtesy = field(default_factory=Courtesy)
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    allowance: Allowance = field(init=False)
    together: Gathering = field(init=False)
    _calls: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))
    _ending: asyncio.Event = field(default_factory=asyncio.Event)
    _left: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        together = Gathering(self.store, self.clock, self.courtesy)
        object.__setattr__(self, "together", together)
        object.__setattr__(self, "allowance", Allowance(self.store, self.clock, together))

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
            now, most = self.clock.now(), min(BATCH * (1 + len(running)), MOST_AT_ONCE) + len(self._left)
            due = await repeated(partial(self.store.transaction, now), lambda store: store.deliveries_due(now, most))
            lanes: dict[To, list[Delivery]] = {}
            for row in self._not_left(due, now):
                lanes.setdefault(replace(row.to, thread="") if row.to.thread else row.to, []).append(row)
            for lane, rows in lanes.items():
                if lane not in running:
                    running[lane] = asyncio.create_task(self._in_order(rows))
        return bool(running)

    def _not_left(self, due: list[Delivery], now: datetime) -> list[Delivery]:
        for key in [key for key, until in self._left.items() if until <= now]:
            del self._left[key]
        return [row for row in due if (row.organisation, row.id) not in self._left]

    async def idle(self) -> float:
        """Seconds until something may be sent that may not be now; an hour at most."""
        now = self.clock.now()
        due = await repeated(partial(self.store.transaction, now), lambda store: store.next_delivery())
        least = IDLE_AT_LEAST if self._left else 0.0
        return min(max((due - now).total_seconds(), least), 3600.0) if due is not None else 3600.0

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
            return await self._tried(organisation, delivery)
        except Overtaken:
            self._left[organisation, delivery] = self.clock.now() + RETRY
        except StorageFailed:  # no fault of the row's
            raise
        except Exception:
            log.exception("delivery is left for a while", delivery=delivery)
            self._left[organisation, delivery] = self.clock.now() + LEFT_FOR
        return True

    async def _tried(self, organisation: str, delivery: str) -> bool:
        try:
            self.at(Point.BEFORE_CLAIM, delivery)
            work = await self._begin(organisation, delivery)
        except StorageFailed:
            raise
        except Exception as error:
            log.exception("delivery could not be built", delivery=delivery)
            await self._end(organisation, delivery, SendFailed(f"could not be built: {type(error).__name__}", "never"))
            return True
        if isinstance(work, Doubt):
            await self._look(work)
            return True
        if work is None:
            return True
        self.at(Point.AFTER_CLAIM, delivery)
        if await self._rests(work) or not await self._may_go(work.row, work.limits, work.counted, work.room):
            return True
        await self.courtesy.step()
        outcome = await self._call(work)
        self.at(Point.AFTER_CALL, delivery)
        await self._recorded(work, outcome)
        self.at(Point.AFTER_RECORD, delivery)
        return not isinstance(outcome, SendFailed) or outcome.kind == "never" or bool(outcome.retry_after)

    async def _rests(self, work: Work) -> bool:
        """Whether its reader has set notifications aside: the row is put back until they are there again."""
        moment = await rest(self.messengers.get(work.workspace), work.row, work.drawn, self.clock.now())

        async def wait(store: Transaction) -> None:
            known = await store.delivery(work.row.organisation, work.row.id)
            if known is not None and moment is not None and known.attempts == work.row.attempts:
                await store.change_delivery(outcomes.put_back(known, Room(moment, kept=False)))

        if moment is not None:
            await self.together.done(wait)
        return moment is not None

    async def _may_go(self, row: Delivery, limits: tuple[Limit, ...], counted: bool, known: Room | None = None) -> bool:
        """Whether there is room for the call now; otherwise the row waits for its moment, or to ask again if that is far."""
        if counted:
            return True
        room = await self.allowance.room(row.organisation, limits, known)
        if room.at <= self.clock.now():
            return True

        async def wait(store: Transaction) -> None:
            known = await store.delivery(row.organisation, row.id)
            if known is None or (known.attempts, known.looked) != (row.attempts, row.looked):
                return
            if row.looked:
                await store.change_delivery(replace(known, due_at=room.at, counted=room.kept, looked=known.looked - 1))
            else:
                await store.change_delivery(outcomes.put_back(known, room))

        await self.together.done(wait)
        return False

    async def _begin(self, organisation: str, delivery: str) -> Work | Doubt | None:
        """Draws the row and commits that its call begins; None when there is nothing to call."""
        now = self.clock.now()

        async def begin(store: Transaction) -> Work | Doubt | None:
            row = await store.delivery(organisation, delivery)
            if row is not None and row.due_at is None and row.retire_at is not None and row.retire_at <= now:
                await store.change_delivery(replace(row, retire_at=None, final=True))
            if row is None or row.due_at is None or row.due_at > now:  # another process was quicker
                return None
            if row.state is DeliveryState.SENDING:
                return await self._doubted(store, row, now)
            return await self._begun(store, row, now)

        return await self.together.done(begin)

    async def _begun(self, store: Transaction, row: Delivery, now: datetime) -> Work | None:
        drawn = None if row.remove else await self.builder.build(store, row, now)
        if isinstance(drawn, Withheld):
            await self._rest(store, outcomes.withheld(row, drawn), now)
            if drawn.over:
                await out_of_time(store, row)
            return None
        row, moment = await counted_again(store, row, drawn.until if isinstance(drawn, Postponed) else now)
        if isinstance(drawn, Postponed) or moment > now:
            await store.change_delivery(replace(row, due_at=moment))
            return None
        begun = outcomes.begun(row, drawn.address.workspace if drawn else row.workspace, now)
        await store.change_delivery(begun)
        self.at(Point.WHILE_CLAIMING, row.id)
        limits = self._limits(begun, drawn)
        counted = not await self.allowance.paused(store, row.organisation, limits) and row.counted
        room = None if counted else await self.allowance.narrow(store, row.organisation, limits)
        return Work(begun, drawn, counted, limits, room)

    async def _doubted(self, store: Transaction, row: Delivery, now: datetime) -> Doubt | None:
        """A call that got no answer, or whose process ended: looked for where that can be done."""
        address = await self.builder.address(store, row)
        limits = self._looking(address)
        if address is None or limits is None:
            await self._rest(store, outcomes.given_up(row), now)
            return None
        doubted = replace(row, due_at=now + LEASE, looked=row.looked + 1, counted=False)
        await store.change_delivery(doubted)
        paused = await self.allowance.paused(store, row.organisation, limits)
        return Doubt(doubted, address, limits, row.counted and not paused)

    def _limits(self, row: Delivery, drawn: Drawn | None) -> tuple[Limit, ...]:
        place = place_of(row, drawn)
        messenger = self.messengers.get(place.workspace)
        return messenger.limits(place) if messenger is not None else ()

    def _looking(self, address: Address | None) -> tuple[Limit, ...] | None:
        """What a look there counts against; one in a workspace that is away at the moment counts nowhere, and fails."""
        messenger = self.messengers.get(address.workspace) if address is not None else None
        if address is None or messenger is None:
            return () if address is not None else None
        return messenger.looking(address)

    async def _call(self, work: Work) -> Sent | SendFailed | None:
        row, drawn = work.row, work.drawn
        messenger = self.messengers.get(work.workspace)
        if messenger is None:
            return SendFailed("the workspace is not connected", "away")
        if row.due_at is not None and self.clock.now() + CALL > row.due_at:
            return SendFailed("too late to begin", "later")  # somebody else may take it over before the call has ended
        try:
            async with asyncio.timeout(CALL_SECONDS):
                if drawn is None:
                    await messenger.remove(work.sent)
                    return None
                if row.message:
                    unfinished = await messenger.change(work.sent, drawn.message, drawn.reader)
                    return replace(work.sent, unfinished=unfinished)
                self.at(Point.BEFORE_CALL, row.id)
                return await messenger.send(drawn.address, drawn.message, drawn.reader, row.id)
        except SendFailed as failed:
            return failed
        except Exception as error:  # a bug of ours or an answer nobody expected: nobody knows what became of it
            log.exception("delivery was not answered as expected", delivery=row.id)
            return SendFailed(type(error).__name__, "unconfirmed")

    async def _recorded(self, work: Work, outcome: Sent | SendFailed | None) -> None:
        """What the platform said is not forgotten because the store is away for a moment."""
        for seconds in RECORD_AGAIN:
            try:
                return await self._end(work.row.organisation, work.row.id, outcome, work)
            except StorageFailed:
                log.warning("the end of a call is recorded in a moment", delivery=work.row.id)
                await asyncio.sleep(seconds)
        await self._end(work.row.organisation, work.row.id, outcome, work)

    async def _end(
        self, organisation: str, delivery: str, outcome: Sent | SendFailed | None, work: Work | None = None
    ) -> None:
        now = self.clock.now()
        drawn = work.drawn if work is not None and isinstance(outcome, SendFailed) else None
        can_look = drawn is not None and self._looking(drawn.address) is not None

        async def end(store: Transaction) -> None:
            row = await store.delivery(organisation, delivery)
            if row is None or (work is not None and outcomes.superseded(row, work.row, outcome)):
                return
            drawn_revision = work.row.revision if work else row.revision
            await self._rest(store, outcomes.after(row, outcome, now, drawn_revision, can_look), now)
            if work is not None and isinstance(outcome, SendFailed) and outcome.retry_after:
                await self.allowance.refused(store, organisation, work.limits, outcome.retry_after)
            self.at(Point.WHILE_RECORDING, delivery)

        await self.together.done(end)

    async def _rest(self, store: Transaction, row: Delivery, now: datetime) -> None:
        """The row as it is now kept; where nothing more is to be done with it, whoever has to know hears of it."""
        rested = at_rest(row, now)
        await store.change_delivery(rested)
        await not_posted(store, rested, now)
        await lost_posts.not_posted(store, rested, now)
        await rerouted(store, rested, now, by_mail=MAIL in self.messengers)

    async def _look(self, doubt: Doubt) -> None:
        if not await self._may_go(doubt.row, doubt.limits, doubt.counted):
            return
        self.at(Point.BEFORE_LOOK, doubt.row.id)
        outcome = await self._found(doubt)
        self.at(Point.AFTER_LOOK, doubt.row.id)
        now = self.clock.now()

        async def end(store: Transaction) -> None:
            row = await store.delivery(doubt.row.organisation, doubt.row.id)
            if row is None or row.state is not DeliveryState.SENDING or row.due_at != doubt.row.due_at:
                return
            await self._rest(store, outcomes.looked(row, outcome, now), now)
            if isinstance(outcome, SendFailed) and outcome.retry_after:
                await self.allowance.refused(store, row.organisation, doubt.limits, outcome.retry_after)

        await repeated(partial(self.store.transaction, now), end)

    async def _found(self, doubt: Doubt) -> Sent | SendFailed | None:
        messenger = self.messengers.get(doubt.address.workspace)
        if messenger is None:
            return SendFailed("the workspace is not connected", "away")
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await messenger.find(doubt.address, doubt.row.id, doubt.row.created_at)
        except SendFailed as failed:
            return failed
        except Exception as error:
            log.exception("a look was not answered as expected", delivery=doubt.row.id)
            return SendFailed(type(error).__name__, "later")


def _ended(running: dict[To, asyncio.Task[int]]) -> int:
    """Takes out the lanes that have ended; how many rows they were. Raises what one of them has raised."""
    ended = [lane for lane, task in running.items() if task.done()]
    return sum(running.pop(lane).result() for lane in ended)
