"""Two processes over one PostgreSQL: people are asked once, and of two who decide at once the second is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from initiatives.initiative import Stage
from storage.audit import ENTRIES, HEAD, HEADS, verify_chain
from storage.database import Database
from storage.records import DeliveryState
from storage.sql import SqlStore
from storage.tables import DELIVERIES, TABLES
from tests.databases import server
from tests.handlers.started import proposed
from tests.made import running
from tests.stores import made_postgres
from tests.world import ORG, PLACE, Actor, World

Two = tuple[World, World]


class Process(World):
    """One of several; its ids are its own."""

    def __init__(self, store: SqlStore, name: str) -> None:
        self._name, self._own = name, count(1)
        super().__init__(store)

    def new_id(self) -> str:
        return f"{self._name}{next(self._own)}"


@pytest.fixture
async def two() -> AsyncIterator[Two]:
    """The same company twice: one database, one platform, two processes."""
    address = server().database(made_postgres())
    ids = count(1)
    stores = [
        SqlStore(Database(address), TABLES, new_id=lambda: f"e{next(ids)}", new_salt=lambda: "salt") for _ in range(2)
    ]
    first, second = Process(stores[0], "a"), Process(stores[1], "b")
    second.outbox = first.outbox
    second.engine.messengers[PLACE] = first.outbox
    second.clock.at = first.clock.at
    await first.founded()
    yield first, second
    for store in stores:
        await store.close()


def there(actor: Actor, world: World) -> Actor:
    """The same person, whom another process answers."""
    return replace(actor, world=world)


async def test_of_two_who_approve_at_once_one_does_and_the_other_is_told(two: Two) -> None:
    here, other = two
    ada = await here.person("Ada")
    grace, linus = await here.person("Grace", admin=True), there(await here.person("Linus", admin=True), other)
    await proposed(here, ada)
    await grace.press("Approve as a trial")
    await linus.press("Approve as a trial")
    await asyncio.gather(grace.fill(weeks="6"), linus.fill(weeks="9"))
    async with here.store.transaction(here.clock.at) as kept:
        (found,) = await kept.portfolio(ORG)
    assert found.stage is Stage.TRIAL and found.trial is not None
    assert len(found.decisions) == 1
    weeks, (loser, typed) = (6, (linus, "9")) if found.sponsor == grace.id else (9, (grace, "6"))
    assert found.trial.weeks == weeks
    assert "decided already" in loser.errors[""]
    assert loser.form.answers["weeks"] == typed


async def test_the_same_event_given_to_two_processes_is_answered_once(two: Two) -> None:
    here, other = two
    ada = await here.person("Ada")
    sentence = "Every week 3 hours go into retyping invoices"
    await asyncio.gather(ada.says(sentence, key="Ev1"), there(ada, other).says(sentence, key="Ev1"))
    await here.later(minutes=3)
    assert len(ada.reads) == 1


async def test_two_heartbeats_ask_everybody_once(two: Two) -> None:
    here, other = two
    people = [await here.person(f"P{number}") for number in range(40)]
    for number, person in enumerate(people):
        await running(here, person, number)
    async with here.store.transaction(here.clock.at) as kept:
        for each in await kept.people(ORG):
            await kept.keep_person(replace(each, nudge_at=here.clock.at))
    here.clock.at = other.clock.at = here.clock.at + timedelta(minutes=1)
    await asyncio.gather(here.engine.heartbeat.settle(), other.engine.heartbeat.settle())
    while await here.engine.sender.drain() + await other.engine.sender.drain():
        pass
    assert [len(person.reads) for person in people] == [1] * 40
    assert here.outbox.creates == 40
    assert isinstance(here.store, SqlStore)
    async with here.store.rows(here.clock.at) as rows:
        assert {row.state for row in await rows.all(DELIVERIES, ORG)} == {DeliveryState.SENT}
        verify_chain(await rows.all(ENTRIES, ORG), await rows.get(HEADS, ORG, HEAD))


async def test_a_message_that_another_process_is_sending_is_left_to_it(two: Two) -> None:
    here, other = two
    ada = await here.person("Ada")
    begun, go_on = asyncio.Event(), asyncio.Event()
    send = here.outbox.send

    async def slowly(*arguments: object) -> object:
        begun.set()
        await go_on.wait()
        return await send(*arguments)  # type: ignore[arg-type]

    here.outbox.send = slowly  # type: ignore[method-assign,assignment]
    sending = asyncio.create_task(ada.says("Every week 3 hours go into retyping invoices"))
    await begun.wait()
    assert await other.engine.sender.drain() == 0
    assert isinstance(other.store, SqlStore)
    async with other.store.rows(other.clock.at) as rows:
        (row,) = await rows.all(DELIVERIES, ORG)
    await other.engine.sender._one(ORG, row.id)  # as if it had been on its list already
    async with other.store.rows(other.clock.at) as rows:
        assert [(kept.state, kept.attempts) for kept in await rows.all(DELIVERIES, ORG)] == [(DeliveryState.SENDING, 1)]
    go_on.set()
    await sending
    assert here.outbox.creates == 1
