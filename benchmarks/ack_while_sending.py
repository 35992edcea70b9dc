"""How long a click on Slack waits for its answer while the same process sends thousands of nudges, against the same clicks at rest.

The process is the bot as it is served: its HTTP way in, and its heartbeat, which finds, claims, queues and sends to a Slack in
another process. Two people click, with a short rest after each answer; each click stores a check-in. `ack_while_sending` is the p99
while it sends against the p99 at rest; the median of several rounds, each in a new process.
`python -m benchmarks.ack_while_sending [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
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
    """Latencies in seconds, at rest and while messages went out; and how many messages that were."""

    calm: list[float]
    busy: list[float]
    sent: int

    @property
    def ratio(self) -> float:
        return percentile(self.busy, 0.99) / percentile(self.calm, 0.99)


def measured(size: int, clicks: int) -> Acks:
    """One round: `clicks` at rest, then as many as it takes until `size` owners are sent their message."""
    far = Server("-c", "from benchmarks.fanout_server import serve; serve()")
    bot = Server("-c", f"from benchmarks.ack_server import serve; serve({far.port}, {size})")
    try:
        asyncio.run(timed(bot.port, slack.clicks(0, 100), PEOPLE, REST))
        calm = asyncio.run(timed(bot.port, slack.clicks(100, clicks), PEOPLE, REST))
        busy = asyncio.run(_while_sending(bot.port, far.port, size, slack.clicks(100 + clicks, size)))
        return Acks(calm, busy, asked(far.port, "count")["messages"])
    finally:
        bot.end()
        far.end()


async def _while_sending(bot: int, far: int, size: int, clicks: list[bytes]) -> list[float]:
    """Clicks for as long as messages go out."""
    await asyncio.to_thread(lambda: urllib.request.urlopen(f"http://127.0.0.1:{bot}/fanout", timeout=60).close())
    sending = asyncio.create_task(_sent(far, size))
    acks = await timed(bot, takewhile(lambda _: not sending.done(), clicks), PEOPLE, REST)
    await sending
    return acks


async def _sent(far: int, size: int) -> None:
    """Returns when everybody's message has arrived."""
    while True:
        if (await asyncio.to_thread(asked, far, "count"))["messages"] >= size:
            return
        await asyncio.sleep(0.1)


def main() -> None:
    quick = "--quick" in sys.argv
    rounds = [measured(1_000 if quick else 10_000, 200 if quick else 1_000) for _ in range(2 if quick else ROUNDS)]
    ratio = round(median([one.ratio for one in rounds]), 2)
    if "--json" in sys.argv:
        print(json.dumps({"ack_while_sending": ratio}))
        return
    print(f"{'':14}{'clicks':>8}{'p50':>12}{'p99':>12}{'longest':>12}")
    for one in rounds:
        for name, acks in (("at rest", one.calm), ("while sending", one.busy)):
            figures = "".join(f"{percentile(acks, share) * 1e3:9.2f} ms" for share in (0.5, 0.99, 1))
            print(f"{name:14}{len(acks):8}{figures}")
    print(f"ack_while_sending = {ratio}")


if __name__ == "__main__":
    main()
