"""What is counted beside the records: the same in every store, and right where many want the last place at once."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from initiatives.learning import Learnt
from initiatives.people import Organisation, Person
from initiatives.rules import RuleBroken
from initiatives.workshops import Workshop, taken
from storage.counted import places_taken, readers_of
from storage.port import Transaction
from storage.repeating import repeated
from tests.storage.company import KINDS, empty, opened
from tests.storage.notes import NOW, AnyStore

ACME = Organisation("acme", "acme", "Acme")
ON_DEMAND = Workshop("w", "acme", "Prompts", "How to ask", places=3)


async def count(store: AnyStore, tally: str) -> int:
    async with store.transaction(NOW) as kept:
        found = await kept.tally("acme", tally)
    return found.count if found is not None else 0


async def comes(person: str, store: Transaction) -> bool:
    """As the conversation does it: as many as there are places."""
    tally = await store.tally("acme", places_taken("w"))
    others = tally.count if tally is not None else 0
    try:
        place = taken(ON_DEMAND, Person(person, "acme", person), ACME, others, NOW)
    except RuleBroken:
        return False
    await asyncio.sleep(0)
    await store.keep_place(place)
    return True


@pytest.mark.parametrize("kind", KINDS)
async def test_ten_want_three_places_at_once_and_three_get_one(kind: str, tmp_path: Path) -> None:
    store = await opened(empty(kind, tmp_path))
    begins = partial(store.transaction, NOW)
    found = await asyncio.gather(*(repeated(begins, partial(comes, f"p{n}")) for n in range(10)))
    async with store.transaction(NOW) as kept:
        places = await kept.places_in("acme", "w")
    assert sorted(found) == [False] * 7 + [True] * 3
    assert len(places) == await count(store, places_taken("w")) == 3
    await store.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_tally_counts_each_record_once_and_goes_down_with_it(kind: str, tmp_path: Path) -> None:
    store = await opened(empty(kind, tmp_path))
    read = [Learnt(f"p{n}.data", "acme", f"p{n}", "data", NOW) for n in range(4)]
    for one in (*read, read[0]):
        async with store.transaction(NOW) as kept:
            await kept.keep_learnt(one)
    assert await count(store, readers_of("data")) == 4
    async with store.transaction(NOW) as kept:
        assert await kept.drop_learnt(read[0])
        assert not await kept.drop_learnt(read[0])
    assert (await count(store, readers_of("data")), await count(store, readers_of("limits"))) == (3, 0)
    await store.close()
