"""Coming and going in the fake Teams: the app is added and removed, people join teams, channels come and change names."""

from __future__ import annotations

from typing import Any

from tests.fakes.teams_rules import Conversation, Json, Outcome, Team
from tests.fakes.teams_sender import Sender


class Installer(Sender):
    """Somebody who may add apps. What the bot hears of it names nobody and knows no time zone."""

    async def installs(self, *, installation_first: bool = False, **around: Any) -> Outcome:
        """Adds the app for themselves."""
        self._workspace.installed.add(self.id)
        self.chat.is_blocked = False
        return await self._arrive(self.chat, {}, installation_first, around)

    async def upgrades(self, **around: Any) -> Outcome:
        """Takes a new version of the app."""
        return await self._installation("add-upgrade", self.chat, {}, around)

    async def uninstalls(self, **around: Any) -> Outcome:
        self._workspace.installed.discard(self.id)
        return await self._installation("remove", self.chat, {}, around)

    def blocks(self) -> None:
        """Mutes the bot in its own menu: it hears nothing of it, and finds out when it writes."""
        self.chat.is_blocked = True

    async def adds_to(self, where: Team | Conversation, *, installation_first: bool = False, **around: Any) -> Outcome:
        """Adds the app to a team or a group chat."""
        place, news = self._place(where, "teamMemberAdded", has_bot=True)
        return await self._arrive(place, news, installation_first, around)

    async def removes_from(self, where: Team | Conversation, **around: Any) -> Outcome:
        place, news = self._place(where, "teamMemberRemoved", has_bot=False)
        parts = {"membersRemoved": [{"id": self._workspace.bot["id"]}], "channelData": news}
        await self._send("conversationUpdate", place, "", self._plain(parts), around)
        return await self._installation("remove", place, news, around)

    async def joins(self, team: Team, **around: Any) -> Outcome:
        team.members.append(self.id)
        added = [{"id": self.id, "aadObjectId": self.aad}]
        parts = {"membersAdded": added, "channelData": _team_news(team, "teamMemberAdded")}
        return await self._send("conversationUpdate", team.general, "", self._plain(parts), around)

    async def creates_channel(self, name: str, team: Team, **around: Any) -> Conversation:
        made = self._workspace.channel(name, team)
        parts = {"channelData": self._channel_news(made, "channelCreated")}
        await self._send("conversationUpdate", team.general, "", self._plain(parts), around)
        return made

    async def renames(self, channel: Conversation, name: str, **around: Any) -> Outcome:
        assert channel.team is not None, "only a channel has a name to change"
        channel.name = name
        parts = {"channelData": self._channel_news(channel, "channelRenamed")}
        return await self._send("conversationUpdate", channel.team.general, "", self._plain(parts), around)

    def _plain(self, parts: Json) -> Json:
        """News of the bot's own coming and going names nobody and knows no time zone."""
        sender = {"id": self.id, "aadObjectId": self.aad}
        return {"from": sender, "localTimestamp": None, "localTimezone": None, "locale": None, **parts}

    async def _installation(self, action: str, where: Conversation, news: Json, around: Json) -> Outcome:
        chosen = {**news, "settings": {"selectedChannel": {"id": where.id}}, "source": {"name": "message"}}
        chosen.pop("eventType", None)
        parts = self._plain({"action": action, "channelData": chosen, "locale": self.locale})
        return await self._send("installationUpdate", where, "", parts, around)

    async def _arrive(self, where: Conversation, news: Json, installation_first: bool, around: Json) -> Outcome:
        """The bot hears of it twice, in no certain order."""
        if installation_first:
            await self._installation("add", where, news, around)
        parts = {"membersAdded": [{"id": self._workspace.bot["id"]}], "channelData": news}
        outcome = await self._send("conversationUpdate", where, "", self._plain(parts), around)
        return outcome if installation_first else await self._installation("add", where, news, around)

    def _place(self, where: Team | Conversation, event: str, *, has_bot: bool) -> tuple[Conversation, Json]:
        if isinstance(where, Conversation) and where.team is None:
            where.has_bot = has_bot
            return where, {}
        team = where if isinstance(where, Team) else where.team
        assert team is not None
        for channel in team.channels:
            channel.has_bot = has_bot
        return team.general, _team_news(team, event)

    def _channel_news(self, channel: Conversation, event: str) -> Json:
        assert channel.team is not None
        named = {"channel": {"id": channel.id, "name": channel.name}}
        return {**_team_news(channel.team, event), **named}


def _team_news(team: Team, event: str) -> Json:
    return {"team": {"id": team.id, "name": team.name, "aadGroupId": team.group}, "eventType": event}
