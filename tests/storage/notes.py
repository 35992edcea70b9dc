"""Small tables to test stores with, and stores made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import delete

from storage.database import Database
from storage.disk import Disk
from storage.memory import MemoryStore
from storage.rows import Rows, Table
from storage.sql import SqlStore
from storage.tiny import TinyStore

NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Note:
    id: str
    organisation: str = "acme"
    owner: str = "ada"
    labels: tuple[str, ...] = ()
    due: datetime | None = None
    text: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    id: str
    organisation: str = "acme"
    done: bool = False


NOTES: Table[Note] = Table(
    "notes",
    Note,
    indexes={"owner": lambda note: note.owner or None, "label": lambda note: note.labels},
    due=lambda note: note.due,
    many=frozenset({"label"}),
    text=lambda note: note.text,
)
SECRETS: Table[Note] = Table("secrets", Note, audited=True, planned=frozenset({"due"}))
JOBS: Table[Job] = Table("jobs", Job, finished=lambda job: job.done)
TABLES = (NOTES, SECRETS, JOBS)


AnyStore = MemoryStore | SqlStore


def counter(prefix: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


def memory_store() -> MemoryStore:
    return MemoryStore(TABLES, new_id=counter("a"), new_salt=counter("s"))


def tiny_store(path: Path, *, disk: Disk | None = None, archive_from: int = 200, ids: str = "a") -> TinyStore:
    return TinyStore(path, TABLES, new_id=counter(ids), new_salt=counter("s"), disk=disk, archive_from=archive_from)


async def sql_store(address: str, ids: str = "a") -> SqlStore:
    """A store over a database that is emptied, its tables made where there are none."""
    store = SqlStore(Database(address), TABLES, new_id=counter(ids), new_salt=counter("s"))
    async with store.database.engine.begin() as connection:
        await connection.run_sync(store.metadata.create_all)
        for table in store.metadata.sorted_tables:
            await connection.execute(delete(table))
    return store


async def put(store: AnyStore, *notes: Note, at: datetime = NOW) -> None:
    async with store.rows(at) as rows:
        for note in notes:
            await rows.put(NOTES, note)


async def note(store: AnyStore, id_: str, organisation: str = "acme") -> Note | None:
    async with store.rows(NOW) as rows:
        return await rows.get(NOTES, organisation, id_)


async def everything(rows: Rows) -> list[Note]:
    return await rows.all(NOTES, "acme")
