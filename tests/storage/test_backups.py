"""A backup is one file that brings everything back, and one that is damaged says so before anything is touched."""

# ruff: noqa: ASYNC240 - the files of a test are small
from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from storage.backups import BackupSource, back_up, is_backup
from storage.disk import Disk
from storage.moving import EVERY, Sums, copy
from storage.named import backup_of, newest_schema, source_of
from storage.rows import CannotOpen, StorageFailed
from storage.verifying import verify
from tests.storage.breaking import BreakingDisk, disk_full
from tests.storage.company import KINDS, address, lived_in, opened, seen
from tests.storage.notes import NOW
from tests.storage.test_moving import filled


def quiet(table: str, done: int) -> None:
    """Nobody is told."""


async def backed_up(name: str, path: Path, disk: Disk | None = None) -> Sums:
    source = await source_of(name, batch=10)
    try:
        return await back_up(source, path, at=NOW, schema=newest_schema(), tell=quiet, disk=disk)
    finally:
        await source.close()


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    name = address("sqlite", tmp_path, "old")
    await lived_in(name, people=2)
    await backed_up(name, tmp_path / "backup.gz")
    return tmp_path / "backup.gz"


def lines_of(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
async def test_what_was_backed_up_comes_back(source: str, target: str, tmp_path: Path) -> None:
    old, new = address(source, tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=3)
    sums = await backed_up(old, tmp_path / "backup.gz")
    writing = await filled(new)
    assert await copy(backup_of(tmp_path / "backup.gz", batch=4), writing, tell=quiet) == sums
    await writing.close()
    assert await seen(new) == await seen(old)


async def test_the_same_things_make_the_same_backup(backup: Path, tmp_path: Path) -> None:
    assert is_backup(backup)
    again = backup.with_name("again.gz")
    await backed_up(f"sqlite:///{tmp_path / 'old.sqlite'}", again)
    assert again.read_bytes() == backup.read_bytes()


async def test_a_backup_is_for_its_owner_and_replaces_none(backup: Path, tmp_path: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    before = backup.read_bytes()
    with pytest.raises(CannotOpen, match="there already"):
        await backed_up(f"sqlite:///{tmp_path / 'old.sqlite'}", backup)
    assert backup.read_bytes() == before


async def test_it_can_be_read_without_the_bot(backup: Path) -> None:
    first, *records, last = [json.loads(line) for line in lines_of(backup)]
    assert first == {"quickwin_backup": 1, "at": "2025-11-24T09:00:00Z", "schema": "0001"}
    counts = {name: told["records"] for name, told in last["holds"].items()}
    assert counts == {table.name: sum(name == table.name for name, _ in records) for table in EVERY}
    assert min(counts.values()) > 0


async def test_a_disk_that_fails_at_any_step_leaves_no_backup_and_no_rest(tmp_path: Path) -> None:
    name = address("tiny", tmp_path, "old")
    await lived_in(name, people=2)
    whole = BreakingDisk()
    await backed_up(name, tmp_path / "whole.gz", whole)
    assert whole.steps == ["create whole.gz.new", "sync", "close", "rename whole.gz", "sync folder"]
    for step in range(1, 5):
        with pytest.raises(StorageFailed, match="there is no backup"):
            await backed_up(name, tmp_path / "broken.gz", BreakingDisk(step, disk_full))
        assert not list(tmp_path.glob("broken*"))


@pytest.mark.parametrize("source", KINDS)
async def test_a_backup_beside_a_busy_bot_is_of_one_moment(source: str, tmp_path: Path) -> None:
    name, path = address(source, tmp_path, "old"), tmp_path / "backup.gz"
    await lived_in(name, people=3)
    bot = await opened(name)
    reading = await source_of(name, batch=4)

    class Busy:
        """The source, while the audit trail grows between two of its pages."""

        name, unique = reading.name, reading.unique

        async def pages(self) -> AsyncIterator[Any]:
            number = 0
            async for table, lines in reading.pages():
                yield table, lines
                number += 1
                async with bot.rows(NOW) as rows:
                    person = (await rows.all(EVERY[2], "acme"))[0]
                    await rows.put(EVERY[2], type(person)(f"new{number}", "acme", "New"))

    await back_up(Busy(), path, at=NOW, schema=newest_schema(), tell=quiet)  # type: ignore[arg-type]
    await reading.close()
    await bot.close()
    assert (await verify(backup_of(path), tell=quiet)).problems == []


def without_a_record(lines: list[bytes]) -> list[bytes]:
    return [*lines[:30], *lines[31:]]


def with_a_record_twice(lines: list[bytes]) -> list[bytes]:
    return [*lines[:30], lines[29], *lines[30:]]


def with_two_in_another_order(lines: list[bytes]) -> list[bytes]:
    place = next(n for n, line in enumerate(lines) if line.startswith(b'["people"'))
    return [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]


def with_another_letter(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"Person 1", b"Person 8") for line in lines]


def with_no_record(lines: list[bytes]) -> list[bytes]:
    return [*lines[:30], b'["people",{"id":"p"}]\n', *lines[31:]]


def with_a_table_nobody_knows(lines: list[bytes]) -> list[bytes]:
    return [*lines[:30], b'["secrets",{}]\n', *lines[30:]]


def without_its_end(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def with_something_behind(lines: list[bytes]) -> list[bytes]:
    return [*lines, lines[5]]


def with_another_end(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], b'{"holds": 5}\n']


DAMAGES = [
    without_a_record, with_a_record_twice, with_two_in_another_order, with_another_letter, with_no_record,
    with_a_table_nobody_knows, without_its_end, with_something_behind, with_another_end,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
async def test_one_that_was_changed_is_found_out(backup: Path, damage: Callable[[list[bytes]], list[bytes]]) -> None:
    assert (await verify(backup_of(backup), tell=quiet)).problems == []
    backup.write_bytes(gzip.compress(b"".join(damage(lines_of(backup)))))
    findings = await verify(backup_of(backup), tell=quiet)
    assert "is damaged" in findings.unreadable
    assert str(backup) in findings.unreadable


async def test_a_byte_that_is_wrong_or_missing_anywhere_is_found_out(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]):
            backup.write_bytes(damaged)
            if 2 < place < 10 and len(damaged) == len(whole):
                continue  # the packer's own notes, which say nothing of what is in it
            try:
                findings = await verify(backup_of(backup), tell=quiet)
            except CannotOpen:
                continue
            assert findings.unreadable, place


@pytest.mark.parametrize("header", [{"quickwin_backup": 2}, {"schema": "9999"}])
async def test_one_of_a_newer_version_is_refused(backup: Path, header: dict[str, Any]) -> None:
    first, *rest = lines_of(backup)
    backup.write_bytes(gzip.compress(b"".join([json.dumps(json.loads(first) | header).encode() + b"\n", *rest])))
    with pytest.raises(CannotOpen, match="newer Quickwin"):
        backup_of(backup)


@pytest.mark.parametrize("text", [b"", b"{}\n", b"[]\n", b"no\n", b'{"quickwin_backup":1,"at":"x","schema":"0001"}\n'])
def test_what_is_no_backup_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "backup.gz"
    path.write_bytes(gzip.compress(text))
    with pytest.raises(CannotOpen, match="no backup"):
        BackupSource(path, known=["0001"])
    path.write_bytes(text)
    with pytest.raises(CannotOpen, match="no backup"):
        BackupSource(path, known=["0001"])


def test_one_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be read"):
        backup_of(tmp_path / "nothing.gz")
