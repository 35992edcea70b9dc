"""What the fake Slack keeps to: its clock's limits, the faults a test may script, and what it knows of blocks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

TRIGGER_SECONDS = 3.0
HOOK_SECONDS = 30 * 60
HOOK_USES = 5
MOST_VIEWS = 3


class Refused(Exception):
    """The Web API says no: `error` as documented."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call. `dropped` and `slow` do the work and then lose, or keep back, the answer."""

    kind: Literal["refused", "rate_limited", "status", "dropped", "slow"]
    value: Any = None


def refused(error: str) -> Fault:
    return Fault("refused", error)


def rate_limited(seconds: int) -> Fault:
    return Fault("rate_limited", seconds)


def broken(status: int = 500) -> Fault:
    return Fault("status", status)


def dropped() -> Fault:
    return Fault("dropped")


def slow(seconds: float) -> Fault:
    return Fault("slow", seconds)


@dataclass
class Trigger:
    """Lives three seconds, is used once."""

    user: str
    born: float
    used: bool = False

    def use(self, now: float) -> str:
        if self.used:
            raise Refused("exchanged_trigger_id")
        if now - self.born > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        self.used = True
        return self.user


@dataclass
class Hook:
    """A response_url: five uses in half an hour."""

    user: str
    channel: str
    born: float
    uses: int = 0

    def use(self, now: float) -> None:
        if now - self.born > HOOK_SECONDS:
            raise Refused("expired_url")
        if self.uses >= HOOK_USES:
            raise Refused("used_url")
        self.uses += 1


@dataclass
class Channel:
    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    messages: list[Json] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What the bot answered: `status` 0 is no answer in time."""

    status: int
    body: Any = None


@dataclass
class Link:
    """An open Socket Mode connection."""

    socket: Any
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)


def elements(shown: Any) -> Iterator[Json]:
    """Every object inside blocks, from the outside in."""
    if isinstance(shown, dict):
        yield shown
        for inner in shown.values():
            yield from elements(inner)
    elif isinstance(shown, list):
        for inner in shown:
            yield from elements(inner)


def labels(shown: Json) -> list[str]:
    """The buttons of it, as a person reads them."""
    return [part["text"]["text"] for part in elements(shown.get("blocks") or []) if part.get("type") == "button"]


def with_block_ids(blocks: list[Json], new_id: Iterator[int]) -> list[Json]:
    """Slack names blocks that came without a name."""
    return [{**block, "block_id": block.get("block_id") or f"b{next(new_id)}"} for block in blocks]
