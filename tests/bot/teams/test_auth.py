"""Whom the bot listens to, over time: keys rotate and go away, and a token that was proven is not proven again while it is good."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web

from bot.teams.adapter import TeamsAdapter, routes
from bot.teams.auth import Access, Keys
from bot.teams.gate import Receive
from bot.teams.hosts import Hosts
from tests.bot.teams.adapter_contract import Asked, Gate, Trust, gate
from tests.fakes.teams_keys import GOOD, SigningKey


class Bot:
    """The adapter alone; `now` counts the seconds that its keys grow old by."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.gate: Gate

    def build(self, trust: Trust, receive: Receive, session: aiohttp.ClientSession) -> Sequence[web.RouteDef]:
        access = Access(trust.app_id, frozenset({trust.tenant}), Hosts(also=trust.hosts))
        return routes(TeamsAdapter(access, Keys(session, lambda: self.now, trust.metadata)), receive)

    def token(self, kind: str = GOOD, **claims: Any) -> str:
        """The value of a header."""
        return self.gate.teams.keys.authorization(kind, self.gate.teams.service_url, **claims) or ""

    async def status(self, token: str = "", **changes: Any) -> int:
        """What an activity under that token, or under a good one, is answered with."""
        headers = {"Authorization": token or self.token()}
        return (await self.gate.ask(Asked("", 200, changes, headers=headers)))[0]


@asynccontextmanager
async def bot() -> AsyncIterator[Bot]:
    made = Bot()
    async with gate(made.build) as made.gate:
        yield made


async def settled() -> None:
    """What runs beside the requests has ended."""
    running = [task for task in asyncio.all_tasks() if task.get_name() == "teams signing keys"]
    await asyncio.gather(*running)


async def test_a_new_key_is_fetched_at_once_and_the_old_one_works_as_long_as_it_is_listed() -> None:
    async with bot() as running:
        teams = running.gate.teams
        old = running.token()
        assert await running.status(old) == 200
        teams.rotate()
        new = running.token()
        assert [await running.status(token) for token in (new, old)] == [200, 200]
        teams.rotate(keep_old=False)
        newest = running.token()
        assert [await running.status(token) for token in (newest, new, old)] == [200, 401, 200]


async def test_keys_are_fetched_once_for_all_who_wait_and_not_for_every_made_up_name() -> None:
    async with bot() as running:
        keys = running.gate.teams.keys
        assert await asyncio.gather(*[running.status() for _ in range(8)]) == [200] * 8
        assert keys.asked["keys"] == 1
        for _ in range(20):
            assert await running.status(running.token("unknown kid")) == 401
        assert keys.asked["keys"] <= 4
        running.now += 600
        running.gate.teams.rotate()
        assert await running.status() == 200


async def test_known_keys_work_on_while_the_endpoint_is_away() -> None:
    async with bot() as running:
        teams = running.gate.teams
        assert await running.status() == 200
        teams.break_keys()
        running.now += 48 * 3600
        assert await running.status() == 200
        assert await running.status(running.token("unknown kid")) == 401
        teams.break_keys(0)
        teams.rotate()
        assert await running.status() == 401, "not asked again at once"
        running.now += 10
        assert await running.status() == 200


async def test_keys_that_take_too_long_are_given_up_and_asked_for_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.auth.FETCH_SECONDS", 0.5)
    async with bot() as running:
        running.gate.teams.slow(2)
        assert await running.status() == 401
        running.gate.teams.slow(0)
        running.now += 10
        assert await running.status() == 200


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signature was checked."""
    checked: list[str] = []
    decode = jwt.decode

    def checking(token: str, *given: Any, **named: Any) -> Any:
        checked.append(f"Bearer {token}")
        return decode(token, *given, **named)

    monkeypatch.setattr("bot.teams.auth.jwt.decode", checking)
    return checked


async def test_a_token_that_comes_again_is_proven_once(proofs: list[str]) -> None:
    async with bot() as running:
        token = running.token()
        assert [await running.status(token) for _ in range(5)] == [200] * 5
        assert proofs == [token]


async def test_a_known_token_opens_nothing_else() -> None:
    async with bot() as running:
        token = running.token()
        assert await running.status(token) == 200
        assert await running.status(token, serviceUrl="https://smba.trafficmanager.net/amer/") == 401
        assert await running.status(token, channelId="webchat") == 403
        assert await running.status(token, channelData={"tenant": {"id": "other"}}) == 403
        assert await running.status(token[:-4] + "AAAA") == 401


async def test_a_known_token_ends_when_it_ends(monkeypatch: pytest.MonkeyPatch, proofs: list[str]) -> None:
    async with bot() as running:
        ends = int(time.time()) + 3600
        token = running.token(exp=ends)
        assert await running.status(token) == 200
        monkeypatch.setattr("bot.teams.auth.time.time", lambda: ends + 299.0)
        assert await running.status(token) == 200 and len(proofs) == 1
        monkeypatch.setattr("bot.teams.auth.time.time", lambda: ends + 300.0)
        await running.status(token)
        assert len(proofs) == 2, "its end is looked at again, by the library"


async def test_a_known_token_is_proven_anew_when_its_key_is_another(proofs: list[str]) -> None:
    async with bot() as running:
        keys, token = running.gate.teams.keys, running.token()
        assert await running.status(token) == 200
        other = SigningKey(77, "msteams")
        other.listed["kid"] = keys.current.kid
        keys.listed = [other]
        running.now += 25 * 3600
        assert await running.status(token) == 200, "renewed beside the request"
        await settled()
        assert await running.status(token) == 401 and len(proofs) == 2


async def test_what_is_remembered_of_tokens_has_an_end_and_forgeries_are_not_remembered(
    monkeypatch: pytest.MonkeyPatch, proofs: list[str]
) -> None:
    monkeypatch.setattr("bot.teams.auth.MOST_PROVEN", 2)
    async with bot() as running:
        now = int(time.time())
        tokens = [running.token(nbf=now - number) for number in range(3)]
        forged = running.token("wrong key")
        statuses = [await running.status(token) for token in (*tokens, forged, forged, *tokens)]
        assert statuses == [200, 200, 200, 401, 401, 200, 200, 200]
        assert proofs == [*tokens, forged, forged, *tokens]
