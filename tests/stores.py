"""The store of a test's company: in memory, or as QUICKWIN_TEST_STORE says: tiny, sqlite or postgres."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.memory import MemoryStore
from storage.migrating import migrate
from storage.sql import SqlStore
from storage.tables import TABLES
from storage.tiny import TinyStore
from tests.databases import server

BACKEND = os.environ.get("QUICKWIN_TEST_STORE") or "memory"
AnyStore = MemoryStore | SqlStore

_open: list[AnyStore] = []
_folders: list[Path] = []
_free: list[str] = []
_used: dict[SqlStore, str] = {}


def new_store(new_id: Callable[[], str]) -> AnyStore:
    """An empty store, closed when the test is over."""
    match BACKEND:
        case "memory":
            return MemoryStore(TABLES, new_id=new_id, new_salt=lambda: "salt")
        case "tiny":
            store: AnyStore = TinyStore(_folder() / "kept.json", TABLES, new_id=new_id, new_salt=lambda: "salt")
        case "sqlite":
            path = shutil.copy(made_sqlite(), _folder() / "kept.sqlite")
            store = SqlStore(Database(f"sqlite:///{path}"), TABLES, new_id=new_id, new_salt=lambda: "salt")
        case "postgres":
            address = _free.pop() if _free else server().database(made_postgres(), stays=True)
            store = SqlStore(Database(address), TABLES, new_id=new_id, new_salt=lambda: "salt")
            _used[store] = address
        case _:
            raise ValueError(f"QUICKWIN_TEST_STORE is memory, tiny, sqlite or postgres, not {BACKEND}.")
    _open.append(store)
    return store


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="quickwin-store-"))
    _folders.append(folder)
    return folder


def _now(work: Coroutine[Any, Any, object]) -> None:
    """Done when it returns, whatever loop runs here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()


@cache
def made_sqlite() -> Path:
    """A file with the tables, to be copied."""
    folder = tempfile.mkdtemp(prefix="quickwin-store-")
    atexit.register(shutil.rmtree, folder)
    path = Path(folder) / "made.sqlite"
    _now(migrate(f"sqlite:///{path}"))
    return path


@cache
def made_postgres() -> str:
    """The name of a database with the tables, to be copied."""
    server().sql("create database made")
    _now(migrate(server().address("made")))
    return "made"


if BACKEND != "memory":

    @pytest.fixture(autouse=True)
    async def _closed() -> AsyncIterator[None]:
        yield
        await closed()


async def closed() -> None:
    """Every store that is open is closed; for whoever runs a loop of their own, which has to close what it has opened."""
    while _open and BACKEND != "memory":
        await _end(_open.pop())
    while _folders:
        shutil.rmtree(_folders.pop())


async def _end(store: AnyStore) -> None:
    """Close it; its database is emptied for the next."""
    if isinstance(store, SqlStore) and store in _used:
        every = ", ".join(f'"{table.name}"' for table in store.metadata.sorted_tables)
        async with store.database.engine.begin() as connection:
            await connection.execute(text(f"truncate {every} restart identity"))
        _free.append(_used.pop(store))
    await store.close()
