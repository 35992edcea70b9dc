"""`quickwin import tools` as it is typed: all lines or none, line by line what is wrong, and nothing twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation, Workspace
from initiatives.tools import Tool, ToolUse
from storage.migrating import migrate
from tests.storage.company import address, opened

NOW = datetime.now(UTC)
HEAD = "name,purposes,content,approved_by,approved_on,aliases,limits\n"
DEEPL = "DeepL,translating manuals,public|internal,Security,2026-01-31,Deep L; DeepL Pro,No names\n"


@pytest.fixture(params=["tiny", "sqlite"])
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that is set, with one organisation that has named a tool in a proposal."""
    monkeypatch.chdir(tmp_path)
    found = address(request.param, tmp_path)
    if request.param == "tiny":
        monkeypatch.setenv("QUICKWIN_DATA", str(Path(found).parent))
    else:
        monkeypatch.setenv("DATABASE_URL", found)
        asyncio.run(migrate(found))
    asyncio.run(_founded(found))
    return found


async def _founded(found: str) -> None:
    store = await opened(found)
    async with store.transaction(NOW) as kept:
        await kept.found(Organisation("acme", "acme", "Acme", digest_at=NOW + timedelta(days=3)))
        await kept.connect(Workspace("W", "acme", "sandbox", "Acme"))
        await kept.keep_tool_use(ToolUse("i1.named", "acme", "i1", named="deep l"))
    await store.close()


async def kept(found: str) -> tuple[list[Tool], list[ToolUse]]:
    store = await opened(found)
    async with store.transaction(NOW) as transaction:
        tools = await transaction.tools("acme")
        uses = [use for tool in tools for use in await transaction.uses_of_tool("acme", tool.id)]
    await store.close()
    return tools, uses


def typed(tmp_path: Path, text: str, *more: str) -> Result:
    file = tmp_path / "tools.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["import", "tools", str(file), *more])


def test_tools_are_kept_and_know_the_proposals_that_named_them(name: str, tmp_path: Path) -> None:
    done = typed(tmp_path, HEAD + DEEPL + "Excel,tables,personal data,IT,2026-02-01,,\n")
    assert (done.exit_code, done.stdout) == (0, "Kept: 2 (new: 2, changed: 0, there already: 0).\n")
    (deepl, excel), uses = asyncio.run(kept(name))
    assert deepl.content == (Sensitivity.PUBLIC, Sensitivity.INTERNAL)
    assert (deepl.aliases, deepl.limits, deepl.approved_on) == (("Deep L", "DeepL Pro"), "No names", date(2026, 1, 31))
    assert excel.content == (Sensitivity.PERSONAL,)
    assert [(use.initiative, use.tool) for use in uses] == [("i1", deepl.id)]


def test_a_file_brought_again_changes_what_it_says_differently_and_nothing_else(name: str, tmp_path: Path) -> None:
    typed(tmp_path, HEAD + DEEPL)
    first, _ = asyncio.run(kept(name))
    assert "there already: 1" in typed(tmp_path, HEAD + DEEPL).stdout
    short = "name,purposes,content,approved_by,approved_on\ndeepl pro,manuals,public,Security,2026-03-01\n"
    assert typed(tmp_path, short).stdout == "Kept: 1 (new: 0, changed: 1, there already: 0).\n"
    ((changed,), _), (before,) = asyncio.run(kept(name)), first
    assert (changed.id, changed.name, changed.limits) == (before.id, "DeepL", "No names")
    assert (changed.purposes, changed.content) == ("manuals", (Sensitivity.PUBLIC,))


def test_a_dry_run_says_the_same_and_keeps_nothing(name: str, tmp_path: Path) -> None:
    assert typed(tmp_path, HEAD + DEEPL, "--dry-run").stdout.startswith("Would be kept: 1 (new: 1")
    assert asyncio.run(kept(name)) == ([], [])


def test_each_wrong_line_is_named_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    wrong = "Excel,,secret,IT,yesterday,,\nWord,letters,public\n"
    done = typed(tmp_path, HEAD + DEEPL + wrong)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "Line 3, purposes: It is missing.",
        "Line 3, content: Any of public, internal, confidential, personal, divided by | or semicolons.",
        "Line 3, approved_on: A day, like 2026-11-23.",
        "Line 4: 7 cells are expected",
        "Nothing is imported. Problems found: 4.",
    ]
    assert asyncio.run(kept(name)) == ([], [])


def test_a_line_that_breaks_a_rule_undoes_the_others(name: str, tmp_path: Path) -> None:
    far = (NOW + timedelta(days=9)).date()
    text = f"{HEAD}{DEEPL}Lingua,texts,public,IT,2026-01-01,DeepL,\nWord,letters,public,IT,{far},,\n"
    done = typed(tmp_path, text)
    assert done.stderr.splitlines()[:2] == [
        "Line 3, aliases: DeepL goes by that name already.",
        "Line 4, approved_on: That day is in the future.",
    ]
    assert asyncio.run(kept(name)) == ([], [])
    assert typed(tmp_path, HEAD + DEEPL).exit_code == 0, "right the second time"


def test_a_file_without_the_columns_says_which_ones_there_are(name: str, tmp_path: Path) -> None:
    done = typed(tmp_path, "tool,what\nDeepL,texts\n")
    assert done.stderr.startswith(
        "The first line names the columns: name, purposes, content, approved_by, approved_on,"
    )
