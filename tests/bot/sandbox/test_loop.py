"""The life of an initiative as a person lives it: in a real browser, on the sandbox as it ships."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Locator, Page, expect

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
    """The whole sandbox on a free port: real desk, store, scheduler and page."""
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


@pytest.mark.browser
async def test_a_newcomer_lives_the_loop_in_the_browser(page: Page, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    async with sandbox(tmp_path) as address:
        await page.goto(address)

        await type_in(page, "propose")
        for answer in ANSWERS:
            await expect(page.get_by_text("Question", exact=False).last).to_be_visible()
            await type_in(page, answer)
            await expect(page.get_by_text(answer, exact=True).last).to_be_visible()
        await button(page, "Skip").click()
        await button(page, "Skip").click()
        await button(page, "Propose it").click()
        await expect(page.get_by_text("Proposed:", exact=False).last).to_be_visible()

        await be(page, "Omar Haddad")
        await button(page, "Approve as a trial").click()
        await button(page, "Start the trial").click()
        await expect(page.get_by_text("is a trial now", exact=False).last).to_be_visible()

        await page.keyboard.press("Escape")
        await button(page, "Next Monday 09:00").click()
        await be(page, "Ana Duarte")
        await expect(page.get_by_text("Your weekly check-in").last).to_be_visible()
        await type_in(page, "4")
        await expect(page.get_by_text("target 4 reached", exact=False).last).to_be_visible()

        await button(page, "Next Monday 09:00").click()
        await button(page, "Same as last week").click()
        await expect(page.get_by_text("holds its target", exact=False).last).to_be_visible()
        await button(page, "See and tell the story").click()
        await button(page, "See it first").click()
        await button(page, "Post the story").click()

        await be(page, "Camille Laurent")
        await go(page, "wins")
        await button(page, "We want this").click()
        await page.locator("dialog[open] [name=hours]").fill("5")
        await page.locator("dialog[open] button[type=submit]").click()
        await expect(page.locator("dialog[open] form")).to_have_count(0)

        await be(page, "Ana Duarte")
        await expect(page.get_by_text("Your win is being taken over").last).to_be_visible()
        assert problems == []
