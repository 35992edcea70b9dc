"""Clicks on Slack while the bot has other work, against the same clicks at rest: what the benchmarks of that share."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from benchmarks import slack
from benchmarks.fanout_server import asked
from benchmarks.measuring import Server, median, percentile, timed

ROUNDS = 5
PEOPLE = 2
REST = 0.005


@dataclass(frozen=True)
class Acks:
    """Latencies in seconds, at rest and while the work was done; and how much of it was done."""

    calm: list[float]
    busy: list[float]
    done: int

    @property
    def ratio(self) -> float:
        return percentile(self.busy, 0.99) / percentile(self.calm, 0.99)


@dataclass(frozen=True)
class Work:
    """`begin` is asked of the bot; its answers to `count` (of the Slack it talks to, where it is `far`) say how much is done."""

    begin: str
    count: str
    key: str
    all: int
    far: bool = False


def measured(server: Callable[[int], str], work: Work, clicks: int, most: int) -> Acks:
    """One round: `clicks` at rest, then as many as it takes until the work is done, at `most`; `server` is the bot's program."""
    far = Server("-c", "from benchmarks.fanout_server import serve; serve()")
    bot = Server("-c", server(far.port))
    try:
        asyncio.run(timed(bot.port, slack.clicks(0, 100), PEOPLE, REST))
        calm = asyncio.run(timed(bot.port, slack.clicks(100, clicks), PEOPLE, REST))
        where = far.port if work.far else bot.port
        busy = asyncio.run(_meanwhile(bot.port, where, work, slack.clicks(100 + clicks, most)))
        return Acks(calm, busy, asked(where, work.count)[work.key])
    finally:
        bot.end()
        far.end()


async def _meanwhile(bot: int, where: int, work: Work, clicks: list[bytes]) -> list[float]:
    await asyncio.to_thread(asked, bot, work.begin)
    doing = asyncio.create_task(_done(where, work))
    acks = await timed(bot, takewhile(lambda _: not doing.done(), clicks), PEOPLE, REST)
    await doing
    return acks


async def _done(where: int, work: Work) -> None:
    """Returns when all of it is done."""
    while True:
        if (await asyncio.to_thread(asked, where, work.count))[work.key] >= work.all:
            return
        await asyncio.sleep(0.1)


def told(key: str, busy: str, rounds: Sequence[Acks]) -> None:
    """Prints the median of the rounds under that key, with `--json` nothing else."""
    ratio = round(median([one.ratio for one in rounds]), 2)
    if "--json" in sys.argv:
        print(json.dumps({key: ratio}))
        return
    print(f"{'':14}{'clicks':>8}{'p50':>12}{'p99':>12}{'longest':>12}")
    for one in rounds:
        for name, acks in (("at rest", one.calm), (busy, one.busy)):
            figures = "".join(f"{percentile(acks, share) * 1e3:9.2f} ms" for share in (0.5, 0.99, 1))
            print(f"{name:14}{len(acks):8}{figures}")
    print(f"{key} = {ratio}")
