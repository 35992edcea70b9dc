"""Charts in the sandbox: images that load, also those of the demo company."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import aiohttp

from bot.charts.links import Links
from bot.sandbox import render
from handlers.ui import Message, Picture
from handlers.words import Typed
from tests.bot.charts.example import CHART, READER, plan
from tests.bot.sandbox.running import sandbox

LINKS = Links(b"0123456789abcdef", "", lambda: datetime(2026, 11, 16, tzinfo=UTC))
IMAGES = re.compile(r'<img class="chart" src="([^"]+)" alt="([^"]+)"')


def test_a_chart_is_an_image_and_what_is_typed_stays_typed() -> None:
    html = render.message(Message(Typed("s"), (Picture(Typed('"><script>'), CHART),)), READER, LINKS.address)
    ((address, alt),) = IMAGES.findall(html)
    assert LINKS.plan(address.rpartition("/")[2]) == plan()
    assert unescape(alt) == '"><script>' and "<script>" not in html


async def test_the_demo_company_shows_charts_that_load(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as address, aiohttp.ClientSession(headers={"Origin": address.rstrip("/")}) as page:

        async def act(path: str, **body: object) -> object:
            async with page.post(f"{address}api/{path}", json={"as": "ana", "place": "home", **body}) as answer:
                assert answer.status == 200, await answer.text()
                return await answer.json()

        async with page.get(f"{address}api/state", params={"as": "ana", "place": "wins"}) as answer:
            assert answer.status == 200, await answer.text()
        await act("demo")
        async with page.get(f"{address}api/state", params={"as": "ana", "place": "wins"}) as answer:
            charts = IMAGES.findall(str(await answer.json()))
        assert charts
        async with page.get(address.rstrip("/") + unescape(charts[0][0])) as image:
            assert image.status == 200 and (await image.read()).startswith(b"\x89PNG")
