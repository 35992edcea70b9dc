"""A message that went out in words is edited until its pictures are there; nothing is sent a second time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from handlers.messenger import Address, Sent
from handlers.ui import Message
from handlers.words import Reader
from scheduler.outcomes import PICTURES_AFTER
from tests.world import PLACE, Outbox, World


@dataclass
class Unfinished(Outbox):
    """Whatever it sends is unfinished, also after so many looks at whether its pictures are there."""

    looks: int = 0
    edits: list[Sent] = field(default_factory=list)

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        return replace(await super().send(to, message, reader, key), unfinished=True)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        self.edits.append(sent)
        await super().change(sent, message, reader)
        return len(self.edits) <= self.looks


async def told(looks: int) -> tuple[World, Unfinished]:
    """Ada was told something, once."""
    world = await World().founded()
    outbox = world.outbox = world.engine.messengers[PLACE] = Unfinished(looks=looks)
    ada = await world.person("Ada")
    await ada.says("help")
    await world.engine.sender.drain()
    assert outbox.creates == 1
    return world, outbox


async def soon(world: World) -> None:
    world.clock.at += PICTURES_AFTER
    await world.engine.sender.drain()


@pytest.mark.parametrize("looks", [0, 2])
async def test_what_went_out_unfinished_is_looked_after_until_it_is_finished(looks: int) -> None:
    world, outbox = await told(looks)
    assert outbox.edits == []
    for _ in range(5):
        await soon(world)
    assert [sent.message for sent in outbox.edits] == list(outbox.shown) * (1 + looks)
    assert all(sent.unfinished for sent in outbox.edits)
    assert outbox.creates == 1


async def test_pictures_hold_up_no_change_and_a_change_is_no_mere_picture() -> None:
    world, outbox = await told(looks=9)
    async with world.store.transaction(world.clock.at) as store:
        [row] = list(await store.deliveries_due(world.clock.at + timedelta(hours=1), 9))
        await store.change_delivery(replace(row, revision=row.revision + 1, due_at=world.clock.at))
    await world.engine.sender.drain()
    await soon(world)
    assert [sent.unfinished for sent in outbox.edits] == [False, True]
