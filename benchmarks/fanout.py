"""Thousands of owners due at once: what finding, claiming and sending their nudges costs the bot, against a bare loop of the SDK.

The heartbeat's own job finds who is due, claims their week and queues their message; the sender sends it with the Slack messenger to a
Slack in another process. Both phases run one after the other, so that each has its own processor time. There are as many owners in a
workspace as Slack takes at once: its limits are kept, and nobody waits for them. `fanout_cpu_vs_bare` is the processor time of both
phases, in memory, against `AsyncWebClient.chat_postMessage` on one shared session, with the same payload, one after
the other or several at once, whichever is cheaper; `finding_claiming_share` the first phase against the second;
`fanout_memory` the process on PostgreSQL at its end against at a tenth of the messages. `fanout_pace` is how long it takes where
Slack refuses more than 300, 450 or 600 messages a minute, or with the limits of a Teams tenant, against the time that allows;
the longest of them counts (`benchmarks.fanout_pace`).
`python -m benchmarks.fanout [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.fanout_pace import PER_SECOND, Paced, paced, rising
from benchmarks.fanout_run import MEMORY, Ran, company, filled, opened
from benchmarks.fanout_server import asked
from benchmarks.loading import load_postgres, load_sqlite
from benchmarks.measuring import Server, median
from storage.sql import SqlStore
from tests.databases import Server as Postgres

ROUNDS = 3


class Bench:
    """A Slack to send to."""

    def __init__(self) -> None:
        self.slack = Server("-c", "from benchmarks.fanout_server import serve; serve()")

    def run(self, where: str, size: int) -> Ran:
        """The bot over a store that is filled; every message has arrived, and none twice."""
        before = asked(self.slack.port, "count")["messages"]
        ran = Ran(**json.loads(_said(f"run({where!r}, {self.slack.port}, {size})")))
        after = asked(self.slack.port, "count")
        assert after["messages"] - before == size <= after["different"], f"{after} after {before} and {size} more"
        return ran

    def bare(self, size: int) -> float:
        """Seconds of processor time of the SDK alone; the payload is the message that came last."""
        return float(_said(f"bare({self.slack.port}, {size})"))


def _said(call: str) -> str:
    program = f"from benchmarks.fanout_run import bare, run; {call}"
    return subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True, text=True).stdout


async def fill(where: str, size: int) -> str:
    """The store of that address with everybody in it; its address."""
    everybody = company(size)
    if where.startswith("postgres"):
        await load_postgres(where, everybody.rows())
    elif where.startswith("sqlite"):
        await load_sqlite(Path(where.removeprefix("sqlite:///")), everybody.rows())
    elif where != MEMORY:
        store = opened(where)
        assert not isinstance(store, SqlStore)
        await filled(store, everybody)
        await store.close()
    return where


def compared(bench: Bench, size: int) -> tuple[list[Ran], list[float]]:
    """Rounds in alternation: the bot in memory, and the SDK."""
    ran, bare = [], []
    for _ in range(ROUNDS):
        ran.append(bench.run(MEMORY, size))
        bare.append(bench.bare(size))
    return ran, bare


def others(bench: Bench, folder: Path, postgres: Postgres, small: int, large: int) -> dict[str, tuple[int, Ran]]:
    """The stores that keep: how many owners, and what they took. The file writes all of itself at each commit, so it gets few."""
    wanted: list[tuple[str, int, Callable[[], str]]] = [
        ("TinyDB", small // 10, lambda: str(folder / "store.json")),
        ("SQLite", small, lambda: f"sqlite:///{folder}/store.db"),
        ("PostgreSQL", small, postgres.database),
        ("PostgreSQL, many", large, postgres.database),
    ]
    return {name: (size, bench.run(asyncio.run(fill(where(), size)), size)) for name, size, where in wanted}


def main() -> None:
    quick = "--quick" in sys.argv
    small, large = (500, 1_000) if quick else (10_000, 100_000)
    bench, postgres = Bench(), Postgres(durable=True)
    try:
        bench.run(MEMORY, 100)
        ran, bare = compared(bench, small)
        with tempfile.TemporaryDirectory() as folder:
            kept = others(bench, Path(folder), postgres, small, large)
    finally:
        bench.slack.end()
        postgres.end()
    waited = {f"Slack takes {rate * 60:.0f} a minute": asyncio.run(paced(small // 2, rate)) for rate in PER_SECOND}
    waited["a Teams tenant takes 45 a second"] = asyncio.run(rising(small))
    many = kept["PostgreSQL, many"][1]
    ratios = {
        "fanout_cpu_vs_bare": round(median([one.finding + one.sending for one in ran]) / median(bare), 2),
        "finding_claiming_share": round(median([one.finding / one.sending for one in ran]), 3),
        "fanout_memory": round(many.late / many.early, 3),
        "fanout_pace": round(max(found.share for found in waited.values()), 2),
    }
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    told(small, ran, bare, kept, waited)
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


def told(
    size: int, ran: list[Ran], bare: list[float], kept: dict[str, tuple[int, Ran]], waited: dict[str, Paced]
) -> None:
    alone = median(bare) / size
    print(f"the SDK alone: {alone * 1e6:.0f} µs of processor time for a message")
    print(
        f"{'':18}{'owners':>9}{'finding':>10}{'sending':>10}{'vs the SDK':>12}{'a second':>10}{'early':>8}{'late':>8}"
    )
    for name, (number, one) in {"memory": (size, sorted(ran, key=_cost)[len(ran) // 2]), **kept}.items():
        both = (one.finding + one.sending) / number
        print(
            f"{name:18}{number:9,}{one.finding / number * 1e6:7.0f} µs{one.sending / number * 1e6:7.0f} µs"
            f"{both / alone:12.2f}{number / one.lasted:10.0f}{one.early:8.0f}{one.late:8.0f}"
        )
    for what, found in waited.items():
        refused = f"{found.refused} refused of {found.messages + found.refused} calls"
        print(f"where {what}: {found.share:.2f} of the time that allows, {refused}")


def _cost(ran: Ran) -> float:
    return ran.finding + ran.sending


if __name__ == "__main__":
    main()
