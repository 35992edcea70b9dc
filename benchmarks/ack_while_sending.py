"""How long a click on Slack waits for its answer while the same process sends thousands of nudges, against the same clicks at rest.

The process is the bot as it is served: its HTTP way in, and its heartbeat, which finds, claims, queues and sends to a Slack in
another process. Two people click, with a short rest after each answer; each click stores a check-in. `ack_while_sending` is the p99
while it sends against the p99 at rest; the median of several rounds, each in a new process.
`python -m benchmarks.ack_while_sending [--json] [--quick]`
"""

from __future__ import annotations

import sys

from benchmarks.clicking import ROUNDS, Acks, Work, measured, told

OWNERS, CLICKS = 10_000, 1_000


def sending(owners: int, clicks: int) -> Acks:
    """One round while so many owners are sent their message."""

    def server(far: int) -> str:
        return f"from benchmarks.ack_server import serve; serve({far}, {owners})"

    return measured(server, Work("fanout", "count", "messages", owners, far=True), clicks, owners)


def main() -> None:
    quick = "--quick" in sys.argv
    owners, clicks = (1_000, 200) if quick else (OWNERS, CLICKS)
    told("ack_while_sending", "while sending", [sending(owners, clicks) for _ in range(2 if quick else ROUNDS)])


if __name__ == "__main__":
    main()
