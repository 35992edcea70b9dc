"""A platform's limits: bursts, a rate that climbs, a pause when it asks for one, and one budget for all processes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import deliveries
from handlers.conversation import Card, Post
from handlers.messenger import Limit, SendFailed
from scheduler import pacing
from scheduler.delivery import Sender
from storage.records import To
from tests.world import ORG, PLACE, Actor, Clock, World

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
CHAT = Limit("chat", rate=1, burst=3, slowest=0.25, fastest=1)
TENANT = Limit("tenant", rate=25, burst=25, slowest=5, fastest=45)


def seconds_for(limit: Limit, calls: int) -> float:
    """Simulated seconds until that many calls were made, each as early as it may."""
    at, budget = NOW, pacing.fresh(limit, ORG, NOW)
    for _ in range(calls):
        at += pacing.wait(limit, budget, at)
        budget = pacing.spent(limit, budget, at)
    return (at - NOW).total_seconds()


@pytest.mark.parametrize(("calls", "seconds"), [(1, 0), (3, 0), (4, 1), (10, 7)])
def test_a_burst_goes_at_once_and_then_it_is_the_rate(calls: int, seconds: float) -> None:
    assert seconds_for(CHAT, calls) == seconds


def test_the_rate_climbs_while_nothing_is_refused_and_no_further_than_its_fastest() -> None:
    assert seconds_for(TENANT, 25 + 250) == pytest.approx(10, rel=0.05)
    slow, fast = seconds_for(TENANT, 12_000), seconds_for(TENANT, 12_000 + 450)
    assert fast - slow == pytest.approx(10, rel=0.01)


def test_a_refusal_pauses_and_halves_and_never_goes_below_the_slowest() -> None:
    budget = pacing.fresh(TENANT, ORG, NOW)
    for _ in range(9):
        budget = pacing.refused(TENANT, budget, NOW, 4)
    assert pacing.wait(TENANT, budget, NOW) == timedelta(seconds=4)
    assert budget.rate == 12.5, "what was refused together slows it once"
    later = NOW
    for _ in range(2):
        later += pacing.AHEAD
        budget = pacing.refused(TENANT, budget, later, 4)
    assert budget.rate == 5
    assert pacing.spent(TENANT, budget, later + timedelta(seconds=11)).rate == 6


def test_after_a_pause_there_is_no_burst_and_a_longer_pause_is_not_made_shorter() -> None:
    budget = pacing.refused(TENANT, pacing.fresh(TENANT, ORG, NOW), NOW, 8)
    budget = pacing.refused(TENANT, budget, NOW, 1)
    waits = []
    for _ in range(3):
        room, budget = pacing.taken(TENANT, budget, NOW)
        waits.append((room.at - NOW).total_seconds())
    assert waits == pytest.approx([8, 8 + 1 / 12.5, 8 + 2 / 12.5])


def test_a_rate_that_was_refused_is_not_tried_again_for_an_hour() -> None:
    budget = pacing.refused(TENANT, replace(pacing.fresh(TENANT, ORG, NOW), rate=31), NOW, 0)
    at, rates = NOW, []
    while at < NOW + pacing.CEILING_FOR + timedelta(seconds=20):
        at += timedelta(seconds=10)
        budget = pacing.spent(TENANT, budget, at)
        rates.append((at - NOW, budget.rate))
    assert max(rate for passed, rate in rates if passed < pacing.CEILING_FOR) == 30
    assert rates[-1][1] > 30


def test_a_moment_is_kept_a_little_ahead_only_and_whoever_is_further_asks_again_in_turn() -> None:
    budget, rooms = pacing.fresh(CHAT, ORG, NOW), []
    for _ in range(20):
        room, budget = pacing.taken(CHAT, budget, NOW)
        rooms.append(room)
    assert [room.kept for room in rooms] == [True] * 13 + [False] * 7
    assert [(room.at - NOW).total_seconds() for room in rooms] == [0, 0, *range(18)]


def to(actor: Actor, key: str) -> Post:
    return Post(To(person=actor.id, workspace=PLACE), Card("propose.left"), key=key)


async def queue(world: World, *posts: Post) -> None:
    async with world.store.transaction(world.clock.at) as store:
        await deliveries.queue(store, ORG, posts, world.clock.at, world.new_id)


async def test_what_has_no_room_waits_for_its_moment_and_other_places_do_not() -> None:
    world = await World().founded()
    ada, bob = await world.person("Ada"), await world.person("Bob")
    world.outbox.slow = [CHAT]
    await queue(world, *(to(ada, f"ada {number}") for number in range(5)), to(bob, "bob"))
    await world.engine.sender.drain()
    assert (len(ada.reads), len(bob.reads)) == (3, 1)
    assert await world.engine.sender.idle() == 1
    world.clock.at += timedelta(seconds=1)
    await world.engine.sender.drain()
    assert len(ada.reads) == 4
    world.clock.at += timedelta(seconds=1)
    await world.engine.sender.drain()
    assert len(ada.reads) == 5


async def test_two_senders_over_one_store_keep_one_limit_together() -> None:
    world = await World().founded()
    people = [await world.person(f"Person {number}") for number in range(12)]
    world.outbox.whole = [Limit("workspace", rate=1, burst=4, slowest=0.25, fastest=1)]
    await queue(world, *(to(person, f"to {person.id}") for person in people))
    engine = world.engine
    other = Sender(world.store, engine.builder, engine.messengers, world.clock)
    for second in range(9):
        await asyncio.gather(engine.sender.drain(), other.drain())
        assert world.outbox.creates == 4 + second
        world.clock.at += timedelta(seconds=1)


async def test_a_wait_a_platform_asks_for_holds_up_that_place_only() -> None:
    world = await World().founded()
    ada, bob = await world.person("Ada"), await world.person("Bob")
    world.outbox.slow = [CHAT]
    world.outbox.trouble = [SendFailed("ratelimited", "later", 20)]
    await queue(world, to(ada, "first"))
    await world.engine.sender.drain()
    await queue(world, to(ada, "second"), to(bob, "third"))
    await world.engine.sender.drain()
    assert (len(ada.reads), len(bob.reads)) == (0, 1)
    world.clock.at += timedelta(seconds=19)
    await world.engine.sender.drain()
    assert len(ada.reads) == 0
    world.clock.at += timedelta(seconds=5)
    await world.engine.sender.drain()
    assert len(ada.reads) == 2


async def test_budgets_nobody_spends_from_are_forgotten() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    world.outbox.slow = [CHAT]
    await queue(world, to(ada, "one"))
    await world.engine.sender.drain()
    async with world.store.transaction(world.clock.at) as store:
        assert await store.budget(ORG, "chat:D-U-ada") is not None
    await world.later(hours=1)
    async with world.store.transaction(world.clock.at) as store:
        assert await store.budget(ORG, "chat:D-U-ada") is None


async def test_what_waits_for_its_moment_is_not_asked_about_again() -> None:
    world = await World().founded()
    people = [await world.person(f"Person {number}") for number in range(40)]
    world.outbox.whole = [Limit("workspace", rate=1, burst=4, slowest=0.25, fastest=1)]
    await queue(world, *(to(person, f"to {person.id}") for person in people))
    begun = 0
    transaction = world.store.transaction

    def counted(*given: object, **named: object) -> object:
        nonlocal begun
        begun += 1
        return transaction(*given, **named)  # type: ignore[arg-type]

    world.store.transaction = counted  # type: ignore[method-assign,assignment]
    for _ in range(40):
        await world.engine.sender.drain()
        world.clock.at += timedelta(seconds=1)
    assert world.outbox.creates == 40
    assert begun < 40 * 8


async def test_many_calls_share_a_wide_limit_in_portions_and_keep_it() -> None:
    world = await World().founded()
    people = [await world.person(f"Person {number}") for number in range(80)]
    world.outbox.whole = [Limit("workspace", rate=10, burst=30, slowest=1, fastest=10)]
    await queue(world, *(to(person, f"to {person.id}") for person in people))
    other = Sender(world.store, world.engine.builder, world.engine.messengers, world.clock)
    for second in range(6):
        await asyncio.gather(world.engine.sender.drain(), other.drain())
        assert world.outbox.creates <= 30 + 10 * second
        world.clock.at += timedelta(seconds=1)
    await asyncio.gather(world.engine.sender.drain(), other.drain())
    assert world.outbox.creates == 80


class Running(Clock):
    """A clock that goes on while it is looked at, as a real one does."""

    def now(self) -> datetime:
        self.at += timedelta(microseconds=7)
        return self.at


async def test_while_there_is_room_nothing_waits_though_the_clock_goes_on() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    world.outbox.slow = [CHAT]
    await queue(world, to(ada, "one"))
    sender = Sender(world.store, world.engine.builder, world.engine.messengers, Running(world.clock.at))
    assert await sender.drain() == 1
    assert len(ada.reads) == 1


async def test_after_a_429_no_process_calls_there_until_the_wait_is_over_though_moments_were_given() -> None:
    world = await World().founded()
    ada, bob = await world.person("Ada"), await world.person("Bob")
    world.outbox.slow = [CHAT]
    engine = world.engine
    senders = [engine.sender, *(Sender(world.store, engine.builder, engine.messengers, world.clock) for _ in range(2))]
    await queue(world, *(to(ada, f"ada {number}") for number in range(9)))
    await asyncio.gather(*(sender.drain() for sender in senders))
    assert len(ada.reads) == 3
    world.outbox.trouble = [SendFailed("ratelimited", "later", 30)]
    for _ in range(30):
        world.clock.at += timedelta(seconds=1)
        await asyncio.gather(*(sender.drain() for sender in senders))
    assert (len(ada.reads), world.outbox.trouble) == (3, [])
    await queue(world, to(bob, "bob"))
    await engine.sender.drain()
    assert (len(ada.reads), len(bob.reads)) == (3, 1)
    for second in range(1, 40):
        world.clock.at += timedelta(seconds=1)
        await asyncio.gather(*(sender.drain() for sender in senders))
        assert len(ada.reads) <= 3 + 1 + second
    assert len(ada.reads) == 9


async def test_a_wide_limit_that_is_refused_holds_back_the_moments_other_processes_have_in_hand() -> None:
    world = await World().founded()
    people = [await world.person(f"Person {number}") for number in range(60)]
    world.outbox.whole = [Limit("workspace", rate=2, burst=20, slowest=1, fastest=2)]
    engine = world.engine
    senders = [engine.sender, *(Sender(world.store, engine.builder, engine.messengers, world.clock) for _ in range(2))]
    await queue(world, *(to(person, f"to {person.id}") for person in people))
    await asyncio.gather(*(sender.drain() for sender in senders))
    made = world.outbox.creates
    assert made <= 20
    world.outbox.trouble = [SendFailed("ratelimited", "later", 30)]
    await queue(world, to(people[0], "refused"))
    while world.outbox.trouble:
        made = world.outbox.creates
        world.clock.at += timedelta(seconds=0.5)
        await engine.sender.drain()
    for _ in range(29):
        world.clock.at += timedelta(seconds=1)
        await asyncio.gather(*(sender.drain() for sender in senders))
    assert world.outbox.creates - made <= 1, "what was under way at the same time"
    for _ in range(60):
        world.clock.at += timedelta(seconds=1)
        await asyncio.gather(*(sender.drain() for sender in senders))
    assert world.outbox.creates == 61
