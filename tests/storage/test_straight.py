"""Statements that go straight to PostgreSQL's driver: what they carry, and what becomes of the driver's refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from storage.failures import failure_of
from storage.rows import Overtaken, StorageFailed
from storage.schema import build
from storage.sql import SqlStore
from storage.statements import Statements
from storage.straight import Straight
from tests.storage.conftest import notes_database
from tests.storage.notes import NOTES, NOW, TABLES, Note, note, put, sql_store

STRAIGHT = Straight(asyncpg_dialect.dialect())  # type: ignore[no-untyped-call]  # of the library
ASKED = Statements(build(TABLES)[1]["notes"], "postgresql")


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    made = await sql_store(notes_database())
    yield made
    await made.close()


def test_values_come_in_the_order_of_the_statement_with_those_it_brings_along() -> None:
    given = {"organisation": "acme", "value": "x"}
    written = STRAIGHT.find(ASKED.find["label"], given)
    assert written is not None
    assert sorted(written.values(given)) == ["acme", "label", "x"]
    assert [f"${number}" in written.text for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_a_statement_is_written_once() -> None:
    given = {"organisation": "acme", "id": "1"}
    assert STRAIGHT.find(ASKED.by_key, given) is STRAIGHT.find(ASKED.by_key, given)


def test_one_whose_text_depends_on_a_list_is_left_to_sqlalchemy() -> None:
    assert STRAIGHT.find(ASKED.by_keys, {"keys": [("acme", "1")]}) is None
    assert STRAIGHT.find(ASKED.delete, {"read": [(1, 1)]}) is None


@pytest.mark.parametrize(
    ("refusal", "kind", "words"),
    [
        (asyncpg.DeadlockDetectedError(""), Overtaken, "Somebody else"),
        (asyncpg.SerializationError(""), Overtaken, "Somebody else"),
        (asyncpg.DiskFullError(""), StorageFailed, "no room"),
        (asyncpg.ConnectionDoesNotExistError(""), StorageFailed, "cannot be reached"),
        (asyncpg.InterfaceError("connection is closed"), StorageFailed, "cannot be reached"),
        (asyncpg.InternalClientError("another state"), StorageFailed, "cannot be reached"),
    ],
)
def test_what_the_driver_refuses_is_said_in_our_words(refusal: Exception, kind: type[Exception], words: str) -> None:
    failure = failure_of(refusal)
    assert type(failure) is kind
    assert words in str(failure)


@pytest.mark.parametrize("mistake", [asyncpg.DataError("wrong type"), asyncpg.UndefinedTableError("no such table")])
def test_a_mistake_of_ours_is_not_taken_for_a_failing_database(mistake: Exception) -> None:
    assert failure_of(mistake) is mistake


async def test_a_connection_whose_driver_is_lost_is_not_used_again(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(store, Note("1"))
    before = await _number_at_the_server(store)
    with pytest.raises(StorageFailed, match="cannot be reached"):
        async with store.rows(NOW) as rows:
            await rows.get(NOTES, "acme", "1")
            monkeypatch.setattr(asyncpg.Connection, "fetch", _lost)
            await rows.get(NOTES, "acme", "2")
    monkeypatch.undo()
    assert await note(store, "1") == Note("1")
    assert await _number_at_the_server(store) != before


async def _lost(*_: Any) -> None:
    raise asyncpg.InternalClientError("cannot switch to another state")


async def _number_at_the_server(store: SqlStore) -> int:
    async with store.database.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        return int(driver.get_server_pid())
