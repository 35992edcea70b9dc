"""What rows become is committed for several at once, as if each had a transaction of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from initiatives.people import Organisation
from scheduler.gathering import TOGETHER, Gathering
from storage.memory import MemoryStore
from storage.port import Transaction
from storage.tables import TABLES

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Still:
    def now(self) -> datetime:
        return NOW


class CountingStore(MemoryStore):
    """Counts its commits."""

    commits = 0

    def transaction(self, at: datetime, *, careful: bool = False):  # type: ignore[no-untyped-def]
        self.commits += 1
        return super().transaction(at, careful=careful)


@pytest.fixture
def store() -> CountingStore:
    ids = count()
    return CountingStore(TABLES, new_id=lambda: f"id{next(ids)}", new_salt=lambda: "salt")


def founding(name: str) -> Callable[[Transaction], Awaitable[str]]:
    async def found(kept: Transaction) -> str:
        await kept.found(Organisation(name, name, name))
        return name

    return found


async def failing(kept: Transaction) -> str:
    await kept.found(Organisation("half", "half", "half"))
    raise LookupError("wrong")


async def exists(store: CountingStore, name: str) -> bool:
    async with store.transaction(NOW) as kept:
        try:
            return bool(await kept.organisation(name))
        except LookupError:
            return False


async def test_what_is_handed_in_together_is_committed_together_and_each_gets_its_own_answer(
    store: CountingStore,
) -> None:
    together = Gathering(store, Still())
    names = [f"acme{number}" for number in range(TOGETHER * 2)]
    assert await asyncio.gather(*(together.done(founding(name)) for name in names)) == names
    assert store.commits == 2
    assert all([await exists(store, name) for name in names])


async def test_one_that_raises_hears_of_it_and_takes_no_other_with_it(store: CountingStore) -> None:
    together = Gathering(store, Still())
    ended = await asyncio.gather(
        together.done(founding("a")), together.done(failing), together.done(founding("b")), return_exceptions=True
    )
    assert ended[0] == "a" and isinstance(ended[1], LookupError) and ended[2] == "b"
    assert [await exists(store, name) for name in ("a", "half", "b")] == [True, False, True]


async def test_nobody_is_forgotten_however_the_hand_ins_fall(store: CountingStore) -> None:
    together = Gathering(store, Still())

    async def one(number: int) -> None:
        for _ in range(number % 7):
            await asyncio.sleep(0)
        for again in range(5):
            await together.done(founding(f"{number}.{again}"))

    async with asyncio.timeout(10):
        await asyncio.gather(*(one(number) for number in range(60)))
    assert all([await exists(store, f"{number}.4") for number in range(60)])


async def test_whoever_does_not_wait_any_more_is_left_out(store: CountingStore) -> None:
    together = Gathering(store, Still())
    given_up = asyncio.create_task(together.done(founding("late")))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await together.done(founding("here")) == "here"
    assert not await exists(store, "late")
