"""TinyDB, SQLite and PostgreSQL in one table, from a hundred initiatives to a hundred thousand.

Every initiative has an owner with an account, four answered weeks (a reading and a check-in each), this week's question with its
message, and audit entries. Each step is a transaction of its own, one after the other: an initiative by id, an owner's
initiatives by their index, a commit (a changed initiative, a reading, the audit entry), the first 100 people who are due.
Start-up is opening the store and one read. Memory is what the bot's process has at the end. Each figure is a median, from a process of its
own. `tiny_vs_postgres_1000` and `tiny_vs_postgres_10000` are the commit in the store file against the one in PostgreSQL.
`python -m benchmarks.backends [--json] [--quick]`; a number of initiatives after it measures just that size.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from benchmarks.company import NOW, Company, opaque
from benchmarks.loading import load_postgres, load_sqlite
from benchmarks.race import memory
from bot.serving import collect_seldom
from bot.wiring import new_id, new_salt
from initiatives.kpi import Reading
from storage.database import Database
from storage.port import Transaction
from storage.sql import SqlStore
from storage.tables import TABLES
from storage.tiny import TinyStore
from tests.databases import Server

SIZES = (100, 1_000, 10_000, 100_000)
BACKENDS = ("tiny", "sqlite", "postgres")
ANSWERS = 4
MOST, SECONDS = 300, 10.0
"""How often a step is measured, and for how long at most."""

AnyStore = TinyStore | SqlStore
Step = Callable[[Transaction, Company, int], Awaitable[object]]


@dataclass(frozen=True)
class Figures:
    """Seconds, and MiB of memory."""

    by_id: float
    by_index: float
    commit: float
    due: float
    start: float
    memory: float


def company(size: int) -> Company:
    return Company(size, answers=ANSWERS)


def opened(where: str) -> AnyStore:
    if where.endswith(".json"):
        return TinyStore(Path(where), TABLES, new_id=new_id, new_salt=new_salt)
    return SqlStore(Database(where), TABLES, new_id=new_id, new_salt=new_salt)


def fill(where: str, size: int) -> None:
    """A new store with the company in it."""
    asyncio.run(_filled(where, size))


async def _filled(where: str, size: int) -> None:
    rows = company(size).rows()
    if where.startswith("sqlite"):
        await load_sqlite(Path(where.removeprefix("sqlite:///")), rows)
    elif where.startswith("postgres"):
        await load_postgres(where, rows)
    else:
        store = opened(where)
        async with store.rows(NOW, audited=False) as kept:
            for table, record in rows:
                await kept.put(table, record)
        await store.close()


def measure(where: str, size: int) -> None:
    """Prints the figures of a filled store."""
    print(json.dumps(asdict(asyncio.run(_measured(where, size)))))


async def _measured(where: str, size: int) -> Figures:
    began = time.perf_counter()
    store = opened(where)
    await _once(store, by_id, company(size), 0)
    start = time.perf_counter() - began
    collect_seldom()
    found = {step.__name__: await _median(store, step, company(size)) for step in (by_id, by_index, commit, due)}
    used = memory()
    await store.close()
    return Figures(**found, start=start, memory=used)


async def by_id(kept: Transaction, company: Company, number: int) -> None:
    assert await kept.initiative(company.of(number), opaque(f"initiative{number}"))


async def by_index(kept: Transaction, company: Company, number: int) -> None:
    assert await kept.asked_of(company.of(number), opaque(f"person{number}"))


async def commit(kept: Transaction, company: Company, number: int) -> None:
    found = await kept.initiative(company.of(number), opaque(f"initiative{number}"))
    assert found is not None
    await kept.change_initiative(replace(found, link=f"https://example.org/{new_id()}"))
    today, by = NOW.date(), found.owner
    value = found.recent[-1].value
    await kept.add_reading(Reading(new_id(), found.organisation, found.id, "k", value, today, "2026-W48", NOW, by))


async def due(kept: Transaction, company: Company, number: int) -> None:
    assert len(await kept.nudges_due(NOW + timedelta(days=7, seconds=number), 100)) == min(company.size, 100)


async def _once(store: AnyStore, step: Step, company: Company, number: int) -> None:
    async with store.transaction(NOW) as kept:
        await step(kept, company, number % company.size)


async def _median(store: AnyStore, step: Step, company: Company) -> float:
    """Over the whole company, in no order; the first ones only warm up."""
    seconds: list[float] = []
    until = time.perf_counter() + SECONDS
    for each in count():
        began = time.perf_counter()
        await _once(store, step, company, each * 7919)
        seconds.append(time.perf_counter() - began)
        if each >= MOST or (each >= 4 and time.perf_counter() > until):
            break
    return statistics.median(seconds[min(len(seconds) // 4, 30) :])


def figures(server: Server, folder: Path, backend: str, size: int) -> Figures:
    where = _where(server, folder, backend, size)
    _child("fill", where, size)
    return Figures(**json.loads(_child("measure", where, size)))


def _where(server: Server, folder: Path, backend: str, size: int) -> str:
    match backend:
        case "tiny":
            return str(folder / f"{size}.json")
        case "sqlite":
            return f"sqlite:///{folder / f'{size}.sqlite'}"
        case _:
            server.sql(f"create database backend{size}")
            return server.address(f"backend{size}")


def _child(work: str, where: str, size: int) -> str:
    program = f"from benchmarks.backends import {work}; {work}({where!r}, {size})"
    return subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True).stdout


def measured(sizes: tuple[int, ...]) -> dict[tuple[int, str], Figures]:
    server = Server(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return {(size, one): figures(server, Path(folder), one, size) for size in sizes for one in BACKENDS}
    finally:
        server.end()


def _shown(one: Figures) -> list[str]:
    steps = (one.by_id, one.by_index, one.commit, one.due)
    return [*(f"{each * 1e3:.2f} ms" for each in steps), f"{one.start:.2f} s", f"{one.memory:,.0f} MiB"]


def main() -> None:
    named = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    found = measured(named or SIZES[: 2 if "--quick" in sys.argv else len(SIZES)])
    ratios = {
        f"tiny_vs_postgres_{size}": round(found[size, "tiny"].commit / found[size, "postgres"].commit, 2)
        for size in (1_000, 10_000)
        if (size, "tiny") in found
    }
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    names = ("by id", "by index", "commit", "100 due", "start", "memory")
    print(f"{'initiatives':>11} {'':9}" + "".join(f"{name:>12}" for name in names))
    for (size, backend), one in found.items():
        print(f"{size:11,} {backend:9}" + "".join(f"{each:>12}" for each in _shown(one)))
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
