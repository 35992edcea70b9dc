"""Charts in the sandbox: images that load, also those of the demo company."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from bot.charts.links import Links
from bot.sandbox import render
from handlers.ui import Message, Picture
from handlers.words import Typed
from tests.bot.charts.example import CHART, READER, plan
from tests.bot.sandbox.running import be, button, problems_of, sandbox, type_in

LINKS = Links(b"0123456789abcdef", "", lambda: datetime(2026, 11, 16, tzinfo=UTC))
IMAGES = re.compile(r'<img class="chart" src="([^"]+)" alt="([^"]+)"')


def test_a_chart_is_an_image_and_what_is_typed_stays_typed() -> None:
    html = render.message(Message(Typed("s"), (Picture(Typed('"><script>'), CHART),)), READER, LINKS.address)
    ((address, alt),) = IMAGES.findall(html)
    assert LINKS.plan(address.rpartition("/")[2]) == plan()
    assert unescape(alt) == '"><script>' and "<script>" not in html


def test_one_of_many_is_a_line_of_signs() -> None:
    html = render.message(Message(Typed("s"), (Picture(Typed("h"), CHART, small=True),)), READER, LINKS.address)
    assert "█▅▁" in html and "<img" not in html


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


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
async def test_an_answer_has_its_picture_on_the_page(browser: Browser, tmp_path: Path, width: int) -> None:
    context = await browser.new_context(locale="en-GB", viewport={"width": width, "height": 900})
    context.set_default_timeout(10_000)
    page = await context.new_page()
    problems = problems_of(page)
    async with sandbox(tmp_path) as address:
        await page.goto(address)
        await page.locator("#demo").click()
        await expect(page.locator("nav .badge").first).to_be_attached()
        if width < 800:
            await page.locator("#side-open").click()
        await be(page, "Camille")
        await button(page, "Next Monday 09:00").click()
        await expect(page.get_by_text("Votre point hebdomadaire").last).to_be_visible()
        await type_in(page, "4")
        chart = page.locator("img.chart")
        await expect(chart).to_have_count(1)
        await chart.scroll_into_view_if_needed()
        await expect(chart).to_have_js_property("naturalWidth", 720)
        assert await chart.evaluate("image => image.width") <= min(width - 32, 440)
        assert "4 heures par semaine" in (await chart.get_attribute("alt") or "")
        assert problems == []
    await context.close()
