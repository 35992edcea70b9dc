"""The life of an initiative as a person lives it: in a real browser, on the sandbox as it ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.bot.sandbox.running import ANSWERS, be, button, go, problems_of, sandbox, type_in


@pytest.mark.browser
async def test_a_newcomer_lives_the_loop_in_the_browser(page: Page, tmp_path: Path) -> None:
    problems = problems_of(page)
    async with sandbox(tmp_path) as address:
        await page.goto(address)

        await type_in(page, "propose")
        for answer in ANSWERS:
            await expect(page.get_by_text("Question", exact=False).last).to_be_visible()
            await type_in(page, answer)
            await expect(page.get_by_text(answer, exact=True).last).to_be_visible()
        for number in (7, 8):
            await expect(page.get_by_text(f"question {number} of 8", exact=False).last).to_be_visible()
            await button(page, "Skip").click()
        await button(page, "Leave them for now").click()
        await button(page, "Propose it").click()
        await expect(page.get_by_text("Proposed:", exact=False).last).to_be_visible()

        await be(page, "Omar Haddad")
        await button(page, "Approve as a trial").click()
        await button(page, "Start the trial").click()
        await expect(page.get_by_text("is a trial now", exact=False).last).to_be_visible()

        await page.keyboard.press("Escape")
        await button(page, "Next Monday 09:00").click()
        await expect(page.get_by_text("Quickwin wrote to Ana Duarte.")).to_be_visible()
        await be(page, "Ana Duarte")
        await expect(page.get_by_text("Your weekly check-in").last).to_be_visible()
        await expect(page.get_by_text("Quickwin wrote to Ana Duarte.")).to_be_hidden()
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
        await expect(page.locator("dialog[open]").get_by_text("De qui touche-t-on les données")).to_be_visible()
        await page.locator("dialog[open] button[type=submit]").click()
        await expect(page.locator("dialog[open] form")).to_have_count(0)

        await be(page, "Ana Duarte")
        await expect(page.get_by_text("Your win is being taken over").last).to_be_visible()
        assert problems == []
