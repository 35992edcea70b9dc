"""The pictures of charts behind their addresses."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from bot.charts.easel import Easel
from bot.charts.links import Links
from bot.web import charts
from tests.bot.charts.example import plan

LINKS = Links(b"0123456789abcdef", "", lambda: datetime(2026, 11, 16, tzinfo=UTC))


@pytest.fixture(params=[True, False], ids=["drawing", "not drawing"])
async def site(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, bool]]:
    app = web.Application()
    charts.add(app, LINKS, Easel() if request.param else Easel(("/nowhere/at/all",)))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", request.param
    await runner.cleanup()


async def test_a_picture_is_for_whoever_has_its_address(site: tuple[str, bool]) -> None:
    address, draws = site
    async with aiohttp.ClientSession() as session, session.get(address + LINKS.address(plan())) as answer:
        assert answer.status == (200 if draws else 503)
        if draws:
            assert answer.content_type == "image/png" and (await answer.read()).startswith(b"\x89PNG")


async def test_there_is_no_picture_behind_a_guessed_address(site: tuple[str, bool]) -> None:
    guessed = LINKS.address(plan()).replace(".png", "x.png")
    async with aiohttp.ClientSession() as session, session.get(site[0] + guessed) as answer:
        assert answer.status == 404
