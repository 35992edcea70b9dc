"""Commits that wait together are written together, and stand or fall together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.rows import StorageFailed
from storage.tiny import TinyStore
from tests.storage.breaking import BreakingDisk, disk_full
from tests.storage.notes import NOTES, NOW, Note, everything, note, put, tiny_store


class HeldDisk(BreakingDisk):
    """Waits before each sync until the test lets it go on, and fails there when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()
        self.open.set()
        self.full = False

    def sync(self, file: int) -> None:
        self.open.wait(10)
        if self.full:
            disk_full("sync")
        super().sync(file)

    @property
    def writes(self) -> int:
        return self.steps.count("create quickwin.json.new")


@pytest.fixture
def disk() -> HeldDisk:
    return HeldDisk()


@pytest.fixture
async def held(path: Path, disk: HeldDisk) -> AsyncIterator[TinyStore]:
    """A store whose first commit is under way and waits for the disk."""
    store = tiny_store(path, disk=disk)
    await put(store, Note("kept"))
    disk.open.clear()
    yield store
    disk.open.set()
    await store.close()


async def soon() -> None:
    await asyncio.sleep(0.02)


def waiting(store: TinyStore, id_: str) -> asyncio.Task[None]:
    return asyncio.create_task(put(store, Note(id_)))


async def test_what_waits_is_written_at_once(held: TinyStore, disk: HeldDisk) -> None:
    before = disk.writes
    first = waiting(held, "first")
    await soon()
    rest = [waiting(held, str(number)) for number in range(31)]
    await soon()
    assert not any(task.done() for task in (first, *rest))
    disk.open.set()
    await asyncio.gather(first, *rest)
    assert disk.writes - before == 2


async def test_transactions_that_come_together_share_one_write(held: TinyStore, disk: HeldDisk) -> None:
    disk.open.set()
    before = disk.writes
    await asyncio.gather(*(put(held, Note(str(number))) for number in range(32)))
    assert disk.writes - before == 1


async def test_a_slow_body_does_not_hold_up_those_before_it(held: TinyStore, disk: HeldDisk) -> None:
    disk.open.set()
    go_on = asyncio.Event()

    async def slow() -> None:
        async with held.rows(NOW) as rows:
            await go_on.wait()
            await rows.put(NOTES, Note("slow"))

    quick = waiting(held, "quick")
    task = asyncio.create_task(slow())
    await asyncio.wait_for(quick, 5)
    go_on.set()
    await task


async def test_reading_waits_for_what_it_read(held: TinyStore, disk: HeldDisk) -> None:
    change = waiting(held, "1")
    await soon()
    reading = asyncio.create_task(note(held, "1"))
    await soon()
    assert not reading.done()
    disk.open.set()
    assert await reading == Note("1")
    await change


async def test_reading_writes_nothing_and_waits_for_nothing_when_all_is_durable(
    held: TinyStore, disk: HeldDisk
) -> None:
    before = len(disk.steps)
    assert await note(held, "kept") == Note("kept")
    await put(held, Note("kept"))
    assert len(disk.steps) == before


async def test_callbacks_come_once_the_change_is_durable(held: TinyStore, disk: HeldDisk) -> None:
    told: list[frozenset[str]] = []
    held.after_commit(told.append)
    change = waiting(held, "1")
    await soon()
    assert told == []
    disk.open.set()
    await change
    await soon()
    assert told == [{"notes"}]


async def test_all_who_saw_a_lost_change_fail_with_it(held: TinyStore, disk: HeldDisk) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def running() -> None:
        async with held.rows(NOW) as rows:
            await rows.put(NOTES, Note("running"))
            inside.set()
            await go_on.wait()
            await rows.put(NOTES, Note("running", text="more"))

    writing = waiting(held, "writing")
    await soon()
    later = waiting(held, "later")
    reading = asyncio.create_task(note(held, "writing"))
    await soon()
    body = asyncio.create_task(running())
    await inside.wait()
    disk.full = True
    disk.open.set()
    await soon()
    go_on.set()
    outcomes = await asyncio.gather(writing, later, reading, body, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageFailed] * 4
    assert all("No space left on device" in str(outcome) for outcome in outcomes)
    disk.full = False
    async with held.rows(NOW) as rows:
        assert await everything(rows) == [Note("kept")]
        assert await rows.find(NOTES, "acme", "owner", "ada") == [Note("kept")]


async def test_a_body_that_hides_the_failure_still_fails(held: TinyStore, disk: HeldDisk) -> None:
    lost = waiting(held, "lost")
    await soon()
    with pytest.raises(StorageFailed):
        async with held.rows(NOW) as rows:
            disk.full = True
            disk.open.set()
            await soon()
            with pytest.raises(StorageFailed):
                await rows.get(NOTES, "acme", "lost")
    assert isinstance((await asyncio.gather(lost, return_exceptions=True))[0], StorageFailed)
    disk.full = False
    assert await note(held, "lost") is None


async def test_the_store_works_again_when_the_disk_does(held: TinyStore, disk: HeldDisk, path: Path) -> None:
    disk.open.set()
    for attempt in range(3):
        disk.full = True
        with pytest.raises(StorageFailed):
            await put(held, Note("lost", text=str(attempt)))
    disk.full = False
    await put(held, Note("found"))
    await held.close()
    again = tiny_store(path)
    async with again.rows(NOW) as rows:
        assert [found.id for found in await everything(rows)] == ["kept", "found"]
    await again.close()


async def test_one_cancelled_while_it_waits_for_the_disk_harms_nobody(held: TinyStore, disk: HeldDisk) -> None:
    cancelled, other = waiting(held, "cancelled"), waiting(held, "other")
    await soon()
    cancelled.cancel()
    await soon()
    assert cancelled.cancelled()
    disk.open.set()
    await other
    async with held.rows(NOW) as rows:
        assert {found.id for found in await everything(rows)} == {"kept", "cancelled", "other"}


async def test_closing_waits_for_what_is_being_written(held: TinyStore, disk: HeldDisk, path: Path) -> None:
    change = waiting(held, "1")
    await soon()
    closing = asyncio.create_task(held.close())
    await soon()
    assert not closing.done()
    disk.open.set()
    await asyncio.gather(change, closing)
    again = tiny_store(path)
    assert await note(again, "1") == Note("1")
    await again.close()


async def test_the_event_loop_goes_on_while_the_disk_is_slow(held: TinyStore, disk: HeldDisk) -> None:
    change = waiting(held, "1")
    for _ in range(100):
        await asyncio.sleep(0)
    assert not change.done()
    disk.open.set()
    await change
