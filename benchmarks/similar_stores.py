"""What the same look-up costs where initiatives are kept: in SQLite, PostgreSQL and the store file.

`similar_growth_…` is the median of a look-up over many initiatives against one over 1,000, from the text of a proposal to the
three closest: CPU of this process, and for PostgreSQL the time until the answer is there. The store fills a database with
5,000 initiatives itself, and those are copied in it until they are 100,000; the store file has 20,000.
`python -m benchmarks.similar_stores [--json] [--quick] [sqlite|postgres|tiny …]`
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from benchmarks.measuring import median
from benchmarks.similar import FEW, MANY, NOW, ORG, QUESTIONS, Texts, initiative
from bot.wiring import new_id, new_salt
from initiatives.similar import closest
from storage.database import Database
from storage.memory import MemoryStore
from storage.migrating import migrate
from storage.sql import SqlStore
from storage.tables import INITIATIVES, TABLES
from storage.tiny import TinyStore
from tests.databases import Server

STORES = ("sqlite", "postgres", "tiny")
MADE, OF_A_FILE, QUICK = 5_000, 20_000, 10_000
AT_ONCE = 1_000

AnyStore = MemoryStore | SqlStore
COPIES = (
    "insert into initiatives (number, organisation, id, version, asks, sponsors, stage, held, ai_class, due_at, record) "
    "select number + {by}, organisation, id || '-' || {by}, version, asks, sponsors, stage, held, ai_class, due_at, "
    """replace(record, '"' || id || '"', '"' || id || '-' || {by} || '"') from initiatives where number <= {made}""",
    "insert into initiatives_words (rowid, words) select rowid + {by}, words from initiatives_words where rowid <= {made}",
)
INDEX = "select indexdef from pg_indexes where indexname = 'initiatives_by_words'"


async def filled(store: AnyStore, size: int) -> None:
    texts = Texts(random.Random(size))
    for first in range(0, size, AT_ONCE):
        async with store.rows(NOW, audited=False) as rows:
            for number in range(first, first + AT_ONCE):
                await rows.put(INITIATIVES, initiative(number, texts))


async def copied(where: str, size: int) -> None:
    """What the first ones say is said again by others, until there are `size` of them."""
    again: tuple[str, ...] = ("analyze",)
    database = Database(where)
    async with database.engine.begin() as connection:
        if database.kind == "postgresql":
            again += (str(await connection.scalar(text(INDEX))),)
            await connection.execute(text("drop index initiatives_by_words"))
        for by in range(MADE, size, MADE):
            for copy in COPIES:
                await connection.execute(text(copy.format(by=by, made=MADE)))
        for command in again:
            await connection.execute(text(command))
    await database.engine.dispose()


async def looked_up(store: AnyStore, number: int, texts: Texts) -> tuple[float, float]:
    """Seconds of this process, and until the answer is there."""
    asked = initiative(number, texts)
    cpu, began = time.process_time(), time.perf_counter()
    async with store.transaction(NOW) as inside:
        closest(asked, await inside.similar(ORG, asked.said))
    return time.process_time() - cpu, time.perf_counter() - began


async def measured(kind: str, where: str, size: int) -> tuple[float, float]:
    """The medians of a look-up: CPU, and time."""
    if kind == "tiny":
        store: AnyStore = TinyStore(Path(where), TABLES, new_id=new_id, new_salt=new_salt)
        await filled(store, size)
    else:
        await migrate(where)
        store = SqlStore(Database(where), TABLES, new_id=new_id, new_salt=new_salt)
        await filled(store, min(size, MADE))
        await copied(where, size)
    texts = Texts(random.Random(size + 1))
    await looked_up(store, size, texts)
    took = [await looked_up(store, size + n, texts) for n in range(1, QUESTIONS + 1)]
    await store.close()
    return median([cpu for cpu, _ in took]), median([until for _, until in took])


def figures(kind: str, many: int) -> dict[int, tuple[float, float]]:
    server = Server() if kind == "postgres" else None
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (FEW, min(many, OF_A_FILE) if kind == "tiny" else many):
            path = Path(folder) / f"kept{size}"
            where = {"sqlite": f"sqlite:///{path}", "tiny": str(path)}.get(kind) or (
                server.database() if server else ""
            )
            found[size] = asyncio.run(measured(kind, where, size))
    if server:
        server.end()
    return found


def main() -> None:
    many = QUICK if "--quick" in sys.argv else MANY
    growth: dict[str, float] = {}
    lines = [f"{'':>10}{'initiatives':>13}{'CPU':>11}{'until there':>14}"]
    for kind in [kind for kind in STORES if kind in sys.argv] or STORES:
        found = figures(kind, many)
        (few_cpu, few_until), (cpu, until) = found.values()
        growth[f"similar_growth_{kind}"] = round(until / few_until if kind == "postgres" else cpu / few_cpu, 2)
        lines += [f"{kind:>10}{n:13,}{one * 1e3:8.1f} ms{other * 1e3:11.1f} ms" for n, (one, other) in found.items()]
    print(
        json.dumps(growth) if "--json" in sys.argv else "\n".join([*lines, *(f"{k} = {v}" for k, v in growth.items())])
    )


if __name__ == "__main__":
    main()
