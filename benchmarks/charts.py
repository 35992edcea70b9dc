"""How long a click on Slack waits for its answer while charts are drawn for the same process, against the same clicks at rest.

`charts` is the p99 while 50 charts are drawn, one after the other by the process that draws, against the p99 at rest; the median of
several rounds, each in a new process. `python -m benchmarks.charts [--json] [--quick]`
"""

from __future__ import annotations

import sys

from benchmarks.clicking import ROUNDS, Acks, Work, measured, told

CHARTS, CLICKS, MOST = 50, 1_000, 20_000


def server(far: int) -> str:
    return f"from benchmarks.charts_server import serve; serve({far})"


def drawing(charts: int, clicks: int) -> Acks:
    """One round while so many charts are drawn."""
    return measured(server, Work(f"draw?count={charts}", "drawn", "drawn", charts), clicks, MOST)


def main() -> None:
    quick = "--quick" in sys.argv
    rounds = [drawing(CHARTS, 200 if quick else CLICKS) for _ in range(1 if quick else ROUNDS)]
    told("charts", f"{CHARTS} charts", rounds)


if __name__ == "__main__":
    main()
