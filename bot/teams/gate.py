"""Between the adapter and the place: an activity that was verified goes in as plain JSON, what Teams gets back comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """What Teams gets back: for a message nothing, for an invoke its result."""

    status: int = 200
    body: Json | None = None


Receive = Callable[[Json], Awaitable[Answered]]
