"""The server that `benchmarks.ack_while_sending` measures: the way in from Slack and the heartbeat in one process, as served."""

from __future__ import annotations

import asyncio
from datetime import datetime

from aiohttp import web

from benchmarks.company import NOW
from benchmarks.fanout_run import MEMORY, company, connected
from benchmarks.slack_server import TEAM, listen, way_in
from bot.serving import turns_first
from scheduler.clock import SystemClock


class FromNow:
    """A clock that goes, from the moment at which the company's questions are due."""

    def __init__(self) -> None:
        self._ahead = NOW - SystemClock().now()

    def now(self) -> datetime:
        return SystemClock().now() + self._ahead


async def _main(slack: int, size: int) -> None:
    clock = FromNow()
    async with connected(MEMORY, slack, company(size), clock, (TEAM,)) as built:
        going: list[asyncio.Task[None]] = []

        async def fan_out(_: web.Request) -> web.Response:
            built.heartbeat.start()
            going.append(asyncio.create_task(built.heartbeat.tick()))
            return web.json_response({})

        await listen([*await way_in(built, clock), web.get("/fanout", fan_out)], [turns_first(built.sender.courtesy)])


def serve(slack: int, size: int) -> None:
    """Prints its port and serves until it is ended; `/fanout` begins to send."""
    asyncio.run(_main(slack, size))
