"""The processes that `benchmarks.fanout` measures: the bot from what is due to what is sent, and a bare loop of the SDK."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.company import NOW, SEAL, Company
from benchmarks.fanout_server import asked
from benchmarks.postgres import Standing
from benchmarks.race import memory
from bot.serving import collect_seldom
from bot.slack.connection import new_client, new_session
from bot.slack.messenger import SlackMessenger
from bot.wiring import Engine, engine, new_id, new_salt
from handlers.messenger import Address, Messenger, Sent
from handlers.ui import Message
from handlers.words import Reader
from scheduler.clock import Clock
from storage.database import Database
from storage.memory import MemoryStore
from storage.sql import SqlStore
from storage.tables import TABLES
from storage.tiny import TinyStore

IN_WORKSPACE = 50
"""Owners of a workspace: as many as Slack takes at once, so that keeping its limits is part of the work and waiting is not."""
AT_ONCE = 16
MEMORY = "memory"

AnyStore = MemoryStore | TinyStore | SqlStore


@dataclass(frozen=True)
class Ran:
    """One run: seconds of processor time for finding and claiming, and for sending; seconds of sending; memory in MiB."""

    finding: float
    sending: float
    lasted: float
    early: float
    late: float


class Counting(SlackMessenger):
    """Looks at the process's memory when a tenth is sent."""

    sent, early_at, early = 0, 0, 0.0

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        Counting.sent += 1
        if Counting.sent == Counting.early_at:
            Counting.early = memory()
        return await super().send(to, message, reader, key)


def company(size: int) -> Company:
    return Company(size, -(-size // IN_WORKSPACE), due=True, answers=1)


def opened(where: str) -> AnyStore:
    """`memory`, a file ending in .json, or the address of a database."""
    if where == MEMORY:
        return MemoryStore(TABLES, new_id=new_id, new_salt=new_salt, checked=False)
    if where.endswith(".json"):
        return TinyStore(Path(where), TABLES, new_id=new_id, new_salt=new_salt)
    return SqlStore(Database(where), TABLES, new_id=new_id, new_salt=new_salt)


async def filled(store: MemoryStore | TinyStore, everybody: Company) -> None:
    async with store.rows(NOW, audited=False) as kept:
        for table, record in everybody.rows():
            await kept.put(table, record)


@asynccontextmanager
async def connected(
    where: str,
    port: int,
    everybody: Company,
    clock: Clock,
    more: tuple[str, ...] = (),
    way: type[SlackMessenger] = Counting,
) -> AsyncIterator[Engine]:
    """The bot over a store with everybody in it, connected to every workspace on one session, and to some `more`."""
    store = opened(where)
    if isinstance(store, MemoryStore):
        await filled(store, everybody)
    async with new_session() as session:
        api = f"http://127.0.0.1:{port}/api/"
        names = [everybody.workspace(number) for number in range(everybody.organisations)]
        ways: dict[str, Messenger] = {n: way(new_client("xoxb-0", session, api), n) for n in (*names, *more)}
        yield engine(store, SEAL, clock, ways)
        await store.close()


def run(where: str, port: int, size: int) -> None:
    """One run of the bot; prints what it took."""
    print(json.dumps(asdict(asyncio.run(_run(where, port, size)))))


async def _run(where: str, port: int, size: int) -> Ran:
    Counting.early_at = max(size // 10, 1)
    async with connected(where, port, company(size), Standing()) as built:
        collect_seldom()
        finding, _ = await _cost(built.heartbeat.tick)
        sending, lasted = await _cost(built.sender.drain)
        return Ran(finding, sending, lasted, Counting.early, memory())


def bare(port: int, size: int) -> None:
    """The SDK alone, one after the other or several at once, whichever is cheaper; prints its processor time."""
    print(asyncio.run(_bare(port, size)))


async def _bare(port: int, size: int) -> float:
    payload = asked(port, "last")
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-0", base_url=f"http://127.0.0.1:{port}/api/", session=session)

        async def some(number: int) -> None:
            for _ in range(number):
                await client.chat_postMessage(**payload)

        await some(50)
        collect_seldom()
        alone, _ = await _cost(lambda: some(size))
        together, _ = await _cost(lambda: asyncio.gather(*(some(size // AT_ONCE) for _ in range(AT_ONCE))))
        return min(alone, together * size / (size // AT_ONCE * AT_ONCE))


async def _cost(step: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Seconds of this process's processor time, and seconds."""
    before, began = time.process_time(), time.perf_counter()
    await step()
    return time.process_time() - before, time.perf_counter() - began
