"""The server that `benchmarks.charts` measures: the way in from Slack, and charts drawn beside it, as served."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal

from aiohttp import web

from benchmarks.ack_server import FromNow
from benchmarks.fanout_run import MEMORY, company, connected
from benchmarks.slack_server import TEAM, listen, way_in
from bot.charts.easel import Easel
from bot.charts.plan import Plan, planned
from bot.languages import readers
from handlers.ui import Chart

OWNERS = 500


def plans(count: int) -> list[Plan]:
    """Charts of half a year, each another one."""
    monday, reader = date(2026, 1, 5), readers()("en", "UTC")
    charts = (
        Chart(tuple((monday + timedelta(weeks=n), Decimal(100 + one - 2 * n)) for n in range(26)), target=Decimal(20))
        for one in range(count)
    )
    return [planned(chart, reader) for chart in charts]


async def _main(slack: int) -> None:
    clock, easel = FromNow(), Easel()
    async with connected(MEMORY, slack, company(OWNERS), clock, (TEAM,)) as built:
        going: list[asyncio.Task[bytes]] = []

        async def draw(request: web.Request) -> web.Response:
            going[:] = [asyncio.create_task(easel.picture(plan)) for plan in plans(int(request.query["count"]))]
            return web.json_response({"begun": len(going)})

        async def drawn(_: web.Request) -> web.Response:
            return web.json_response({"drawn": sum(task.done() and bool(task.result()) for task in going)})

        await listen([*await way_in(built, clock), web.get("/draw", draw), web.get("/drawn", drawn)])


def serve(slack: int) -> None:
    """Prints its port and serves until it is ended; `/draw` begins to draw, `/drawn` says how many are drawn."""
    asyncio.run(_main(slack))
