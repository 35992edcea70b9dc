"""A short life of a store, told step by step, for tests that end it anywhere; run alone, it dies once at every step.

    python -m tests.storage.life FOLDER

lives in FOLDER/1, FOLDER/2, … each time killed one step later, and writes what was acknowledged to FOLDER/<n>.told.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from storage.rows import StorageFailed
from storage.tiny import TinyStore
from tests.storage.breaking import BreakingDisk, die
from tests.storage.notes import HOUR, JOBS, NOTES, NOW, SECRETS, Job, Note, tiny_store

COMMITS = 5


async def commit(store: TinyStore, number: int) -> None:
    """Three tables change together, and a job gets done for the archive."""
    async with store.rows(NOW + number * HOUR) as rows:
        await rows.put(NOTES, Note("count", text=str(number)))
        await rows.put(SECRETS, Note("secret", text=str(number)))
        await rows.insert(JOBS, Job(str(number), done=True))


async def live(path: Path, disk: BreakingDisk, tell: Callable[[int], None]) -> None:
    """Commit number after number, telling each that was acknowledged."""
    store = tiny_store(path, disk=disk, archive_from=2)
    for number in range(1, COMMITS + 1):
        try:
            await commit(store, number)
            tell(number)
        except StorageFailed:
            pass
        await asyncio.sleep(0.001)  # the archive gets its turn
    await store.close()


async def state(store: TinyStore) -> int:
    """The number the store is at; fails when the tables do not agree about it."""
    async with store.rows(NOW) as rows:
        count, secret = await rows.get(NOTES, "acme", "count"), await rows.get(SECRETS, "acme", "secret")
    number = int(count.text) if count else 0
    assert (int(secret.text) if secret else 0) == number
    return number


async def jobs(store: TinyStore) -> list[int]:
    return sorted([int(job.id) async for job in store.archived(JOBS, "acme", at=NOW)])


def _die_at(step: int, folder: Path) -> int:
    """Live in a child that dies at the step; what ended it."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with (folder / f"{step}.told").open("w", buffering=1) as told:
        disk = BreakingDisk(step, die)
        asyncio.run(live(folder / str(step) / "quickwin.json", disk, lambda number: print(number, file=told)))
    os._exit(0)


def main(folder: Path) -> None:
    step = 1
    while _die_at(step, folder) != 0:
        step += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
