"""An endpoint in a thread of its own that answers when it is told to: what blocks the loop meanwhile cannot hide."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STUCK_SECONDS = 2.0
TURNS = 1000


class Slow:
    """Answers `pages` by path, each once `let_go` is called; by itself after two seconds, for a loop that is blocked."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.address = ""
        self.asked, self.answered = 0, 0
        self._was_asked, self._may = threading.Event(), threading.Event()

    def let_go(self) -> None:
        self._may.set()

    def answer(self, path: str) -> bytes:
        self.asked += 1
        self._was_asked.set()
        self._may.wait(STUCK_SECONDS)
        self.answered += 1
        return json.dumps(self.pages[path.partition("?")[0]]).encode()

    async def must_not_stall(self) -> None:
        """The loop turns a thousand times while somebody waits for an answer. It is counted, since seconds prove nothing."""
        assert await asyncio.to_thread(self._was_asked.wait, 2 * STUCK_SECONDS), "nobody asked"
        for _ in range(TURNS):
            await asyncio.sleep(0)
        assert not self.answered, "the loop stood still until the answer came"
        self.let_go()


@contextmanager
def slow_endpoint(pages: Mapping[str, Any]) -> Iterator[Slow]:
    slow = Slow()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = slow.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 the name the library calls

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    slow.address = f"http://127.0.0.1:{server.server_address[1]}"
    slow.pages = {path: _with_address(page, slow.address) for path, page in pages.items()}
    try:
        yield slow
    finally:
        slow.let_go()
        server.shutdown()
        thread.join()
        server.server_close()


def _with_address(page: Any, address: str) -> Any:
    return json.loads(json.dumps(page).replace("{address}", address))
