"""Four weeks with three web and three worker processes over one PostgreSQL, killed at random: nothing twice, nothing lost."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.company import NOW, Company
from benchmarks.loading import asked, load_postgres
from initiatives.calendar import iso_week
from scheduler.delivery import IN_FLIGHT
from storage.tables import CHECK_INS
from tests.crashing.child import AnyStore, opened
from tests.crashing.counting import counting
from tests.crashing.crowd import chance, time_going_on, to_the_end, told
from tests.crashing.nursery import Nursery, nursery
from tests.crashing.orders import FileClock, Orders
from tests.databases import server

OWNERS = int(os.environ.get("QUICKWIN_CHAOS_OWNERS") or 600)
"""The proof at its full size has 20,000: that takes long, and says the same."""
WORKSPACES, WEEKS, EACH = 20, 4, 3
LIVES = (0.5, 4.0)
"""Seconds that a process has, at least and at most."""


class Chaos:
    """Processes that are killed and started again until it is over."""

    def __init__(self) -> None:
        self.deaths, self.over = 0, False

    async def kill_on(self, children: Nursery, orders: Orders) -> None:
        least, most = LIVES
        while not self.over:
            life = least + (most - least) * chance(f"{orders.role} {orders.share} {self.deaths}")
            assert await children.ended(orders, kill_after=life) == -9
            self.deaths += 1


WAITING = """
    select (select count(*) from people where due_at <= '{soon}') + (select count(*) from deliveries where due_at <= '{soon}')
"""


async def everything_is_done(address: str, clock: FileClock) -> None:
    """Nobody is due, and no message is or will be within the time in which one is given up."""
    while True:
        soon = (clock.now() + timedelta(hours=2)).isoformat()
        ((left,),) = await asked(address, WAITING.format(soon=soon))
        if not left:
            return
        await asyncio.sleep(0.5)


async def check_ins(store: AnyStore, clock: FileClock) -> set[str]:
    found = set[str]()
    for number in range(WORKSPACES):
        async with store.rows(clock.now()) as rows:
            found |= {f"org{number} {one.id}" for one in await rows.all(CHECK_INS, f"org{number}")}
    return found


@pytest.mark.prove
async def test_a_month_of_processes_that_are_killed_repeats_nothing_and_loses_nothing(tmp_path: Path) -> None:
    clock, company, address = FileClock(tmp_path / "clock"), Company(OWNERS, WORKSPACES, due=True, answers=1), ""
    clock.set(NOW)
    address = server().database()
    await load_postgres(address, company.rows())
    chaos, weeks = Chaos(), list[str]()
    async with counting(clock) as platform:
        worker = Orders(
            address,
            "slack",
            platform.address,
            str(clock.path),
            "worker",
            workspaces=WORKSPACES,
            size=OWNERS,
            shares=EACH,
        )
        running = []
        for share in range(EACH):
            (tmp_path / f"told{share}").touch()
            web = replace(worker, role="web", told=str(tmp_path / f"told{share}"), share=share)
            running += [asyncio.create_task(_reared(chaos, orders)) for orders in (replace(worker, share=share), web)]
        for week in range(WEEKS):
            clock.set(NOW + timedelta(weeks=week))
            weeks.append(iso_week(clock.now().date()))
            async with time_going_on(clock):
                done = asyncio.create_task(everything_is_done(address, clock))
                await asyncio.wait((done, *running), return_when=asyncio.FIRST_COMPLETED)
                assert done.done(), "a process ended by itself"
        chaos.over = True
        await asyncio.gather(*running)
        async with nursery() as children:
            await to_the_end(children, replace(worker, role="once"), clock, platform)
        store = opened(address)
        found = await told(store, company, platform, weeks, clock.now())
        kept = await check_ins(store, clock)
        await store.close()
    answered = {line for share in range(EACH) for line in (tmp_path / f"told{share}").read_text().splitlines()}
    print(f"{found}, {chaos.deaths} deaths, {len(answered)} answers, {platform.edits} edits")  # noqa: T201 the figures
    assert (found.made_twice, found.lost) == (0, 0)
    assert found.sent + found.unconfirmed + found.explained == OWNERS * WEEKS
    assert found.explained <= EACH * WEEKS  # one press of each process may be under way when a week ends
    assert found.unconfirmed <= chaos.deaths * IN_FLIGHT
    assert answered and answered <= kept
    assert chaos.deaths > 10


async def _reared(chaos: Chaos, orders: Orders) -> None:
    async with nursery() as children:
        await chaos.kill_on(children, orders)
