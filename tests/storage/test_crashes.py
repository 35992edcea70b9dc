"""Whatever step a write ends at, the store is afterwards as it was before it or as it should be after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from storage.audit import ENTRIES, HEAD, HEADS, verify_chain
from storage.rows import CannotOpen, StorageFailed
from storage.tiny import TinyStore
from tests.storage.breaking import BreakingDisk, disk_full
from tests.storage.life import COMMITS, commit, jobs, live, state
from tests.storage.notes import NOTES, NOW, Note, everything, put, tiny_store


async def steps_of_a_life(path: Path) -> list[str]:
    disk = BreakingDisk()
    await live(path, disk, lambda number: None)
    return disk.steps


async def check_audit(store: TinyStore) -> None:
    async with store.rows(NOW) as rows:
        head = await rows.get(HEADS, "acme", HEAD)
    verify_chain([entry async for entry in store.archived(ENTRIES, "acme", at=NOW)], head)


async def test_a_write_takes_these_steps_in_this_order(path: Path) -> None:
    disk = BreakingDisk()
    store = tiny_store(path, disk=disk)
    first = ["create quickwin.json.new", "write", "sync", "close", "rename quickwin.json", "sync folder"]
    assert disk.steps == first
    disk.steps.clear()
    await commit(store, 1)
    last_good = ["link quickwin.json.last-good.new", "rename quickwin.json.last-good"]
    assert disk.steps[:8] == [*first[:4], *last_good, *first[4:]]
    await store.close()


async def test_a_record_is_durable_in_its_archive_before_the_snapshot_drops_it(path: Path) -> None:
    disk = BreakingDisk()
    store = tiny_store(path, disk=disk, archive_from=1)
    await commit(store, 1)
    await store.close()
    archive = disk.steps.index("extend quickwin.json.archive-jobs.jsonl")
    assert disk.steps[archive : archive + 6] == [disk.steps[archive], "cut", "write", "sync", "close", "sync folder"]
    assert "rename quickwin.json" in disk.steps[archive:]
    with TinyDB(path, access_mode="r") as plain:
        assert plain.table("jobs").all() == []


@pytest.fixture
def lives(tmp_path: Path) -> dict[int, list[int]]:
    """By the step it was killed at, what each life had acknowledged."""
    subprocess.run(
        [sys.executable, "-m", "tests.storage.life", str(tmp_path)],
        check=True,
        timeout=300,
        cwd=Path(__file__).parents[2],
    )
    return {int(told.stem): [int(line) for line in told.read_text().split()] for told in tmp_path.glob("*.told")}


async def test_killed_at_any_step_it_opens_with_everything_acknowledged(
    tmp_path: Path, lives: dict[int, list[int]]
) -> None:
    assert max(map(len, lives.values())) == COMMITS
    assert len(lives) > len(await steps_of_a_life(tmp_path / "whole" / "quickwin.json")) * 0.8
    for step, told in sorted(lives.items()):
        store = tiny_store(tmp_path / str(step) / "quickwin.json", ids="later")
        acknowledged, reached = max(told, default=0), await state(store)
        assert reached in (acknowledged, acknowledged + 1), step
        assert await jobs(store) == list(range(1, reached + 1)), step
        await check_audit(store)
        await commit(store, reached + 1)
        assert await jobs(store) == list(range(1, reached + 2)), step
        await store.close()


async def test_a_disk_that_fails_at_any_step_costs_one_change_at_most(tmp_path: Path) -> None:
    steps = await steps_of_a_life(tmp_path / "whole" / "quickwin.json")
    for step in range(1, len(steps) + 1):
        path = tmp_path / str(step) / "quickwin.json"
        told: list[int] = []
        try:
            await live(path, BreakingDisk(step, disk_full), told.append)
        except CannotOpen as refused:
            assert "No space left" in str(refused)
            assert step <= 6
            continue
        assert len(told) >= COMMITS - 1, steps[step - 1]
        store = tiny_store(path)
        assert await jobs(store) == told, steps[step - 1]
        assert await state(store) == told[-1]
        await check_audit(store)
        await store.close()


async def test_after_a_failed_write_memory_is_what_the_disk_has(path: Path) -> None:
    disk = BreakingDisk(strike=disk_full)
    store = tiny_store(path, disk=disk)
    await put(store, Note("1", labels=("old",)))
    disk.named = "write"
    with pytest.raises(StorageFailed, match="No space left on device"):
        await put(store, Note("1", labels=("new",)), Note("2"))
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [Note("1", labels=("old",))]
        assert await rows.find(NOTES, "acme", "label", "new") == []
    assert not path.with_name("quickwin.json.new").exists()
    await put(store, Note("3"))
    await store.close()
    with TinyDB(path, access_mode="r") as plain:
        assert [document["id"] for document in plain.table("notes")] == ["1", "3"]


async def test_a_change_that_was_refused_does_not_come_back_with_a_restart(path: Path) -> None:
    disk = BreakingDisk(strike=disk_full)
    store = tiny_store(path, disk=disk)
    await put(store, Note("1"))
    disk.named = "sync folder"  # the new file has its name already
    with pytest.raises(StorageFailed):
        await put(store, Note("2"))
    await store.close()
    store = tiny_store(path)
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [Note("1")]
    await store.close()
