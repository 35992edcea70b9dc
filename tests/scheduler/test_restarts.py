"""Twenty restarts through a Monday morning of 2,000 owners: nobody is asked twice, and nobody is forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.company import NOW, WEEK, Company
from scheduler.delivery import IN_FLIGHT
from tests.crashing.child import opened
from tests.crashing.counting import counting
from tests.crashing.crowd import Told, killed_again_and_again, load, time_going_on, to_the_end, told
from tests.crashing.matrix import new_store
from tests.crashing.nursery import nursery
from tests.crashing.orders import FileClock, Orders

OWNERS, RESTARTS = 2_000, 20


async def restarted(folder: Path, kind: str, owners: int, restarts: int, most: float) -> Told:
    """A worker is killed so often while it sends; the last one gets to the end."""
    clock, company = FileClock(folder / "clock"), Company(owners, 1, due=True, answers=1)
    clock.set(NOW)
    (folder / "kept").mkdir()
    address = await new_store(kind, folder / "kept")
    store = opened(address)
    await load(store, company)
    await store.close()
    async with counting(clock) as platform, nursery() as children:
        orders = Orders(address, "slack", platform.address, str(clock.path))
        async with time_going_on(clock):
            await killed_again_and_again(children, replace(orders, role="worker"), restarts, kind, most)
        await to_the_end(children, orders, clock, platform)
        store = opened(address)
        found = await told(store, company, platform, [WEEK], clock.now())
        await store.close()
    return found


def must_hold(found: Told, owners: int, restarts: int) -> None:
    """Each restart leaves in doubt, at most, what was under way."""
    assert (found.made_twice, found.lost) == (0, 0), found
    assert found.sent + found.unconfirmed == owners
    assert found.unconfirmed <= restarts * IN_FLIGHT, found


async def test_a_worker_that_is_killed_again_and_again_asks_everybody_once(tmp_path: Path) -> None:
    must_hold(await restarted(tmp_path, "sqlite", 120, 3, 0.5), 120, 3)


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["tiny", "postgres"])
async def test_twenty_restarts_repeat_nothing_and_lose_nothing(tmp_path: Path, kind: str) -> None:
    must_hold(await restarted(tmp_path, kind, OWNERS, RESTARTS, 1.5), OWNERS, RESTARTS)
