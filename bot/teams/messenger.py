"""The way out: cards sent, changed and removed in Teams, by the conversations that are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.charts.links import Pictures, nowhere
from bot.teams import activities
from bot.teams.chats import Chats
from bot.teams.connector import Connector
from bot.teams.gate import Json
from bot.teams.naming import named
from bot.teams.pace import FASTEST, FIRST, SLOWEST
from handlers.messenger import Address, Limit, SendFailed, Sent
from handlers.ui import Message, Note
from handlers.words import Channel, Reader, say


@dataclass(frozen=True)
class TeamsMessenger:
    """A message for another tenant is refused, never sent here."""

    connector: Connector
    chats: Chats
    pictures: Pictures = nowhere

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        """Teams keeps no metadata with a message, so `key` stays with us."""
        self._check(to.workspace)
        chat = await self.chats.reached(to)
        shown = _with_origin(message, to) if to.only_for else message
        activity = await self._drawn(shown, reader)
        sent = await self.connector.send(chat.service_url, chat.conversation, activity)
        return Sent(to.workspace, chat.conversation, sent)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        self._check(sent.workspace)
        chat = await self.chats.of_conversation(sent.channel)
        activity = {**await self._drawn(message, reader), "id": sent.message}
        await self.connector.update(chat.service_url, sent.channel, sent.message, activity)
        return False

    async def remove(self, sent: Sent) -> None:
        self._check(sent.workspace)
        chat = await self.chats.of_conversation(sent.channel)
        await self.connector.delete(chat.service_url, sent.channel, sent.message)

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        """A bot cannot read what a conversation holds."""
        raise SendFailed("what is there cannot be read", "never")

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return None

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        """Seven a second for a conversation, and for the tenant a rate that climbs; Teams documents 50."""
        place = to.channel if isinstance(to, Sent) else to.channel or to.person
        return (
            Limit(f"teams:{self.chats.tenant}:{place}", rate=7, burst=7, slowest=0.5, fastest=7),
            Limit(f"teams:{self.chats.tenant}", rate=FIRST, burst=int(FIRST), slowest=SLOWEST, fastest=FASTEST),
        )

    async def _drawn(self, message: Message, reader: Reader) -> Json:
        return activities.message(message, named(reader, await self.chats.channels()), self.pictures)

    def _check(self, workspace: str) -> None:
        if workspace != self.chats.tenant:
            raise SendFailed("not our tenant", "never")


def _with_origin(message: Message, to: Address) -> Message:
    """Teams shows nothing to one person in a channel: it comes in the personal chat and says where from."""
    origin = Note(say("You asked this in {channel}.", channel=Channel(to.channel)))
    return replace(message, blocks=(origin, *message.blocks))
