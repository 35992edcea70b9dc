"""A crowd of owners over a store, time that goes on, and what became of everybody's check-in at the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice

from benchmarks.company import NOW, Company, opaque
from initiatives.week_plan import NotAsked
from storage.records import Delivery, DeliveryState
from storage.tables import DELIVERIES, NUDGES, TABLES
from storage.weeks import Nudge
from tests.crashing.child import AnyStore
from tests.crashing.counting import Counting
from tests.crashing.nursery import Nursery
from tests.crashing.orders import FileClock, Orders

AT_ONCE = 2000
STEP, EVERY = timedelta(seconds=1), 0.04
"""Simulated time goes on by so much every so many seconds: a lease is long, measured by what a call takes."""


def chance(seed: str) -> float:
    """From 0 to 1, the same for the same seed."""
    return int.from_bytes(blake2b(seed.encode(), digest_size=4).digest()) / 2**32


async def load(store: AnyStore, company: Company) -> None:
    """The company, everybody's question still to be asked."""
    kept = {id(table) for table in TABLES}
    rows = (row for row in company.rows() if id(row[0]) in kept)
    while some := list(islice(rows, AT_ONCE)):
        async with store.rows(NOW) as writing:
            for table, record in some:
                await writing.put(table, record)


@asynccontextmanager
async def time_going_on(clock: FileClock) -> AsyncIterator[None]:
    async def go_on() -> None:
        while True:
            clock.set(clock.now() + STEP)
            await asyncio.sleep(EVERY)

    going = asyncio.create_task(go_on())
    try:
        yield
    finally:
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)


async def killed_again_and_again(nursery: Nursery, orders: Orders, times: int, seed: str, most: float) -> None:
    """The process is killed so often, each time after another while."""
    for number in range(times):
        assert await nursery.ended(orders, kill_after=0.1 + most * chance(f"{seed}.{number}")) == -9


async def to_the_end(children: Nursery, orders: Orders, clock: FileClock, platform: Counting) -> None:
    """Processes that come every minute, as long as one of them has something to send, and an hour and a day later."""
    quiet, before = 0, 0
    while quiet < 5:
        clock.set(clock.now() + timedelta(minutes=1))
        await children.lives(orders)
        quiet, before = quiet + 1 if platform.made.total() == before else 0, platform.made.total()
    for later in (timedelta(hours=1), timedelta(days=1)):
        clock.set(clock.now() + later)
        await children.lives(orders)


@dataclass(frozen=True)
class Told:
    """What became of a week's check-ins: `made_twice`, `lost` (neither sent nor explained), `unconfirmed`, `sent`.

    `explained` are weeks that ask nothing and say why: whoever answers last week's question as the next one begins is up to date.
    """

    made_twice: int
    lost: int
    sent: int
    unconfirmed: int
    explained: int


async def told(store: AnyStore, company: Company, platform: Counting, weeks: list[str], at: datetime) -> Told:
    """Every owner and week looked at: one claim, one row, one end."""
    ends: Counter[str] = Counter()
    for number in range(company.organisations):
        organisation = f"org{number}"
        async with store.rows(at) as rows:
            nudges = {nudge.id: nudge for nudge in await rows.all(NUDGES, organisation)}
            messages = {row.id: row for row in await rows.all(DELIVERIES, organisation)}
        for one in range(number, company.size, company.organisations):
            for week in weeks:
                nudge = nudges.get(f"{opaque(f'person{one}')}.{week}")
                row = messages.get(nudge.delivery) if nudge is not None else None
                end = _end(nudge, row, platform)
                ends[end] += 1
                if end == "lost":
                    print(f"lost: owner {one}, {week}: {nudge}, {row}")  # noqa: T201 what a failure is looked into by
    twice = sum(made > 1 for made in platform.made.values())
    return Told(twice, ends["lost"], ends["sent"], ends["unconfirmed"], ends["explained"])


def _end(nudge: Nudge | None, row: Delivery | None, platform: Counting) -> str:
    if row is None:
        up_to_date = nudge is not None and nudge.reason == NotAsked.UP_TO_DATE.value
        return "explained" if up_to_date else "lost"
    if row.state is DeliveryState.SENT and platform.made[row.id] == 1:
        return "sent"
    return "unconfirmed" if row.state is DeliveryState.UNCONFIRMED and platform.made[row.id] <= 1 else "lost"
