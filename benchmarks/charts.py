"""How long a click on Slack waits for its answer while charts are drawn for the same process, against the same clicks at rest.

`charts` is the p99 while 50 charts are drawn, one after the other by the process that draws, against the p99 at rest; the median of
several rounds, each in a new process. `python -m benchmarks.charts [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from itertools import takewhile

from benchmarks import slack
from benchmarks.fanout_server import asked
from benchmarks.measuring import Server, median, percentile, timed

ROUNDS = 5
CHARTS = 50
PEOPLE = 2
REST = 0.005


@dataclass(frozen=True)
class Acks:
    """Latencies in seconds, at rest and while charts were drawn; and how many charts that were."""

    calm: list[float]
    busy: list[float]
    drawn: int

    @property
    def ratio(self) -> float:
        return percentile(self.busy, 0.99) / percentile(self.calm, 0.99)


def measured(charts: int, clicks: int) -> Acks:
    """One round: `clicks` at rest, then as many as it takes until the charts are drawn."""
    far = Server("-c", "from benchmarks.fanout_server import serve; serve()")
    bot = Server("-c", f"from benchmarks.charts_server import serve; serve({far.port})")
    try:
        asyncio.run(timed(bot.port, slack.clicks(0, 100), PEOPLE, REST))
        calm = asyncio.run(timed(bot.port, slack.clicks(100, clicks), PEOPLE, REST))
        busy = asyncio.run(_while_drawing(bot.port, charts, slack.clicks(100 + clicks, 20_000)))
        return Acks(calm, busy, asked(bot.port, "left")["drawn"])
    finally:
        bot.end()
        far.end()


async def _while_drawing(bot: int, charts: int, clicks: list[bytes]) -> list[float]:
    """Clicks for as long as charts are drawn."""
    await asyncio.to_thread(asked, bot, f"draw?count={charts}")
    drawing = asyncio.create_task(_drawn(bot))
    acks = await timed(bot, takewhile(lambda _: not drawing.done(), clicks), PEOPLE, REST)
    await drawing
    return acks


async def _drawn(bot: int) -> None:
    """Returns when every chart is drawn."""
    while True:
        if not (await asyncio.to_thread(asked, bot, "left"))["left"]:
            return
        await asyncio.sleep(0.1)


def main() -> None:
    quick = "--quick" in sys.argv
    rounds = [measured(CHARTS, 200 if quick else 1_000) for _ in range(1 if quick else ROUNDS)]
    ratio = round(median([one.ratio for one in rounds]), 2)
    if "--json" in sys.argv:
        print(json.dumps({"charts": ratio}))
        return
    print(f"{'':14}{'clicks':>8}{'p50':>12}{'p99':>12}{'longest':>12}")
    for one in rounds:
        for name, acks in (("at rest", one.calm), (f"{one.drawn} charts", one.busy)):
            figures = "".join(f"{percentile(acks, share) * 1e3:9.2f} ms" for share in (0.5, 0.99, 1))
            print(f"{name:14}{len(acks):8}{figures}")
    print(f"charts = {ratio}")


if __name__ == "__main__":
    main()
