"""A store seen by a command that only reads, while the bot goes on: its organisations, and the verbs over what it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from storage.named import source_of
from storage.port import Transaction
from storage.reading import read_snapshot
from storage.tables import ORGANISATIONS, TABLES

Look = Callable[[], AbstractAsyncContextManager[Transaction]]


@asynccontextmanager
async def looking(
    name: str, at: datetime, *, new_id: Callable[[], str], new_salt: Callable[[], str]
) -> AsyncIterator[tuple[tuple[str, ...], Look]]:
    """Ids of the organisations, and what opens a transaction in which nothing is to be changed.

    Raises:
        CannotOpen: with a sentence, when there is nothing that can be read.
    """
    organisations = await _organisations(name)
    if "://" not in name:
        rows = read_snapshot(Path(name), TABLES)
        yield organisations, lambda: nullcontext(Transaction(rows))
        return
    from storage.database import Database  # noqa: PLC0415 SQLAlchemy is imported only where it is used
    from storage.sql import SqlStore  # noqa: PLC0415

    store = SqlStore(Database(name, patient=True, reading=True), TABLES, new_id=new_id, new_salt=new_salt)
    try:
        yield organisations, lambda: store.transaction(at)
    finally:
        await store.close()


async def _organisations(name: str) -> tuple[str, ...]:
    source = await source_of(name)
    try:
        return tuple([each.record.id async for _, page in source.pages((ORGANISATIONS,)) for each in page])
    finally:
        await source.close()
