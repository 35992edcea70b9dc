"""The sandbox answers its own page only, and says nothing a browser could misuse."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

from tests.bot.sandbox.running import sandbox

SAY = {"as": "ana", "place": "direct-ana", "text": "hello"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": "localhost.evil.example"}, 403),
    ],
)
async def test_another_host_is_refused(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    async with (
        sandbox(tmp_path) as address,
        aiohttp.ClientSession() as client,
        client.get(address, headers=headers) as answer,
    ):
        assert answer.status == status


@pytest.mark.parametrize(
    ("origin", "status"), [("own", 200), ("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 403)]
)
async def test_a_change_is_taken_from_the_own_page_only(tmp_path: Path, origin: str, status: int) -> None:
    async with sandbox(tmp_path) as address, aiohttp.ClientSession() as client:
        headers = {"Origin": address.rstrip("/") if origin == "own" else origin}
        async with client.post(f"{address}api/say", json=SAY, headers=headers) as answer:
            assert answer.status == status


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("api/readings", {}, 401),
        ("api/readings", {"Origin": "https://evil.example"}, 403),
        ("api/readings", {"Host": "evil.example"}, 403),
        ("api/say", {}, 403),
    ],
)
async def test_a_program_without_a_page_reaches_what_asks_for_a_token_and_nothing_else(
    tmp_path: Path, path: str, headers: dict[str, str], status: int
) -> None:
    async with (
        sandbox(tmp_path) as address,
        aiohttp.ClientSession() as client,
        client.post(address + path, json={"value": 31}, headers=headers) as answer,
    ):
        assert answer.status == status


async def test_nothing_changes_by_looking(tmp_path: Path) -> None:
    async with (
        sandbox(tmp_path) as address,
        aiohttp.ClientSession() as client,
        client.get(f"{address}api/say") as answer,
    ):
        assert answer.status == 405


@pytest.mark.parametrize("page", ["", "static/page.js", "api/state?as=ana&place=home"])
async def test_every_answer_carries_its_headers(tmp_path: Path, page: str) -> None:
    async with sandbox(tmp_path) as address, aiohttp.ClientSession() as client, client.get(address + page) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as address, aiohttp.ClientSession() as client:
        headers = {"Origin": address.rstrip("/")}
        text = "we copy invoices into SAP by hand for 3 hours a week"
        async with client.post(f"{address}api/say", json={**SAY, "text": text}, headers=headers) as answer:
            assert answer.status == 200
    async with sandbox(tmp_path) as address, aiohttp.ClientSession() as client:
        async with client.get(f"{address}api/state?as=ana&place=direct-ana") as answer:
            shown = await answer.text()
        assert text in shown
        assert "Make it an initiative" in shown


async def test_the_dashboard_opens_by_a_link_from_the_chat_and_by_no_other(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as address, aiohttp.ClientSession(headers={"Origin": address.rstrip("/")}) as client:
        asked = {"as": "ana", "place": "direct-ana", "name": "dashboard"}
        async with client.post(f"{address}api/command", json=asked) as answer:
            assert answer.status == 200
        async with client.get(f"{address}api/state?as=ana&place=direct-ana") as answer:
            shown = (await answer.text()).replace("\\", "")
        (link,) = re.findall(r'href="([^"]+/dashboard/[^"]+)"', shown)
        assert link.startswith(address)
        async with client.get(link) as answer:
            assert answer.status == 200 and "Initiatives at" in await answer.text()
        async with client.get(link[:-1]) as answer:
            assert answer.status == 403
