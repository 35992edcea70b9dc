"""Whoever waits for an answer goes first, and what is sent by itself still goes out."""

from __future__ import annotations

import asyncio

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from scheduler.courtesy import Courtesy
from storage.records import To
from tests.world import ORG, PLACE, Actor, World


async def queued(world: World, ada: Actor) -> None:
    async with world.store.transaction(world.clock.at) as store:
        post = Post(To(person=ada.id, workspace=PLACE), Card("propose.left"))
        await store.queue(row_of(ORG, post, "k", world.clock.at))


async def test_nobody_waits_where_no_turn_is_in_hand() -> None:
    courtesy = Courtesy()
    with courtesy.turn():
        pass
    waiting = asyncio.ensure_future(courtesy.after_turns())
    await asyncio.sleep(0)
    assert waiting.done()


async def test_what_is_sent_by_itself_waits_for_the_last_turn_in_hand() -> None:
    courtesy = Courtesy()
    with courtesy.turn():
        with courtesy.turn():
            waiting = asyncio.ensure_future(courtesy.after_turns())
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 1)


async def test_a_message_goes_out_after_the_turn_and_also_where_turns_never_cease() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await queued(world, ada)
    with world.engine.sender.courtesy.turn():
        sending = asyncio.ensure_future(world.engine.sender.drain())
        for _ in range(20):
            await asyncio.sleep(0)
        assert world.outbox.creates == 0
        await asyncio.wait_for(sending, 5)  # the turn is in hand all the time
    assert world.outbox.creates == 1
