"""What one process keeps of a tenant's chats, another one learns."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from bot.teams.chats import KNOWN_FOR, Chats
from bot.teams.connector import Connector
from storage.records import Chat
from tests.world import ORG, PLACE, Clock, World

CHANNEL = Chat(
    "W1:19:wins", ORG, PLACE, "channel", "19:wins", "19:wins", "https://smba.example/", name="wins", team="t"
)


def process(world: World, clock: Clock) -> Chats:
    return Chats(ORG, PLACE, "28:bot", world.store, cast("Connector", None), clock.now)


async def test_a_channel_another_process_was_told_of_is_known_soon() -> None:
    world, clock = await World().founded(), Clock()
    here, other = process(world, clock), process(world, clock)
    assert await other.channels() == []
    await here.keep(CHANNEL)
    assert await here.channels() == [CHANNEL]
    clock.at += KNOWN_FOR + timedelta(seconds=1)
    assert await other.channels() == [CHANNEL]


async def test_a_channel_left_through_one_process_and_joined_again_through_another_is_kept() -> None:
    world, clock = await World().founded(), Clock()
    here, other = process(world, clock), process(world, clock)
    await here.keep(CHANNEL)
    await other.drop([CHANNEL.key])
    await here.keep(CHANNEL)
    assert await process(world, clock).channels() == [CHANNEL]
