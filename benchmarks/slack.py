"""A check-in click on Slack against a bare slack-bolt app that only acks: throughput, server CPU, and latency at rest.

The click goes through the guard, bolt and the desk with every conversation registered; it stores a reading and the check-in in
the memory store, with its key and audit entry. The store takes records on trust, as one without a file may, and both servers
collect garbage as seldom as the bot does. Sending what the turn queues is not part of it: bare bolt sends nothing either.
`python -m benchmarks.slack [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from urllib.parse import urlencode

from benchmarks.measuring import Figures, Server, drive, median
from benchmarks.slack_server import INITIATIVES, SEAL, SECRET, TEAM, USER
from handlers.presses import Seal
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed

ROUNDS = 5
CONNECTIONS = 32


def clicks(first: int, number: int) -> list[bytes]:
    """Signed HTTP requests, each a click of its own: another initiative or another week."""
    seal, moment = Seal(SEAL), str(int(time.time()))
    return [_signed(_payload(_token(seal, first + each)), moment) for each in range(number)]


def _token(seal: Seal, number: int) -> str:
    about = {
        "initiative": f"i{number % INITIATIVES}",
        "week": f"{2001 + number // INITIATIVES // 50}-W{number // INITIATIVES % 50 + 1:02d}",
    }
    drawn = Message(Typed("-"), (Buttons((Button(Typed("Same as last week"), "check_in.same", about),)),))
    (row,) = seal.message(drawn, "", 1).blocks
    assert isinstance(row, Buttons)
    return row.buttons[0].token


def _payload(token: str) -> bytes:
    action = {
        "type": "button", "action_id": "check_in.same:1", "block_id": "b1", "action_ts": "1764000000.000100", "value": token,
        "text": {"type": "plain_text", "text": "Same as last week", "emoji": False},
    }  # fmt: skip
    payload: dict[str, object] = {
        "type": "block_actions", "api_app_id": "A0BENCH", "token": "legacy", "trigger_id": "1.2.3",
        "team": {"id": TEAM, "domain": "acme"}, "enterprise": None, "is_enterprise_install": False,
        "user": {"id": USER, "username": "owner", "name": "owner", "team_id": TEAM},
        "container": {"type": "message", "message_ts": "1764000000.000100", "channel_id": "D0OWNER", "is_ephemeral": False},
        "channel": {"id": "D0OWNER", "name": "directmessage"},
        "message": {"type": "message", "bot_id": "B0BOT", "ts": "1764000000.000100", "text": "How did it go this week?", "blocks": []},
        "response_url": "https://hooks.slack.com/actions/T0BENCH/1/a", "actions": [action], "state": {"values": {}},
    }  # fmt: skip
    return urlencode({"payload": json.dumps(payload)}).encode()


def _signed(body: bytes, moment: str) -> bytes:
    signature = hmac.new(SECRET.encode(), b"v0:%s:%s" % (moment.encode(), body), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measured(number: int, rest: int) -> dict[str, list[Figures]]:
    """Rounds in alternation: busy and at rest, bare and ours."""
    servers = {
        name: Server("-c", f"from benchmarks.slack_server import serve; serve({name!r})") for name in ("bare", "ours")
    }
    found: dict[str, list[Figures]] = {"bare": [], "ours": [], "bare at rest": [], "ours at rest": []}
    at = 0
    try:
        for name, server in servers.items():
            asyncio.run(drive(server, clicks(at, 200), 8))
            found[name].clear()
        at += 200
        for _ in range(ROUNDS):
            busy, calm = clicks(at, number), clicks(at + number, rest)
            at += number + rest
            for name, server in servers.items():
                found[name].append(asyncio.run(drive(server, busy, CONNECTIONS)))
                found[f"{name} at rest"].append(asyncio.run(drive(server, calm, 1)))
    finally:
        for server in servers.values():
            server.end()
    return found


def main() -> None:
    quick = "--quick" in sys.argv
    found = measured(500 if quick else 6000, 100 if quick else 500)
    rate = {name: median([figures.rate for figures in rounds]) for name, rounds in found.items()}
    cpu = {name: median([figures.cpu for figures in rounds]) for name, rounds in found.items()}
    p50 = {name: median([figures.p50 for figures in rounds]) for name, rounds in found.items()}
    ratios = {
        "slack_turn_vs_bare": round(rate["ours"] / rate["bare"], 3),
        "slack_rest_vs_bare": round(p50["ours at rest"] / p50["bare at rest"], 3),
    }
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    print(f"{'':14}{'requests/s':>12}{'CPU a request':>16}{'p50':>10}")
    for name in found:
        print(f"{name:14}{rate[name]:12.0f}{cpu[name] * 1e6:13.0f} µs{p50[name] * 1e3:7.2f} ms")
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
