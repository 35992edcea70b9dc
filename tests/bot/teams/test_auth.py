"""Who the bot listens to: every bad token is refused as what it is, in one line of log, and nothing of it is repeated."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web

from bot.teams.adapter import MOST_BYTES, PATH, TeamsAdapter, routes
from bot.teams.auth import Access, Keys
from bot.teams.gate import Answered
from bot.teams.hosts import Hosts
from tests.fakes.teams import APP, TENANT, FakeTeams, Json, SigningKey, fake_teams

CANARY = "a sentence that nobody logs"


class Bot:
    """The adapter alone, with what reached the place behind it."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        self.got: list[Json] = []
        self.now = 1000.0
        self.fails = False

    async def receive(self, activity: Json) -> Answered:
        self.got.append(activity)
        if self.fails:
            raise RuntimeError(CANARY)
        return Answered(200, {"told": "yes"}) if activity["type"] == "invoke" else Answered()

    def activity(self, **changes: Any) -> Json:
        activity = {
            "type": "message", "id": "1", "text": CANARY, "channelId": "msteams", "serviceUrl": self.teams.service_url,
            "from": {"id": "29:ada"}, "recipient": {"id": f"28:{APP}"}, "conversation": {"id": "a:1", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}}, **changes,
        }  # fmt: skip
        return {name: value for name, value in activity.items() if value is not None}

    async def post(self, body: bytes | Json, token: str | None = None, **headers: str) -> tuple[int, str]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token or self.teams.token()}",
            **headers,
        }
        assert self.teams.session is not None
        sent = {name: value for name, value in given.items() if value}
        async with self.teams.session.post(self.teams.bot, data=content, headers=sent) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def bot(*, local: bool = False) -> AsyncIterator[Bot]:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        running = Bot(teams)
        hosts = Hosts(local=local, also=frozenset({teams.base}))
        keys = Keys(session, lambda: running.now, f"{teams.base}/openid")
        adapter = TeamsAdapter(Access(APP, frozenset({TENANT}), hosts, local=local), keys)
        app = web.Application(client_max_size=4 << 20)
        app.add_routes(routes(adapter, running.receive))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.bot = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        try:
            yield running
        finally:
            await runner.cleanup()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]


def unsigned(teams: FakeTeams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": teams.key.kid})


def by_secret(teams: FakeTeams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": teams.key.kid})


NOW = int(time.time())
TOKENS: dict[str, tuple[Callable[[FakeTeams], str], int]] = {
    "good": (lambda teams: teams.token(), 200),
    "expired within the leeway": (lambda teams: teams.token(exp=NOW - 200), 200),
    "expired": (lambda teams: teams.token(exp=NOW - 400), 401),
    "without an end": (lambda teams: teams.token(exp=None), 401),
    "not valid yet": (lambda teams: teams.token(nbf=NOW + 900), 401),
    "another issuer": (lambda teams: teams.token(iss="https://evil.example"), 401),
    "no issuer": (lambda teams: teams.token(iss=None), 401),
    "another audience": (lambda teams: teams.token(aud="another-app"), 401),
    "no audience": (lambda teams: teams.token(aud=None), 401),
    "another service": (lambda teams: teams.token(serviceurl="https://smba.trafficmanager.net/amer/"), 401),
    "no service": (lambda teams: teams.token(serviceurl=None), 401),
    "another key by the same name": (lambda teams: teams.token(key=SigningKey("key-1")), 401),
    "an unknown key": (lambda teams: teams.token(key=SigningKey("made-up")), 401),
    "no algorithm": (unsigned, 401),
    "a shared secret": (by_secret, 401),
    "garbage": (lambda teams: "garbage", 401),
    "three parts of garbage": (lambda teams: "a.b.c", 401),
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_token_is_good_or_refused_in_one_line(name: str, caplog: pytest.LogCaptureFixture) -> None:
    make, status = TOKENS[name]
    caplog.set_level(logging.DEBUG, "bot")
    async with bot() as running:
        token = make(running.teams)
        answered, text = await running.post(running.activity(), token)
        assert (answered, text) == (status, "")
        assert len(running.got) == (status == 200)
        assert len(lines(caplog)) == (status != 200)
        assert token not in caplog.text and CANARY not in caplog.text and "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"channelId": "webchat"}, 403),
        ({"channelId": None}, 403),
        ({"channelId": "emulator"}, 403),
        ({"serviceUrl": None}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net.evil.example/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net@evil.example/"}, 403),
        ({"channelData": {"tenant": {"id": "another"}}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1", "tenantId": "another"}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1"}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1", "tenantId": TENANT}}, 200),
    ],
)
async def test_the_channel_the_service_and_the_tenant_are_ours(
    changes: Json, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        activity = running.activity(**changes)
        token = running.teams.token(serviceurl=activity.get("serviceUrl"))
        assert (await running.post(activity, token))[0] == status
        assert len(lines(caplog)) == (status != 200)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b'"text"', {}, 400),
        (b"{}", {}, 400),
        (b'{"type": 3}', {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b" " * (MOST_BYTES + 1), {}, 413),
        (b'{"type": "message"}', {"Authorization": ""}, 403),
    ],
)
async def test_what_is_no_activity_is_refused(
    body: bytes, headers: dict[str, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        assert (await running.post(body, **headers))[0] == status
        assert running.got == [] and len(lines(caplog)) == 1


async def test_without_a_header_nobody_gets_in() -> None:
    async with bot() as running:
        assert (await running.post(running.activity(), Authorization=""))[0] == 401
        assert (await running.post(running.activity(), Authorization="Basic YTpi"))[0] == 401
        assert running.got == []


async def test_an_invoke_is_answered_with_what_the_place_says() -> None:
    async with bot() as running:
        status, text = await running.post(running.activity(type="invoke", name="adaptiveCard/action"))
        assert (status, json.loads(text)) == (200, {"told": "yes"})


async def test_a_failure_of_ours_is_a_500_with_a_reference_and_not_a_word_of_theirs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with bot() as running:
        running.fails = True
        assert (await running.post(running.activity())) == (500, "")
        (line,) = lines(caplog)
        assert "reference" in line and CANARY not in line


async def test_a_rotated_key_is_fetched_at_once_and_the_old_one_is_gone() -> None:
    async with bot() as running:
        teams = running.teams
        old = teams.token()
        assert (await running.post(running.activity(), old))[0] == 200
        teams.rotate()
        assert (await running.post(running.activity()))[0] == 200
        assert (await running.post(running.activity(), old))[0] == 401


async def test_keys_are_fetched_once_for_all_who_wait_and_not_for_every_made_up_name() -> None:
    async with bot() as running:
        assert [
            status for status, _ in await asyncio.gather(*[running.post(running.activity()) for _ in range(8)])
        ] == [200] * 8
        assert running.teams.key_fetches == 1
        for number in range(20):
            made_up = running.teams.token(kid=f"made-up-{number}")
            assert (await running.post(running.activity(), made_up))[0] == 401
        assert running.teams.key_fetches <= 4
        running.now += 600
        running.teams.rotate()
        assert (await running.post(running.activity()))[0] == 200


async def test_known_keys_work_on_while_the_endpoint_is_away() -> None:
    async with bot() as running:
        assert (await running.post(running.activity()))[0] == 200
        running.teams.away = True
        running.now += 48 * 3600
        assert (await running.post(running.activity()))[0] == 200
        assert (await running.post(running.activity(), running.teams.token(kid="other")))[0] == 401


async def test_a_key_that_is_not_endorsed_for_the_channel_is_refused() -> None:
    async with bot() as running:
        running.teams.key = SigningKey("key-2", endorsements=("webchat",))
        running.teams.listed = [running.teams.key]
        assert (await running.post(running.activity()))[0] == 403


async def test_the_development_switch_takes_unsigned_activities_that_are_answered_on_this_machine() -> None:
    async with bot(local=True) as running:
        local = running.activity(
            serviceUrl="http://127.0.0.1:56150/_connector", conversation={"id": "c"}, channelData={}
        )
        assert (await running.post(local, Authorization=""))[0] == 200
        away = running.activity(serviceUrl="https://smba.trafficmanager.net/amer/")
        assert (await running.post(away, Authorization=""))[0] == 403
