"""The page for everybody: by keyboard alone, on a phone, in the dark, with errors that say where they belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.bot.sandbox.running import ANSWERS, be, button, go, problems_of, sandbox, type_in

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 390, "height": 844}
PLACES = ("Home", "wins", "general")

HAS_FOCUS = "node => node === document.activeElement"
OUTSIDE = """() => document.activeElement !== document.body
    && ![...document.querySelectorAll('dialog[open]')].some(dialog => dialog.contains(document.activeElement))"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(node => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.unseen, .skip'))
    .filter(node => { const box = node.getBoundingClientRect(); return box.width && (box.right > innerWidth + 1 || box.left < -1); })
    .map(node => node.tagName + "." + node.getAttribute("class")).concat(
        document.scrollingElement.scrollWidth > innerWidth ? ['the page'] : [])"""
UNNAMED = """() => {
    const shown = selector => [...document.querySelectorAll(selector)].filter(node => node.checkVisibility({ visibilityProperty: true }));
    const named = node => node.ariaLabel || node.innerText?.trim() || node.labels?.length
        || (node.getAttribute('aria-labelledby') ?? '').split(' ').some(id => document.getElementById(id)?.innerText.trim());
    const bare = shown('button, input, textarea, select, [role=listbox], [role=option], dialog').filter(node => !named(node));
    const levels = shown('h1, h2, h3, h4').map(node => Number(node.tagName[1]));
    const jumps = levels.filter((level, n) => n && level > Math.max(...levels.slice(0, n)) + 1);
    return [...bare.map(node => node.outerHTML.slice(0, 100)), ...jumps.map(level => 'h' + level + ' without its parent')];
}"""
PALE = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => { const part = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
    const behind = node => { for (let at = node; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor); if (colour[3] > 250) return colour; }
        return rgba(getComputedStyle(document.documentElement).backgroundColor); };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (node.closest('.unseen, .skip, svg, :disabled')) continue;
        const style = getComputedStyle(node), ink = rgba(style.color);
        if (ink[3] < 250) continue;
        const [a, b] = [light(ink), light(behind(node))].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize), ratio = (a + 0.05) / (b + 0.05);
        const large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) found.push(ratio.toFixed(2) + ' ' + walk.currentNode.data.trim().slice(0, 40));
    }
    return [...new Set(found)];
}"""
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"


async def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses the key until the element has the focus."""
    for _ in range(150):
        if await wanted.count() and await wanted.evaluate(HAS_FOCUS):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached with {key}")


async def press(page: Page, wanted: Locator, key: str = "Tab") -> None:
    await reach(page, wanted, key)
    await page.keyboard.press("Enter")


async def test_a_proposal_is_made_and_approved_without_a_mouse(page: Page, tmp_path: Path) -> None:
    problems = problems_of(page)
    async with sandbox(tmp_path) as address:
        await page.goto(address)
        composer = page.locator("#composer-text")
        await press(page, page.get_by_role("link", name="Skip to the message field"))
        await expect(composer).to_be_focused()
        for text in ("propose", *ANSWERS, *["skip"] * 3):
            said = page.locator(".entry").count
            before = await said()
            await page.keyboard.type(text)
            await page.keyboard.press("Enter")
            await expect(page.locator(".entry").nth(before)).to_be_visible()
        await expect(button(page, "Propose it")).to_be_visible()
        await press(page, button(page, "Propose it"), "Shift+Tab")
        await expect(page.get_by_text("Proposed:", exact=False).last).to_be_visible()
        await expect(page.locator("#live")).not_to_be_empty()

        await reach(page, page.get_by_role("option", selected=True), "Shift+Tab")
        await reach(page, page.get_by_role("option", name="Omar Haddad"), "ArrowDown")
        await page.keyboard.press("Enter")
        approve = button(page, "Approve as a trial")
        await expect(approve).to_be_visible()
        await press(page, approve)

        dialog = page.locator("dialog[open]")
        await expect(dialog).to_be_visible()
        for _ in range(40):
            assert not await page.evaluate(OUTSIDE), "the focus stays in the dialog"
            await page.keyboard.press("Tab")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(approve).to_be_focused()

        await page.keyboard.press("Enter")
        await press(page, button(page, "Start the trial"))
        await expect(page.get_by_text("is a trial now", exact=False).last).to_be_visible()
        assert problems == []


async def test_a_form_refused_keeps_what_was_typed_and_says_where_it_is_wrong(page: Page, tmp_path: Path) -> None:
    async with sandbox(tmp_path) as address:
        await page.goto(address)
        await type_in(page, "/quickwin propose")
        dialog = page.locator("dialog[open]")
        await dialog.locator("[name=pain]").fill("We copy <b>invoices</b>")
        await dialog.locator("[name=hours]").fill("many")
        await dialog.locator("[name=kpi]").fill("hours a week")
        await dialog.locator("button[type=submit]").click()
        wrong = dialog.locator("[aria-invalid=true]")
        await expect(wrong).to_have_count(3)
        await expect(wrong.first).to_be_focused()
        for field in await wrong.all():
            ids = (await field.get_attribute("aria-describedby") or "").split()
            texts = [await page.locator(f"#{name}").inner_text() for name in ids]
            assert any("needed" in text or "number" in text for text in texts)
        await expect(dialog.locator("[name=pain]")).to_have_value("We copy <b>invoices</b>")
        await expect(dialog.locator("[name=hours]")).to_have_value("many")
        await expect(dialog.locator("[name=kpi]")).to_have_value("hours a week")
        assert await page.evaluate(UNNAMED) == []


async def test_on_a_phone_nothing_is_cut_off_and_everything_is_reached(browser: Browser, tmp_path: Path) -> None:
    context = await browser.new_context(
        locale="en-GB", viewport=NARROW, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = await context.new_page()
    problems = problems_of(page)
    async with sandbox(tmp_path) as address:
        await page.goto(address)
        await demo(page)
        for place in PLACES:
            await page.locator("#side-open").tap()
            assert await page.evaluate(TOO_WIDE) == []
            await go(page, place)
            await expect(page.locator("#side-close")).not_to_be_in_viewport()
            assert await page.evaluate(TOO_WIDE) == [], place
        await page.locator("#guide-open").tap()
        assert await page.evaluate(TOO_WIDE) == []
        await page.locator("#panel-close").tap()
        await type_in(page, "/quickwin propose")
        submit = page.locator("dialog[open] button[type=submit]")
        await submit.scroll_into_view_if_needed()
        await expect(submit).to_be_in_viewport()
        assert await page.evaluate(TOO_WIDE) == []
        assert problems == []


async def test_at_no_width_is_anything_cut_off(page: Page, tmp_path: Path) -> None:
    async with sandbox(tmp_path) as address:
        await page.emulate_media(reduced_motion="reduce")
        await page.goto(address)
        for width in (320, 480, 600, 800, 1000, 1200, 1300, 1440, 1920):
            await page.set_viewport_size({"width": width, "height": 800})
            assert await page.evaluate(TOO_WIDE) == [], width


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_in_the_light_and_in_the_dark(
    browser: Browser, tmp_path: Path, scheme: Any
) -> None:
    context = await browser.new_context(locale="en-GB", color_scheme=scheme, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    page = await context.new_page()
    problems = problems_of(page)
    async with sandbox(tmp_path) as address:
        await page.goto(address)
        await demo(page)
        lightness = sum(map(float, (await page.evaluate(BACKGROUND)).strip("rgb()").split(",")[:3])) / 3
        assert lightness < 60 if scheme == "dark" else lightness > 200
        for place in PLACES:
            await go(page, place)
            assert await page.evaluate(PALE) == [], place
            assert await page.evaluate(UNNAMED) == [], place
        await be(page, "Omar Haddad")
        assert await page.evaluate(PALE) == []
        await type_in(page, "/quickwin propose")
        await page.locator("dialog[open] button[type=submit]").click()
        await expect(page.locator("dialog[open] [aria-invalid=true]").first).to_be_visible()
        assert await page.evaluate(PALE) == []
        assert problems == []


async def demo(page: Page) -> None:
    """The company with a quarter behind it."""
    await page.locator("#demo").click()
    await expect(page.locator("nav .badge").first).to_be_attached()
