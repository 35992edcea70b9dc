"""Queued nudges sent by one process over PostgreSQL, to a platform that answers at once: what the store allows at most.

Each message is claimed, drawn in its reader's language and committed as begun, then "sent", and committed as sent. `delivering` is
messages a second.
`python -m benchmarks.delivering [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import datetime
from functools import partial
from itertools import count

from benchmarks.company import NOW, SEAL, Company
from benchmarks.loading import asked, load_postgres
from benchmarks.postgres import Standing
from bot.serving import collect_seldom
from bot.wiring import engine, new_id, new_salt
from handlers.messenger import Address, Limit, Messenger, Sent
from handlers.ui import Message
from handlers.words import Reader
from scheduler.jobs import BATCH, NUDGES
from storage.database import Database
from storage.repeating import repeated
from storage.sql import SqlStore
from storage.tables import TABLES
from tests.databases import Server


class Instant:
    """A platform that takes no time."""

    def __init__(self) -> None:
        self._numbers = count(1)

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        return Sent(to.workspace, f"D{to.person}", f"m{next(self._numbers)}", lasting=True)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        return False

    async def remove(self, sent: Sent) -> None:
        return None

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        return None

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return None

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        """Budgets as a real platform's, that are never spent: keeping them is part of the work."""
        place = to.channel if isinstance(to, Sent) else to.person
        return tuple(
            Limit(name, rate=1e6, burst=10**6, slowest=1e6, fastest=1e6)
            for name in (f"{to.workspace}:{place}", to.workspace)
        )


async def measured(server: Server, size: int) -> float:
    """Messages a second."""
    company, address = Company(size, due=True), server.database()
    await load_postgres(address, company.rows())
    store = SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)
    places: dict[str, Messenger] = {company.workspace(number): Instant() for number in range(company.organisations)}
    built = engine(store, SEAL, Standing(), places)
    while await repeated(partial(store.transaction, NOW), lambda kept: NUDGES.run(kept, NOW, BATCH)):
        pass
    collect_seldom()
    began = time.perf_counter()
    await built.sender.drain()
    lasted = time.perf_counter() - began
    await store.close()
    ((sent,),) = await asked(address, 'select count(*) from deliveries where record like \'%"state":"sent"%\'')
    assert sent == size, f"{sent} of {size} messages were sent"
    return size / lasted


def main() -> None:
    server = Server(durable=True)
    try:
        rate = asyncio.run(measured(server, 200 if "--quick" in sys.argv else 5_000))
    finally:
        server.end()
    if "--json" in sys.argv:
        print(json.dumps({"delivering": round(rate)}))
        return
    print(f"delivering = {rate:.0f} messages a second")


if __name__ == "__main__":
    main()
