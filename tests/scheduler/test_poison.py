"""One message, one card, one record that cannot be dealt with holds up no other, whoever's it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.conversation import Card, Post
from handlers.nudges import look
from initiatives.calendar import next_digest
from initiatives.people import Organisation, Person, Workspace
from scheduler.heartbeat import Heartbeat
from scheduler.jobs import BATCH, JOBS, NUDGES, Job
from scheduler.taking import LEFT_FOR
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To
from storage.rows import StorageFailed
from tests.made import running
from tests.scheduler.test_delivery import company, queue, row, to
from tests.world import ORG, PLACE, Actor, World


async def owners(world: World, names: str) -> list[Actor]:
    people = [await world.person(name) for name in names.split()]
    for number, person in enumerate(people):
        await running(world, person, number)
    async with world.store.transaction(world.clock.at) as store:
        for each in people:
            found = await store.person(ORG, each.id)
            assert found is not None
            await store.keep_person(replace(found, nudge_at=world.clock.at))
    return people


def poisoned(world: World, *ids: str) -> list[str]:
    """The heartbeat cannot take those people; who was tried."""
    tried = list[str]()

    async def one(store: Transaction, person: Person, now: datetime) -> None:
        tried.append(person.id)
        if person.id in ids:
            raise ValueError("a record nobody expected")
        await look(store, person, now)

    engine = world.engine
    jobs = (Job("nudges", Transaction.nudges_due, one), *JOBS[1:])
    beating = Heartbeat(world.store, engine.sender, world.clock, jobs)
    object.__setattr__(engine, "heartbeat", beating)
    return tried


async def test_somebody_whose_nudge_cannot_be_made_holds_up_nobody_else() -> None:
    world = await World().founded()
    ada, bob, eve = await owners(world, "Ada Bob Eve")
    poisoned(world, ada.id)
    await world.engine.heartbeat.settle()
    assert [len(person.reads) for person in (ada, bob, eve)] == [0, 1, 1]


async def test_whoever_could_not_be_taken_is_left_for_an_hour_and_then_tried_again() -> None:
    world = await World().founded()
    ada, _bob = await owners(world, "Ada Bob")
    tried = poisoned(world, ada.id)
    await world.engine.heartbeat.tick()
    tried.clear()
    for _ in range(5):
        world.clock.at += timedelta(minutes=10)
        await world.engine.heartbeat.tick()
    assert tried == []
    world.clock.at += LEFT_FOR
    await world.engine.heartbeat.tick()
    assert ada.id in tried
    poisoned(world)
    await world.engine.heartbeat.settle()
    assert len(ada.reads) == 1


async def test_more_of_them_than_one_transaction_takes_hold_up_nobody() -> None:
    world = await World().founded()
    *bad, good = await owners(world, " ".join(f"P{number}" for number in range(BATCH + 2)))
    poisoned(world, *(each.id for each in bad))
    await world.engine.heartbeat.settle()
    assert len(good.reads) == 1


async def test_another_organisation_gets_its_digest_though_the_first_ones_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    async with world.store.transaction(world.clock.at) as store:
        other = Organisation(
            "other", "other", "Other", digest_at=next_digest(await store.organisation(ORG), world.clock.at)
        )
        await store.found(other)
        await store.connect(Workspace("W2", "other", "sandbox", "Other"))
        acme = await store.organisation(ORG)
    await running(world, ada, 1)
    assert acme.digest_at is not None

    async def cannot(*_: object) -> None:
        raise LookupError("stories")

    monkeypatch.setattr("handlers.digests.period_due", cannot)
    world.clock.at = acme.digest_at + timedelta(minutes=1)
    await world.engine.heartbeat.tick()
    async with world.store.transaction(world.clock.at) as store:
        assert (await store.organisation(ORG)).digest_at == acme.digest_at
        after = (await store.organisation("other")).digest_at
    assert after is not None and after > world.clock.at


async def test_a_store_that_fails_is_no_fault_of_what_is_due() -> None:
    world = await World().founded()
    ada, bob = await owners(world, "Ada Bob")
    tried = poisoned(world)

    async def away(*_: object) -> list[Person]:
        raise StorageFailed("away")

    jobs = world.engine.heartbeat._jobs
    world.engine.heartbeat._jobs = (replace(NUDGES, due=away), *jobs[1:])
    await world.engine.heartbeat.tick()
    assert tried == []
    world.engine.heartbeat._jobs = jobs
    await world.engine.heartbeat.settle()
    assert (len(ada.reads), len(bob.reads)) == (1, 1)


async def test_a_message_whose_failure_cannot_be_kept_either_is_left_alone_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, ada = await company()
    bob = await world.person("Bob")
    keep = Transaction.change_delivery
    tried = list[str]()

    async def cannot(store: Transaction, delivery: Delivery) -> None:
        if delivery.id == "bad":
            tried.append(delivery.id)
            raise TypeError("a record nobody expected")
        await keep(store, delivery)

    monkeypatch.setattr(Transaction, "change_delivery", cannot)
    await queue(world, to(ada, "bad"), to(ada, "good"), to(bob, "other"))
    await world.engine.sender.drain()
    assert (len(ada.reads), len(bob.reads)) == (1, 1)
    first = len(tried)
    await world.engine.sender.drain()
    assert len(tried) == first
    assert await world.engine.sender.idle() >= 1, "nothing runs in circles"
    monkeypatch.undo()
    await world.later(hours=2)
    assert (await row(world, "bad")).state is DeliveryState.SENT


async def test_a_card_that_raises_ends_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    world, ada = await company()
    unknown = Post(To(person=ada.id, workspace=PLACE), Card("no.such_card"), key="bad")
    await queue(world, unknown, to(ada, "good"))
    await world.engine.sender.drain()
    ended = await row(world, "bad")
    assert (ended.state, ended.said) == (DeliveryState.FAILED, "could not be built: KeyError")
    assert len(ada.reads) == 1
