"""The Bot Connector's REST API on one shared session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.teams.failures import LOST, loss, object_of, refusal
from bot.teams.gate import Json
from bot.teams.hosts import Hosts
from bot.teams.pace import Pace
from bot.teams.tokens import Tokens
from handlers.messenger import SendFailed

MOST_SECONDS = 15.0
PAGE = 200


def new_session() -> aiohttp.ClientSession:
    """The session every call shares. An idle connection is given up early: one the other side closed loses a send."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=MOST_SECONDS, connect=5),
        connector=aiohttp.TCPConnector(keepalive_timeout=10, limit=50),
    )


@dataclass(frozen=True)
class Connector:
    """Every call raises SendFailed and nothing else. A create is never repeated here: it may have arrived."""

    session: aiohttp.ClientSession
    tokens: Tokens | None
    pace: Pace
    hosts: Hosts

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        """A new message; its id."""
        answer = await self._call("POST", service_url, f"{_chat(conversation)}/activities", conversation, activity)
        return _id(answer)

    async def update(self, service_url: str, conversation: str, activity: str, changed: Json) -> None:
        path = f"{_chat(conversation)}/activities/{_part(activity)}"
        await self._call("PUT", service_url, path, conversation, changed)

    async def delete(self, service_url: str, conversation: str, activity: str) -> None:
        """A message already gone is deleted."""
        path = f"{_chat(conversation)}/activities/{_part(activity)}"
        await self._call("DELETE", service_url, path, conversation, missing_is_fine=True)

    async def create(self, service_url: str, tenant: str, bot: str, member: str) -> str:
        """The personal conversation with somebody who has the app; its id."""
        wanted = {
            "isGroup": False,
            "bot": {"id": bot},
            "members": [{"id": member}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return _id(await self._call("POST", service_url, "v3/conversations", f"new:{member}", wanted))

    async def member(self, service_url: str, conversation: str, user: str) -> Json | None:
        """Somebody of the chat; None when they are not in it."""
        path = f"{_chat(conversation)}/members/{_part(user)}"
        answer = await self._call("GET", service_url, path, f"members:{conversation}", missing_is_fine=True)
        return answer or None

    async def members(self, service_url: str, conversation: str) -> list[Json]:
        """Everybody of the chat."""
        found: list[Json] = []
        following = ""
        while True:
            page = f"pageSize={PAGE}" + (f"&continuationToken={quote(following, safe='')}" if following else "")
            path = f"{_chat(conversation)}/pagedmembers?{page}"
            answer = await self._call("GET", service_url, path, f"members:{conversation}")
            found += _objects(answer.get("members"))
            following = str(answer.get("continuationToken") or "")
            if not following:
                return found

    async def channels(self, service_url: str, team: str) -> list[Json]:
        """The channels of a team the bot was added to."""
        path = f"v3/teams/{_part(team)}/conversations"
        return _objects((await self._call("GET", service_url, path, f"members:{team}")).get("conversations"))

    async def _call(
        self,
        method: str,
        service_url: str,
        path: str,
        conversation: str,
        body: Json | None = None,
        *,
        missing_is_fine: bool = False,
    ) -> Json:
        if not self.hosts.allow(service_url):
            raise SendFailed("a service host that is not allowed", "never")
        url = _address(service_url, path)
        await self.pace.wait(conversation)
        token = await self.tokens.token() if self.tokens is not None else ""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        content = orjson.dumps(body) if body is not None else None
        try:
            async with self.session.request(
                method, url, data=content, headers=headers, allow_redirects=False
            ) as answer:
                text = await answer.read()
                if answer.status < 300:
                    return object_of(text)
                if answer.status == 404 and missing_is_fine:
                    return {}
                if answer.status == 401 and self.tokens is not None:
                    self.tokens.forget(token)
                failed = refusal(answer.status, text, answer.headers.get("Retry-After", ""), create=method == "POST")
                if answer.status == 429:
                    self.pace.refused(conversation, failed.retry_after or 1.0)
                raise failed
        except LOST as error:
            raise loss(error, create=method == "POST") from error


def _chat(conversation: str) -> str:
    return f"v3/conversations/{_part(conversation)}"


def _part(id_: str) -> str:
    """An id as one part of a path: nothing in it leads anywhere else."""
    if not id_.strip("."):
        raise SendFailed("no id to call", "never")
    return quote(id_, safe="")


def _address(service_url: str, path: str) -> URL:
    """`path` goes as it was quoted: aiohttp would undo some of it."""
    try:
        return URL(f"{str(URL(service_url)).rstrip('/')}/{path}", encoded=True)
    except ValueError:
        raise SendFailed("no address", "never") from None


def _id(answer: Json) -> str:
    found = answer.get("id")
    if not isinstance(found, str) or not found:
        raise SendFailed("no id in the answer", "unconfirmed")
    return found


def _objects(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
