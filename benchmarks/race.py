"""Three processes race for 100,000 due nudges of 20 organisations over one PostgreSQL; each is claimed exactly once.

Each process does what the heartbeat's job does: takes some that are due, claims them for the week and queues their messages, until
nothing is due. `race_twice_or_never` counts people with any other number of nudges than one, `race_least_share` is the part of the
process that got least, `race_memory` the memory of the process that grew most, at its end against a tenth of the way.
`python -m benchmarks.race [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.company import NOW, Company
from benchmarks.loading import asked, load_postgres
from bot.serving import collect_seldom
from bot.wiring import new_id, new_salt
from scheduler.jobs import BATCH, NUDGES
from storage.database import Database
from storage.port import Transaction
from storage.repeating import repeated
from storage.sql import SqlStore
from storage.tables import TABLES
from tests.databases import Server

PROCESSES = 3
ORGANISATIONS = 20


@dataclass(frozen=True)
class Ran:
    """What one process says at its end; memory in MiB, early at a tenth of its even share."""

    taken: int
    seconds: float
    early: float
    late: float


@dataclass(frozen=True)
class Race:
    """How it ended. `twice_or_never` are people without exactly one nudge and one message."""

    address: str
    size: int
    ran: tuple[Ran, ...]
    twice_or_never: int
    still_due: int

    @property
    def rate(self) -> float:
        return self.size / max(one.seconds for one in self.ran)

    @property
    def least_share(self) -> float:
        return min(one.taken for one in self.ran) / self.size

    @property
    def memory(self) -> float:
        return max(one.late / one.early for one in self.ran)


def race(server: Server, size: int, processes: int = PROCESSES) -> Race:
    """Loads a new database and lets the processes run until nothing is due."""
    company = Company(size, ORGANISATIONS, due=True, answers=1)
    address = server.database()
    asyncio.run(load_postgres(address, company.rows()))
    tenth = size // processes // 10
    program = f"from benchmarks.race import run; run({address!r}, {tenth})"
    started = [_started(program) for _ in range(processes)]
    for each in started:
        assert each.stdout is not None and each.stdout.readline() == b"ready\n"
    for each in started:
        assert each.stdin is not None
        each.stdin.write(b"go\n")
        each.stdin.flush()
    ended = [each.communicate()[0] for each in started]
    return Race(address, size, tuple(Ran(**json.loads(said)) for said in ended), *counted(address))


def _started(program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def counted(address: str) -> tuple[int, int]:
    """People without exactly one nudge and one message, and people still due."""
    nudged = "(select count(*) from nudges n where n.organisation = p.organisation and n.person = p.id)"
    about = "d.subject = 'check_in.nudge:' || p.id"
    told = f"(select count(*) from deliveries d where d.organisation = p.organisation and {about})"  # noqa: S608
    wrong = f"count(*) filter (where {nudged} <> 1 or {told} <> 1)"
    due = f"count(*) filter (where due_at <= '{NOW.isoformat()}')"
    ((first, second),) = asyncio.run(asked(address, f"select {wrong}, {due} from people p"))  # noqa: S608
    return first, second


def run(address: str, tenth: int) -> None:
    """One process: says that it is ready, waits for its start, and tells at the end what it did."""
    asyncio.run(_run(address, tenth))


async def _run(address: str, tenth: int) -> None:
    store = SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)
    await _some(store, 0)
    collect_seldom()
    print("ready", flush=True)
    sys.stdin.readline()
    taken, early, began = 0, 0.0, time.perf_counter()
    while some := await _some(store, BATCH):
        taken += some
        if not early and taken >= tenth:
            early = memory()
    ran = Ran(taken, time.perf_counter() - began, early or memory(), memory())
    print(json.dumps(vars(ran)))
    await store.close()


async def _some(store: SqlStore, limit: int) -> int:
    async def send(kept: Transaction) -> int:
        kept.because(by="quickwin", action="nudges")
        return await NUDGES.run(kept, NOW, limit)

    return await repeated(partial(store.transaction, NOW), send)


def memory() -> float:
    """Of this process, in MiB, at this moment."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def main() -> None:
    server = Server(durable=True)
    try:
        found = race(server, 3_000 if "--quick" in sys.argv else 100_000)
    finally:
        server.end()
    ratios: dict[str, Any] = {
        "race_twice_or_never": found.twice_or_never + found.still_due,
        "race_least_share": round(found.least_share, 3),
        "race_memory": round(found.memory, 3),
    }
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    for one in found.ran:
        print(
            f"{one.taken:8,} nudges in {one.seconds:6.1f} s, {one.early:.0f} MiB early and {one.late:.0f} MiB at the end"
        )
    print(f"{found.rate:,.0f} nudges a second")
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
