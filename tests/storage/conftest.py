"""The stores that every contract test runs over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest

from tests.databases import server
from tests.storage.notes import AnyStore, memory_store, sql_store, tiny_store

BACKENDS = ("memory", "tiny", "sqlite", "postgres")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "quickwin.json"


@cache
def notes_database() -> str:
    """One database for all tests of the small tables, emptied for each."""
    return server().database(stays=True)


async def opened(backend: str, path: Path) -> AnyStore:
    match backend:
        case "memory":
            return memory_store()
        case "tiny":
            return tiny_store(path)
        case "sqlite":
            return await sql_store(f"sqlite:///{path.with_suffix('.sqlite')}")
        case _:
            return await sql_store(notes_database())


@pytest.fixture(params=BACKENDS)
async def store(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[AnyStore]:
    made = await opened(request.param, path)
    yield made
    await made.close()


@pytest.fixture(params=("sqlite", "postgres"))
async def sql(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[AnyStore]:
    made = await opened(request.param, path)
    yield made
    await made.close()
