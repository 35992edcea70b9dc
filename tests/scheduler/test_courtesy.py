"""Whoever waits for an answer goes first, and what is sent by itself still goes out."""

from __future__ import annotations

import asyncio

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from scheduler.courtesy import STEPS, Courtesy
from storage.records import To
from tests.world import ORG, PLACE, Actor, World


async def queued(world: World, ada: Actor) -> None:
    async with world.store.transaction(world.clock.at) as store:
        post = Post(To(person=ada.id, workspace=PLACE), Card("propose.left"))
        await store.queue(row_of(ORG, post, "k", world.clock.at))


async def rounds(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def test_nobody_waits_where_no_turn_is_in_hand() -> None:
    courtesy = Courtesy()
    with courtesy.turn():
        pass
    waiting = asyncio.ensure_future(courtesy.step())
    await rounds(3)
    assert waiting.done()


async def test_what_is_sent_by_itself_waits_for_the_last_turn_in_hand() -> None:
    courtesy = Courtesy()
    with courtesy.turn():
        with courtesy.turn():
            waiting = asyncio.ensure_future(courtesy.step())
            await rounds(3)
        await rounds(3)
        assert not waiting.done()
    await rounds(3)
    assert waiting.done()


async def test_few_go_on_at_a_time_in_the_order_in_which_they_came() -> None:
    courtesy, gone = Courtesy(), list[int]()

    async def one(number: int) -> None:
        await courtesy.step()
        gone.append(number)

    going = [asyncio.ensure_future(one(number)) for number in range(5 * STEPS)]
    before = 0
    while len(gone) < len(going):
        await asyncio.sleep(0)
        assert len(gone) - before <= STEPS
        before = len(gone)
    assert gone == list(range(5 * STEPS))


async def test_whoever_gives_up_waiting_holds_up_nobody() -> None:
    courtesy = Courtesy()
    with courtesy.turn():
        leaving, staying = (asyncio.ensure_future(courtesy.step()) for _ in range(2))
        await rounds(3)
        leaving.cancel()
    await asyncio.wait_for(staying, 1)
    assert leaving.cancelled()


async def test_a_message_goes_out_after_the_turn_and_also_where_turns_never_cease() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await queued(world, ada)
    with world.engine.sender.courtesy.turn():
        sending = asyncio.ensure_future(world.engine.sender.drain())
        await rounds(20)
        assert world.outbox.creates == 0
        await asyncio.wait_for(sending, 5)  # the turn is in hand all the time
    assert world.outbox.creates == 1
