"""The servers that `benchmarks.teams` measures, each in a process of its own: the connector, bare botbuilder, and ours."""

from __future__ import annotations

import asyncio
import json
import math
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from aiohttp import web
from botbuilder.core import ActivityHandler, CardFactory, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import ChannelAccount, ConversationAccount, ConversationReference
from pydantic import SecretStr

from benchmarks import slack_server
from bot.serving import collect_seldom
from bot.settings import Settings
from bot.teams.messenger import TeamsMessenger
from bot.teams.start import Cloud, start
from bot.wiring import ORGANISATION, Engine, engine, found
from handlers.acquaintance import known
from handlers.messenger import Address, Limit, Sent
from handlers.requests import Visitor
from handlers.ui import Message, Para
from handlers.words import Reader, Typed, Untranslated
from initiatives.people import Organisation, Workspace
from scheduler.clock import SystemClock
from storage.memory import MemoryStore
from storage.records import Chat, chat_id
from storage.tables import TABLES

APP, TENANT, SECRET, SEAL = (
    "00000000-0000-4000-8000-00000000b0b0",
    "bench-tenant",
    "benchmark",
    b"a secret for benchmarks",
)
PEOPLE, INITIATIVES = 10, 50
SENT = Message(Typed("A message to somebody"), (Para(Typed("A message to somebody, in a card")),))
READER = Reader("en", "UTC", Untranslated())

Routes = list[web.RouteDef]


def user(number: int) -> str:
    """The directory's id of one of the people, who take turns."""
    return f"00000000-0000-4000-8000-{number % PEOPLE:012d}"


def chat(number: int) -> str:
    return f"a:chat{number % PEOPLE}"


def connector(key: dict[str, Any]) -> Routes:
    """The signing keys, the login, and a connector that takes every message and counts it."""
    taken = count(1)
    told = {"messages": 0}

    async def openid(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"http://{request.host}/keys"})

    async def keys(_request: web.Request) -> web.Response:
        return web.json_response({"keys": [key]})

    async def login(_request: web.Request) -> web.Response:
        return web.json_response({"access_token": "bearer", "expires_in": 3600})

    async def post(request: web.Request) -> web.Response:
        await request.read()
        told["messages"] += 1
        return web.json_response({"id": str(next(taken))}, status=201)

    async def counted(_request: web.Request) -> web.Response:
        return web.json_response(told)

    return [
        web.get("/openid", openid), web.get("/keys", keys), web.post("/{tenant}/oauth2/v2.0/token", login),
        web.get("/count", counted), web.post("/v3/{path:.*}", post), web.get("/v3/{path:.*}", openid),
    ]  # fmt: skip


async def bare(base: str) -> Routes:
    """botbuilder as its samples show it, on its defaults but for the login, which it is spared: an echo."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(_Unsigned()))

    class Echo(ActivityHandler):  # type: ignore[misc]
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))

    echo = Echo()

    async def receive(request: web.Request) -> web.Response:
        answer: web.Response = await adapter.process(request, echo)
        return answer

    async def send(number: int) -> None:
        reference = ConversationReference(
            channel_id="msteams", service_url=f"{base}/", bot=ChannelAccount(id=f"28:{APP}"),
            user=ChannelAccount(id="29:owner"), conversation=ConversationAccount(id=chat(number)),
        )  # fmt: skip
        card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": f"message {number}"}]}

        async def told(context: TurnContext) -> None:
            await context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(card)))

        await adapter.continue_conversation(reference, told, "")

    return [web.post("/api/messages", receive), _sending(send)]


class _Unsigned:
    """Without an app id botbuilder checks no token and asks for none, which makes it faster than it really is."""

    APP_ID = APP_PASSWORD = APP_TENANTID = ""
    APP_TYPE = "MultiTenant"


async def ours(base: str) -> Routes:
    """The whole bot on the memory store, tokens checked, with Slack beside it to see what it feels."""
    ids = count()

    def new_id() -> str:
        return f"id{next(ids)}"

    clock = SystemClock()
    built = engine(MemoryStore(TABLES, new_id=new_id, new_salt=new_id, checked=False), SEAL, clock, {}, new_id)
    settings = Settings(_env_file=None, teams_app_id=APP, teams_app_password=SecretStr(SECRET), teams_tenant_id=TENANT)
    teams = await start(settings, built, clock, Cloud(base, f"{base}/openid", frozenset({base})))
    connected: Any = built.messengers[TENANT]
    messenger: Any = Roomy(connected.connector, connected.chats)
    built.messengers[TENANT] = messenger
    simulated = _Simulated()
    pace = messenger.connector.pace
    pace.clock, pace.sleep, pace.patience = simulated, simulated.sleep, math.inf
    await _filled(built, base, clock.now())
    built.heartbeat.start()

    async def send(number: int) -> None:
        await messenger.send(Address(TENANT, person=user(number)), SENT, READER, str(number))

    return [*teams.routes, _sending(send), *await slack_server.ours()]


class Roomy(TeamsMessenger):
    """With budgets that are kept like the real ones and never spent: nobody waits on the real clock."""

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        return tuple(replace(limit, rate=1e6, burst=10**6, slowest=1e6, fastest=1e6) for limit in super().limits(to))


class _Simulated:
    """A clock that moves when somebody waits: the limiter runs, and nobody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def _filled(built: Engine, base: str, now: datetime) -> None:
    await found(
        built.store,
        Organisation(ORGANISATION, ORGANISATION, "Acme"),
        Workspace(TENANT, ORGANISATION, "teams", "Acme"),
        SystemClock(),
    )
    async with built.store.transaction(now) as kept:
        organisation = await kept.organisation(ORGANISATION)
        for number in range(PEOPLE):
            key = user(number)
            owner = await known(kept, organisation, TENANT, Visitor(key, "Owner"), now, built.desk.new_id)
            await kept.keep_chat(
                Chat(chat_id(TENANT, key), ORGANISATION, TENANT, "direct", key, chat(number), f"{base}/")
            )
            for each in range(number, INITIATIVES, PEOPLE):
                await kept.add_initiative(slack_server.running(each, owner.id, now))


def _sending(send: Callable[[int], Awaitable[None]]) -> web.RouteDef:
    """`/send?n=` sends that many messages, 32 at a time, and says how long it took."""

    async def take(request: web.Request) -> web.Response:
        numbers = iter(range(int(request.query["n"])))

        async def some() -> None:
            for number in numbers:
                await send(number)

        began = time.perf_counter()
        await asyncio.gather(*[some() for _ in range(32)])
        return web.json_response({"seconds": time.perf_counter() - began})

    return web.get("/send", take)


async def main(which: str, given: str) -> None:
    made = (
        connector(json.loads(given))
        if which == "connector"
        else await (bare(given) if which == "bare" else ours(given))
    )
    app = web.Application()
    app.add_routes(made)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    collect_seldom()  # for all: as the bot is served
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def serve(which: str, given: str) -> None:
    """Prints its port and serves until it is ended."""
    asyncio.run(main(which, given))


def activity(number: int, base: str, token: str) -> dict[str, Any]:
    """What Teams sends when somebody types, or presses a button in an older client: `token` is the button's."""
    said = {"value": {"quickwin": token, "verb": "press"}} if token else {"text": "how many invoices were there"}
    return {
        "type": "message", "id": f"f:{number}", "timestamp": "2026-11-21T09:00:00Z", "channelId": "msteams", "serviceUrl": f"{base}/",
        "from": {"id": f"29:{user(number)}", "name": "Owner", "aadObjectId": user(number)},
        "recipient": {"id": f"28:{APP}", "name": "Quickwin"},
        "conversation": {"id": chat(number), "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}}, "locale": "en-US", "localTimezone": "UTC", **said,
    }  # fmt: skip
