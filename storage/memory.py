"""The store that keeps everything in memory: as strict as the others, and gone with the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from storage.audit import AUDIT_TABLES, Auditor
from storage.changes import Change, Changes
from storage.port import Transaction
from storage.rows import R, Rows, StorageFailed, Table
from storage.working_set import WorkingSet


class MemoryStore:
    """Transactions over a working set, one at a time; a body is short and waits for nothing outside.

    A store belongs to the event loop it is used on.
    """

    def __init__(self, tables: Iterable[Table[Any]], *, new_id: Callable[[], str], new_salt: Callable[[], str]) -> None:
        self._set = WorkingSet((*tables, *AUDIT_TABLES))
        self._auditor = Auditor(new_id, new_salt)
        self._alone = asyncio.Lock()
        self._queue = 0  # transactions that run or wait to run
        self._holder: asyncio.Task[Any] | None = None
        self._running: Changes | None = None
        self._callbacks: list[Callable[[frozenset[str]], None]] = []
        self._closed = False

    @asynccontextmanager
    async def rows(self, at: datetime, *, audited: bool = True) -> AsyncIterator[Rows]:
        """A transaction; leaving it returns once its changes, and all it has read, are kept for good.

        An exception in the body, cancellation included, discards the changes.
        """
        async with self._turn():
            changes = self._running = Changes(self._set, at, self._auditor if audited else None)
            try:
                yield changes
                outcome = self._keep(changes, changes.settle())
            except BaseException:
                changes.undo()
                raise
            finally:
                self._running = None
                changes.end()
        if outcome is not None and (why := await asyncio.shield(outcome)):
            raise StorageFailed(why)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._holder is not None and self._holder is asyncio.current_task():
            raise RuntimeError("A transaction is open in this task already; a second one would wait for itself.")
        self._queue += 1
        try:
            async with self._alone:
                if self._closed:
                    raise StorageFailed("The store is closed.")
                self._holder = asyncio.current_task()
                try:
                    yield
                finally:
                    self._holder = None
        finally:
            self._queue -= 1

    def _keep(self, changes: Changes, net: Sequence[Change]) -> asyncio.Future[str | None] | None:
        """Take over what a transaction changed; the future, if any, tells why it could not be kept, or None."""
        self._announce(frozenset(change.table.name for change in net))
        return None

    def _announce(self, tables: frozenset[str]) -> None:
        if tables:
            for callback in self._callbacks:
                asyncio.get_running_loop().call_soon(callback, tables)

    @asynccontextmanager
    async def transaction(self, at: datetime) -> AsyncIterator[Transaction]:
        async with self.rows(at) as rows:
            yield Transaction(rows)

    def after_commit(self, callback: Callable[[frozenset[str]], None]) -> None:
        """`callback` gets, on the loop, the names of the tables that changed, each time changes are kept for good."""
        self._callbacks.append(callback)

    async def archived(self, table: Table[R], organisation: str, *, at: datetime) -> AsyncIterator[R]:
        """Every record of the table, those moved to its archive first, each once and in the order of storing."""
        async with self.rows(at) as rows:
            records = await rows.all(table, organisation)
        for record in records:
            yield record

    async def forget(self, table: Table[R], organisation: str, match: Callable[[R], bool], *, at: datetime) -> int:
        """Erase the matching records wherever they are kept; their number. Leaves no audit entry."""
        async with self.rows(at, audited=False) as rows:
            records = [record for record in await rows.all(table, organisation) if match(record)]
            for record in records:
                await rows.remove(table, organisation, record.id)
        return len(records)

    async def close(self) -> None:
        """Wait for the transaction that is open, and refuse others."""
        async with self._alone:
            self._closed = True
