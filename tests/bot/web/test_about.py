"""The pages about privacy and terms, in the reader's language."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.languages import readers
from bot.web.about import routes


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("/privacy", "en", "What is stored"),
        ("/privacy", "fr-CA,fr;q=0.9,en;q=0.5", "<h2>Ce qui est conservé</h2>"),
        ("/privacy", "de", "What is stored"),
        ("/terms", "en", "decides about its use"),
    ],
)
async def test_a_page_is_shown_in_the_language_the_browser_asks_for(path: str, language: str, said: str) -> None:
    app = web.Application()
    app.add_routes(routes(readers()))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(path, headers={"Accept-Language": language})
        text = await answer.text()
    assert answer.status == 200
    assert said in text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
