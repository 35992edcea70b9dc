"""`quickwin store` as it is typed: what it says, what it refuses, and what is there afterwards."""

from __future__ import annotations

import asyncio
import gzip
import io
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import store_cli
from bot.cli import app
from storage.records import DeliveryState, Reason
from storage.tables import DELIVERIES
from tests.storage.company import address, delivery, lived_in, opened, put, seen
from tests.storage.notes import NOW


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store of the settings, lived in."""
    monkeypatch.setenv("QUICKWIN_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    name = str(tmp_path / "data" / "quickwin.json")
    asyncio.run(lived_in(name, people=2))
    return name


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["store", *map(str, words)])


def seen_in(name: str) -> object:
    return asyncio.run(seen(name))


def test_a_copy_says_what_it_copied(here: str, tmp_path: Path) -> None:
    new = address("sqlite", tmp_path)
    result = typed("copy", here, new)
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [words[:2] for words in lines if words[0] == "people"] == [["people", "4"]]
    assert "copying people" in result.stderr
    assert result.stdout.splitlines()[-1].startswith("Everything is copied and compared: ")
    assert seen_in(new) == seen_in(here)


def test_a_second_copy_is_refused(here: str, tmp_path: Path) -> None:
    new = address("sqlite", tmp_path)
    assert typed("copy", here, new).exit_code == 0
    result = typed("copy", here, new)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "holds something already" in result.stderr
    assert "Traceback" not in result.output


def test_a_backup_is_checked_and_restored_and_sends_nothing_old(
    here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, new = tmp_path / "backup.gz", address("sqlite", tmp_path)
    asyncio.run(put(here, DELIVERIES, delivery("late", "acme", DeliveryState.QUEUED)))
    assert typed("backup", backup).exit_code == 0
    assert backup.stat().st_mode & 0o777 == 0o600
    assert "Nothing is wrong: " in typed("verify", backup).stdout
    monkeypatch.setenv("DATABASE_URL", new)
    result = typed("restore", backup)
    assert result.exit_code == 0, result.output
    assert "not sent any more" in result.stdout

    async def late() -> object:
        store = await opened(new)
        async with store.rows(NOW) as rows:
            row = await rows.get(DELIVERIES, "acme", "late")
        await store.close()
        assert row is not None
        return row.state, row.reason

    assert asyncio.run(late()) == (DeliveryState.FAILED, Reason.RESTORED)
    assert "Nothing is wrong: " in typed("verify").stdout


def test_a_backup_copied_by_its_name_is_an_old_state_too(here: str, tmp_path: Path) -> None:
    backup, new = tmp_path / "backup.gz", address("sqlite", tmp_path)
    assert typed("backup", backup).exit_code == 0
    assert typed("copy", backup, new).exit_code == 0
    old = address("sqlite", tmp_path, "old")
    assert typed("copy", "--old", here, old).exit_code == 0
    plain = address("sqlite", tmp_path, "plain")
    assert typed("copy", here, plain).exit_code == 0
    assert seen_in(plain) == seen_in(here)
    for settled in (new, old):
        kept = seen_in(settled)
        assert kept != seen_in(here)
        assert isinstance(kept, dict)
        assert [row.reason for row in kept["deliveries of acme"] if row.state is DeliveryState.FAILED] == [
            Reason.RESTORED
        ]


def test_a_damaged_backup_leaves_the_store_alone(here: str, tmp_path: Path) -> None:
    backup, new = tmp_path / "backup.gz", tmp_path / "new" / "quickwin.json"
    assert typed("backup", backup).exit_code == 0
    lines = gzip.decompress(backup.read_bytes()).splitlines(keepends=True)
    backup.write_bytes(gzip.compress(b"".join(lines[:-2] + lines[-1:])))
    result = typed("restore", backup, "--store", new)
    assert result.exit_code == 1
    assert "is damaged" in result.stderr
    assert not new.parent.exists()
    assert typed("verify", backup).exit_code == 1


def test_a_store_in_use_is_not_restored_into(here: str, tmp_path: Path) -> None:
    backup, new = tmp_path / "backup.gz", tmp_path / "new" / "quickwin.json"
    assert typed("backup", backup).exit_code == 0

    async def with_a_bot() -> Result:
        bot = await opened(str(new))
        result = await asyncio.to_thread(typed, "restore", backup, "--store", new)
        await bot.close()
        return result

    result = asyncio.run(with_a_bot())
    assert result.exit_code == 1
    assert "in use by another Quickwin process" in result.stderr


def test_what_is_wrong_is_told_and_ends_with_1(here: str) -> None:
    text = Path(here).read_text()
    Path(here).write_text(text.replace('"person":"p1"', '"person":"nobody"'))
    result = typed("verify")
    assert result.exit_code == 1
    assert "accounts: W1:U1 refers to nobody, which is not among the people." in result.stderr
    assert "Problems found: 4." in result.stderr


def test_an_address_with_a_password_is_never_repeated(tmp_path: Path) -> None:
    for words in (("verify",), ("backup", tmp_path / "b.gz")):
        result = CliRunner(env={"DATABASE_URL": "postgres://ada:hunter2@127.0.0.1:1/q"}).invoke(
            app, ["store", *map(str, words)]
        )
        assert result.exit_code == 1
        assert "hunter2" not in result.output
        assert "127.0.0.1" in result.output


def test_whoever_stops_it_is_told_how_to_go_on(here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store_cli, "copy", stopped)
    result = typed("copy", here, tmp_path / "new" / "quickwin.json")
    assert result.exit_code == 130
    assert "goes on when the same command is given again" in result.stderr


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", terminal)
    with store_cli._progress({"people": 40}, "copying") as tell:
        tell("people", 10)
        tell("people", 40)
    shown = terminal.getvalue()
    assert "people" in shown and "40/40" in shown
