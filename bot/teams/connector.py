"""The Bot Connector's REST API on one shared session: what it answers, and what that means for trying again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.teams.gate import Json
from bot.teams.hosts import Hosts
from bot.teams.pace import Pace
from bot.teams.tokens import Tokens
from handlers.messenger import SendFailed

MOST_SECONDS = 15.0
PAGE = 200
# No connection was made, so nothing was sent. Asked before the others: these are kinds of them.
_REFUSED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_LOST = (aiohttp.ClientError, TimeoutError, OSError)
_AGAIN = (412, 429)


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
                    return _object(text)
                if answer.status == 404 and missing_is_fine:
                    return {}
                if answer.status == 401 and self.tokens is not None:
                    self.tokens.forget(token)
                raise self._failure(answer, text, conversation, create=method == "POST")
        except _REFUSED as error:
            raise SendFailed(type(error).__name__, "later") from error
        except _LOST as error:
            raise SendFailed(type(error).__name__, "unconfirmed" if method == "POST" else "later") from error

    def _failure(self, answer: aiohttp.ClientResponse, text: bytes, conversation: str, *, create: bool) -> SendFailed:
        why = _code(text) or f"status {answer.status}"
        if answer.status in _AGAIN:
            seconds = _seconds(answer.headers.get("Retry-After", ""))
            if answer.status == 429:
                self.pace.refused(conversation, seconds or 1.0)
            return SendFailed(why, "later", seconds)
        if answer.status == 401:
            return SendFailed(why, "later")
        if answer.status >= 500 or answer.status == 408:
            return SendFailed(why, "unconfirmed" if create else "later")
        return SendFailed(why, "never")


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


def _object(text: bytes) -> Json:
    try:
        found = orjson.loads(text) if text.strip() else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {"conversations": found, "members": found}


def _objects(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _code(text: bytes) -> str:
    """The connector's own words for it, which name nobody: never its sentence, which may.

    They stand in `error.code`, or in JSON that stands as a text in `message`.
    """
    answer = _object(text)
    error = answer.get("error")
    found = [error.get("code")] if isinstance(error, dict) else []
    message = answer.get("message")
    if isinstance(message, str) and message.lstrip().startswith("{"):
        inner = _object(message.encode())
        found += [inner.get("subCode") or inner.get("errorCode")]
    return " ".join(part for part in found if isinstance(part, str) and part.isidentifier())[:80]


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.replace(".", "", 1).isdigit() else None
