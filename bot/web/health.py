"""What a host asks: is the process alive, and is it ready for work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

TICK_AT_LEAST = timedelta(seconds=180)


def routes(ticked_at: Callable[[], datetime | None], now: Callable[[], datetime]) -> list[web.RouteDef]:
    """`/healthz` answers while the process lives; `/readyz` says 503 and why when the heartbeat has stopped."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(_request: web.Request) -> web.Response:
        ticked = ticked_at()
        if ticked is None or now() - ticked > TICK_AT_LEAST:
            return web.json_response({"status": "waiting", "reason": "no tick in the last three minutes"}, status=503)
        return web.json_response({"status": "ready"})

    return [web.get("/healthz", alive), web.get("/readyz", ready)]
