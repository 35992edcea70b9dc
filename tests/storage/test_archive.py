"""Final records leave the snapshot for their archive, and each is read once."""

# ruff: noqa: ASYNC240 - the files of a test are small
from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.disk import Disk
from storage.rows import CannotOpen
from storage.tiny import TinyStore
from tests.storage.breaking import BreakingDisk, disk_full
from tests.storage.notes import JOBS, NOW, Job, tiny_store


def archive_of(path: Path) -> Path:
    return path.with_name("quickwin.json.archive-jobs.jsonl")


async def do(store: TinyStore, *jobs: Job) -> None:
    async with store.rows(NOW) as rows:
        for job in jobs:
            await rows.put(JOBS, job)


async def listed(store: TinyStore, organisation: str = "acme") -> list[str]:
    return [job.id async for job in store.archived(JOBS, organisation, at=NOW)]


async def live(store: TinyStore) -> list[str]:
    async with store.rows(NOW) as rows:
        return [job.id for job in await rows.all(JOBS, "acme")]


async def settled(store: TinyStore) -> None:
    for _ in range(100):
        await asyncio.sleep(0.002)
        if store._archiving is not None and store._archiving.done():
            return


async def test_final_records_move_in_batches(path: Path) -> None:
    store = tiny_store(path, archive_from=3)
    await do(store, Job("0", done=True))
    await settled(store)
    assert await live(store) == []
    await do(store, Job("1", done=True), Job("2"), Job("3", done=True))
    await asyncio.sleep(0.02)
    assert await live(store) == ["1", "2", "3"]
    await do(store, Job("4", done=True))
    await settled(store)
    assert await live(store) == ["2"]
    assert await listed(store) == ["0", "1", "3", "4", "2"]
    await store.close()
    again = tiny_store(path)
    assert await live(again) == ["2"]
    assert await listed(again) == ["0", "1", "3", "4", "2"]
    await again.close()


async def test_closing_moves_what_is_final(path: Path) -> None:
    store = tiny_store(path)
    await do(store, Job("open"))
    await settled(store)
    await do(store, Job("1", done=True))
    await store.close()
    assert list(json.loads(path.read_bytes())["jobs"]) == ["1"]
    assert [json.loads(line)["record"]["id"] for line in archive_of(path).read_text().splitlines()] == ["1"]


async def test_a_record_on_several_lines_and_in_the_snapshot_is_read_once(path: Path) -> None:
    store = tiny_store(path)
    await do(store, Job("1", done=True), Job("2", done=True), Job("3"))
    await store.close()
    lines = archive_of(path).read_bytes()
    archive_of(path).write_bytes(lines + lines)
    store = tiny_store(path)
    await do(store, Job("2"))
    assert await listed(store) == ["1", "2", "3"]
    found = [job async for job in store.archived(JOBS, "acme", at=NOW)]
    assert found == [Job("1", done=True), Job("2"), Job("3")]
    await store.close()


async def test_one_that_changed_while_it_was_moved_stays(path: Path) -> None:
    store = tiny_store(path, archive_from=1)
    await do(store, Job("1", done=True))
    await do(store, Job("1"))
    await settled(store)
    assert await live(store) == ["1"]
    assert [job async for job in store.archived(JOBS, "acme", at=NOW)] == [Job("1")]
    await store.close()


async def test_a_line_without_its_end_is_ignored_and_cut_away_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    archive = Archive(path, Disk())
    archive.append([b'{"id":"1"}', b'{"id":"2"}'])
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"schema":1,"rec')
    assert list(archive.read()) == [b'{"id":"1"}', b'{"id":"2"}']
    archive.append([b'{"id":"3"}'])
    assert path.read_bytes() == whole + b'{"schema":1,"record":{"id":"3"}}\n'
    path.write_bytes(b'{"schema":1,' + b"x" * 200_000)
    archive.append([b'{"id":"4"}'])
    assert list(archive.read()) == [b'{"id":"4"}']


@pytest.mark.parametrize("step", range(1, 7))
def test_an_append_that_fails_at_any_step_leaves_no_half_line(tmp_path: Path, step: int) -> None:
    archive = Archive(tmp_path / "archive.jsonl", Disk())
    archive.append([b'{"id":"1"}'])
    disk = BreakingDisk(step, disk_full)
    if step == 6:  # an archive that exists needs no new name in the folder
        Archive(tmp_path / "archive.jsonl", disk).append([b'{"id":"2"}'])
        assert len(disk.steps) == 5
        return
    with pytest.raises(OSError, match="No space"):
        Archive(tmp_path / "archive.jsonl", disk).append([b'{"id":"2"}'])
    archive.append([b'{"id":"3"}'])
    found = list(archive.read())
    assert found in ([b'{"id":"1"}', b'{"id":"3"}'], [b'{"id":"1"}', b'{"id":"2"}', b'{"id":"3"}'])


@pytest.mark.parametrize("line", [b"{}\n", b"nonsense\n", b'{"schema":"1","record":{}}\n', b"[]\n", b"\n"])
def test_a_damaged_line_is_refused_by_number(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "archive.jsonl"
    Archive(path, Disk()).append([b"{}"])
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(CannotOpen, match="damaged in line 2"):
        list(Archive(path, Disk()).read())


def test_a_newer_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b'{"schema":2,"record":{}}\n')
    with pytest.raises(CannotOpen, match="newer Quickwin"):
        list(Archive(path, Disk()).read())


async def test_when_the_archive_cannot_be_written_nothing_is_lost_and_work_goes_on(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    disk = BreakingDisk(strike=disk_full)
    store = tiny_store(path, disk=disk, archive_from=1)
    disk.named = "extend"
    with caplog.at_level(logging.WARNING):
        await do(store, Job("1", done=True))
        await settled(store)
    assert "stay in the store for now" in caplog.text
    assert await live(store) == ["1"]
    await do(store, Job("2", done=True))
    await settled(store)
    assert await live(store) == []
    assert await listed(store) == ["1", "2"]
    await store.close()


async def test_what_is_forgotten_is_in_no_file(path: Path) -> None:
    store = tiny_store(path, archive_from=1)
    await do(store, Job("old-secret", done=True), Job("old-kept", done=True))
    await settled(store)
    await do(store, Job("new-secret"), Job("new-secret", "other"))
    await do(store, Job("new-kept"))
    assert await store.forget(JOBS, "acme", lambda job: "secret" in job.id, at=NOW) == 2
    assert await listed(store) == ["old-kept", "new-kept"]
    assert await listed(store, "other") == ["new-secret"]
    files = [file for file in path.parent.iterdir() if file.suffix != ".lock"]
    assert len(files) == 3
    assert not [file for file in files if b"old-secret" in file.read_bytes()]
    await store.close()


async def test_an_erasure_the_disk_refused_is_reported_and_can_be_repeated(path: Path) -> None:
    disk = BreakingDisk(strike=disk_full)
    store = tiny_store(path, disk=disk, archive_from=1)
    await do(store, Job("secret", done=True), Job("kept", done=True))
    await settled(store)
    disk.named = "create quickwin.json.archive"
    with pytest.raises(Exception, match="Erase again"):
        await store.forget(JOBS, "acme", lambda job: job.id == "secret", at=NOW)
    assert await listed(store) == ["secret", "kept"]
    assert await store.forget(JOBS, "acme", lambda job: job.id == "secret", at=NOW) == 1
    assert await listed(store) == ["kept"]
    await store.close()
