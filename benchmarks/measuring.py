"""What the benchmarks share: a server in a process of its own, its CPU, and a client that only sends what was made before."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """One round: requests a second, CPU of the server process a request (seconds), and the median latency (seconds)."""

    rate: float
    cpu: float
    p50: float


class Server:
    """A child process that prints its port and serves until it is ended."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def cpu(self) -> float:
        """Seconds of processor time so far, user and system."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        self._process.terminate()
        self._process.communicate()


async def drive(server: Server, requests: Sequence[bytes], connections: int) -> Figures:
    """Sends every request once over keep-alive connections, each waiting for its answer."""
    before, began = server.cpu(), time.perf_counter()
    latencies = await timed(server.port, requests, connections)
    lasted = time.perf_counter() - began
    used = server.cpu() - before
    return Figures(len(requests) / lasted, used / len(requests), statistics.median(latencies))


async def timed(port: int, requests: Iterable[bytes], connections: int, rest: float = 0.0) -> list[float]:
    """The latency of every request in seconds, sent over keep-alive connections, each of which may `rest` after an answer."""
    waiting = iter(requests)
    latencies: list[float] = []
    await asyncio.gather(*(_connection(port, waiting, latencies, rest) for _ in range(connections)))
    return latencies


async def _connection(port: int, waiting: Iterator[bytes], latencies: list[float], rest: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]) if b"ength:" in head else 0
        if length:
            await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 20"):
            raise RuntimeError(head.decode())
        latencies.append(time.perf_counter() - began)
        if rest:
            await asyncio.sleep(rest)
    writer.close()


def median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure that this share of all does not exceed."""
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * share))]
