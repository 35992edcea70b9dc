"""TinyDB at three sizes: turns a second, commit times, start-up, memory, look-ups; against one plain write of the same content.

`commit_vs_write` is the commit's p50 against one orjson dump + write + fsync + rename + fsync of the folder at 1,000
initiatives; `group_commit_gain` is 32 turns at once against 32 in a row, there too.
`python -m benchmarks.store [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import orjson

from initiatives.initiative import Initiative, Sensitivity, Stage
from initiatives.kpi import Direction, Kpi, Reading
from storage.tables import TABLES
from storage.tiny import TinyStore

SIZES = (100, 1_000, 10_000)
READINGS = 10
AT_ONCE = 32
ROUNDS = 5
ORG = "acme"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Figures:
    """One size: seconds, except turns (a second) and memory (MiB)."""

    turns: float
    p50: float
    p99: float
    write: float
    gain: float
    start: float
    memory: float
    lookup: float
    find: float


def initiative(number: int) -> Initiative:
    """A plausible record of about a kilobyte."""
    kpi = Kpi("k", "hours a week on invoices", "h", Direction.DOWN, Decimal(42), date(2026, 9, 1), Decimal(20))
    return Initiative(
        f"i{number}", ORG, f"Initiative number {number}", "What hurts, in a sentence or two. " * 4, "accounting, 6 people",
        Decimal(12), "What to try, in a sentence or two. " * 4, "SAP", Sensitivity.INTERNAL, (kpi,), f"p{number % 500}",
        "Accounting", NOW, stage=Stage.TRIAL, owner=f"p{number % 500}",
    )  # fmt: skip


def reading(number: int, of: str) -> Reading:
    return Reading(f"r{of}.{number}", ORG, of, "k", Decimal(31), NOW.date(), f"2026-W{number:02d}", NOW, "p1")


def opened(path: Path) -> TinyStore:
    ids = count(time.monotonic_ns())
    return TinyStore(path, TABLES, new_id=lambda: f"a{next(ids)}", new_salt=lambda: "salt")


async def filled(path: Path, size: int) -> None:
    store = opened(path)
    for first in range(0, size, 500):
        async with store.transaction(NOW) as kept:
            for number in range(first, min(first + 500, size)):
                await kept.add_initiative(initiative(number))
                for each in range(READINGS):
                    await kept.add_reading(reading(each, f"i{number}"))
    await store.close()


async def turn(store: TinyStore, number: int, size: int) -> None:
    """What a check-in does to the store: a look-up, a changed initiative, a reading."""
    async with store.transaction(NOW) as kept:
        found = await kept.initiative(ORG, f"i{number % size}")
        assert found is not None
        await kept.change_initiative(replace(found, link=f"turn {number}"))
        await kept.add_reading(reading(100 + number, found.id))


async def measured(folder: Path, size: int, turns: int) -> Figures:
    path = folder / f"{size}.json"
    await filled(path, size)
    began = time.perf_counter()
    store = opened(path)
    start = time.perf_counter() - began
    numbers = count()
    commits, gains, rates, writes = [], [], [], []
    for _ in range(ROUNDS):
        for _ in range(turns):
            commits.append(await _timed(lambda: turn(store, next(numbers), size)))
        writes += [_plain_write(path) for _ in range(turns)]
        row = await _timed(lambda: _in_a_row(store, numbers, size))
        group = await _timed(lambda: _at_once(store, numbers, size))
        gains.append(row / group)
        rates.append(AT_ONCE / group)
    lookup, find = await _lookups(store, size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    await store.close()
    commits.sort()
    return Figures(
        statistics.median(rates), statistics.median(commits), commits[int(len(commits) * 0.99)], statistics.median(writes),
        statistics.median(gains), start, memory, lookup, find,
    )  # fmt: skip


async def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    await run()  # type: ignore[misc]
    return time.perf_counter() - began


async def _in_a_row(store: TinyStore, numbers: count[int], size: int) -> None:
    for _ in range(AT_ONCE):
        await turn(store, next(numbers), size)


async def _at_once(store: TinyStore, numbers: count[int], size: int) -> None:
    await asyncio.gather(*(turn(store, next(numbers), size) for _ in range(AT_ONCE)))


def _plain_write(path: Path) -> float:
    """One orjson dump of the same content, written safely."""
    content = orjson.loads(path.read_bytes())
    began = time.perf_counter()
    temporary = path.with_suffix(".plain-new")
    with temporary.open("wb") as file:
        file.write(orjson.dumps(content))
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path.with_suffix(".plain"))
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return time.perf_counter() - began


async def _lookups(store: TinyStore, size: int) -> tuple[float, float]:
    many = 2_000
    async with store.transaction(NOW) as kept:
        began = time.perf_counter()
        for number in range(many):
            await kept.initiative(ORG, f"i{number % size}")
        lookup = (time.perf_counter() - began) / many
        began = time.perf_counter()
        for number in range(many):
            await kept.readings(ORG, f"i{number % size}")
        return lookup, (time.perf_counter() - began) / many


def main() -> None:
    quick = "--quick" in sys.argv
    found: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES[: 2 if quick else 3]:
            found[size] = asyncio.run(measured(Path(folder), size, 5 if quick else 20))
    at = found[1_000]
    ratios = {"commit_vs_write": round(at.p50 / at.write, 3), "group_commit_gain": round(at.gain, 2)}
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    names = ("turns/s", "p50", "p99", "write", "gain", "start", "memory", "by id", "by index")
    print(f"{'initiatives':>12}" + "".join(f"{name:>10}" for name in names))
    for size, one in found.items():
        shown = (
            f"{one.turns:.0f}", f"{one.p50 * 1e3:.1f} ms", f"{one.p99 * 1e3:.1f} ms", f"{one.write * 1e3:.1f} ms",
            f"{one.gain:.1f}", f"{one.start:.2f} s", f"{one.memory:.0f} MiB", f"{one.lookup * 1e6:.1f} µs", f"{one.find * 1e6:.1f} µs",
        )  # fmt: skip
        print(f"{size:12,}" + "".join(f"{each:>10}" for each in shown))
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
