"""The way in: botbuilder's CloudAdapter behind one route, with every failure answered as what it is.

`routes` is the whole contract another adapter would have to keep: a verified activity goes to `receive` as plain JSON, and
what that answers goes back.
"""

from __future__ import annotations

import logging
import secrets

import orjson
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from botframework.connector.auth import ConnectorFactory

from bot.teams.auth import Access, Authentication, Keys, Refused
from bot.teams.gate import Answered, Json, Receive
from bot.teams.hosts import Hosts
from bot.trouble import logged

log = logging.getLogger(__name__)

PATH = "/api/messages"
MOST_BYTES = 256 * 1024
LOOPBACK = ("127.0.0.1", "::1")
FROM_ELSEWHERE = ("Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host")
"""A page in a browser and a tunnel come from this machine as well, and say so here."""


class TeamsAdapter(CloudAdapter):
    """botbuilder without its default clients: what is sent goes by our own connector."""

    def __init__(self, access: Access, keys: Keys) -> None:
        super().__init__(Authentication(access, keys, _NoClients()))
        self.access = access

    async def run(self, authorization: str, activity: Json, receive: Receive) -> Answered:
        """One turn of a verified activity. Raises Refused."""
        answered = Answered()

        async def turn(_context: TurnContext) -> None:
            nonlocal answered
            answered = await receive(activity)

        await self.process_activity(authorization, _read(activity), turn)
        return answered


class _NoClients(ConnectorFactory):
    """botbuilder would make a client for each turn, which costs more than the turn."""

    async def create(self, service_url: str, audience: str) -> object:
        return self


def routes(adapter: TeamsAdapter, receive: Receive, path: str = PATH) -> list[web.RouteDef]:
    """Where the connector sends every activity."""

    async def take(request: web.Request) -> web.Response:
        try:
            return await _taken(adapter, receive, request)
        except Refused as refused:
            log.warning("a request to %s was refused with %s: %s", path, refused.status, refused.why)
            return web.Response(status=refused.status)
        except Exception as error:  # the edge: nothing of what people wrote goes further than this
            logged(log, "Teams request", error, secrets.token_hex(4))
            return web.Response(status=500)

    return [web.post(path, take)]


async def _taken(adapter: TeamsAdapter, receive: Receive, request: web.Request) -> web.Response:
    if adapter.access.local and not _is_from_here(request):
        raise Refused(403, "not from this machine")
    if request.content_type != "application/json":
        raise Refused(415, "not JSON")
    if (request.content_length or 0) > MOST_BYTES:
        raise Refused(413, "too large")
    body = await _body(request)
    answered = await adapter.run(request.headers.get("Authorization", ""), _parsed(body), receive)
    if answered.body is None:
        return web.Response(status=answered.status)
    return web.Response(status=answered.status, body=orjson.dumps(answered.body), content_type="application/json")


def _is_from_here(request: web.Request) -> bool:
    local = request.remote in LOOPBACK and Hosts(local=True).allow(f"http://{request.host}/")
    return local and not any(name in request.headers for name in FROM_ELSEWHERE)


async def _body(request: web.Request) -> bytes:
    """What was sent, and never more of it than an activity can have: how long it is need not be said before."""
    body = bytearray()
    try:
        while len(body) <= MOST_BYTES and (chunk := await request.content.readany()):
            body += chunk
    except web.RequestPayloadError:
        # Or aiohttp reads on once this is answered, and logs the error again with its whole way.
        request.content.feed_eof()
        raise Refused(400, "cannot be unpacked") from None
    except ConnectionError:
        raise Refused(400, "cut off") from None
    if len(body) > MOST_BYTES:
        raise Refused(413, "too large")
    return bytes(body)


def _parsed(body: bytes) -> Json:
    try:
        activity = orjson.loads(body)
    except ValueError:
        raise Refused(400, "not readable") from None
    if not isinstance(activity, dict) or not _text(activity, "type"):
        raise Refused(400, "not an activity")
    return activity


def _read(activity: Json) -> Activity:
    """What botbuilder has to know of an activity; reading all of it with its own reader takes longer than a turn."""
    conversation, sender, recipient = (_part(activity, name) for name in ("conversation", "from", "recipient"))
    return Activity(
        type=activity["type"],
        id=_text(activity, "id"),
        name=_text(activity, "name"),
        channel_id=_text(activity, "channelId"),
        service_url=_text(activity, "serviceUrl"),
        conversation=ConversationAccount(id=_text(conversation, "id"), tenant_id=tenant_of(activity)),
        from_property=ChannelAccount(id=_text(sender, "id")),
        recipient=ChannelAccount(id=_text(recipient, "id")),
    )


def tenant_of(activity: Json) -> str | None:
    """The tenant it comes from, which stands in two places. Who names two tenants is trusted in neither."""
    named = {
        _text(_part(_part(activity, "channelData"), "tenant"), "id"),
        _text(_part(activity, "conversation"), "tenantId"),
    } - {None}
    return named.pop() if len(named) == 1 else None


def _part(body: Json, name: str) -> Json:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _text(body: Json, name: str) -> str | None:
    """What stands there; nothing, when it is no text."""
    found = body.get(name)
    return found if isinstance(found, str) else None
