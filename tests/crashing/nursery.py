"""Has everything imported, and makes a child of itself for every line of orders: one at a time, and says how it ended.

python -m tests.crashing.nursery
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from storage.moving import EVERY
from tests.crashing.orders import Orders

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


class Nursery:
    """Runs children for a test. `dies` and `lives` fail when a child does not."""

    def __init__(self, mother: Process) -> None:
        self._mother = mother

    async def ended(self, orders: Orders, kill_after: float | None = None) -> int:
        """How the child ended; after so many seconds it is killed."""
        assert self._mother.stdin is not None and self._mother.stdout is not None
        self._mother.stdin.write(orders.line())
        child = int(await self._mother.stdout.readline())
        ending = asyncio.create_task(self._mother.stdout.readline())
        with suppress(TimeoutError):
            return int(
                await asyncio.wait_for(asyncio.shield(ending), kill_after if kill_after is not None else PATIENCE)
            )
        os.kill(child, signal.SIGKILL)
        return int(await ending)

    async def dies(self, orders: Orders) -> None:
        assert await self.ended(orders) == -9, f"nobody came to {orders.point}"

    async def lives(self, orders: Orders) -> None:
        assert await self.ended(orders) == 0


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "tests.crashing.nursery")
    mother = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, env=environment, cwd=ROOT, start_new_session=True
    )
    try:
        yield Nursery(mother)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(mother.pid, signal.SIGKILL)  # her child, too
        await mother.wait()


def main() -> None:
    from bot.languages import readers  # noqa: PLC0415 a test needs none of it
    from storage.statements import statements_of  # noqa: PLC0415
    from tests.crashing.child import run  # noqa: PLC0415

    readers()  # what every child would make anew is made before the first of them
    for kind in ("sqlite", "postgresql"):
        statements_of(EVERY, kind)
    for line in sys.stdin:
        orders = Orders(**json.loads(line))
        child = os.fork()
        if not child:
            _live(run(orders))
        print(child, flush=True)  # noqa: T201 that is how it answers
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


def _live(life: Coroutine[Any, Any, None]) -> NoReturn:
    """What the child logs is not read: its words would stand between its mother's."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        asyncio.run(life)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
