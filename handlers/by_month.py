"""Long lists newest first, read month by month: a page costs the same however much has come together over the years."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from handlers.turning import PAGE
from handlers.ui import Args
from initiatives.reinvesting import month_before, month_of

R = TypeVar("R")
EMPTY = 24
"""After how many months with nothing in them the list ends."""


@dataclass(frozen=True)
class Page(Generic[R]):
    """Some of the list, and where the rest of it begins; empty when there is none."""

    items: list[R]
    rest: str


async def page(find: Callable[[str], Awaitable[list[R]]], about: Args, now: datetime) -> Page[R]:
    """From where `about` says on: the month, and how many of it have been shown (`2026-11.10`)."""
    month, skip = _place(about.get("from", "")) or (month_of(now.astimezone(UTC).date()), 0)
    items: list[R] = []
    empty = 0
    while empty < EMPTY:
        found = (await find(month))[::-1][skip:]
        room = PAGE - len(items)
        items += found[:room]
        if len(found) > room:
            return Page(items, f"{month}.{skip + room}")
        empty, skip, month = (0 if found else empty + 1), 0, month_before(month)
    return Page(items, "")


def _place(typed: str) -> tuple[str, int] | None:
    found = re.fullmatch(r"([12]\d{3}-(?:0[1-9]|1[0-2]))\.(\d{1,6})", typed, re.ASCII)
    return (found[1], int(found[2])) if found else None
