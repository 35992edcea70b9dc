"""The store that keeps everything in memory: as strict as the others, and gone with the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

from storage.audit import AUDIT_TABLES, Auditor
from storage.changes import Change, Changes
from storage.port import Transaction
from storage.rows import R, Rows, StorageFailed, Table
from storage.working_set import WorkingSet

T = TypeVar("T")


class OneTransaction(AbstractAsyncContextManager[T]):
    """One transaction, entered once; `given` is how its body sees the rows."""

    def __init__(self, store: MemoryStore, changes: Changes, given: T) -> None:
        self._store, self._changes, self._given = store, changes, given

    async def __aenter__(self) -> T:
        await self._store.begin(self._changes)
        return self._given

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        outcome = self._store.settle(self._changes, body_failed=kind is not None)
        if outcome is not None and (why := await asyncio.shield(outcome)):
            raise StorageFailed(why)


class MemoryStore:
    """Transactions over a working set, one at a time; a body is short and waits for nothing outside.

    A store belongs to the event loop it is used on. One that is not `checked` takes records on trust: what writes them to
    no file need not make sure that they could be read from one.
    """

    def __init__(
        self,
        tables: Iterable[Table[Any]],
        *,
        new_id: Callable[[], str],
        new_salt: Callable[[], str],
        checked: bool = True,
    ) -> None:
        self._set = WorkingSet((*tables, *AUDIT_TABLES))
        self._auditor = Auditor(new_id, new_salt)
        self._checked = checked
        self._alone = asyncio.Lock()
        self._queue = 0  # transactions that run or wait to run
        self._holder: asyncio.Task[Any] | None = None
        self._running: Changes | None = None
        self._callbacks: list[Callable[[frozenset[str]], None]] = []
        self._closed = False

    def rows(self, at: datetime, *, audited: bool = True, careful: bool = False) -> AbstractAsyncContextManager[Rows]:
        """A transaction; leaving it returns once its changes, and all it has read, are kept for good.

        An exception in the body, cancellation included, discards the changes. Each is alone, `careful` or not.
        """
        changes = Changes(self._set, at, self._auditor if audited else None, checked=self._checked)
        return OneTransaction(self, changes, changes)

    async def begin(self, changes: Changes) -> None:
        """Wait for the transactions before this one."""
        if self._holder is not None and self._holder is asyncio.current_task():
            raise RuntimeError("A transaction is open in this task already; a second one would wait for itself.")
        self._queue += 1
        try:
            await self._alone.acquire()
        except BaseException:
            self._queue -= 1
            raise
        self._running, self._holder = changes, asyncio.current_task()
        if self._closed:
            self._end(changes)
            raise StorageFailed("The store is closed.")

    def settle(self, changes: Changes, body_failed: bool) -> asyncio.Future[str | None] | None:
        """Take over what the body changed, or undo it, and let the next one begin; the future is that of `_keep`."""
        try:
            if not body_failed:
                return self._keep(changes, changes.settle())
            changes.undo()
        except BaseException:
            changes.undo()
            raise
        finally:
            self._end(changes)
        return None

    def _end(self, changes: Changes) -> None:
        self._running = self._holder = None
        changes.end()
        self._queue -= 1
        self._alone.release()

    def _keep(self, changes: Changes, net: Sequence[Change]) -> asyncio.Future[str | None] | None:
        """Take over what a transaction changed; the future, if any, tells why it could not be kept, or None."""
        self._announce(frozenset(change.table.name for change in net))
        return None

    def _announce(self, tables: frozenset[str]) -> None:
        if tables:
            for callback in self._callbacks:
                asyncio.get_running_loop().call_soon(callback, tables)

    def transaction(self, at: datetime, *, careful: bool = False) -> AbstractAsyncContextManager[Transaction]:
        changes = Changes(self._set, at, self._auditor, checked=self._checked)
        return OneTransaction(self, changes, Transaction(changes))

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
