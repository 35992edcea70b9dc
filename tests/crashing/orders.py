"""What a child process is told to do, and the clock that it shares with the test."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Role = Literal["once", "worker", "web"]


@dataclass(frozen=True)
class Orders:
    """`store` is a file or an address, `api` where the platform is, `clock` the file with the time.

    A child is killed at `point` when `subject` comes to it, or that many seconds `into` it. A `worker` and a `web` process go on
    until they are killed; a web process answers for every owner whose number gives `share` in the rest, and notes what was kept
    in `told`.
    """

    store: str
    platform: str
    api: str
    clock: str
    role: Role = "once"
    point: str = ""
    subject: str = ""
    into: float = 0.0
    workspaces: int = 1
    size: int = 0
    share: int = 0
    shares: int = 1
    told: str = ""

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


class FileClock:
    """The simulated time, which the test writes and every process reads."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        return datetime.fromisoformat(self.path.read_text(encoding="ascii"))

    def set(self, at: datetime) -> None:
        """All at once: nobody reads half a moment."""
        beside = self.path.with_suffix(".new")
        beside.write_text(at.isoformat(), encoding="ascii")
        beside.replace(self.path)
