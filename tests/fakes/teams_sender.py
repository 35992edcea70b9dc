"""How activities travel from a client in the fake Teams: the envelope, and the shapes that Teams documents inside it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.bot.teams.seen import words
from tests.fakes.teams_keys import GOOD
from tests.fakes.teams_rules import THREAD, Conversation, Json, Message, Outcome, card_of

if TYPE_CHECKING:
    from tests.fakes.teams_cloud import FakeTeams


class Sender:
    """Somebody with a client; `platform` is what it runs on."""

    def __init__(self, teams: FakeTeams, profile: Json, zone: str, locale: str) -> None:
        self._teams, self._workspace = teams, teams.workspace
        self.id, self.name = str(profile["id"]), str(profile["name"])
        self.aad, self.tenant = str(profile["aadObjectId"]), str(profile["tenantId"])
        self.zone, self.locale, self.platform = zone, locale, "Windows"

    @property
    def chat(self) -> Conversation:
        """Their personal chat with the bot."""
        return self._workspace.personal(self.id)

    async def sends(self, kind: str, where: Conversation | None = None, **parts: Any) -> Outcome:
        """Any other activity, with the envelope of this person's client."""
        return await self._send(kind, where or self.chat, "", parts, {})

    async def _send(self, kind: str, where: Conversation, thread: str, parts: Json, around: Json) -> Outcome:
        """`around` replaces parts of the activity and leaves out those `without`; `token` is the kind it travels under."""
        changed = dict(around)
        token, without = str(changed.pop("token", GOOD)), changed.pop("without", ())
        activity = {"type": kind, **self._envelope(where, thread), **parts}
        activity["entities"] = [*parts.get("entities", []), self._client_info()]
        activity["channelData"] = {**self._channel_data(where), **parts.get("channelData", {})}
        said = {name: value for name, value in activity.items() if value is not None} | changed
        return await self._teams.deliver({name: said[name] for name in said if name not in without}, token)

    def _envelope(self, where: Conversation, thread: str) -> Json:
        now = datetime.fromtimestamp(self._workspace.now(), UTC)
        local = now.astimezone(ZoneInfo(self.zone)).isoformat(timespec="milliseconds")
        return {
            "id": f"f:{self._workspace.new_id()}",
            "timestamp": self._teams.timestamp(),
            "localTimestamp": local,
            "localTimezone": self.zone,
            "serviceUrl": self._teams.service_url,
            "channelId": "msteams",
            "from": {"id": self.id, "name": self.name, "aadObjectId": self.aad},
            "conversation": self._conversation(where, thread),
            "recipient": dict(self._workspace.bot),
            "locale": self.locale,
        }

    def _conversation(self, where: Conversation, thread: str) -> Json:
        name = f"{where.id}{THREAD}{thread}" if where.kind == "channel" and thread else where.id
        told: Json = {"conversationType": where.kind, "tenantId": self.tenant, "id": name}
        if where.kind != "personal":
            told |= {"isGroup": True} | ({"name": where.name} if where.name else {})
        return told

    def _client_info(self) -> Json:
        country = self.locale.partition("-")[2] or "US"
        place = {"locale": self.locale, "country": country, "platform": self.platform, "timezone": self.zone}
        return {"type": "clientInfo", **place}

    def _channel_data(self, where: Conversation) -> Json:
        tenant = {"tenant": {"id": self.tenant}}
        if where.team is None:
            return tenant
        ids = {"teamsChannelId": where.id, "teamsTeamId": where.team.id}
        return {**ids, "channel": {"id": where.id}, "team": {"id": where.team.id}, **tenant}


def from_card(parts: Json) -> Json:
    """What a click on a card, a dialog or a message action has in common."""
    return {"channelData": {"source": {"name": "message"}}, **parts}


def payload(by: Sender, people: Mapping[str, Json], where: Conversation, message: Message) -> Json:
    """A message as a message action hands it over."""
    author = people.get(message.by, {"aadObjectId": message.by, "name": "Quickwin"})
    user = {"userIdentityType": "aadUser", "id": author["aadObjectId"], "displayName": author["name"]}
    written = datetime.fromtimestamp(message.at, UTC).isoformat(timespec="milliseconds")
    card = card_of(message.activity)
    text = message.activity.get("text") or (words(card) if card else "")
    marked = text if message.activity.get("textFormat") == "xhtml" else html.escape(text, quote=False)
    return {
        "id": message.id,
        "replyToId": None,
        "createdDateTime": written,
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": by.locale.lower(),
        "linkToMessage": f"https://teams.microsoft.com/l/message/{where.id}/{message.id}",
        "from": {"device": None, "conversation": None, "user": user, "application": None},
        "body": {"contentType": "html", "content": f"<div><div>{marked}</div></div>"},
        "attachmentLayout": None,
        "attachments": [],
        "mentions": [],
        "reactions": [],
    }


def with_names(text: str, people: Sequence[Sender]) -> str:
    for person in people:
        text = text.replace(f"@{person.name}", f"<at>{person.name}</at>")
    return text


def as_html(text: str) -> list[Json]:
    """What is formatted or mentions somebody comes a second time, as the client has it."""
    if "<at>" not in text:
        return []
    marked = html.escape(text.rstrip("\n"), quote=False).replace("&lt;at&gt;", "<at>").replace("&lt;/at&gt;", "</at>")
    return [{"contentType": "text/html", "content": f"<div><div>{marked}</div></div>"}]
