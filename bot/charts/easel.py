"""Pictures of plans, drawn by one other process that is started when it is first needed and again when it has died."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress

from bot.charts.plan import AnyPlan

DRAWING = (sys.executable, "-m", "bot.charts.painter")
NEEDED = ("PATH", "PYTHONPATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "MPLCONFIGDIR")
"""What the process that draws gets of our environment: no secret among it."""
PATIENCE, BEGINNING = 20.0, 60.0
"""Seconds for one picture, and how many more for the first one of a process: libraries are loaded, fonts are looked for."""
FAILURES, REST = 3, 60.0
"""After so many failures in a row nothing is drawn for so many seconds: what is broken costs no process for each picture."""
PARTING = 0.5
"""Seconds in which a process that is asked nothing more ends by itself."""
KEPT_BYTES = 16 * 1024 * 1024
WAITING = 200
"""How many pictures may be asked for at once; more are shown in words."""
LENGTH = 4

log = logging.getLogger(__name__)


class NotDrawn(Exception):
    """There is no picture: what it says is said in words."""


class Easel:
    """Keeps the newest pictures. Whoever asks for one that is being drawn waits for the same drawing."""

    def __init__(
        self,
        drawing: Sequence[str] = DRAWING,
        patience: float = PATIENCE,
        beginning: float = BEGINNING,
        rest: float = REST,
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        self._drawing, self._most = tuple(drawing), kept_bytes
        self._patience, self._beginning, self._rest = patience, beginning, rest
        self._failures, self._rests_until, self._is_closed = 0, 0.0, False
        self._kept: OrderedDict[AnyPlan, bytes] = OrderedDict()
        self._size = 0
        self._running: dict[AnyPlan, asyncio.Task[bytes]] = {}
        self._one_by_one = asyncio.Lock()
        self._process: Process | None = None

    async def picture(self, plan: AnyPlan) -> bytes:
        """The plan as a PNG. Raises NotDrawn."""
        if plan in self._kept:
            self._kept.move_to_end(plan)
            return self._kept[plan]
        task = self._running.get(plan)
        if task is None:
            if self._is_closed or len(self._running) >= WAITING:
                raise NotDrawn("too many are waiting, or nothing is drawn any more")
            task = self._running[plan] = asyncio.create_task(self._drawn(plan))
            task.add_done_callback(lambda ended: self._ended(plan, ended))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Ends the process that draws, for good; what is being drawn is not."""
        self._is_closed = True
        ending = list(self._running.values())
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await self._end()

    def _ended(self, plan: AnyPlan, task: asyncio.Task[bytes]) -> None:
        self._running.pop(plan, None)
        if task.cancelled() or task.exception() is not None:
            return
        self._kept[plan] = task.result()
        self._size += len(task.result())
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)

    async def _drawn(self, plan: AnyPlan) -> bytes:
        async with self._one_by_one:
            if self._failures >= FAILURES and self._now() < self._rests_until:
                raise NotDrawn("it rests after failures")
            try:
                async with asyncio.timeout(self._patience + (0.0 if self._is_running() else self._beginning)):
                    drawn = await self._asked(plan.written())
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                log.warning("a chart was not drawn: %s", type(error).__name__)
                self._failures, self._rests_until = self._failures + 1, self._now() + self._rest
                await self._end()
                raise NotDrawn(type(error).__name__) from error
            except asyncio.CancelledError:  # the answer to come belongs to nobody: the next one needs a new process
                await self._end()
                raise
            self._failures = 0
        if not drawn:
            raise NotDrawn("the plan cannot be drawn")
        return drawn

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    def _is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def _asked(self, written: bytes) -> bytes:
        process = await self._started()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 both are pipes
        process.stdin.write(len(written).to_bytes(LENGTH, "big") + written)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        return await process.stdout.readexactly(length)

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            around = {name: os.environ[name] for name in NEEDED if name in os.environ}
            # In a session of its own: who ends the bot with a key in a terminal means us, and we end it.
            self._process = await asyncio.create_subprocess_exec(
                *self._drawing, stdin=PIPE, stdout=PIPE, env=around, start_new_session=True
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101 it is a pipe
        process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await process.wait()
        if process.returncode is None:
            process.kill()
            await process.wait()
