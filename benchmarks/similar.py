"""What looking for similar initiatives costs in a large company, against a small one.

`similar_growth` is the CPU time of a look-up over 100,000 initiatives against one over 1,000: everything from the text of a proposal to
the three closest, in memory; the median of several questions. `python -m benchmarks.similar [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from benchmarks.measuring import median
from initiatives.initiative import Initiative, Sensitivity, title_of
from initiatives.kpi import Direction, Kpi
from initiatives.likeness.concepts import LINES
from initiatives.similar import closest
from storage.memory import MemoryStore
from storage.tables import INITIATIVES, TABLES

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ORG = "acme"
FEW, MANY, QUICK = 1_000, 100_000, 10_000
QUESTIONS = 20
OWN_WORDS = 20_000
"""Names, products and places that only some texts have."""


def words(language: int) -> list[str]:
    """Every name of every concept, in English or French."""
    return [entry.strip() for line in LINES for entry in line.split("|")[language].split(",")]


class Texts:
    """Texts as people might write them: words of an office, the frequent ones more often, and some of one's own."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [words(0), words(1)]

    def text(self) -> str:
        known = self._words[self._chance.random() < 0.3]
        said = [known[int(len(known) * self._chance.random() ** 2)] for _ in range(18)]
        own = [f"name{int(OWN_WORDS * self._chance.random() ** 3)}" for _ in range(4)]
        return " ".join([*said, *own])


def initiative(number: int, texts: Texts) -> Initiative:
    kpi = Kpi("k", "hours", "h", Direction.DOWN, Decimal(12), NOW.date(), Decimal(4))
    idea = texts.text()
    return Initiative(
        f"i{number}", ORG, title_of(idea), texts.text(), "all", Decimal(3), idea, "", Sensitivity.UNKNOWN, (kpi,), "p", "", NOW
    )  # fmt: skip


async def filled(size: int, texts: Texts) -> MemoryStore:
    ids = count()
    store = MemoryStore(TABLES, new_id=lambda: f"a{next(ids)}", new_salt=lambda: "salt", checked=False)
    for first in range(0, size, 1_000):
        async with store.rows(NOW, audited=False) as rows:
            for number in range(first, first + 1_000):
                await rows.put(INITIATIVES, initiative(number, texts))
    return store


async def looked_up(store: MemoryStore, asked: Initiative) -> float:
    """CPU seconds of one look-up."""
    start = time.process_time()
    async with store.transaction(NOW) as inside:
        closest(asked, await inside.similar(ORG, asked.said))
    return time.process_time() - start


async def measured(size: int) -> tuple[float, float, float]:
    """The median of a look-up, the slowest, and the first one, which reads every text."""
    texts = Texts(random.Random(size))
    store = await filled(size, texts)
    first = await looked_up(store, initiative(size, texts))
    took = [await looked_up(store, initiative(size + n, texts)) for n in range(1, QUESTIONS + 1)]
    return median(took), max(took), first


def remembered(size: int) -> float:
    """What the words of one initiative take in memory, in bytes."""

    async def grown() -> int:
        texts = Texts(random.Random(size))
        store = await filled(size, texts)
        before = tracemalloc.get_traced_memory()[0]
        await looked_up(store, initiative(size, texts))
        return tracemalloc.get_traced_memory()[0] - before

    tracemalloc.start()
    taken = asyncio.run(grown())
    tracemalloc.stop()
    return taken / size


def main() -> None:
    many = QUICK if "--quick" in sys.argv else MANY
    figures = {size: asyncio.run(measured(size)) for size in (FEW, many)}
    growth = round(figures[many][0] / figures[FEW][0], 2)
    if "--json" in sys.argv:
        print(json.dumps({"similar_growth": growth}))
        return
    print(f"{'initiatives':>12}{'median':>12}{'slowest':>12}{'the first':>12}")
    for size, (middle, slowest, first) in figures.items():
        print(f"{size:12,}{middle * 1e3:9.1f} ms{slowest * 1e3:9.1f} ms{first:10.1f} s")
    print(f"words of one initiative: {remembered(FEW * 5):.0f} bytes")
    print(f"similar_growth = {growth}")


if __name__ == "__main__":
    main()
