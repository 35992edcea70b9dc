"""The servers that `benchmarks.slack` measures, each in a process of its own: bare slack-bolt, and ours."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from aiohttp import web
from aiohttp.typedefs import Middleware
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.serving import collect_seldom
from bot.slack.app import PATH, new_app, routes
from bot.slack.connection import Bot
from bot.slack.guard import Guard
from bot.slack.place import SlackPlace
from bot.slack.profiles import Profiles
from bot.slack.screen import Screen
from bot.wiring import Engine, engine
from handlers.acquaintance import known
from handlers.requests import Visitor
from initiatives.check_ins import with_point
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.people import Organisation, Workspace
from initiatives.wins import Point
from scheduler.clock import Clock, SystemClock
from storage.memory import MemoryStore
from storage.tables import TABLES

ORG, TEAM, USER, SECRET, SEAL = "main", "T0BENCH", "U0OWNER", "benchmark", b"a secret for benchmarks"
INITIATIVES = 50


async def bare() -> list[web.RouteDef]:
    """slack-bolt as its documentation shows it, in its faster mode: one listener that acks."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-0"
        )

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.action("check_in.same:1")
    async def clicked(ack: object) -> None:
        await ack()  # type: ignore[operator]

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return [web.post(PATH, receive)]


async def ours() -> list[web.RouteDef]:
    """The whole bot on the memory store: guard, bolt, desk with every conversation, a stored reading, queued messages."""
    ids = count()

    def new_id() -> str:
        return f"id{next(ids)}"

    clock = SystemClock()
    store = MemoryStore(TABLES, new_id=new_id, new_salt=new_id, checked=False)
    return await way_in(engine(store, SEAL, clock, {}, new_id), clock)


async def way_in(built: Engine, clock: Clock) -> list[web.RouteDef]:
    """A workspace with one owner of many initiatives, connected to the engine."""
    visitor = Visitor(USER, "Owner")
    now = clock.now()
    async with built.store.transaction(now) as kept:
        organisation = Organisation(ORG, ORG, "Acme")
        await kept.found(organisation)
        await kept.connect(Workspace(TEAM, ORG, "slack", "Acme"))
        owner = await known(kept, organisation, TEAM, visitor, now, lambda: "owner")
        for number in range(INITIATIVES):
            await kept.add_initiative(running(number, owner.id, now))
    client = AsyncWebClient("xoxb-0", retry_handlers=[])
    bot = Bot(TEAM, "U0BOT", "B0BOT")
    profiles = Profiles(client, bot, time.monotonic, 3600)
    profiles._keep_it(visitor, 3600)
    place = SlackPlace(
        organisation=ORG, bot=bot, desk=built.desk, profiles=profiles, screen=Screen(client), readers=built.readers,
        clock=clock.now,
    )  # fmt: skip
    return routes(Guard(SECRET, time.time), new_app(place, client))


def running(number: int, owner: str, now: datetime) -> Initiative:
    begun = (now - timedelta(days=30)).date()
    kpi = Kpi("k", "hours a week", "h", Direction.DOWN, Decimal(42), begun - timedelta(days=3), Decimal(20))
    initiative = Initiative(
        f"i{number}", ORG, f"Initiative {number}", "pain", "reach", Decimal(3), "idea", "", Sensitivity.UNKNOWN, (kpi,), owner,
        "", now, stage=Stage.TRIAL, owner=owner, trial=Trial(begun, 20, None),
    )  # fmt: skip
    return with_point(replace(initiative), Point(Decimal(40), now.astimezone(UTC).date(), "2000-W01"))


async def listen(served: list[web.RouteDef], middlewares: Sequence[Middleware] = ()) -> None:
    """Prints the port and serves until the process is ended."""
    app = web.Application(middlewares=middlewares)
    app.add_routes(served)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    collect_seldom()  # for both: as the bot is served
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def _main(which: str) -> None:
    await listen(await (bare() if which == "bare" else ours()))


def serve(which: str) -> None:
    """Prints its port and serves until it is ended."""
    asyncio.run(_main(which))
