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
from bot.trouble import logged

log = logging.getLogger(__name__)

PATH = "/api/messages"
MOST_BYTES = 256 * 1024
LOOPBACK = ("127.0.0.1", "::1")


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
    if adapter.access.local and request.remote not in LOOPBACK:
        raise Refused(403, "not from this machine")
    if request.content_type != "application/json":
        raise Refused(415, "not JSON")
    if (request.content_length or 0) > MOST_BYTES:
        raise Refused(413, "too large")
    body = await request.read()
    if len(body) > MOST_BYTES:
        raise Refused(413, "too large")
    answered = await adapter.run(request.headers.get("Authorization", ""), _parsed(body), receive)
    if answered.body is None:
        return web.Response(status=answered.status)
    return web.Response(status=answered.status, body=orjson.dumps(answered.body), content_type="application/json")


def _parsed(body: bytes) -> Json:
    try:
        activity = orjson.loads(body)
    except ValueError:
        raise Refused(400, "not readable") from None
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        raise Refused(400, "not an activity")
    return activity


def _read(activity: Json) -> Activity:
    """What botbuilder has to know of an activity; reading all of it with its own reader takes longer than a turn."""
    conversation, sender, recipient = (_part(activity, name) for name in ("conversation", "from", "recipient"))
    tenant = _part(_part(activity, "channelData"), "tenant").get("id") or conversation.get("tenantId")
    return Activity(
        type=activity["type"],
        id=activity.get("id"),
        name=activity.get("name"),
        channel_id=activity.get("channelId"),
        service_url=activity.get("serviceUrl"),
        conversation=ConversationAccount(id=conversation.get("id"), tenant_id=tenant),
        from_property=ChannelAccount(id=sender.get("id")),
        recipient=ChannelAccount(id=recipient.get("id")),
    )


def _part(body: Json, name: str) -> Json:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
