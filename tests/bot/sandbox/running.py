"""The sandbox as it ships, on a free port, and what a person does on its page."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from playwright.async_api import Locator, Page

from bot.sandbox.start import Sandbox

ANSWERS = (
    "We copy invoices into SAP by hand",
    "accounting, 6 people",
    "12",
    "Read the fields with a model, then check them",
    "hours a week on invoices",
    "12 to 4",
)


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[str]:
    """Its address: real desk, store, scheduler and page."""
    port = _free_port()
    running = Sandbox(folder, b"a secret for tests only", port)
    await running.open()
    runner = web.AppRunner(running.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        await runner.cleanup()
        await running.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def problems_of(page: Page) -> list[str]:
    """Filled with everything the page complains about: errors, and what its security policy refused."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    return problems


async def be(page: Page, name: str) -> None:
    await page.get_by_role("option", name=name).or_(page.get_by_role("button", name=name)).first.click()


async def go(page: Page, place: str) -> None:
    await page.locator("nav").get_by_text(place, exact=True).first.click()


async def type_in(page: Page, text: str) -> None:
    composer = page.locator("#composer-text")
    await composer.fill(text)
    await composer.press("Enter")


def button(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label, exact=True).last
