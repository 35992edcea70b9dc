"""Statements sent straight to PostgreSQL's driver: SQLAlchemy writes each once, and is not asked again what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.failures import failure_of
from storage.statements import Found, Parameters, Statement


@dataclass(frozen=True)
class Written:
    """A finished statement; `names` are those of its values in their order, `own` the values it brings along."""

    text: str
    names: tuple[str, ...]
    own: Parameters

    def values(self, given: Parameters) -> list[Any]:
        return [given[name] if name in given else self.own[name] for name in self.names]


class Straight:
    """The finished statements of one store.

    A list inside a statement (`IN`) makes its text another one each time: such a one is left to SQLAlchemy, as are many rows.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._written: dict[Statement, Written | None] = {}

    def find(self, statement: Statement, given: Parameters) -> Written | None:
        """The statement as the driver takes it; None for one that SQLAlchemy has to write."""
        if statement not in self._written:
            self._written[statement] = self._write(statement, given)
        return self._written[statement]

    def _write(self, statement: Statement, given: Parameters) -> Written | None:
        written: Any = statement.compile(dialect=self._dialect, column_keys=list(given))
        if any(bind.expanding for bind in written.binds.values()):
            return None
        return Written(str(written), tuple(written.positiontup or ()), dict(written.params))


class Line:
    """What one transaction asks on its connection. Without `straight` everything goes by way of SQLAlchemy."""

    def __init__(self, connection: AsyncConnection, straight: Straight | None) -> None:
        self._connection, self._straight = connection, straight
        self._driver: Any = None

    async def ask(self, statement: Statement, given: Parameters | Sequence[Parameters]) -> Found:
        """The rows that come back."""
        try:
            written, one = self._finished(statement, given)
            if written is None:
                return await self._by_sqlalchemy(statement, given)
            rows: Found = await self._driver.fetch(written.text, *written.values(one))
        except Exception as error:
            if isinstance(error, asyncpg.InternalClientError):  # driver and server have lost each other
                await self._connection.invalidate()
            raise failure_of(error) from None
        return rows

    def _finished(
        self, statement: Statement, given: Parameters | Sequence[Parameters]
    ) -> tuple[Written | None, Parameters]:
        one = given if isinstance(given, dict) else given[0] if len(given) == 1 else None
        if one is None or self._straight is None or self._driver is None:
            return None, {}
        return self._straight.find(statement, one), one

    async def _by_sqlalchemy(self, statement: Statement, given: Parameters | Sequence[Parameters]) -> Found:
        """The first statement comes this way, too: the transaction begins with it."""
        found = await self._connection.execute(statement, given)
        if self._straight is not None and self._driver is None:
            self._driver = (await self._connection.get_raw_connection()).driver_connection
        return found.all() if found.returns_rows else ()
