"""Where people and channels are reached: the conversations Teams told us of, kept in the store and made once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.teams.connector import Connector
from bot.teams.inbound import Heard, in_thread, without_thread
from handlers.messenger import Address, SendFailed
from storage.port import Store, Transaction
from storage.records import Chat, Reason, chat_id
from storage.repeating import repeated

T = TypeVar("T")

KNOWN_FOR = timedelta(seconds=10)


@dataclass
class Chats:
    """The chats of one tenant in one organisation.

    What was last kept is remembered, so that an inbound activity that tells nothing new costs no transaction.
    """

    organisation: str
    tenant: str
    bot: str
    store: Store
    connector: Connector
    now: Callable[[], datetime]
    _kept: dict[str, Chat] = field(default_factory=dict)
    _channels: list[Chat] | None = None
    _read_at: datetime | None = None

    async def turn(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        """What `body` gives, in a transaction that is done again when somebody else was quicker."""
        return await repeated(partial(self.store.transaction, self.now()), body)

    async def seen(self, heard: Heard) -> None:
        """Keep what an activity says about reaching this person or channel: the address of the service may change."""
        key = heard.user if heard.where.kind == "direct" else heard.where.channel
        known = await self._known(key)
        if heard.way == "extension" and (known is None or known.conversation != heard.where.channel):
            # A message is handed over from any chat, also from one that the bot cannot write to.
            return
        chat = Chat(
            chat_id(self.tenant, key),
            self.organisation,
            self.tenant,
            "direct" if heard.where.kind == "direct" else "channel",
            key,
            heard.where.channel,
            heard.service_url,
            name=(known.name if known else "") or heard.chat,
            team=known.team if known else "",
        )
        if self._kept.get(key) != chat:
            await self.keep(chat)

    async def keep(self, chat: Chat) -> None:
        async def keep(kept: Transaction) -> None:
            if await kept.chat(self.organisation, self.tenant, chat.key) != chat:
                await kept.keep_chat(chat)
            workspace = await kept.workspace(self.organisation, self.tenant)
            if workspace is not None and workspace.service_url != chat.service_url:
                await kept.connect(replace(workspace, service_url=chat.service_url))

        await self.turn(keep)
        self._kept[chat.key] = chat
        self._channels = None

    async def drop(self, keys: list[str]) -> None:
        async def drop(kept: Transaction) -> None:
            for key in keys:
                await kept.drop_chat(self.organisation, self.tenant, key)

        await self.turn(drop)
        for key in keys:
            self._kept.pop(key, None)
        self._channels = None

    async def channels(self) -> list[Chat]:
        """Those the bot was added to, some seconds ago at most: another process may have been told of a new one."""
        old = self._read_at is None or self.now() > self._read_at + KNOWN_FOR
        if self._channels is None or old:
            self._read_at = self.now()
            self._channels = await self.turn(lambda kept: kept.channels_of(self.organisation, self.tenant))
        return self._channels

    async def reached(self, to: Address) -> Chat:
        """The chat of an address, its conversation made if there is none yet. Raises SendFailed."""
        if to.channel and not to.only_for:
            return await self._channel(to.channel, to.thread)
        person = to.only_for or to.person
        return await self._known(person) or await self._made(person)

    async def of_conversation(self, conversation: str) -> Chat:
        """The chat a message was sent to. Raises SendFailed when the bot is in it no more."""
        channel = without_thread(conversation)
        for chat in self._kept.values():
            if chat.conversation == channel:
                return chat
        found = await self.turn(lambda kept: kept.chat_in(self.organisation, self.tenant, channel))
        if found is None:
            raise SendFailed("the bot is not in that conversation any more", "never", reason=Reason.BLOCKED)
        return found

    async def _channel(self, channel: str, thread: str) -> Chat:
        known = await self._known(channel)
        if known is None:
            known = await self.turn(lambda kept: kept.chat_in(self.organisation, self.tenant, channel))
        if known is None:
            raise SendFailed("the bot is not in that channel", "never")
        return replace(known, conversation=in_thread(channel, thread))

    async def _known(self, key: str) -> Chat | None:
        if key not in self._kept:
            found = await self.turn(lambda kept: kept.chat(self.organisation, self.tenant, key))
            if found is None:
                return None
            self._kept[key] = found
        return self._kept[key]

    async def _made(self, person: str) -> Chat:
        """A personal chat made by us, once: Teams gives the same one again, but asking costs a call."""
        workspace = await self.turn(lambda kept: kept.workspace(self.organisation, self.tenant))
        if workspace is None or not workspace.service_url:
            raise SendFailed("nobody of this tenant has added the bot yet", "never", reason=Reason.NOT_ADDED)
        address = workspace.service_url
        conversation = await self.connector.create(address, self.tenant, self.bot, person)
        chat = Chat(
            chat_id(self.tenant, person), self.organisation, self.tenant, "direct", person, conversation, address
        )
        await self.keep(chat)
        return chat


def is_group(conversation: str) -> bool:
    """Whether it is a chat of a few people rather than a team's channel, by the form of its id."""
    return conversation.endswith(("@thread.v2", "@unq.gbl.spaces"))
