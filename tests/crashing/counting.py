"""A platform for a crowd: as much of Slack as a worker calls, counting what was made under each key."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from aiohttp import web

from tests.crashing.orders import FileClock

Json = dict[str, Any]


class Counting:
    """`made` counts the creates by key, `edits` all changes."""

    def __init__(self, clock: FileClock) -> None:
        self._clock, self._numbers = clock, count(1)
        self.made: Counter[str] = Counter()
        self.edits = 0
        self.address = ""
        self._said: defaultdict[str, list[Json]] = defaultdict(list)

    async def call(self, request: web.Request) -> web.Response:
        asked = await _asked(request)
        match request.match_info["method"]:
            case "chat.postMessage":
                return web.json_response(self._post(asked))
            case "chat.update":
                self.edits += 1
                return web.json_response({"ok": True, "channel": asked["channel"], "ts": asked["ts"]})
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": f"D{asked['users']}"}})
            case "conversations.history":
                return web.json_response({"ok": True, "messages": self._said[asked["channel"]][::-1]})
            case _:
                return web.json_response({"ok": False, "error": "unknown_method"})

    def _post(self, asked: Json) -> Json:
        metadata = asked["metadata"]
        channel, ts = f"D{asked['channel']}", f"{int(self._clock.now().timestamp())}.{next(self._numbers):06d}"
        self.made[metadata["event_payload"]["key"]] += 1
        self._said[channel].append({"ts": ts, "metadata": metadata})
        return {"ok": True, "channel": channel, "ts": ts}


async def _asked(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    found: Json = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
    if isinstance(found.get("metadata"), str):
        found["metadata"] = json.loads(found["metadata"])
    return found


@asynccontextmanager
async def counting(clock: FileClock) -> AsyncIterator[Counting]:
    platform = Counting(clock)
    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.add_routes([web.route("*", "/api/{method}", platform.call)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        platform.address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        yield platform
    finally:
        await runner.cleanup()
