"""The browser the other tests live in: it opens pages, and its absence is said, or an error where one is required."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

ROOT = Path(__file__).parent.parent
THIS_TEST = f"{Path(__file__).relative_to(ROOT)}::test_a_page_answers_a_click"


@pytest.mark.browser
async def test_a_page_answers_a_click(page: Page) -> None:
    await page.set_content("<button onclick=\"this.textContent = 'pressed'\">press</button>")
    await page.get_by_role("button", name="press").click()
    await expect(page.get_by_role("button")).to_have_text("pressed")


def run_without_a_browser(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", THIS_TEST]
    empty_path = {"PATH": str(ROOT / "nowhere"), **environment}
    return subprocess.run(command, cwd=ROOT, env=empty_path, capture_output=True, text=True, check=False)


def test_without_a_browser_the_last_line_names_what_did_not_run_and_the_command_for_it() -> None:
    outcome = run_without_a_browser()
    last = outcome.stdout.splitlines()[-1]
    assert outcome.returncode == 0, outcome.stdout
    assert last.startswith("Not run, because no Chromium") and "tests/test_browser.py" in last
    assert "apt-get install chromium" in last


def test_where_a_browser_is_required_its_absence_is_an_error() -> None:
    outcome = run_without_a_browser(QUICKWIN_REQUIRE_BROWSER="1")
    assert outcome.returncode == 1, outcome.stdout
    assert "QUICKWIN_REQUIRE_BROWSER=1 asks for it" in outcome.stdout
