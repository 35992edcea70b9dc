"""What a page hears while it is open, and that nobody is troubled when it is closed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.sandbox import app
from tests.bot.sandbox.running import sandbox


async def test_a_page_that_is_open_hears_that_the_sandbox_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "HEARTBEAT", 0.01)
    async with (
        sandbox(tmp_path) as address,
        aiohttp.ClientSession() as page,
        page.get(f"{address}api/stream") as stream,
    ):
        heard = [await stream.content.readuntil(b"\n\n") for _ in range(3)]
    assert heard == [b"event: changed\ndata: {}\n\n", b": still here\n\n", b": still here\n\n"]


async def test_a_page_that_is_closed_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "HEARTBEAT", 0.05)
    with capture_logs() as logs:
        async with sandbox(tmp_path) as address:
            async with aiohttp.ClientSession() as page:
                stream = await page.get(f"{address}api/stream")
                await stream.content.readuntil(b"\n\n")
                stream.close()
            await asyncio.sleep(0.3)
    assert [log for log in logs if log["log_level"] == "error"] == []
