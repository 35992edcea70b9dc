"""What every adapter for Teams answers to what it is sent, whatever library it stands on.

An adapter joins `ADAPTERS` in test_adapter.py as a function that takes who may get in and gives its routes.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from bot.teams.gate import Answered, Json, Receive
from tests.fakes.teams_cloud import TENANT, FakeTeams, fake_teams
from tests.fakes.teams_keys import BAD_TOKENS, GOOD, GOOD_TOKENS

CANARY = "a sentence that nobody logs"
OTHER = "99999999-0000-4000-8000-000000000009"
JSON = "application/json; charset=utf-8"
LEAST_REFUSED = 1_000_000
"""Bytes that no activity has."""


@dataclass(frozen=True)
class Trust:
    """Who may get in. `local`: unsigned, from this machine and nowhere else."""

    app_id: str
    tenant: str
    metadata: str
    hosts: frozenset[str]
    local: bool = False


Build = Callable[[Trust, Receive, aiohttp.ClientSession], Sequence[web.RouteDef]]


@dataclass(frozen=True)
class Asked:
    """A request, and the status that answers it. `changes` to a good activity: None leaves a part out."""

    name: str
    status: int
    changes: Json = field(default_factory=dict)
    token: str = GOOD
    raw: bytes | None = None
    headers: Json = field(default_factory=dict)
    local: bool = False
    chunked: bool = False
    came_from: str = "127.0.0.1"

    def __str__(self) -> str:
        return self.name


def _nested(depth: int) -> bytes:
    return b'{"type": "message", "text": ' + b"[" * depth + b"]" * depth + b"}"


def _tenants(data: Any, conversation: Any) -> Json:
    named = {} if conversation is None else {"tenantId": conversation}
    return {"channelData": {} if data is None else {"tenant": {"id": data}}, "conversation": {"id": "a:1", **named}}


TOKENS = (
    *(Asked(f"token: {kind}", 200, token=kind) for kind in GOOD_TOKENS),
    *(Asked(f"token: {kind}", 403 if kind == "unendorsed key" else 401, token=kind) for kind in BAD_TOKENS),
)

CHANNELS = (
    Asked("channel: another", 403, {"channelId": "webchat"}),
    Asked("channel: the emulator", 403, {"channelId": "emulator"}),
    Asked("channel: none", 403, {"channelId": None}),
    Asked("channel: no text", 403, {"channelId": ["msteams"]}),
    Asked("service: none", 403, {"serviceUrl": None}),
    Asked("service: no text", 403, {"serviceUrl": 5}),
    Asked("service: a look-alike", 403, {"serviceUrl": "https://smba.trafficmanager.net.evil.example/"}),
    Asked("service: behind a name", 403, {"serviceUrl": "https://smba.trafficmanager.net@evil.example/"}),
    Asked("service: this machine", 403, {"serviceUrl": "http://127.0.0.1:1/"}),
    Asked("service: in the clear", 403, {"serviceUrl": "http://smba.trafficmanager.net/emea/"}),
)

WHOSE = (
    Asked("tenant: in both places", 200, _tenants(TENANT, TENANT)),
    Asked("tenant: in the conversation", 200, _tenants(None, TENANT)),
    Asked("tenant: in the channel's part", 200, _tenants(TENANT, None)),
    Asked("tenant: another", 403, _tenants(OTHER, OTHER)),
    Asked("tenant: another conversation", 403, _tenants(TENANT, OTHER)),
    Asked("tenant: another channel", 403, _tenants(OTHER, TENANT)),
    Asked("tenant: none", 403, _tenants(None, None)),
    Asked("tenant: no text", 403, _tenants([TENANT], None)),
    Asked("tenant: no parts", 403, {"channelData": "x", "conversation": [TENANT]}),
)

BODIES = (
    Asked("body: none", 400, raw=b""),
    Asked("body: cut off", 400, raw=b"{"),
    Asked("body: a list", 400, raw=b"[]"),
    Asked("body: a text", 400, raw=b'"message"'),
    Asked("body: empty", 400, raw=b"{}"),
    Asked("body: a type that is no text", 400, raw=b'{"type": 3}'),
    Asked("body: a type that is empty", 400, raw=b'{"type": ""}'),
    Asked("body: no UTF-8", 400, raw=b"\xff\xfe"),
    Asked("body: nested without end", 400, raw=_nested(5000)),
    Asked("body: too much", 413, raw=b" " * LEAST_REFUSED),
    Asked("body: too much, in pieces", 413, raw=b" " * LEAST_REFUSED, chunked=True),
    Asked("body: packed, and broken", 400, raw=b"broken", headers={"Content-Encoding": "gzip"}),
    Asked("body: another kind", 415, headers={"Content-Type": "text/plain"}),
    Asked("body: a form", 415, raw=b"type=message", headers={"Content-Type": "application/x-www-form-urlencoded"}),
)

HERE = {"serviceUrl": "http://127.0.0.1:56150/_connector", "channelData": {}, "conversation": {"id": "c"}}
LOCAL = (
    Asked("local: unsigned", 200, HERE, "missing", local=True),
    Asked("local: the emulator", 200, {**HERE, "channelId": "emulator"}, "missing", local=True),
    Asked("local: another channel", 403, {**HERE, "channelId": "webchat"}, "missing", local=True),
    Asked("local: answered elsewhere", 403, {"serviceUrl": "https://smba.trafficmanager.net/"}, "missing", local=True),
    Asked("local: from elsewhere", 403, HERE, "missing", local=True, came_from="127.0.0.2"),
    Asked("local: through a tunnel", 403, HERE, "missing", headers={"X-Forwarded-For": "203.0.113.9"}, local=True),
    Asked("local: by a tunnel's name", 403, HERE, "missing", headers={"Host": "abc.tunnel.example"}, local=True),
    Asked("local: by a broken name", 403, HERE, "missing", headers={"Host": "[::1"}, local=True),
    Asked("local: a page in a browser", 403, HERE, "missing", headers={"Origin": "http://127.0.0.1:1"}, local=True),
)

REQUESTS = (*TOKENS, *CHANNELS, *WHOSE, *BODIES, *LOCAL)


class Gate:
    """A running adapter. `got` is what it let through, `answer` what it is told to answer, `wrong` what is raised instead."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        self.got: list[Json] = []
        self.answer = Answered()
        self.wrong: Exception | None = None
        self.address = ""

    async def receive(self, activity: Json) -> Answered:
        self.got.append(activity)
        if self.wrong is not None:
            raise self.wrong
        return self.answer

    def activity(self, **changes: Any) -> Json:
        good = {
            "type": "message",
            "id": "1700000000001",
            "text": CANARY,
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": "29:ada", "aadObjectId": "ada", "name": "Ada"},
            "recipient": {"id": f"28:{self.teams.app_id}", "name": "Quickwin"},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    async def ask(self, asked: Asked) -> tuple[int, bytes]:
        """Sends it; the status and the body of the answer."""
        activity = self.activity(**asked.changes)
        named = activity.get("serviceUrl")
        signed = self.teams.keys.authorization(asked.token, named if isinstance(named, str) else self.teams.service_url)
        headers = {"Content-Type": JSON} | ({"Authorization": signed} if signed is not None else {}) | asked.headers
        body = json.dumps(activity).encode() if asked.raw is None else asked.raw
        here = aiohttp.TCPConnector(local_addr=(asked.came_from, 0), force_close=True)
        async with aiohttp.ClientSession(connector=here) as session:
            sent = _pieces(body) if asked.chunked else body
            async with session.post(self.address, data=sent, headers=headers) as answer:
                return answer.status, await answer.read()

    async def post(self, **changes: Any) -> tuple[int, bytes]:
        """A good activity, but for `changes`."""
        return await self.ask(Asked("", 200, changes))


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65536):
        yield body[start : start + 65536]


@asynccontextmanager
async def gate(build: Build, *, local: bool = False) -> AsyncIterator[Gate]:
    """The adapter behind a server, beside a fake Teams that signs for it."""
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        running = Gate(teams)
        trust = Trust(teams.app_id, TENANT, teams.openid_url, frozenset({teams.address}), local)
        app = web.Application()
        app.add_routes(build(trust, running.receive, session))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            running.address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            yield running
        finally:
            await runner.cleanup()
