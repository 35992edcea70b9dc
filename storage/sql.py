"""The SQL store: PostgreSQL for any number of processes, SQLite for one machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import AUDIT_TABLES, Auditor
from storage.database import Database
from storage.failures import UNSURE, failure_of
from storage.port import Transaction
from storage.rows import R, Rows, StorageFailed, Table
from storage.schema import build
from storage.settling import settle
from storage.sql_rows import SqlRows
from storage.statements import Statement, one_careful_at_a_time, statements_of
from storage.straight import Line, Straight

T = TypeVar("T")

PAGE = 1000


class SqlTransaction(AbstractAsyncContextManager[T], Generic[T]):
    """One transaction on a connection of its own; `seen` is how its body sees the rows."""

    def __init__(
        self,
        store: SqlStore,
        at: datetime,
        seen: Callable[[SqlRows], T],
        *,
        audited: bool = True,
        careful: bool = False,
    ) -> None:
        self._store, self._at, self._seen = store, at, seen
        self._audited, self._careful = audited, careful

    async def __aenter__(self) -> T:
        self._connection = await self._store.begin()
        line = Line(self._connection, self._store.straight)
        auditor = self._store.auditor if self._audited else None
        self._rows = SqlRows(line.ask, self._store.statements, self._at, auditor, careful=self._careful)
        if self._careful and self._store.lane is not None:
            await self._in_lane(line, self._store.lane)
        return self._seen(self._rows)

    async def _in_lane(self, line: Line, lane: Statement) -> None:
        try:
            await line.ask(lane, {})
        except BaseException:
            await self._store.end(self._connection)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            changed = await settle(self._rows) if kind is None else frozenset[str]()
            if kind is None:
                await self._commit()
        finally:
            self._rows.over = RuntimeError("This transaction is over.")
            await self._store.end(self._connection)
        self._store.announce(changed)

    async def _commit(self) -> None:
        try:
            await self._connection.commit()
        except Exception as error:
            failure = failure_of(error)
            away = self._connection.invalidated or not isinstance(failure, StorageFailed)
            raise (StorageFailed(UNSURE) if away else failure) from None


class SqlStore:
    """Any number of transactions at once; two that change the same record cannot both succeed.

    A store belongs to the event loop it is used on. Its tables are there already: `storage.migrating` makes them.
    """

    def __init__(
        self,
        database: Database,
        tables: Iterable[Table[Any]],
        *,
        new_id: Callable[[], str],
        new_salt: Callable[[], str],
    ) -> None:
        self.database = database
        self.auditor = Auditor(new_id, new_salt)
        every = (*tables, *AUDIT_TABLES)
        self.metadata, _ = build(every)
        self.statements = statements_of(every, database.kind)
        self.straight = Straight(database.engine.dialect) if database.kind == "postgresql" else None
        self.lane = one_careful_at_a_time(database.kind)
        self._callbacks: list[Callable[[frozenset[str]], None]] = []
        self._inside: dict[AsyncConnection, asyncio.Task[Any] | None] = {}
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._closed = False

    def rows(self, at: datetime, *, audited: bool = True, careful: bool = False) -> AbstractAsyncContextManager[Rows]:
        """A transaction; leaving it returns once its changes are kept for good.

        An exception in the body, cancellation included, discards the changes.

        Raises:
            Overtaken: inside the body or at its end, when somebody else changed what this one has read and changes.
        """
        return SqlTransaction[Rows](self, at, lambda rows: rows, audited=audited, careful=careful)

    def transaction(self, at: datetime, *, careful: bool = False) -> AbstractAsyncContextManager[Transaction]:
        return SqlTransaction(self, at, Transaction, careful=careful)

    def after_commit(self, callback: Callable[[frozenset[str]], None]) -> None:
        """`callback` gets, on the loop, the names of the tables that changed with each commit of this process."""
        self._callbacks.append(callback)

    def announce(self, tables: frozenset[str]) -> None:
        if tables:
            for callback in self._callbacks:
                asyncio.get_running_loop().call_soon(callback, tables)

    async def begin(self) -> AsyncConnection:
        """A connection for the transaction of this task."""
        if self._closed:
            raise StorageFailed("The store is closed.")
        task = asyncio.current_task()
        if task in self._inside.values():
            raise RuntimeError("A transaction is open in this task already; a second one could wait for it for ever.")
        try:
            connection = await self.database.engine.connect()
        except Exception as error:
            raise failure_of(error) from None
        self._inside[connection] = task
        self._quiet.clear()
        return connection

    async def end(self, connection: AsyncConnection) -> None:
        """Give the connection back; what was not committed is undone."""
        try:
            await asyncio.shield(asyncio.ensure_future(connection.close()))
        except Exception as error:
            if not isinstance(failure_of(error), StorageFailed):
                raise
        finally:
            self._inside.pop(connection, None)
            if not self._inside:
                self._quiet.set()

    async def archived(self, table: Table[R], organisation: str, *, at: datetime) -> AsyncIterator[R]:
        """Every record of the table, some at a time, each once and in the order of storing."""
        after, whole = 0, True
        while whole:
            async with SqlTransaction(self, at, lambda rows: rows) as rows:
                page = await rows.page(table, organisation, after, PAGE)
            for after, record in page:  # noqa: B007 the next page begins behind the last
                yield record
            whole = len(page) == PAGE

    async def forget(self, table: Table[R], organisation: str, match: Callable[[R], bool], *, at: datetime) -> int:
        """Erase the matching records; their number. Leaves no audit entry."""
        matching = [record.id async for record in self.archived(table, organisation, at=at) if match(record)]
        gone = 0
        for first in range(0, len(matching), PAGE):
            async with self.rows(at, audited=False, careful=True) as rows:
                for id_ in matching[first : first + PAGE]:
                    record = await rows.get(table, organisation, id_)
                    gone += record is not None and match(record) and await rows.remove(table, organisation, id_)
        return gone

    async def close(self) -> None:
        """Refuse others, and close every connection once the transactions that are open have ended."""
        self._closed = True
        await self._quiet.wait()
        await self.database.engine.dispose()
