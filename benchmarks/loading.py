"""Fills a database with many records at once, each row exactly as the store itself would write it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks.company import Row
from storage.audit import AUDIT_TABLES
from storage.codec import codec
from storage.columns import column_text, moment_text
from storage.migrating import migrate
from storage.rows import Record
from storage.schema import build
from storage.statements import Statements
from storage.tables import TABLES

AT_ONCE = 20_000
"""How many rows of a table are written together."""

Line = tuple[Any, ...]
Write = Callable[[str, Sequence[str], list[Line]], Any]


class Lines:
    """The lines of every table, numbered as they come."""

    def __init__(self, kind: str) -> None:
        _, kept = build((*TABLES, *AUDIT_TABLES))
        self._statements = {name: Statements(one, kind) for name, one in kept.items()}
        self.numbers = dict.fromkeys(kept, 0)
        self.names: dict[str, list[str]] = {}
        self.waiting: dict[str, list[Line]] = {}

    def add(self, name: str, record: Record) -> None:
        statements = self._statements[name]
        number = self.numbers[name] = self.numbers[name] + 1
        text = codec(statements.kept.table.record).encode(record)
        row = {"number": number, "version": 1, **statements.columns(record, text)}
        self._put(name, row)
        for index, value in statements.values(record):
            organisation = column_text(record.organisation)
            self._put(
                f"{name}_values",
                {"organisation": organisation, "index_name": index, "value": value, "number": number},
            )

    def full(self, at_least: int) -> list[str]:
        return [name for name, lines in self.waiting.items() if len(lines) >= at_least]

    def _put(self, name: str, row: dict[str, Any]) -> None:
        self.names.setdefault(name, list(row))
        self.waiting.setdefault(name, []).append(tuple(row.values()))


async def load_postgres(address: str, rows: Iterable[Row]) -> None:
    """Into a new database, which gets its tables first; indexed, counted and on the disk when it returns."""
    await migrate(address)
    lines = Lines("postgresql")
    connection = await asyncpg.connect(address)
    try:
        for table, record in rows:
            lines.add(table.name, record)
            if len(lines.waiting[table.name]) >= AT_ONCE:
                await _copied(connection, lines, lines.full(AT_ONCE))
        await _copied(connection, lines, lines.full(1))
        for name, last in lines.numbers.items():
            if last:
                await connection.execute(f"select setval(pg_get_serial_sequence('{name}', 'number'), {last})")
        await connection.execute("vacuum analyze")
        await connection.execute("checkpoint")
    finally:
        await connection.close()


async def _copied(connection: Any, lines: Lines, names: list[str]) -> None:
    for name in names:
        await connection.copy_records_to_table(name, records=lines.waiting.pop(name), columns=lines.names[name])


async def asked(address: str, question: str) -> list[tuple[Any, ...]]:
    """What a PostgreSQL database answers, on a connection of its own."""
    connection = await asyncpg.connect(address)
    try:
        return [tuple(row) for row in await connection.fetch(question)]
    finally:
        await connection.close()


async def load_sqlite(path: Path, rows: Iterable[Row]) -> None:
    """Into a new file."""
    await migrate(f"sqlite:///{path}")
    lines = Lines("sqlite")
    with closing(sqlite3.connect(path)) as connection:
        for table, record in rows:
            lines.add(table.name, record)
            if len(lines.waiting[table.name]) >= AT_ONCE:
                _inserted(connection, lines, lines.full(AT_ONCE))
        _inserted(connection, lines, lines.full(1))
        connection.execute("analyze")
        connection.commit()


def _inserted(connection: sqlite3.Connection, lines: Lines, names: list[str]) -> None:
    for name in names:
        columns = lines.names[name]
        statement = f'insert into "{name}" ({", ".join(columns)}) values ({", ".join("?" * len(columns))})'  # noqa: S608
        connection.executemany(statement, [tuple(map(_plain, line)) for line in lines.waiting.pop(name)])
    connection.commit()


def _plain(value: Any) -> Any:
    """As the column type writes it; the driver takes plain values only."""
    return moment_text(value) if isinstance(value, datetime) else value
