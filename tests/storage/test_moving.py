"""Between every pair of stores everything arrives as it was, interrupted or not, and never twice."""

# ruff: noqa: ASYNC221, ASYNC240 - a test waits for its files and processes
from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from initiatives.lessons import Remark
from storage import schema
from storage.audit import ENTRIES, HEAD, HEADS, verify_chain
from storage.moving import EVERY, Line, Sums, Target, copy
from storage.named import source_of, target_of
from storage.rows import CannotOpen, StorageFailed, Table
from storage.statements import statements_of
from storage.tables import PEOPLE, REMARKS
from tests.databases import server
from tests.storage.company import KINDS, address, empty, lived_in, opened, put, seen
from tests.storage.notes import NOW, counter

PAIRS = [(a, b) for a in KINDS for b in KINDS]


async def filled(name: str, batch: int = 1000) -> Target:
    return await target_of(name, new_id=counter("n"), new_salt=counter("t"), batch=batch)


async def copied(source: str, target: str, batch: int = 1000) -> Sums:
    reading = await source_of(source, batch=batch)
    writing = await filled(target, batch)
    try:
        return await copy(reading, writing, tell=lambda table, done: None)
    finally:
        await writing.close()
        await reading.close()


class Stops(Exception):
    """What interrupts a copy in these tests."""


class Interrupted:
    """A target that fails before its step number `at`, the first being 1."""

    def __init__(self, target: Target, at: int) -> None:
        self._target, self._left = target, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise Stops

    async def begin(self, source: str) -> bool:
        self._step()
        return await self._target.begin(source)

    async def add(self, table: Table[Any], lines: Sequence[Line]) -> None:
        self._step()
        await self._target.add(table, lines)

    async def copied(self) -> None:
        self._step()
        await self._target.copied()

    async def finish(self) -> None:
        self._step()
        await self._target.finish()


async def interrupted(source: str, target: str, at: int, batch: int) -> bool:
    """Copy until the step; whether that was before the end."""
    reading, writing = await source_of(source, batch=batch), await filled(target, batch)
    try:
        await copy(reading, Interrupted(writing, at), tell=lambda table, done: None)
    except Stops:
        return True
    finally:
        await writing.close()
        await reading.close()
    return False


@pytest.mark.parametrize(("source", "target"), PAIRS)
async def test_everything_arrives_in_its_order(source: str, target: str, tmp_path: Path) -> None:
    old, new = address(source, tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old)
    before = await seen(old)
    sums = await copied(old, new, batch=7)
    assert {name for name, told in sums.items() if told.records} == {table.name for table in EVERY}
    assert await seen(new) == before


@pytest.mark.parametrize(("source", "target"), PAIRS)
async def test_what_is_stored_later_comes_behind_and_the_audit_trail_goes_on(
    source: str, target: str, tmp_path: Path
) -> None:
    old, new = address(source, tmp_path, "old"), empty(target, tmp_path, "new")
    await lived_in(old, people=3)
    await copied(old, new)
    store = await opened(new)
    async with store.rows(NOW) as rows:
        person = (await rows.all(PEOPLE, "acme"))[0]
        await rows.put(PEOPLE, type(person)("later", "acme", "Later"))
    entries = [entry async for entry in store.archived(ENTRIES, "acme", at=NOW)]
    async with store.rows(NOW) as rows:
        assert [person.id for person in await rows.all(PEOPLE, "acme")][-1] == "later"
        head = await rows.get(HEADS, "acme", HEAD)
    assert verify_chain(entries, head) == len(entries)
    assert entries[-1].subject == "later"
    await store.close()


@pytest.mark.parametrize("most", [12, pytest.param(5, marks=pytest.mark.prove)])
@pytest.mark.parametrize("target", ["sqlite", "postgres"])
@pytest.mark.parametrize("source", KINDS)
async def test_interrupted_anywhere_the_same_command_goes_on(
    source: str, target: str, most: int, tmp_path: Path
) -> None:
    old = address(source, tmp_path, "old")
    await lived_in(old, people=2)
    before = await seen(old)
    stops, at = 0, 1
    new = empty(target, tmp_path, "new")
    while await interrupted(old, new, at, batch=3):  # each time a little further, over what the times before have left
        stops, at = stops + 1, min(at + 1, most)
        assert stops < 100
    assert stops > 10
    assert await seen(new) == before


@pytest.mark.parametrize("target", KINDS)
async def test_killed_at_any_moment_the_same_command_goes_on(target: str, tmp_path: Path) -> None:
    old, new = address("tiny", tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=3)
    command = [sys.executable, "-m", "tests.storage.dying", old, new, address(target, tmp_path, "spare")]
    told = subprocess.run(command, check=True, timeout=200, capture_output=True, cwd=Path(__file__).parents[2])
    assert int(told.stdout) > (0 if target == "tiny" else 2)
    assert await seen(new) == await seen(old)


@pytest.mark.parametrize("at", [1, 2, 9, 25])
async def test_an_interrupted_copy_leaves_no_store_file(at: int, tmp_path: Path) -> None:
    old, new = address("sqlite", tmp_path, "old"), address("tiny", tmp_path, "new")
    await lived_in(old, people=2)
    assert await interrupted(old, new, at, batch=3)
    assert [path.name for path in Path(new).parent.iterdir()] == ["quickwin.json.lock"]
    await copied(old, new)
    assert await seen(new) == await seen(old)


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
async def test_a_source_that_has_changed_since_is_copied_anew(target: str, tmp_path: Path) -> None:
    old, new = address("tiny", tmp_path, "old"), empty(target, tmp_path, "new")
    await lived_in(old, people=2)
    assert await interrupted(old, new, 20, batch=3)
    store = await opened(old)
    async with store.rows(NOW) as rows:
        person = (await rows.all(PEOPLE, "acme"))[0]
        await rows.put(PEOPLE, type(person)(person.id, "acme", "Renamed"))
    await store.close()
    await copied(old, new)
    assert await seen(new) == await seen(old)


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
async def test_a_part_of_a_copy_is_opened_by_nobody_else(target: str, tmp_path: Path) -> None:
    old, other, new = address("tiny", tmp_path, "old"), address("tiny", tmp_path, "o"), address(target, tmp_path, "new")
    await lived_in(old, people=2)
    await lived_in(other, people=2)
    assert await interrupted(old, new, 9, batch=3)
    with pytest.raises(CannotOpen, match="was begun and not finished"):
        await opened(new)
    with pytest.raises(CannotOpen, match="was begun and not finished"):
        await source_of(new)
    with pytest.raises(CannotOpen, match="part of another copy"):
        await copied(other, new)
    await copied(old, new)
    assert await seen(new) == await seen(old)


@pytest.mark.parametrize("target", KINDS)
async def test_a_store_that_holds_something_is_refused_and_left_alone(target: str, tmp_path: Path) -> None:
    old, new = address("sqlite", tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=2)
    await lived_in(new, people=2)
    before = await seen(new)
    with pytest.raises(CannotOpen, match="holds something already"):
        await copied(old, new)
    assert await seen(new) == before


@pytest.mark.parametrize("target", KINDS)
async def test_a_store_that_is_there_and_empty_is_filled(target: str, tmp_path: Path) -> None:
    old, new = address("sqlite", tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=2)
    await (await opened(new)).close()
    await copied(old, new)
    assert await seen(new) == await seen(old)


async def test_a_store_file_that_is_missing_beside_its_last_good_copy_is_not_taken_for_empty(tmp_path: Path) -> None:
    old, new = address("sqlite", tmp_path, "old"), address("tiny", tmp_path, "new")
    await lived_in(old, people=2)
    await lived_in(new, people=2)
    Path(new).unlink()
    with pytest.raises(CannotOpen, match="holds something already"):
        await copied(old, new)


@pytest.mark.parametrize("target", KINDS)
async def test_a_store_that_a_bot_uses_is_refused(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.moving_sql.MOMENT", 0.01)
    old, new = address("sqlite", tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=2)
    bot = await opened(new)
    async with bot.rows(NOW) as rows:
        assert await rows.all(PEOPLE, "acme") == []
    with pytest.raises(CannotOpen, match="in use by another"):
        await copied(old, new)
    async with bot.rows(NOW) as rows:
        assert await rows.all(PEOPLE, "acme") == []
    await bot.close()
    await copied(old, new)
    assert await seen(new) == await seen(old)


@pytest.mark.parametrize("source", KINDS)
async def test_a_source_that_a_bot_uses_is_read_as_of_one_moment(source: str, tmp_path: Path) -> None:
    old, new = address(source, tmp_path, "old"), empty("sqlite", tmp_path, "new")
    await lived_in(old, people=4)
    before = await seen(old)
    bot = await opened(old)
    reading, writing = await source_of(old, batch=5), await filled(new)

    async def more(table: str, done: int) -> None:
        async with bot.rows(NOW) as rows:
            person = (await rows.all(PEOPLE, "acme"))[0]
            await rows.put(PEOPLE, type(person)(f"{table} {done}", "acme", "Later"))
            await rows.put(REMARKS, (await rows.all(REMARKS, "acme"))[0])

    class Busy:
        """The source, while something is stored between two of its pages."""

        name, unique = reading.name, reading.unique

        async def pages(self) -> AsyncIterator[Any]:
            async for table, lines in reading.pages():
                yield table, lines
                await more(table.name, len(lines))

    await copy(Busy(), writing, tell=lambda table, done: None)  # type: ignore[arg-type]
    await writing.close()
    await reading.close()
    await bot.close()
    assert await seen(new) == before


@pytest.mark.parametrize("name", ["sqlite:////nowhere/at/all.sqlite", "missing/quickwin.json"])
async def test_a_source_that_is_missing_is_not_made(name: str, tmp_path: Path) -> None:
    where = name if "://" in name else str(tmp_path / name)
    with pytest.raises(CannotOpen, match="missing"):
        await source_of(where)
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as refused:
        await target_of("postgres://ada:secret@127.0.0.1:1/quickwin", new_id=counter("n"), new_salt=counter("t"))
    assert "127.0.0.1" in str(refused.value) and "secret" not in str(refused.value)


@pytest.mark.parametrize(("source", "target"), [("tiny", "postgres"), ("postgres", "sqlite")])
async def test_a_connection_that_dies_in_the_middle_costs_nothing(source: str, target: str, tmp_path: Path) -> None:
    old, new = address(source, tmp_path, "old"), address(target, tmp_path, "new")
    await lived_in(old, people=3)
    reading, writing = await source_of(old, batch=3), await filled(new, batch=3)
    steps: list[str] = []

    def kill(table: str, done: int) -> None:
        steps.append(table)
        if len(steps) == 12:
            server().sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'quickwin'")

    if source == "postgres":
        with pytest.raises(StorageFailed, match="cannot be reached"):
            await copy(reading, writing, tell=kill)
    else:
        await copy(reading, writing, tell=kill)
    await writing.close()
    await reading.close()
    if source == "postgres":
        await copied(old, new)
    assert len(steps) >= 12
    assert await seen(new) == await seen(old)


async def peak(source: str, target: str) -> int:
    """The most memory a copy has taken at once, in a process in which nothing was written for a store before."""
    schema._built.cache_clear()
    statements_of.cache_clear()
    tracemalloc.start()
    try:
        await copied(source, target, batch=100)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path) -> None:
    few, many = address("sqlite", tmp_path, "few"), address("sqlite", tmp_path, "many")
    for name, number in ((few, 500), (many, 4000)):
        await lived_in(name, people=2)
        await put(name, REMARKS, *(Remark(f"n{n}", "acme", "i1", "p0", "x" * 500, NOW) for n in range(number)))
    await copied(few, address("sqlite", tmp_path, "first"))  # what is made once is made
    smaller = await peak(few, address("sqlite", tmp_path, "a"))
    assert await peak(many, address("sqlite", tmp_path, "b")) < 1.3 * smaller
