"""Teams against bare botbuilder: a turn that stores and replies, proactive sends, and what Slack feels of them.

Bare is a CloudAdapter echo bot on its defaults, spared the login that it would ask for on every turn. Ours checks each token, stores
a reading and its check-in, and sends its reply by the delivery queue; a turn counts when its reply has arrived at the connector, which
runs in a process of its own. The limiter is on, on a simulated clock.
`python -m benchmarks.teams [--json] [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import urllib.request
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from benchmarks import slack
from benchmarks.measuring import Server, median, percentile, timed
from benchmarks.teams_server import APP, INITIATIVES, SEAL, activity
from handlers.presses import Seal
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed

ROUNDS = 5
CONNECTIONS = 16


class Bench:
    """The connector, the two bots, and the key that signs for them."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
        listed = {**public, "kid": "bench", "endorsements": ["msteams"]}
        self.connector = _server("connector", json.dumps(listed))
        self.base = f"http://127.0.0.1:{self.connector.port}"
        self.bots = {name: _server(name, self.base) for name in ("bare", "ours")}
        now = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": APP, "exp": now + 86400, "serviceurl": f"{self.base}/"}
        self.token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "bench"})
        self.at = 0

    def turns(self, name: str, number: int) -> float:
        """Turns a second, from the first request to the last reply."""
        requests = [self._request(name, self.at + each) for each in range(number)]
        self.at += number
        before, began = self._arrived(), time.perf_counter()
        asyncio.run(timed(self.bots[name].port, requests, CONNECTIONS))
        while self._arrived() - before < number:
            if time.perf_counter() - began > 120:
                raise RuntimeError(f"only {self._arrived() - before} of {number} replies have arrived")
            time.sleep(0.002)
        return number / (time.perf_counter() - began)

    def sends(self, name: str, number: int) -> float:
        """Proactive messages a second."""
        answer = _get(f"http://127.0.0.1:{self.bots[name].port}/send?n={number}")
        return number / float(answer["seconds"])

    def acks(self, number: int, sending: bool) -> float:
        """The p99 of a Slack ack in seconds, while messages go out to Teams or not."""
        clicks = slack.clicks(self.at, number)
        self.at += number
        port = self.bots["ours"].port

        async def run() -> list[float]:
            sends = [asyncio.to_thread(_get, f"http://127.0.0.1:{port}/send?n=100") for _ in range(1 if sending else 0)]
            going = [asyncio.ensure_future(send) for send in sends]
            acks = await timed(port, clicks, 4)
            await asyncio.gather(*going)
            return acks

        return percentile(asyncio.run(run()), 0.99)

    def end(self) -> None:
        for server in (*self.bots.values(), self.connector):
            server.end()

    def _arrived(self) -> int:
        return int(_get(f"{self.base}/count")["messages"])

    def _request(self, name: str, number: int) -> bytes:
        token = _button(number) if name == "ours" else ""
        body = json.dumps(activity(number, self.base, token)).encode()
        signed = f"Authorization: Bearer {self.token}\r\n" if name == "ours" else ""
        head = (
            f"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{signed}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _server(which: str, given: str) -> Server:
    return Server("-c", f"from benchmarks.teams_server import serve; serve({which!r}, {given!r})")


def _button(number: int) -> str:
    """“Same as last week”, for another initiative or another week each time."""
    about = {
        "initiative": f"i{number % INITIATIVES}",
        "week": f"{2001 + number // INITIATIVES // 50}-W{number // INITIATIVES % 50 + 1:02d}",
    }
    drawn = Message(Typed("-"), (Buttons((Button(Typed("Same as last week"), "check_in.same", about),)),))
    (row,) = Seal(SEAL).message(drawn, "", 1).blocks
    assert isinstance(row, Buttons)
    return row.buttons[0].token


def _get(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 our own servers
        found: dict[str, Any] = json.loads(answer.read())
        return found


def main() -> None:
    quick = "--quick" in sys.argv
    turns, sends, acks = (30, 30, 60) if quick else (300, 300, 400)
    found: dict[str, list[float]] = {name: [] for name in ("bare", "ours", "bare sends", "our sends", "calm", "busy")}
    bench = Bench()
    try:
        for name in ("bare", "ours"):
            bench.turns(name, 20)
            bench.sends(name, 20)
        bench.acks(60, sending=True)
        for _ in range(ROUNDS):
            found["bare"].append(bench.turns("bare", turns))
            found["ours"].append(bench.turns("ours", turns * 5))
            found["bare sends"].append(bench.sends("bare", sends))
            found["our sends"].append(bench.sends("ours", sends * 5))
            found["calm"].append(bench.acks(acks, sending=False))
            found["busy"].append(bench.acks(acks, sending=True))
    finally:
        bench.end()
    middle = {name: median(figures) for name, figures in found.items()}
    ratios = {
        "teams_turn_vs_bare": round(middle["ours"] / middle["bare"], 2),
        "teams_send_vs_default": round(middle["our sends"] / middle["bare sends"], 2),
        "loop_lag_ratio": round(middle["busy"] / middle["calm"], 2),
    }
    if "--json" in sys.argv:
        print(json.dumps(ratios))
        return
    for name in ("bare", "ours", "bare sends", "our sends"):
        print(f"{name:12}{middle[name]:10.0f} a second")
    for name in ("calm", "busy"):
        print(f"{'ack, ' + name:12}{middle[name] * 1e3:10.2f} ms p99")
    for key, ratio in ratios.items():
        print(f"{key} = {ratio}")


if __name__ == "__main__":
    main()
