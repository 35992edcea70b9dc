"""The web server of the fake Slack: one Web API, response URLs and Socket Mode, for one workspace or several."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from tests.bot.slack import validator
from tests.fakes.slack_api import Workspace
from tests.fakes.slack_oauth import OAuth
from tests.fakes.slack_rules import Fault, Json, Link, Refused

if TYPE_CHECKING:
    from tests.fakes.slack import FakeSlack


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    """A running server without a workspace yet."""
    async with aiohttp.ClientSession() as session:
        server = Server(session)
        runner = web.AppRunner(server.app(), shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            server.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield server
        finally:
            await runner.cleanup()


class Server:
    """The fake's own web server: the Web API, response URLs and Socket Mode. A token says which workspace is meant."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session, self.address, self.oauth = session, "", OAuth()
        self._slacks: list[FakeSlack] = []

    def add(self, slack: FakeSlack) -> FakeSlack:
        self._slacks.append(slack)
        return slack

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.route("*", "/api/{method}", self._api), web.post("/hooks/{hook}", self._hook)])
        app.add_routes([web.get("/link", self._link), web.post("/upload/{file}", self._upload)])
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, shown = request.match_info["method"], request.headers.get("Authorization", "")
        asked = await _asked(request)
        called = self._called(method, shown.removeprefix("Bearer "))
        fault = next(iter(called.faults.get(method, ())), None)
        if fault is not None:
            called.faults[method].pop(0)
            if fault.kind not in ("dropped", "slow"):
                called.calls.append((method, asked))
                return _faulty(fault)
        answer = web.json_response(self._answer(called, method, shown, asked))
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.value)
        if fault is not None and fault.kind == "dropped" and request.transport is not None:
            request.transport.close()
        return answer

    def _called(self, method: str, token: str) -> Workspace | OAuth:
        if method == "oauth.v2.access":
            return self.oauth
        workspaces = [slack.workspace for slack in self._slacks]
        return next((one for one in workspaces if token in one.tokens), workspaces[0])

    def _answer(self, called: Workspace | OAuth, method: str, shown: str, asked: Json) -> Json:
        try:
            return called.call(method, shown.removeprefix("Bearer "), asked)
        except Refused as no:
            return {"ok": False, "error": no.error}

    async def _hook(self, request: web.Request) -> web.Response:
        name = request.match_info["hook"]
        workspace = next((one.workspace for one in self._slacks if name in one.workspace.hooks), None)
        if workspace is None:
            return web.Response(status=404)
        hook = workspace.hooks[name]
        try:
            hook.use(workspace.now())
        except Refused as no:
            return web.Response(status=404, text=no.error)
        note = await request.json()
        if wrong := validator.problems_of_message(note):
            workspace.complaints += [f"response_url: {problem}" for problem in wrong]
            return web.Response(status=500, text="invalid_blocks")
        workspace.keep_ephemeral(hook.user, hook.channel, note)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        content, name = await request.read(), request.match_info["file"]
        taken = any(one.workspace.files.put(name, content) for one in self._slacks)
        return web.Response(status=200 if taken else 400)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        link, slack = Link(socket), self._slacks[0]
        await socket.send_json({"type": "hello", "num_connections": len(slack.links) + 1})
        slack.links.append(link)
        try:
            async for said in socket:
                acknowledged = json.loads(said.data)
                waiting = link.waiting.pop(acknowledged["envelope_id"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(acknowledged.get("payload"))
        finally:
            slack.links.remove(link)
        return socket


async def _asked(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


def _faulty(fault: Fault) -> web.Response:
    if fault.kind == "refused":
        return web.json_response({"ok": False, "error": fault.value})
    if fault.kind == "rate_limited":
        headers = {"Retry-After": str(fault.value)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return web.Response(status=int(fault.value), text="<html>", content_type="text/html")
