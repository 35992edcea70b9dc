"""Many processes over one database: nobody's change is lost, nothing is claimed twice, and trouble passes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.audit import ENTRIES, HEAD, HEADS, verify_chain
from storage.repeating import repeated
from storage.rows import Overtaken, Rows, StorageFailed
from storage.sql import SqlStore
from tests.databases import server
from tests.storage.conftest import notes_database
from tests.storage.notes import HOUR, NOTES, NOW, SECRETS, Note, everything, note, put, sql_store

Pair = tuple[SqlStore, SqlStore]


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    """Two processes' stores over one PostgreSQL."""
    both = await sql_store(notes_database(), "a"), await sql_store(notes_database(), "b")
    yield both
    for store in both:
        await store.close()


def decides(answer: str) -> Callable[[Rows], Awaitable[str]]:
    """What somebody does who decides once: whoever is second is told what was decided."""

    async def decide(rows: Rows) -> str:
        found = await rows.get(NOTES, "acme", "1")
        assert found is not None
        await asyncio.sleep(0.05)
        if found.text:
            return f"already {found.text}"
        await rows.put(NOTES, replace(found, text=answer))
        return answer

    return decide


async def test_of_two_who_decide_at_once_the_second_is_told_what_the_first_decided(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    told = await asyncio.gather(
        repeated(partial(pair[0].rows, NOW), decides("yes")), repeated(partial(pair[1].rows, NOW), decides("no"))
    )
    kept = await note(pair[0], "1")
    assert kept is not None
    assert sorted(told) == sorted([kept.text, f"already {kept.text}"])


async def test_one_that_is_overtaken_and_not_repeated_changes_nothing(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    with pytest.raises(Overtaken):
        async with pair[0].rows(NOW) as rows:
            found = await rows.get(NOTES, "acme", "1")
            await put(pair[1], Note("1", text="first"))
            await rows.put(NOTES, Note("2"))
            await rows.put(NOTES, replace(found or Note(""), text="second"))
    assert await note(pair[0], "1") == Note("1", text="first")
    assert await note(pair[0], "2") is None


async def test_what_was_not_there_when_it_was_read_must_not_be_there_when_it_is_written(pair: Pair) -> None:
    for write in ("put", "insert"):
        with pytest.raises(Overtaken):
            async with pair[0].rows(NOW) as rows:
                assert await rows.get(NOTES, "acme", write) is None
                await put(pair[1], Note(write, text="first"))
                await getattr(rows, write)(NOTES, Note(write, text="second"))
        assert await note(pair[0], write) == Note(write, text="first")


async def test_a_record_that_is_another_when_it_is_met_again_ends_the_transaction(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    with pytest.raises(Overtaken):
        async with pair[0].rows(NOW) as rows:
            await rows.get(NOTES, "acme", "1")
            await put(pair[1], Note("1", text="first"))
            with pytest.raises(Overtaken):  # hidden by the body, and still the end
                await everything(rows)


async def test_one_removed_by_somebody_else_meanwhile_is_not_made_anew(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    with pytest.raises(Overtaken):
        async with pair[0].rows(NOW) as rows:
            found = await rows.get(NOTES, "acme", "1")
            async with pair[1].rows(NOW) as other:
                await other.remove(NOTES, "acme", "1")
            await rows.put(NOTES, replace(found or Note(""), text="late"))
    assert await note(pair[0], "1") is None


async def test_who_writes_without_having_read_comes_last_and_wins(pair: Pair) -> None:
    await asyncio.gather(*(put(store, Note("1", text=str(n))) for n, store in enumerate(pair * 5)))
    kept = await note(pair[0], "1")
    assert kept is not None and kept.text in "0123456789"


async def claim(store: SqlStore, worker: str) -> list[str]:
    """Take what is due, some at a time, until nothing is left."""
    mine: list[str] = []

    async def some(rows: Rows) -> list[str]:
        due = await rows.due(NOTES, NOW, 7)
        for each in due:
            await rows.put(NOTES, replace(each, due=NOW + HOUR, text=each.text + worker))
        return [each.id for each in due]

    while taken := await repeated(partial(store.rows, NOW), some):
        mine += taken
        await asyncio.sleep(0)
    return mine


async def test_workers_share_what_is_due_and_none_of_it_is_taken_twice(pair: Pair) -> None:
    await put(pair[0], *(Note(f"{n:03}", due=NOW) for n in range(300)))
    first, second = await asyncio.gather(claim(pair[0], "a"), claim(pair[1], "b"))
    assert sorted(first + second) == [f"{n:03}" for n in range(300)]
    assert min(len(first), len(second)) >= 30
    async with pair[0].rows(NOW) as rows:
        assert {found.text for found in await everything(rows)} == {"a", "b"}


async def test_what_one_worker_holds_is_passed_over_by_the_other(pair: Pair) -> None:
    await put(pair[0], Note("1", due=NOW), Note("2", due=NOW))
    async with pair[0].rows(NOW) as rows:
        assert [found.id for found in await rows.due(NOTES, NOW, 1)] == ["1"]
        async with pair[1].rows(NOW) as other:
            assert [found.id for found in await other.due(NOTES, NOW, 9)] == ["2"]


async def test_the_audit_chain_stays_one_line_however_many_write_it(pair: Pair) -> None:
    async def write(store: SqlStore, number: int) -> None:
        async with store.rows(NOW) as rows:
            await rows.put(SECRETS, Note(str(number)))
            await rows.put(SECRETS, Note(str(number), "other"))

    await asyncio.gather(*(write(store, n) for n, store in enumerate(pair * 20)))
    for organisation in ("acme", "other"):
        async with pair[0].rows(NOW) as rows:
            head = await rows.get(HEADS, organisation, HEAD)
        chain = [entry async for entry in pair[1].archived(ENTRIES, organisation, at=NOW)]
        assert verify_chain(chain, head) == 40


async def test_two_who_wait_for_each_other_come_through_one_after_the_other(pair: Pair) -> None:
    await put(pair[0], Note("1", text="0"), Note("2", text="0"))

    async def add(order: str, rows: Rows) -> None:
        for id_ in order:
            found = await rows.get(NOTES, "acme", id_)
            await asyncio.sleep(0.02)
            await rows.put(NOTES, replace(found or Note(""), text=str(int(found.text if found else "") + 1)))
            await everything(rows)

    ways = (partial(add, "12"), partial(add, "21")) * 3
    await asyncio.gather(*(repeated(partial(pair[n % 2].rows, NOW), way) for n, way in enumerate(ways)))
    async with pair[0].rows(NOW) as rows:
        assert [found.text for found in await everything(rows)] == ["6", "6"]


async def test_a_careful_transaction_cannot_be_overtaken(pair: Pair) -> None:
    await put(pair[0], Note("1", labels=("x",)))
    async with pair[0].rows(NOW, careful=True) as rows:
        (found,) = await rows.find(NOTES, "acme", "label", "x")
        other = asyncio.create_task(put(pair[1], Note("1", text="second")))
        await asyncio.sleep(0.1)
        assert not other.done()
        await rows.put(NOTES, replace(found, text="first"))
    await other
    assert await note(pair[0], "1") == Note("1", text="second")


async def test_a_connection_that_is_cut_costs_its_transaction_only(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    with pytest.raises(StorageFailed, match="cannot be reached"):
        async with pair[0].rows(NOW) as rows:
            await rows.put(NOTES, Note("2"))
            await everything(rows)
            await cut(pair[1])
            await rows.get(NOTES, "acme", "3")
    async with pair[0].rows(NOW) as rows:
        assert await everything(rows) == [Note("1")]


async def test_idle_connections_that_were_cut_are_noticed_before_they_are_used(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    await cut(pair[1])
    assert await note(pair[0], "1") == Note("1")


async def cut(store: SqlStore) -> None:
    """End every other connection to the database."""
    async with store.database.engine.connect() as connection:
        every = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
        await connection.execute(text(f"{every} and pid <> pg_backend_pid() and backend_type = 'client backend'"))
        await connection.commit()


async def test_while_the_database_is_away_it_says_so_at_once_and_works_again_by_itself(pair: Pair) -> None:
    await put(pair[0], Note("1"))
    begun = time.monotonic()
    try:
        with pytest.raises(StorageFailed, match=r"cannot be reached|went away"):
            async with pair[0].rows(NOW) as rows:
                await rows.put(NOTES, Note("2"))
                await asyncio.to_thread(server().stop)
        with pytest.raises(StorageFailed, match="cannot be reached"):
            await note(pair[1], "1")
        assert time.monotonic() - begun < 5
    finally:
        await asyncio.to_thread(server().start)
    assert await note(pair[1], "1") == Note("1")
    assert await note(pair[0], "2") is None
    await put(pair[0], Note("3"))


async def test_two_processes_over_one_sqlite_file_wait_for_each_other(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    both = await sql_store(address), await sql_store(address)
    await put(both[0], Note("1", text="0"))

    async def add_one(rows: Rows) -> None:
        found = await rows.get(NOTES, "acme", "1")
        await rows.put(NOTES, Note("1", text=str(int(found.text if found else "") + 1)))

    await asyncio.gather(*(repeated(partial(store.rows, NOW), add_one) for store in both * 10))
    assert await note(both[1], "1") == Note("1", text="20")
    for store in both:
        await store.close()
