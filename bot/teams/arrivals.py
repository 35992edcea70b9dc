"""News of the bot itself: added or removed, in a personal chat or a team. One welcome, never a message to every member."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.payload import text_at
from bot.teams.chats import Chats
from bot.teams.connector import Connector
from bot.teams.gate import Json
from bot.teams.inbound import where_of
from bot.teams.profiles import Chat as Place
from bot.teams.profiles import Profiles, Sender
from handlers.acquaintance import known
from handlers.conversation import Card, Post
from handlers.deliveries import queue
from handlers.messenger import SendFailed
from handlers.requests import Visitor
from initiatives.people import Workspace
from storage.port import Transaction
from storage.records import Chat, To, chat_id

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrivals:
    """The same news twice changes nothing: a welcome has a key of its own."""

    chats: Chats
    profiles: Profiles
    connector: Connector
    new_id: Callable[[], str]

    async def noticed(self, activity: Json) -> None:
        """What happened; the same news twice changes nothing."""
        added, removed = _bot_is(activity, "membersAdded"), _bot_is(activity, "membersRemoved")
        if text_at(activity, "type") == "installationUpdate":
            action = text_at(activity, "action")
            added, removed = action.startswith("add"), action.startswith("remove")
        if removed:
            await self._removed(activity)
        elif added:
            await self._added(activity)
        elif text_at(activity, "channelData", "eventType") in ("channelCreated", "channelRenamed", "channelDeleted"):
            await self._channels(activity, text_at(activity, "channelData", "team", "id"))

    async def _added(self, activity: Json) -> None:
        where = where_of(activity)
        if not await self._installer(activity):
            return
        team = text_at(activity, "channelData", "team", "id")
        if team:
            await self._channels(activity, team)
            to = To(workspace=self.chats.tenant, channel=_general(activity, team))
            await self._welcome(to, f"welcome.{self.chats.tenant}.{team}", await self._by(activity))
            return
        if where.kind == "channel":
            await self.chats.keep(self._chat(activity, "channel", where.channel, where.channel))
            to = To(workspace=self.chats.tenant, channel=where.channel)
            await self._welcome(to, f"welcome.{self.chats.tenant}.{where.channel}", await self._by(activity))
            return
        user = text_at(activity, "from", "aadObjectId") or text_at(activity, "from", "id")
        await self.chats.keep(self._chat(activity, "direct", user, where.channel))
        to = To(person=await self._met(activity), workspace=self.chats.tenant)
        await self._welcome(to, f"welcome.{self.chats.tenant}.{user}", Card("help.card"))

    async def _removed(self, activity: Json) -> None:
        """Nothing is sent there any more; what was stored stays."""
        where = where_of(activity)
        team = text_at(activity, "channelData", "team", "id")
        if team:
            await self.chats.drop([chat.key for chat in await self.chats.channels() if chat.team == team])
        elif where.kind == "channel":
            await self.chats.drop([where.channel])
        else:
            await self.chats.drop([text_at(activity, "from", "aadObjectId") or text_at(activity, "from", "id")])

    async def _met(self, activity: Json) -> str:
        """Our id of whoever added the bot."""
        visitor = await self._sender(activity)

        async def meet(store: Transaction) -> str:
            organisation = await store.organisation(self.chats.organisation)
            return (await known(store, organisation, self.chats.tenant, visitor, self.chats.now(), self.new_id)).id

        return await self.chats.turn(meet)

    async def _sender(self, activity: Json) -> Visitor:
        """Whoever is behind it, as the roster knows them."""
        who = text_at(activity, "from", "id")
        sender = Sender(text_at(activity, "from", "aadObjectId") or who, who, text_at(activity, "from", "name"))
        where = Place(text_at(activity, "serviceUrl"), where_of(activity).channel)
        zone, locale = text_at(activity, "localTimezone"), text_at(activity, "locale")
        return await self.profiles.somebody(where, sender, zone=zone, locale=locale)

    async def _by(self, activity: Json) -> Card:
        """The greeting of a channel, which says who has added the bot there."""
        visitor = await self._sender(activity)
        return Card("help.welcome", {"member": visitor.external, "name": visitor.name})

    async def _welcome(self, to: To, key: str, card: Card) -> None:
        now, post = self.chats.now(), Post(to, card, key=key)
        await self.chats.turn(lambda store: queue(store, self.chats.organisation, (post,), now, self.new_id))

    async def _channels(self, activity: Json, team: str) -> None:
        """The team's channels by name, so that one can be picked for the stories."""
        try:
            found = await self.connector.channels(text_at(activity, "serviceUrl"), team)
        except SendFailed as lost:
            log.warning("the channels of a team could not be read: %s", lost.why)
            found = [{"id": _general(activity, team)}]
        team_name = text_at(activity, "channelData", "team", "name")
        ids = {str(channel.get("id") or "") for channel in found}
        await self.chats.drop(
            [chat.key for chat in await self.chats.channels() if chat.team == team and chat.key not in ids]
        )
        for channel in found:
            key = str(channel.get("id") or "")
            # The first channel of every team has no name of its own: clients call it by the team's.
            name = str(channel.get("name") or team_name)
            await self.chats.keep(replace(self._chat(activity, "channel", key, key), name=name, team=team))

    async def _installer(self, activity: Json) -> bool:
        """Whoever added the bot first, remembered: they administer where the settings name nobody.

        False while the tenant is not connected: then the bot says nothing by itself.
        """
        user = text_at(activity, "from", "aadObjectId")

        async def installed(store: Transaction) -> Workspace | None:
            workspace = await store.workspace(self.chats.organisation, self.chats.tenant)
            if workspace is None:
                return None
            known = replace(
                workspace,
                installer=workspace.installer or user,
                service_url=text_at(activity, "serviceUrl") or workspace.service_url,
                active=True,
            )
            if known != workspace:
                await store.connect(known)
            return known

        connected = await self.chats.turn(installed)
        self.profiles.installer = connected.installer if connected else self.profiles.installer or user
        return connected is not None

    def _chat(self, activity: Json, kind: Any, key: str, conversation: str) -> Chat:
        tenant = self.chats.tenant
        service_url = text_at(activity, "serviceUrl")
        return Chat(chat_id(tenant, key), self.chats.organisation, tenant, kind, key, conversation, service_url)


def _general(activity: Json, team: str) -> str:
    """The team's first channel, whose id is the team's own."""
    return text_at(activity, "channelData", "channel", "id") or team


def _bot_is(activity: Json, name: str) -> bool:
    members = activity.get(name)
    me = text_at(activity, "recipient", "id")
    return isinstance(members, list) and any(isinstance(each, dict) and each.get("id") == me for each in members)
