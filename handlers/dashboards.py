"""The dashboard: how a company's initiatives stand, as everybody in it may read it, and the passes that open its page."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from handlers.first_answers import Kept, kept
from initiatives.freed import Freed, freed
from initiatives.initiative import ASKED_WEEKLY, Initiative, Stage
from initiatives.lessons import Lesson
from initiatives.people import Organisation
from initiatives.reinvesting import month_before, month_of
from initiatives.wins import Story
from storage.port import Transaction

PATH = "/dashboard/"
LIVES = timedelta(days=1)
"""How long a link from the chat opens the page."""
NEWEST = 5
LISTED = 200
"""How many that are under way have a line; the others are counted."""

Derive = Callable[[str], str]


@dataclass(frozen=True)
class Board:
    """How things stand at a moment. `under_way` is the furthest stage first, `told` how many stories there are in all."""

    stages: Mapping[Stage, int]
    answers: Kept
    freed: Freed
    under_way: tuple[Initiative, ...]
    told: int
    wins: tuple[Story, ...]
    lessons: tuple[Lesson, ...]


async def gather(store: Transaction, organisation: Organisation, now: datetime) -> Board:
    """It reads the whole portfolio: for a page, and in no turn."""
    portfolio = await store.portfolio(organisation.id)
    stories = sorted(await store.stories_posted(organisation.id), key=lambda one: one.posted_at or one.at, reverse=True)
    return Board(
        Counter(one.stage for one in portfolio),
        await kept(store, organisation, now),
        freed(portfolio),
        tuple(sorted((one for one in portfolio if one.asked_weekly), key=_furthest_first)),
        len(stories),
        tuple(stories[:NEWEST]),
        await _lessons(store, organisation.id, now.astimezone(UTC).date()),
    )


def _furthest_first(initiative: Initiative) -> tuple[int, str]:
    return -ASKED_WEEKLY.index(initiative.stage), initiative.title.casefold()


async def _lessons(store: Transaction, organisation: str, today: date) -> tuple[Lesson, ...]:
    """The newest of this month and the one before."""
    this = month_of(today)
    found = [*await store.lessons_in(organisation, month_before(this)), *await store.lessons_in(organisation, this)]
    return tuple(found[::-1][:NEWEST])


def pass_for(derive: Derive, organisation: str, person: str, now: datetime) -> str:
    """What the page's address ends with, for this one person, for as long as it `LIVES`."""
    body = f"{organisation}.{person}.{int((now + LIVES).timestamp())}"
    return f"{body}.{_seal(derive, body)}"


def holder(derive: Derive, shown: str, now: datetime) -> tuple[str, str] | None:
    """The organisation and the person a pass was made for; None when it was not made here or its time is over."""
    body, _, seal = shown.rpartition(".")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(derive, body).encode()):
        return None
    organisation, person, until = body.rsplit(".", 2)
    return (organisation, person) if now.timestamp() < int(until) else None


def _seal(derive: Derive, body: str) -> str:
    return derive(f"dashboard.{body}")
