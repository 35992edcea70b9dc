"""The steps of the tables: they end where the declarations are, once, and never touch what is newer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.migrating import check, migrate
from storage.rows import CannotOpen
from storage.sql import SqlStore
from storage.tables import TABLES
from tests.databases import server
from tests.storage.notes import counter

TABLE = (
    "select table_name, column_name, data_type, is_nullable, collation_name, is_identity"
    " from information_schema.columns where table_schema = 'public' and table_name <> 'alembic_version' order by 1, 2"
)
INDEX = "select tablename, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'alembic_version'"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it."""
    return f"sqlite:///{tmp_path / 'new.sqlite'}" if request.param == "sqlite" else server().database()


def tables_of(connection: Connection) -> list[object]:
    if connection.dialect.name == "postgresql":
        return [*map(tuple, connection.execute(text(TABLE))), *sorted(map(tuple, connection.execute(text(INDEX))))]
    found = connection.execute(text("select sql from sqlite_master where tbl_name not like 'alembic%' order by name"))
    return [" ".join(str(sql).split()) for (sql,) in found]


async def made_from_the_declarations(address: str) -> list[object]:
    store = SqlStore(Database(address), TABLES, new_id=counter("a"), new_salt=counter("s"))
    async with store.database.engine.begin() as connection:
        await connection.run_sync(store.metadata.create_all)
        found = await connection.run_sync(tables_of)
    await store.close()
    return found


async def seen(address: str) -> list[object]:
    database = Database(address)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(tables_of)
    await database.engine.dispose()
    return found


async def told(address: str, statement: str) -> None:
    database = Database(address)
    async with database.engine.begin() as connection:
        await connection.execute(text(statement))
    await database.engine.dispose()


async def test_the_steps_lead_to_the_declared_tables(address: str, tmp_path: Path) -> None:
    assert await migrate(address) == ("", "0001")
    other = f"sqlite:///{tmp_path / 'other.sqlite'}" if address.startswith("sqlite") else server().database()
    assert await seen(address) == await made_from_the_declarations(other)
    assert len(await seen(address)) > 50


async def test_a_second_time_changes_nothing(address: str) -> None:
    await migrate(address)
    assert await migrate(address) == ("0001", "0001")
    await check(address)


async def test_two_runners_at_once_make_the_tables_once(address: str) -> None:
    ended = await asyncio.gather(*(migrate(address) for _ in range(3)))
    assert sorted(ended) == [("", "0001"), ("0001", "0001"), ("0001", "0001")]


async def test_without_its_tables_a_database_is_refused_with_the_command(address: str) -> None:
    with pytest.raises(CannotOpen, match="quickwin migrate"):
        await check(address)


async def test_a_newer_database_is_refused_and_left_alone(address: str) -> None:
    await migrate(address)
    before = await seen(address)
    await told(address, "update alembic_version set version_num = '9999'")
    for refused in (check, migrate):
        with pytest.raises(CannotOpen, match=r"newer Quickwin \(step 9999\)"):
            await refused(address)
    assert await seen(address) == before


async def test_a_step_that_fails_leaves_the_database_as_it_was(address: str, tmp_path: Path) -> None:
    steps = tmp_path / "steps" / "versions"
    steps.mkdir(parents=True)
    (steps / "one.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\nrevision, down_revision = 'one', None\n"
        "def upgrade():\n    op.create_table('half', sa.Column('a', sa.Integer))\n    raise KeyError('no')\n"
    )
    before = await seen(address)
    with pytest.raises(KeyError):
        await migrate(address, steps.parent)
    assert await seen(address) == before


async def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as refused:
        await check("postgres://ada:secret@127.0.0.1:1/quickwin")
    assert "PostgreSQL at 127.0.0.1, database quickwin" in str(refused.value)
    assert "secret" not in repr(refused.value)
