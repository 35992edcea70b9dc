"""The connector's signing keys: fetched when they are wanted, kept while the endpoint is away, and never asked for too often."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.teams.auth import Keys
from tests.fakes.teams_keys import SigningKey


class Endpoint:
    """Where signing keys are listed, in whatever shape a test wants: answers by path, in turn, the last one for ever."""

    def __init__(self) -> None:
        self.now = 0.0
        self.fetches = 0
        self.documents: list[bytes] = []
        self.pages: list[bytes] = []
        self.status = 200

    async def openid(self, request: web.Request) -> web.Response:
        self.fetches += 1
        good = json.dumps({"jwks_uri": f"http://{request.host}/keys"}).encode()
        return self._next(self.documents or [good])

    async def keys(self, _request: web.Request) -> web.Response:
        return self._next(self.pages)

    def _next(self, answers: list[bytes]) -> web.Response:
        body = answers.pop(0) if len(answers) > 1 else answers[0]
        headers = {"Location": "http://127.0.0.1:1/"} if 300 <= self.status < 400 else None
        return web.Response(status=self.status, body=body, headers=headers)


ONE, TWO = SigningKey(11, "msteams"), SigningKey(12, "msteams")


def page(*keys: Any) -> bytes:
    return json.dumps({"keys": [key.listed if isinstance(key, SigningKey) else key for key in keys]}).encode()


@asynccontextmanager
async def keys_of(endpoint: Endpoint) -> AsyncIterator[Keys]:
    app = web.Application()
    app.add_routes([web.get("/openid", endpoint.openid), web.get("/keys", endpoint.keys)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession() as session:
            base = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield Keys(session, lambda: endpoint.now, f"{base}/openid")
    finally:
        await runner.cleanup()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]


async def settled() -> None:
    """What runs beside the requests has ended."""
    running = [task for task in asyncio.all_tasks() if task.get_name() == "teams signing keys"]
    await asyncio.gather(*running)


NONSENSE = (
    b"", b"<html>", b"null", b"[]", b"{}", b"3", b'"keys"', b"\xff\xfe", b'{"keys": null}', b'{"keys": []}', b'{"keys": 3}',
    b'{"keys": ["one"]}', b'{"keys": [null]}', b'{"keys": {"one": 1}}',
)  # fmt: skip


@pytest.mark.parametrize("where", ["documents", "pages"])
@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_an_endpoint_that_says_nonsense_takes_no_key_away(
    where: str, nonsense: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key(ONE.kid)
        setattr(endpoint, where, [nonsense])
        assert await keys.key(TWO.kid) is None
        assert await keys.key(ONE.kid)
        assert len(lines(caplog)) == 1 and "could not be read" in caplog.text


@pytest.mark.parametrize("status", [302, 404, 429, 500, 503])
async def test_keys_are_not_fetched_again_and_again_while_the_endpoint_is_away(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint()
    endpoint.pages, endpoint.status = [page(ONE)], status
    async with keys_of(endpoint) as keys:
        for _ in range(50):
            assert await keys.key(ONE.kid) is None
        assert endpoint.fetches == 1 and len(lines(caplog)) == 1
        endpoint.now, endpoint.status = 10.0, 200
        assert await keys.key(ONE.kid), "ten seconds later it is there again"


async def test_a_failed_fetch_does_not_use_up_what_a_rotation_needs() -> None:
    endpoint = Endpoint()
    endpoint.pages, endpoint.status = [page(ONE)], 503
    async with keys_of(endpoint) as keys:
        for _ in range(20):
            assert await keys.key(ONE.kid) is None
            endpoint.now += 10
        endpoint.status = 200
        assert await keys.key(ONE.kid)


async def test_a_key_that_cannot_be_read_does_not_take_the_others_with_it() -> None:
    broken: list[Any] = [
        "text", None, {}, {"kid": "no kind"}, {"kty": "EC", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"}, {"kty": "RSA", "kid": "short", "n": "!!", "e": "AQAB"},
        {"kty": "RSA", "kid": "half", "n": "AQAB"}, {**ONE.listed, "kid": "odd", "endorsements": 5},
        {name: value for name, value in ONE.listed.items() if name != "kid"},
    ]  # fmt: skip
    endpoint = Endpoint()
    endpoint.pages = [page(*broken, ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key(ONE.kid)
        for kid in ("no kind", "curve", "secret", "short", "half", "odd", "None", ""):
            assert await keys.key(kid) is None


async def test_keys_are_renewed_once_a_day_beside_the_requests() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE), page(TWO)]
    async with keys_of(endpoint) as keys:
        assert await keys.key(ONE.kid)
        endpoint.now = 24 * 3600 - 1
        assert await keys.key(ONE.kid) and endpoint.fetches == 1
        endpoint.now = 24 * 3600
        assert all(await asyncio.gather(*[keys.key(ONE.kid) for _ in range(10)])), "nobody waits for it"
        await settled()
        assert endpoint.fetches == 2
        assert await keys.key(TWO.kid) and await keys.key(ONE.kid) is None


async def test_a_renewal_that_fails_is_tried_again_in_a_while_and_not_at_every_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key(ONE.kid)
        endpoint.now, endpoint.status = 24 * 3600, 503
        for _ in range(50):
            assert await keys.key(ONE.kid)
            await settled()
        assert endpoint.fetches == 2 and len(lines(caplog)) == 1
        endpoint.now += 10
        assert await keys.key(ONE.kid)
        await settled()
        assert endpoint.fetches == 3


async def test_a_flood_of_made_up_ids_hides_a_rotation_for_five_minutes_at_most() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        for number in range(500):
            assert await keys.key(f"made up {number}") is None
        assert endpoint.fetches == 3
        endpoint.pages = [page(ONE, TWO)]
        assert await keys.key(TWO.kid) is None
        endpoint.now = 300.0
        assert await keys.key(TWO.kid) and endpoint.fetches == 4


async def test_a_request_that_is_given_up_leaves_the_fetch_to_the_others() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        first, second = (asyncio.create_task(keys.key(ONE.kid)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert await second and endpoint.fetches == 1
