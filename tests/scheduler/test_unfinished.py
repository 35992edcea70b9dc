"""A message that went out in words is edited once, so that its pictures come; nothing is sent a second time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from handlers.messenger import Address, Sent
from handlers.ui import Message
from handlers.words import Reader
from tests.world import PLACE, Outbox, World


@dataclass
class Unfinished(Outbox):
    """Whatever it sends gets something more by an edit."""

    edits: list[str] = field(default_factory=list)

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        return replace(await super().send(to, message, reader, key), unfinished=True)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> None:
        self.edits.append(sent.message)
        await super().change(sent, message, reader)


async def test_what_went_out_unfinished_is_edited_once() -> None:
    world = await World().founded()
    outbox = world.outbox = world.engine.messengers[PLACE] = Unfinished()
    ada = await world.person("Ada")
    await ada.says("help")
    await world.engine.sender.drain()
    assert outbox.creates > 0
    assert sorted(outbox.edits) == sorted(outbox.shown)
    await world.engine.sender.drain()
    assert len(outbox.edits) == outbox.creates
