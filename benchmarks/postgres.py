"""A storing turn on PostgreSQL against the bare statements it needs, and as the database grows.

The turn: an owner presses “Same as last week” under this week's question. The desk stores a reading, the check-in, the changed
initiative, the answered question, its redrawn message, the key of the press and an audit entry. The bare side sends the same
statements with the same values, recorded from the same turns on a copy of the database, over the same pool, from BEGIN to
COMMIT: `pg_turn_vs_statements` as SQLAlchemy passes on finished statements, `pg_turn_vs_driver` on asyncpg alone. Both databases
are the same afterwards. `pg_one_organisation` compares turns of one organisation, whose audit chain is one line, with turns of
many. `pg_growth` is a turn's time with 1,000,000 readings against 1,000. Commits are on the disk.
`python -m benchmarks.postgres [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.company import ANSWERS, NOW, SEAL, Company
from benchmarks.loading import asked, load_postgres
from bot.serving import collect_seldom
from bot.wiring import engine, new_id, new_salt
from handlers.desk import Desk
from storage.audit import AUDIT_TABLES
from storage.database import Database
from storage.sql import SqlStore
from storage.tables import TABLES
from tests.databases import Server

IN_FLIGHT = 4
ROUNDS = 7
ORGANISATIONS = 5 * IN_FLIGHT

AROUND = (";", "BEGIN", "COMMIT", "ROLLBACK")
Said = list[tuple[str, Any]]
"""The statements of one turn, each with its values."""


class Standing:
    """A clock that stands still."""

    def now(self) -> Any:
        return NOW


@dataclass(frozen=True)
class Ours:
    """The bot's desk over one database."""

    store: SqlStore
    desk: Desk

    @property
    def engine(self) -> AsyncEngine:
        return self.store.database.engine


def desk_on(address: str) -> Ours:
    store = SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)
    return Ours(store, engine(store, SEAL, Standing(), {}).desk)


async def loaded(server: Server, name: str, company: Company) -> Ours:
    """The company in a database of that name."""
    server.sql(f"create database {name}")
    address = server.address(name)
    await load_postgres(address, company.rows())
    ((size,),) = await asked(address, "select pg_database_size(current_database())")
    print(f"{company.size:,} initiatives are {size / 2**20:,.0f} MiB", file=sys.stderr)
    return desk_on(address)


async def recorded(ours: Ours, company: Company, turns: Iterable[int]) -> list[Said]:
    """What every turn says to the database: by way of SQLAlchemy, and straight to the driver."""
    found: list[Said] = []

    def prepared(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        found[-1].append((statement, values))

    def heard(query: Any) -> None:
        if not query.query.startswith(AROUND):
            found[-1].append((query.query, tuple(query.args)))

    def listen(connection: Any, _record: object) -> None:
        connection.driver_connection.add_query_logger(heard)

    event.listen(ours.engine.sync_engine, "connect", listen)
    event.listen(ours.engine.sync_engine, "before_cursor_execute", prepared)
    for number in turns:
        found.append([])
        await ours.desk.handle(company.press(number))
    return found


async def said_again(over: AsyncEngine, said: Said) -> None:
    async with over.connect() as connection:
        for statement, values in said:
            found = await connection.exec_driver_sql(statement, values)
            if found.returns_rows:
                found.all()
        await connection.commit()


async def said_to_driver(over: AsyncEngine, said: Said) -> None:
    async with over.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        async with driver.transaction():
            for statement, values in said:
                await driver.fetch(statement, *values)


async def rate(work: Sequence[Callable[[], Awaitable[object]]]) -> float:
    """Turns a second, some at once; those of one organisation follow one another, as they were recorded."""

    async def one_after_the_other(first: int) -> None:
        for each in work[first::IN_FLIGHT]:
            await each()

    began = time.perf_counter()
    await asyncio.gather(*map(one_after_the_other, range(IN_FLIGHT)))
    return len(work) / (time.perf_counter() - began)


async def against_statements(server: Server, turns: int) -> dict[str, list[float]]:
    """Turns a second in alternation, each round another part of the company; the first round only warms up."""
    company = Company((ROUNDS + 1) * turns, ORGANISATIONS)
    await (await loaded(server, "company", company)).store.close()
    copies = {name: server.database("company") for name in ("recorded", "ours", "statements", "driver")}
    over = {name: desk_on(address) for name, address in copies.items()}
    everybody = range(company.size)
    said = await recorded(over["recorded"], company, everybody)
    work: dict[str, list[Callable[[], Awaitable[object]]]] = {
        "ours": [partial(over["ours"].desk.handle, company.press(number)) for number in everybody],
        "statements": [partial(said_again, over["statements"].engine, turn) for turn in said],
        "driver": [partial(said_to_driver, over["driver"].engine, turn) for turn in said],
    }
    alone = Company(company.size, 1)
    over["alone"] = await loaded(server, "alone", alone)
    work["one organisation"] = [partial(over["alone"].desk.handle, alone.press(number)) for number in everybody]
    found: dict[str, list[float]] = {name: [] for name in work}
    collect_seldom()
    for first in range(0, company.size, turns):
        for name, every in work.items():
            found[name].append(await rate(every[first : first + turns]))
    for ours in over.values():
        await ours.store.close()
    states = [await state_of(address) for address in copies.values()]
    assert all(state == states[0] for state in states), f"the databases differ: {states}"
    return {name: rates[1:] for name, rates in found.items()} | {"a turn's statements": [len(turn) for turn in said]}


async def state_of(address: str) -> list[tuple[Any, ...]]:
    """How many rows each table has, and how often they were changed."""
    tables = (table.name for table in (*TABLES, *AUDIT_TABLES))
    counted = (f"select '{each}' as name, count(*), sum(version) from {each}" for each in tables)  # noqa: S608
    return await asked(address, " union all ".join(counted) + " order by name")


async def growth(server: Server, sizes: Sequence[int], turns: int) -> dict[int, list[float]]:
    """Seconds of each turn by the number of initiatives, in alternation."""
    over, companies = {}, {size: Company(size, ORGANISATIONS) for size in sizes}
    for size, company in companies.items():
        over[size] = await loaded(server, f"growing{size}", company)
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(turns):
        for size, company in companies.items():
            request = company.press(number * (size // turns))
            began = time.perf_counter()
            await over[size].desk.handle(request)
            found[size].append(time.perf_counter() - began)
    for ours in over.values():
        await ours.store.close()
    return {size: seconds[turns // 5 :] for size, seconds in found.items()}


async def measured(quick: bool) -> tuple[dict[str, float], dict[str, float]]:
    """The medians (turns a second, seconds), and their ratios."""
    server = Server(durable=True)
    try:
        rates = await against_statements(server, 40 if quick else 200)
        sizes = (100, 2_000) if quick else (100, 100_000)
        seconds = await growth(server, sizes, 50 if quick else 100)
    finally:
        server.end()
    rate_of = {name: statistics.median(each) for name, each in rates.items()}
    small, large = (statistics.median(seconds[size]) for size in sizes)
    ours = rate_of["ours"]
    figures = rate_of | {f"seconds, {sizes[0] * ANSWERS:,} readings": small, "seconds, grown": large}
    return figures, {
        "pg_turn_vs_statements": round(ours / rate_of["statements"], 3),
        "pg_turn_vs_driver": round(ours / rate_of["driver"], 3),
        "pg_one_organisation": round(rate_of["one organisation"] / ours, 3),
        "pg_growth": round(large / small, 3),
    }


def main() -> None:
    figures, ratios = asyncio.run(measured("--quick" in sys.argv))
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    for name, figure in figures.items():
        print(f"{name:28}{figure:12,.{4 if name.startswith('seconds') else 0}f}")
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
