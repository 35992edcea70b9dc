"""A SQL database as the beginning or the end of a copy: read as of one moment, written in batches that can be resumed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Select,
    Text,
    bindparam,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.failures import failure_of
from storage.migrating import LOCK, SEE, UNFINISHED
from storage.moving import BATCH, EVERY, Line, Page, line
from storage.rows import CannotOpen, StorageFailed, Table
from storage.schema import Kept
from storage.sql import SqlStore
from storage.statements import Parameters

MARK = SqlTable(
    UNFINISHED, MetaData(), Column("source", Text, nullable=False), Column("copied", Integer, nullable=False)
)
OTHERS = (
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    " and application_name = current_setting('application_name')"
)
PATIENCE, MOMENT = 20, 0.15  # a process that has just ended may be listed for a moment


class SqlReader:
    """Pages of records, by number: as flat in memory with a million records as with ten."""

    def __init__(self, name: str, kept: Mapping[str, Kept], batch: int) -> None:
        self._name, self._kept, self._batch = name, kept, batch

    async def pages(self, connection: AsyncConnection, tables: Iterable[Table[Any]]) -> AsyncIterator[Page]:
        for table in tables:
            wanted, after, whole = _page(self._kept[table.name]), 0, True
            while whole:
                rows = await _rows(connection, wanted, {"after": after, "most": self._batch})
                if rows:
                    yield table, [line(self._name, table, number, record.encode()) for number, record in rows]
                    after = rows[-1][0]
                whole = len(rows) == self._batch

    async def counts(self, connection: AsyncConnection) -> dict[str, int]:
        counted = {}
        for table in EVERY:
            found = await _rows(connection, select(func.count()).select_from(self._kept[table.name].rows), {})
            counted[table.name] = int(found[0][0])
        return counted


class SqlSource:
    """One transaction that sees one moment, however long it takes and whatever others write meanwhile."""

    unique = True

    def __init__(self, database: Database, kept: Mapping[str, Kept], *, batch: int = BATCH) -> None:
        """`database` was made for reading."""
        self._database = database
        self.name = database.name
        self._reader = SqlReader(self.name, kept, batch)
        self._connection: AsyncConnection | None = None

    async def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]:
        async for page in self._reader.pages(await self._opened(), tables):
            yield page

    async def counts(self) -> Mapping[str, int]:
        return await self._reader.counts(await self._opened())

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        await self._database.engine.dispose()

    async def _opened(self) -> AsyncConnection:
        if self._connection is None:
            try:
                self._connection = await self._database.engine.connect()
            except Exception as error:
                raise failure_of(error) from None
        return self._connection


class SqlTarget:
    """A database that is being filled, over a store of its own.

    The table `unfinished_copy` says from what until it is complete, and nobody else opens the database while it is there.
    On PostgreSQL the server's own list of connections tells whether a bot uses the database; SQLite lets go of nobody
    who has the file open, so there it is asked for the file alone.
    """

    def __init__(self, store: SqlStore, *, batch: int = BATCH) -> None:
        """`store` is used by nobody else. Raises nothing yet: nothing is connected."""
        self.store = store
        self.name = store.database.name
        self._kept = {name: asked.kept for name, asked in store.statements.items()}
        self._reader = SqlReader(self.name, self._kept, batch)
        if store.database.kind == "sqlite":
            event.listen(store.database.engine.sync_engine, "connect", _for_itself)

    async def prepare(self) -> bool:
        """Whether a part of a copy is there; then leaves the database to whoever brings its tables to this version.

        Raises:
            CannotOpen: when somebody else uses it.
        """
        try:
            await self._refuse_while_used()
            async with self._transaction() as connection:
                mark = await mark_of(connection)
        except StorageFailed:
            raise CannotOpen(f"{self.name} cannot be used. {SEE}") from None
        await self.store.database.engine.dispose()
        return mark is not None

    async def begin(self, source: str) -> bool:
        async with self._transaction() as connection:
            if self.store.database.kind == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            mark = await mark_of(connection)
            if mark is None:
                await self._refuse_what_is_full(connection)
                await connection.run_sync(MARK.create)
                await connection.execute(insert(MARK), {"source": source, "copied": 0})
        if mark is not None and mark[0] != source:
            raise CannotOpen(
                f"{self.name} holds a part of another copy, of {mark[0]}. Finish that one, or name another."
            )
        try:
            await self._refuse_while_used()
        except CannotOpen:
            if mark is None:
                await self.finish()
            raise
        return mark is not None and bool(mark[1])

    async def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]:
        async with self._transaction() as connection:
            async for page in self._reader.pages(connection, tables):
                yield page

    async def add(self, table: Table[Any], lines: Sequence[Line]) -> None:
        rows, values = self._written(table, lines)
        kept = self._kept[table.name]
        try:
            async with self._transaction() as connection:
                await connection.execute(insert(kept.rows), rows)
                if kept.values is not None and values:
                    await connection.execute(insert(kept.values), values)
                await self._add_words(connection, table, lines)
        except IntegrityError:
            raise CannotOpen(f"A record of {table.name} is twice in what is copied to {self.name}.") from None

    async def empty(self) -> None:
        async with self._transaction() as connection:
            for kept in self._kept.values():
                for each in (kept.rows, kept.values, kept.words):
                    if each is not None:
                        await connection.execute(delete(each))

    async def copied(self) -> None:
        async with self._transaction() as connection:
            await connection.execute(update(MARK), {"copied": 1})
            if self.store.database.kind == "postgresql":
                for kept in self._kept.values():
                    await connection.execute(_next_number(kept))

    async def finish(self) -> None:
        async with self._transaction() as connection:
            await connection.run_sync(MARK.drop)

    async def close(self) -> None:
        await self.store.close()

    def _written(self, table: Table[Any], lines: Sequence[Line]) -> tuple[list[Parameters], list[Parameters]]:
        """The rows of the records, and those of their indexes that can have several values."""
        asked = self.store.statements[table.name]
        rows, values = [], []
        for number, record, json in lines:
            row = asked.columns(record, json) | {"number": number, "version": 1}
            rows.append(row)
            values += [
                {"organisation": row["organisation"], "index_name": name, "value": value, "number": number}
                for name, value in asked.values(record)
            ]
        return rows, values

    async def _add_words(self, connection: AsyncConnection, table: Table[Any], lines: Sequence[Line]) -> None:
        asked = self.store.statements[table.name]
        rows = asked.word_rows((each.number, each.record) for each in lines) if asked.words is not None else []
        if asked.words is not None and rows:
            await connection.execute(asked.words.insert, rows)

    async def _refuse_what_is_full(self, connection: AsyncConnection) -> None:
        for table in EVERY:
            if (await connection.execute(select(self._kept[table.name].rows.c.number).limit(1))).first() is not None:
                raise CannotOpen(
                    f"{self.name} holds something already. A copy goes into an empty store only; name another."
                )

    async def _refuse_while_used(self) -> None:
        for _ in range(PATIENCE):
            if not await self._others():
                return
            await asyncio.sleep(MOMENT)
        raise CannotOpen(f"{self.name} is in use by another Quickwin process. Stop that one first.")

    async def _others(self) -> int:
        """How many others have the database open."""
        if self.store.database.kind == "postgresql":
            async with self._transaction() as connection:
                return int((await connection.execute(text(OTHERS))).scalar_one())
        try:
            async with self._transaction():
                return 0
        except StorageFailed:
            return 1

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.store.database.engine.begin() as connection:
                yield connection
        except Exception as error:
            raise failure_of(error) from None


async def _rows(
    connection: AsyncConnection, wanted: Select[*tuple[Any, ...]], given: Parameters
) -> Sequence[Sequence[Any]]:
    try:
        return (await connection.execute(wanted, given)).all()
    except Exception as error:
        raise failure_of(error) from None


def _for_itself(connection: Any, _record: object) -> None:
    """The whole file for this process, or soon a refusal."""
    cursor = connection.cursor()
    for pragma in ("busy_timeout=0", "locking_mode=EXCLUSIVE"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def mark_of(connection: AsyncConnection) -> tuple[str, int] | None:
    """From what a copy into this database was begun, and whether every record is there; None when there is none."""
    if not await connection.run_sync(lambda sync: sync.dialect.has_table(sync, UNFINISHED)):
        return None
    source, copied = (await connection.execute(select(MARK))).one()
    return str(source), int(copied)


def _page(kept: Kept) -> Select[*tuple[Any, ...]]:
    rows = kept.rows
    found = select(rows.c.number, rows.c.record).where(rows.c.number > bindparam("after")).order_by(rows.c.number)
    return found.limit(bindparam("most", type_=Integer))


def _next_number(kept: Kept) -> Select[*tuple[Any, ...]]:
    """What is stored later comes behind what was copied."""
    sequence = func.pg_get_serial_sequence(kept.rows.name, "number")
    newest = select(func.coalesce(func.max(kept.rows.c.number), 0) + 1).scalar_subquery()
    return select(func.setval(sequence, newest, False))
