"""A real browser for the tests: the system's Chromium driven by Playwright, and a sentence where there is none."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "no Chromium or Chrome is on the PATH"
HOW = "sudo apt-get install chromium (on Debian), or name one with QUICKWIN_BROWSER=/path/to/chromium; then make test"
# Nothing here may look outside: not for updates, not for accounts, not for a list of bad sites.
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Where the browser is, if there is one."""
    named = os.environ.get("QUICKWIN_BROWSER")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def flags() -> list[str]:
    """Chromium refuses to sandbox itself for root, which is who containers and CI run as."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else [*FLAGS]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one the test is skipped, or fails where QUICKWIN_REQUIRE_BROWSER=1 asks for it."""
    path = find_chromium()
    if path is not None:
        return path
    if os.environ.get("QUICKWIN_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{NO_BROWSER}, and QUICKWIN_REQUIRE_BROWSER=1 asks for it: {HOW}", pytrace=False)
    pytest.skip(NO_BROWSER)


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A browser of its own for one test, with nothing remembered from another."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=flags())
        yield running
        await running.close()


@pytest.fixture
async def page(browser: Browser) -> Page:
    """A page in English and in UTC; a step that hangs fails after 10 seconds."""
    context = await browser.new_context(locale="en-GB", timezone_id="UTC", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    return await context.new_page()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """The last line names what did not run, below pytest's own closing line, where it is read."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    missed = [report.nodeid for report in skipped if NO_BROWSER in str(report.longrepr)]
    if missed:
        files = ", ".join(sorted({name.partition("::")[0] for name in missed}))
        reporter.write_line(f"Not run, because {NO_BROWSER}: {len(missed)} tests of {files}. To run them: {HOW}.")
