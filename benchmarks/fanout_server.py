"""A Slack that takes every message and costs its callers as little as can be: what `benchmarks.fanout` sends to, in a process of its own.

It answers as Slack does, with the whole message. `/count` tells how many messages came and how many of them were different ones,
`/last` gives the newest as it came.
"""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson

MESSAGES = b"/api/chat.postMessage"
RESTING = b"/api/dnd.teamInfo"
"""Who has set notifications aside: the app was installed without the scope, which is optional, and is told so once a workspace."""
END = b"\r\n\r\n"
WELL = b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8"


@dataclass
class Arrived:
    """What came, by the key that the bot puts into a message's metadata."""

    messages: int = 0
    keys: set[str] = field(default_factory=set)
    last: bytes = b"{}"
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def answer(self, path: bytes, body: bytes) -> tuple[bytes, bytes]:
        """The head of the answer, and its body."""
        if path == MESSAGES:
            return WELL, self.taken(body)
        if path.startswith(RESTING):
            return WELL, b'{"ok":false,"error":"missing_scope"}'
        if path == b"/last":
            return WELL, self.last
        return WELL, orjson.dumps({"messages": self.messages, "different": len(self.keys)})

    def taken(self, body: bytes) -> bytes:
        told = orjson.loads(body)
        self.messages += 1
        self.keys.add(told.get("metadata", {}).get("event_payload", {}).get("key", ""))
        self.last = body
        ts = b"1764000000.%06d" % next(self._numbers)
        return b'{"ok":true,"channel":"D%s","ts":"%s","message":%s}' % (told["channel"].encode(), ts, body)


class Connection(asyncio.Protocol):
    """HTTP as far as our two callers speak it: a length, and connections that stay."""

    def __init__(self, arrived: Arrived) -> None:
        self._arrived, self._waiting = arrived, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (request := self._request()) is not None:
            head, body = self._arrived.answer(*request)
            self._transport.write(b"%s\r\nContent-Length: %d" % (head, len(body)) + END + body)

    def _request(self) -> tuple[bytes, bytes] | None:
        head, found, rest = self._waiting.partition(END)
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(rest) < length:
            return None
        self._waiting = rest[length:]
        return head.split(b" ", 2)[1], rest[:length]


async def listening(arrived: Arrived) -> tuple[asyncio.Server, int]:
    """Takes messages from now on; with its port."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(arrived), "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


async def _main() -> None:
    server, port = await listening(Arrived())
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await server.serve_forever()


def serve() -> None:
    """Prints its port and serves until it is ended."""
    asyncio.run(_main())


def asked(port: int, what: str) -> dict[str, Any]:
    """What such a server tells about itself."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{what}", timeout=60) as answer:
        found: dict[str, Any] = json.loads(answer.read())
        return found
