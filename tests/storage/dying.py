"""Copies a store in processes that the system ends without a warning, each a little later, until one gets to its end.

    python -m tests.storage.dying FROM TO SPARE

prints how many died. The store SPARE is filled before, and lives: what a process does once is done then, and all that die
do so over the copy itself.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from storage.moving import copy
from storage.named import source_of, target_of
from storage.rows import CannotOpen
from tests.storage.notes import counter

MOST = 300
FIRST = 0.01
LATER_FILE, LATER_DATABASE = 0.01, 0.03


async def _copy(source: str, target: str) -> None:
    reading = await source_of(source, batch=2)
    writing = await target_of(target, new_id=counter("n"), new_salt=counter("t"), batch=2)
    await copy(reading, writing, tell=lambda table, done: None)
    await writing.close()
    await reading.close()


def _ended_by(source: str, target: str, seconds: float) -> int:
    """Copy in a child that the system ends after that time; how it ended."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.setitimer(signal.ITIMER_REAL, seconds)  # whose signal, unless it is caught, ends a process as a kill does
    try:
        asyncio.run(_copy(source, target))
    except CannotOpen as why:
        # The one before died between its last commit and its end: everything is there, and that is said.
        os._exit(0 if "holds something already" in str(why) else 1)
    os._exit(0)


def main(source: str, target: str, spare: str) -> None:
    asyncio.run(_copy(source, spare))
    deaths, later = 0, LATER_DATABASE if "://" in target else LATER_FILE
    while (ended := _ended_by(source, target, FIRST + deaths * later)) != 0:
        if ended != -signal.SIGALRM or deaths == MOST:
            raise SystemExit(f"ended by {ended} after {deaths} deaths")
        deaths += 1
    sys.stdout.write(f"{deaths}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
