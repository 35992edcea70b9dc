"""Which address a call goes to: an id is one part of it whatever it holds, and the token goes to no other host."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import pytest
from aiohttp import web
from yarl import URL

from bot.teams.connector import Connector, new_session
from bot.teams.hosts import Hosts
from bot.teams.pace import Pace
from tests.bot.teams.connected import HELLO, World, failure
from tests.fakes.teams_rules import Json


@pytest.mark.parametrize(
    "odd", ["19:a@thread.tacv2;messageid=1", "a/../../b", "a?b=c#d", "a%2Fb", "é 😀", "a\\b", "a+b&c"]
)
async def test_an_id_is_one_part_of_the_path_whatever_is_in_it(odd: str) -> None:
    async with listening() as (service, paths), new_session() as session:
        connector = Connector(session, None, Pace(time.monotonic), Hosts(local=True))
        await connector.send(service, odd, {})
        await connector.update(service, "c", odd, {})
        await connector.member(service, "c", odd)
        assert [URL(path, encoded=True).parts[-2:] for path in paths] == [
            (odd, "activities"), ("activities", odd), ("members", odd),
        ]  # fmt: skip
        assert all(path.count("/") == count for path, count in zip(paths, (4, 5, 5), strict=True))
        assert all(quote(odd, safe="") in path for path in paths), "as it was quoted"


@pytest.mark.parametrize("none", ["", ".", ".."])
async def test_what_is_no_id_is_never_called(world: World, none: str) -> None:
    for call in (
        world.connector.send(world.where, none, HELLO),
        world.connector.update(world.where, "a:1", none, HELLO),
        world.connector.delete(world.where, "a:1", none),
        world.connector.member(world.where, "a:1", none),
        world.connector.channels(world.where, none),
    ):
        assert (await failure(call)).kind == "never"
    assert world.teams.calls() == [] and world.teams.login.asked == 0


@pytest.mark.parametrize(
    "address",
    [
        "https://smba.trafficmanager.net@evil.example/", "http://smba.trafficmanager.net/", "https://evil.example/", "",
        "https://evil.example\\.botframework.com/", "https://evil.example%2f.botframework.com/",
        "http://169.254.169.254/", "http://127.0.0.1:1/", "https://[::1",
    ],
)  # fmt: skip
async def test_the_token_goes_to_no_other_host(world: World, address: str) -> None:
    assert (await failure(world.connector.send(address, "a:1", HELLO))).kind == "never"
    assert world.teams.login.asked == 0, "there is not even a token"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(status: int) -> None:
    async with listening(status) as (service, paths), new_session() as session:
        connector = Connector(session, None, Pace(time.monotonic), Hosts(local=True))
        assert (await failure(connector.send(service, "a", {}))).kind == "never"
        assert len(paths) == 1


@asynccontextmanager
async def listening(status: int = 201) -> AsyncIterator[tuple[str, list[str]]]:
    """A service that keeps the paths exactly as they came."""
    paths: list[str] = []

    async def take(request: web.Request) -> web.Response:
        paths.append(request.raw_path)
        headers = {"Location": "/elsewhere"} if status > 300 else None
        found: Json = {"id": "1"}
        return web.json_response(found, status=status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/", paths
    finally:
        await runner.cleanup()
